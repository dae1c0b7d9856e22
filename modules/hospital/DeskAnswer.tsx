import { ClauseButton, ProblemNote, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Answer } from './desk.web.ts';
import { deskText, serviceText } from './desk.words.text.ts';
import { helpOf, prioritiesOf } from './deskPage.rules.ts';
import type { DeskBenefit, DeskReply } from './hospital.schema.ts';

/** The answer, readable from a metre away: a word, a colour and a sign, then what holds here. */
export function DeskAnswer({ answer }: { answer: Answer }) {
  if (answer.state === 'refused') return <ProblemNote problem={answer.problem} />;
  if (answer.state === 'away') return <Away genuine={answer.genuine} />;
  if (answer.state !== 'answered') return <Told state={answer.state} tone="attention" sign="!" />;
  const { reply } = answer;
  if (reply.status === 'valid') return <Valid reply={reply} />;
  return <Told state={reply.status} tone={reply.status === 'unknown' ? 'attention' : 'wrong'} sign={reply.status === 'unknown' ? '?' : '✕'} />;
}

type ToldState = 'unread' | 'held' | 'ended' | 'expired' | 'unknown';

function Told({ state, tone, sign }: { state: ToldState; tone: 'attention' | 'wrong'; sign: string }) {
  const t = useText(deskText);
  return (
    <section className={`desk-answer desk-${tone}`}>
      <Verdict sign={sign} title={t[state]} />
      <p>{t[`${state}Hint`]}</p>
    </section>
  );
}

function Away({ genuine }: { genuine: boolean | null }) {
  const t = useText(deskText);
  const told = genuine === null ? t.notChecked : genuine ? t.genuine : t.notGenuine;
  return (
    <section className="desk-answer desk-attention">
      <Verdict sign="!" title={t.away} />
      <p className="desk-line"><b>{told}</b></p>
      <p>{t.awayHint}</p>
    </section>
  );
}

function Verdict({ sign, title, below }: { sign: string; title: string; below?: React.ReactNode }) {
  return (
    <div className="desk-verdict">
      <span className="desk-sign" aria-hidden="true">{sign}</span>
      <div>
        <h2>{title}</h2>
        {below ? <p className="desk-below">{below}</p> : null}
      </div>
    </div>
  );
}

function Valid({ reply }: { reply: DeskReply }) {
  const t = useText(deskText);
  const { holder, benefits, doctor, deskContact } = reply;
  const tail = holder?.idTail ? <>{t.idTail} <b>{holder.idTail}</b></> : t.noIdTail;
  return (
    <section className="desk-answer desk-done">
      <Verdict sign="✓" title={`${t.valid} · ${holder?.name ?? ''}`} below={<>{tail}{holder?.withIdCard ? ` · ${t.withIdCard}` : null}</>} />
      {benefits.length === 0 ? <p>{t.nothingHere}</p> : <Holds benefits={benefits} />}
      <p className="desk-below">{t.urgentFirst}</p>
      <dl className="desk-people">
        {doctor ? <div><dt>{t.doctor}</dt><dd>{doctor.name} {doctor.phone ? <a href={`tel:${doctor.phone}`}>{t.call({ phone: doctor.phone })}</a> : null}</dd></div> : null}
        {deskContact ? <div><dt>{t.deskContact}</dt><dd>{deskContact}</dd></div> : null}
      </dl>
    </section>
  );
}

function Holds({ benefits }: { benefits: readonly DeskBenefit[] }) {
  const t = useText(deskText);
  const services = useText(serviceText);
  const language = useLanguage();
  const first = prioritiesOf(benefits);
  const steps = [...new Set(first.map(({ service }) => services[service]))].join(language === 'zh' ? '、' : ', ');
  const [lead] = first;
  return (
    <ul className="desk-holds">
      {lead ? <li className="desk-line">{t.priority({ steps })} <ClauseButton clause={lead.clause} /></li> : null}
      {helpOf(benefits).map((benefit) => <Help key={benefit.id} benefit={benefit} />)}
    </ul>
  );
}

/** One thing that holds here, what is left of it, and what it hangs on. */
function Help({ benefit }: { benefit: DeskBenefit }) {
  const t = useText(deskText);
  const language = useLanguage();
  const { title, perYear, left, needs, clause } = benefit;
  const words = { urgent: t.urgentNeed, unableToPay: t.unableToPay };
  return (
    <li className="desk-line">
      {pick(title, language)}
      {perYear !== null ? <> <b>{left ? t.left({ left, all: perYear }) : t.none({ all: perYear })}</b></> : null}
      {needs.length > 0 ? <small> {t.needs({ needs: needs.map((need) => words[need]).join(language === 'zh' ? '、' : ', ') })}</small> : null}
      {' '}<ClauseButton clause={clause} />
    </li>
  );
}

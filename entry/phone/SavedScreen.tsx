import { Link } from 'wouter';
import { roundText } from '../../modules/doctors/round.text.ts';
import { uncreditedText } from '../../modules/visits/visits.words.text.ts';
import { pick, say } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { useContacts } from './reading.web.ts';
import { frameText } from './frame.text.ts';
import { useFate } from './outbox.use.web.ts';
import { ClauseDetails } from './parts.tsx';
import { recordText } from './record.text.ts';
import { InnerScreen } from './screens.tsx';
import type { VisitAnswer } from './server.types.ts';

/** What became of a visit just saved: kept here, arrived and counted, or refused with a way on. */
export function SavedScreen({ id }: { id: string }) {
  const t = useText(recordText);
  const frame = useText(frameText);
  const fate = useFate<VisitAnswer>(id);
  return (
    <InnerScreen title="" name={t.saved} back="/" backWords={frame.toList}>
      <div role="status" className="center">
        {fate.state === 'waiting' ? <Sign kind="wait" words={t.savedHere} hint={t.savedHereHint} /> : null}
        {fate.state === 'refused' ? <Sign kind="no" words={t.refused} /> : null}
        {fate.state === 'answered' || fate.state === 'gone' ? <Sign kind="done" words={t.saved} hint={fate.state === 'gone' ? t.gone : t.once} /> : null}
      </div>
      {fate.state === 'refused' ? <Link href="/outbox" className="button button-plain button-large">{t.look}</Link> : null}
      {fate.state === 'answered' ? <><Credits answer={fate.answer} /><ForWhom answer={fate.answer} /></> : null}
      <Link href="/" className="button button-main button-large">{frame.toList}</Link>
    </InnerScreen>
  );
}

const signs = { wait: ['receipt-sign receipt-sign-wait', '…'], no: ['receipt-sign receipt-sign-no', '!'], done: ['receipt-sign', '✓'] } as const;

export function Sign({ kind, words, hint }: { kind: keyof typeof signs; words: string; hint?: string }) {
  const [className, sign] = signs[kind];
  return (
    <>
      <div className={className} aria-hidden="true">{sign}</div>
      <h2>{words}</h2>
      {hint ? <p className="quiet">{hint}</p> : null}
    </>
  );
}

/** What it counted for, each with its article, and what it did not count for and why. */
function Credits({ answer: { visit, credited, uncredited } }: { answer: VisitAnswer }) {
  const t = useText(recordText);
  const language = useLanguage();
  return (
    <>
      {credited.length ? (
        <section className="card">
          <h2>{t.countedAs}</h2>
          <ul className="rows">{credited.map(({ dutyId, title, clause }) => <li key={dutyId}><strong>{pick(title, language)}</strong><ClauseDetails clause={clause} /></li>)}</ul>
        </section>
      ) : null}
      {uncredited.length ? (
        <section className="card">
          <h2>{t.notCounted}</h2>
          <ul className="rows">{uncredited.map((each) => <Uncredited key={each.workerId + each.reason} {...each} visit={visit} />)}</ul>
        </section>
      ) : null}
    </>
  );
}

/** What was done for whom, and that something went into a health file; what was written there is not shown again. */
function ForWhom({ answer }: { answer: VisitAnswer }) {
  const t = useText(roundText);
  const record = useText(recordText);
  const language = useLanguage();
  const [services, entries] = [answer.services ?? [], answer.entries ?? []];
  if (services.length + entries.length === 0) return null;
  const members = [...new Map(services.map(({ member }) => [member.id, member.name]))];
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ul className="rows">
        {members.map(([id, name]) => <li key={id}><strong>{name}</strong> {services.filter(({ member }) => member.id === id).map(({ title, content }) => [pick(title, language), content].filter(Boolean).join(' · ')).join(record.and)}</li>)}
        {entries.length ? <li>{t.filed({ count: entries.length })}</li> : null}
      </ul>
    </section>
  );
}

function Uncredited({ workerId, reason, visit }: VisitAnswer['uncredited'][number] & { visit: VisitAnswer['visit'] }) {
  const t = useText(recordText);
  const language = useLanguage();
  const contacts = useContacts(visit.householdId).data?.items;
  const name = visit.participants.find((each) => each.workerId === workerId)?.name ?? contacts?.find(({ worker }) => worker.id === workerId)?.worker.name;
  return <li>{say(uncreditedText[reason], language, { name: name ?? t.someone })}</li>;
}

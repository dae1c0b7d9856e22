import { useState } from 'react';
import { Card, Chip, ClauseButton, ConfirmReason, Row, Stack, api, formatNear, newId, pick, say, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Tone } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { useFileWrite } from '../households/households.web.ts';
import { wayText } from '../visits/visits.words.text.ts';
import type { ExplainedDuty, HouseholdDuties } from './duties.schema.ts';
import './file.css';
import { factText, owedText, reasonText, stateText } from './file.text.ts';
import { foldLate, mayBeExcused, overdueDays, owedGroups } from './owed.rules.ts';

interface CardProps {
  readonly duties: HouseholdDuties;
  readonly served: boolean;
  readonly mayExcuse: boolean;
}

/** What the rules ask for this household: late, now, coming; each line with its days, who, and on demand the article and the reason. */
export function OwedCard({ duties, served, mayExcuse }: CardProps) {
  const t = useText(owedText);
  const { today } = useSession();
  const [excusing, setExcusing] = useState<ExplainedDuty | null>(null);
  const groups = owedGroups(duties.items, today);
  const late = foldLate(groups.late);
  const onExcuse = mayExcuse ? setExcusing : null;
  const nothing = groups.late.length + groups.now.length + groups.ahead.length === 0;
  return (
    <Card title={t.title}>
      <Stack close>
        {nothing ? <p>{served ? t.none : t.notServed}</p> : null}
        <Group title={t.late} duties={late.recent} onExcuse={onExcuse} />
        <Group title={t.earlier} duties={late.earlier} onExcuse={onExcuse} folded />
        <Group title={t.now} duties={groups.now} onExcuse={onExcuse} />
        <Group title={t.ahead} duties={groups.ahead} onExcuse={onExcuse} folded={groups.ahead.length > 4} />
        <UndecidedLines undecided={duties.undecided} />
        {nothing ? null : <p className="duties-quiet">{t.each}</p>}
      </Stack>
      {excusing ? <Excusing duty={excusing} onClose={() => setExcusing(null)} /> : null}
    </Card>
  );
}

type OnExcuse = ((duty: ExplainedDuty) => void) | null;

function Group({ title, duties, onExcuse, folded }: { title: string; duties: readonly ExplainedDuty[]; onExcuse: OnExcuse; folded?: boolean }) {
  if (duties.length === 0) return null;
  const list = <ul className="duties-list" aria-label={title}>{duties.map((duty) => <Line key={duty.id} duty={duty} onExcuse={onExcuse} />)}</ul>;
  if (folded) return <details><summary>{title} {duties.length}</summary>{list}</details>;
  return <div><h3 className="duties-group">{title}</h3>{list}</div>;
}

function Line({ duty, onExcuse }: { duty: ExplainedDuty; onExcuse: OnExcuse }) {
  const t = useText(owedText);
  const language = useLanguage();
  const title = pick(duty.title, language);
  return (
    <li>
      <Row apart><strong className="duties-title">{title}</strong><StateChip duty={duty} /></Row>
      <div className="duties-quiet"><Small duty={duty} /></div>
      <Row>
        {duty.clause ? <ClauseButton clause={duty.clause} /> : null}
        {onExcuse && mayBeExcused(duty) ? <button type="button" className="text-button" aria-label={t.excuseNamed({ what: title })} onClick={() => onExcuse(duty)}>{t.excuse}</button> : null}
      </Row>
    </li>
  );
}

const TONES: Readonly<Record<ExplainedDuty['state'], Tone>> = {
  met: 'done', open: 'attention', attempted: 'attention', vacant: 'wrong', upcoming: 'plain', missed: 'wrong', adapted: 'note', excused: 'note', void: 'plain',
};

function StateChip({ duty }: { duty: ExplainedDuty }) {
  const language = useLanguage();
  const { today } = useSession();
  const tone = TONES[duty.state];
  const words = say(stateText[duty.state], language, { first: formatNear(duty.first, today, language), last: formatNear(duty.last, today, language), days: overdueDays(duty, today) });
  return <Chip tone={tone} sign={tone === 'done' || tone === 'wrong'}>{words}</Chip>;
}

function Small({ duty }: { duty: ExplainedDuty }) {
  const t = useText(owedText);
  const kinds = useText(wayText);
  const reasons = useText(reasonText);
  const language = useLanguage();
  const { today } = useSession();
  const said = duty.reasons.flatMap((code) => (code in reasons && code !== 'credited' && code !== 'ownedByService' ? [reasons[code as keyof typeof reasonText]] : []));
  const ways = duty.kinds.map((kind) => kinds[kind as keyof typeof wayText]).join(language === 'zh' ? '、' : ', ');
  const words = [
    t.by({ role: pick(duty.roleTitle, language), name: duty.worker?.name ?? '' }).trim(),
    t.days({ first: formatNear(duty.first, today, language), last: formatNear(duty.last, today, language) }),
    duty.needed > 1 ? t.counted({ credited: duty.credited, needed: duty.needed }) : '',
    duty.state === 'met' || ways === '' ? '' : t.ways({ kinds: ways }),
    ...said,
  ];
  return <>{words.filter(Boolean).join(' · ')}</>;
}

function Excusing({ duty, onClose }: { duty: ExplainedDuty; onClose: () => void }) {
  const t = useText(owedText);
  const language = useLanguage();
  const [id] = useState(newId);
  const write = useFileWrite((reason: string) => api.post<ExplainedDuty>('/api/duties/{id}/excuse', { path: { id: duty.id }, body: { id, reason } }), { onDone: onClose });
  const hint = <><strong>{pick(duty.title, language)}</strong><br />{t.excuseHint}</>;
  return <ConfirmReason open title={t.excuseTitle} hint={hint} confirm={t.excuseGo} saving={write.isPending} problem={write.error} onCancel={onClose} onConfirm={(reason) => write.mutate(reason)} />;
}

/** A rule that lacks a fact is said, never left out in silence. */
function UndecidedLines({ undecided }: { undecided: HouseholdDuties['undecided'] }) {
  const t = useText(owedText);
  const facts = useText(factText);
  const language = useLanguage();
  if (undecided.length === 0) return null;
  return (
    <div>
      <h3 className="duties-group">{t.undecided}</h3>
      <ul className="duties-list">
        {undecided.map(({ rule, memberId, fact, title, clause }) => (
          <li key={`${rule}${memberId ?? ''}${fact}`}>
            <span>{t.lacks({ what: rule ? pick(title, language) : t.someRule, fact: facts[fact as keyof typeof factText] ?? fact })}</span>
            {clause ? <span><ClauseButton clause={clause} /></span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

import { memo, useState } from 'react';
import { Button, Chip, ClauseButton, ConfirmReason, PageLink, formatNear, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Tone } from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { wayText } from '../visits/visits.words.text.ts';
import type { DutyView } from './duties.schema.ts';
import { useExcuse } from './duties.web.ts';
import { worklistText } from './pages.text.ts';
import { withinAWeek } from './worklist.rules.ts';
import type { HouseholdWork } from './worklist.rules.ts';

/** One family with all that is owed to it: one visit may do for several. */
export function WorklistFamily({ household, duties }: HouseholdWork) {
  const place = [household.division.name, household.groupName].filter(Boolean).join(' ');
  return (
    <li className="worklist-family">
      <h2><PageLink to="/households/$householdId" params={{ householdId: household.id }}>{familyOf(household.name)}</PageLink> <span>{place}</span></h2>
      <ul>{duties.map((duty) => <Line key={duty.id} duty={duty} />)}</ul>
    </li>
  );
}

// Further pages are added below; the lines above them stay as they are.
const Line = memo(function Line({ duty }: { duty: DutyView }) {
  const t = useText(worklistText);
  const language = useLanguage();
  const [excusing, setExcusing] = useState(false);
  const mayExcuse = useRight('duty.excuse') && ['open', 'missed', 'attempted', 'vacant', 'upcoming'].includes(duty.state);
  const title = pick(duty.title, language);
  return (
    <li className="worklist-line">
      <DueChip duty={duty} />
      <div className="worklist-what">
        <span>{title}</span>
        <small><Who duty={duty} /></small>
      </div>
      <div className="worklist-tools">
        {duty.clause ? <ClauseButton clause={duty.clause} /> : null}
        {mayExcuse ? <Button kind="quiet" label={t.excuseOf({ what: title })} onClick={() => setExcusing(true)}>{t.excuse}</Button> : null}
      </div>
      {excusing ? <Excuse duty={duty} onClose={() => setExcusing(false)} /> : null}
    </li>
  );
});

function Who({ duty }: { duty: DutyView }) {
  const t = useText(worklistText);
  const ways = useText(wayText);
  const language = useLanguage();
  const kinds = duty.kinds.map((kind) => ways[kind as keyof typeof wayText]).join(t.or);
  const parts = [pick(duty.roleTitle, language), duty.worker?.name || t.noHolder, kinds, duty.needed > 1 ? t.progress({ credited: duty.credited, needed: duty.needed }) : ''];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

const TONES: Readonly<Record<DutyView['state'], Tone>> = {
  open: 'plain', missed: 'wrong', attempted: 'wrong', vacant: 'wrong', upcoming: 'plain', met: 'done', adapted: 'note', excused: 'note', void: 'plain',
};

/** Until when, or since when not: in words, with the day. */
function DueChip({ duty: { state, first, last } }: { duty: DutyView }) {
  const t = useText(worklistText);
  const language = useLanguage();
  const { today } = useSession();
  const written = (of: string) => formatNear(of, today, language);
  const day = written(last);
  const words: Record<DutyView['state'], string> = {
    open: last === today ? t.lastDay : t.by({ day }), missed: t.missed({ day }), attempted: t.attempted({ day }), vacant: t.nobody({ day }),
    upcoming: t.from({ day: written(first) }), met: t.met({ day }), adapted: t.adapted({ day }), excused: t.excused({ day }), void: t.void,
  };
  const soon = state === 'open' && withinAWeek(last, today);
  return <Chip tone={soon ? 'attention' : TONES[state]} sign={state === 'missed' || state === 'attempted' || state === 'vacant'}>{words[state]}</Chip>;
}

function Excuse({ duty, onClose }: { duty: DutyView; onClose: () => void }) {
  const t = useText(worklistText);
  const language = useLanguage();
  const excuse = useExcuse(duty.id, { saved: t.excuseSaved, onDone: onClose });
  return (
    <ConfirmReason
      open title={t.excuseTitle} hint={t.excuseHint({ family: familyOf(duty.household.name), what: pick(duty.title, language) })} confirm={t.excuseGo}
      onCancel={onClose} onConfirm={(reason) => excuse.mutate(reason)} saving={excuse.isPending} problem={excuse.error}
    />
  );
}

import { useState } from 'react';
import { useSession } from '../../modules/accounts/session.web.ts';
import type { RoundMember } from '../../modules/doctors/round.rules.ts';
import { roundText } from '../../modules/doctors/round.text.ts';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { ByWhen } from './ByWhen.tsx';
import { useFamily } from './family.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { useOutbox } from './outbox.use.web.ts';
import { Button } from './parts.tsx';
import { owedTo, patientsOf } from './patients.rules.ts';
import { usePatients, useReminders } from './reading.web.ts';
import type { DutyView, Reminder } from './server.types.ts';

/** What each member is owed under the contract, before their own doctor alone (C3–C7). */
export function PatientsCard({ householdId }: { householdId: string }) {
  const t = useText(roundText);
  const patients = usePatients().data;
  const members = patients ? patientsOf(patients, householdId) : [];
  const { duties } = useFamily(householdId);
  const together = owedTo(null, duties, members);
  if (members.length === 0) return null;
  return (
    <section className="card">
      <h2>{t.owedTitle}</h2>
      <ul className="rows">
        {together.length ? <li><strong>{t.household}</strong><Owed duties={together} /></li> : null}
        {members.map(({ member }) => <Patient key={member.id} member={member} owed={owedTo(member.id, duties, members)} householdId={householdId} />)}
      </ul>
    </section>
  );
}

function Owed({ duties }: { duties: readonly DutyView[] }) {
  const language = useLanguage();
  return <>{duties.map((duty) => <div key={duty.id} className="row"><span>{pick(duty.title, language)}</span><ByWhen duty={duty} /></div>)}</>;
}

function Patient({ member, owed, householdId }: { member: RoundMember['member']; owed: readonly DutyView[]; householdId: string }) {
  const t = useText(roundText);
  const reminders = (useReminders().data ?? []).filter((reminder) => reminder.member.id === member.id);
  return (
    <li>
      <strong>{member.name}</strong>
      {owed.length + reminders.length === 0 ? <p className="quiet">{t.owedNone}</p> : null}
      <Owed duties={owed} />
      {reminders.map((reminder) => <Prescription key={reminder.id} reminder={reminder} householdId={householdId} />)}
    </li>
  );
}

/** A prescription that ends soon: it goes from here once the next was spoken of, or with the next one recorded. */
function Prescription({ reminder, householdId }: { reminder: Reminder; householdId: string }) {
  const t = useText(roundText);
  const language = useLanguage();
  const { account } = useSession();
  const { mine } = useOutbox();
  const [settled, setSettled] = useState(false);
  const what = pick(reminder.title, language);
  const waits = mine.some(({ command, input }) => command === 'services.settle' && (input as { serviceId?: string }).serviceId === reminder.id);
  const settle = () => {
    setSettled(true);
    void outbox.add(commandOf(account.id, 'services.settle', { serviceId: reminder.id, householdId }));
  };
  return (
    <>
      <p>{t.reminder({ what, day: reminder.untilDay ? formatDay(reminder.untilDay, language) : '' })}</p>
      {settled || waits ? <p role="status" className="note note-main">{t.settled}</p> : <Button label={t.settleOf({ name: reminder.member.name, what })} onClick={settle}>{t.settle}</Button>}
    </>
  );
}

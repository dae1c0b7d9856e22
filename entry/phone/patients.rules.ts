import { doneFor, offeringFor, roundParts, weeksMissing } from '../../modules/doctors/round.rules.ts';
import type { Done, OwedService, RoundMember, RoundParts } from '../../modules/doctors/round.rules.ts';
import { doable } from './due.rules.ts';
import type { DutyView, PatientList, Reminder } from './server.types.ts';
import type { Draft } from './visit.rules.ts';

/** Those of a household who are under contract with the doctor's team. */
export function patientsOf({ packages, items }: PatientList, householdId: string): RoundMember[] {
  return items.filter((one) => one.householdId === householdId)
    .map(({ member, packageId }) => ({ member, choices: packages.find(({ id }) => id === packageId)?.choices ?? [] }));
}

/** What can be done now: duties, and prescriptions of which the next is to be spoken of. */
export function owedServices(duties: readonly DutyView[], reminders: readonly Reminder[]): OwedService[] {
  return [
    ...duties.filter(doable).map(({ rule, memberId, kinds }) => ({ rule, memberId, kinds })),
    ...reminders.map(({ kind, member }) => ({ rule: kind, memberId: member.id, kinds: [] })),
  ];
}

/** What their contracts name and is owed to one member, or (null) to the household as one: whom of them a follow-up is about, the doctor knows. */
export function owedTo(memberId: string | null, duties: readonly DutyView[], members: readonly RoundMember[]): DutyView[] {
  return duties.filter((duty) => doable(duty) && duty.memberId === memberId && members.some(({ choices }) => choices.some(({ kind }) => kind === duty.rule)));
}

/** Duties whose answer is asked for by member: asking for their purpose as well would ask twice. */
export function notAskedByMember(duties: readonly DutyView[], members: readonly RoundMember[]): DutyView[] {
  const asked = new Set(members.flatMap(({ choices }) => choices.map(({ kind }) => kind)));
  return duties.filter(({ rule }) => !asked.has(rule));
}

/** A doctor says what was done for whom of a contact they took part in and in which somebody was reached. */
export const asksForWhom = ({ kind, outcome, participants }: Draft, workerId: string | null, members: readonly RoundMember[]): boolean =>
  kind !== null && outcome === 'reached' && members.length > 0 && workerId !== null && participants.includes(workerId);

export interface Round { readonly members: readonly RoundMember[]; readonly owed: readonly OwedService[] }

/** What goes with the visit; null: nothing was said, it is a visit and no more. */
export function partsOf({ kind, done }: Draft, { members, owed }: Round, day: string, newId: () => string): RoundParts | null {
  const parts = roundParts({ members, owed, done, way: kind ?? '' }, day, newId);
  return parts.services.length + parts.entries.length > 0 ? parts : null;
}

export const missesWeeks = ({ kind, done }: Draft, { members, owed }: Round): readonly string[] => weeksMissing({ members, owed, done, way: kind ?? '' });

/** Something of what is folded away was said, so that a form brought back shows it. */
export function saidMore(of: RoundMember, done: Done, way: string, owed: readonly OwedService[]): boolean {
  const { kinds, level, words } = doneFor(done, of.member.id);
  return level !== null || words !== '' || offeringFor(of, way, owed).more.some(({ kind }) => kinds.includes(kind));
}

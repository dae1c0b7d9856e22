import { FAR, anniversary, partsOf } from './day.ts';
import { DaySet } from './day-set.ts';
import type { Flag, Member } from './facts.ts';
import type { Condition } from './pack.ts';
import { isByMember, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';

/** For whom, and by whom, one duty of a rule is owed: the household or a member, the role or one holder. */
export interface Subject {
  readonly memberId: string | null;
  readonly birth: number | null;
  /** The member's last day; FAR for the household. */
  readonly death: number;
  readonly holderId: string | null;
  /** Days on which the holder holds the role; null when the duty is the role's. */
  readonly held: DaySet | null;
  /** Days on which all flags of the rule's condition stand; null without a condition. */
  readonly flagged: DaySet | null;
  /** Days on which the asked age is reached; null without one. */
  readonly aged: DaySet | null;
}

export const HOUSEHOLD: Subject = Object.freeze({
  memberId: null, birth: null, death: FAR, holderId: null, held: null, flagged: null, aged: null,
});
// Not frozen: looking into a frozen list leaves compiled code, and every rule of every household looks.
const ONLY_HOUSEHOLD: readonly Subject[] = [HOUSEHOLD];

/** The subjects of a version of a rule, by member and holder id. */
export function subjectsOf(reading: Reading, segment: Segment): readonly Subject[] {
  if (segment.plain) return ONLY_HOUSEHOLD;
  const { rule } = segment;
  const byMember = isByMember(rule);
  const members: readonly (Member | null)[] = byMember ? reading.members : [null];
  return members.flatMap((member) => {
    const asked = rule.when === null ? null : conditionDays(reading, rule.when, member);
    const base: Subject = {
      ...HOUSEHOLD,
      memberId: member?.id ?? null,
      birth: member?.birthDay ?? null,
      death: member?.deathDay ?? FAR,
      flagged: asked?.flagged ?? null,
      aged: asked?.aged ?? null,
    };
    if (!rule.each) return [base];
    return reading.holders.workersIn(segment.roleIndex).map((holderId) => ({
      ...base, holderId, held: reading.holders.daysOf(segment.roleIndex, holderId),
    }));
  });
}

/** The days on which a condition's flags stand and its age is reached, for one member or for the household. */
export function conditionDays(
  reading: { readonly facts: { readonly flags: readonly Flag[]; readonly members: readonly Member[] } },
  condition: Condition,
  member: Member | null,
): { flagged: DaySet | null; aged: DaySet | null } {
  const members = member === null ? reading.facts.members : [member];
  let flagged: DaySet | null = null;
  for (const key of condition.flags) {
    const days = flagDays(key, reading.facts.flags, members);
    flagged = flagged === null ? days : flagged.and(days);
  }
  return { flagged, aged: condition.ageFrom === undefined ? null : ageDays(condition.ageFrom, members) };
}

/** A flag stands for the household when it stands there or on a living member (a key person makes the household key). */
function flagDays(key: string, own: readonly Flag[], members: readonly Member[]): DaySet {
  const days = new DaySet();
  for (const flag of own) if (flag.key === key) days.addSpell(flag);
  for (const member of members) {
    for (const flag of member.flags) {
      if (flag.key === key) days.add(flag.from, Math.min(flag.to ?? FAR, member.deathDay ?? FAR));
    }
  }
  return days.merge();
}

function ageDays(years: number, members: readonly Member[]): DaySet {
  const days = new DaySet();
  for (const member of members) {
    if (member.birthDay === null) continue;
    const born = partsOf(member.birthDay);
    days.add(anniversary(born.year + years, born.month, born.day), member.deathDay ?? FAR);
  }
  return days.merge();
}

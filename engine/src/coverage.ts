import { FAR, type DayNumber } from './day.ts';
import { DaySet } from './day-set.ts';
import type { Book, ContactCoverage, RoleCoverage } from './answers.ts';
import type { Assignment, HouseholdFacts } from './facts.ts';
import type { Pack, RequiredRole } from './pack.ts';
import { packOn } from './plan.ts';
import { lastDeath } from './reading.ts';
import { conditionDays } from './subjects.ts';

/** What coverage hangs on; visits have no part in it. */
type ContactFacts = Omit<HouseholdFacts, 'visits'>;

/** A required role on a day: held as asked, held but not by a leader, or not held. */
type RoleStanding = 'held' | 'leaderMissing' | 'vacant';

/**
 * The first coverage on one day: whether the household is served, and each role its pack requires of it with holders
 * and gap, by role id. Not served or without a pack: no roles.
 */
export function coverage(facts: ContactFacts, book: Book, day: DayNumber): ContactCoverage {
  if (!isServed(facts, day)) return { served: false, complete: false, roles: [] };
  const pack = packOn(facts, book, day);
  const roles: RoleCoverage[] = [];
  if (pack !== null) eachRequired(facts, pack, day, (asked, standing) => roles.push(roleCoverage(facts, asked, standing, day)));
  roles.sort((a, b) => (a.role < b.role ? -1 : 1));
  return { served: true, complete: pack !== null && roles.every((role) => role.held && !role.leaderMissing), roles };
}

/**
 * The same decision as scalars, for counting a county: 0 not served, 1 served but incomplete, 2 complete. Which of two
 * entries for one role is told does not matter here: who holds what the stricter one asks holds what the other asks.
 */
export function coverageCode(facts: ContactFacts, pack: Pack | null, day: DayNumber): 0 | 1 | 2 {
  if (!isServed(facts, day)) return 0;
  if (pack === null) return 1;
  const { required } = pack;
  for (let i = 0; i < required.length; i++) {
    if (applies(facts, required[i]!, day) && standingOf(facts.assignments, required[i]!, day) !== 'held') return 1;
  }
  return 2;
}

function isServed(facts: ContactFacts, day: number): boolean {
  if (day > lastDeath(facts.members)) return false;
  const { served } = facts;
  for (let i = 0; i < served.length; i++) if (served[i]!.from <= day && day <= (served[i]!.to ?? FAR)) return true;
  return false;
}

/** Calls `say` once for each role required on the day; of two entries for one role the one that asks for a leader. */
function eachRequired(
  facts: ContactFacts, pack: Pack, day: number, say: (asked: RequiredRole, standing: RoleStanding) => void,
): void {
  const { required } = pack;
  for (let i = 0; i < required.length; i++) {
    const asked = required[i]!;
    if (!applies(facts, asked, day)) continue;
    const outdone = required.some((other, j) => {
      if (j === i || other.role !== asked.role || !applies(facts, other, day)) return false;
      return asked.leader === other.leader ? j < i : other.leader;
    });
    if (!outdone) say(asked, standingOf(facts.assignments, asked, day));
  }
}

function applies(facts: ContactFacts, asked: RequiredRole, day: number): boolean {
  if (day < asked.from || day > (asked.to ?? FAR)) return false;
  if (asked.when === null) return true;
  const { flagged, aged } = conditionDays({ facts }, asked.when, null);
  return (flagged === null || flagged.has(day)) && (aged === null || aged.has(day));
}

function standingOf(assignments: readonly Assignment[], asked: RequiredRole, day: number): RoleStanding {
  let standing: RoleStanding = 'vacant';
  for (let i = 0; i < assignments.length; i++) {
    const assignment = assignments[i]!;
    if (!holdsOn(assignment, day) || assignment.role !== asked.role) continue;
    if (!asked.leader || assignment.leader) return 'held';
    standing = 'leaderMissing';
  }
  return standing;
}

function holdsOn(assignment: Assignment, day: number): boolean {
  return assignment.from <= day && day <= (assignment.to ?? FAR);
}

function roleCoverage(facts: ContactFacts, asked: RequiredRole, standing: RoleStanding, day: DayNumber): RoleCoverage {
  const inRole = facts.assignments.filter((assignment) => assignment.role === asked.role);
  const workerIds = [...new Set(inRole.filter((one) => holdsOn(one, day)).map((one) => one.workerId))].sort();
  return {
    role: asked.role,
    held: standing !== 'vacant',
    workerIds,
    leaderMissing: standing === 'leaderMissing',
    vacantSince: standing === 'vacant' ? gapBegins(facts, asked, inRole, day) : null,
    clause: asked.clause,
  };
}

/** The day after the last holder's last, but no earlier than the present service and the requirement themselves. */
function gapBegins(facts: ContactFacts, asked: RequiredRole, inRole: readonly Assignment[], day: DayNumber): DayNumber {
  let begins: number = asked.from;
  const served = DaySet.of(facts.served);
  const gap = served.beginningOf(day);
  if (gap > begins) begins = gap;
  const lastHeld = DaySet.of(inRole).lastBefore(day);
  if (lastHeld !== null && lastHeld + 1 > begins) begins = lastHeld + 1;
  return begins as DayNumber;
}

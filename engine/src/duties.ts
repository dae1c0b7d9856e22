import { FAR, type DayNumber } from './day.ts';
import type { Book, Credit, Duty, DutyAnswer, Period } from './answers.ts';
import { creditedWorker } from './credit.ts';
import type { HouseholdFacts } from './facts.ts';
import { dutyId } from './identity.ts';
import { kindList } from './kinds.ts';
import { withReading, type Reading } from './reading.ts';
import { reasonList } from './reasons.ts';
import type { Row } from './row.ts';
import { undecided } from './undecided.ts';
import { walk } from './walk.ts';

const NO_CREDITS: readonly Credit[] = Object.freeze([]);

// First day and order of walking share one exact double, so that putting a year in order is one native sort.
const WALK_SPAN = 1_048_576;

/**
 * Every duty of a household whose window overlaps the period (an overdue rolling duty does until it is closed), with
 * its credits and reasons, in the order first day, rule, member, holder; and what could not be decided, with the fact
 * that is missing. Depends on nothing but its arguments; the order of facts never matters (design: duties.md).
 * @param today decides `state` and who is named, nothing else.
 */
export function duties(facts: HouseholdFacts, book: Book, period: Period, today: DayNumber): DutyAnswer {
  return withReading(facts, book, today, (reading) => {
    const found: Duty[] = [];
    walk(reading, period, (row) => found.push(materialise(reading, row)));
    return { duties: inOrder(found), undecided: undecided(reading, period) };
  });
}

function inOrder(found: readonly Duty[]): Duty[] {
  const keys = new Float64Array(found.length);
  for (let i = 0; i < found.length; i++) keys[i] = found[i]!.first * WALK_SPAN + i;
  keys.sort();
  const ordered: Duty[] = new Array<Duty>(found.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    ordered[i] = found[key - Math.floor(key / WALK_SPAN) * WALK_SPAN]!;
  }
  return ordered;
}

function materialise(reading: Reading, row: Row): Duty {
  const { rule, pack } = row.segment;
  const rolling = rule.window.kind === 'rolling';
  const met = row.metOn !== FAR;
  return {
    id: dutyId(reading.facts.id, row),
    householdId: reading.facts.id,
    memberId: row.subject.memberId,
    rule: rule.id,
    role: rule.role,
    holderId: row.subject.holderId,
    packId: pack.id,
    first: row.first as DayNumber,
    last: row.last as DayNumber,
    rolling,
    kinds: kindList(row.kinds),
    purpose: rule.purpose,
    needed: rule.needed,
    credits: row.credits === 0 ? NO_CREDITS : credits(reading, row),
    fixed: row.fixed,
    metOn: met ? (row.metOn as DayNumber) : null,
    lateBy: met && row.metOn > row.last ? row.metOn - row.last : null,
    overdueUntil: rolling && !met && row.until !== FAR ? (row.until as DayNumber) : null,
    after: row.after,
    workerId: row.workerId,
    vacant: row.vacant,
    state: row.state,
    reasons: reasonList(row.reasons),
    clause: rule.clause,
  };
}

function credits(reading: Reading, row: Row): readonly Credit[] {
  const list: Credit[] = [];
  for (let c = 0; c < row.credits; c++) {
    const i = row.credited[c]!;
    const visit = reading.visits.visit[i]!;
    list.push({ visitId: visit.id, day: visit.day, workerId: creditedWorker(reading, row, i) });
  }
  return list;
}

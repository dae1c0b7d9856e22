import { FAR, type DayNumber } from './day.ts';
import type { Book, Credit, Duty, DutyAnswer, Period } from './answers.ts';
import { creditedWorker } from './credit.ts';
import type { CompactFacts, HouseholdFacts } from './facts.ts';
import { dutyId } from './identity.ts';
import { kindList } from './kinds.ts';
import { withReading, type Reading } from './reading.ts';
import { reasonList } from './reasons.ts';
import type { Row } from './row.ts';
import { nameOf, UNFIXED } from './state.ts';
import type { Sweep } from './sweep.ts';
import { undecided } from './undecided.ts';
import { walk, type Taker } from './walk.ts';

const NO_CREDITS: readonly Credit[] = Object.freeze([]);

// Beyond so many days between the first and the last first day, counting days costs more than sorting.
const MOST_DAYS = 20_000;

/**
 * Every duty of a household whose window overlaps the period (an overdue rolling duty does until it is closed), with
 * its credits and reasons, in the order first day, rule, member, holder; and what could not be decided, with the fact
 * that is missing. Depends on nothing but its arguments; the order of facts never matters (design: duties.md).
 * @param today decides `state` and who is named, nothing else.
 */
export function duties(facts: HouseholdFacts | CompactFacts, book: Book, period: Period, today: DayNumber): DutyAnswer {
  return withReading(facts, book, today, (reading) => {
    const making = new Making(reading);
    walk(reading, period, making);
    return { duties: inOrder(making.found, reading), undecided: undecided(reading, period) };
  });
}

class Making implements Taker {
  readonly found: Duty[] = [];
  private readonly reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  take(row: Row): void {
    this.found.push(materialise(this.reading, row));
  }

  takeSwept(sweep: Sweep, row: Row): void {
    for (let k = 0; k < sweep.size; k++) {
      sweep.fill(row, k);
      this.take(row);
    }
  }
}

/**
 * By first day; the walk already went by rule, member and holder, and both ways keep that. Counting the days is ten
 * times as fast as comparing duties, and a year has few days.
 */
function inOrder(found: readonly Duty[], reading: Reading): Duty[] {
  let earliest: number = FAR;
  let latest: number = -FAR;
  for (let i = 0; i < found.length; i++) {
    const { first } = found[i]!;
    if (first < earliest) earliest = first;
    if (first > latest) latest = first;
  }
  const days = latest - earliest + 1;
  if (days > MOST_DAYS) return [...found].sort((a, b) => a.first - b.first);
  const place = reading.places(days);
  for (let i = 0; i < found.length; i++) place[found[i]!.first - earliest + 1]!++;
  for (let day = 1; day < days; day++) place[day]! += place[day - 1]!;
  const ordered: Duty[] = new Array<Duty>(found.length);
  for (let i = 0; i < found.length; i++) ordered[place[found[i]!.first - earliest]!++] = found[i]!;
  return ordered;
}

function materialise(reading: Reading, row: Row): Duty {
  const { rule, pack } = row.segment;
  const { rolling } = row.segment;
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
    fixed: row.fixed === UNFIXED ? null : nameOf(row.fixed),
    metOn: met ? (row.metOn as DayNumber) : null,
    lateBy: met && row.metOn > row.last ? row.metOn - row.last : null,
    overdueUntil: rolling && !met && row.until !== FAR ? (row.until as DayNumber) : null,
    after: nameOf(row.after),
    workerId: row.workerId,
    vacant: row.vacant,
    state: nameOf(row.state),
    reasons: reasonList(row.reasons),
    clause: rule.clause,
  };
}

function credits(reading: Reading, row: Row): readonly Credit[] {
  if (row.credits === 1) return [creditOf(reading, row, row.credited[0]!)];
  return row.credited.slice(0, row.credits).map((visit) => creditOf(reading, row, visit));
}

function creditOf(reading: Reading, row: Row, visit: number): Credit {
  const { visits } = reading;
  return { visitId: visits.idOf(visit), day: visits.day[visit] as DayNumber, workerId: creditedWorker(reading, row, visit) };
}

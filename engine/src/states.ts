import { FAR, type DayNumber } from './day.ts';
import type { Book, DutyState, Period } from './answers.ts';
import { coverageCode } from './coverage.ts';
import type { CompactFacts, HouseholdFacts } from './facts.ts';
import type { Rule } from './pack.ts';
import { packOfPlan } from './plan.ts';
import { withReading } from './reading.ts';
import type { Row } from './row.ts';
import { nameOf } from './state.ts';
import { walk, type Taker } from './walk.ts';

/** Takes the states of one household as scalars; nothing handed over needs to be copied or is written again. */
export interface StateSink {
  /**
   * Once for each duty that `duties` would answer, rule by rule instead of day by day.
   * `metOn` and `overdueUntil` are null where there is none.
   */
  duty(
    rule: Rule, packId: string, memberId: string | null, holderId: string | null, first: number, last: number,
    state: DutyState, credited: number, metOn: number | null, overdueUntil: number | null, workerId: string | null,
    vacant: boolean,
  ): void;
  /** Once, at the end: the contacts on `today`, as `coverage` would answer. */
  coverage(served: boolean, complete: boolean): void;
}

/** The rebuild path: the decisions of `duties` and `coverage` without making a single object of the answer. */
export function states(facts: HouseholdFacts | CompactFacts, book: Book, period: Period, today: DayNumber, sink: StateSink): void {
  const code = withReading(facts, book, today, (reading) => {
    walk(reading, period, new Telling(sink));
    return coverageCode(facts, packOfPlan(reading.plan, today), today);
  });
  sink.coverage(code > 0, code === 2);
}

class Telling implements Taker {
  private readonly sink: StateSink;

  constructor(sink: StateSink) {
    this.sink = sink;
  }

  take(row: Row): void {
    const { subject, segment } = row;
    this.sink.duty(
      segment.rule, segment.pack.id, subject.memberId, subject.holderId, row.first, row.last, nameOf(row.state), row.credits,
      row.metOn === FAR ? null : row.metOn, row.until === FAR ? null : row.until, row.workerId, row.vacant,
    );
  }
}

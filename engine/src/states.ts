import { FAR, type DayNumber } from './day.ts';
import type { Book, DutyState, Period } from './answers.ts';
import { coverageCode } from './coverage.ts';
import type { CompactFacts, HouseholdFacts } from './facts.ts';
import type { Rule } from './pack.ts';
import { packOfPlan } from './plan.ts';
import { withReading, type Reading } from './reading.ts';
import type { Row } from './row.ts';
import { nameOf } from './state.ts';
import type { Sweep } from './sweep.ts';
import { walk, type Taker } from './walk.ts';

/**
 * Duties of one version of a rule for one subject, in the order of their windows. Asked by place, from 0; lent until the call
 * that hands it over returns. What is not asked is not worked out.
 */
export interface StateList {
  readonly size: number;
  readonly rule: Rule;
  readonly packId: string;
  readonly memberId: string | null;
  readonly holderId: string | null;
  readonly workerId: string | null;
  readonly vacant: boolean;
  first(place: number): number;
  last(place: number): number;
  state(place: number): DutyState;
  credits(place: number): number;
  /** null where it is not met. */
  metOn(place: number): number | null;
  /** null where it is not overdue, or still is. */
  overdueUntil(place: number): number | null;
}

/** Takes the states of one household. */
export interface StateSink {
  /** Every duty that `duties` would answer once, rule by rule instead of day by day. */
  duties(list: StateList): void;
  /** Once, at the end: the contacts on `today`, as `coverage` would answer. */
  coverage(served: boolean, complete: boolean): void;
}

/** The rebuild path: the decisions of `duties` and `coverage` without making a single object of the answer. */
export function states(facts: HouseholdFacts | CompactFacts, book: Book, period: Period, today: DayNumber, sink: StateSink): void {
  const code = withReading(facts, book, today, (reading) => {
    walk(reading, period, new Telling(reading, sink));
    return coverageCode(facts, packOfPlan(reading.plan, today), today);
  });
  sink.coverage(code > 0, code === 2);
}

class Telling implements Taker {
  private readonly sink: StateSink;
  private readonly one: OneState;
  private readonly many: ManyStates;

  constructor({ row, sweep }: Reading, sink: StateSink) {
    this.sink = sink;
    this.one = new OneState(row);
    this.many = new ManyStates(row, sweep);
  }

  take(): void {
    this.sink.duties(this.one);
  }

  takeSwept(): void {
    this.sink.duties(this.many);
  }
}

/** What holds for all duties of a list, from the row. */
class OfOneRule {
  protected readonly row: Row;

  constructor(row: Row) {
    this.row = row;
  }

  get rule(): Rule {
    return this.row.segment.rule;
  }
  get packId(): string {
    return this.row.segment.pack.id;
  }
  get memberId(): string | null {
    return this.row.subject.memberId;
  }
  get holderId(): string | null {
    return this.row.subject.holderId;
  }
  get workerId(): string | null {
    return this.row.workerId;
  }
  get vacant(): boolean {
    return this.row.vacant;
  }
}

class OneState extends OfOneRule implements StateList {
  readonly size = 1;

  first(): number {
    return this.row.first;
  }
  last(): number {
    return this.row.last;
  }
  state(): DutyState {
    return nameOf(this.row.state);
  }
  credits(): number {
    return this.row.credits;
  }
  metOn(): number | null {
    return this.row.metOn === FAR ? null : this.row.metOn;
  }
  overdueUntil(): number | null {
    return this.row.until === FAR ? null : this.row.until;
  }
}

/** A list that was swept: one credit at most for each, and nothing goes on being overdue. */
class ManyStates extends OfOneRule implements StateList {
  private readonly sweep: Sweep;

  constructor(row: Row, sweep: Sweep) {
    super(row);
    this.sweep = sweep;
  }

  get size(): number {
    return this.sweep.size;
  }
  first(place: number): number {
    return this.sweep.first[place]!;
  }
  last(place: number): number {
    return this.sweep.last[place]!;
  }
  state(place: number): DutyState {
    return nameOf(this.sweep.state(place));
  }
  credits(place: number): number {
    return this.sweep.metOn(place) === FAR ? 0 : 1;
  }
  metOn(place: number): number | null {
    const on = this.sweep.metOn(place);
    return on === FAR ? null : on;
  }
  overdueUntil(): null {
    return null;
  }
}

import {
  duties, states, toDay, type Book, type CompactFacts, type DayNumber, type Duty, type HouseholdFacts, type Period, type StateList,
} from '../src/index.ts';
import { n, period } from './world.ts';

// Asking the engine in one line.

export const TODAY = n('2026-11-22');
export const YEAR = period('2026-01-01', '2026-12-31');

export const ask = (facts: HouseholdFacts, of: Book, today: DayNumber = TODAY, over = YEAR): readonly Duty[] =>
  duties(facts, of, over, today).duties;

export const spans = (list: readonly Duty[]): string[] => list.map((duty) => `${toDay(duty.first)}..${toDay(duty.last)}`);

/** The first duty whose window holds a day. */
export const on = (list: readonly Duty[], day: string): Duty => {
  const found = list.find((duty) => duty.first <= n(day) && n(day) <= duty.last);
  if (found === undefined) throw new Error(`no duty on ${day}`);
  return found;
};

/** Everything a sink is told, a row for each duty and one for the contacts; `meanwhile` is called with every list. */
export function told(facts: HouseholdFacts | CompactFacts, of: Book, over: Period, today: DayNumber, meanwhile = (): void => {}): unknown[][] {
  const rows: unknown[][] = [];
  states(facts, of, over, today, {
    duties: (list) => {
      meanwhile();
      for (let place = 0; place < list.size; place++) rows.push(rowOf(list, place));
    },
    coverage: (...row) => rows.push(row),
  });
  return rows;
}

const rowOf = (list: StateList, place: number): unknown[] => [
  list.rule.id, list.packId, list.memberId, list.holderId, list.first(place), list.last(place), list.state(place), list.credits(place),
  list.metOn(place), list.overdueUntil(place), list.workerId, list.vacant,
];

import { duties, toDay, type Book, type DayNumber, type Duty, type HouseholdFacts } from '../src/index.ts';
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

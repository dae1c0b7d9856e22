import { anniversary, fromParts, monthsStart, nextMonthsStart, partsOf, weekStart, yearOf, type DayNumber } from './day.ts';
import type { FestivalCalendar } from './answers.ts';
import type { Rule, Window } from './pack.ts';

type Calendar = Extract<Window, { kind: 'week' | 'months' }>;
/** A window that begins with something that happened. */
export type EventWindow = Extract<Window, { kind: 'event' }>;
/** A window around a day that comes once a year: a festival, a birthday, a fixed day. */
export type Occasion = Extract<Window, { kind: 'festival' | 'birthday' | 'fixedDay' }>;

export function isCalendar(window: Window): window is Calendar {
  return window.kind === 'week' || window.kind === 'months';
}

export function isOccasion(window: Window): window is Occasion {
  return window.kind === 'festival' || window.kind === 'birthday' || window.kind === 'fixedDay';
}

export function isRolling(segment: { readonly rule: Rule }): boolean {
  return segment.rule.window.kind === 'rolling';
}

// The first days of all months of four centuries. A window costs a division and a look instead of a walk through eras.
const TABLE_FROM = 1900;
const TABLE_MONTHS = 4_800;
const MONTH_STARTS = Int32Array.from({ length: TABLE_MONTHS + 1 }, (_, i) => fromParts(TABLE_FROM + Math.floor(i / 12), (i % 12) + 1, 1));
const MEAN_MONTH = 30.436_875;

/** Which month of the table holds the day; -1 outside it, where the calendar itself is asked. */
function monthIndex(day: number): number {
  if (day < MONTH_STARTS[0]! || day >= MONTH_STARTS[TABLE_MONTHS]!) return -1;
  let index = Math.floor((day - MONTH_STARTS[0]!) / MEAN_MONTH);
  while (MONTH_STARTS[index]! > day) index--;
  while (MONTH_STARTS[index + 1]! <= day) index++;
  return index;
}

/** First day of the calendar window that holds `day`. */
export function windowStart(window: Window, day: number): number {
  if (window.kind === 'week') return weekStart(day as DayNumber);
  if (window.kind !== 'months') return day;
  const index = monthIndex(day);
  return index < 0 ? monthsStart(day as DayNumber, window.months) : MONTH_STARTS[index - (index % window.months)]!;
}

/** First day of the calendar window after the one that begins on `start`; its last day is the day before. */
export function nextWindowStart(window: Window, start: number): number {
  if (window.kind === 'week') return start + 7;
  if (window.kind !== 'months') return start + 1;
  const index = monthIndex(start);
  const next = index + window.months;
  return index < 0 || next > TABLE_MONTHS ? nextMonthsStart(start as DayNumber, window.months) : MONTH_STARTS[next]!;
}

/** First day of the first window that begins on or after `day`; for other than calendar windows the day itself. */
export function windowStartFrom(window: Window, day: number): number {
  const start = windowStart(window, day);
  return start === day ? start : nextWindowStart(window, start);
}

/** Whether two versions of a rule speak of the same day of the year. */
export function sameOccasion(a: Window, b: Window): boolean {
  if (a.kind === 'festival' && b.kind === 'festival') return a.festival === b.festival;
  if (a.kind === 'fixedDay' && b.kind === 'fixedDay') return a.month === b.month && a.day === b.day;
  return a.kind === 'birthday' && b.kind === 'birthday';
}

/**
 * The days on which an occasion falls: at least those of `from..to` (both included); a festival's as they were handed in.
 * A birthday needs the member's birth day and begins with the first one; the day of birth itself is none.
 */
export function occasionDays(window: Occasion, festivals: FestivalCalendar, birth: number | null, from: number, to: number): readonly number[] {
  if (window.kind === 'festival') return festivals.days[window.festival] ?? [];
  if (window.kind === 'fixedDay') return yearly(window.month, window.day, from, to);
  if (birth === null) return [];
  const parts = partsOf(birth as DayNumber);
  return yearly(parts.month, parts.day, Math.max(from, birth + 1), to);
}

function yearly(month: number, day: number, from: number, to: number): number[] {
  const days: number[] = [];
  for (let year = yearOf(from as DayNumber); year <= yearOf(to as DayNumber); year++) {
    const falls = anniversary(year, month, day);
    if (falls >= from && falls <= to) days.push(falls);
  }
  return days;
}

import { anniversary, monthsStart, nextMonthsStart, partsOf, weekStart, yearOf, type DayNumber } from './day.ts';
import type { FestivalCalendar } from './answers.ts';
import type { Rule, Window } from './pack.ts';

type Calendar = Extract<Window, { kind: 'week' | 'months' }>;
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

/** First day of the calendar window that holds `day`. */
export function windowStart(window: Window, day: number): number {
  if (window.kind === 'week') return weekStart(day as DayNumber);
  if (window.kind === 'months') return monthsStart(day as DayNumber, window.months);
  return day;
}

/** First day of the calendar window after the one that begins on `start`; its last day is the day before. */
export function nextWindowStart(window: Window, start: number): number {
  if (window.kind === 'week') return start + 7;
  if (window.kind === 'months') return nextMonthsStart(start as DayNumber, window.months);
  return start + 1;
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
 * The days `from..to` (both included) on which an occasion falls, rising.
 * A birthday needs the member's birth day and begins with the first one; the day of birth itself is none.
 */
export function occasionDays(window: Occasion, festivals: FestivalCalendar, birth: number | null, from: number, to: number): number[] {
  if (window.kind === 'festival') return (festivals.days[window.festival] ?? []).filter((day) => day >= from && day <= to).sort((a, b) => a - b);
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

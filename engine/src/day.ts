import { EngineError } from './errors.ts';

declare const brand: unique symbol;

/** A civil day in China as outsiders write it: `2026-11-22`. */
export type Day = string & { readonly [brand]: 'Day' };

/** The same day as days since 1970-01-01; the engine's own currency, so that windows are integer ranges. */
export type DayNumber = number & { readonly [brand]: 'DayNumber' };

/** Year, month 1-12, day of the month 1-31. */
export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Far beyond every real day: what `to: null` becomes inside. Small enough for the fast integers of every machine, and
 * so that lengths and sums of two stay exact.
 */
export const FAR = 1_000_000_000 as DayNumber;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a month, 28 to 31; `month` is 1-12. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** True for a real civil day written `YYYY-MM-DD`, years 0001 to 9999. */
export function isDay(text: string): text is Day {
  const parts = SHAPE.exec(text);
  if (parts === null) return false;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const dayOfMonth = Number(parts[3]);
  return year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month);
}

/** The day that `text` writes. Throws `day.invalid` with the text when there is no such day. */
export function day(text: string): Day {
  if (!isDay(text)) throw new EngineError('day.invalid', { text });
  return text;
}

/**
 * Days since 1970-01-01 of a civil date. Years are counted from 1 March so that the leap day is the last of its year,
 * in eras of 400 years (146,097 days): integer steps only, after Howard Hinnant's "days from civil".
 */
export function fromParts(year: number, month: number, dayOfMonth: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) as DayNumber;
}

/** The civil date of a day number; the inverse of `fromParts`. */
export function partsOf(number: DayNumber): DayParts {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export function yearOf(number: DayNumber): number {
  return partsOf(number).year;
}

/** Days since 1970-01-01. The text is trusted to be a day: `day` and `isDay` are the ways to get one. */
export function toNumber(text: Day): DayNumber {
  return fromParts(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
}

/** `YYYY-MM-DD` of a day number in the years 0001 to 9999; throws `day.invalid` outside them. */
export function toDay(number: DayNumber): Day {
  if (!Number.isInteger(number) || number < -719_162 || number > 2_932_896) {
    throw new EngineError('day.invalid', { number });
  }
  const parts = partsOf(number);
  const year = String(parts.year).padStart(4, '0');
  return `${year}-${String(parts.month).padStart(2, '0')}-${String(parts.day).padStart(2, '0')}` as Day;
}

export function addDays(number: DayNumber, days: number): DayNumber {
  return (number + days) as DayNumber;
}

/** Monday 0 to Sunday 6. Day 0 of the count, 1970-01-01, was a Thursday. */
export function weekday(number: DayNumber): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** The Monday of the week. */
export function weekStart(number: DayNumber): DayNumber {
  // Not `+ -weekday`: on a Monday that adds -0, and one fraction in a list of days makes all of them fractions.
  return (number - weekday(number)) as DayNumber;
}

/** First day of the n-month window that holds the day; windows start in January, so n divides 12. */
export function monthsStart(number: DayNumber, months: number): DayNumber {
  const { year, month } = partsOf(number);
  return fromParts(year, month - ((month - 1) % months), 1);
}

/** First day of the n-month window after the one that begins on `start`. */
export function nextMonthsStart(start: DayNumber, months: number): DayNumber {
  const { year, month } = partsOf(start);
  const next = month + months;
  return next > 12 ? fromParts(year + 1, next - 12, 1) : fromParts(year, next, 1);
}

export function monthStart(number: DayNumber): DayNumber {
  return monthsStart(number, 1);
}

export function quarterStart(number: DayNumber): DayNumber {
  return monthsStart(number, 3);
}

export function halfYearStart(number: DayNumber): DayNumber {
  return monthsStart(number, 6);
}

export function yearStart(number: DayNumber): DayNumber {
  return monthsStart(number, 12);
}

/** The day of the year that a month and a day name; 29 February is the 28th in common years. */
export function anniversary(year: number, month: number, dayOfMonth: number): DayNumber {
  return fromParts(year, month, month === 2 && dayOfMonth === 29 && !isLeapYear(year) ? 28 : dayOfMonth);
}

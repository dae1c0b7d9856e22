import { SolarDay } from 'tyme4ts';
import { expect, test } from 'vitest';
import {
  addDays, anniversary, day, EngineError, fromParts, halfYearStart, isDay, monthsStart, monthStart, nextMonthsStart, partsOf, quarterStart,
  toDay, toNumber, weekday, weekStart, yearOf, yearStart, type DayNumber,
} from '../src/index.ts';

const FIRST = Date.UTC(1900, 0, 1) / 86_400_000;
const LAST = Date.UTC(2100, 11, 31) / 86_400_000;

test('every day from 1900 to 2100 is written, read and cut into parts as the platform calendar does', () => {
  const wrong: string[] = [];
  for (let number = FIRST; number <= LAST; number++) {
    const date = new Date(number * 86_400_000);
    const text = date.toISOString().slice(0, 10);
    const parts = partsOf(number as DayNumber);
    const right =
      toDay(number as DayNumber) === text && toNumber(day(text)) === number && parts.year === date.getUTCFullYear() &&
      parts.month === date.getUTCMonth() + 1 && parts.day === date.getUTCDate() && weekday(number as DayNumber) === (date.getUTCDay() + 6) % 7 &&
      fromParts(parts.year, parts.month, parts.day) === number && yearOf(number as DayNumber) === parts.year;
    if (!right) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

test('every day of 1900 to 2100 agrees with a Chinese calendar library, and its weekday too', () => {
  const wrong: string[] = [];
  let solar = SolarDay.fromYmd(1900, 1, 1);
  for (let number = FIRST; number <= LAST; number += 1) {
    const parts = partsOf(number as DayNumber);
    const right =
      parts.year === solar.getYear() && parts.month === solar.getMonth() && parts.day === solar.getDay() &&
      (weekday(number as DayNumber) + 1) % 7 === solar.getWeek().getIndex();
    if (!right) wrong.push(solar.toString());
    solar = solar.next(1);
  }
  expect(wrong).toEqual([]);
});

test('starts of week, month, quarter, half-year and year are the latest such day not after the day', () => {
  for (let number = FIRST; number <= LAST; number += 61) {
    const isStart = (test: (date: Date) => boolean): number => {
      let back = number;
      while (!test(new Date(back * 86_400_000))) back--;
      return back;
    };
    const first = (months: number) => (date: Date) => date.getUTCDate() === 1 && date.getUTCMonth() % months === 0;
    const at = number as DayNumber;
    expect(weekStart(at)).toBe(isStart((date) => date.getUTCDay() === 1));
    expect(monthStart(at)).toBe(isStart(first(1)));
    expect(quarterStart(at)).toBe(isStart(first(3)));
    expect(halfYearStart(at)).toBe(isStart(first(6)));
    expect(yearStart(at)).toBe(isStart(first(12)));
    for (const months of [1, 2, 3, 4, 6, 12]) {
      const start = monthsStart(at, months);
      expect(start).toBe(isStart(first(months)));
      expect(monthsStart(nextMonthsStart(start, months), months)).toBe(nextMonthsStart(start, months));
      expect(monthsStart(addDays(nextMonthsStart(start, months), -1), months)).toBe(start);
    }
  }
});

test.each(['2026-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '26-01-01', '2026-1-1', ' 2026-01-01', '2026-01-01T00:00', ''])(
  '%j is no day, and says so with its code and text',
  (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => day(text)).toThrow(EngineError);
    try {
      day(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'day.invalid', fields: { text } });
    }
  },
);

test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day and comes back the same', (text) => {
  expect(toDay(toNumber(day(text)))).toBe(text);
});

test('29 February is the 28th in common years and itself in leap years', () => {
  expect(toDay(anniversary(2027, 2, 29))).toBe('2027-02-28');
  expect(toDay(anniversary(2028, 2, 29))).toBe('2028-02-29');
});

test('a number that is no day of the years 1 to 9999 is refused', () => {
  expect(() => toDay(0.5 as DayNumber)).toThrow('day.invalid');
  expect(() => toDay(4_000_000 as DayNumber)).toThrow('day.invalid');
});

import { expect, test } from 'vitest';
import { day, toDay, toNumber } from '@lianxin/engine';
import { FESTIVALS, festivals, isFestival } from './festivals.rules.ts';
import { lunarLabel } from './lunar.rules.ts';

// From the published almanacs (two libraries agree with them): Spring Festival, Qingming, Dragon Boat, Mid-Autumn, Double Ninth.
const ALMANAC: Record<number, string> = {
  2024: '02-10 04-04 06-10 09-17 10-11',
  2025: '01-29 04-04 05-31 10-06 10-29',
  2026: '02-17 04-05 06-19 09-25 10-18',
  2027: '02-06 04-05 06-09 09-15 10-08',
  2028: '01-26 04-04 05-28 10-03 10-26',
  2029: '02-13 04-04 06-16 09-22 10-16',
  2030: '02-03 04-05 06-05 09-12 10-05',
};
const NAMES = ['springFestival', 'qingming', 'dragonBoat', 'midAutumn', 'doubleNinth'];

test.each(Object.entries(ALMANAC))('the moving festivals of %s fall where the almanac says', (year, line) => {
  const { days } = festivals(Number(year), Number(year));
  const ours = NAMES.map((name) => days[name]!.map((n) => toDay(n)).join());
  expect(ours).toEqual(line.split(' ').map((monthDay) => `${year}-${monthDay}`));
});

test('every festival comes exactly once in each year, in ascending order, inside the calendar', () => {
  const calendar = festivals(2015, 2040);
  for (const id of Object.keys(FESTIVALS)) {
    const years = calendar.days[id]!.map((n) => Number(toDay(n).slice(0, 4)));
    expect(years, id).toEqual(Array.from({ length: 26 }, (_, i) => 2015 + i));
  }
  expect([toDay(calendar.from), toDay(calendar.to)]).toEqual(['2015-01-01', '2040-12-31']);
});

test('a leap month moves later festivals and doubles none: 2020 had a leap fourth month, 2025 a leap sixth', () => {
  const on = (year: number, id: string) => festivals(year, year).days[id]!.map((n) => toDay(n));
  expect(on(2020, 'dragonBoat')).toEqual(['2020-06-25']);
  expect(on(2025, 'midAutumn')).toEqual(['2025-10-06']);
  expect(on(2023, 'springFestival')).toEqual(['2023-01-22']);
});

test('solar festivals never move', () => {
  const { days } = festivals(2024, 2026);
  expect(days['newYear']!.map((n) => toDay(n))).toEqual(['2024-01-01', '2025-01-01', '2026-01-01']);
  expect(days['nationalDay']!.map((n) => toDay(n))).toEqual(['2024-10-01', '2025-10-01', '2026-10-01']);
});

test('a name that is not a festival is not one, nor is a property every object has', () => {
  expect(isFestival('dragonBoat')).toBe(true);
  expect(isFestival('christmas')).toBe(false);
  expect(isFestival('toString')).toBe(false);
});

test('the lunar label names leap months and the first days as the almanac does', () => {
  expect(lunarLabel(toNumber(day('2026-02-17')))).toEqual({ zh: '农历正月初一', en: 'day 1 of lunar month 1' });
  expect(lunarLabel(toNumber(day('2025-07-25')))).toEqual({ zh: '农历闰六月初一', en: 'day 1 of lunar leap month 6' });
});

import { LunarDay, SolarDay, SolarTerm } from 'tyme4ts';
import { day, toNumber } from '@lianxin/engine';
import type { DayNumber, FestivalCalendar } from '@lianxin/engine';

const dayNumber = (solar: SolarDay): DayNumber => {
  const two = (n: number) => String(n).padStart(2, '0');
  return toNumber(day(`${solar.getYear()}-${two(solar.getMonth())}-${two(solar.getDay())}`));
};

// A lunar year is numbered by the solar year in which its first month begins; the festivals below all fall inside that year.
const lunar = (month: number, dayOfMonth: number) => (year: number) => LunarDay.fromYmd(year, month, dayOfMonth).getSolarDay();
const solar = (month: number, dayOfMonth: number) => (year: number) => SolarDay.fromYmd(year, month, dayOfMonth);

/** The festivals a pack may name, with their words and the day of each in a year. */
export const FESTIVALS = {
  newYear: { title: { zh: '元旦', en: "New Year's Day" }, on: solar(1, 1) },
  springFestival: { title: { zh: '春节', en: 'Spring Festival' }, on: lunar(1, 1) },
  qingming: { title: { zh: '清明节', en: 'Qingming' }, on: (year: number) => SolarTerm.fromName(year, '清明').getSolarDay() },
  dragonBoat: { title: { zh: '端午节', en: 'Dragon Boat Festival' }, on: lunar(5, 5) },
  midAutumn: { title: { zh: '中秋节', en: 'Mid-Autumn Festival' }, on: lunar(8, 15) },
  doubleNinth: { title: { zh: '重阳节', en: 'Double Ninth Festival' }, on: lunar(9, 9) },
  nationalDay: { title: { zh: '国庆节', en: 'National Day' }, on: solar(10, 1) },
} as const;

export type FestivalId = keyof typeof FESTIVALS;

export const isFestival = (id: string): id is FestivalId => Object.hasOwn(FESTIVALS, id);

/**
 * The days of every festival in the civil years `fromYear..toYear`, both included.
 * tyme4ts computes months from the sun and the moon, so a leap month never moves a festival: Dragon Boat is the
 * fifth of the fifth month, not of a leap fifth.
 */
export function festivals(fromYear: number, toYear: number): FestivalCalendar {
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, i) => fromYear + i);
  const days = Object.entries(FESTIVALS).map(([id, { on }]) => [id, years.map((year) => dayNumber(on(year)))] as const);
  return {
    from: toNumber(day(`${fromYear}-01-01`)),
    to: toNumber(day(`${toYear}-12-31`)),
    days: Object.fromEntries(days),
  };
}

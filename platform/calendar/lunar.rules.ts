import { SolarDay } from 'tyme4ts';
import { toDay } from '@lianxin/engine';
import type { DayNumber, Text } from '@lianxin/engine';

/**
 * A civil day as the lunar calendar names it, for people who keep their days by it: `农历闰六月初一`,
 * `day 1 of lunar leap month 6`.
 */
export function lunarLabel(number: DayNumber): Text {
  const [year, month, dayOfMonth] = toDay(number).split('-').map(Number) as [number, number, number];
  const lunar = SolarDay.fromYmd(year, month, dayOfMonth).getLunarDay();
  const inMonth = lunar.getLunarMonth();
  const leap = inMonth.isLeap() ? 'leap ' : '';
  return {
    zh: `农历${inMonth.getName()}${lunar.getName()}`,
    en: `day ${lunar.getDay()} of lunar ${leap}month ${Math.abs(inMonth.getMonth())}`,
  };
}

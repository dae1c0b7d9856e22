import { addDays, fromParts, monthLength, partsOf, toDay, toNumber, type Day } from '@lianxin/engine';

/**
 * The last day of a period of so many months: the day before the same day of the month it leads to; where that month is too short, its last.
 * From 29 February 2024 twelve months end on 28 February 2025.
 */
export function lastDayOf(from: Day, months: number): Day {
  const { year, month, day } = partsOf(toNumber(from));
  const ahead = month - 1 + months;
  const [inYear, inMonth] = [year + Math.floor(ahead / 12), (ahead % 12) + 1];
  const length = monthLength(inYear, inMonth);
  return day > length ? toDay(fromParts(inYear, inMonth, length)) : toDay(addDays(fromParts(inYear, inMonth, day), -1));
}

import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

// China keeps one time for all its counties and has had no summer time since 1991.
const CHINA = 8;

/** The civil day in China at a moment in milliseconds. */
function civilDay(moment: number): string {
  return dayjs(moment).utcOffset(CHINA * 60).format('YYYY-MM-DD');
}

/**
 * The day now, from the day the server named at `heardAt` (milliseconds): a phone left open overnight, or offline since yesterday, must not
 * write yesterday's day on today's visit, and a phone whose calendar is wrong by years still follows the server.
 */
export function dayNow(served: string, heardAt: number, now: number): string {
  const passed = dayjs(civilDay(now)).diff(dayjs(civilDay(heardAt)), 'day');
  return dayjs(served).add(Math.max(0, passed), 'day').format('YYYY-MM-DD');
}

/** `days` days before `day`, both civil days. */
export function daysBefore(day: string, days: number): string {
  return dayjs(day).subtract(days, 'day').format('YYYY-MM-DD');
}

/** Days from one civil day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayjs(to).diff(dayjs(from), 'day');
}

/** How a last day is said: by its distance, or as the end of this week or this month when it is that. */
export type Until =
  | { readonly kind: 'over'; readonly days: number }
  | { readonly kind: 'today' | 'tomorrow' | 'week' | 'month' }
  | { readonly kind: 'day'; readonly day: string };

export function until(last: string, today: string): Until {
  const left = daysBetween(today, last);
  if (left < 0) return { kind: 'over', days: -left };
  if (left === 0) return { kind: 'today' };
  if (left === 1) return { kind: 'tomorrow' };
  if (dayjs(last).day() === 0 && left < 7) return { kind: 'week' };
  if (last === dayjs(today).endOf('month').format('YYYY-MM-DD')) return { kind: 'month' };
  return { kind: 'day', day: last };
}

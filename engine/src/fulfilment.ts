import { FAR, type DayNumber } from './day.ts';
import type { Duty, Fulfilment, Period } from './answers.ts';
import { stateOn } from './state.ts';

/**
 * As what one duty counts in a period, null: not at all. The one definition behind the figure, its drill-down and its
 * export.
 * - A rolling duty overdue on any day of the period up to today counts as missed there, also if it was closed later.
 * - Otherwise a duty counts in the period in which its last day falls, once that day is over or the duty is met.
 */
export function outcomeIn(duty: Duty, period: Period, today: DayNumber): keyof Fulfilment | null {
  if (duty.rolling && duty.fixed === null && overdueIn(duty, period, today)) return 'missed';
  if (duty.last < period.from || duty.last > period.to) return null;
  if (duty.rolling && duty.metOn !== null && duty.metOn > duty.last) return duty.last < today ? duty.after : null;
  const state = stateOn(duty, today);
  if (state === 'upcoming' || state === 'open') return null;
  return state === 'met' || duty.last <= today ? state : null;
}

function overdueIn(duty: Duty, period: Period, today: DayNumber): boolean {
  const closed = duty.metOn === null ? FAR : duty.metOn - 1;
  const to = Math.min(closed, duty.overdueUntil ?? FAR, today, period.to);
  return Math.max(duty.last + 1, period.from) <= to;
}

/**
 * The counts of a period over any duties (of a household, a village, a county); the share is
 * met / (met + missed + attempted + vacant) and is never shown without them, nor made for one person against another.
 */
export function fulfilment(duties: readonly Duty[], period: Period, today: DayNumber): Fulfilment {
  const counts = { met: 0, missed: 0, attempted: 0, vacant: 0, adapted: 0, excused: 0, void: 0 };
  for (const duty of duties) {
    const outcome = outcomeIn(duty, period, today);
    if (outcome !== null) counts[outcome]++;
  }
  return counts;
}

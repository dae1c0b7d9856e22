import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { VOID } from './state.ts';
import type { Subject } from './subjects.ts';

/**
 * Whether a window is the household's at all. False: not served on one of its days, so nothing is owed and nothing is
 * void. Otherwise the row is owned, or `void` with the reason.
 * A member's window ends with the member as the household's ends with its last one.
 */
export function own(reading: Reading, row: Row, share: number, byEvent: boolean): boolean {
  const { served } = reading;
  if (row.last <= row.subject.death && served.covers(row.first, row.last)) return true;
  const alive = Math.min(row.last, row.subject.death);
  const days = served.count(row.first, alive);
  if (days === 0) return false;
  const length = row.last - row.first + 1;
  const against = notOwned(reading, row, byEvent ? row.first : row.last, byEvent ? length : days, share * length);
  row.reasons |= against === 0 ? REASON.ownedByService : against;
  if (against !== 0) row.fixed = VOID;
  return true;
}

function notOwned(reading: Reading, row: Row, onDay: number, days: number, daysNeeded: number): number {
  const ended = Math.min(reading.ended, row.subject.death);
  if (onDay > ended) return REASON.householdEnded;
  if (!reading.served.has(onDay)) return REASON.notServedOnLastDay;
  return days < daysNeeded ? REASON.servedTooFewDays : 0;
}

/**
 * Whether the duty exists for this subject: the flags stand, and the holder holds, on the last day and on the owned
 * share of the days; the age is reached on the first. For an event the holder is the one on its day.
 */
export function exists(subject: Subject, first: number, last: number, share: number, byEvent: boolean): boolean {
  if (subject.aged !== null && !subject.aged.has(first)) return false;
  const needed = share * (last - first + 1);
  if (subject.flagged !== null && !(subject.flagged.has(last) && subject.flagged.count(first, last) >= needed)) return false;
  if (subject.held === null) return true;
  if (byEvent) return subject.held.has(first);
  return subject.held.has(last) && subject.held.count(first, last) >= needed;
}

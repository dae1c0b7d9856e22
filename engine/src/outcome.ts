import { FAR } from './day.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { ATTEMPTED, stateAt, UNFIXED, VACANT } from './state.ts';

/** Fills what follows from a row's window and credits: who is named, how it ends if not met, and its state today. */
export function conclude(reading: Reading, row: Row): void {
  const { segment, subject } = row;
  row.workerId = subject.holderId ?? reading.holders.on(segment.roleIndex, namedOn(row, reading.today));
  row.vacant = row.workerId === null && !segment.neverVacant;
  settle(row, reading.today, row.metOn > row.last && heldByNobody(reading, row));
}

/**
 * The same for a row whose worker is known.
 * @param unheld nobody held the role on more than half of the window's days
 */
export function settle(row: Row, today: number, unheld: boolean): void {
  if (row.metOn > row.last) {
    if (row.after === ATTEMPTED) {
      if (row.fixed === UNFIXED) row.reasons |= REASON.notReachedOnDays;
    } else if (unheld) {
      row.after = VACANT;
      if (row.fixed === UNFIXED) row.reasons |= REASON.nobodyHeldRole;
    }
    if (row.metOn !== FAR) row.reasons |= REASON.closedLate;
  }
  if (row.first > row.segment.to) row.reasons |= REASON.oldRuleGoesOn;
  row.state = stateAt(row, today);
}

function heldByNobody(reading: Reading, row: Row): boolean {
  if (row.subject.holderId !== null || row.segment.neverVacant) return false;
  const length = row.last - row.first + 1;
  const held = reading.holders.heldDays(row.segment.roleIndex).count(row.first, row.last);
  return (length - held) * 2 > length;
}

/** The day whose holder is named: today, or the last day once it is over. A rolling duty is over when it is closed. */
function namedOn(row: Row, today: number): number {
  if (today <= row.last) return today;
  if (!row.segment.rolling || row.fixed !== UNFIXED) return row.last;
  if (row.metOn !== FAR) return Math.max(row.last, row.metOn);
  return Math.min(today, row.until);
}

import { FAR } from './day.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { stateAt } from './state.ts';

/** Fills what follows from a row's window and credits: how it ends if not met, who is named, and its state today. */
export function conclude(reading: Reading, row: Row): void {
  const { segment, subject } = row;
  if (row.metOn > row.last) {
    row.after = endsAs(reading, row);
    if (row.metOn !== FAR) row.reasons |= REASON.closedLate;
  }
  if (row.first > segment.to) row.reasons |= REASON.oldRuleGoesOn;
  const day = namedOn(row, reading.today);
  row.workerId = subject.holderId ?? reading.holders.on(segment.roleIndex, day);
  row.vacant = row.workerId === null && !segment.neverVacant;
  row.state = stateAt(row, reading.today);
}

function endsAs(reading: Reading, row: Row): Row['after'] {
  if (row.after === 'attempted') {
    if (row.fixed === null) row.reasons |= REASON.notReachedOnDays;
    return 'attempted';
  }
  if (row.subject.holderId !== null || row.segment.neverVacant) return 'missed';
  const length = row.last - row.first + 1;
  const held = reading.holders.heldDays(row.segment.roleIndex).count(row.first, row.last);
  if ((length - held) * 2 <= length) return 'missed';
  if (row.fixed === null) row.reasons |= REASON.nobodyHeldRole;
  return 'vacant';
}

/** The day whose holder is named: today, or the last day once it is over. A rolling duty is over when it is closed. */
function namedOn(row: Row, today: number): number {
  if (today <= row.last) return today;
  if (!row.segment.rolling || row.fixed !== null) return row.last;
  if (row.metOn !== FAR) return Math.max(row.last, row.metOn);
  return Math.min(today, row.until);
}

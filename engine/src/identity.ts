import { toDay, type Day, type DayNumber } from './day.ts';
import type { Row } from './row.ts';

// The same few hundred days begin the windows of every household; writing them anew costs more than deciding.
// From 1970 to 2080, written when first asked for; filled at once so that it stays a plain list inside.
const MOST_WRITTEN = 40_500;
const written = new Array<Day | undefined>(MOST_WRITTEN).fill(undefined);

function dayText(number: number): Day {
  if (number < 0 || number >= MOST_WRITTEN) return toDay(number as DayNumber);
  return (written[number] ??= toDay(number as DayNumber));
}

/** The part of a duty's id that many households share: `~rule~first day`. */
export function idTail(rule: string, first: number): string {
  return '~' + rule + '~' + dayText(first);
}

/** household[~member]~rule~first day[~holder]: the same on every machine and in every order of facts; ~ needs no escape in an address. */
export function dutyId(householdId: string, row: Row): string {
  const { memberId, holderId } = row.subject;
  const tail = row.tails === null ? idTail(row.segment.rule.id, row.first) : row.tails[row.index]!;
  const id = memberId === null ? householdId + tail : householdId + '~' + memberId + tail;
  return holderId === null ? id : id + '~' + holderId;
}

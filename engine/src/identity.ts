import { toDay, type Day, type DayNumber } from './day.ts';
import type { Row } from './row.ts';

// The same few hundred days begin the windows of every household; writing them anew costs more than deciding.
const written = new Map<number, Day>();
const MOST_WRITTEN = 50_000;

function dayText(number: number): Day {
  let text = written.get(number);
  if (text === undefined) {
    if (written.size >= MOST_WRITTEN) written.clear();
    text = toDay(number as DayNumber);
    written.set(number, text);
  }
  return text;
}

/** household[~member]~rule~first day[~holder]: the same on every machine and in every order of facts; ~ needs no escape in an address. */
export function dutyId(householdId: string, row: Row): string {
  const { subject, segment, first } = row;
  let id = householdId + '~';
  if (subject.memberId !== null) id += subject.memberId + '~';
  id += segment.rule.id + '~' + dayText(first);
  return subject.holderId === null ? id : id + '~' + subject.holderId;
}

import { callsSuffice } from './families.ts';
import { CALLS, isForMember, plainBit } from './kinds.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { ATTEMPTED } from './state.ts';
import type { VisitTable } from './visit-table.ts';

/**
 * 1 where a visit of a kind credits a mask of kinds, else 0. Reckoned with the sign: a branch would be guessed wrong by the
 * processor, which sees kinds in no order, every other time.
 */
export function creditable(kinds: number, kind: number): number {
  return (0 - (kinds & kind)) >>> 31;
}

/** The visits that may credit the windows of one version of a rule, by day. Reused; see `choose`. */
export class Choice {
  readonly visits: number[] = [];
  size = 0;
  /** How many of them lie before all windows still to come. */
  past = 0;
}

/** Credits the visits of `row.first..to` to a row. */
export function credit(reading: Reading, row: Row, to: number, attemptsNeeded: number): void {
  if (row.segment.needed === 1) return creditFirst(reading, row, to, attemptsNeeded);
  choose(reading, row, row.first, to);
  grant(reading, row, to, attemptsNeeded);
}

/** Where one visit is enough: the first that fits, and nothing is written down on the way to it. */
function creditFirst(reading: Reading, row: Row, to: number, attemptsNeeded: number): void {
  const { reached, day } = reading.visits;
  const { roleIndex } = row.segment;
  const list = reached.lists[roleIndex]!;
  const count = reached.counts[roleIndex]!;
  for (let place = reached.placeFrom(roleIndex, row.first, day); place < count; place++) {
    const visit = list[place]!;
    if (day[visit]! > to) break;
    if (!fits(reading, row, visit)) continue;
    row.credits = 1;
    row.credited[0] = visit;
    row.metOn = day[visit]!;
    row.reasons |= row.mayWiden ? REASON.credited | whyWidened(reading, row) : REASON.credited;
    break;
  }
  if (row.metOn <= row.last) return;
  if (daysTried(reading, row, Math.min(to, row.last), attemptsNeeded) >= attemptsNeeded) row.after = ATTEMPTED;
}

/**
 * Picks from the reached visits of `from..to` those that credit the row, and others with the same kinds: of its role,
 * kind and purpose, and of its holder where each holder owes it.
 */
export function choose(reading: Reading, row: Row, from: number, to: number): void {
  const { choice, visits } = reading;
  const { reached, day, kind } = visits;
  const { roleIndex, purpose } = row.segment;
  const list = reached.lists[roleIndex]!;
  const count = reached.counts[roleIndex]!;
  const chosen = choice.visits;
  const { kinds } = row;
  const asksMore = row.mayWiden || purpose !== null || row.subject.holderId !== null;
  let size = 0;
  for (let place = reached.placeFrom(roleIndex, from, day); place < count; place++) {
    const visit = list[place]!;
    if (day[visit]! > to) break;
    chosen[size] = visit;
    if (asksMore) size += fits(reading, row, visit) ? 1 : 0;
    else size += creditable(kinds, kind[visit]!);
  }
  choice.size = size;
  choice.past = 0;
}

/**
 * Credits chosen visits up to `to` to a row, one a day at most, until it has what it needs; `metOn` is the day of the
 * last one. With none up to `row.last` and enough days of trying, it will end `attempted`.
 */
export function grant(reading: Reading, row: Row, to: number, attemptsNeeded: number): void {
  const { choice } = reading;
  const { day } = reading.visits;
  const { needed } = row.segment;
  const { visits, size } = choice;
  let next = choice.past;
  while (next < size && day[visits[next]!]! < row.first) next++;
  choice.past = next;
  let credits = 0;
  for (; next < size && credits < needed; next++) {
    const visit = visits[next]!;
    if (day[visit]! > to) break;
    if (credits === 0 || day[visit] !== day[row.credited[credits - 1]!]) row.credited[credits++] = visit;
  }
  if (credits === needed) row.metOn = day[row.credited[credits - 1]!]!;
  row.credits = credits;
  if (credits > 0) row.reasons |= row.mayWiden ? REASON.credited | whyWidened(reading, row) : REASON.credited;
  if (credits > 0 && day[row.credited[0]!]! <= row.last) return;
  if (daysTried(reading, row, Math.min(to, row.last), attemptsNeeded) >= attemptsNeeded) row.after = ATTEMPTED;
}

/** On how many days somebody tried in vain; not counted where there are fewer tries than asked. */
export function daysTried(reading: Reading, row: Row, to: number, attemptsNeeded: number): number {
  const { notReached, day } = reading.visits;
  const { roleIndex } = row.segment;
  const count = notReached.counts[roleIndex]!;
  if (count < attemptsNeeded) return 0;
  const list = notReached.lists[roleIndex]!;
  let place = notReached.placeFrom(roleIndex, row.first, day);
  if (place + attemptsNeeded > count || (attemptsNeeded > 0 && day[list[place + attemptsNeeded - 1]!]! > to)) return 0;
  let days = 0;
  let before = -1;
  for (; place < count; place++) {
    const visit = list[place]!;
    if (day[visit]! > to) break;
    if ((before >= 0 && day[before] === day[visit]) || !fits(reading, row, visit)) continue;
    before = visit;
    days++;
  }
  return days;
}

/** Whether a visit is of the kind, the purpose and the holder that a row asks for. */
export function fits(reading: Reading, row: Row, visit: number): boolean {
  const { visits } = reading;
  const { purpose } = row.segment;
  const { holderId } = row.subject;
  // Of visits in the window fewest have the purpose asked for: it is asked first.
  if (purpose !== null && !visits.hasPurpose(visit, purpose)) return false;
  if (!isMeantFor(reading, row, visit)) return false;
  if ((plainBit(visits.kind[visit]!) & row.kinds) === 0 && whyCallFits(reading, row, visit) === 0) return false;
  return holderId === null || creditsHolder(visits, row, holderId, visit);
}

/** What was done for one member credits only what asks for its purpose, and of what is owed to members this one's. */
export function isMeantFor({ visits }: Reading, row: Row, visit: number): boolean {
  if (!isForMember(visits.kind[visit]!)) return true;
  if (row.segment.purpose === null) return false;
  const { memberId } = row.subject;
  return memberId === null || visits.memberOf(visit) === memberId;
}

/** A call on a day on which calls suffice credits a home duty, also where they no longer do on its last day. */
function whyCallFits(reading: Reading, row: Row, visit: number): number {
  if (!row.mayWiden || (row.reasons & REASON.acceptedKindOwed) !== 0) return 0;
  return (plainBit(reading.visits.kind[visit]!) & CALLS) === 0 ? 0 : callsSuffice(reading, row.segment, reading.visits.day[visit]!);
}

function whyWidened(reading: Reading, row: Row): number {
  let reasons = 0;
  for (let c = 0; c < row.credits; c++) {
    const visit = row.credited[c]!;
    if ((plainBit(reading.visits.kind[visit]!) & row.kinds) === 0) reasons |= whyCallFits(reading, row, visit);
  }
  return reasons;
}

/** Where each holder owes a duty, only a visit that this one took part in credits it. */
function creditsHolder(visits: VisitTable, row: Row, holderId: string, visit: number): boolean {
  return visits.tookPart(visit, holderId) && row.subject.held!.has(visits.day[visit]!);
}

/** The participant who is named for a credit: of those who hold the role that day the smallest id. */
export function creditedWorker(reading: Reading, row: Row, visit: number): string {
  const { holders, visits } = reading;
  return row.subject.holderId ?? holders.soleHolder(row.segment.roleIndex) ?? visits.namedIn(visit, row.segment.roleBit, holders);
}

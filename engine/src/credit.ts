import { callsSuffice } from './families.ts';
import { CALLS } from './kinds.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';

/**
 * Credits the visits of `row.first..to` to a row, one a day at most, until it has what it needs; `metOn` is the day
 * of the last one. With none reached and enough days of trying up to `row.last`, it will end `attempted`.
 *
 * The hottest loop of the engine (every visit meets every rule): flat, over integer columns, no calls on the way.
 */
export function credit(reading: Reading, row: Row, to: number, attemptsNeeded: number): void {
  const { visits, away, noHome } = reading;
  const { day, kind, reached, purposes } = visits;
  const { roleIndex, purposeBit, needed } = row.segment;
  const { holderId } = row.subject;
  const list = visits.lists[roleIndex]!;
  const count = visits.counts[roleIndex]!;
  const mayWiden = (away.size > 0 || noHome.size > 0) && (row.reasons & REASON.acceptedKindOwed) === 0;
  let lastCredit = -1;
  let lastAttempt = -1;
  let attempts = 0;
  for (let place = visits.seek(roleIndex, row.first); place < count; place++) {
    const i = list[place]!;
    if (day[i]! > to) break;
    if (purposeBit !== 0 && (purposes[i]! & purposeBit) === 0) continue;
    if ((kind[i]! & row.kinds) === 0 && !(mayWiden && widensFor(reading, row, i))) continue;
    if (holderId !== null && !tookPart(reading, row, holderId, i)) continue;
    if (reached[i] === 0) {
      if (day[i] !== lastAttempt && day[i]! <= row.last) attempts++;
      lastAttempt = day[i]!;
    } else if (lastCredit < 0 || day[i] !== day[lastCredit]) {
      lastCredit = i;
      row.credited[row.credits++] = i;
      if (row.credits < needed) continue;
      row.metOn = day[i]!;
      break;
    }
  }
  if (row.credits > 0) row.reasons |= REASON.credited;
  if (attempts >= attemptsNeeded && (row.credits === 0 || day[row.credited[0]!]! > row.last)) row.after = 'attempted';
}

/** A call on a day on which calls suffice credits a home duty, also where they no longer do on its last day. */
function widensFor(reading: Reading, row: Row, i: number): boolean {
  if ((reading.visits.kind[i]! & CALLS) === 0) return false;
  const reason = callsSuffice(reading, row.segment, reading.visits.day[i]!);
  if (reason === 0) return false;
  if (reading.visits.reached[i] === 1) row.reasons |= reason;
  return true;
}

/** Where each holder owes a duty, only a visit that this one took part in credits it. */
function tookPart(reading: Reading, row: Row, holderId: string, i: number): boolean {
  const visit = reading.visits.visit[i]!;
  return visit.participants.includes(holderId) && !visit.declined.includes(holderId) && row.subject.held!.has(visit.day);
}

/** The participant who is named for a credit: of those who hold the role that day the smallest id. */
export function creditedWorker(reading: Reading, row: Row, i: number): string {
  if (row.subject.holderId !== null) return row.subject.holderId;
  const visit = reading.visits.visit[i]!;
  if (visit.participants.length === 1) return visit.participants[0]!;
  let named: string | null = null;
  for (const worker of visit.participants) {
    if (named !== null && worker >= named) continue;
    if (visit.declined.length > 0 && visit.declined.includes(worker)) continue;
    if ((reading.holders.rolesOf(worker, visit.day) & row.segment.roleBit) !== 0) named = worker;
  }
  return named!;
}

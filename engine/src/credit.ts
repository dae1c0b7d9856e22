import { callsSuffice } from './families.ts';
import { CALLS, REACHED } from './kinds.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import type { VisitTable } from './visit-table.ts';

/**
 * Credits the visits of `row.first..to` to a row, one a day at most, until it has what it needs; `metOn` is the day
 * of the last one. With none reached and enough days of trying up to `row.last`, it will end `attempted`.
 *
 * The hottest loop of the engine (every visit meets every rule): flat, over integer columns, no calls on the way.
 */
export function credit(reading: Reading, row: Row, to: number, attemptsNeeded: number): void {
  const { visits, away, noHome } = reading;
  const { day, mark, rows } = visits;
  const { roleIndex, purpose, needed } = row.segment;
  const { kinds } = row;
  const { holderId } = row.subject;
  const end = roleIndex * visits.stride + visits.counts[roleIndex]!;
  const mayWiden = (away.size > 0 || noHome.size > 0) && (row.reasons & REASON.acceptedKindOwed) === 0;
  let lastCredit = -1;
  let lastAttempt = -1;
  let attempts = 0;
  for (let place = visits.seek(roleIndex, row.first); place < end; place++) {
    const i = rows[place]!;
    const on = day[i]!;
    if (on > to) break;
    const fits = (mark[i]! & kinds) !== 0;
    if (!fits && !mayWiden) continue;
    if (purpose !== null && !hasPurpose(visits, i, purpose)) continue;
    if (!fits && !widensFor(reading, row, i)) continue;
    if (holderId !== null && !tookPart(reading, row, holderId, i)) continue;
    if ((mark[i]! & REACHED) === 0) {
      if (on !== lastAttempt && on <= row.last) attempts++;
      lastAttempt = on;
    } else if (lastCredit < 0 || on !== day[lastCredit]) {
      lastCredit = i;
      row.credited[row.credits++] = i;
      if (row.credits < needed) continue;
      row.metOn = on;
      break;
    }
  }
  if (row.credits > 0) row.reasons |= REASON.credited;
  if (attempts >= attemptsNeeded && (row.credits === 0 || day[row.credited[0]!]! > row.last)) row.after = 'attempted';
}

/** Asked of the record itself: only the few visits inside a festival's or an incident's window ever come here. */
function hasPurpose(visits: VisitTable, i: number, purpose: string): boolean {
  const { purposes } = visits.visitOf(i);
  for (let p = 0; p < purposes.length; p++) if (purposes[p] === purpose) return true;
  return false;
}

/** A call on a day on which calls suffice credits a home duty, also where they no longer do on its last day. */
function widensFor(reading: Reading, row: Row, i: number): boolean {
  if ((reading.visits.mark[i]! & CALLS) === 0) return false;
  const reason = callsSuffice(reading, row.segment, reading.visits.day[i]!);
  if (reason === 0) return false;
  if ((reading.visits.mark[i]! & REACHED) !== 0) row.reasons |= reason;
  return true;
}

/** Where each holder owes a duty, only a visit that this one took part in credits it. */
function tookPart(reading: Reading, row: Row, holderId: string, i: number): boolean {
  const visit = reading.visits.visitOf(i);
  return visit.participants.includes(holderId) && !visit.declined.includes(holderId) && row.subject.held!.has(visit.day);
}

/** The participant who is named for a credit: of those who hold the role that day the smallest id. */
export function creditedWorker(reading: Reading, row: Row, i: number): string {
  if (row.subject.holderId !== null) return row.subject.holderId;
  const visit = reading.visits.visitOf(i);
  if (visit.participants.length === 1) return visit.participants[0]!;
  let named: string | null = null;
  for (const worker of visit.participants) {
    if (named !== null && worker >= named) continue;
    if (visit.declined.length > 0 && visit.declined.includes(worker)) continue;
    if ((reading.holders.rolesOf(worker, visit.day) & row.segment.roleBit) !== 0) named = worker;
  }
  return named!;
}

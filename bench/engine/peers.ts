import rrule from 'rrule';
import { YEAR } from './world.ts';
import type { HouseholdFacts } from '@lianxin/engine';

const { RRule } = rrule as unknown as typeof import('rrule');

/** A household boiled down to what a machine could at best be given: sorted days and bit masks, windows as day pairs. */
export interface Bare {
  readonly day: Int32Array;
  readonly mask: Int32Array;
}

const KIND_BITS: Readonly<Record<string, number>> = { home: 1, phone: 2, online: 4, message: 8 };

export function bare(household: HouseholdFacts): Bare {
  const roleOf = new Map(household.assignments.map((assignment, role) => [assignment.workerId, role]));
  const { visits } = household;
  return {
    day: Int32Array.from(visits, (visit) => visit.day),
    mask: Int32Array.from(visits, (visit) => {
      if (visit.outcome !== 'reached') return 0;
      const roles = visit.participants.reduce((bits, worker) => bits | (16 << roleOf.get(worker)!), 0);
      return roles | KIND_BITS[visit.kind]!;
    }),
  };
}

/** Days between windows of each rule of the heavier rule set: the same number of windows as the engine decides. */
const STEPS: readonly { step: number; role: number; kinds: number }[] = [
  { step: 7, role: 2, kinds: 7 }, { step: 30, role: 1, kinds: 7 }, { step: 91, role: 0, kinds: 1 }, { step: 30, role: 3, kinds: 1 },
  { step: 366, role: 1, kinds: 15 }, { step: 366, role: 1, kinds: 15 }, { step: 366, role: 1, kinds: 15 }, { step: 366, role: 1, kinds: 15 },
  { step: 366, role: 1, kinds: 7 }, { step: 366, role: 0, kinds: 1 }, { step: 366, role: 1, kinds: 1 },
];

/**
 * The limit: two pointers over typed arrays that are ready, no facts to read, nobody's own ways, no reasons. What
 * the engine adds to this is its price. Answers the number of windows met, so that no compiler throws the work away.
 */
export function limit(household: Bare): number {
  const { day, mask } = household;
  let met = 0;
  for (const { step, role, kinds } of STEPS) {
    let visit = 0;
    for (let first: number = YEAR.from; first <= YEAR.to; first += step) {
      while (visit < day.length && day[visit]! < first) visit++;
      for (; visit < day.length && day[visit]! < first + step; visit++) {
        if ((mask[visit]! & (16 << role)) !== 0 && (mask[visit]! & kinds) !== 0) {
          met++;
          break;
        }
      }
    }
  }
  return met;
}

const workerByEnding = new Int32Array(128);

/**
 * The floor under reading: every visit looked at once and every participant compared once with the one worker it can
 * be (found by the last character of the id, the cheapest way we know), deciding nothing. What no engine can save
 * that is handed facts as objects.
 */
export function touch(household: HouseholdFacts): number {
  const { assignments, visits } = household;
  for (let a = 0; a < assignments.length; a++) workerByEnding[ending(assignments[a]!.workerId)] = a;
  let sum = 0;
  for (let v = 0; v < visits.length; v++) {
    const { voided, day, kind, outcome, declined, participants } = visits[v]!;
    if (voided || outcome !== 'reached') continue;
    sum += day + kind.charCodeAt(0) + declined.length;
    for (let p = 0; p < participants.length; p++) {
      const a = workerByEnding[ending(participants[p]!)]!;
      if (assignments[a]!.workerId === participants[p]) sum += a;
    }
  }
  return sum;
}

function ending(id: string): number {
  return id.charCodeAt(id.length - 1) & 127;
}

const from = new Date(YEAR.from * 86_400_000);
const until = new Date(YEAR.to * 86_400_000);

/** The peer: the package `rrule` writing out the same windows' first days, without looking at a single visit. */
export function expandWithRrule(): number {
  let days = 0;
  for (const { freq, interval, count } of [
    { freq: RRule.WEEKLY, interval: 1, count: 1 }, { freq: RRule.MONTHLY, interval: 1, count: 2 },
    { freq: RRule.MONTHLY, interval: 3, count: 1 }, { freq: RRule.YEARLY, interval: 1, count: 7 },
  ]) {
    for (let i = 0; i < count; i++) days += new RRule({ freq, interval, dtstart: from, until }).all().length;
  }
  return days;
}

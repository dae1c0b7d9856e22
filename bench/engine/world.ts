import { addDays, day, toNumber, type Book, type DayNumber, type HouseholdFacts, type Period, type Visit, type VisitKind } from '@lianxin/engine';
import { loadBook } from '../../modules/policies/policies.service.ts';

// The packs as they are delivered: Sixian with four contact roles from weekly to quarterly and three festivals, Huangjin with
// a village contact every two months. Everyone is invented; the numbers come from one seed, so that every run decides the same.

const YEAR_FROM = toNumber(day('2026-01-01'));
export const YEAR: Period = { from: YEAR_FROM, to: toNumber(day('2026-12-31')) };
export const TODAY: DayNumber = toNumber(day('2026-11-22'));
export const VISITS_A_HOUSEHOLD = 120;
export const BOOK: Book = await loadBook();

const FROM = { from: toNumber(day('2021-01-01')), to: null };

/** A small generator with a seed (mulberry32): the same households in every run and on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Ids as a database hands them over: separate strings of 36 characters, never the same object twice. */
function freshId(kind: string, number: number): string {
  return JSON.parse(`"0193${kind}-${String(number).padStart(4, '0')}-7000-8000-${String(number * 7919).padStart(12, '0')}"`) as string;
}

/** Households with a full year of visits each, the same for the same seed. */
export function households(packId: string, count: number, seed: number): HouseholdFacts[] {
  const next = random(seed);
  const roles = [...new Set(BOOK.packs[packId]!.required.map((required) => required.role))];
  return Array.from({ length: count }, (_, h) => ({
    id: freshId('aaaa', h),
    served: [FROM],
    residence: next() < 0.2 ? [{ kind: 'away' as const, from: addDays(YEAR.from, Math.floor(next() * 300)), to: null }] : [],
    flags: [],
    members: [{ id: freshId('bbbb', h), birthDay: toNumber(day('1965-03-01')), deathDay: null, flags: [] }],
    assignments: roles.map((role, r) => ({ id: freshId('cccc', h * 8 + r), role, workerId: freshId('dddd', r), leader: true, ...FROM })),
    visits: visits(next, h, roles.length),
    events: [
      { id: freshId('eeee', h), kind: 'illness', day: addDays(YEAR.from, Math.floor(next() * 360)), role: null, doneOn: null },
      { id: freshId('ffff', h), kind: 'contactChange', day: addDays(YEAR.from, Math.floor(next() * 360)), role: null, doneOn: null },
    ],
    accommodations: next() < 0.1 ? [{ id: freshId('9999', h), kind: 'noHomeVisit' as const, ...FROM, festivals: null, days: [], accepted: null }] : [],
    excuses: [],
    packs: [{ packId, ...FROM }],
  }));
}

const KINDS: readonly VisitKind[] = ['home', 'phone', 'phone', 'online', 'message'];
const PURPOSES = ['routine', 'routine', 'routine', 'greeting', 'incident', 'handover'] as const;

function visits(next: () => number, household: number, roles: number): Visit[] {
  const days = Array.from({ length: VISITS_A_HOUSEHOLD }, () => Math.floor(next() * 325)).sort((a, b) => a - b);
  return days.map((offset, v) => ({
    id: freshId('1111', household * VISITS_A_HOUSEHOLD + v),
    day: addDays(YEAR.from, offset),
    kind: KINDS[Math.floor(next() * KINDS.length)]!,
    outcome: next() < 0.9 ? ('reached' as const) : ('notReached' as const),
    purposes: [PURPOSES[Math.floor(next() * PURPOSES.length)]!],
    participants: Array.from({ length: next() < 0.3 ? 2 : 1 }, () => freshId('dddd', Math.floor(next() * roles))),
    declined: [],
    voided: false,
  }));
}

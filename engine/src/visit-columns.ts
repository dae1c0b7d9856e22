import { EngineError } from './errors.ts';
import type { CompactFacts, HouseholdFacts, Visit, VisitColumns, VisitOutcome } from './facts.ts';
import { visitBit } from './kinds.ts';

// Purposes are bits of one integer.
const MOST_PURPOSES = 30;

/**
 * The same facts with the visits as columns. Worth it where a household is asked more than once, or where a store keeps its
 * visits so; every answer is the same.
 */
export function compact(facts: HouseholdFacts): CompactFacts {
  return { ...facts, visits: visitColumns(facts.visits) };
}

/** Visits as columns; voided ones and declined participations, which credit nothing, are left out. Throws `visits.tooManyPurposes`. */
export function visitColumns(visits: readonly Visit[]): VisitColumns {
  const told = byDay(visits.filter((visit) => !visit.voided));
  const workers = [...new Set(told.flatMap((visit) => visit.participants))];
  const purposeNames = [...new Set(told.flatMap((visit) => visit.purposes))];
  if (purposeNames.length > MOST_PURPOSES) throw new EngineError('visits.tooManyPurposes', { most: MOST_PURPOSES });
  return {
    ids: told.map((visit) => visit.id),
    day: told.map((visit) => visit.day),
    kind: told.map((visit) => visitBit(visit.kind, visit.member)),
    purposes: told.map((visit) => visit.purposes.reduce((bits, purpose) => bits | (1 << purposeNames.indexOf(purpose)), 0)),
    purposeNames,
    ...(told.some((visit) => (visit.member ?? null) !== null) ? { member: told.map((visit) => visit.member ?? null) } : {}),
    workers,
    reached: workers.map((worker) => placesOf(told, worker, 'reached')),
    notReached: workers.map((worker) => placesOf(told, worker, 'notReached')),
  };
}

function placesOf(visits: readonly Visit[], worker: string, outcome: VisitOutcome): number[] {
  const places: number[] = [];
  for (const [place, visit] of visits.entries()) if (visit.outcome === outcome && tookPart(visit, worker)) places.push(place);
  return places;
}

/** Who said they were not there were not. */
export function tookPart({ participants, declined }: Visit, worker: string): boolean {
  return participants.includes(worker) && (declined.length === 0 || !declined.includes(worker));
}

export function byDay(visits: readonly Visit[]): Visit[] {
  return [...visits].sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

/** Kept sums of every division that has households, among those asked for. */
export function listStandings(tx: Tx, countyId: number, divisionIds: readonly number[]) {
  return tx.selectFrom('divisionStanding as s')
    .select(['s.divisionId', 's.served', 's.complete', 's.keyHouseholds', 's.away', 's.cardCurrent', 's.required', 's.held'])
    .where('s.countyId', '=', countyId).where('s.divisionId', '=', sql<number>`any(${[...divisionIds]}::int[])`)
    .orderBy('s.divisionId').execute();
}

/** Stale files and households by division; counted at reading, because a file grows stale by a day passing, not by a change. */
export async function countFiles(tx: Tx, countyId: number, divisionIds: readonly number[], today: string) {
  const { rows } = await sql<{ divisionId: number; households: number; stale: number }>`
    select * from app.count_files(${countyId}, ${[...divisionIds]}::int[], ${today}::date) order by division_id`.execute(tx);
  return rows;
}

export interface DutyCounts {
  divisionId: number;
  met: number; missed: number; attempted: number; vacant: number; adapted: number; excused: number; void: number;
  open: number;
  dueThisWeek: number;
  toTell: number;
}

/**
 * What duties count as in a period, by division. A window ending in the period is found by its last day; a rolling one that is overdue, and one
 * of a contact change not told, may have ended long before.
 */
export async function countDuties(
  tx: Tx, countyId: number, divisionIds: readonly number[],
  days: { readonly today: string; readonly from: string; readonly to: string; readonly weekEnd: string }, telling: readonly string[],
): Promise<DutyCounts[]> {
  const { rows } = await sql<DutyCounts>`
    select * from app.count_duties(${countyId}, ${[...divisionIds]}::int[], ${days.today}::date, ${days.from}::date, ${days.to}::date, ${days.weekEnd}::date,
      ${[...telling]}::text[]) order by division_id`.execute(tx);
  return rows;
}

/** Served households with a required role not held, in order of place. */
export function listIncomplete(tx: Tx, countyId: number, divisionIds: readonly number[], limit: number) {
  return tx.selectFrom('householdStanding as s').select('s.householdId')
    .where('s.countyId', '=', countyId).where('s.divisionId', '=', sql<number>`any(${[...divisionIds]}::int[])`)
    .where('s.served', '=', true).where('s.complete', '=', false)
    .orderBy('s.divisionId').orderBy('s.householdId').limit(limit).execute();
}

/** Every household of some places with the place it is of. */
export function listHouseholdPlaces(tx: Tx, countyId: number, divisionIds: readonly number[]) {
  return tx.selectFrom('household as h').select(['h.householdId', 'h.divisionId'])
    .where('h.countyId', '=', countyId).where('h.divisionId', '=', sql<number>`any(${[...divisionIds]}::int[])`)
    .orderBy('h.divisionId').orderBy('h.householdId').execute();
}

export function findDivision(tx: Tx, countyId: number, code: string) {
  return tx.selectFrom('division as d').select(['d.divisionId', 'd.code', 'd.name', 'd.level', 'd.path'])
    .where('d.countyId', '=', countyId).where('d.code', '=', code).executeTakeFirst();
}

/** The packs in force on a day, each with the path of the place that lives under it. */
export const listAdoptedPacks = (tx: Tx, countyId: number, on: string) =>
  tx.selectFrom('adoption as a').innerJoin('division as d', 'd.divisionId', 'a.divisionId').select(['d.path', 'a.packId'])
    .where('a.countyId', '=', countyId).where('a.fromDay', '<=', on).where((where) => where.or([where('a.toDay', 'is', null), where('a.toDay', '>=', on)]))
    .orderBy('d.path').orderBy('a.fromDay').execute();

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface AdoptionPath {
  readonly packId: string;
  readonly path: string;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/** Every adoption there ever was in a county, with the path of its place. */
export async function listAdoptionPaths(tx: Tx, countyId: number): Promise<AdoptionPath[]> {
  return tx.selectFrom('adoption as a').innerJoin('division as d', 'd.divisionId', 'a.divisionId')
    .select(['a.packId', 'd.path', 'a.fromDay', 'a.toDay'])
    .where('a.countyId', '=', countyId).orderBy('a.fromDay').orderBy('a.adoptionId').execute();
}

/** The packs these households lived under in places they have left. */
export async function listFormerPacks(tx: Tx, countyId: number, householdIds: readonly string[]) {
  if (householdIds.length === 0) return [];
  return tx.selectFrom('packSpell').select(['householdId', 'packId', 'fromDay', 'toDay'])
    .where('countyId', '=', countyId).where('householdId', '=', sql<string>`any(${[...householdIds]}::uuid[])`).orderBy('householdId').orderBy('fromDay').execute();
}

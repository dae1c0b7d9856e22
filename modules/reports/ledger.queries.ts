import type { Tx } from '../../platform/database/pool.ts';

/** Households still served in these places, a page in the order of places. */
export async function listLedgerHouseholds(tx: Tx, countyId: number, divisionIds: readonly number[], today: string, after: string, limit: number) {
  return tx.selectFrom('household as h')
    .innerJoin('serviceSpell as s', (join) => join.onRef('s.countyId', '=', 'h.countyId').onRef('s.householdId', '=', 'h.householdId'))
    .innerJoin('division as d', 'd.divisionId', 'h.divisionId')
    .select(['h.householdId', 'h.headName', 'h.groupName', 'h.registeredAddress', 'h.livingAddress', 'h.phoneEnc', 'd.name as divisionName', 'd.level', 'd.path'])
    .where('h.countyId', '=', countyId).where('s.countyId', '=', countyId).where('h.divisionId', 'in', [...divisionIds, 0])
    .where('s.fromDay', '<=', today).where((eb) => eb.or([eb('s.toDay', 'is', null), eb('s.toDay', '>=', today)]))
    .where('h.householdId', '>', after)
    .orderBy('h.householdId').limit(limit).execute();
}
export type LedgerHousehold = Awaited<ReturnType<typeof listLedgerHouseholds>>[number];

import { sql, type Insertable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { HealthEntry } from '../../platform/database/schema.ts';

const rows = (tx: Tx, countyId: number) => tx.selectFrom('healthEntry as e').innerJoin('division as d', 'd.divisionId', 'e.divisionId')
  .select(['e.entryId', 'e.householdId', 'e.divisionId', 'e.memberId', 'e.kind', 'e.contentEnc', 'e.day', 'e.authorId', 'e.signedAt', 'e.replaces', 'e.endedOn', 'e.endReason', 'd.path'])
  .where('e.countyId', '=', countyId);

export function findEntry(tx: Tx, countyId: number, entryId: string) {
  return rows(tx, countyId).where('e.entryId', '=', entryId).executeTakeFirst();
}
export type EntryRow = NonNullable<Awaited<ReturnType<typeof findEntry>>>;

/** Those of these ids the actor may see. */
export function listEntriesOf(tx: Tx, countyId: number, entryIds: readonly string[]): Promise<EntryRow[]> {
  return rows(tx, countyId).where('e.entryId', 'in', entryIds).orderBy('e.entryId').execute();
}

/** Newest first, those that ended among them. */
export function listEntries(tx: Tx, countyId: number, householdId: string): Promise<EntryRow[]> {
  return rows(tx, countyId).where('e.householdId', '=', householdId).orderBy('e.day', 'desc').orderBy('e.entryId', 'desc').execute();
}

export async function insertEntry(tx: Tx, row: Insertable<HealthEntry>): Promise<void> {
  await tx.insertInto('healthEntry').values(row).execute();
}

/** @returns false when it has ended before */
export async function endEntryRow(tx: Tx, countyId: number, entryId: string, end: { readonly day: string; readonly by: string; readonly reason: string }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('healthEntry').set({ endedOn: end.day, endedBy: end.by, endReason: end.reason })
    .where('countyId', '=', countyId).where('entryId', '=', entryId).where('endedOn', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether the scope shows the household's health; false also where the household itself is out of scope. */
export async function seesHealth(tx: Tx, countyId: number, householdId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ sees: boolean }>`select app.sees_health(h.county_id, h.division_id, h.household_id) as sees
    from app.household h where h.county_id = ${countyId} and h.household_id = ${householdId}`.execute(tx);
  return row?.sees ?? false;
}

/** Able, partly able or unable to care for oneself becomes the member's mark in the household file, from a day on. */
export async function writeSelfCare(tx: Tx, countyId: number, { memberId, spellId, level, day }: { memberId: string; spellId: string; level: string; day: string }): Promise<void> {
  await sql`select app.write_self_care(${countyId}, ${memberId}, ${spellId}, ${level}, ${day}::date)`.execute(tx);
}

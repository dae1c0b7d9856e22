import type { Insertable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { FlagSpell, PackSpell, ResidenceSpell, ServiceSpell } from '../../platform/database/schema.ts';

export async function listServiceSpells(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('serviceSpell').select(['spellId', 'fromDay', 'toDay', 'endReason'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('fromDay').orderBy('spellId').execute();
}

export async function insertServiceSpell(tx: Tx, row: Insertable<ServiceSpell>): Promise<void> {
  await tx.insertInto('serviceSpell').values(row).execute();
}

export async function endServiceSpell(tx: Tx, countyId: number, spellId: string, toDay: string, endReason: string): Promise<void> {
  await tx.updateTable('serviceSpell').set({ toDay, endReason }).where('countyId', '=', countyId).where('spellId', '=', spellId).execute();
}

/** The day service began starts duties of its own (the first contact, B5). */
export async function insertServiceStart(tx: Tx, row: { countyId: number; eventId: string; householdId: string; divisionId: number; day: string; recorderId: string; recordedAt: Date }): Promise<void> {
  await tx.insertInto('event').values({ ...row, kind: 'serviceStart' }).execute();
}

export async function listResidenceSpells(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('residenceSpell').select(['spellId', 'kind', 'place', 'fromDay', 'toDay'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('fromDay').orderBy('spellId').execute();
}

export async function findResidenceSpell(tx: Tx, countyId: number, spellId: string) {
  return tx.selectFrom('residenceSpell').select(['spellId', 'householdId', 'divisionId', 'kind', 'place', 'fromDay', 'toDay'])
    .where('countyId', '=', countyId).where('spellId', '=', spellId).executeTakeFirst();
}

export async function insertResidenceSpell(tx: Tx, row: Insertable<ResidenceSpell>): Promise<void> {
  await tx.insertInto('residenceSpell').values(row).execute();
}

export async function endResidenceSpell(tx: Tx, countyId: number, spellId: string, toDay: string): Promise<void> {
  await tx.updateTable('residenceSpell').set({ toDay }).where('countyId', '=', countyId).where('spellId', '=', spellId).execute();
}

export async function listFlagSpells(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('flagSpell').select(['spellId', 'key', 'memberId', 'source', 'fromDay', 'toDay'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('fromDay').orderBy('spellId').execute();
}

export async function insertFlagSpell(tx: Tx, row: Insertable<FlagSpell>): Promise<void> {
  await tx.insertInto('flagSpell').values(row).execute();
}

export async function endFlagSpell(tx: Tx, countyId: number, spellId: string, toDay: string): Promise<void> {
  await tx.updateTable('flagSpell').set({ toDay }).where('countyId', '=', countyId).where('spellId', '=', spellId).execute();
}

export async function listPackSpells(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('packSpell').select(['spellId', 'packId', 'fromDay', 'toDay'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('fromDay').orderBy('spellId').execute();
}

export async function insertPackSpells(tx: Tx, rows: readonly Insertable<PackSpell>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('packSpell').values([...rows]).execute();
}

export async function listAccommodations(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('accommodation')
    .select(['accommodationId', 'householdId', 'kind', 'festivals', 'days', 'accepted', 'fromDay', 'toDay', 'reviewDay', 'agreedBy', 'wordsEnc', 'approvedAt', 'refusedAt'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('fromDay').orderBy('accommodationId').execute();
}

export async function findStanding(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('householdStanding').select(['staleOn', 'keyHousehold', 'away', 'served'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).executeTakeFirst();
}

/** Where households live that are away on a day. */
export async function awayPlaces(tx: Tx, countyId: number, householdIds: readonly string[], on: string): Promise<Map<string, string>> {
  if (householdIds.length === 0) return new Map();
  const rows = await tx.selectFrom('residenceSpell').select(['householdId', 'place'])
    .where('countyId', '=', countyId).where('householdId', 'in', [...householdIds]).where('kind', '=', 'away').where('fromDay', '<=', on)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', on)])).orderBy('householdId').orderBy('fromDay').execute();
  return new Map(rows.map((row) => [row.householdId, row.place]));
}

import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Consent } from '../../platform/database/schema.ts';

export type ConsentRow = Selectable<Consent>;

/** The session's hospital's own, newest first, over all counties. */
export async function listConsentRows(tx: Tx, from: Date, limit: number): Promise<(ConsentRow & { shownName: string })[]> {
  const { rows } = await sql<ConsentRow & { shownName: string }>`select s.*, app.encounter_name(s.encounter_id) as shown_name from app.hospital_consents(${from}, ${limit}) s
    order by s.proposed_at desc, s.consent_id`.execute(tx);
  return rows;
}

/** Null: there is none, or another hospital's. */
export async function findConsentCounty(tx: Tx, consentId: string): Promise<number | null> {
  const { rows: [row] } = await sql<{ countyId: number | null }>`select app.consent_county(${consentId}) as county_id`.execute(tx);
  return row!.countyId;
}

export const findConsent = (tx: Tx, countyId: number, consentId: string): Promise<ConsentRow | undefined> =>
  tx.selectFrom('consent').selectAll().where('countyId', '=', countyId).where('consentId', '=', consentId).executeTakeFirst();

export async function insertConsent(tx: Tx, row: Insertable<Consent>): Promise<void> {
  await tx.insertInto('consent').values(row).execute();
}

/** Whether a consent stands under a registration that nobody declined: asked for, or given and part of what was done. */
export async function hasConsent(tx: Tx, countyId: number, encounterId: string): Promise<boolean> {
  return (await tx.selectFrom('consent').select('consentId').where('countyId', '=', countyId).where('encounterId', '=', encounterId).where('declinedAt', 'is', null)
    .limit(1).executeTakeFirst()) !== undefined;
}

export async function updateConsent(tx: Tx, countyId: number, consentId: string, changes: Updateable<Consent>): Promise<void> {
  await tx.updateTable('consent').set(changes).where('countyId', '=', countyId).where('consentId', '=', consentId).execute();
}

import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { BedRequest, Encounter } from '../../platform/database/schema.ts';

export async function updateStay(tx: Tx, countyId: number, encounterId: string, changes: Updateable<Encounter>): Promise<void> {
  await tx.updateTable('encounter').set((eb) => ({ ...changes, version: eb('version', '+', 1) })).where('countyId', '=', countyId).where('encounterId', '=', encounterId).execute();
}

/** @returns false when it is no stay of this hospital, or is over */
export async function dischargeRow(tx: Tx, encounterId: string, day: string, eventId: string, now: Date): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select app.discharge(${encounterId}, ${day}::date, ${eventId}, ${now}) as done`.execute(tx);
  return row!.done;
}

/** Whether the scope shows what is known of a household's health. */
export async function seesHealth(tx: Tx, countyId: number, divisionId: number, householdId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ sees: boolean }>`select app.sees_health(${countyId}, ${divisionId}, ${householdId}) as sees`.execute(tx);
  return row!.sees;
}

export type BedRow = Selectable<BedRequest>;

export async function insertBed(tx: Tx, row: Insertable<BedRequest>): Promise<void> {
  await tx.insertInto('bedRequest').values(row).execute();
}

/** What the session's hospital was asked and nobody has been admitted for, newest first. */
export async function listHospitalBeds(tx: Tx, limit: number): Promise<BedRow[]> {
  const { rows } = await sql<BedRow>`select b.* from app.hospital_bed_requests(${limit}) b order by b.asked_at desc, b.request_id`.execute(tx);
  return rows;
}

export const listHouseholdBeds = (tx: Tx, countyId: number, householdId: string): Promise<BedRow[]> =>
  tx.selectFrom('bedRequest').selectAll().where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('askedAt', 'desc').orderBy('requestId').limit(20).execute();

export async function findBedCounty(tx: Tx, requestId: string): Promise<number | null> {
  const { rows: [row] } = await sql<{ countyId: number | null }>`select app.bed_request_county(${requestId}) as county_id`.execute(tx);
  return row!.countyId;
}

export const findBed = (tx: Tx, countyId: number, requestId: string): Promise<BedRow | undefined> =>
  tx.selectFrom('bedRequest').selectAll().where('countyId', '=', countyId).where('requestId', '=', requestId).executeTakeFirst();

export async function answerBedRow(tx: Tx, countyId: number, requestId: string, answer: Updateable<BedRequest>): Promise<void> {
  await tx.updateTable('bedRequest').set(answer).where('countyId', '=', countyId).where('requestId', '=', requestId).execute();
}

/** @returns false when the stay is another member's, or a bed was joined before */
export async function joinBedRow(tx: Tx, requestId: string, encounterId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select app.join_bed_request(${requestId}, ${encounterId}) as done`.execute(tx);
  return row!.done;
}

export const findMember = (tx: Tx, countyId: number, householdId: string, memberId: string) =>
  tx.selectFrom('member').select(['memberId', sql<string>`app.masked_name(name)`.as('shownName')])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).where('memberId', '=', memberId).executeTakeFirst();

import { sql, type Insertable, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { DeskContact, Designation, Hospital } from '../../platform/database/schema.ts';

/** Every hospital this county keeps or has ever designated, and the public ones of others it may designate. */
export function listHospitalRows(tx: Tx) {
  return tx.selectFrom('hospital').select(['hospitalId', 'countyId', 'code', 'name', 'level', 'public', 'endedOn']).orderBy('name').orderBy('hospitalId').execute();
}
export type HospitalRow = Awaited<ReturnType<typeof listHospitalRows>>[number];

export const listDesignationRows = (tx: Tx, countyId: number) =>
  tx.selectFrom('designation').select(['designationId', 'hospitalId', 'fromDay', 'toDay']).where('countyId', '=', countyId).orderBy('fromDay').orderBy('designationId').execute();
export type DesignationRow = Awaited<ReturnType<typeof listDesignationRows>>[number];

export const listDeskContactRows = (tx: Tx, countyId: number) =>
  tx.selectFrom('deskContact').select(['contactId', 'hospitalId', 'name', 'phoneEnc', 'place', 'inCharge', 'fromDay', 'toDay'])
    .where('countyId', '=', countyId).orderBy('inCharge', 'desc').orderBy('fromDay').orderBy('contactId').execute();
export type DeskContactRow = Awaited<ReturnType<typeof listDeskContactRows>>[number];

/** Accounts at desks on that day, by hospital, whichever county keeps them. */
export async function countDesks(tx: Tx, today: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ hospitalId: string; desks: number }>`select hospital_id, desks from app.desk_counts(${today}::date) order by hospital_id`.execute(tx);
  return new Map(rows.map(({ hospitalId, desks }) => [hospitalId, desks]));
}

export async function insertHospital(tx: Tx, row: Insertable<Hospital>): Promise<void> {
  await tx.insertInto('hospital').values(row).execute();
}
export async function updateHospital(tx: Tx, countyId: number, hospitalId: string, changes: Updateable<Hospital>): Promise<void> {
  await tx.updateTable('hospital').set(changes).where('hospitalId', '=', hospitalId).execute();
  await sql`select app.forget_reach(${countyId}, ${hospitalId})`.execute(tx);
}

/** What desks are told of a hospital is kept (app.desk_reach); whoever changes what it is worked out from says so. */
const forgetReach = (tx: Tx, countyId: number): Promise<unknown> => sql`select app.forget_reach(${countyId})`.execute(tx);

export async function insertDesignation(tx: Tx, row: Insertable<Designation>): Promise<void> {
  await tx.insertInto('designation').values(row).execute();
  await forgetReach(tx, row.countyId);
}
export async function endDesignationRow(tx: Tx, countyId: number, designationId: string, toDay: string): Promise<void> {
  await tx.updateTable('designation').set({ toDay }).where('countyId', '=', countyId).where('designationId', '=', designationId).execute();
  await forgetReach(tx, countyId);
}

export async function insertDeskContact(tx: Tx, row: Insertable<DeskContact>): Promise<void> {
  await tx.insertInto('deskContact').values(row).execute();
  await forgetReach(tx, row.countyId);
}
export async function updateDeskContact(tx: Tx, countyId: number, contactId: string, changes: Updateable<DeskContact>): Promise<void> {
  await tx.updateTable('deskContact').set(changes).where('countyId', '=', countyId).where('contactId', '=', contactId).execute();
  await forgetReach(tx, countyId);
}

import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { MemberList, MemberListPrint } from '../../platform/database/schema.ts';

export type MemberListRow = Selectable<MemberList>;
export type CopyRow = Selectable<MemberListPrint>;

/** What was asked of this county, newest first. */
export const listMemberListRows = (tx: Tx, countyId: number, limit: number): Promise<MemberListRow[]> =>
  tx.selectFrom('memberList').selectAll().where('countyId', '=', countyId).orderBy('askedAt', 'desc').orderBy('listId').limit(limit).execute();

export const findMemberList = (tx: Tx, countyId: number, listId: string): Promise<MemberListRow | undefined> =>
  tx.selectFrom('memberList').selectAll().where('countyId', '=', countyId).where('listId', '=', listId).executeTakeFirst();

/** As `findMemberList`; whoever else decides it waits until this is over. */
export const lockMemberList = (tx: Tx, countyId: number, listId: string): Promise<MemberListRow | undefined> =>
  tx.selectFrom('memberList').selectAll().where('countyId', '=', countyId).where('listId', '=', listId).forUpdate().executeTakeFirst();

export const listCopies = (tx: Tx, countyId: number, listIds: readonly string[]): Promise<CopyRow[]> =>
  tx.selectFrom('memberListPrint').selectAll().where('countyId', '=', countyId).where('listId', 'in', [...listIds]).orderBy('listId').orderBy('copy').execute();

/** What the head's hospital asked, of whichever county. */
export async function listOwnMemberLists(tx: Tx, today: string, limit: number): Promise<MemberListRow[]> {
  const { rows } = await sql<MemberListRow>`select l.* from app.hospital_member_lists(${today}::date, ${limit}) l order by l.asked_at desc, l.list_id`.execute(tx);
  return rows;
}

export async function listOwnCopies(tx: Tx, today: string): Promise<CopyRow[]> {
  const { rows } = await sql<CopyRow>`select p.* from app.hospital_member_list_prints(${today}::date) p order by p.list_id, p.copy`.execute(tx);
  return rows;
}

export interface CountyRow {
  readonly countyId: number;
  readonly code: string;
  readonly name: string;
}

/** Counties that have designated the head's hospital today. */
export async function listDesignatingCounties(tx: Tx, today: string): Promise<CountyRow[]> {
  const { rows } = await sql<CountyRow>`select county_id, code, name from app.designating_counties(${today}::date) order by code`.execute(tx);
  return rows;
}

export const listCountyNames = (tx: Tx, countyIds: readonly number[]): Promise<CountyRow[]> =>
  tx.selectFrom('county').select(['countyId', 'code', 'name']).where('countyId', 'in', [...countyIds]).orderBy('countyId').execute();

export async function listPlaceNames(tx: Tx, divisionIds: readonly number[]): Promise<{ divisionId: number; name: string }[]> {
  if (divisionIds.length === 0) return [];
  return tx.selectFrom('division').select(['divisionId', 'name']).where('divisionId', 'in', [...divisionIds]).orderBy('divisionId').execute();
}

/** @returns false when a request for this hospital waits already */
export async function insertMemberList(tx: Tx, row: Insertable<MemberList>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('memberList').values(row).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export interface AskedByHead {
  readonly listId: string;
  readonly countyId: number;
  readonly purpose: string;
  readonly workerId: string | null;
  readonly today: string;
  readonly now: Date;
}

/** @returns false when that county has not designated the hospital, or a request waits there already */
export async function askAsHead(tx: Tx, { listId, countyId, purpose, workerId, today, now }: AskedByHead): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select app.ask_member_list(${listId}, ${countyId}, ${purpose}, ${workerId}, ${today}::date, ${now}) as done`.execute(tx);
  return row!.done;
}

export async function updateMemberList(tx: Tx, countyId: number, listId: string, changes: Updateable<MemberList>): Promise<void> {
  await tx.updateTable('memberList').set(changes).where('countyId', '=', countyId).where('listId', '=', listId).execute();
}

/** @returns false when it is not the head's hospital's, or was refused or withdrawn before */
export async function withdrawAsHead(tx: Tx, countyId: number, listId: string, said: { readonly reason: string; readonly today: string; readonly now: Date }): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select app.withdraw_member_list(${countyId}, ${listId}, ${said.reason}, ${said.today}::date, ${said.now}) as done`.execute(tx);
  return row!.done;
}

export interface PrintedRow {
  readonly copy: number;
  readonly memberId: string;
  readonly name: string;
  readonly idNumberEnc: Buffer | null;
  readonly kind: string;
  readonly packId: string;
  readonly codeEnc: Buffer | null;
  readonly externalEnc: Buffer | null;
  readonly doctorName: string | null;
  readonly doctorPhoneEnc: Buffer | null;
}

/** Counts one copy, records the look, and gives what stands on it: a row for each certificate (app.print_member_list). Empty: nothing was printed. */
export async function printRows(tx: Tx, countyId: number, listId: string, printId: string, today: string): Promise<PrintedRow[]> {
  const { rows } = await sql<PrintedRow>`select * from app.print_member_list(${countyId}, ${listId}, ${printId}, ${today}::date) order by name, member_id, kind`.execute(tx);
  return rows;
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { DivisionLevel } from './divisions.schema.ts';

export interface DivisionRow {
  readonly divisionId: number;
  readonly parentId: number | null;
  readonly level: DivisionLevel;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}

const COLUMNS = ['divisionId', 'parentId', 'level', 'code', 'name', 'path'] as const;

/** Every place of a county that still exists: parents before children, beside each other as they were entered. A path read as text would put 10 before 9. */
export async function listDivisionRows(tx: Tx, countyId: number): Promise<DivisionRow[]> {
  const rows = await tx.selectFrom('division').select(COLUMNS)
    .where('countyId', '=', countyId).where('endedOn', 'is', null).orderBy(sql`string_to_array(rtrim(path, '.'), '.')::int[]`).execute();
  return rows as DivisionRow[];
}

export async function findDivisionByCode(tx: Tx, countyId: number, code: string): Promise<DivisionRow | undefined> {
  const row = await tx.selectFrom('division').select(COLUMNS)
    .where('countyId', '=', countyId).where('code', '=', code).where('endedOn', 'is', null).executeTakeFirst();
  return row as DivisionRow | undefined;
}

export async function findDivision(tx: Tx, countyId: number, divisionId: number): Promise<DivisionRow | undefined> {
  const row = await tx.selectFrom('division').select(COLUMNS)
    .where('countyId', '=', countyId).where('divisionId', '=', divisionId).executeTakeFirst();
  return row as DivisionRow | undefined;
}

/** Ids at or below a path; ended places too, because households may still stand in them. */
export async function divisionIdsWithin(tx: Tx, countyId: number, path: string): Promise<number[]> {
  const rows = await tx.selectFrom('division').select('divisionId')
    .where('countyId', '=', countyId).where('path', '>=', path).where('path', '<', `${path}~`).orderBy('path').execute();
  return rows.map((row) => row.divisionId);
}

export async function divisionsBelow(tx: Tx, countyId: number, parentId: number): Promise<{ code: string; name: string }[]> {
  return tx.selectFrom('division').select(['code', 'name'])
    .where('countyId', '=', countyId).where('parentId', '=', parentId).orderBy('code').execute();
}

export async function isCodeTaken(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('division').select('divisionId').where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** A path names the row's own id, which the database gives: so the row is written first and its path after. */
export async function insertDivision(tx: Tx, row: Omit<DivisionRow, 'divisionId' | 'path'> & { countyId: number; parentPath: string }): Promise<DivisionRow> {
  const { parentPath, ...columns } = row;
  const { divisionId } = await tx.insertInto('division').values({ ...columns, path: parentPath })
    .returning('divisionId').executeTakeFirstOrThrow();
  const path = `${parentPath}${divisionId}.`;
  await tx.updateTable('division').set({ path }).where('countyId', '=', row.countyId).where('divisionId', '=', divisionId).execute();
  return { ...columns, divisionId, path };
}

/** Renames, recodes or ends a place. @returns false when the actor does not administer the county */
export async function updateDivision(tx: Tx, countyId: number, { divisionId, name, code, endedOn }: Pick<DivisionRow, 'divisionId' | 'name' | 'code'> & { endedOn: string | null }): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`select app.change_division(${countyId}, ${divisionId}, ${name}, ${code}, ${endedOn}::date) as changed`.execute(tx);
  return rows[0]!.changed;
}

export interface LeftInPlace { readonly households: number; readonly places: number; readonly posts: number; readonly contacts: number }

/** What still stands in a place; undefined to anybody who does not administer the county. */
export async function leftInPlace(tx: Tx, countyId: number, divisionId: number, on: string): Promise<LeftInPlace | undefined> {
  const { rows } = await sql<LeftInPlace>`select households, places, posts, contacts from app.division_in_use(${countyId}, ${divisionId}, ${on}::date)`.execute(tx);
  return rows[0];
}

/** Adoptions in force on a day, of the divisions' own. */
export async function adoptionsOn(tx: Tx, countyId: number, on: string): Promise<{ divisionId: number; packId: string; fromDay: string }[]> {
  return tx.selectFrom('adoption').select(['divisionId', 'packId', 'fromDay'])
    .where('countyId', '=', countyId).where('fromDay', '<=', on)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', on)]))
    .orderBy('divisionId').orderBy('fromDay').execute();
}

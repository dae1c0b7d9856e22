import { sql } from 'kysely';
import type { Household, Member } from '../../platform/database/schema.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';

export type HouseholdRow = Omit<Selectable<Household>, 'pinyin' | 'initials' | 'importId' | 'countyId' | 'phoneIndex'> & {
  readonly divisionCode: string;
  readonly divisionName: string;
  readonly level: string;
  readonly path: string;
};

/** A household with the place it stands in; undefined where the actor may not see it. */
export async function findHousehold(tx: Tx, countyId: number, householdId: string): Promise<HouseholdRow | undefined> {
  return tx.selectFrom('household as h')
    .innerJoin('division as d', 'd.divisionId', 'h.divisionId')
    .select(['h.householdId', 'h.divisionId', 'h.headName', 'h.groupName', 'h.registeredAddress', 'h.livingAddress', 'h.phoneEnc', 'h.category',
      'h.situationEnc', 'h.marks', 'h.updatedOn', 'h.version', 'd.code as divisionCode', 'd.name as divisionName', 'd.level', 'd.path'])
    .where('h.countyId', '=', countyId).where('h.householdId', '=', householdId).executeTakeFirst();
}

export async function insertHouseholdRow(tx: Tx, row: Insertable<Household>): Promise<void> {
  await tx.insertInto('household').values(row).execute();
}

/** @returns false when somebody changed the file since `version`, or it is out of reach */
export async function updateHouseholdRow(tx: Tx, countyId: number, householdId: string, version: number, changes: Updateable<Household>): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('household').set({ ...changes, version: version + 1 })
    .where('countyId', '=', countyId).where('householdId', '=', householdId).where('version', '=', version).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts one more change of the file, whoever makes it, and that the file is up to date as of today. */
export async function touchHousehold(tx: Tx, countyId: number, householdId: string, today: string): Promise<void> {
  await tx.updateTable('household').set((eb) => ({ version: eb('version', '+', 1), updatedOn: today }))
    .where('countyId', '=', countyId).where('householdId', '=', householdId).execute();
}

/** Puts every row of a household into another place (db/migrations/0010_files.sql). */
export async function moveHouseholdRows(tx: Tx, countyId: number, householdId: string, divisionId: number): Promise<void> {
  await sql`select app.move_household(${countyId}, ${householdId}::uuid, ${divisionId})`.execute(tx);
}

const memberColumns = ['memberId', 'householdId', 'divisionId', 'name', 'relation', 'sex', 'birthDay', 'deathDay', 'idNumberEnc', 'idNumberIndex', 'phoneEnc'] as const;

export async function listMemberRows(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('member').select(memberColumns)
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('memberId').execute();
}
export type MemberRow = Awaited<ReturnType<typeof listMemberRows>>[number];

export async function insertMemberRow(tx: Tx, row: Insertable<Member>): Promise<void> {
  await tx.insertInto('member').values(row).execute();
}

export async function updateMemberRow(tx: Tx, countyId: number, memberId: string, changes: Updateable<Member>): Promise<void> {
  await tx.updateTable('member').set(changes).where('countyId', '=', countyId).where('memberId', '=', memberId).execute();
}

/** Registers a number for a member in the country's registry of blind indexes; false when another person holds it. */
export async function claimIdentity(tx: Tx, countyId: number, memberId: string, index: Buffer): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`select app.claim_identity(${index}, ${countyId}, ${memberId}::uuid) as claimed`.execute(tx);
  return rows[0]?.claimed === true;
}

export async function releaseIdentity(tx: Tx, countyId: number, memberId: string, index: Buffer): Promise<void> {
  await sql`select app.release_identity(${index}, ${countyId}, ${memberId}::uuid)`.execute(tx);
}

export async function listChildRows(tx: Tx, countyId: number, householdId: string) {
  return tx.selectFrom('child').select(['childId', 'detailsEnc'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('childId').execute();
}

export async function replaceChildRows(tx: Tx, at: { countyId: number; householdId: string; divisionId: number }, children: readonly { childId: string; detailsEnc: Buffer }[]): Promise<void> {
  await tx.deleteFrom('child').where('countyId', '=', at.countyId).where('householdId', '=', at.householdId).execute();
  if (children.length > 0) await tx.insertInto('child').values(children.map((child) => ({ ...at, ...child }))).execute();
}

/** True when the household is the actor's own to serve today: assigned to them, or under contract with their team. The scope knows. */
export async function isAssigned(tx: Tx, householdId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ own: boolean }>`select coalesce(${householdId}::uuid = any(app.visit_households()), false) as own`.execute(tx);
  return row!.own;
}

/** Ends the contacts of a household that are still running; `workerIds` narrows it to these. One that had not begun ends on its first day. */
export async function endAssignments(tx: Tx, countyId: number, householdId: string, toDay: string, workerIds?: readonly string[]): Promise<{ assignmentId: string; role: string }[]> {
  if (workerIds?.length === 0) return [];
  const ended = await tx.updateTable('assignment').set({ toDay: sql<string>`greatest(from_day, ${toDay}::date)` })
    .where('countyId', '=', countyId).where('householdId', '=', householdId)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>', toDay)]))
    .$if(workerIds !== undefined, (query) => query.where('workerId', 'in', [...workerIds!]))
    .returning(['assignmentId', 'role']).execute();
  return ended.sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
}

/** Workers of a household's running contacts, with where they work. */
export async function listContactPlaces(tx: Tx, countyId: number, householdId: string, today: string): Promise<{ workerId: string; path: string }[]> {
  return tx.selectFrom('assignment as a')
    .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 'a.countyId').onRef('w.workerId', '=', 'a.workerId'))
    .innerJoin('division as d', 'd.divisionId', 'w.divisionId')
    .select(['a.workerId', 'd.path'])
    .where('a.countyId', '=', countyId).where('w.countyId', '=', countyId).where('a.householdId', '=', householdId)
    .where((eb) => eb.or([eb('a.toDay', 'is', null), eb('a.toDay', '>', today)]))
    .orderBy('a.workerId').execute();
}

export async function householdNames(tx: Tx, countyId: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('household').select(['householdId', 'headName'])
    .where('countyId', '=', countyId).where('householdId', 'in', [...ids]).orderBy('householdId').execute();
  return new Map(rows.map((row) => [row.householdId, row.headName]));
}

/** Names of members and their households, in order of place. */
export async function listMemberNames(tx: Tx, countyId: number, memberIds: readonly string[]) {
  if (memberIds.length === 0) return [];
  return tx.selectFrom('member as m')
    .innerJoin('household as h', (join) => join.onRef('h.countyId', '=', 'm.countyId').onRef('h.householdId', '=', 'm.householdId').on('h.countyId', '=', countyId))
    .innerJoin('division as d', 'd.divisionId', 'm.divisionId')
    .select(['m.memberId', 'm.name', 'h.householdId', 'h.headName', 'h.groupName', 'd.code', 'd.name as divisionName'])
    .where('m.countyId', '=', countyId).where('m.memberId', 'in', [...memberIds]).orderBy('d.path').orderBy('m.memberId').execute();
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

const COLUMNS = [
  'householdId', 'divisionId', 'headName', 'groupName', 'registeredAddress', 'livingAddress', 'phoneEnc', 'phoneIndex', 'marks', 'version',
] as const;

/** Households by id, and those of these heads in these places: what rows of a file may speak of. */
export async function listKnown(tx: Tx, countyId: number, ids: readonly string[], heads: readonly string[], divisionIds: readonly number[]) {
  return tx.selectFrom('household').select(COLUMNS).where('countyId', '=', countyId)
    .where((eb) => eb.or([
      eb('householdId', '=', sql<string>`any(${[...ids]}::uuid[])`),
      eb.and([sql<boolean>`head_name collate "C" = any(${[...heads]}::text[])`, eb('divisionId', '=', sql<number>`any(${[...divisionIds]}::int[])`)]),
    ]))
    .orderBy('householdId').execute();
}
export type KnownHousehold = Awaited<ReturnType<typeof listKnown>>[number];

const MEMBER = ['memberId', 'householdId', 'name', 'relation', 'idNumberIndex', 'idNumberEnc', 'phoneEnc'] as const;

export async function listMembersByNumber(tx: Tx, countyId: number, indexes: readonly Buffer[]) {
  if (indexes.length === 0) return [];
  return tx.selectFrom('member').select(MEMBER).where('countyId', '=', countyId).where('idNumberIndex', 'in', [...indexes]).orderBy('memberId').execute();
}
export type KnownMember = Awaited<ReturnType<typeof listMembersByNumber>>[number];

export async function listMembersOf(tx: Tx, countyId: number, ids: readonly string[]): Promise<KnownMember[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom('member').select(MEMBER).where('countyId', '=', countyId).where('householdId', 'in', [...ids]).orderBy('memberId').execute();
}

export async function listChildrenOf(tx: Tx, countyId: number, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx.selectFrom('child').select(['householdId', 'childId', 'detailsEnc']).where('countyId', '=', countyId).where('householdId', 'in', [...ids])
    .orderBy('householdId').orderBy('childId').execute();
}

/** Spells away from home that have not ended. */
export async function listAwaysOf(tx: Tx, countyId: number, ids: readonly string[], today: string) {
  if (ids.length === 0) return [];
  return tx.selectFrom('residenceSpell').select(['householdId', 'spellId', 'place', 'fromDay', 'toDay']).where('countyId', '=', countyId).where('householdId', 'in', [...ids])
    .where('kind', '=', 'away').where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', today)])).orderBy('householdId').orderBy('fromDay').execute();
}

/** Who holds which role today, with name, number and place of the worker. */
export async function listHoldersOf(tx: Tx, countyId: number, ids: readonly string[], today: string) {
  if (ids.length === 0) return [];
  return tx.selectFrom('assignment as a')
    .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 'a.countyId').onRef('w.workerId', '=', 'a.workerId'))
    .innerJoin('division as d', 'd.divisionId', 'w.divisionId')
    .select(['a.householdId', 'a.assignmentId', 'a.role', 'a.workerId', 'a.toDay', 'w.name', 'w.phoneEnc', 'd.path'])
    .where('a.countyId', '=', countyId).where('w.countyId', '=', countyId).where('a.householdId', 'in', [...ids])
    .where('a.fromDay', '<=', today).where((eb) => eb.or([eb('a.toDay', 'is', null), eb('a.toDay', '>=', today)]))
    .orderBy('a.householdId').orderBy('a.role').orderBy('a.fromDay', 'desc').orderBy('a.assignmentId').execute();
}
export type Holder = Awaited<ReturnType<typeof listHoldersOf>>[number];

/** Workers who still serve, of these names, in places of these ids. */
export async function listWorkersNamed(tx: Tx, countyId: number, names: readonly string[], divisionIds: readonly number[]) {
  return tx.selectFrom('worker').select(['workerId', 'name', 'divisionId', 'phoneEnc', 'phoneIndex', 'version'])
    .where('countyId', '=', countyId).where('name', 'in', [...names, '']).where('divisionId', 'in', [...divisionIds, 0]).where('leftOn', 'is', null)
    .orderBy('workerId').execute();
}
export type NamedWorker = Awaited<ReturnType<typeof listWorkersNamed>>[number];

export async function listWorkerPhones(tx: Tx, countyId: number, ids: readonly string[]) {
  return tx.selectFrom('worker').select(['workerId', 'divisionId', 'phoneEnc', 'version'])
    .where('countyId', '=', countyId).where('workerId', '=', sql<string>`any(${[...ids]}::uuid[])`).orderBy('workerId').execute();
}

/** The members whose number another person holds, anywhere in the country. */
export async function claimIdentities(tx: Tx, countyId: number, claims: readonly { member: string; index: Buffer }[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set();
  const page = JSON.stringify(claims.map(({ member, index }) => ({ member, index: index.toString('hex') })));
  const { rows } = await sql<{ member: string }>`select member from app.claim_identities(${countyId}, ${page}::jsonb) as t(member) order by member`.execute(tx);
  return new Set(rows.map((row) => row.member));
}

import { type Insertable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Account, Post } from '../../platform/database/schema.ts';

const accounts = (tx: Tx, countyId: number) => tx.selectFrom('account as a')
  .innerJoin('division as d', 'd.divisionId', 'a.divisionId')
  .select(['a.accountId', 'a.username', 'a.name', 'a.workerId', 'a.closedAt', 'a.lockedUntil', 'a.mustChangePassword', 'a.divisionId',
    'd.code as divisionCode', 'd.name as divisionName', 'd.path'])
  .where('a.countyId', '=', countyId).where('a.machine', '=', false);
export type AccountRow = Awaited<ReturnType<ReturnType<typeof accounts>['execute']>>[number];

/** Accounts the actor administers, and the actor's own. */
export const listAccountRows = (tx: Tx, countyId: number, divisionIds: readonly number[] | null): Promise<AccountRow[]> =>
  accounts(tx, countyId).$if(divisionIds !== null, (query) => query.where('a.divisionId', 'in', [...divisionIds!, 0]))
    .orderBy('d.path').orderBy('a.username').execute();

export const findAccount = (tx: Tx, countyId: number, accountId: string): Promise<AccountRow | undefined> =>
  accounts(tx, countyId).where('a.accountId', '=', accountId).executeTakeFirst();

const posts = (tx: Tx, countyId: number) => tx.selectFrom('post as p')
  .innerJoin('division as d', 'd.divisionId', 'p.divisionId')
  .leftJoin('hospital as h', 'h.hospitalId', 'p.hospitalId')
  .select(['p.postId', 'p.accountId', 'p.kind', 'p.fromDay', 'p.toDay', 'p.divisionId', 'd.code', 'd.name', 'd.level', 'd.path', 'p.hospitalId', 'h.name as hospitalName'])
  .where('p.countyId', '=', countyId);
export type PostRow = Awaited<ReturnType<ReturnType<typeof posts>['execute']>>[number];

export const listPostRows = (tx: Tx, countyId: number, accountIds: readonly string[]): Promise<PostRow[]> =>
  posts(tx, countyId).where('p.accountId', 'in', [...accountIds]).orderBy('p.fromDay').orderBy('p.postId').execute();

export const findPost = (tx: Tx, countyId: number, postId: string): Promise<PostRow | undefined> =>
  posts(tx, countyId).where('p.postId', '=', postId).executeTakeFirst();

/**
 * Takes a user name for an account. Nobody may read the table of names, so whether it is taken is told by the insert alone.
 * @returns false when another account has it, in this county or any other
 */
export async function claimUsername(tx: Tx, row: { countyId: number; accountId: string; username: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('username').values(row).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function insertAccountRow(tx: Tx, row: Insertable<Account>): Promise<void> {
  await tx.insertInto('account').values(row).execute();
}

export async function updateAccountRow(tx: Tx, countyId: number, accountId: string, changes: Updateable<Account>): Promise<void> {
  await tx.updateTable('account').set(changes).where('countyId', '=', countyId).where('accountId', '=', accountId).execute();
}

export async function insertPostRow(tx: Tx, row: Insertable<Post>): Promise<void> {
  await tx.insertInto('post').values(row).execute();
}

/** Whether this county keeps the accounts of a hospital that is still in use. */
export async function keepsHospital(tx: Tx, countyId: number, hospitalId: string): Promise<boolean> {
  const row = await tx.selectFrom('hospital').select('hospitalId').where('hospitalId', '=', hospitalId).where('countyId', '=', countyId).where('endedOn', 'is', null).executeTakeFirst();
  return row !== undefined;
}

export async function endPostRow(tx: Tx, countyId: number, postId: string, toDay: string): Promise<void> {
  await tx.updateTable('post').set({ toDay }).where('countyId', '=', countyId).where('postId', '=', postId).execute();
}

/** Ends every session of an account but the one that asks. */
export async function closeSessionsOf(tx: Tx, countyId: number, accountId: string): Promise<void> {
  await sql`select app.close_sessions_of(${countyId}, ${accountId}::uuid)`.execute(tx);
}

/** Open accounts, besides this one, that hold the county administrator's post without an end (db/migrations/0010_files.sql). */
export async function otherAdministrators(tx: Tx, countyId: number, accountId: string, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select app.other_administrators(${countyId}, ${accountId}::uuid, ${today}::date) as n`.execute(tx);
  return Number(rows[0]!.n);
}

/** The stored hash of one account, for checking a password that its owner typed. */
export async function findPasswordHash(tx: Tx, username: string): Promise<string | undefined> {
  const { rows } = await sql<{ passwordHash: string }>`select password_hash from app.sign_in_account(${username})`.execute(tx);
  return rows[0]?.passwordHash;
}

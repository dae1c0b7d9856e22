import { randomInt } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import { type Created, once } from '../../platform/database/once.ts';
import { recordChange } from '../../platform/records/records.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { authorise } from './accounts.access.ts';
import { hashPassword, passwordMatches } from './accounts.password.ts';
import {
  type AccountRow, claimUsername, closeSessionsOf, findAccount, findPasswordHash, insertAccountRow, listAccountRows, listPostRows, otherAdministrators,
  type PostRow, updateAccountRow,
} from './accounts.queries.ts';
import type { AccountInput, AccountView, PostView } from './accounts.schema.ts';
import { lastAdministrator, noAccount, noWorker, ownAccount, passwordWeak, passwordWrong, usernameTaken } from './accounts.text.ts';
import { accountsWithFactor } from './factor.queries.ts';
import { passwordFaults, readablePassword } from './passwords.rules.ts';
import { findWorker } from './workers.queries.ts';

export interface NewAccount {
  readonly account: AccountView;
  /** Only the first time, and only when it was made here. */
  readonly password?: string;
}

/** Accounts of the actor's administration with all their posts, past and to come. */
export async function listAccounts(ctx: Context, { division }: { division?: string | undefined }): Promise<{ items: AccountView[]; next: null }> {
  const { tx, actor: { countyId } } = ctx;
  const place = division === undefined ? null : await getDivisionByCode(ctx, division);
  const rows = await listAccountRows(tx, countyId, place === null ? null : await divisionIdsWithin(tx, countyId, place.path));
  return { items: await viewAccounts(ctx, rows), next: null };
}

async function viewAccounts(ctx: Context, rows: readonly AccountRow[]): Promise<AccountView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.accountId);
  const posts = await listPostRows(ctx.tx, ctx.actor.countyId, ids);
  const secured = await accountsWithFactor(ctx.tx, ctx.actor.countyId, ids);
  return rows.map((row) => ({ ...viewOf(ctx, row, posts.filter((post) => post.accountId === row.accountId)), secondFactor: secured.has(row.accountId) }));
}

function viewOf(ctx: Context, row: AccountRow, posts: readonly PostRow[]): Omit<AccountView, 'secondFactor'> {
  return {
    id: row.accountId, username: row.username, name: row.name, workerId: row.workerId, division: { code: row.divisionCode, name: row.divisionName },
    closed: row.closedAt !== null, locked: row.lockedUntil !== null && row.lockedUntil > ctx.now, mustChangePassword: row.mustChangePassword,
    posts: posts.map(postViewOf),
  };
}

export const postViewOf = (row: PostRow): PostView => ({
  id: row.postId, kind: row.kind as PostView['kind'], division: { code: row.code, name: row.name, level: row.level }, fromDay: row.fromDay, toDay: row.toDay,
  hospital: row.hospitalId === null ? null : { id: row.hospitalId, name: row.hospitalName ?? '' },
});

/** @throws Problem `not-found` (404), `not-allowed` (403) */
export async function getAdministered(ctx: Context, accountId: string): Promise<AccountRow> {
  const row = await findAccount(ctx.tx, ctx.actor.countyId, accountId);
  if (!row) throw noAccount();
  authorise(ctx, 'account.write', row);
  return row;
}

export async function viewAccount(ctx: Context, accountId: string): Promise<AccountView> {
  const row = await findAccount(ctx.tx, ctx.actor.countyId, accountId);
  if (!row) throw noAccount();
  return (await viewAccounts(ctx, [row]))[0]!;
}

/**
 * Opens an account without any post: it may sign in, change its password, and nothing else until a post is given.
 * @throws Problem `username.taken` (409), `password.weak` (422), `not-found` for the place or worker, `not-allowed`, `id.taken`
 */
export async function createAccount(ctx: Context, input: AccountInput): Promise<Created<NewAccount>> {
  const { tx, actor: { countyId } } = ctx;
  const division = await getDivisionByCode(ctx, input.divisionCode);
  authorise(ctx, 'account.write', division);
  return once<NewAccount>(ctx, { name: 'accounts.create', id: input.id, body: input }, async () => {
    const password = chosenPassword(input);
    if (input.workerId !== undefined && !(await findWorker(tx, countyId, input.workerId))) throw noWorker();
    if (!(await claimUsername(tx, { countyId, accountId: input.id, username: input.username }))) throw usernameTaken();
    await insertAccountRow(tx, {
      countyId, accountId: input.id, divisionId: division.divisionId, workerId: input.workerId ?? null, username: input.username, name: input.name,
      passwordHash: await hashPassword(password), mustChangePassword: true,
    });
    const { password: _password, ...kept } = input;
    await recordChange(ctx, { subject: 'account', subjectId: input.id, householdId: null, divisionId: division.divisionId, action: 'create', before: null, after: kept });
    const account = await viewAccount(ctx, input.id);
    return input.password === undefined ? { account, password } : { account };
  }, async () => ({ account: await viewAccount(ctx, input.id) }));
}

function chosenPassword({ password, username }: AccountInput): string {
  if (password === undefined) return readablePassword(randomInt);
  const faults = passwordFaults(password, username);
  if (faults.length > 0) throw passwordWeak(faults, 'password');
  return password;
}

/** A new password, shown once; what was open with the old one ends. @throws Problem `account.own` (409), `not-found`, `not-allowed` */
export async function resetPassword(ctx: Context, accountId: string): Promise<{ password: string }> {
  const row = await getAdministered(ctx, accountId);
  if (accountId === ctx.actor.accountId) throw ownAccount();
  const password = readablePassword(randomInt);
  await updateAccountRow(ctx.tx, ctx.actor.countyId, accountId, {
    passwordHash: await hashPassword(password), mustChangePassword: true, failures: 0, lockedUntil: null,
  });
  await closeSessionsOf(ctx.tx, ctx.actor.countyId, accountId);
  await recordAccount(ctx, row, 'reset');
  return { password };
}

/** Nobody signs in with it any more, from this moment. @throws Problem `account.own`, `post.lastAdministrator` (409), `not-found`, `not-allowed` */
export async function closeAccount(ctx: Context, accountId: string, { reason }: { reason: string }): Promise<AccountView> {
  const row = await getAdministered(ctx, accountId);
  if (accountId === ctx.actor.accountId) throw ownAccount();
  const posts = await listPostRows(ctx.tx, ctx.actor.countyId, [accountId]);
  if (posts.some((post) => post.kind === 'countyAdministrator' && (post.toDay === null || post.toDay >= ctx.today))) await requireAnotherAdministrator(ctx, accountId);
  await updateAccountRow(ctx.tx, ctx.actor.countyId, accountId, { closedAt: ctx.now });
  await closeSessionsOf(ctx.tx, ctx.actor.countyId, accountId);
  await recordAccount(ctx, row, 'close', reason);
  return viewAccount(ctx, accountId);
}

/** @throws Problem `post.lastAdministrator` (409) when nobody else could manage the county's accounts */
export async function requireAnotherAdministrator(ctx: Context, accountId: string): Promise<void> {
  if ((await otherAdministrators(ctx.tx, ctx.actor.countyId, accountId, ctx.today)) === 0) throw lastAdministrator();
}

/** @throws Problem `not-found`, `not-allowed` */
export async function reopenAccount(ctx: Context, accountId: string): Promise<AccountView> {
  const row = await getAdministered(ctx, accountId);
  await updateAccountRow(ctx.tx, ctx.actor.countyId, accountId, { closedAt: null, failures: 0, lockedUntil: null });
  await recordAccount(ctx, row, 'reopen');
  return viewAccount(ctx, accountId);
}

function recordAccount(ctx: Context, row: AccountRow, action: string, reason = ''): Promise<void> {
  return recordChange(ctx, {
    subject: 'account', subjectId: row.accountId, householdId: null, divisionId: row.divisionId, action, reason,
    before: { closed: row.closedAt !== null }, after: { username: row.username },
  });
}

/**
 * Changes one's own password; other places where the account is signed in are signed out.
 * @throws Problem `password.wrong`, `password.weak` (422)
 */
export async function changePassword(ctx: Context, { current, next }: { current: string; next: string }): Promise<{ ok: true }> {
  const { tx, actor: { countyId, accountId } } = ctx;
  const row = await findAccount(tx, countyId, accountId);
  const stored = row && (await findPasswordHash(tx, row.username));
  if (!row || !stored || !(await passwordMatches(stored, current))) throw passwordWrong();
  const faults = passwordFaults(next, row.username, current);
  if (faults.length > 0) throw passwordWeak(faults, 'next');
  await updateAccountRow(tx, countyId, accountId, { passwordHash: await hashPassword(next), mustChangePassword: false });
  await closeSessionsOf(tx, countyId, accountId);
  await recordAccount(ctx, row, 'password');
  return { ok: true };
}

import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Context } from '../../platform/context.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import type { Database } from '../../platform/database/pool.ts';
import { tokenDigest } from '../../platform/database/scope.ts';
import { Problem } from '../../platform/problem.ts';
import { rightsOf } from './accounts.rules.ts';
import type { SessionView } from './accounts.session.schema.ts';
import { hashPassword } from './accounts.password.ts';
import { accountsWithFactor } from './factor.queries.ts';
import { checkSecondFactor } from './factor.service.ts';
import { otpNeeded, otpWrong } from './factor.text.ts';

/** Five wrong passwords lock an account for fifteen minutes (the assessor's usual values, GB/T 22239). */
const FAILURES_ALLOWED = 5;
const LOCK_MINUTES = 15;
export const IDLE_MINUTES = 30;
const SESSION_HOURS = 12;

export interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly otp?: string | undefined;
  readonly address: string;
  readonly agent: string;
  /** The request came from this machine itself, through no proxy; demo accounts exist nowhere else. */
  readonly local: boolean;
}

interface AccountRow {
  countyId: number;
  accountId: string;
  passwordHash: string;
  failures: number;
  lockedUntil: Date | null;
  closed: boolean;
  demo: boolean;
}

const wrong = (): Problem =>
  new Problem(401, 'sign-in.wrong', { zh: '账号或密码不对，请再试一次。', en: 'The username or password is not right. Try again.' });

const locked = (until: Date): Problem => {
  const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false }).format(until);
  return new Problem(423, 'sign-in.locked', {
    zh: `密码或动态口令错了 ${FAILURES_ALLOWED} 次，账号先锁住，${clock} 以后再试；着急的话请管理员重置密码。`,
    en: `Wrong password or code ${FAILURES_ALLOWED} times: the account is locked until ${clock}. If it is urgent, ask the administrator to reset it.`,
  }, [{ field: 'lockedUntil', code: until.toISOString() }]);
};

const demoRemote = (): Problem =>
  new Problem(403, 'demo.remote', {
    zh: '演示账号只能在装有程序的这台电脑上用。',
    en: 'Demo accounts work only on the machine the program runs on.',
  });

// Checked when the name is unknown, so that a stranger cannot tell by the time taken which names exist.
let decoy: Promise<string> | null = null;
const decoyHash = (): Promise<string> => (decoy ??= hashPassword(randomBytes(16).toString('hex')));

/** Where the wrong passwords of one name are counted: at its account, or in a bucket with the few other names that are nobody's. */
interface Door {
  readonly account: AccountRow | null;
  readonly bucket: number;
  readonly passwordHash: string;
  readonly lockedUntil: Date | null;
}

/** One question for both, so that a known name costs the database what an unknown one does. A closed account is nobody. */
async function findDoor(db: Database, keys: Keys, username: string): Promise<Door> {
  const bucket = keys.digest(`sign-in ${username}`).readUInt16BE(0);
  const { rows } = await sql<AccountRow & { strangersUntil: Date | null }>`
    select a.*, s.strangers_until from app.stranger_locked(${bucket}) as s (strangers_until) left join app.sign_in_account(${username}) a on true`.execute(db);
  const { strangersUntil, ...row } = rows[0]!;
  const decoyed = await decoyHash();
  if (row.accountId === null || row.closed) return { account: null, bucket, passwordHash: decoyed, lockedUntil: strangersUntil };
  return { account: row, bucket, passwordHash: row.passwordHash, lockedUntil: row.lockedUntil };
}

/**
 * Checks a name, a password and, where the account has them, a one-time code, and opens a session.
 * @returns the token for the cookie; only its digest is stored.
 * @throws Problem `sign-in.wrong`, `otp.needed`, `otp.wrong` 401, `sign-in.locked` 423, `demo.remote` 403
 */
export async function signIn({ db, keys }: { readonly db: Database; readonly keys: Keys }, input: SignIn): Promise<{ token: string }> {
  const door = await findDoor(db, keys, input.username);
  const { account, lockedUntil } = door;
  if (account?.demo && !input.local) throw demoRemote();
  if (lockedUntil && lockedUntil > new Date()) throw locked(lockedUntil);
  const right = await verify(door.passwordHash, input.password).catch(() => false);
  if (!account || !right) throw await failed(db, door, wrong());
  const second = await checkSecondFactor({ db, keys }, account, input.otp, Date.now());
  if (second === 'missing') throw otpNeeded();
  if (second === 'wrong') throw await failed(db, door, otpWrong());
  return { token: await openSession(db, account, input, false) };
}

/** Wrong passwords and wrong codes are one count: guessing the one is not made cheaper by knowing the other. */
async function failed(db: Database, { account, bucket }: Door, refusal: Problem): Promise<Problem> {
  const counted = account
    ? sql<{ until: Date | null }>`select app.sign_in_failed(${account.countyId}, ${account.accountId}, ${FAILURES_ALLOWED}, ${LOCK_MINUTES}) as until`
    : sql<{ until: Date | null }>`select app.stranger_failed(${bucket}, ${FAILURES_ALLOWED}, ${LOCK_MINUTES}) as until`;
  const until = (await counted.execute(db)).rows[0]?.until;
  return until && until > new Date() ? locked(until) : refusal;
}

/** Opens a session for an account already known to be who it is: after a password, or for the command line on the machine itself. */
export async function openSession(
  db: Database, account: { countyId: number; accountId: string }, from: { address: string; agent: string }, program: boolean,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql`select app.open_session(${tokenDigest(token)}, ${uuidv7()}, ${account.countyId}, ${account.accountId},
    ${IDLE_MINUTES}, ${SESSION_HOURS}, ${from.address}, ${from.agent}, ${program})`.execute(db);
  return token;
}

export async function signOut(db: Database, token: string): Promise<void> {
  await sql`select app.close_session(${tokenDigest(token)})`.execute(db);
}

/** Who is signed in, as the pages need it. */
export async function describeSession(ctx: Context): Promise<SessionView> {
  const { countyId, accountId } = ctx.actor;
  const account = await ctx.tx.selectFrom('account')
    .select(['accountId', 'username', 'name', 'language', 'textSize', 'mustChangePassword', 'demo'])
    .where('countyId', '=', countyId).where('accountId', '=', accountId).executeTakeFirstOrThrow();
  const secondFactor = (await accountsWithFactor(ctx.tx, countyId, [accountId])).has(accountId);
  const county = await ctx.tx.selectFrom('county').select(['countyId', 'code', 'name', 'demo']).where('countyId', '=', countyId).executeTakeFirstOrThrow();
  return {
    account: {
      id: account.accountId, username: account.username, name: account.name,
      language: account.language === 'en' ? 'en' : 'zh', textSize: account.textSize === 'large' ? 'large' : 'normal',
      mustChangePassword: account.mustChangePassword, secondFactor,
    },
    county: { id: county.countyId, code: county.code, name: county.name },
    posts: ctx.actor.posts.map((post) => ({ id: post.postId, kind: post.kind, division: { code: post.code, name: post.name, level: post.level } })),
    rights: rightsOf(ctx.actor.posts),
    workerId: ctx.actor.workerId,
    today: ctx.today,
    demo: county.demo,
    idleMinutes: IDLE_MINUTES,
  };
}

/** The account's open sessions, so that a person sees where they are signed in and can end what is not theirs. */
export async function listSessions(ctx: Context) {
  const rows = await ctx.tx.selectFrom('session')
    .select(['sessionId as id', 'openedAt', 'seenAt', 'address', 'agent', 'program'])
    .where('countyId', '=', ctx.actor.countyId).where('accountId', '=', ctx.actor.accountId).where('postId', 'is', null)
    .orderBy('seenAt', 'desc').limit(100).execute();
  return { items: rows.map((row) => ({ ...row, current: row.id === ctx.actor.sessionId })), next: null };
}

export async function endSession(ctx: Context, id: string) {
  await ctx.tx.deleteFrom('session')
    .where('countyId', '=', ctx.actor.countyId).where('accountId', '=', ctx.actor.accountId).where('sessionId', '=', id).execute();
  return { ok: true as const };
}

export async function setPreferences(ctx: Context, input: { language?: 'zh' | 'en' | undefined; textSize?: 'normal' | 'large' | undefined }) {
  const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  if (Object.keys(changes).length > 0) {
    await ctx.tx.updateTable('account').set(changes)
      .where('countyId', '=', ctx.actor.countyId).where('accountId', '=', ctx.actor.accountId).execute();
  }
  return describeSession(ctx);
}

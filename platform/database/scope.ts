import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Actor, Post } from '../context.ts';
import { Problem } from '../problem.ts';
import type { Database, Tx } from './pool.ts';
import { prepared } from './prepared.ts';

export interface ScopeRequest {
  /** The session token as the person's browser or program holds it. */
  readonly token: string;
  readonly purpose: string;
  readonly today: string;
  /** Reads commit without waiting for the disk; changes always wait. */
  readonly writes: boolean;
}

/**
 * A question of one function that a use case asks first, whoever is asking, so that it may leave together with the one for the scope: a round trip less.
 * @param T what is read from the answer
 */
export interface Ahead<T> {
  /** Of the prepared statement, as a piece of it. */
  readonly name: RawBuilder<unknown>;
  /** What is asked of the function, under the name `a`, and its call; the county is the session's and no one else's. */
  readonly columns: RawBuilder<unknown>;
  readonly call: (county: RawBuilder<number>) => RawBuilder<unknown>;
  /** @param row its first row, all null where it has none */
  readonly read: (row: never) => T;
}

/** What opening a scope answers. */
export interface ScopeRow {
  countyId: number;
  accountId: string;
  workerId: string | null;
  sessionId: string;
  posts: Post[];
  token: boolean;
  mustChangePassword: boolean;
}

export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest();

export const signedOut = (): Problem =>
  new Problem(401, 'session.none', { zh: '登录已过期，请重新登录。', en: 'Your session has ended. Please sign in again.' });

const UNKNOWN_SESSION = 'LX401';
// Two people changed the same rows at once, or a deadlock was cut: doing it again is right and safe, nothing was committed.
const AGAIN = new Set(['40001', '40P01']);
const ATTEMPTS = 3;

/**
 * Takes the last statement of a use case, one whose answer nobody needs: the commit is sent right behind it. When it fails, nothing is committed
 * and the whole use case fails with it, and so does whatever a larger use case has asked after it.
 */
export type CloseWith = (statement: Promise<unknown>) => void;

/** @param found what the question sent ahead has found */
type Work<T, A> = (tx: Tx, actor: Actor, closeWith: CloseWith, found: A) => Promise<T>;

/**
 * Runs `work` in one transaction under the territory of the session. There is no other way to a household.
 * @throws Problem `session.none` (401) when the session is unknown, idle too long, ended, or its account closed.
 */
export async function inScope<T, A = undefined>(db: Database, request: ScopeRequest, work: Work<T, A>, ahead?: Ahead<A>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(db, request, work, ahead);
    } catch (error) {
      const { code = '', constraint = '' } = error as { code?: string; constraint?: string };
      if (code === UNKNOWN_SESSION) throw signedOut();
      // The same command arriving twice at once: the loser starts over and finds the winner's.
      const twin = code === '23505' && constraint.startsWith('command_pkey');
      if (!(twin || AGAIN.has(code)) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function runOnce<T, A>(db: Database, request: ScopeRequest, work: Work<T, A>, ahead: Ahead<A> | undefined): Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  const closeWith: CloseWith = (statement) => {
    last = statement;
    last.catch(() => {});
  };
  try {
    return await db.transaction().execute(async (tx) => {
      const { actor, found } = await openScope(tx, request, ahead);
      return work(tx, actor, closeWith, found);
    });
  } finally {
    // Where it failed PostgreSQL has made a rollback of the commit sent behind it, and says why here and nowhere else.
    await last;
  }
}

const SCOPE_COLUMNS = sql`s.county_id, s.account_id, s.worker_id, s.session_id, s.posts, s.token, s.must_change_password`;

const setScope = prepared((given: readonly unknown[]) => sql<ScopeRow>`/* prepared set_scope */ select ${SCOPE_COLUMNS} from app.set_scope(${sql.join(given)}) s`);

async function openScope<A>(tx: Tx, request: ScopeRequest, ahead: Ahead<A> | undefined): Promise<{ actor: Actor; found: A }> {
  const given = [tokenDigest(request.token), request.purpose, request.today, request.writes];
  const scope = sql`app.set_scope(${sql.join(given)}) s`;
  const { rows } = ahead
    // The call names the county of the scope, so that PostgreSQL opens the scope before it.
    ? await sql<ScopeRow>`/* prepared ${ahead.name}_in_scope */
      select ${SCOPE_COLUMNS}, ${ahead.columns} from ${scope} left join lateral ${ahead.call(sql`s.county_id`)} a on true`.execute(tx)
    : await setScope(tx, given);
  const row = rows[0];
  if (!row) throw signedOut();
  return { actor: actorOf(row, request.purpose), found: ahead?.read(row as never) as A };
}

export const actorOf = ({ countyId, accountId, workerId, sessionId, posts, token, mustChangePassword }: ScopeRow, purpose: string): Actor =>
  ({ countyId, accountId, workerId, sessionId, posts, token, mustChangePassword, purpose });

/** The same question where the scope is open already. */
export async function askAhead<A>(tx: Tx, countyId: number, ahead: Ahead<A>): Promise<A> {
  const { rows } = await sql`/* prepared ${ahead.name} */ select ${ahead.columns} from (select 1) one left join lateral ${ahead.call(sql`${countyId}`)} a on true`.execute(tx);
  return ahead.read(rows[0] as never);
}

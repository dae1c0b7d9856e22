import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor, Post } from '../context.ts';
import { Problem } from '../problem.ts';
import type { Database, Tx } from './pool.ts';

export interface ScopeRequest {
  /** The session token as the person's browser or program holds it. */
  readonly token: string;
  readonly purpose: string;
  readonly today: string;
  /** Reads commit without waiting for the disk; changes always wait. */
  readonly writes: boolean;
}

interface ScopeRow {
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

/**
 * Runs `work` in one transaction under the territory of the session. There is no other way to a household.
 * @throws Problem `session.none` (401) when the session is unknown, idle too long, ended, or its account closed.
 */
export async function inScope<T>(db: Database, request: ScopeRequest, work: (tx: Tx, actor: Actor, closeWith: CloseWith) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(db, request, work);
    } catch (error) {
      const { code = '', constraint = '' } = error as { code?: string; constraint?: string };
      if (code === UNKNOWN_SESSION) throw signedOut();
      // The same command arriving twice at once: the loser starts over and finds the winner's.
      const twin = code === '23505' && constraint.startsWith('command_pkey');
      if (!(twin || AGAIN.has(code)) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function runOnce<T>(db: Database, request: ScopeRequest, work: (tx: Tx, actor: Actor, closeWith: CloseWith) => Promise<T>): Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  const closeWith: CloseWith = (statement) => {
    last = statement;
    last.catch(() => {});
  };
  try {
    return await db.transaction().execute(async (tx) => work(tx, await openScope(tx, request), closeWith));
  } finally {
    // Where it failed PostgreSQL has made a rollback of the commit sent behind it, and says why here and nowhere else.
    await last;
  }
}

async function openScope(tx: Tx, request: ScopeRequest): Promise<Actor> {
  const { rows } = await sql<ScopeRow>`/* prepared set_scope */
    select county_id, account_id, worker_id, session_id, posts, token, must_change_password
    from app.set_scope(${tokenDigest(request.token)}, ${request.purpose}, ${request.today}, ${request.writes})`.execute(tx);
  const row = rows[0];
  if (!row) throw signedOut();
  return { ...row, purpose: request.purpose };
}

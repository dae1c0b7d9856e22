import type { Book, Day } from '@lianxin/engine';
import type { Keys } from '../crypto/keys.ts';
import type { Database } from '../database/pool.ts';
import { signedOut, tokenDigest } from '../database/scope.ts';
import { notAllowed, type Problem } from '../problem.ts';
import { passwordUnchanged, personsOnly } from './problems.ts';
import type { Machinery } from './kernel.ts';

/**
 * What a use case gets that is one call of one function of the database, a transaction of its own in one round trip. There is no actor and no scope:
 * the function finds the session and asks what it may, and refuses with the codes below.
 */
export interface LoneContext {
  readonly db: Database;
  /** SHA-256 of the session token. */
  readonly session: Buffer;
  readonly purpose: string;
  readonly today: Day;
  readonly keys: Keys;
  readonly book: Book;
}

/** What such a function says no with, as if it had raised it: it answers several questions at once, of which the others stand. */
export const refused = (code: string): Error => Object.assign(new Error(code), { code });

// Said of who asks; the same refusals as where a scope is opened.
const REFUSALS: Readonly<Record<string, () => Problem>> = { LX401: signedOut, LX402: passwordUnchanged, LX403: notAllowed, LX405: personsOnly };

/** @throws Problem `session.none` (401), `password.mustChange`, `token.person`, `not-allowed` (403) */
export async function runAlone<T>(
  { lone, keys, clock, book }: Machinery, session: { readonly token: string; readonly purpose: string }, work: (ctx: LoneContext) => Promise<T>,
): Promise<T> {
  try {
    return await work({ db: lone, keys, book, today: clock.today(), session: tokenDigest(session.token), purpose: session.purpose });
  } catch (error) {
    throw REFUSALS[(error as { code?: string }).code ?? '']?.() ?? error;
  }
}

import type { Context, Deciding, Early } from '../context.ts';
import type { Database } from '../database/pool.ts';
import type { ScopeRow } from '../database/scope.ts';

/** What a use case gets that does its work together with others of its kind that are asked for at the same moment, in one transaction of theirs. */
export interface Lot<C extends Context> {
  readonly db: Database;
  /** SHA-256 of the session token. */
  readonly session: Buffer;
  readonly purpose: string;
  readonly early: Early<C>;
  /** What it decides with, under the scope that was opened for it. @throws Problem `password.mustChange`, `token.person` */
  readonly under: (scope: ScopeRow) => Deciding<C>;
}

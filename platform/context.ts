import type { Book, Day } from '@lianxin/engine';
import type { Keys } from './crypto/keys.ts';
import type { Tx } from './database/pool.ts';
import type { CloseWith } from './database/scope.ts';

export interface Post {
  readonly postId: string;
  readonly kind: string;
  readonly divisionId: number;
  /** Ids from the county down, each followed by a full stop. */
  readonly path: string;
  readonly level: string;
  readonly code: string;
  readonly name: string;
}

/** Who is acting: one account of one county through one session, with the posts alive today. */
export interface Actor {
  readonly accountId: string;
  readonly countyId: number;
  readonly workerId: string | null;
  readonly sessionId: string;
  readonly purpose: string;
  readonly posts: readonly Post[];
  /** A program with a token of this account, not the person. */
  readonly token: boolean;
  /** The password is one that somebody else chose; there are no posts until it is changed. */
  readonly mustChangePassword: boolean;
}

/** What every use case gets: a transaction already under the serving role and the actor's territory, and the day it is. */
export interface Context {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly today: Day;
  readonly now: Date;
  readonly keys: Keys;
  readonly book: Book;
  /** Hands over the last statement of the use case, whose answer nobody needs, so that the commit leaves with it. */
  readonly closeWith: CloseWith;
}

/** What a decision is made with once everything for it was read: it neither asks the database nor writes. */
export type Deciding<C extends Context> = Omit<C, 'tx' | 'closeWith'>;

/** What there is of it before a scope is open: nobody who acts, and no transaction. */
export type Early<C extends Context> = Omit<C, 'tx' | 'actor' | 'closeWith'>;

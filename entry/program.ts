import type { Book } from '@lianxin/engine';
import type pg from 'pg';
import { systemClock, type Clock } from '../platform/clock/clock.ts';
import type { Context } from '../platform/context.ts';
import type { Keys } from '../platform/crypto/keys.ts';
import { openDatabase, openPool } from '../platform/database/pool.ts';
import type { Machinery } from '../platform/http/kernel.ts';
import { dutyKeeper } from '../modules/duties/duties.keeper.ts';
import type { CareContext } from '../modules/policies/policies.context.ts';

/** Everything a running program holds. The server, the command line and the tests all stand on one of these. */
export interface Program extends Machinery {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface ProgramOptions {
  /** Address of the serving role, never of the owner. */
  readonly appUrl: string;
  readonly keys: Keys;
  readonly book: Book;
  readonly clock?: Clock;
  readonly connections?: number;
}

// Lone questions go in lots, one lot at a time (platform/database/together.ts), and only where a lot has failed one by one. Always the same sessions find
// their caches as they left them, and no list holds up whoever stands at a counter.
const LONE_SESSIONS = 4;

export function openProgram({ appUrl, keys, book, clock = systemClock(), connections }: ProgramOptions): Program {
  const pool = openPool({ url: appUrl, ...(connections ? { max: connections } : {}) });
  const db = openDatabase(pool);
  const lone = openDatabase(openPool({ url: appUrl, max: connections ?? LONE_SESSIONS }));
  const close = async (): Promise<void> => void (await Promise.all([db.destroy(), lone.destroy()]));
  return { db, lone, pool, keys, book, clock, close };
}

/** The context of every use case: the base with the crediting that the duties module provides. */
export const careContext = (base: Context): CareContext => ({ ...base, duties: dutyKeeper });

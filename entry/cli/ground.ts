import { isDay, type Day } from '@lianxin/engine';
import { sql } from 'kysely';
import { keepAdmissions } from '../../modules/hospital/hospital.admissions.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { openSession } from '../../modules/accounts/accounts.session.ts';
import type { CareContext } from '../../modules/policies/policies.context.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { KeyFileError, loadKeys, type Keys } from '../../platform/crypto/keys.ts';
import { openMigrated, type OpenDatabase } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database } from '../../platform/database/pool.ts';
import type { DatabaseProblem } from '../../platform/database/embedded-problem.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { careContext, openProgram, type Program } from '../program.ts';
import { Failure } from './failure.ts';
import { failureText } from './failure.text.ts';
import { keyFile, type Settings } from './settings.ts';

/** What every command stands on: the migrated database, the keys, the packs, and the program that serves. */
export interface Ground {
  readonly settings: Settings;
  readonly database: OpenDatabase;
  readonly program: Program;
  /** The owner of the tables: lays counties and machine accounts; use cases go through `program`. */
  readonly owner: Database;
  readonly keys: Keys;
  readonly today: Day;
  close(): Promise<void>;
}

export interface GroundOptions {
  readonly onLost?: (problem: DatabaseProblem) => void;
  /** The command line needs two connections, a server sixteen. */
  readonly connections?: number;
}

/** @throws Failure, DatabaseProblem, PackError */
export async function openGround(settings: Settings, { onLost, connections = 4 }: GroundOptions = {}): Promise<Ground> {
  const book = await loadBook();
  const database = await openMigrated({
    folder: settings.folder, databaseUrl: settings.databaseUrl, appDatabaseUrl: settings.appDatabaseUrl, ...(onLost ? { onLost } : {}),
  });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 2 }));
  try {
    await checkToday(settings, owner);
    await keepAdmissions(owner, book);
    const keys = await keysOf(settings, owner);
    const clock = systemClock(settings.today);
    const program = openProgram({ appUrl: database.appUrl, keys, book, clock, connections });
    const close = async () => {
      await program.close();
      await owner.destroy();
      await database.stop();
    };
    return { settings, database, program, owner, keys, today: clock.today(), close };
  } catch (error) {
    await owner.destroy();
    await database.stop();
    throw error;
  }
}

/** A fixed day would let duties of real families go by unseen. */
async function checkToday({ today }: Settings, owner: Database): Promise<void> {
  if (today === undefined) return;
  if (!isDay(today)) throw new Failure(failureText.todayWrong(today), true);
  const real = await owner.selectFrom('county').select('countyId').where('demo', '=', false).limit(1).executeTakeFirst();
  if (real) throw new Failure(failureText.todayReal());
}

async function keysOf(settings: Settings, owner: Database): Promise<Keys> {
  const file = keyFile(settings);
  try {
    return await loadKeys(file, !(await holdsSealed(owner)));
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    const said = { 'key.missing': failureText.keyMissing, 'key.open': failureText.keyOpen, 'key.broken': failureText.keyBroken, 'key.wrong': failureText.keyBroken };
    throw new Failure(said[error.code](file));
  }
}

/** Whether anything in the database can only be read with its key: of every county, because the key is one for the whole program. */
async function holdsSealed(owner: Database): Promise<boolean> {
  const { rows } = await sql<{ sealed: boolean }>`select app.holds_sealed() as sealed`.execute(owner);
  return rows[0]?.sealed ?? false;
}

/** A session for an account on the machine itself, without a password: whoever may start this program may read its database. */
export function sessionFor(ground: Pick<Ground, 'program'>, account: { countyId: number; accountId: string }, agent: string): Promise<string> {
  return openSession(ground.program.db, account, { address: 'localhost', agent }, true);
}

/** One use case in one transaction under that session. */
export function asSession<T>(program: Program, token: string, work: (ctx: CareContext) => Promise<T>, { purpose = '', writes = true } = {}): Promise<T> {
  return runInContext(program, careContext, { token, purpose, writes }, work);
}

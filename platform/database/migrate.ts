import pg from 'pg';

import { DatabaseProblem } from './embedded-problem.ts';
import { type Migration, readMigrations } from './migrate-files.ts';
import { APP_ROLE, ensureAppRole } from './migrate-role.ts';

/** The schema every table of ours lives in; the first migration makes it. */
export const SCHEMA = 'app';

/** The runner's own bookkeeping, which the serving login never sees. */
const LEDGER = 'lianxin.migration';

/** Any fixed number: two programs that migrate one database at once wait for each other on it. */
const LOCK = 586_431_002;

type Applied = { name: string; sha256: string; };

export type Migrated = {
  /** Names of the files that ran now, in order. */
  readonly applied: readonly string[];
  /** Address of the login the program serves with. */
  readonly appUrl: string;
};

/**
 * Brings a database to the state the numbered files describe, each file in one transaction, and sees to the
 * login the program serves with. Safe to call on every start and from two processes at once.
 * @param ownerUrl address of a role that may create in the database
 * @param folder db/migrations
 * @param app either the password for `lianxin_app` (made or changed as needed), or the address of a role that exists already
 * @throws DatabaseProblem server.old, migration.*, role.*
 */
export async function migrate(options: {
  ownerUrl: string;
  folder: string;
  app: { password: string; } | { url: string; };
}): Promise<Migrated> {
  const files = readMigrations(options.folder);
  const client = await connected(options.ownerUrl);
  try {
    await checkVersion(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('create schema if not exists lianxin');
    const appUrl = await ensureAppRole(client, options.ownerUrl, options.app);
    return { applied: await applyPending(client, files), appUrl };
  } finally {
    await client.end();
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string; }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  if ((rows[0]?.number ?? 0) < 150_000) throw new DatabaseProblem('server.old', { found: rows[0]?.name ?? '?' });
}

async function applyPending(client: pg.Client, files: readonly Migration[]): Promise<string[]> {
  await client.query(
    `create table if not exists ${LEDGER} (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<Applied>(`select name, sha256 from ${LEDGER} order by name`);
  const pending = pendingOf(files, rows);
  await client.query(`set search_path = ${SCHEMA}`);
  for (const file of pending) await applyFile(client, file);
  return pending.map((file) => file.name);
}

/** The files still to run. @throws DatabaseProblem migration.changed, migration.unknown, migration.order */
export function pendingOf(files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(files.map((file) => [file.name, file]));
  for (const { name, sha256 } of applied) {
    const file = known.get(name);
    if (!file) throw new DatabaseProblem('migration.unknown', { file: name });
    if (file.sha256 !== sha256) throw new DatabaseProblem('migration.changed', { file: name });
  }
  const ran = new Set(applied.map((row) => row.name));
  const last = applied.at(-1)?.name ?? '';
  const pending = files.filter((file) => !ran.has(file.name));
  const late = pending.find((file) => file.name < last);
  if (late) throw new DatabaseProblem('migration.order', { file: late.name, last });
  return pending;
}

async function applyFile(client: pg.Client, file: Migration): Promise<void> {
  let line = 1;
  await client.query('begin');
  try {
    for (const statement of file.statements) {
      line = statement.line;
      await client.query(statement.sql);
    }
    await client.query(`insert into ${LEDGER} (name, sha256) values ($1, $2)`, [file.name, file.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new DatabaseProblem('migration.failed', { file: file.name, line: lineOf(file, line, error), detail: (error as Error).message }, error);
  }
}

/** PostgreSQL says at which character of the statement it stumbled; the file's line is what one can look up. */
function lineOf(file: Migration, start: number, error: unknown): number {
  const position = Number((error as { position?: string; }).position ?? 0);
  const sql = file.statements.find((statement) => statement.line === start)?.sql ?? '';
  return start + (position > 0 ? sql.slice(0, position).split('\n').length - 1 : 0);
}

export { APP_ROLE };

/** The address is told without its password, which would stand on a screen and in a log. */
async function connected(url: string): Promise<pg.Client> {
  let address = '';
  try {
    const client = new pg.Client({ connectionString: url, application_name: 'lianxin migrate' });
    address = `${client.host}:${client.port}/${client.database ?? ''}`;
    await client.connect();
    return client;
  } catch (cause) {
    throw new DatabaseProblem('server.away', { address, detail: (cause as Error).message || String((cause as { code?: string }).code) }, cause);
  }
}

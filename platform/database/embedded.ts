import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';

import { serverAccount } from './embedded-account.ts';
import { embeddedBinaries, ROOT_HOME } from './embedded-binaries.ts';
import { type Cluster, ensureCluster } from './embedded-cluster.ts';
import { DatabaseProblem } from './embedded-problem.ts';
import { supervise } from './supervisor.ts';
import { announce, claimFolder, liveClaim, releaseFolder } from './supervisor-claim.ts';

export type RunningDatabase = {
  /** Address of the owner `lianxin`, who migrates and does not serve. Not a superuser. */
  readonly url: string;
  /** Address of the superuser; for backups only. */
  readonly superUrl: string;
  /** The folder of PostgreSQL's own files (not inside the data folder when run as root). */
  readonly cluster: string;
  /** True when another process of ours runs the server and we only joined it: stop() then leaves it running. */
  readonly joined: boolean;
  stop(): Promise<void>;
};

/** The owner of the database and of every table in it. */
export const OWNER = 'lianxin';

const JOIN_SECONDS = 30;

/**
 * Starts the PostgreSQL that npm ships on a data folder, or joins the one another process of ours already
 * runs there (the CLI beside the server). What a killed process left running is ended and started anew.
 * @param folder the data folder (LIANXIN_DATA); made when missing, closed to others
 * @param onLost called when the server stays down for good
 * @throws DatabaseProblem binaries.missing, account.missing, cluster.*, folder.busy
 */
export async function startDatabase(options: {
  folder: string;
  onLost?: (problem: DatabaseProblem) => void;
}): Promise<RunningDatabase> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    if (claimFolder(folder)) return startOwn(folder, options.onLost);
    const joined = await joinRunning(folder);
    if (joined) return joined;
    await pause(50);
  }
}

/** The folder of PostgreSQL's own files for a data folder. Root's lie where the server's account may read. */
export function clusterFolder(folder: string): string {
  if (!serverAccount()) return join(folder, 'postgres');
  const pointer = join(folder, 'postgres.path');
  try {
    // The random part: a data folder deleted and made anew must not find the old one's families.
    const name = `${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 12)}-${randomBytes(4).toString('hex')}`;
    writeFileSync(pointer, join(ROOT_HOME, name), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(pointer, 'utf8').trim();
}

/** Deletes a data folder with its database, wherever that lies: where root made it, deleting the folder alone left it behind, a gigabyte for each bench. */
export function removeDataFolder(folder: string): void {
  rmSync(clusterFolder(folder), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

async function startOwn(folder: string, onLost?: (problem: DatabaseProblem) => void): Promise<RunningDatabase> {
  try {
    const files = clusterFolder(folder);
    const account = serverAccount(files);
    const superPassword = databaseSecret(folder, 'postgres');
    const binaries = await embeddedBinaries(account !== null);
    const cluster: Cluster = { folder: files, binaries, account, superPassword, durable: true };
    await ensureCluster(cluster);
    const server = await supervise({ cluster, log: join(folder, 'postgres.log'), ...(onLost ? { onLost } : {}) });
    await ensureOwner(address('postgres', superPassword, server.port, 'postgres'), databaseSecret(folder, OWNER));
    announce(folder, server.port);
    return {
      ...addresses(folder, server.port),
      joined: false,
      async stop() {
        await server.stop();
        releaseFolder(folder);
      },
    };
  } catch (error) {
    releaseFolder(folder);
    throw error;
  }
}

/** @returns null when the process that had the folder went away while we waited for it */
async function joinRunning(folder: string): Promise<RunningDatabase | null> {
  let claim = liveClaim(folder);
  for (let waited = 0; claim; waited += 100) {
    if (claim.port > 0 && (await answers(addresses(folder, claim.port).url))) {
      return { ...addresses(folder, claim.port), joined: true, stop: async () => {} };
    }
    if (waited > JOIN_SECONDS * 1000) throw new DatabaseProblem('folder.busy', { folder, pid: claim.pid });
    await pause(100);
    claim = liveClaim(folder);
  }
  return null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Makes the owner and its database. The owner is no superuser, as on a county's own server: what works here
 * works there, and its definer functions are bound by forced row security alike.
 */
export async function ensureOwner(superUrl: string, password: string, database: string | null = OWNER): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    const found = await client.query<{ owner: boolean; database: boolean; }>(
      'select exists (select from pg_roles where rolname = $1) as owner, exists (select from pg_database where datname = $2) as database',
      [OWNER, database],
    );
    const verb = found.rows[0]?.owner ? 'alter' : 'create';
    await execute(client, `select format('${verb} role %I login nosuperuser nobypassrls createrole password %L', $1::text, $2::text) as sql`, [OWNER, password]);
    if (database && !found.rows[0]?.database) {
      await execute(client, `select format('create database %I owner %I', $1::text, $2::text) as sql`, [database, OWNER]);
    }
  } finally {
    await client.end();
  }
}

/** Runs a statement whose names and literals the server itself has quoted: such statements take no parameters. */
async function execute(client: pg.Client, sql: string, parameters: unknown[]): Promise<void> {
  const { rows } = await client.query<{ sql: string; }>(sql, parameters);
  await client.query(rows[0]?.sql ?? '');
}

function addresses(folder: string, port: number): Pick<RunningDatabase, 'url' | 'superUrl' | 'cluster'> {
  return {
    url: address(OWNER, databaseSecret(folder, OWNER), port, OWNER),
    superUrl: address('postgres', databaseSecret(folder, 'postgres'), port, OWNER),
    cluster: clusterFolder(folder),
  };
}

/** The address of a server on this machine; the parts need no escaping because we chose them. */
export function address(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * A password for one role, derived from the secret of the data folder, so that the server and a CLI beside
 * it agree without storing a password for each.
 */
export function databaseSecret(folder: string, role: string): string {
  const file = join(folder, 'database.secret');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return createHmac('sha256', readFileSync(file, 'utf8').trim()).update(role).digest('hex');
}

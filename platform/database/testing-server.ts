import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { address, ensureOwner, OWNER } from './embedded.ts';
import { serverAccount } from './embedded-account.ts';
import { type Binaries, embeddedBinaries, ROOT_HOME, systemBinaries } from './embedded-binaries.ts';
import { ensureCluster } from './embedded-cluster.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './migrate-root.ts';
import { supervise } from './supervisor.ts';
import { clearCluster, isAlive } from './supervisor-process.ts';
import type { TestServer } from './testing-context.ts';

const TEMPLATE = 'lianxin_template';
const PREFIX = 'lianxin-test-';

/**
 * Vitest's global set-up: one throw-away server and one migrated template for the whole run, embedded, or
 * the machine's own with LIANXIN_TEST_DATABASE=system.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer();
  project.provide('testServer', server);
  return stop;
}

/** Starts an empty server in a temporary folder, with the template database migrated. */
export async function startTestServer(): Promise<{ server: TestServer; stop: () => Promise<void>; }> {
  const account = serverAccount();
  const binaries = await chooseBinaries(account !== null);
  const passwords = { superPassword: secret(), ownerPassword: secret(), appPassword: secret() };
  await sweep(account !== null);
  const folder = temporaryFolder(account !== null);
  const cluster = { folder: join(folder, 'postgres'), binaries, account, superPassword: passwords.superPassword, durable: false };
  await ensureCluster(cluster);
  const supervised = await supervise({ cluster, log: join(folder, 'postgres.log'), settings: { max_connections: '200' } });
  const server = { port: supervised.port, major: binaries.major, template: TEMPLATE, ...passwords };
  const stop = async (): Promise<void> => {
    await supervised.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { server, stop };
}

async function chooseBinaries(closed: boolean): Promise<Binaries> {
  if (process.env.LIANXIN_TEST_DATABASE !== 'system') return embeddedBinaries(closed);
  const system = systemBinaries()[0];
  if (!system) throw new Error('LIANXIN_TEST_DATABASE=system, but /usr/lib/postgresql holds no server 15 or later');
  return system;
}

/** Root's server runs under another account, which could not enter a folder of root's. */
function temporaryFolder(closed: boolean): string {
  const folder = join(testHome(closed), `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

const testHome = (closed: boolean): string => (closed ? ROOT_HOME : tmpdir());

/** Ends and removes what test runs left behind that were killed before they could tidy up. */
async function sweep(closed: boolean): Promise<void> {
  const home = testHome(closed);
  for (const name of existsSync(home) ? readdirSync(home) : []) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (!(pid > 0) || isAlive(pid)) continue;
    await clearCluster(join(home, name, 'postgres'));
    rmSync(join(home, name), { recursive: true, force: true });
  }
}

async function makeTemplate(server: TestServer): Promise<void> {
  await ensureOwner(address('postgres', server.superPassword, server.port, 'postgres'), server.ownerPassword, TEMPLATE);
  const ownerUrl = address(OWNER, server.ownerPassword, server.port, TEMPLATE);
  await migrate({ ownerUrl, folder: migrationsFolder(), app: { password: server.appPassword } });
  await freeze(server);
}

/** Marked as a template, it cannot be dropped by mistake, and is not a database somebody works in. */
async function freeze(server: TestServer): Promise<void> {
  const client = new pg.Client({ connectionString: address('postgres', server.superPassword, server.port, 'postgres') });
  await client.connect();
  await client.query(`alter database ${TEMPLATE} with is_template true`);
  await client.end();
}

function secret(): string {
  return randomBytes(16).toString('hex');
}

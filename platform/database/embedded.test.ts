import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';
import { afterAll, afterEach, expect, test } from 'vitest';

import { clusterFolder, databaseSecret, removeDataFolder, type RunningDatabase, startDatabase } from './embedded.ts';
import { readLockFile } from './supervisor-process.ts';

// One folder for all: making a cluster waits for the disk, and each test leaves it stopped.
const folder = join(mkdtempSync(join(tmpdir(), 'lianxin-embedded-')), 'deeper');
let running: RunningDatabase[] = [];

afterEach(async () => {
  for (const database of running.toReversed()) await database.stop();
  running = [];
});

afterAll(() => {
  removeDataFolder(folder);
});

async function start(): Promise<RunningDatabase> {
  const database = await startDatabase({ folder });
  running.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return Object.values(((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {}) as object)[0];
  } finally {
    await client.end();
  }
}

/** Starts the database in a program of its own, which is then killed without warning. */
async function startAndKillProgram(): Promise<void> {
  const program = `import { startDatabase } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    await startDatabase({ folder: ${JSON.stringify(folder)} }); console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

test('a fresh folder gets a database with durable writes, a fixed order of characters and an owner without superpowers', async () => {
  const { url } = await start();
  expect(await ask(url, 'show fsync')).toBe('on');
  expect(await ask(url, 'show ssl')).toBe('off');
  expect(await ask(url, 'show server_encoding')).toBe('UTF8');
  expect(await ask(url, `select datlocale from pg_database where datname = current_database()`)).toBe('C.UTF-8');
  expect(await ask(url, 'select rolsuper or rolbypassrls from pg_roles where rolname = current_user')).toBe(false);
});

test('what was stored is there after stop and start, and secrets are closed to others', async () => {
  const first = await start();
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  expect(await ask((await start()).url, 'select answer from kept')).toBe(42);
  for (const name of ['database.secret', 'database.json', 'postgres.log']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

test('nobody signs in without the password', async () => {
  const { url } = await start();
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
});

test('a second start on the same folder joins the first, and leaves it running when it stops', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect([first.joined, second.joined].sort()).toEqual([false, true]);
  expect(first.url).toBe(second.url);
  await (first.joined ? first : second).stop();
  expect(await ask(first.url, 'select 1')).toBe(1);
});

test('a server left behind by a killed program is ended, and the next start works by itself', async () => {
  await startAndKillProgram();
  const left = readLockFile(clusterFolder(folder));
  expect(left).not.toBeNull();
  const { url } = await start();
  expect(await ask(url, 'select 1')).toBe(1);
  expect(readLockFile(clusterFolder(folder))?.pid).not.toBe(left?.pid);
});

test('a lock file whose number now belongs to a stranger does not keep the database shut', async () => {
  const first = await start();
  const { cluster } = first;
  await first.stop();
  const lock = [process.pid, cluster, 1_700_000_000, 5432, '', '127.0.0.1', '        1         1', 'ready   ', ''].join('\n');
  execFileSync('sh', ['-c', 'cat > "$1/postmaster.pid"', 'sh', cluster], { input: lock });
  expect(await ask((await start()).url, 'select 1')).toBe(1);
});

test('a pool lives through the death of the server', async () => {
  const { url, cluster } = await start();
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {});
  await pool.query('create table written (id int)');
  await pool.query('insert into written values (1)');
  process.kill(readLockFile(cluster)?.pid ?? 0, 'SIGKILL');
  const found = await eventually(() => pool.query<{ n: number; }>('select count(*)::int as n from written'));
  expect(found.rows[0]?.n).toBe(1);
  await pool.end();
});

test('passwords of roles differ, and stay the same for one folder', () => {
  expect(databaseSecret(folder, 'a')).toBe(databaseSecret(folder, 'a'));
  expect(databaseSecret(folder, 'a')).not.toBe(databaseSecret(folder, 'b'));
});

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt > 100) throw error;
      await pause(100);
    }
  }
}

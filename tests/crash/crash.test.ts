import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';
import { afterAll, expect, test } from 'vitest';

import { removeDataFolder, startDatabase } from '../../platform/database/embedded.ts';
import { readLockFile } from '../../platform/database/supervisor-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'lianxin-crash-'));
const acknowledged: number[] = [];
const started: ChildProcess[] = [];

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await (await startDatabase({ folder })).stop();
  removeDataFolder(folder);
});

type Writer = { cluster: string; kill(signal: NodeJS.Signals): Promise<void> };

/** Starts the writer where the last one stopped; resolves when its database answers. */
async function startWriter(): Promise<Writer> {
  const first = String((acknowledged.at(-1) ?? 0) + 1000);
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'writer.ts'), folder, first], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const cluster = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the writer ended before its database answered')));
    lines.on('line', (line) => (line.startsWith('ready ') ? resolve(line.slice(6)) : acknowledged.push(Number(line))));
  });
  return { cluster, kill: async (signal) => void (child.kill(signal), await ended) };
}

async function stored(): Promise<Set<number>> {
  const database = await startDatabase({ folder });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from public.acknowledged');
  await client.end();
  await database.stop();
  return new Set(rows.map((row) => Number(row.id)));
}

async function grows(by: number): Promise<void> {
  const before = acknowledged.length;
  for (let waited = 0; acknowledged.length < before + by; waited += 20) {
    if (waited > 20_000) throw new Error(`only ${acknowledged.length - before} of ${by} writes were acknowledged in 20 s`);
    await pause(20);
  }
}

async function expectNothingLost(): Promise<void> {
  const found = await stored();
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
}

test('killing the program again and again loses no acknowledged write, and each next start works by itself', async () => {
  for (let round = 0; round < 4; round += 1) {
    const writer = await startWriter();
    await grows(30 + 40 * round);
    await writer.kill('SIGKILL');
  }
  await expectNothingLost();
});

test('killing PostgreSQL under a serving program loses no acknowledged write, and serving goes on by itself', async () => {
  const writer = await startWriter();
  for (let round = 0; round < 3; round += 1) {
    await grows(40);
    process.kill(readLockFile(writer.cluster)?.pid ?? 0, 'SIGKILL');
  }
  await grows(40);
  await writer.kill('SIGKILL');
  await expectNothingLost();
});

test('killing both at once loses no acknowledged write', async () => {
  const writer = await startWriter();
  await grows(60);
  process.kill(readLockFile(writer.cluster)?.pid ?? 0, 'SIGKILL');
  await writer.kill('SIGKILL');
  await expectNothingLost();
});

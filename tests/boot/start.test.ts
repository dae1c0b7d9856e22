import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { clusterFolder, removeDataFolder } from '../../platform/database/embedded.ts';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { liveClaim } from '../../platform/database/supervisor-claim.ts';
import { readLockFile } from '../../platform/database/supervisor-process.ts';

const root = projectRoot();
/** What a person waits for after a finished install and build. */
const READY_SECONDS = 20;

/** `end` signals npm, as terminals and service managers do; `kill` the program itself, as nobody should. */
type House = { url: string; output(): string; end(signal: NodeJS.Signals): Promise<number | null>; kill(): Promise<number | null> };

describe('npm start', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'lianxin-start-')), 'data');
  const running: ChildProcess[] = [];
  let house: House;

  beforeAll(async () => {
    house = await start(150);
  }, 200_000);

  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    removeDataFolder(folder);
  });

  /** Starts as a person does, without the environment of the tests; resolves when the program answers. */
  async function start(seconds: number): Promise<House> {
    const port = await freePort();
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, LIANXIN_DATA: folder, PORT: String(port) };
    const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const url = `http://127.0.0.1:${port}`;
    for (let waited = 0; !(await isHealthy(url)); waited += 100) {
      if (waited > seconds * 1000 || child.exitCode !== null) throw new Error(`not ready after ${waited / 1000} s:\n${text}`);
      await pause(100);
    }
    return { url, output: () => text, end: (signal) => (child.kill(signal), ended), kill: () => (process.kill(liveClaim(folder)?.pid ?? 0, 'SIGKILL'), ended) };
  }

  test('prints the address it serves on', async () => {
    for (let waited = 0; waited < 5000 && !house.output().includes(house.url); waited += 50) await pause(50);
    expect(house.output()).toContain(house.url);
  });

  test('says that the database is well', async () => {
    const answer = await fetch(`${house.url}/api/health`);
    expect(answer.status).toBe(200);
    expect(Object.keys((await answer.json()) as object)).toEqual(expect.arrayContaining(['status', 'database', 'version']));
  });

  test('serves the desktop and the phone', async () => {
    for (const path of ['/', '/m/']) {
      const answer = await fetch(house.url + path);
      expect(answer.status, path).toBe(200);
      expect(await answer.text(), path).toContain('<script');
    }
  });

  // npm itself goes at once when the terminal hangs up; the program sees that and follows.
  test.each([['SIGINT', 0], ['SIGTERM', 0], ['SIGHUP', null]] as const)('stops in order on %s: no server left, and starts again in time', async (signal, code) => {
    const cluster = clusterFolder(folder);
    const postmaster = readLockFile(cluster);
    expect(postmaster).not.toBeNull();
    expect(await house.end(signal)).toBe(code);
    expect(readLockFile(cluster)).toBeNull();
    expect(await isHealthy(house.url)).toBe(false);
    house = await start(READY_SECONDS);
  });

  test('starts by itself after it was killed', async () => {
    await house.kill();
    expect(readLockFile(clusterFolder(folder))).not.toBeNull();
    house = await start(READY_SECONDS);
    expect(await house.end('SIGINT')).toBe(0);
  });
});

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

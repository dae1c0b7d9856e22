import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { clusterFolder, removeDataFolder } from '../../platform/database/embedded.ts';
import { testProgram } from '../demo/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'lianxin-serve-'));
const environment = { LANG: 'en_US.UTF-8', LIANXIN_DATA: folder, PORT: '0', DATABASE_URL: '', LIANXIN_TODAY: '', LIANXIN_DEMO: '' };
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  removeDataFolder(folder);
});

const program = await testProgram('serve-test');

async function serve(): Promise<{ url: string; child: ChildProcess }> {
  const child = program.start(['serve'], environment);
  child.stderr!.resume();
  started.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const found = /ready: (http\S+)\/$/.exec(line);
      if (found) resolve(found[1]!);
    });
  });
  return { url, child };
}

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', resolve));

const run = (...args: string[]) => program.run(args, environment);

async function healthy(url: string): Promise<unknown> {
  for (let waited = 0; waited < 30_000; waited += 200) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.status === 200) return answer.json();
    await pause(200);
  }
  throw new Error('not healthy within 30 s');
}

const signIn = (url: string, username: string, password: string): Promise<Response> =>
  fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }) });

test('a real county begins on the command line beside the server, and outlives the death of the server and of its database', async () => {
  const first = await serve();
  expect(await healthy(first.url)).toEqual({ status: 'ok', database: 'ok', version: expect.stringMatching(/^\d/), demo: false });
  expect((await run('county', 'add', '519901', '望岭县')).code).toBe(0);
  const { code, out } = await run('user', 'add', 'zhang.admin', '--kind', 'countyAdministrator', '--division', '519901', '--json');
  const { password } = JSON.parse(out) as { password: string };
  expect([code, (await signIn(first.url, 'zhang.admin', password)).status]).toEqual([0, 200]);

  process.kill(Number(readFileSync(join(clusterFolder(folder), 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  await healthy(first.url);
  expect((await signIn(first.url, 'zhang.admin', password)).status).toBe(200);

  const killed = ended(first.child);
  first.child.kill('SIGKILL');
  await killed;
  const second = await serve();
  expect((await signIn(second.url, 'zhang.admin', password)).status).toBe(200);
  const stopped = ended(second.child);
  second.child.kill('SIGTERM');
  expect(await stopped).toBe(0);
}, 240_000);

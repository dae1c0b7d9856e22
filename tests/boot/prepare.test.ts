import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { projectRoot } from '../../platform/database/migrate-root.ts';

const root = projectRoot();
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'lianxin-clone-'));
  mkdirSync(join(clone, 'entry'));
  for (const name of ['install.mjs', 'install-lock.mjs']) cpSync(join(root, 'entry', name), join(clone, 'entry', name));
});
afterEach(() => rmSync(clone, { recursive: true }));

function run(program: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: clone, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', () => resolve(output)));
}

const write = (path: string, content: unknown): void => {
  mkdirSync(join(clone, path, '..'), { recursive: true });
  writeFileSync(join(clone, path), JSON.stringify(content));
};

describe('what is missing from an installation', () => {
  const here = { os: [process.platform], cpu: [process.arch] };
  const wanted = {
    '': { name: 'lianxin' },
    'engine': { name: '@lianxin/engine' },
    'node_modules/needed': { version: '1.0.0' },
    'node_modules/tested-with': { version: '2.0.0', dev: true },
    'node_modules/for-here': { version: '3.0.0', optional: true, ...here },
    'node_modules/for-elsewhere': { version: '3.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] },
  };
  const install = (names: Record<string, string>): void => {
    const packages = Object.fromEntries(Object.entries(names).map(([name, version]) => [`node_modules/${name}`, { version }]));
    write('node_modules/.package-lock.json', { packages });
    for (const name of Object.keys(names)) write(`node_modules/${name}/package.json`, {});
  };
  const missing = async (): Promise<unknown> =>
    JSON.parse(await run(`import { missingPackages } from './entry/install.mjs'; console.log(JSON.stringify(missingPackages()))`));

  beforeEach(() => write('package-lock.json', { packages: wanted }));

  test('on a bare clone: everything for this machine', async () => {
    expect(await missing()).toEqual(['node_modules/needed', 'node_modules/tested-with', 'node_modules/for-here']);
  });

  test('after a whole installation: nothing', async () => {
    install({ 'needed': '1.0.0', 'tested-with': '2.0.0', 'for-here': '3.0.0' });
    expect(await missing()).toEqual([]);
  });

  test('after one made for production: what builds and tests', async () => {
    install({ 'needed': '1.0.0', 'for-here': '3.0.0' });
    expect(await missing()).toEqual(['node_modules/tested-with']);
  });

  test('after the lock has moved on: what has another version', async () => {
    install({ 'needed': '0.9.0', 'tested-with': '2.0.0', 'for-here': '3.0.0' });
    expect(await missing()).toEqual(['node_modules/needed']);
  });

  test('after somebody deleted a package: that one', async () => {
    install({ 'needed': '1.0.0', 'tested-with': '2.0.0', 'for-here': '3.0.0' });
    rmSync(join(clone, 'node_modules/needed'), { recursive: true });
    expect(await missing()).toEqual(['node_modules/needed']);
  });
});

describe('installing and building', () => {
  const work = (milliseconds: number): string => `
    import { appendFileSync } from 'node:fs';
    import { alone } from './entry/install-lock.mjs';
    await alone(process.cwd(), () => {}, async () => {
      appendFileSync('log', '(');
      await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
      appendFileSync('log', ')');
    });`;

  test('happen one at a time, however many ask', async () => {
    await Promise.all([run(work(300)), run(work(300)), run(work(300))]);
    expect(readFileSync(join(clone, 'log'), 'utf8')).toBe('()()()');
  });

  test('go on after one was killed in the middle', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', work(60_000)], { cwd: clone });
    await untilLog('(');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await run(work(1));
    expect(readFileSync(join(clone, 'log'), 'utf8')).toBe('(()');
  });

  async function untilLog(text: string): Promise<void> {
    for (;;) {
      try {
        if (readFileSync(join(clone, 'log'), 'utf8') === text) return;
      } catch {
        // Not written yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});

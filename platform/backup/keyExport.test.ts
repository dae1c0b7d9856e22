import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadKeys } from '../crypto/keys.ts';
import { exportKey, importKey } from './keyExport.ts';

const folder = await mkdtemp(join(tmpdir(), 'lianxin-key-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (...names: string[]): string => join(folder, ...names);
const PASSPHRASE = '三棵树 下雨天 correct';
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'fine', (error: { code: string }) => error.code);

test('a key wrapped here opens there what it sealed here, and stands in the file in no readable form', async () => {
  const sealed = (await loadKeys(at('here', 'lianxin.key'), true)).seal('13900000001');
  await exportKey(at('here', 'lianxin.key'), at('wrapped.json'), PASSPHRASE);
  expect((await stat(at('wrapped.json'))).mode & 0o777).toBe(0o600);
  const secret = /([A-Za-z0-9+/=]{44})/.exec(await readFile(at('here', 'lianxin.key'), 'utf8'))![1]!;
  expect(await readFile(at('wrapped.json'), 'utf8')).not.toContain(secret.slice(0, 12));
  expect(await importKey(at('wrapped.json'), at('there', 'keys', 'lianxin.key'), PASSPHRASE)).toEqual({ again: false });
  expect((await loadKeys(at('there', 'keys', 'lianxin.key'), false)).open(sealed)).toBe('13900000001');
  expect(await importKey(at('wrapped.json'), at('there', 'keys', 'lianxin.key'), PASSPHRASE)).toEqual({ again: true });
});

test('a wrong passphrase, a changed file and a lowered cost open nothing', async () => {
  expect(await codeOf(importKey(at('wrapped.json'), at('none', 'lianxin.key'), `${PASSPHRASE}!`))).toBe('export.passphrase');
  const written = JSON.parse(await readFile(at('wrapped.json'), 'utf8')) as { sealed: string; N: number };
  const flipped = (written.sealed.startsWith('A') ? 'B' : 'A') + written.sealed.slice(1);
  await writeFile(at('changed.json'), JSON.stringify({ ...written, sealed: flipped }));
  await writeFile(at('cheaper.json'), JSON.stringify({ ...written, N: 2 ** 14 }));
  await writeFile(at('huge.json'), JSON.stringify({ ...written, N: 2 ** 30 }));
  await writeFile(at('text.json'), 'a letter');
  for (const name of ['changed.json', 'cheaper.json']) expect(await codeOf(importKey(at(name), at('none', 'lianxin.key'), PASSPHRASE))).toBe('export.passphrase');
  for (const name of ['huge.json', 'text.json']) expect(await codeOf(importKey(at(name), at('none', 'lianxin.key'), PASSPHRASE))).toBe('export.broken');
  expect(await codeOf(stat(at('none', 'lianxin.key')))).toBe('ENOENT');
});

test('neither another key nor another file is ever replaced', async () => {
  await loadKeys(at('other', 'lianxin.key'), true);
  const before = await readFile(at('other', 'lianxin.key'), 'utf8');
  expect(await codeOf(importKey(at('wrapped.json'), at('other', 'lianxin.key'), PASSPHRASE))).toBe('key.other');
  expect(await readFile(at('other', 'lianxin.key'), 'utf8')).toBe(before);
  expect(await codeOf(exportKey(at('here', 'lianxin.key'), at('wrapped.json'), PASSPHRASE))).toBe('export.exists');
});

test('a key that others can read, or none at all, is not wrapped', async () => {
  await chmod(at('other', 'lianxin.key'), 0o644);
  expect(await codeOf(exportKey(at('other', 'lianxin.key'), at('other.json'), PASSPHRASE))).toBe('key.open');
  expect(await codeOf(exportKey(at('nowhere', 'lianxin.key'), at('nowhere.json'), PASSPHRASE))).toBe('key.missing');
});

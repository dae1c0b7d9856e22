import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANIFEST, type Manifest } from '../../platform/backup/manifest.ts';
import { removeDataFolder } from '../../platform/database/embedded.ts';
import { testGround, testSettings } from '../demo/ground.ts';
import { testProgram, type Ran } from '../demo/program.ts';

const settings = await testSettings('2026-11-22');
const folder = await mkdtemp(join(tmpdir(), 'lianxin-backups-'));
const at = (name: string): string => join(folder, name);
const office = { LIANXIN_DATA: settings.folder, DATABASE_URL: settings.databaseUrl!, LIANXIN_APP_DATABASE_URL: settings.appDatabaseUrl!, LIANXIN_DEMO: '1', LIANXIN_TODAY: '2026-11-22', LANG: 'zh_CN.UTF-8' };
// A new machine with the database that comes with the program.
const elsewhere = { ...office, LIANXIN_DATA: at('elsewhere'), DATABASE_URL: '', LIANXIN_APP_DATABASE_URL: '' };
const program = await testProgram('cli-backup');
// Ten programs and three databases start one after the other; on a busy machine each takes half a minute.
const TOO_LONG = 900_000;
const PASSPHRASE = 'rain on three old trees';

const here = (...args: string[]): Promise<Ran> => program.run(args, { ...office, LIANXIN_PASSPHRASE: PASSPHRASE });
const there = (...args: string[]): Promise<Ran> => program.run(args, { ...elsewhere, LIANXIN_PASSPHRASE: PASSPHRASE });

beforeAll(async () => {
  const { code, err } = await here('demo', '--households', '12', '--seed', '5');
  if (code !== 0) throw new Error(err);
}, TOO_LONG);
afterAll(async () => {
  removeDataFolder(at('elsewhere'));
  await rm(folder, { recursive: true, force: true });
});

const hashes = async (backup: string): Promise<Map<string, string>> =>
  new Map((JSON.parse(await readFile(join(at(backup), MANIFEST), 'utf8')) as Manifest).tables.map(({ name, sha256 }) => [name, sha256]));

test('from one machine to another: backed up, tried out, the key on its own way, restored; what comes back is what went in', async () => {
  const written = await here('backup', at('first'), '--json');
  expect([written.code, JSON.parse(written.out)]).toEqual([0, { folder: at('first'), at: expect.any(String), tables: expect.any(Number), rows: expect.any(Number), bytes: expect.any(Number), seals: [expect.anything()] }]);
  expect((await here('backup', at('first'))).code).toBe(1);
  const tried = await here('backup', 'verify', at('first'), '--json');
  expect([tried.code, JSON.parse(tried.out)]).toEqual([0, expect.objectContaining({ ok: true, rows: (JSON.parse(written.out) as { rows: number }).rows })]);

  const keyless = await there('restore', at('first'));
  expect([keyless.code, keyless.err]).toEqual([1, expect.stringContaining('keys import')]);
  expect((await here('keys', 'export', at('key.json'))).code).toBe(0);
  expect((await there('keys', 'import', at('key.json'))).code).toBe(0);
  const restored = await there('restore', at('first'), '--json');
  expect([restored.code, restored.err]).toEqual([0, '']);
  expect((JSON.parse(restored.out) as { rows: number }).rows).toBe((JSON.parse(written.out) as { rows: number }).rows);
  expect((await there('restore', at('first'))).code).toBe(1);

  expect((await there('backup', at('second'))).code).toBe(0);
  const [first, second] = [await hashes('first'), await hashes('second')];
  const differing = [...first].filter(([name, hash]) => second.get(name) !== hash).map(([name]) => name);
  // The restore and the second backup are on record; all else is the same to the last byte.
  expect(differing.sort()).toEqual(['record', 'seal']);
  expect((await there('records', 'verify')).code).toBe(0);
  const figures = await Promise.all([here, there].map((run) => run('coverage', '--division', '519900', '--children', '--json')));
  expect(JSON.parse(figures[1]!.out)).toEqual(JSON.parse(figures[0]!.out));
}, TOO_LONG);

test('a backup is on record in every county', async () => {
  const { owner } = await testGround(settings);
  const rows = await owner.selectFrom('record').select(['kind', 'action']).where('countyId', '=', 1).where('subject', '=', 'backup').orderBy('recordId').execute();
  expect(rows[0]).toEqual({ kind: 'read', action: 'backup' });
});

test('a backup that was changed, or one of records that somebody mended, ends with 1 and says which', async () => {
  expect((await here('backup', at('spoilt'))).code).toBe(0);
  await writeFile(join(at('spoilt'), 'household.copy.gz'), 'no');
  const changed = await here('backup', 'verify', at('spoilt'), '--json');
  expect([changed.code, JSON.parse(changed.out)]).toEqual([1, { ok: false, problem: { code: 'backup.changed', message: { zh: expect.stringContaining('household.copy.gz'), en: expect.any(String) } } }]);

  const { owner } = await testGround(settings);
  await sql`update app.record set reason = 'mended' where county_id = 1 and seal = 1`.execute(owner);
  expect((await here('backup', at('mended'))).code).toBe(0);
  expect(JSON.parse((await here('backup', 'verify', at('mended'), '--json')).out)).toMatchObject({ ok: false, problem: { code: 'backup.chain' } });
}, TOO_LONG);

test('a key is wrapped in a passphrase that is long enough, asked for only where somebody can answer, and opened only by it', async () => {
  const run = (args: string[], passphrase: string) => program.run(args, { ...office, LIANXIN_PASSPHRASE: passphrase });
  expect((await run(['keys', 'export', at('short.json')], 'tooshort')).code).toBe(1);
  expect((await run(['keys', 'export', at('asked.json')], '')).code).toBe(2);
  expect((await here('keys', 'export', at('key.json'))).code).toBe(1);
  const wrong = await program.run(['keys', 'import', at('key.json'), '--json'], { ...elsewhere, LIANXIN_DATA: at('third'), LIANXIN_PASSPHRASE: 'rain on three new trees' });
  expect([wrong.code, wrong.out]).toEqual([1, '']);
  await writeFile(at('open.txt'), `${PASSPHRASE}\n`, { mode: 0o644 });
  expect((await here('keys', 'export', at('open.json'), '--passphrase-file', at('open.txt'))).code).toBe(1);
  await writeFile(at('closed.txt'), `${PASSPHRASE}\n`, { mode: 0o600 });
  const again = await there('keys', 'import', at('key.json'), '--passphrase-file', at('closed.txt'), '--json');
  expect([again.code, JSON.parse(again.out)]).toEqual([0, { keyFile: join(at('elsewhere'), 'keys', 'lianxin.key'), again: true }]);
}, TOO_LONG);

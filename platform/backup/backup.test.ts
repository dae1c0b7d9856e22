import { randomBytes } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysFrom } from '../crypto/keys.ts';
import { testDatabase } from '../database/testing.ts';
import type { BackupCode } from './backup.problem.ts';
import { MANIFEST, signed, type Manifest } from './manifest.ts';
import { openBackup, restoreBackup } from './restore.ts';
import { verifyBackup } from './verify.ts';
import { writeBackup } from './write.ts';

const keys = keysFrom(randomBytes(32));
const folder = await mkdtemp(join(tmpdir(), 'lianxin-backup-'));
const source = await testDatabase();
const now = new Date('2026-11-22T02:00:00Z');
const order = { ownerUrl: source.ownerUrl, keys, program: '0.1.0', now };
const good = join(folder, 'good');
// A place more than one digit: an office has a thousand a day, and the last of them is what a restore must end with.
const SEALS = 11;
const names = ['云岭县', '反斜杠\\N县', '制表\t换行\n县', "引号'\"县"];
afterAll(() => rm(folder, { recursive: true, force: true }));

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await on(source.ownerUrl, async (client) => {
    for (const [index, name] of names.entries()) await client.query('insert into app.county (code, name) values ($1, $2)', [String(519900 + index), name]);
    await client.query(`insert into app.division (county_id, level, code, name, path) values (1, 'county', '519900000000', '云岭县', '1.')`);
    await client.query(`insert into app.division (county_id, parent_id, level, code, name, path) values (1, 1, 'township', '519900101000', '青石镇', '1.2.')`);
    await client.query('insert into app.worker (county_id, worker_id, division_id, name, phone_enc) values (1, gen_random_uuid(), 1, $1, $2)', ['何明', keys.seal('13900000001')]);
    for (let seal = 0; seal < SEALS; seal += 1) {
      await client.query(`insert into app.record (county_id, record_id, at, kind, subject, action) values (1, gen_random_uuid(), now(), 'read', 'test', 'look')`);
      await client.query('select app.seal_records(100)');
    }
  });
  await writeBackup({ ...order, folder: good });
});

/** A copy of the good backup with something done to it. */
async function altered(name: string, change: (folder: string) => Promise<unknown>): Promise<string> {
  const copy = join(folder, name);
  await cp(good, copy, { recursive: true });
  await change(copy);
  return copy;
}

const changeManifest = (change: (manifest: Manifest) => Manifest) => async (copy: string): Promise<void> => {
  const manifest = JSON.parse(await readFile(join(copy, MANIFEST), 'utf8')) as Manifest;
  await writeFile(join(copy, MANIFEST), JSON.stringify(change(manifest)));
};

/** Changed by somebody who has the key. */
const signedAnew = (change: (manifest: Omit<Manifest, 'mac'>) => Omit<Manifest, 'mac'>) => changeManifest(({ mac: _mac, ...content }) => signed(keys, change(content)));

const codeOf = async (work: Promise<unknown>): Promise<BackupCode | 'fine'> => work.then(() => 'fine' as const, (error: { code: BackupCode }) => error.code);

test('a restored database holds every row with every sign in it, and its counters go on', async () => {
  const target = await testDatabase();
  await restoreBackup(await openBackup(good, keys), target.ownerUrl);
  await on(target.ownerUrl, async (client) => {
    expect((await client.query('select name from app.county order by county_id')).rows.map(({ name }) => name)).toEqual(names);
    const { rows } = await client.query<{ id: number }>(`insert into app.county (code, name) values ('519990', '新县') returning county_id as id`);
    expect(rows[0]!.id).toBe(names.length + 1);
  });
});

test('nobody is signed in by a restore, and the key is nowhere in the backup', async () => {
  const files = await readdir(good);
  expect(files).toContain('account.copy.gz');
  expect(files.filter((file) => file.startsWith('session') || file.includes('key'))).toEqual([]);
});

test('nothing is overwritten, and a folder of another backup under way is left alone', async () => {
  expect(await codeOf(writeBackup({ ...order, folder: good }))).toBe('backup.exists');
  await mkdir(join(folder, 'next.partial'));
  expect(await codeOf(writeBackup({ ...order, folder: join(folder, 'next') }))).toBe('backup.partial');
});

test('a backup that fails half-way leaves nothing behind', async () => {
  const broken = await testDatabase();
  await on(broken.superUrl, async (client) => {
    await client.query('create table app.zz_foreign (id int)');
    await client.query('revoke all on app.zz_foreign from public');
  });
  await expect(writeBackup({ ...order, ownerUrl: broken.ownerUrl, folder: join(folder, 'half') })).rejects.toThrow(/permission denied/);
  expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([]);
});

test('what was changed, cut short, taken out or sealed under another key is told before anything is restored', async () => {
  const table = 'county.copy.gz';
  expect(await codeOf(openBackup(folder, keys))).toBe('backup.none');
  expect(await codeOf(openBackup(await altered('text', (copy) => writeFile(join(copy, MANIFEST), 'no')), keys))).toBe('backup.manifest');
  expect(await codeOf(openBackup(await altered('longer', (copy) => appendFile(join(copy, table), 'x')), keys))).toBe('backup.changed');
  expect(await codeOf(openBackup(await altered('gone', (copy) => rm(join(copy, table))), keys))).toBe('backup.changed');
  expect(await codeOf(openBackup(await altered('mended', changeManifest((manifest) => ({ ...manifest, program: '9' }))), keys))).toBe('backup.changed');
  expect(await codeOf(openBackup(good, keysFrom(randomBytes(32))))).toBe('backup.otherKey');
  expect(await codeOf(openBackup(good, keys))).toBe('fine');
});

test('a database that holds something, or was made by another version, is left as it is', async () => {
  const target = await testDatabase();
  const restored = async (copy: string) => codeOf(restoreBackup(await openBackup(copy, keys), target.ownerUrl));
  expect(await restored(await altered('older', signedAnew((manifest) => ({ ...manifest, migrations: manifest.migrations.slice(0, -1) }))))).toBe('backup.schemaOlder');
  const later = { name: '9999_later.sql', sha256: '0'.repeat(64) };
  expect(await restored(await altered('newer', signedAnew((manifest) => ({ ...manifest, migrations: [...manifest.migrations, later] }))))).toBe('backup.schemaNewer');
  expect(await restored(await altered('fewer', signedAnew((manifest) => ({ ...manifest, tables: manifest.tables.slice(1) }))))).toBe('backup.tables');
  const more = (manifest: Omit<Manifest, 'mac'>) => ({ ...manifest, tables: manifest.tables.map((table) => (table.name === 'worker' ? { ...table, rows: 2 } : table)) });
  expect(await restored(await altered('more', signedAnew(more)))).toBe('backup.rows');
  expect((await on(target.ownerUrl, (client) => client.query('select from app.county'))).rowCount).toBe(0);
  expect(await restored(good)).toBe('fine');
  expect(await restored(good)).toBe('backup.notEmpty');
});

test('a trial restore opens sealed values and walks the records, and finds what the files alone do not show', async () => {
  const home = await mkdtemp(join(tmpdir(), 'lianxin-verify-'));
  afterAll(() => rm(home, { recursive: true, force: true }));
  expect(await verifyBackup(good, keys, home)).toMatchObject({ opened: 1, seals: SEALS, records: SEALS, manifest: { seals: [{ county: 1, seal: SEALS }] } });

  await on(source.ownerUrl, (client) => client.query('update app.worker set phone_enc = $1', [keysFrom(randomBytes(32)).seal('13900000001')]));
  await writeBackup({ ...order, folder: join(folder, 'otherSeal') });
  expect(await codeOf(verifyBackup(join(folder, 'otherSeal'), keys, home))).toBe('backup.sealed');

  await on(source.ownerUrl, (client) => client.query(`update app.worker set phone_enc = null`));
  await on(source.ownerUrl, (client) => client.query(`update app.record set reason = 'mended'`));
  await writeBackup({ ...order, folder: join(folder, 'mendedRecord') });
  expect(await codeOf(verifyBackup(join(folder, 'mendedRecord'), keys, home))).toBe('backup.chain');
  expect(await readdir(home)).toEqual([]);
}, 240_000);

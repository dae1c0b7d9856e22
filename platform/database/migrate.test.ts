import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

import { DatabaseProblem } from './embedded-problem.ts';
import { APP_ROLE, migrate } from './migrate.ts';
import { withLogin } from './migrate-role.ts';
import { parseMigration } from './migrate-files.ts';
import { testDatabase } from './testing.ts';

const database = await testDatabase({ empty: true });
const password = new URL(database.appUrl).password;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lianxin-migrate-'));
  await query('drop schema if exists lianxin, app cascade', database.superUrl);
  return () => rmSync(folder, { recursive: true });
});

async function query(sql: string, url = database.ownerUrl): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function file(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql);
}

function run(): Promise<{ applied: readonly string[]; appUrl: string; }> {
  return migrate({ ownerUrl: database.ownerUrl, folder, app: { password } });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => null, (reason: unknown) => reason);
  return error instanceof DatabaseProblem ? error.code : `no problem of ours: ${String(error)}`;
}

test('files run in order, once, and unqualified names land in our schema', async () => {
  file('0001_first.sql', 'create schema app; create table thing (id int primary key)\n--;;\ninsert into thing values (1)\n');
  file('0002_second.sql', 'insert into thing select max(id) + 1 from thing');
  expect((await run()).applied).toEqual(['0001_first.sql', '0002_second.sql']);
  expect((await run()).applied).toEqual([]);
  expect(await query('select id from app.thing order by id')).toEqual([{ id: 1 }, { id: 2 }]);
});

test('two programs that migrate at the same moment run each file once', async () => {
  file('0001_first.sql', 'create schema app; create table thing (id int generated always as identity)\n--;;\ninsert into thing default values');
  await Promise.all([run(), run(), run()]);
  expect(await query('select count(*)::int as n from app.thing')).toEqual([{ n: 1 }]);
});

test('a file changed after it ran is refused, but line ends of another system are no change', async () => {
  file('0001_first.sql', 'select 1;\nselect 2;\n');
  await run();
  file('0001_first.sql', 'select 1;\r\nselect 2;\r\n');
  expect((await run()).applied).toEqual([]);
  file('0001_first.sql', 'select 1;\nselect 3;\n');
  expect(await codeOf(run())).toBe('migration.changed');
});

test('a database newer than the program is refused', async () => {
  file('0001_first.sql', 'select 1');
  file('0002_second.sql', 'select 1');
  await run();
  rmSync(join(folder, '0002_second.sql'));
  expect(await codeOf(run())).toBe('migration.unknown');
});

test('a late file with an early number is refused', async () => {
  file('0002_second.sql', 'select 1');
  await run();
  file('0001_first.sql', 'select 1');
  expect(await codeOf(run())).toBe('migration.order');
});

test('a failing file leaves nothing behind and names its line', async () => {
  file('0001_first.sql', 'create schema app; create table thing (id int)\n--;;\n\ninsert into thing\nvalues (1, 2)\n');
  const problem: unknown = await run().catch((error: unknown) => error);
  expect(problem).toMatchObject({ code: 'migration.failed', fields: { file: '0001_first.sql', line: 5 } });
  expect(await query(`select to_regclass('app.thing') as found`)).toEqual([{ found: null }]);
});

test.each(['first.sql', '1_first.sql', '0001-first.sql'])('a file named %s is refused', async (name) => {
  file(name, 'select 1');
  expect(await codeOf(run())).toBe('migration.name');
});

test('one number twice is refused', async () => {
  file('0001_first.sql', 'select 1');
  file('0001_second.sql', 'select 1');
  expect(await codeOf(run())).toBe('migration.name');
});

test('the login of the program can sign in, and may do nothing it was not granted', async () => {
  file('0001_first.sql', 'create schema app; create table thing (id int)\n--;;\ncreate table other (id int)\n--;;\ngrant usage on schema app to lianxin_app; grant select on thing to lianxin_app');
  const { appUrl } = await run();
  expect(await query('select current_user as me, count(*)::int as n from thing', appUrl)).toEqual([{ me: APP_ROLE, n: 0 }]);
  await expect(query('select * from other', appUrl)).rejects.toThrow('permission denied');
  await expect(query('create table mine (id int)', appUrl)).rejects.toThrow('permission denied');
  expect(await query(`select rolsuper or rolbypassrls or rolcreaterole as may from pg_roles where rolname = '${APP_ROLE}'`)).toEqual([{ may: false }]);
});

test('a program that serves as the owner is refused', async () => {
  file('0001_first.sql', 'select 1');
  const app = { url: database.ownerUrl };
  expect(await codeOf(migrate({ ownerUrl: database.ownerUrl, folder, app }))).toBe('role.unsafe');
});

test('an owner that may not make roles is told what its administrator must run', async () => {
  file('0001_first.sql', 'select 1');
  await query(`drop role if exists plain; create role plain login password 'plain'; grant create on database ${database.name} to plain`, database.superUrl);
  afterAll(() => query('drop owned by plain; drop role plain', database.superUrl));
  const ownerUrl = withLogin(database.ownerUrl, 'plain', 'plain');
  const problem: unknown = await migrate({ ownerUrl, folder, app: { password: 'another' } }).catch((error: unknown) => error);
  expect(problem).toMatchObject({ code: 'role.refused' });
  expect((problem as Error).message).toContain('create role lianxin_app');
});

test('statements are split at the marks alone, and know their lines', () => {
  const text = '-- why\ncreate function f() returns int language sql as $$ select 1; select 2; $$;\n--;;\n\n\nselect 3;\n--;;\n-- nothing more\n';
  expect(parseMigration('0001_x.sql', text).statements.map(({ line, sql }) => [line, sql.split('\n')[0]])).toEqual([
    [1, '-- why'],
    [6, 'select 3;'],
  ]);
});

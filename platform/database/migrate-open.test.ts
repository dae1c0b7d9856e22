import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, expect, test } from 'vitest';

import { address, OWNER } from './embedded.ts';
import { openMigrated } from './migrate-open.ts';
import { startTestServer } from './testing-server.ts';

// A server of its own: these tests change the password of the serving login, which all databases of a server share.
const { server, stop } = await startTestServer();
const databaseUrl = address(OWNER, server.ownerPassword, server.port, server.template);
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'lianxin-open-')));
afterAll(async () => {
  await stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function whoAmI(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ name: string }>('select current_user as name')).rows[0]?.name;
  } finally {
    await client.end();
  }
}

test('a server of the county is migrated and served through the login without rights', async () => {
  const opened = await openMigrated({ folder: folders[0] ?? '', databaseUrl });
  expect(opened).toMatchObject({ embedded: null, applied: [], ownerUrl: databaseUrl });
  expect(await whoAmI(opened.appUrl)).toBe('lianxin_app');
});

test('programs with the same data folder agree on the password; one with another takes the login over', async () => {
  const [first, again] = await Promise.all([openMigrated({ folder: folders[0] ?? '', databaseUrl }), openMigrated({ folder: folders[0] ?? '', databaseUrl })]);
  expect(first.appUrl).toBe(again.appUrl);
  const other = await openMigrated({ folder: folders[1] ?? '', databaseUrl });
  expect(await whoAmI(other.appUrl)).toBe('lianxin_app');
  await expect(whoAmI(first.appUrl)).rejects.toThrow('password authentication failed');
});

test('a login made by the administrator is used as it is', async () => {
  const { appUrl } = await openMigrated({ folder: folders[1] ?? '', databaseUrl });
  const opened = await openMigrated({ folder: folders[0] ?? '', databaseUrl, appDatabaseUrl: appUrl });
  expect(opened.appUrl).toBe(appUrl);
});

test('a server that is not there, does not know us or has no address is told in words, without the password', async () => {
  const folder = folders[0] ?? '';
  const wrong = new URL(databaseUrl);
  wrong.password = 'kept-secret';
  for (const [url, address] of [['postgresql://lianxin:kept-secret@127.0.0.1:1/nowhere', '127.0.0.1:1/nowhere'], [wrong.href, `:${server.port}/`], ['nonsense', 'base']] as const) {
    const problem = await openMigrated({ folder, databaseUrl: url }).then(() => null, (error: unknown) => error);
    expect(problem).toMatchObject({ name: 'DatabaseProblem', code: 'server.away' });
    expect((problem as Error).message).toContain(address);
    expect((problem as Error).message).not.toContain('kept-secret');
  }
});

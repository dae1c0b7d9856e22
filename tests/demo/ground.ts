import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openGround, type Ground } from '../../entry/cli/ground.ts';
import type { Settings } from '../../entry/cli/settings.ts';
import { testDatabase } from '../../platform/database/testing.ts';

/** Settings for a data folder and a database of the test's own, as an office sets them with DATABASE_URL. */
export async function testSettings(today?: string): Promise<Settings> {
  const { ownerUrl, appUrl } = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'lianxin-data-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, host: '127.0.0.1', port: 0, databaseUrl: ownerUrl, appDatabaseUrl: appUrl, demo: '1', today };
}

/** The ground of a command on such settings, closed after the file. */
export async function testGround(settings: Settings): Promise<Ground> {
  const ground = await openGround(settings);
  afterAll(() => ground.close());
  return ground;
}

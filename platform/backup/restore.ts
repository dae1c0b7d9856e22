import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import type { Keys } from '../crypto/keys.ts';
import { BackupProblem } from './backup.problem.ts';
import { COPYING, readCatalogue, type Catalogue, type CopiedTable } from './catalogue.ts';
import { readManifest, type CopiedFile, type Manifest } from './manifest.ts';

/** A backup whose manifest and files were proved to be as they were written. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Reads a backup through to its last byte before anything is done with it.
 * @throws BackupProblem `backup.none`, `backup.manifest`, `backup.otherKey`, `backup.changed`
 */
export async function openBackup(folder: string, keys: Keys): Promise<Backup> {
  const manifest = await readManifest(folder, keys);
  for (const file of manifest.tables) await checkFile(folder, file);
  return { folder, manifest };
}

async function checkFile(folder: string, { file, sha256 }: CopiedFile): Promise<void> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(join(folder, file)), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BackupProblem('backup.changed', { file });
    throw error;
  }
  if (hash.digest('hex') !== sha256) throw new BackupProblem('backup.changed', { file });
}

/**
 * Lays a backup into a migrated database that holds nothing, all of it or nothing, with every constraint on.
 * @param ownerUrl address of the owner of the tables; no superuser is needed
 * @throws BackupProblem `backup.schemaOlder`, `backup.schemaNewer`, `backup.notEmpty`, `backup.tables`, `backup.rows`
 */
export async function restoreBackup({ folder, manifest }: Backup, ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, ...COPYING });
  await client.connect();
  try {
    await client.query('begin');
    const catalogue = await readCatalogue(client);
    checkSchema(manifest, catalogue);
    const tables = tablesOf(manifest, catalogue);
    await checkEmpty(client, catalogue);
    for (const [table, file] of tables) await copyIn(client, table, file, folder);
    for (const { name, value } of manifest.sequences) {
      if (value !== null) await client.query('select setval($1::text::regclass, $2)', [name, value]);
    }
    await client.query('commit');
    // The planner knows nothing of rows that came a moment ago, and would read whole tables until it is told.
    await client.query('analyze');
  } finally {
    // Whatever was not committed goes with the connection.
    await client.end();
  }
}

function checkSchema({ migrations: written, program }: Manifest, { migrations: here }: Catalogue): void {
  const same = (index: number): boolean => written[index]?.name === here[index]?.name && written[index]?.sha256 === here[index]?.sha256;
  const first = Array.from({ length: Math.max(written.length, here.length) }, (_, index) => index).find((index) => !same(index));
  if (first === undefined) return;
  const fields = { program, found: written.at(-1)!.name, expected: here.at(-1)?.name ?? '-' };
  throw new BackupProblem(written.length > here.length && first === here.length ? 'backup.schemaNewer' : 'backup.schemaOlder', fields);
}

/** The tables to fill with their files, in the order that suits the database here. */
function tablesOf({ tables: files, program }: Manifest, { tables }: Catalogue): (readonly [CopiedTable, CopiedFile])[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const pairs = tables.map((table) => {
    const file = byName.get(table.name);
    if (!file || file.columns.join() !== table.columns.join()) throw new BackupProblem('backup.tables', { table: table.name, program });
    return [table, file] as const;
  });
  const extra = files.find(({ name }) => !tables.some((table) => table.name === name));
  if (extra) throw new BackupProblem('backup.tables', { table: extra.name, program });
  return pairs;
}

async function checkEmpty(client: pg.Client, { tables }: Catalogue): Promise<void> {
  for (const { name, anyRow } of tables) {
    const { rows } = await client.query<{ found: boolean }>(anyRow);
    if (rows[0]?.found) throw new BackupProblem('backup.notEmpty', { table: name });
  }
}

async function copyIn(client: pg.Client, { name, copyIn: statement }: CopiedTable, { file, rows }: CopiedFile, folder: string): Promise<void> {
  const sink = client.query(copyStreams.from(statement));
  await pipeline(createReadStream(join(folder, file)), createGunzip(), sink);
  if (sink.rowCount !== rows) throw new BackupProblem('backup.rows', { table: name, expected: rows, found: sink.rowCount });
}

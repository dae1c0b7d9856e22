import pg from 'pg';
import type { Keys } from '../crypto/keys.ts';
import { BackupProblem } from './backup.problem.ts';
import { COPYING } from './catalogue.ts';
import type { Manifest } from './manifest.ts';
import { openBackup, restoreBackup } from './restore.ts';
import { openScratch } from './scratch.ts';

export interface Verified {
  readonly manifest: Manifest;
  readonly rows: number;
  /** Sealed values that were opened, beside the canary. */
  readonly opened: number;
  readonly seals: number;
  readonly records: number;
}

// Of each sealed column: enough to meet values of every age of a file, and read within a second.
const SAMPLE = 1_000;

/**
 * Restores a backup into a server of its own, opens sealed values with the key at hand and walks the chain of records. What comes through this can be
 * restored in earnest; the real database is not touched.
 * @throws BackupProblem whatever is wrong with it; DatabaseProblem when no server can be started
 */
export async function verifyBackup(folder: string, keys: Keys, home: string): Promise<Verified> {
  const backup = await openBackup(folder, keys);
  const scratch = await openScratch(home);
  try {
    await restoreBackup(backup, scratch.ownerUrl);
    const proved = await prove(scratch.ownerUrl, backup.manifest, keys);
    return { manifest: backup.manifest, rows: backup.manifest.tables.reduce((sum, { rows }) => sum + rows, 0), ...proved };
  } finally {
    await scratch.stop();
  }
}

/** What a restored database must show before it is relied upon. @throws BackupProblem `backup.sealed`, `backup.chain` */
export async function prove(ownerUrl: string, manifest: Manifest, keys: Keys): Promise<{ opened: number; seals: number; records: number }> {
  const client = new pg.Client({ connectionString: ownerUrl, ...COPYING });
  await client.connect();
  try {
    return { opened: await openSealed(client, keys), ...(await walkRecords(client, manifest)) };
  } finally {
    await client.end();
  }
}

// The server quotes the names and so makes the statements itself.
const SEALED = `
  select format('%s.%s', c.relname, a.attname) as column,
         format('select %I as sealed from app.%I where %I is not null limit %s', a.attname, c.relname, a.attname, $1::int) as statement
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and a.atttypid = 'bytea'::regtype and a.attname like '%\\_enc'
   order by 1`;

async function openSealed(client: pg.Client, keys: Keys): Promise<number> {
  const { rows: columns } = await client.query<{ column: string; statement: string }>(SEALED, [SAMPLE]);
  let opened = 0;
  for (const { column, statement } of columns) {
    const { rows } = await client.query<{ sealed: Buffer }>(statement);
    for (const { sealed } of rows) openOne(keys, sealed, column);
    opened += rows.length;
  }
  return opened;
}

function openOne(keys: Keys, sealed: Buffer, column: string): void {
  try {
    keys.open(sealed);
  } catch {
    throw new BackupProblem('backup.sealed', { column });
  }
}

async function walkRecords(client: pg.Client, manifest: Manifest): Promise<{ seals: number; records: number }> {
  const { rows } = await client.query<{ county: number; seals: string; records: string; head: string; problem: string | null }>(`
    select c.county_id as county, v.seals::text, v.records::text, encode(v.head, 'hex') as head, v.problem
      from app.county c cross join lateral app.verify_records(c.county_id) v order by c.county_id`);
  for (const { county, head, problem } of rows) {
    const sealed = manifest.seals.find((one) => one.county === county)?.hash ?? '';
    // What nobody had sealed yet when the copy was made is as old as the copy now; that says nothing against it.
    if (problem !== null && problem !== 'unsealed') throw new BackupProblem('backup.chain', { county, problem });
    if (head !== sealed) throw new BackupProblem('backup.chain', { county, problem: 'head' });
  }
  return { seals: sum(rows.map((row) => row.seals)), records: sum(rows.map((row) => row.records)) };
}

const sum = (counts: readonly string[]): number => counts.reduce((total, count) => total + Number(count), 0);

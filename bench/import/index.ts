import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { day } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { careContext, openProgram } from '../../entry/program.ts';
import { importLedger } from '../../modules/imports/importLedger.ts';
import { ownRun } from '../../modules/imports/jobs.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { keysFrom } from '../../platform/crypto/keys.ts';
import { removeDataFolder } from '../../platform/database/embedded.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database } from '../../platform/database/pool.ts';
import { readTable } from '../../platform/documents/documents.ts';

// A whole prefecture in one file. LIANXIN_BENCH_ROWS=3000 makes it a township's, for a first look.
const ROWS = Number(process.env['LIANXIN_BENCH_ROWS'] ?? 100_000);
const VILLAGES = ['柳湾村', '双河村', '龙泉村', '枫树村', '杏花村', '石门村', '河口村', '松林村'];
const MEMORY_LIMIT_MB = 512;

/** Rows a second from file to stored households with their duties, beside only reading the same file. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-bench-'));
  const database = await openMigrated({ folder });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 2 }));
  const program = openProgram({ appUrl: database.appUrl, keys: keysFrom(randomBytes(32)), book: await loadBook(), clock: { now: () => new Date(), today: () => day('2026-11-22') } });
  try {
    const bytes = await writtenElsewhere(join(folder, 'ledger.xlsx'));
    const account = await addCounty(owner);
    const floor = await perSecond(() => readOnly(bytes));
    const whole = await perSecond(() => importLedger(ownRun({ machinery: program, makeContext: careContext }, account), {
      id: uuidv7(), fileName: 'bench.xlsx', bytes, divisionCode: codeOf('101000'),
    }, { dryRun: false, errors: null }).then(({ imported }) => imported));
    print('import.rows', whole, 'rows/s', { name: 'reading the file alone', value: floor });
    // Linux counts in kilobytes; the figure is of the whole process with the reader, the pool and the bench itself.
    print('import.memory', process.resourceUsage().maxRSS / 1024, 'MB', { name: 'limit', value: MEMORY_LIMIT_MB });
  } finally {
    await program.close();
    await owner.destroy();
    await database.stop();
    removeDataFolder(folder);
  }
}

/** The file is written by a process of its own: writing it takes more memory than importing it may. */
async function writtenElsewhere(file: string): Promise<Buffer> {
  const writer = spawn(process.execPath, [fileURLToPath(new URL('./ledger.js', import.meta.url)), file, String(ROWS), ...VILLAGES], { stdio: 'inherit' });
  const [code] = (await once(writer, 'close')) as [number];
  if (code !== 0) throw new Error(`the ledger could not be written (${code})`);
  return readFile(file);
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const began = performance.now();
  const rows = await work();
  if (rows < ROWS) throw new Error(`${rows} rows instead of ${ROWS}`);
  return rows / ((performance.now() - began) / 1000);
}

async function readOnly(bytes: Uint8Array): Promise<number> {
  let rows = 0;
  for await (const row of (await readTable({ name: 'bench.xlsx', bytes })).sheets[0]!.rows()) rows += row.cells.length > 0 ? 1 : 0;
  return rows;
}

const codeOf = (tail: string): string => `519900${tail}`;

async function addCounty(owner: Database): Promise<{ countyId: number; accountId: string }> {
  const { countyId } = await owner.insertInto('county').values({ code: codeOf(''), name: '云岭县', demo: true }).returning('countyId').executeTakeFirstOrThrow();
  const county = await addDivision(owner, countyId, null, 'county', codeOf('000000'), '云岭县');
  const township = await addDivision(owner, countyId, county, 'township', codeOf('101000'), '青石镇');
  for (const [index, name] of VILLAGES.entries()) await addDivision(owner, countyId, township, 'village', codeOf(`1012${index}0`), name);
  await owner.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId: county.divisionId, packId: 'huangjin', fromDay: '2021-10-08' }).execute();
  const accountId = uuidv7();
  await owner.insertInto('account').values({ countyId, accountId, divisionId: county.divisionId, username: 'bench', name: 'bench', passwordHash: '!', mustChangePassword: false }).execute();
  await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: 'countyOfficer', divisionId: county.divisionId, fromDay: '2020-01-01', toDay: null }).execute();
  return { countyId, accountId };
}

async function addDivision(owner: Database, countyId: number, parent: { divisionId: number; path: string } | null, level: string, code: string, name: string) {
  const { divisionId } = await owner.insertInto('division').values({ countyId, parentId: parent?.divisionId ?? null, level, code, name, path: '' }).returning('divisionId').executeTakeFirstOrThrow();
  const path = `${parent?.path ?? ''}${divisionId}.`;
  await owner.updateTable('division').set({ path }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
  return { divisionId, path };
}

const round = (value: number): number => Math.round(value * 100) / 100;

function print(name: string, value: number, unit: string, beside: { name: string; value: number }): void {
  console.log(JSON.stringify({
    name, value: round(value), unit, runs: 1, min: round(value), max: round(value), rows: ROWS, beside: { name: beside.name, value: round(beside.value) }, ratio: round(value / beside.value),
  }));
}

await run();

import { sql, type Insertable, type Updateable } from 'kysely';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { Import, ImportRow, ImportWorker } from '../../platform/database/schema.ts';

const COLUMNS = [
  'i.importId', 'i.divisionId', 'i.accountId', 'i.fileName', 'i.status', 'i.template', 'i.mapping', 'i.problems', 'i.counts', 'i.total', 'i.held', 'i.done',
  'i.failure', 'i.createdAt', 'i.appliedAt', 'd.code as divisionCode', 'd.name as divisionName', 'd.path', 'd.level',
] as const;

const imports = (tx: Tx, countyId: number) => tx.selectFrom('import as i').innerJoin('division as d', 'd.divisionId', 'i.divisionId').select(COLUMNS).where('i.countyId', '=', countyId);
export type StoredImport = Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>;

export const findImport = (tx: Tx, countyId: number, importId: string): Promise<StoredImport | undefined> =>
  imports(tx, countyId).where('i.importId', '=', importId).executeTakeFirst();

/** Two requests to work on one import come one after the other. */
export async function lockImport(tx: Tx, countyId: number, importId: string): Promise<void> {
  await tx.selectFrom('import').select('importId').where('countyId', '=', countyId).where('importId', '=', importId).orderBy('importId').forUpdate().execute();
}

/** Newest first. */
export const listImports = (tx: Tx, countyId: number, limit: number, after: readonly [string, string] | null): Promise<StoredImport[]> =>
  imports(tx, countyId)
    .$if(after !== null, (query) => query.where((eb) => eb(eb.refTuple('i.createdAt', 'i.importId'), '<', eb.tuple(sql<Date>`${after![0]}::timestamptz`, sql<string>`${after![1]}::uuid`))))
    .orderBy('i.createdAt', 'desc').orderBy('i.importId', 'desc').limit(limit).execute();

export async function insertImport(tx: Tx, row: Insertable<Import>): Promise<void> {
  await tx.insertInto('import').values(row).execute();
}

export async function updateImport(tx: Tx, countyId: number, importId: string, changes: Updateable<Import>): Promise<void> {
  await tx.updateTable('import').set(changes).where('countyId', '=', countyId).where('importId', '=', importId).execute();
}

/** So many more rows are through. */
export async function countDone(tx: Tx, countyId: number, importId: string, rows: number): Promise<void> {
  await tx.updateTable('import').set((eb) => ({ done: eb('done', '+', rows) })).where('countyId', '=', countyId).where('importId', '=', importId).execute();
}

export async function insertFilePart(tx: Tx, row: { countyId: number; importId: string; divisionId: number; part: number; contentEnc: Buffer }): Promise<void> {
  await tx.insertInto('importFile').values(row).execute();
}

/** One part of the file; undefined behind the last. */
export async function findFilePart(tx: Tx, countyId: number, importId: string, part: number): Promise<Buffer | undefined> {
  const row = await tx.selectFrom('importFile').select('contentEnc')
    .where('countyId', '=', countyId).where('importId', '=', importId).where('part', '=', part).executeTakeFirst();
  return row?.contentEnc;
}

export async function insertRows(tx: Tx, rows: readonly Insertable<ImportRow>[]): Promise<void> {
  await insertAll(tx, 'importRow', rows);
}

export async function clearReading(tx: Tx, countyId: number, importId: string): Promise<void> {
  await tx.deleteFrom('importRow').where('countyId', '=', countyId).where('importId', '=', importId).execute();
  await tx.deleteFrom('importWorker').where('countyId', '=', countyId).where('importId', '=', importId).execute();
}

const ROW = ['rowNumber', 'held', 'codes', 'contentEnc', 'result', 'householdId', 'versionAfter', 'beforeEnc', 'traces'] as const;
const rows = (tx: Tx, countyId: number, importId: string) => tx.selectFrom('importRow').select(ROW).where('countyId', '=', countyId).where('importId', '=', importId);
export type StoredRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

export const listRows = (tx: Tx, countyId: number, importId: string, show: 'all' | 'problems' | 'held', after: number, limit: number): Promise<StoredRow[]> =>
  rows(tx, countyId, importId).where('rowNumber', '>', after)
    .$if(show === 'problems', (query) => query.where(sql<boolean>`cardinality(codes) > 0`))
    .$if(show === 'held', (query) => query.where((eb) => eb.or([eb('held', '=', true), eb('result', '=', 'skipped')])))
    .orderBy('rowNumber').limit(limit).execute();

/** The next rows to apply behind row number `after`, in the order of the file. */
export const pendingRows = (tx: Tx, countyId: number, importId: string, after: number, limit: number): Promise<StoredRow[]> =>
  rows(tx, countyId, importId).where('rowNumber', '>', after).where('result', 'is', null).orderBy('rowNumber').limit(limit).execute();

/** Rows behind row number `after` that this import wrote and that still stand. */
export const appliedRows = (tx: Tx, countyId: number, importId: string, after: number, limit: number): Promise<StoredRow[]> =>
  rows(tx, countyId, importId).where('rowNumber', '>', after).where('result', 'in', ['imported', 'updated']).orderBy('rowNumber').limit(limit).execute();

export const rowsByNumber = (tx: Tx, countyId: number, importId: string, numbers: readonly number[]): Promise<StoredRow[]> =>
  rows(tx, countyId, importId).where('rowNumber', 'in', [...numbers, 0]).orderBy('rowNumber').execute();

export async function updateRow(tx: Tx, countyId: number, importId: string, rowNumber: number, changes: Updateable<ImportRow>): Promise<void> {
  await tx.updateTable('importRow').set(changes).where('countyId', '=', countyId).where('importId', '=', importId).where('rowNumber', '=', rowNumber).execute();
}

export interface RowOutcome {
  readonly rowNumber: number;
  readonly result: string;
  readonly householdId: string | null;
  readonly versionAfter: number | null;
  readonly before: Buffer | null;
  readonly traces: object | null;
}

/** What became of many rows, in one statement. */
export async function settleRows(tx: Tx, countyId: number, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  const page = JSON.stringify(outcomes.map(({ before, ...one }) => ({ ...one, before: before === null ? null : before.toString('hex') })));
  await sql`
    update app.import_row r set result = o.result, household_id = o."householdId", version_after = o."versionAfter", before_enc = decode(o.before, 'hex'), traces = o.traces
    from jsonb_to_recordset(${page}::jsonb) as o("rowNumber" int, result text, "householdId" uuid, "versionAfter" int, before text, traces jsonb)
    where r.county_id = ${countyId} and r.import_id = ${importId}::uuid and r.row_number = o."rowNumber"`.execute(tx);
}

export async function countResults(tx: Tx, countyId: number, importId: string): Promise<Map<string, number>> {
  const found = await tx.selectFrom('importRow').select((eb) => ['result', eb.fn.countAll<number>().as('count')])
    .where('countyId', '=', countyId).where('importId', '=', importId).where('result', 'is not', null).groupBy('result').orderBy('result').execute();
  return new Map(found.map((row) => [row.result!, Number(row.count)]));
}

/** Households of this import that rows have found already. */
export async function householdsTaken(tx: Tx, countyId: number, importId: string, householdIds: readonly string[]): Promise<Set<string>> {
  if (householdIds.length === 0) return new Set();
  const found = await tx.selectFrom('importRow').select('householdId')
    .where('countyId', '=', countyId).where('importId', '=', importId).where('householdId', 'in', [...householdIds]).orderBy('householdId').execute();
  return new Set(found.map((row) => row.householdId!));
}

export async function insertImportWorkers(tx: Tx, all: readonly Insertable<ImportWorker>[]): Promise<void> {
  if (all.length > 0) await tx.insertInto('importWorker').values([...all]).execute();
}

export const listImportWorkers = (tx: Tx, countyId: number, importId: string) =>
  tx.selectFrom('importWorker').select(['workerKey', 'placeId', 'name', 'phoneEnc', 'workerId', 'created', 'phoneChanged', 'phoneBeforeEnc'])
    .where('countyId', '=', countyId).where('importId', '=', importId).orderBy('workerKey').execute();
export type StoredWorker = Awaited<ReturnType<typeof listImportWorkers>>[number];

export interface ResolvedWorker {
  readonly workerKey: string;
  readonly workerId: string;
  readonly created: boolean;
  /** Whether the file changed the phone of a worker who was there before; and what it was, sealed; null: none. */
  readonly phoneChanged: boolean;
  readonly phoneBefore: Buffer | null;
}

/** Who the people of a file are, in one statement. */
export async function settleWorkers(tx: Tx, countyId: number, importId: string, resolved: readonly ResolvedWorker[]): Promise<void> {
  const page = JSON.stringify(resolved.map(({ phoneBefore, ...one }) => ({ ...one, phoneBefore: phoneBefore?.toString('hex') ?? null })));
  await sql`
    update app.import_worker w set worker_id = o."workerId", created = o.created, phone_changed = o."phoneChanged", phone_before_enc = decode(o."phoneBefore", 'hex')
    from jsonb_to_recordset(${page}::jsonb) as o("workerKey" text, "workerId" uuid, created boolean, "phoneChanged" boolean, "phoneBefore" text)
    where w.county_id = ${countyId} and w.import_id = ${importId}::uuid and w.worker_key = o."workerKey"`.execute(tx);
}

export async function findMapping(tx: Tx, countyId: number, divisionId: number, signature: Buffer): Promise<unknown> {
  const row = await tx.selectFrom('importMapping').select('fields')
    .where('countyId', '=', countyId).where('divisionId', '=', divisionId).where('signature', '=', signature).executeTakeFirst();
  return row?.fields;
}

export async function rememberMapping(tx: Tx, row: { countyId: number; divisionId: number; signature: Buffer; fields: object }): Promise<void> {
  const fields = JSON.stringify(row.fields);
  await tx.insertInto('importMapping').values({ ...row, fields })
    .onConflict((conflict) => conflict.columns(['countyId', 'divisionId', 'signature']).doUpdateSet({ fields })).execute();
}

export async function rowsBuiltOn(tx: Tx, countyId: number, importId: string): Promise<{ rowNumber: number; householdId: string | null }[]> {
  const { rows: found } = await sql<{ rowNumber: number; householdId: string | null }>`
    select row_number, household_id from app.import_built_on(${countyId}, ${importId}::uuid) order by row_number`.execute(tx);
  return found;
}

export async function takeBackRows(tx: Tx, countyId: number, importId: string, numbers: readonly number[]): Promise<void> {
  await sql`select app.take_back(${countyId}, ${importId}::uuid, ${[...numbers]}::int[])`.execute(tx);
}

/** Has the database look again at how much it holds. */
export async function takeStock(tx: Tx): Promise<void> {
  await sql`select app.take_stock()`.execute(tx);
}

export async function forgetWorkers(tx: Tx, countyId: number, importId: string): Promise<void> {
  await sql`select app.forget_import_workers(${countyId}, ${importId}::uuid)`.execute(tx);
}

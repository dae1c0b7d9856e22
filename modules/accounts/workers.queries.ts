import { type Expression, type ExpressionBuilder, sql, type SqlBool, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB, Organisation, Worker } from '../../platform/database/schema.ts';

type WorkerTables = DB & { w: Worker; o: Organisation | { [K in keyof Organisation]: null }; d: DB['division'] };
export type WorkerCondition = (eb: ExpressionBuilder<WorkerTables, 'w' | 'd'>) => Expression<SqlBool>;

/** Both tables are the county's, so the outer join is between equals; the place is joined inside. */
const workers = (tx: Tx, countyId: number) => tx.selectFrom('worker as w')
  .innerJoin('division as d', 'd.divisionId', 'w.divisionId')
  .leftJoin('organisation as o', (join) => join.onRef('o.countyId', '=', 'w.countyId').onRef('o.organisationId', '=', 'w.organisationId').on('o.countyId', '=', countyId))
  .select(['w.workerId', 'w.divisionId', 'w.name', 'w.pinyin', 'w.phoneEnc', 'w.leader', 'w.leftOn', 'w.version', 'w.organisationId',
    'o.name as organisationName', 'd.code as divisionCode', 'd.name as divisionName', 'd.path'])
  .where('w.countyId', '=', countyId);

export type WorkerRow = Awaited<ReturnType<ReturnType<typeof workers>['execute']>>[number];

export interface WorkerFilter {
  readonly condition: WorkerCondition | null;
  readonly divisionIds: readonly number[] | null;
  readonly left: boolean;
  readonly limit: number;
  readonly after: readonly [string, string] | null;
}

/** By the letters of the name, as a person looks through a list. */
export async function listWorkerRows(tx: Tx, countyId: number, filter: WorkerFilter): Promise<WorkerRow[]> {
  return workers(tx, countyId)
    .$if(filter.condition !== null, (query) => query.where((eb) => filter.condition!(eb as never)))
    .$if(filter.divisionIds !== null, (query) => query.where('w.divisionId', 'in', [...filter.divisionIds!, 0]))
    .where('w.leftOn', filter.left ? 'is not' : 'is', null)
    .$if(filter.after !== null, (query) =>
      query.where(sql<SqlBool>`(w.pinyin collate "C", w.worker_id) > (${filter.after![0]} collate "C", ${filter.after![1]}::uuid)`))
    .orderBy(sql`w.pinyin collate "C"`).orderBy('w.workerId').limit(filter.limit).execute();
}

export const findWorkers = (tx: Tx, countyId: number, limit: number, condition: WorkerCondition): Promise<WorkerRow[]> =>
  listWorkerRows(tx, countyId, { condition, divisionIds: null, left: false, limit, after: null });

export async function findWorker(tx: Tx, countyId: number, workerId: string): Promise<WorkerRow | undefined> {
  return workers(tx, countyId).where('w.workerId', '=', workerId).executeTakeFirst();
}

/** @returns false when somebody changed the worker since `version` */
export async function updateWorkerRow(tx: Tx, countyId: number, workerId: string, version: number, changes: Updateable<Worker>): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('worker').set({ ...changes, version: version + 1 })
    .where('countyId', '=', countyId).where('workerId', '=', workerId).where('version', '=', version).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Households this worker serves or served, by themselves or with all of a place. */
export async function householdsOfWorker(tx: Tx, countyId: number, workerId: string): Promise<string[]> {
  const rows = await tx.selectFrom('assignment').select('householdId').where('countyId', '=', countyId).where('workerId', '=', workerId)
    .union(tx.selectFrom('territoryAssignment as g')
      .innerJoin('division as place', 'place.divisionId', 'g.divisionId')
      .innerJoin('division as d', (join) => join.onRef('d.countyId', '=', 'place.countyId').on(sql<boolean>`d.path >= place.path and d.path < place.path || '~'`))
      .innerJoin('household as h', (join) => join.onRef('h.countyId', '=', 'g.countyId').onRef('h.divisionId', '=', 'd.divisionId'))
      .select('h.householdId').where('g.countyId', '=', countyId).where('h.countyId', '=', countyId).where('g.workerId', '=', workerId))
    .orderBy('householdId').execute();
  return rows.map((row) => row.householdId);
}

const organisations = (tx: Tx, countyId: number) => tx.selectFrom('organisation as o')
  .innerJoin('division as d', 'd.divisionId', 'o.divisionId')
  .select(['o.organisationId as id', 'o.name', 'o.kind', 'd.code as divisionCode', 'd.name as divisionName'])
  .where('o.countyId', '=', countyId);

export const listOrganisationRows = (tx: Tx, countyId: number) => organisations(tx, countyId).orderBy('d.path').orderBy('o.name').orderBy('o.organisationId').execute();
export const findOrganisation = (tx: Tx, countyId: number, id: string) => organisations(tx, countyId).where('o.organisationId', '=', id).executeTakeFirst();

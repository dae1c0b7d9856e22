import type { Tx } from '../../platform/database/pool.ts';

export interface TerritoryRow {
  readonly assignmentId: string;
  readonly divisionId: number;
  readonly role: string;
  readonly workerId: string;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}

function territories(tx: Tx, countyId: number) {
  return tx
    .selectFrom('territoryAssignment as t').innerJoin('division as d', 'd.divisionId', 't.divisionId')
    .select(['t.assignmentId', 't.divisionId', 't.role', 't.workerId', 't.fromDay', 't.toDay', 'd.code', 'd.name', 'd.path'])
    .where('t.countyId', '=', countyId).orderBy('d.path').orderBy('t.role').orderBy('t.fromDay').orderBy('t.assignmentId');
}

export async function findTerritory(tx: Tx, countyId: number, assignmentId: string): Promise<TerritoryRow | undefined> {
  return territories(tx, countyId).where('t.assignmentId', '=', assignmentId).executeTakeFirst();
}

/** Everybody who ever held the role for exactly this division. */
export async function listTerritoryHolders(tx: Tx, countyId: number, divisionId: number, role: string): Promise<TerritoryRow[]> {
  return territories(tx, countyId).where('t.divisionId', '=', divisionId).where('t.role', '=', role).execute();
}

/** Assignments for whole divisions that stand on a day or begin later. */
export async function listTerritories(tx: Tx, countyId: number, divisionIds: readonly number[], on: string): Promise<TerritoryRow[]> {
  return territories(tx, countyId).where('t.divisionId', 'in', [...divisionIds])
    .where((where) => where.or([where('t.toDay', 'is', null), where('t.toDay', '>=', on)])).execute();
}

export async function listTerritoriesOfWorkers(tx: Tx, countyId: number, workerIds: readonly string[], on: string): Promise<TerritoryRow[]> {
  if (workerIds.length === 0) return [];
  return territories(tx, countyId).where('t.workerId', 'in', [...new Set(workerIds)])
    .where((where) => where.or([where('t.toDay', 'is', null), where('t.toDay', '>=', on)])).execute();
}

export interface NewTerritory {
  readonly assignmentId: string;
  readonly divisionId: number;
  readonly role: string;
  readonly workerId: string;
  readonly fromDay: string;
}

export async function insertTerritory(tx: Tx, countyId: number, row: NewTerritory): Promise<void> {
  await tx.insertInto('territoryAssignment').values({ countyId, ...row, toDay: null }).execute();
}

export async function endTerritoryRow(tx: Tx, countyId: number, assignmentId: string, toDay: string): Promise<void> {
  await tx.updateTable('territoryAssignment').set({ toDay }).where('countyId', '=', countyId).where('assignmentId', '=', assignmentId).execute();
}

/** Ids of the households of some divisions, in order; `after` is the last of the batch before. */
export async function householdIdsIn(tx: Tx, countyId: number, divisionIds: readonly number[], after: string | null, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('household').select('householdId')
    .where('countyId', '=', countyId).where('divisionId', 'in', [...divisionIds])
    .$if(after !== null, (query) => query.where('householdId', '>', after!))
    .orderBy('householdId').limit(limit).execute();
  return rows.map((row) => row.householdId);
}

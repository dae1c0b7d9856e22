import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { HeldRole } from './contacts.rules.ts';

export interface WorkerRow {
  readonly workerId: string;
  readonly name: string;
  readonly phoneEnc: Buffer | null;
  readonly leader: boolean;
  readonly leftOn: string | null;
}

/** Workers of the county by id; ids nobody has are left out. */
export async function listWorkersById(tx: Tx, countyId: number, ids: readonly string[]): Promise<WorkerRow[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('worker').select(['workerId', 'name', 'phoneEnc', 'leader', 'leftOn'])
    .where('countyId', '=', countyId).where('workerId', 'in', [...new Set(ids)])
    .orderBy('workerId').execute();
}

/**
 * Locks the households in the order of their ids: two people who assign the same role at once come one after the other, and the second sees
 * the first one's contact.
 */
export async function lockHouseholds(tx: Tx, countyId: number, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('household').select('householdId')
    .where('countyId', '=', countyId).where('householdId', 'in', [...ids])
    .orderBy('householdId').forUpdate().execute();
}

export interface StoredAssignment extends HeldRole {
  readonly householdId: string;
  readonly divisionId: number;
  readonly role: string;
  readonly handedOverFrom: string | null;
}

const ASSIGNMENT = ['assignmentId', 'householdId', 'divisionId', 'role', 'workerId', 'fromDay', 'toDay', 'handedOverFrom'] as const;

/** All assignments of some households, ended ones too, without those that hold for a whole division. */
export async function assignmentsOf(tx: Tx, countyId: number, householdIds: readonly string[]): Promise<StoredAssignment[]> {
  if (householdIds.length === 0) return [];
  return tx
    .selectFrom('assignment').select(ASSIGNMENT)
    .where('countyId', '=', countyId).where('householdId', 'in', [...householdIds])
    .orderBy('householdId').orderBy('role').orderBy('fromDay').orderBy('assignmentId').execute();
}

export async function findAssignment(tx: Tx, countyId: number, assignmentId: string): Promise<StoredAssignment | null> {
  const found = await tx
    .selectFrom('assignment').select(ASSIGNMENT)
    .where('countyId', '=', countyId).where('assignmentId', '=', assignmentId)
    .executeTakeFirst();
  return found ?? null;
}

export interface NewAssignment {
  readonly assignmentId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly role: string;
  readonly workerId: string;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly handedOverFrom: string | null;
  readonly handoverId: string | null;
  readonly noteEnc: Buffer | null;
}

export async function insertAssignments(tx: Tx, countyId: number, rows: readonly NewAssignment[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.insertInto('assignment').values(rows.map((row) => ({ countyId, ...row }))).execute();
}

/** Sets the last days of assignments, several in one statement. */
export async function endAssignments(tx: Tx, countyId: number, ends: readonly { readonly assignmentId: string; readonly toDay: string }[]): Promise<void> {
  if (ends.length === 0) return;
  await sql`
    update app.assignment a set to_day = e."toDay"
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as e("assignmentId" uuid, "toDay" date)
    where a.county_id = ${countyId} and a.assignment_id = e."assignmentId"`.execute(tx);
}

export interface NewEvent {
  readonly eventId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly kind: string;
  readonly day: string;
  readonly role: string | null;
  readonly recorderId: string;
  readonly recordedAt: Date;
}

export async function insertEvents(tx: Tx, countyId: number, rows: readonly NewEvent[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.insertInto('event').values(rows.map((row) => ({ countyId, ...row }))).execute();
}

export interface HeldHousehold extends StoredAssignment {
  readonly path: string;
}

/** The assignments of a worker that stand on a day, with the place of each household. */
export async function assignmentsOfWorker(tx: Tx, countyId: number, workerId: string, role: string | undefined, on: string): Promise<HeldHousehold[]> {
  return tx
    .selectFrom('assignment as a').innerJoin('household as h', (on) => on.onRef('h.countyId', '=', 'a.countyId').onRef('h.householdId', '=', 'a.householdId'))
    .innerJoin('division as d', 'd.divisionId', 'h.divisionId')
    .select(['a.assignmentId', 'a.householdId', 'a.divisionId', 'a.role', 'a.workerId', 'a.fromDay', 'a.toDay', 'a.handedOverFrom', 'd.path'])
    .where('a.countyId', '=', countyId).where('h.countyId', '=', countyId)
    .where('a.workerId', '=', workerId).where('a.fromDay', '<=', on)
    .where((where) => where.or([where('a.toDay', 'is', null), where('a.toDay', '>=', on)]))
    .$if(role !== undefined, (query) => query.where('a.role', '=', role!))
    .orderBy('a.householdId').orderBy('a.role').execute();
}

/** The households a handover moved, by name. */
export async function householdsOfHandover(tx: Tx, countyId: number, handoverId: string): Promise<{ id: string; name: string; role: string; fromDay: string }[]> {
  return tx
    .selectFrom('assignment as a').innerJoin('household as h', (on) => on.onRef('h.countyId', '=', 'a.countyId').onRef('h.householdId', '=', 'a.householdId'))
    .select(['h.householdId as id', 'h.headName as name', 'a.role', 'a.fromDay'])
    .where('a.countyId', '=', countyId).where('h.countyId', '=', countyId).where('a.handoverId', '=', handoverId)
    .orderBy('h.householdId').orderBy('a.role').execute();
}

/** Who holds a role on a day in chosen households, one row each: the one who took it last. */
export async function currentInRole(tx: Tx, countyId: number, householdIds: readonly string[], role: string, on: string): Promise<StoredAssignment[]> {
  return tx
    .selectFrom('assignment').distinctOn('householdId').select(ASSIGNMENT)
    .where('countyId', '=', countyId).where('householdId', 'in', [...householdIds]).where('role', '=', role).where('fromDay', '<=', on)
    .where((where) => where.or([where('toDay', 'is', null), where('toDay', '>=', on)]))
    .orderBy('householdId').orderBy('fromDay', 'desc').orderBy('assignmentId').execute();
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface Recording {
  /** Digest of the same command sent before; null: never sent. */
  readonly digest: Buffer | null;
  readonly recorderName: string;
  readonly workers: readonly { readonly id: string; readonly name: string }[];
}

/** Everything besides the household that recording needs to know, in one statement because it is the hottest command there is. */
export async function getRecording(tx: Tx, countyId: number, accountId: string, commandId: string, workerIds: readonly string[]): Promise<Recording> {
  const { rows } = await sql<Recording>`
    select
      (select c.digest from app.command c where c.county_id = ${countyId} and c.account_id = ${accountId} and c.command_id = ${commandId}) as digest,
      (select a.name from app.account a where a.county_id = ${countyId} and a.account_id = ${accountId}) as recorder_name,
      (select coalesce(json_agg(json_build_object('id', w.worker_id, 'name', w.name)), '[]'::json) from app.worker w
        where w.county_id = ${countyId} and w.worker_id = any(${[...workerIds]}::uuid[])) as workers`.execute(tx);
  return rows[0]!;
}

export interface NewVisit {
  readonly countyId: number;
  readonly visit: Record<string, unknown>;
  readonly content: Buffer | null;
  readonly participants: readonly string[];
  readonly commandId: string;
  readonly digest: Buffer;
  readonly recordId: string;
  readonly recordContent: Buffer;
  readonly sessionId: string;
  readonly purpose: string;
  readonly answers: { readonly duties: readonly object[]; readonly gone: readonly object[]; readonly standing: object } | null;
}

/** Writes a visit with all that belongs to it (db/migrations/0007_answers.sql, app.record_visit). */
export async function insertVisit(tx: Tx, row: NewVisit): Promise<void> {
  const { answers } = row;
  await sql`select app.record_visit(${row.countyId}, ${JSON.stringify(row.visit)}::jsonb, ${row.content}, ${[...row.participants]}::uuid[],
    ${row.commandId}, ${row.digest}, ${row.recordId}, ${row.recordContent}, ${row.sessionId}, ${row.purpose},
    ${JSON.stringify(answers?.duties ?? [])}::jsonb, ${JSON.stringify(answers?.gone ?? [])}::jsonb,
    ${answers ? JSON.stringify([answers.standing]) : null}::jsonb)`.execute(tx);
}

const visitColumns = [
  'v.visitId', 'v.householdId', 'v.divisionId', 'v.day', 'v.kind', 'v.outcome', 'v.purposes', 'v.needs', 'v.contentEnc', 'v.recorderId',
  'v.recordedAt', 'v.lateReason', 'v.corrects', 'v.voidedAt', 'v.voidedBy', 'v.voidReason',
] as const;

export function findVisit(tx: Tx, countyId: number, visitId: string) {
  return tx.selectFrom('visit as v').select(visitColumns)
    .where('v.countyId', '=', countyId).where('v.visitId', '=', visitId).executeTakeFirst();
}
export type VisitRow = NonNullable<Awaited<ReturnType<typeof findVisit>>>;

/** Newest first; `after` is the last row of the page before, its id as text because a timeline pages visits among other things. */
export function listVisitRows(tx: Tx, countyId: number, householdId: string, limit: number, after: readonly [string, string] | null) {
  return tx.selectFrom('visit as v').select(visitColumns)
    .where('v.countyId', '=', countyId).where('v.householdId', '=', householdId)
    .$if(after !== null, (query) => query.where(sql<boolean>`(v.day, v.visit_id::text collate "C") < (${after![0]}::date, ${after![1]})`))
    .orderBy('v.day', 'desc').orderBy('v.visitId', 'desc').limit(limit).execute();
}

export function listParticipants(tx: Tx, countyId: number, visitIds: readonly string[]) {
  return tx.selectFrom('visitParticipant as p')
    .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 'p.countyId').onRef('w.workerId', '=', 'p.workerId'))
    .select(['p.visitId', 'p.workerId', 'w.name', 'p.declinedAt'])
    .where('p.countyId', '=', countyId).where('w.countyId', '=', countyId).where('p.visitId', 'in', [...visitIds])
    .orderBy('p.visitId').orderBy('w.name').execute();
}

export async function voidVisitRow(tx: Tx, countyId: number, visitId: string, change: { at: Date; by: string; reason: string }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('visit')
    .set({ voidedAt: change.at, voidedBy: change.by, voidReason: change.reason })
    .where('countyId', '=', countyId).where('visitId', '=', visitId).where('voidedAt', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function declineParticipation(tx: Tx, countyId: number, visitId: string, workerId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('visitParticipant').set({ declinedAt: at })
    .where('countyId', '=', countyId).where('visitId', '=', visitId).where('workerId', '=', workerId).where('declinedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

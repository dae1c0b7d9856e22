import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import { prepared } from '../../platform/database/prepared.ts';
import type { WeighedVisit } from '../policies/policies.context.ts';
import type { VisitInput } from './visits.schema.ts';

export interface NewVisit {
  readonly countyId: number;
  readonly divisionId: number;
  readonly input: VisitInput;
  readonly content: Buffer | null;
  readonly at: Date;
  readonly today: string;
  readonly digest: Buffer;
  readonly recordId: string;
  readonly recordContent: Buffer;
  readonly sessionId: string;
  readonly purpose: string;
  readonly answers: WeighedVisit['answers'];
}

/** Writes a visit with all that belongs to it (db/migrations/0007_answers.sql, app.record_visit). */
export async function insertVisit(tx: Tx, { input, answers, ...row }: NewVisit): Promise<void> {
  await writeVisit(tx, [
    row.countyId, input.id, input.householdId, row.divisionId, input.day, input.kind, input.outcome, input.purposes, input.needs ?? [], row.content,
    input.lateReason ?? '', input.corrects ?? null, row.at, input.participants, row.digest, row.recordId, row.recordContent, row.sessionId, row.purpose,
    row.today, answers?.reachedOn ?? null, answers ? JSON.stringify(answers.duties) : null, answers?.gone ?? null,
  ]);
}

const writeVisit = prepared((values: readonly unknown[]) => sql`/* prepared record_visit */ select app.record_visit(${sql.join(values)})`);

/** Writes visits that were weighed together, each as its own recorder (app.record_visit_each): the last of them first, whose scope is open. */
export async function insertVisits(tx: Tx, visits: readonly (NewVisit & { readonly session: Buffer })[]): Promise<void> {
  if (visits.length > 0) await writeVisits(tx, [JSON.stringify(visits.map(asJson).reverse())]);
}

const writeVisits = prepared((values: readonly unknown[]) => sql`/* prepared record_visit_each */ select app.record_visit_each(${sql.join(values)})`);

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

const asJson = ({ input, answers, content, ...row }: NewVisit & { readonly session: Buffer }) => ({
  digest_of_session: hex(row.session), county_id: row.countyId, id: input.id, household_id: input.householdId, division_id: row.divisionId, day: input.day,
  kind: input.kind, outcome: input.outcome, purposes: input.purposes, needs: input.needs ?? [], content: content && hex(content), late_reason: input.lateReason ?? '',
  corrects: input.corrects ?? null, at: row.at, participants: input.participants, digest: hex(row.digest), record_id: row.recordId, record_content: hex(row.recordContent),
  session_id: row.sessionId, purpose: row.purpose, today: row.today, reached_on: answers?.reachedOn ?? null, duties: answers?.duties ?? null, gone: answers?.gone ?? null,
});

const visitColumns = [
  'v.visitId', 'v.householdId', 'v.divisionId', 'v.day', 'v.kind', 'v.outcome', 'v.purposes', 'v.needs', 'v.contentEnc', 'v.recorderId',
  'v.recordedAt', 'v.recordedOn', 'v.lateReason', 'v.corrects', 'v.voidedAt', 'v.voidedBy', 'v.voidReason',
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

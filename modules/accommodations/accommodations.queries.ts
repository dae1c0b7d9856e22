import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Status } from './accommodations.schema.ts';

const COLUMNS = [
  'a.accommodationId', 'a.householdId', 'a.divisionId', 'a.kind', 'a.festivals', 'a.days', 'a.accepted', 'a.fromDay', 'a.toDay', 'a.reviewDay', 'a.agreedBy',
  'a.wordsEnc', 'a.decisionEnc', 'a.askedBy', 'a.askedAt', 'a.approvedBy', 'a.approvedAt', 'a.refusedAt',
  'h.headName', 'h.groupName', 'd.code as divisionCode', 'd.name as divisionName',
] as const;

function accommodations(tx: Tx, countyId: number) {
  return tx
    .selectFrom('accommodation as a')
    .innerJoin('household as h', (join) => join.onRef('h.countyId', '=', 'a.countyId').onRef('h.householdId', '=', 'a.householdId'))
    .innerJoin('division as d', 'd.divisionId', 'h.divisionId')
    .select(COLUMNS)
    .where('a.countyId', '=', countyId).where('h.countyId', '=', countyId);
}

export function findAccommodation(tx: Tx, countyId: number, accommodationId: string) {
  return accommodations(tx, countyId).where('a.accommodationId', '=', accommodationId).executeTakeFirst();
}
export type AccommodationRow = NonNullable<Awaited<ReturnType<typeof findAccommodation>>>;

export interface AccommodationFilter {
  readonly householdId: string | null;
  readonly divisionIds: readonly number[] | null;
  readonly status: Status | null;
  readonly today: string;
}

/** The latest asked first; `after` is the last row of the page before. */
export function listAccommodationRows(tx: Tx, countyId: number, filter: AccommodationFilter, limit: number, after: readonly [string, string] | null): Promise<AccommodationRow[]> {
  return accommodations(tx, countyId)
    .$if(filter.householdId !== null, (query) => query.where('a.householdId', '=', filter.householdId!))
    .$if(filter.divisionIds !== null, (query) => query.where('a.divisionId', 'in', [...filter.divisionIds!]))
    .$if(filter.status !== null, (query) => query.where(standing(filter.status!, filter.today)))
    .$if(after !== null, (query) => query.where((eb) => eb(eb.refTuple('a.fromDay', 'a.accommodationId'), '<', eb.tuple(after![0], after![1]))))
    .orderBy('a.fromDay', 'desc').orderBy('a.accommodationId', 'desc').limit(limit).execute();
}

/** The same four states as `statusOf`. */
function standing(status: Status, today: string) {
  const states: Record<Status, ReturnType<typeof sql<boolean>>> = {
    refused: sql<boolean>`a.refused_at is not null`,
    asked: sql<boolean>`a.refused_at is null and a.approved_at is null`,
    approved: sql<boolean>`a.refused_at is null and a.approved_at is not null and (a.to_day is null or a.to_day >= ${today}::date)`,
    ended: sql<boolean>`a.refused_at is null and a.approved_at is not null and a.to_day < ${today}::date`,
  };
  return states[status];
}

export interface NewAccommodation {
  readonly accommodationId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly kind: string;
  readonly festivals: string[] | null;
  /** JSON of `[{from, to}]`, as the engine's facts take it. */
  readonly days: string;
  readonly accepted: string | null;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly reviewDay: string | null;
  readonly agreedBy: string;
  readonly wordsEnc: Buffer | null;
  readonly askedBy: string;
  readonly askedAt: Date;
}

export async function insertAccommodation(tx: Tx, countyId: number, row: NewAccommodation): Promise<void> {
  await tx.insertInto('accommodation').values({ countyId, ...row }).execute();
}

export interface Decision {
  readonly approvedBy?: string;
  readonly approvedAt?: Date;
  readonly refusedAt?: Date;
  readonly toDay?: string;
  readonly reviewDay?: string | null;
  readonly decisionEnc?: Buffer;
}

/** Decides one that nobody has decided yet. @returns false when somebody was faster */
export async function decideRow(tx: Tx, countyId: number, accommodationId: string, decision: Decision): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('accommodation').set(decision)
    .where('countyId', '=', countyId).where('accommodationId', '=', accommodationId).where('approvedAt', 'is', null).where('refusedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Changes one that is in force. */
export async function changeApprovedRow(tx: Tx, countyId: number, accommodationId: string, change: Decision): Promise<void> {
  await tx.updateTable('accommodation').set(change)
    .where('countyId', '=', countyId).where('accommodationId', '=', accommodationId).where('approvedAt', 'is not', null).execute();
}

/** A household's agreements and its open review events, for bringing the one in line with the other. */
export async function listReviews(tx: Tx, countyId: number, householdId: string) {
  const agreed = await tx
    .selectFrom('accommodation').select(['fromDay', 'toDay', 'reviewDay', 'approvedAt', 'refusedAt'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).orderBy('accommodationId').execute();
  const open = await tx
    .selectFrom('event').select(['eventId', 'day'])
    .where('countyId', '=', countyId).where('householdId', '=', householdId).where('kind', '=', 'accommodationReview')
    .where('doneOn', 'is', null).where('voidedAt', 'is', null).orderBy('eventId').execute();
  return { agreed: agreed.map((one) => ({ ...one, approved: one.approvedAt !== null, refused: one.refusedAt !== null })), open };
}

export interface NewReview {
  readonly eventId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly day: string;
  readonly recorderId: string;
  readonly recordedAt: Date;
}

export async function insertReviews(tx: Tx, countyId: number, rows: readonly NewReview[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.insertInto('event').values(rows.map((row) => ({ countyId, kind: 'accommodationReview', role: 'office', ...row }))).execute();
}

export async function closeReviews(tx: Tx, countyId: number, eventIds: readonly string[], how: { readonly doneOn: string } | { readonly voidedAt: Date }): Promise<void> {
  if (eventIds.length === 0) return;
  await tx.updateTable('event').set(how).where('countyId', '=', countyId).where('eventId', 'in', [...eventIds]).execute();
}

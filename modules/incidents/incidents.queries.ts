import type { Tx } from '../../platform/database/pool.ts';
import { INCIDENT_KINDS } from './incidents.schema.ts';

const COLUMNS = ['eventId', 'householdId', 'divisionId', 'kind', 'day', 'noteEnc', 'recorderId', 'recordedAt', 'voidedAt'] as const;

export function findIncident(tx: Tx, countyId: number, eventId: string) {
  return tx.selectFrom('event').select(COLUMNS)
    .where('countyId', '=', countyId).where('eventId', '=', eventId).where('kind', 'in', [...INCIDENT_KINDS]).executeTakeFirst();
}
export type IncidentRow = NonNullable<Awaited<ReturnType<typeof findIncident>>>;

/** Newest first, voided ones among them; `after` is the last row of the page before. */
export function listIncidentRows(tx: Tx, countyId: number, householdId: string, limit: number, after: readonly [string, string] | null): Promise<IncidentRow[]> {
  return tx.selectFrom('event').select(COLUMNS)
    .where('countyId', '=', countyId).where('householdId', '=', householdId).where('kind', 'in', [...INCIDENT_KINDS])
    .$if(after !== null, (query) => query.where((eb) => eb(eb.refTuple('day', 'eventId'), '<', eb.tuple(after![0], after![1]))))
    .orderBy('day', 'desc').orderBy('eventId', 'desc').limit(limit).execute();
}

export interface NewIncident {
  readonly eventId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly kind: string;
  readonly day: string;
  readonly noteEnc: Buffer | null;
  readonly recorderId: string;
  readonly recordedAt: Date;
}

export async function insertIncident(tx: Tx, countyId: number, row: NewIncident): Promise<void> {
  await tx.insertInto('event').values({ countyId, ...row }).execute();
}

/** @returns false when it was voided before */
export async function voidIncidentRow(tx: Tx, countyId: number, eventId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('event').set({ voidedAt: at })
    .where('countyId', '=', countyId).where('eventId', '=', eventId).where('voidedAt', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

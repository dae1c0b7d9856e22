import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

/** The hospital of the session; null: its account stands at no desk. */
export async function findOwnHospital(tx: Tx): Promise<{ hospitalId: string; name: string } | undefined> {
  return tx.selectFrom('hospital').select(['hospitalId', 'name']).where('hospitalId', '=', sql<string>`app.hospital_id()`).executeTakeFirst();
}

/** Codes of the counties that issue certificates here. */
export async function listIssuers(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('county').select('code').orderBy('code').execute();
  return rows.map(({ code }) => code);
}

export interface NewUrgent {
  readonly registrationId: string;
  readonly hospitalId: string;
  readonly patientEnc: Buffer;
  readonly noteEnc: Buffer | null;
  readonly arrivedAt: Date;
  readonly recorderId: string;
  readonly recordedAt: Date;
}

export async function insertUrgent(tx: Tx, countyId: number, row: NewUrgent): Promise<void> {
  await tx.insertInto('urgentRegistration').values({ countyId, ...row }).execute();
}

const rows = (tx: Tx, countyId: number) => tx.selectFrom('urgentRegistration')
  .select(['registrationId', 'patientEnc', 'noteEnc', 'arrivedAt', 'recordedAt', 'encounterId']).where('countyId', '=', countyId);
export type UrgentRow = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

export const findUrgent = (tx: Tx, countyId: number, id: string): Promise<UrgentRow | undefined> => rows(tx, countyId).where('registrationId', '=', id).executeTakeFirst();

/** Those not yet joined to a registration, newest first. */
export const listOpenUrgent = (tx: Tx, countyId: number, since: Date, limit: number): Promise<UrgentRow[]> =>
  rows(tx, countyId).where('encounterId', 'is', null).where('arrivedAt', '>=', since).orderBy('arrivedAt', 'desc').orderBy('registrationId').limit(limit).execute();

/** @returns false when it was joined before */
export async function joinUrgentRow(tx: Tx, countyId: number, id: string, encounterId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('urgentRegistration').set({ encounterId })
    .where('countyId', '=', countyId).where('registrationId', '=', id).where('encounterId', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

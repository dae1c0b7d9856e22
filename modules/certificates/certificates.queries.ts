import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Certificate } from '../../platform/database/schema.ts';
import type { CertificatesQuery, CertificateState, EndKind } from './certificates.schema.ts';

/** The member a certificate is asked for, with what deciding needs; undefined when out of scope. */
export async function findHolder(tx: Tx, countyId: number, memberId: string, today: string) {
  const { rows } = await sql<Holder>`
    select m.member_id, m.household_id, m.division_id, m.name, m.death_day, d.path, c.code as county_code, app.pack_of(m.county_id, m.division_id, ${today}::date) as pack_id,
      exists (select 1 from app.service_spell s where s.county_id = ${countyId} and s.household_id = m.household_id
        and s.from_day <= ${today}::date and (s.to_day is null or s.to_day >= ${today}::date)) as served
    from app.member m join app.division d on d.division_id = m.division_id join app.county c on c.county_id = m.county_id
    where m.county_id = ${countyId} and m.member_id = ${memberId}`.execute(tx);
  return rows[0];
}
export interface Holder {
  readonly memberId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly name: string;
  readonly deathDay: string | null;
  readonly path: string;
  readonly countyCode: string;
  readonly packId: string | null;
  readonly served: boolean;
}

/**
 * One waits here for another office issuing the same kind to the same member, and then sees that it came second.
 * @returns false when the member holds one that has not ended
 */
export async function insertCertificate(tx: Tx, row: Insertable<Certificate>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('certificate').values(row)
    .onConflict((conflict) => conflict.columns(['countyId', 'memberId', 'kind']).where('endedOn', 'is', null).doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** From here on the code leads to the certificate, for every desk that may ask. */
export async function claimCode(tx: Tx, countyId: number, certificateId: string, index: Buffer): Promise<void> {
  await sql`select app.claim_code(${index}, ${countyId}, ${certificateId})`.execute(tx);
}

/** @returns false when it has ended before */
export async function endCertificateRow(tx: Tx, countyId: number, certificateId: string, end: { day: string; kind: EndKind; reason: string }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('certificate')
    .set((eb) => ({ endedOn: end.day, endKind: end.kind, endReason: end.reason, version: eb('version', '+', 1) }))
    .where('countyId', '=', countyId).where('certificateId', '=', certificateId).where('endedOn', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** One that ran out stands in the way of the next until it is written down as ended. */
export async function endExpired(tx: Tx, countyId: number, memberId: string, kind: string, today: string): Promise<void> {
  await tx.updateTable('certificate').set((eb) => ({ endedOn: eb.ref('expiresOn'), endKind: 'expired', endReason: '', version: eb('version', '+', 1) }))
    .where('countyId', '=', countyId).where('memberId', '=', memberId).where('kind', '=', kind).where('endedOn', 'is', null).where('expiresOn', '<', today).execute();
}

export async function setDelivered(tx: Tx, countyId: number, certificateId: string, day: string): Promise<void> {
  await tx.updateTable('certificate').set({ deliveredOn: day }).where('countyId', '=', countyId).where('certificateId', '=', certificateId).execute();
}

export async function setUnused(tx: Tx, countyId: number, certificateId: string, said: { why: string; on: string }): Promise<void> {
  await tx.updateTable('certificate').set({ unusedWhy: said.why, unusedSaidOn: said.on }).where('countyId', '=', countyId).where('certificateId', '=', certificateId).execute();
}

export async function isUsed(tx: Tx, countyId: number, memberId: string): Promise<boolean> {
  const row = await tx.selectFrom('encounter').select('encounterId').where('countyId', '=', countyId).where('memberId', '=', memberId).where('voidedAt', 'is', null).limit(1).executeTakeFirst();
  return row !== undefined;
}

const rows = (tx: Tx, countyId: number) => tx.selectFrom('certificate as c')
  .innerJoin('member as m', (join) => join.onRef('m.countyId', '=', 'c.countyId').onRef('m.memberId', '=', 'c.memberId').on('m.countyId', '=', countyId))
  .innerJoin('household as h', (join) => join.onRef('h.countyId', '=', 'c.countyId').onRef('h.householdId', '=', 'c.householdId').on('h.countyId', '=', countyId))
  .innerJoin('division as d', 'd.divisionId', 'c.divisionId')
  .select([
    'c.certificateId', 'c.householdId', 'c.divisionId', 'c.memberId', 'c.kind', 'c.codeIndex', 'c.issuedOn', 'c.expiresOn', 'c.printedOn', 'c.deliveredOn', 'c.endedOn',
    'c.endKind', 'c.endReason', 'c.replaces', 'c.unusedWhy', 'c.unusedSaidOn', sql<string | null>`app.pack_of(c.county_id, c.division_id, c.issued_on)`.as('packId'), 'm.name as memberName', 'h.headName', 'h.groupName', 'd.code as divisionCode', 'd.name as divisionName', 'd.path',
  ])
  .where('c.countyId', '=', countyId);

export function findCertificate(tx: Tx, countyId: number, certificateId: string) {
  return rows(tx, countyId).where('c.certificateId', '=', certificateId).executeTakeFirst();
}
export type CertificateRow = NonNullable<Awaited<ReturnType<typeof findCertificate>>>;

const STATES: Readonly<Record<CertificateState, (today: string) => ReturnType<typeof sql<boolean>>>> = {
  coming: (today) => sql<boolean>`(c.ended_on is null or c.ended_on > ${today}::date) and c.issued_on > ${today}::date`,
  valid: (today) => sql<boolean>`(c.ended_on is null or c.ended_on > ${today}::date) and c.issued_on <= ${today}::date and (c.expires_on is null or c.expires_on >= ${today}::date)`,
  expired: (today) => sql<boolean>`(c.ended_on is null or c.ended_on > ${today}::date) and c.issued_on <= ${today}::date and c.expires_on < ${today}::date`,
  ended: (today) => sql<boolean>`c.ended_on <= ${today}::date`,
};

/** Newest first; `divisionIds` null: everywhere the actor may see. */
export function listCertificateRows(
  tx: Tx, countyId: number, { household, kind, state, delivered, expiringBy }: CertificatesQuery, within: { readonly divisionIds: readonly number[] | null; readonly today: string },
  page: { readonly limit: number; readonly after: readonly [string, string] | null },
): Promise<CertificateRow[]> {
  return rows(tx, countyId)
    .$if(household !== undefined, (query) => query.where('c.householdId', '=', household!))
    .$if(kind !== undefined, (query) => query.where('c.kind', '=', kind!))
    .$if(state !== undefined, (query) => query.where(STATES[state!](within.today)))
    .$if(delivered !== undefined, (query) => query.where('c.deliveredOn', delivered === 'true' ? 'is not' : 'is', null))
    .$if(expiringBy !== undefined, (query) => query.where('c.expiresOn', '<=', expiringBy!).where(STATES.valid(within.today)))
    .$if(within.divisionIds !== null, (query) => query.where('c.divisionId', 'in', [...within.divisionIds!]))
    .$if(page.after !== null, (query) => query.where((eb) => eb(eb.refTuple('c.issuedOn', 'c.certificateId'), '<', eb.tuple(page.after![0], page.after![1]))))
    .orderBy('c.issuedOn', 'desc').orderBy('c.certificateId', 'desc').limit(page.limit).execute();
}

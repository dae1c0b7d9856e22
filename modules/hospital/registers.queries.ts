import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Of the territory the actor's office writes, which may be less than it reads: somebody who keeps the health files of a county besides reads no registers of it. */
const ofOwnOffice = (table: 'e' | 'l') => sql<boolean>`(${sql.ref(`${table}.countyId`)} = any(app.write_whole()) or ${sql.ref(`${table}.divisionId`)} = any(app.write_divisions()))`;

const encounters = (tx: Tx, countyId: number) => tx.selectFrom('encounter as e')
  .innerJoin('member as m', (join) => join.onRef('m.countyId', '=', 'e.countyId').onRef('m.memberId', '=', 'e.memberId').on('m.countyId', '=', countyId))
  .innerJoin('division as d', 'd.divisionId', 'e.divisionId')
  .innerJoin('hospital as h', 'h.hospitalId', 'e.hospitalId')
  .where('e.countyId', '=', countyId).where(ofOwnOffice('e')).where('e.voidedAt', 'is', null);

/** For the office: the member's full name and place. */
export const listOfficeEncounters = (tx: Tx, countyId: number, inpatient: boolean, { from, to }: Span, limit: number) =>
  encounters(tx, countyId)
    .select(['e.encounterId', 'e.householdId', 'e.day', 'e.kind', 'e.urgent', 'e.department', 'e.companion', 'e.admittedOn', 'e.dischargedOn', 'm.name', 'd.name as place', 'h.name as hospital'])
    .where('e.kind', inpatient ? '=' : '!=', 'inpatient').where('e.day', '>=', from).where('e.day', '<=', to)
    .orderBy('e.day', 'desc').orderBy('e.encounterId', 'desc').limit(limit).execute();

export const listOfficeWaivers = (tx: Tx, countyId: number, { from, to }: Span, limit: number) =>
  encounters(tx, countyId)
    .innerJoin('waiver as w', (join) => join.onRef('w.countyId', '=', 'e.countyId').onRef('w.encounterId', '=', 'e.encounterId').on('w.countyId', '=', countyId))
    .select(['w.waiverId', 'w.encounterId', 'w.householdId', 'w.day', 'e.kind', 'w.benefitId', 'w.packId', 'w.clause', 'w.granted', 'w.refusal', 'w.amount', 'm.name', 'd.name as place', 'h.name as hospital'])
    .where('w.voidedAt', 'is', null).where('w.day', '>=', from).where('w.day', '<=', to).orderBy('w.day', 'desc').orderBy('w.waiverId', 'desc').limit(limit).execute();

export interface HospitalWaiver {
  readonly waiverId: string;
  readonly encounterId: string;
  readonly day: string;
  readonly shownName: string;
  readonly kind: string;
  readonly benefitId: string;
  readonly packId: string;
  readonly clause: unknown;
  readonly granted: boolean;
  readonly refusal: string | null;
  readonly amount: string | number | null;
}

export async function listHospitalWaivers(tx: Tx, { from, to }: Span, limit: number): Promise<HospitalWaiver[]> {
  const { rows } = await sql<HospitalWaiver>`select * from app.hospital_waivers(${from}::date, ${to}::date, ${limit}) w where w.voided_at is null order by w.day desc, w.waiver_id`.execute(tx);
  return rows;
}

/** Looks older than a day under which nothing was registered, newest first. */
export const listOpenLooks = (tx: Tx, countyId: number, since: Date, until: Date, limit: number) => tx.selectFrom('deskLook as l')
  .innerJoin('hospital as h', 'h.hospitalId', 'l.hospitalId').innerJoin('division as d', 'd.divisionId', 'l.divisionId')
  .innerJoin('member as m', (join) => join.onRef('m.countyId', '=', 'l.countyId').onRef('m.memberId', '=', 'l.memberId').on('m.countyId', '=', countyId))
  .innerJoin('household as f', (join) => join.onRef('f.countyId', '=', 'l.countyId').onRef('f.householdId', '=', 'l.householdId').on('f.countyId', '=', countyId))
  .select(['l.lookId', 'l.at', 'l.accountName', 'l.foundBy', 'l.householdId', 'l.memberId', 'h.name as hospital', 'd.code', 'd.name as place', 'm.name as member', 'f.headName'])
  .where('l.countyId', '=', countyId).where(ofOwnOffice('l'))
  .where('l.valid', '=', true).where('l.at', '>=', since).where('l.at', '<', until)
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('encounter as e').select('e.encounterId').where('e.countyId', '=', countyId)
    .whereRef('e.memberId', '=', 'l.memberId').whereRef('e.hospitalId', '=', 'l.hospitalId').whereRef('e.lookId', '=', 'l.lookId'))))
  .orderBy('l.at', 'desc').orderBy('l.lookId').limit(limit).execute();

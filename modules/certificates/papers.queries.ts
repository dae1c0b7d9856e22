import { sql, type Insertable } from 'kysely';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { Paper, PaperRun } from '../../platform/database/schema.ts';

export interface HouseholdRow {
  readonly householdId: string;
  readonly divisionId: number;
  readonly headName: string;
  readonly groupName: string;
  readonly divisionCode: string;
  readonly divisionName: string;
  readonly townshipName: string;
  readonly path: string;
  readonly packId: string | null;
  /** The household is the actor's own: assigned, or under contract with their team. */
  readonly assigned: boolean;
}

// What a place gives its households (pack, township) is asked once and kept: beside the households it would be asked for each of them.
const served = (countyId: number, divisionIds: readonly number[], today: string) => sql`
  with place as materialized (
    select d.division_id, d.code as division_code, d.name as division_name, d.path, app.pack_of(${countyId}, d.division_id, ${today}::date) as pack_id,
      coalesce((select u.name from app.division u where u.county_id = ${countyId} and u.level = 'township' and d.path >= u.path and d.path < u.path || '~'
        order by u.path limit 1), '') as township_name
    from app.division d where d.county_id = ${countyId} and d.division_id = any(${[...divisionIds]}::int[]))
  select h.household_id, h.division_id, h.head_name, h.group_name, p.division_code, p.division_name, p.path, p.pack_id, p.township_name,
    coalesce(h.household_id = any(app.visit_households()), false) as assigned
  from place p join app.household h on h.county_id = ${countyId} and h.division_id = p.division_id
  where exists (select 1 from app.service_spell s where s.county_id = ${countyId} and s.household_id = h.household_id
    and s.from_day <= ${today}::date and (s.to_day is null or s.to_day >= ${today}::date))`;

/** One household, if it is served and in scope. */
export async function findPaperHousehold(tx: Tx, countyId: number, householdId: string, today: string): Promise<HouseholdRow | undefined> {
  const found = await tx.selectFrom('household').select('divisionId').where('countyId', '=', countyId).where('householdId', '=', householdId).executeTakeFirst();
  if (!found) return undefined;
  const { rows } = await sql<HouseholdRow>`${served(countyId, [found.divisionId], today)} and h.household_id = ${householdId}`.execute(tx);
  return rows[0];
}

/** Served households of these places, by place; `after` the last of the page before. */
export async function listPaperHouseholds(
  tx: Tx, countyId: number, divisionIds: readonly number[], today: string, page: { readonly limit: number; readonly after: readonly [number, string] | null },
): Promise<HouseholdRow[]> {
  const [division, household] = page.after ?? [null, null];
  const { rows } = await sql<HouseholdRow>`
    ${served(countyId, divisionIds, today)}
      and (${division}::int is null or (h.division_id, h.household_id) > (${division}::int, ${household}::uuid))
    order by h.division_id, h.household_id limit ${page.limit}`.execute(tx);
  return rows;
}

export interface ContactRow {
  readonly householdId: string;
  readonly role: string;
  readonly workerId: string;
  readonly name: string;
  readonly phoneEnc: Buffer | null;
}

/** Who holds which role today, themselves or for the whole place. */
export async function listCardContacts(tx: Tx, countyId: number, householdIds: readonly string[], today: string): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select distinct x.household_id, x.role, w.worker_id, w.name, w.phone_enc from (
      select a.household_id, a.role, a.worker_id from app.assignment a
      where a.county_id = ${countyId} and a.household_id = any(${[...householdIds]}::uuid[]) and a.from_day <= ${today}::date and (a.to_day is null or a.to_day >= ${today}::date)
      union all
      select h.household_id, t.role, t.worker_id from app.household h
        join app.division own on own.division_id = h.division_id
        join app.division up on up.county_id = ${countyId} and own.path >= up.path and own.path < up.path || '~'
        join app.territory_assignment t on t.county_id = ${countyId} and t.division_id = up.division_id
      where h.county_id = ${countyId} and h.household_id = any(${[...householdIds]}::uuid[]) and t.from_day <= ${today}::date and (t.to_day is null or t.to_day >= ${today}::date)) x
    join app.worker w on w.county_id = ${countyId} and w.worker_id = x.worker_id
    order by x.household_id, x.role, w.name, w.worker_id`.execute(tx);
  return rows;
}

export interface PersonRow {
  readonly householdId: string;
  readonly memberId: string;
  readonly name: string;
}

/** Members alive today, the head first. */
export async function listPaperMembers(tx: Tx, countyId: number, householdIds: readonly string[], today: string): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select m.household_id, m.member_id, m.name from app.member m join app.household h on h.county_id = ${countyId} and h.household_id = m.household_id
    where m.county_id = ${countyId} and m.household_id = any(${[...householdIds]}::uuid[]) and (m.death_day is null or m.death_day > ${today}::date)
    order by m.household_id, (m.name = h.head_name) desc, m.member_id`.execute(tx);
  return rows;
}

/** Certificates in force today that carry a code of ours. */
export function listPaperCertificates(tx: Tx, countyId: number, householdIds: readonly string[], today: string) {
  return tx.selectFrom('certificate').select(['certificateId', 'householdId', 'memberId', 'kind', 'issuedOn', 'expiresOn', 'deliveredOn'])
    .where('countyId', '=', countyId).where('householdId', 'in', [...householdIds]).where('endedOn', 'is', null).where('codeIndex', 'is not', null)
    .where('issuedOn', '<=', today).where((eb) => eb.or([eb('expiresOn', 'is', null), eb('expiresOn', '>=', today)]))
    .orderBy('memberId').orderBy('kind').execute();
}
export type PaperCertificateRow = Awaited<ReturnType<typeof listPaperCertificates>>[number];

/** The codes themselves, sealed, of those that are going to be printed. */
export async function listCodes(tx: Tx, countyId: number, certificateIds: readonly string[]): Promise<Map<string, Buffer>> {
  if (certificateIds.length === 0) return new Map();
  const rows = await tx.selectFrom('certificate').select(['certificateId', 'codeEnc']).where('countyId', '=', countyId)
    .where('certificateId', 'in', [...certificateIds]).where('codeEnc', 'is not', null).orderBy('certificateId').execute();
  return new Map(rows.map((row) => [row.certificateId, row.codeEnc!]));
}

/** Signed contracts that have not come to their end, the newest first: a renewal is printed when it is signed, not when it begins. */
export function listPaperContracts(tx: Tx, countyId: number, householdIds: readonly string[], today: string) {
  return tx.selectFrom('contract as c')
    .innerJoin('doctorTeam as t', (join) => join.onRef('t.countyId', '=', 'c.countyId').onRef('t.teamId', '=', 'c.teamId').on('t.countyId', '=', countyId))
    .select(['c.contractId', 'c.householdId', 'c.memberId', 'c.packageId', 'c.offeredOn', 'c.fromDay', 'c.toDay', 'c.teamId', 't.name as teamName'])
    .where('c.countyId', '=', countyId).where('c.householdId', 'in', [...householdIds]).where('c.signedOn', 'is not', null)
    .where(sql<boolean>`least(c.to_day, coalesce(c.ended_on, c.to_day)) >= ${today}::date`).orderBy('c.memberId').orderBy('c.fromDay', 'desc').execute();
}
export type PaperContractRow = Awaited<ReturnType<typeof listPaperContracts>>[number];

/** Teams as they are today, the leader first. */
export async function listPaperDoctors(tx: Tx, countyId: number, teamIds: readonly string[], today: string) {
  if (teamIds.length === 0) return [];
  return tx.selectFrom('doctorTeamMember as m')
    .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 'm.countyId').onRef('w.workerId', '=', 'm.workerId').on('w.countyId', '=', countyId))
    .select(['m.teamId', 'm.workerId', 'm.level', 'w.name', 'w.phoneEnc'])
    .where('m.countyId', '=', countyId).where('m.teamId', 'in', [...teamIds]).where('m.fromDay', '<=', today).where((eb) => eb.or([eb('m.toDay', 'is', null), eb('m.toDay', '>=', today)]))
    .orderBy('m.teamId').orderBy('m.lead', 'desc').orderBy('m.level').orderBy('w.name').orderBy('m.workerId').execute();
}

/** Designated hospitals of the county today, with whom to ask for there. */
export async function listPaperHospitals(tx: Tx, countyId: number, today: string) {
  const hospitals = await tx.selectFrom('designation as d').innerJoin('hospital as h', 'h.hospitalId', 'd.hospitalId')
    .select(['h.hospitalId', 'h.name', 'h.code']).where('d.countyId', '=', countyId).where('d.fromDay', '<=', today)
    .where((eb) => eb.or([eb('d.toDay', 'is', null), eb('d.toDay', '>=', today)])).where((eb) => eb.or([eb('h.endedOn', 'is', null), eb('h.endedOn', '>=', today)]))
    .orderBy('h.code').orderBy('h.name').execute();
  const contacts = await tx.selectFrom('deskContact').select(['hospitalId', 'name', 'phoneEnc', 'place']).where('countyId', '=', countyId).where('fromDay', '<=', today)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', today)])).orderBy('inCharge', 'desc').orderBy('name').orderBy('contactId').execute();
  return hospitals.map((one) => ({ name: one.name, contacts: contacts.filter(({ hospitalId }) => hospitalId === one.hospitalId) }));
}

export function findCounty(tx: Tx, countyId: number) {
  return tx.selectFrom('county').select(['name', 'code']).where('countyId', '=', countyId).executeTakeFirstOrThrow();
}

/** Every paper ever made for these households, the latest first. */
export function listPaperRows(tx: Tx, countyId: number, householdIds: readonly string[]) {
  return tx.selectFrom('paper').select(['paperId', 'householdId', 'divisionId', 'memberId', 'kind', 'certificateId', 'contractId', 'runId', 'madeOn', 'printedDigest', 'deliveredOn'])
    .where('countyId', '=', countyId).where('householdId', 'in', [...householdIds]).orderBy('madeAt', 'desc').orderBy('paperId', 'desc').execute();
}
export type PaperRow = Awaited<ReturnType<typeof listPaperRows>>[number];

export async function insertRun(tx: Tx, run: Insertable<PaperRun>, papers: readonly Insertable<Paper>[]): Promise<void> {
  await tx.insertInto('paperRun').values(run).execute();
  await insertAll(tx, 'paper', [...papers]);
}

export async function setPrinted(tx: Tx, countyId: number, certificateIds: readonly string[], day: string): Promise<void> {
  if (certificateIds.length === 0) return;
  await tx.updateTable('certificate').set({ printedOn: day }).where('countyId', '=', countyId).where('certificateId', 'in', [...certificateIds]).execute();
}

/** @returns the papers marked; what the scope may not visit is left out */
export async function deliverRows(tx: Tx, countyId: number, paperIds: readonly string[], day: string, visitId: string | null): Promise<string[]> {
  const { rows } = await sql<{ paperId: string }>`
    select paper_id from app.deliver_papers(${countyId}, ${[...paperIds]}::uuid[], ${day}::date, ${visitId}::uuid) as d(paper_id)`.execute(tx);
  return rows.map(({ paperId }) => paperId);
}

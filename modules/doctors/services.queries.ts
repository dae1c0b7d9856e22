import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Service } from '../../platform/database/schema.ts';

/** A member with the contract in force on a day; undefined when out of scope. */
export interface Patient {
  readonly memberId: string;
  readonly memberName: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly path: string;
  readonly packId: string | null;
  readonly contractId: string | null;
  readonly packageId: string | null;
  readonly agreedPackId: string | null;
  readonly agreedOn: string | null;
  /** Under contract with a team of the actor: their health is the actor's to write. */
  readonly inTeam: boolean;
}

/** Of a member, of a household, or of everybody under contract with a team of the actor. */
export type PatientsOf = { readonly memberId: string } | { readonly householdId: string } | 'team';

function whose(of: PatientsOf): RawBuilder<unknown> {
  if (of === 'team') return sql`m.household_id = any(app.health_households())`;
  return 'memberId' in of ? sql`m.member_id = ${of.memberId}` : sql`m.household_id = ${of.householdId}`;
}

export async function listPatients(tx: Tx, countyId: number, of: PatientsOf, day: string): Promise<Patient[]> {
  const { rows } = await sql<Patient>`
    select m.member_id, m.name as member_name, m.household_id, m.division_id, d.path, app.pack_of(m.county_id, m.division_id, ${day}::date) as pack_id,
      c.contract_id, c.package_id, c.offered_on as agreed_on, case when c.contract_id is null then null else app.pack_of(c.county_id, c.division_id, c.offered_on) end as agreed_pack_id,
      coalesce(m.household_id = any(app.health_households()), false) as in_team
    from app.member m join app.division d on d.division_id = m.division_id
      left join app.contract c on c.county_id = ${countyId} and c.member_id = m.member_id and c.signed_on is not null
        and c.from_day <= ${day}::date and ${day}::date <= least(c.to_day, coalesce(c.ended_on, c.to_day))
    where m.county_id = ${countyId} and (m.death_day is null or m.death_day >= ${day}::date)
      and ${whose(of)}
    order by m.member_id`.execute(tx);
  return rows;
}

export async function insertService(tx: Tx, row: Insertable<Service>): Promise<void> {
  await tx.insertInto('service').values(row).execute();
}

/** @returns false when it was voided before */
export async function voidServiceRow(tx: Tx, countyId: number, serviceId: string, by: { readonly at: Date; readonly accountId: string; readonly reason: string }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('service').set({ voidedAt: by.at, voidedBy: by.accountId, voidReason: by.reason })
    .where('countyId', '=', countyId).where('serviceId', '=', serviceId).where('voidedAt', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns false when somebody settled it before, or it was voided */
export async function settleServiceRow(tx: Tx, countyId: number, serviceId: string, day: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('service').set({ doneOn: day })
    .where('countyId', '=', countyId).where('serviceId', '=', serviceId).where('doneOn', 'is', null).where('voidedAt', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * The day of the next prescription of the same kind, which settles the reminder of this one. Worked out and not stored: voided, alone or with its visit,
 * the next one settles nothing any more, and the reminder is there again.
 */
const followedOn = (countyId: number): RawBuilder<string | null> => sql<string | null>`case when s.remind_on is not null then (
  select min(n.day) from app.service n left join app.visit nv on nv.county_id = ${countyId} and nv.visit_id = n.visit_id
  where n.county_id = ${countyId} and n.member_id = s.member_id and n.kind = s.kind and (n.day, n.service_id) > (s.day, s.service_id)
    and n.voided_at is null and nv.voided_at is null) end`;

const rows = (tx: Tx, countyId: number) => tx.selectFrom('service as s')
  .innerJoin('member as m', (join) => join.onRef('m.countyId', '=', 's.countyId').onRef('m.memberId', '=', 's.memberId').on('m.countyId', '=', countyId))
  .innerJoin('household as h', (join) => join.onRef('h.countyId', '=', 's.countyId').onRef('h.householdId', '=', 's.householdId').on('h.countyId', '=', countyId))
  .innerJoin('worker as w', (join) => join.onRef('w.countyId', '=', 's.countyId').onRef('w.workerId', '=', 's.workerId').on('w.countyId', '=', countyId))
  .innerJoin('division as d', 'd.divisionId', 's.divisionId')
  .leftJoin('visit as v', (join) => join.onRef('v.countyId', '=', 's.countyId').onRef('v.visitId', '=', 's.visitId').on('v.countyId', '=', countyId))
  .select([
    's.serviceId', 's.householdId', 's.divisionId', 's.memberId', 's.kind', 's.day', 's.visitId', 's.workerId', 's.contentEnc', 's.untilDay', 's.remindOn', 's.purposes',
    'm.name as memberName', 'w.name as workerName', 'h.headName', 'h.groupName', 'd.code as divisionCode', 'd.name as divisionName', 'd.path',
    sql<string | null>`coalesce(s.done_on, ${followedOn(countyId)})`.as('doneOn'),
    // What was done in a visit that did not happen did not happen either.
    sql<Date | null>`coalesce(s.voided_at, v.voided_at)`.as('voidedAt'), sql<string | null>`coalesce(s.void_reason, v.void_reason)`.as('voidReason'),
    sql<string | null>`app.pack_of(s.county_id, s.division_id, s.day)`.as('packId'),
  ])
  .where('s.countyId', '=', countyId);

export function findService(tx: Tx, countyId: number, serviceId: string) {
  return rows(tx, countyId).where('s.serviceId', '=', serviceId).executeTakeFirst();
}
export type ServiceRow = NonNullable<Awaited<ReturnType<typeof findService>>>;

export function listOfVisit(tx: Tx, countyId: number, visitId: string): Promise<ServiceRow[]> {
  return rows(tx, countyId).where('s.visitId', '=', visitId).orderBy('s.serviceId').execute();
}

export interface ServiceFilter {
  readonly household?: string | undefined;
  readonly member?: string | undefined;
  /** Only what is to be spoken of by this day and is not settled. */
  readonly dueBy: string | null;
}

/** Newest first, or, of those due, the soonest first. */
export function listServiceRows(tx: Tx, countyId: number, { household, member, dueBy }: ServiceFilter, limit: number, after: readonly [string, string] | null): Promise<ServiceRow[]> {
  const way = dueBy === null ? 'desc' : 'asc';
  const by = dueBy === null ? 's.day' : 's.remindOn';
  return rows(tx, countyId)
    .$if(household !== undefined, (query) => query.where('s.householdId', '=', household!))
    .$if(member !== undefined, (query) => query.where('s.memberId', '=', member!))
    .$if(dueBy !== null, (query) => query.where('s.remindOn', '<=', dueBy!).where('s.doneOn', 'is', null).where('s.voidedAt', 'is', null).where('v.voidedAt', 'is', null).where(followedOn(countyId), 'is', null))
    .$if(after !== null, (query) => query.where((eb) => eb(eb.refTuple(by, 's.serviceId'), dueBy === null ? '<' : '>', eb.tuple(after![0], after![1]))))
    .orderBy(by, way).orderBy('s.serviceId', way).limit(limit).execute();
}

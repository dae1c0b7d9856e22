import { sql, type Insertable, type Updateable } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Contract } from '../../platform/database/schema.ts';

export interface Signer {
  readonly memberId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly deathDay: string | null;
  readonly path: string;
  readonly packId: string | null;
  readonly served: boolean;
  /** The household is the actor's own: assigned, or under contract with their team. */
  readonly assigned: boolean;
}

/**
 * The member a contract is about, with what deciding needs; undefined when out of scope. The row stays locked to the end of the transaction: of two
 * desks signing the same member the second decides on what the first has written.
 */
export async function lockSigner(tx: Tx, countyId: number, memberId: string, today: string): Promise<Signer | undefined> {
  const { rows } = await sql<Signer>`
    select m.member_id, m.household_id, m.division_id, m.death_day, d.path, app.pack_of(m.county_id, m.division_id, ${today}::date) as pack_id,
      coalesce(m.household_id = any(app.visit_households()), false) as assigned,
      exists (select 1 from app.service_spell s where s.county_id = ${countyId} and s.household_id = m.household_id
        and s.from_day <= ${today}::date and (s.to_day is null or s.to_day >= ${today}::date)) as served
    from app.member m join app.division d on d.division_id = m.division_id
    where m.county_id = ${countyId} and m.member_id = ${memberId}`.execute(tx);
  if (rows[0]) await sql`select pg_advisory_xact_lock(hashtextextended(${memberId}, 7155))`.execute(tx);
  return rows[0];
}

/** @returns false when the member has one offered or signed */
export async function insertContract(tx: Tx, row: Insertable<Contract>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('contract').values(row)
    .onConflict((conflict) => conflict.columns(['countyId', 'memberId']).where('state', 'in', ['offered', 'signed']).doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** One that ran out stands in the way of the next until it is written down as ended, on its own last day. */
export async function endExpired(tx: Tx, countyId: number, memberId: string, today: string): Promise<void> {
  await tx.updateTable('contract').set((eb) => ({ state: 'ended', endedOn: eb.ref('toDay'), endReason: 'expired', version: eb('version', '+', 1) }))
    .where('countyId', '=', countyId).where('memberId', '=', memberId).where('state', '=', 'signed').where('toDay', '<', today).execute();
}

/** @returns false when it is no longer in the state it was read in */
export async function changeContract(tx: Tx, countyId: number, contractId: string, was: string, changes: Updateable<Contract>): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('contract').set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('countyId', '=', countyId).where('contractId', '=', contractId).where('state', '=', was).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The latest day on which another contract of the member binds, from which a new one may not reach back; null: none. */
export async function findLastBound(tx: Tx, countyId: number, memberId: string, exceptId: string): Promise<string | null> {
  const row = await tx.selectFrom('contract').select(sql<string | null>`max(least(to_day, coalesce(ended_on, to_day)))`.as('last'))
    .where('countyId', '=', countyId).where('memberId', '=', memberId).where('contractId', '<>', exceptId).where('signedOn', 'is not', null).executeTakeFirst();
  return row?.last ?? null;
}

const rows = (tx: Tx, countyId: number) => tx.selectFrom('contract as c')
  .innerJoin('member as m', (join) => join.onRef('m.countyId', '=', 'c.countyId').onRef('m.memberId', '=', 'c.memberId').on('m.countyId', '=', countyId))
  .innerJoin('household as h', (join) => join.onRef('h.countyId', '=', 'c.countyId').onRef('h.householdId', '=', 'c.householdId').on('h.countyId', '=', countyId))
  .innerJoin('doctorTeam as t', (join) => join.onRef('t.countyId', '=', 'c.countyId').onRef('t.teamId', '=', 'c.teamId').on('t.countyId', '=', countyId))
  .innerJoin('division as d', 'd.divisionId', 'c.divisionId')
  .select([
    'c.contractId', 'c.householdId', 'c.divisionId', 'c.memberId', 'c.teamId', 'c.packageId', 'c.state', 'c.offeredOn', 'c.fromDay', 'c.toDay', 'c.signedOn',
    'c.refusedOn', 'c.refusal', 'c.refusalEnc', 'c.askAgainOn', 'c.endedOn', 'c.endReason', 'c.renews', 'c.version', 'm.name as memberName', 'h.headName', 'h.groupName',
    't.name as teamName', 'd.code as divisionCode', 'd.name as divisionName', 'd.path',
    // A package is named by the pack its place lived under when it was offered: two regions may call different things by one id.
    sql<string | null>`app.pack_of(c.county_id, c.division_id, c.offered_on)`.as('packId'),
    sql<boolean>`coalesce(c.household_id = any(app.visit_households()), false)`.as('assigned'),
  ])
  .where('c.countyId', '=', countyId);

export function findContract(tx: Tx, countyId: number, contractId: string) {
  return rows(tx, countyId).where('c.contractId', '=', contractId).executeTakeFirst();
}
export type ContractRow = NonNullable<Awaited<ReturnType<typeof findContract>>>;

export interface ContractFilter {
  readonly household?: string | undefined;
  readonly member?: string | undefined;
  readonly team?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** null: everywhere the actor may see. */
  readonly divisionIds: readonly number[] | null;
}

/** Newest first; which state each is in on a day follows from its days and its package, so it is told after reading. */
export function listContractRows(tx: Tx, countyId: number, filter: ContractFilter, limit: number, after: readonly [string, string] | null): Promise<ContractRow[]> {
  const { household, member, team, ids, divisionIds } = filter;
  return rows(tx, countyId)
    .$if(household !== undefined, (query) => query.where('c.householdId', '=', household!))
    .$if(member !== undefined, (query) => query.where('c.memberId', '=', member!))
    .$if(ids !== undefined, (query) => query.where('c.contractId', 'in', [...ids!]))
    .$if(team !== undefined, (query) => query.where('c.teamId', '=', team!))
    .$if(divisionIds !== null, (query) => query.where('c.divisionId', 'in', [...divisionIds!]))
    .$if(after !== null, (query) => query.where((eb) => eb(eb.refTuple('c.offeredOn', 'c.contractId'), '<', eb.tuple(after![0], after![1]))))
    .orderBy('c.offeredOn', 'desc').orderBy('c.contractId', 'desc').limit(limit).execute();
}

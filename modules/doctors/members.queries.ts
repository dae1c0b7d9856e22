import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Actor } from '../../platform/context.ts';
import { withinReach } from '../households/households.reach.ts';
import type { MemberFilterState } from './contracts.schema.ts';

export interface MemberRow {
  readonly householdId: string;
  readonly divisionId: number;
  readonly memberId: string;
  readonly memberName: string;
  readonly headName: string;
  readonly groupName: string;
  readonly divisionCode: string;
  readonly divisionName: string;
  readonly path: string;
  readonly packId: string | null;
  readonly contractId: string | null;
  readonly assigned: boolean;
}

export interface MemberFilter {
  readonly household?: string | undefined;
  readonly team?: string | undefined;
  readonly state?: MemberFilterState | undefined;
  /** null: everywhere the actor may look. */
  readonly divisionIds: readonly number[] | null;
  /** Days before its end from which a package shows as expiring, by `packId packageId`. */
  readonly expiringDays: Readonly<Record<string, number>>;
}

interface Asking { readonly countyId: number; readonly actor: Actor; readonly today: string; readonly filter: MemberFilter }

/** In force on a day, the same words as `inForce` of contracts.rules.ts and `app.member_care`; a test holds the three together. */
const bound = (today: string) => sql`(c.signed_on is not null and c.from_day <= ${today}::date and ${today}::date <= least(c.to_day, coalesce(c.ended_on, c.to_day)))`;

function stateOf(today: string, expiringDays: MemberFilter['expiringDays']): RawBuilder<string> {
  return sql`case
    when c.contract_id is null then 'none'
    when c.state in ('offered', 'refused') then c.state
    when ${today}::date > least(c.to_day, coalesce(c.ended_on, c.to_day)) then case when c.ended_on is null then 'expired' else 'ended' end
    when ${today}::date < c.from_day then 'coming'
    when c.ended_on is null and c.to_day - ${today}::date < coalesce((${JSON.stringify(expiringDays)}::jsonb ->> (app.pack_of(c.county_id, c.division_id, c.offered_on) || ' ' || c.package_id))::int, 0)
      then 'expiring'
    else 'signed' end`;
}

// What a contract must at least be for its member to be in a state: few contracts of a county run out, and those are found first.
const coarseOf = (today: string, { expiringDays }: MemberFilter): Readonly<Partial<Record<MemberFilterState, RawBuilder<unknown>>>> => ({
  offered: sql`n.state = 'offered'`, refused: sql`n.state = 'refused'`, ended: sql`n.state = 'ended'`,
  askAgain: sql`n.state = 'refused' and n.ask_again_on <= ${today}::date`,
  expiring: sql`n.state = 'signed' and n.to_day between ${today}::date and ${today}::date + ${Math.max(0, ...Object.values(expiringDays))}::int`,
  expired: sql`n.state = 'signed' and n.to_day < ${today}::date`,
});

/** Which of the members are meant; to be asked again is told by the refusal's own day and not by its state. */
function meant(today: string, state: MemberFilterState, expiringDays: MemberFilter['expiringDays']): RawBuilder<unknown> {
  switch (state) {
    case 'askAgain': return sql`c.state = 'refused' and c.ask_again_on <= ${today}::date`;
    case 'inForce': return sql`coalesce(${bound(today)}, false)`;
    case 'open': return sql`not coalesce(${bound(today)}, false) and coalesce(c.state, 'none') <> 'refused'`;
    default: return sql`${stateOf(today, expiringDays)} = ${state}`;
  }
}

/** Members served and living in these places, each with the contract that speaks for them. */
function found({ countyId, actor, today, filter }: Asking): RawBuilder<unknown> {
  const reach = filter.divisionIds === null ? withinReach(actor, 's') : null;
  const coarse = filter.state ? coarseOf(today, filter)[filter.state] : undefined;
  return sql`from app.household_standing s
    join app.member m on m.county_id = ${countyId} and m.household_id = s.household_id
    left join lateral (select * from app.contract c where c.county_id = ${countyId} and c.member_id = m.member_id
      order by ${bound(today)} desc, c.offered_on desc, c.contract_id desc limit 1) c on true
    where s.county_id = ${countyId} and s.served and (m.death_day is null or m.death_day > ${today}::date)
      and ${reach ?? sql`true`}
      and ${filter.divisionIds === null ? sql`true` : sql`s.division_id = any(${[...filter.divisionIds]}::int[])`}
      and ${filter.household === undefined ? sql`true` : sql`s.household_id = ${filter.household}`}
      and ${filter.team === undefined ? sql`true` : sql`c.team_id = ${filter.team}`}
      and ${coarse === undefined ? sql`true` : sql`m.member_id = any(array(select n.member_id from app.contract n where n.county_id = ${countyId} and ${coarse}))`}
      and ${filter.state === undefined ? sql`true` : meant(today, filter.state, filter.expiringDays)}`;
}

/** One page by place, household and member; `after` is the last of the page before. */
export async function listMemberRows(tx: Tx, asking: Asking, limit: number, after: readonly [number, string, string] | null): Promise<MemberRow[]> {
  const { countyId, today } = asking;
  const { rows } = await sql<MemberRow>`
    select p.*, h.head_name, h.group_name, d.code as division_code, d.name as division_name, d.path, app.pack_of(${countyId}, p.division_id, ${today}::date) as pack_id,
      coalesce(p.household_id = any(app.visit_households()), false) as assigned
    from (select s.division_id, s.household_id, m.member_id, m.name as member_name, c.contract_id ${found(asking)}
      and ${after === null ? sql`true` : sql`(s.division_id, s.household_id, m.member_id) > (${after[0]}::int, ${after[1]}::uuid, ${after[2]}::uuid)`}
      order by s.division_id, s.household_id, m.member_id limit ${limit}) p
    join app.household h on h.county_id = ${countyId} and h.household_id = p.household_id
    join app.division d on d.division_id = p.division_id
    order by p.division_id, p.household_id, p.member_id`.execute(tx);
  return rows;
}

/** How many there are. */
export async function countMembers(tx: Tx, asking: Asking): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n ${found(asking)}`.execute(tx);
  return Number(rows[0]!.n);
}

export interface CareRow {
  readonly memberId: string;
  readonly attended: boolean;
  readonly overdue: boolean;
}

/** Of the members under contract in a household: whether somebody was there since `from`, and whether something is overdue. Nothing where the actor may not know. */
export async function listHouseholdCare(tx: Tx, countyId: number, { household, today, from, medical }: { household: string; today: string; from: string; medical: readonly string[] }): Promise<CareRow[]> {
  const { rows } = await sql<CareRow>`select member_id, attended, overdue from app.household_care(${countyId}, ${household}, ${today}::date, ${from}::date, ${[...medical]}::text[])`.execute(tx);
  return rows;
}

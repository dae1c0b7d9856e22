import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface LackingQuestion {
  readonly divisionIds: readonly number[];
  readonly today: string;
  /** Kinds the office issues to every member, by pack. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
}

export interface LackingRow {
  readonly householdId: string;
  readonly headName: string;
  readonly groupName: string;
  readonly divisionId: number;
  readonly divisionCode: string;
  readonly divisionName: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly packId: string;
  readonly kind: string;
}

// Served, living members of these places, each with a kind their pack asks for and none of it that is valid. One whose days ran out lacks one.
// The pack of a place is asked once and kept: beside the members it would be asked for each of them.
const lacking = (countyId: number, { divisionIds, today, kinds }: LackingQuestion) => sql`
  with place as materialized (
    select u.division_id, app.pack_of(${countyId}, u.division_id, ${today}::date) as pack_id from unnest(${[...divisionIds]}::int[]) u(division_id)),
  lacks as (
    select m.division_id, m.household_id, m.member_id, m.name, place.pack_id, k.kind
    from place cross join lateral jsonb_array_elements_text(coalesce(${JSON.stringify(kinds)}::jsonb -> place.pack_id, '[]')) k(kind)
    join app.member m on m.county_id = ${countyId} and m.division_id = place.division_id
    where (m.death_day is null or m.death_day > ${today}::date)
      and exists (select 1 from app.service_spell s where s.county_id = ${countyId} and s.household_id = m.household_id
        and s.from_day <= ${today}::date and (s.to_day is null or s.to_day >= ${today}::date))
      and not exists (select 1 from app.certificate c where c.county_id = ${countyId} and c.member_id = m.member_id and c.kind = k.kind
        and c.issued_on <= ${today}::date and c.ended_on is null and (c.expires_on is null or c.expires_on >= ${today}::date)))`;

/** By place, household and member. */
export async function listLackingRows(
  tx: Tx, countyId: number, question: LackingQuestion, limit: number, after: readonly [number, string, string, string] | null,
): Promise<LackingRow[]> {
  const [division, household, member, kind] = after ?? [null, null, null, null];
  const { rows } = await sql<LackingRow>`
    ${lacking(countyId, question)}, page as (
      select * from lacks m
      where ${division}::int is null or (m.division_id, m.household_id, m.member_id, m.kind) > (${division}::int, ${household}::uuid, ${member}::uuid, ${kind}::text)
      order by m.division_id, m.household_id, m.member_id, m.kind limit ${limit})
    select p.household_id, h.head_name, h.group_name, p.division_id, d.code as division_code, d.name as division_name, p.member_id, p.name as member_name, p.pack_id, p.kind
    from page p join app.household h on h.county_id = ${countyId} and h.household_id = p.household_id join app.division d on d.division_id = p.division_id
    order by p.division_id, p.household_id, p.member_id, p.kind`.execute(tx);
  return rows;
}

export async function countLacking(tx: Tx, countyId: number, question: LackingQuestion): Promise<number> {
  const { rows } = await sql<{ total: number }>`${lacking(countyId, question)} select count(*)::int as total from lacks`.execute(tx);
  return rows[0]?.total ?? 0;
}

export interface UseQuestion {
  readonly divisionIds: readonly number[];
  readonly on: string;
  readonly from: string;
  readonly required: Readonly<Record<string, readonly string[]>>;
  /** Valid ones whose last day is not after this are expiring. */
  readonly expiringBy: string;
}

export interface MemberUse {
  /** Has any valid certificate, whether or not a hospital opens the channel. */
  readonly holds: boolean;
  readonly certified: boolean;
  readonly delivered: boolean;
  readonly expiring: boolean;
  readonly uses: number;
  readonly waived: number;
  /** What the holder said of never using it; null: nobody has asked. */
  readonly why: string | null;
}

// Who counts, and what certified, delivered and used mean, is told by app.member_care alone; added here are the last day and the holder's words.
const memberUse = (countyId: number, { divisionIds, on, from, required, expiringBy }: UseQuestion) => sql`(
  select x.division_id, x.household_id, x.member_id, x.certified, x.certified and x.delivered as delivered, x.certified and coalesce(c.expiring, false) as expiring,
    x.uses, x.waived, c.why, c.certificate_id, c.certificate_id is not null as holds
  from app.member_care(${countyId}, ${[...divisionIds]}::int[], ${on}::date, ${from}::date, ${JSON.stringify(required)}::jsonb, '{}'::text[]) x
  left join (
    select v.member_id, bool_or(v.expires_on <= ${expiringBy}::date) as expiring, min(v.unused_why) as why, min(v.certificate_id::text)::uuid as certificate_id
    from app.certificate v
    where v.county_id = ${countyId} and v.division_id = any(${[...divisionIds]}::int[]) and v.issued_on <= ${on}::date and (v.ended_on is null or v.ended_on > ${on}::date)
      and (v.expires_on is null or v.expires_on >= ${on}::date) group by v.member_id) c on c.member_id = x.member_id)`;

/** Members alike, counted: a hundred thousand make a few dozen rows. */
export async function countMemberUse(tx: Tx, countyId: number, question: UseQuestion): Promise<(MemberUse & { readonly members: number })[]> {
  const { rows } = await sql<MemberUse & { members: number; waived: string | number }>`
    select u.holds, u.certified, u.delivered, u.expiring, sum(u.uses)::int as uses, sum(u.waived) as waived, u.why, count(*)::int as members
    from ${memberUse(countyId, question)} u group by u.holds, u.certified, u.delivered, u.expiring, u.why, u.uses > 0 order by 1, 2, 3, 4, 7`.execute(tx);
  return rows.map((row) => ({ ...row, waived: Number(row.waived) }));
}

export interface MemberUseRow extends MemberUse {
  readonly householdId: string;
  readonly memberId: string;
  readonly certificateId: string | null;
}

/** The members themselves, in order of place. */
export async function listMemberUse(tx: Tx, countyId: number, question: UseQuestion): Promise<MemberUseRow[]> {
  const { rows } = await sql<MemberUseRow>`select * from ${memberUse(countyId, question)} u order by u.division_id, u.household_id, u.member_id`.execute(tx);
  return rows.map((row) => ({ ...row, waived: Number(row.waived) }));
}

/** Certificates still open of members who died or whose household is no longer served; those that ran out are no hurry. */
export async function listGone(tx: Tx, countyId: number, today: string, limit: number) {
  const { rows } = await sql<{ certificateId: string; householdId: string; divisionId: number; died: boolean }>`
    select c.certificate_id, c.household_id, c.division_id, (m.death_day is not null and m.death_day <= ${today}::date) as died
    from app.certificate c join app.member m on m.county_id = ${countyId} and m.member_id = c.member_id
    where c.county_id = ${countyId} and c.ended_on is null and (m.death_day <= ${today}::date or not exists (
      select 1 from app.service_spell s where s.county_id = ${countyId} and s.household_id = c.household_id
        and s.from_day <= ${today}::date and (s.to_day is null or s.to_day >= ${today}::date)))
    order by c.certificate_id limit ${limit}`.execute(tx);
  return rows;
}

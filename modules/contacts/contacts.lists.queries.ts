import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface LoadRow {
  readonly workerId: string;
  readonly role: string;
  readonly households: number;
}

/**
 * Workers who hold a role today for households of some divisions, by id, with the number of households in each role.
 * @param after the worker the page before ended with. @param limit workers, not rows.
 */
export async function listLoads(tx: Tx, countyId: number, divisionIds: readonly number[], on: string, after: string | null, limit: number): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    with page as (
      select distinct a.worker_id from app.assignment a
      where a.county_id = ${countyId} and a.division_id = any(${[...divisionIds]}::int[]) and a.from_day <= ${on}::date and (a.to_day is null or a.to_day >= ${on}::date)
        and (${after}::uuid is null or a.worker_id > ${after}::uuid)
      order by a.worker_id limit ${limit})
    select a.worker_id, a.role, count(distinct a.household_id)::int as households
    from app.assignment a join page p on p.worker_id = a.worker_id
    where a.county_id = ${countyId} and a.division_id = any(${[...divisionIds]}::int[]) and a.from_day <= ${on}::date and (a.to_day is null or a.to_day >= ${on}::date)
    group by a.worker_id, a.role order by a.worker_id, a.role`.execute(tx);
  return rows;
}

/** How many households each worker serves in all, whatever the roles. */
export async function listLoadTotals(tx: Tx, countyId: number, divisionIds: readonly number[], on: string, workerIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ workerId: string; total: number }>`
    select a.worker_id, count(distinct a.household_id)::int as total from app.assignment a
    where a.county_id = ${countyId} and a.worker_id = any(${[...workerIds]}::uuid[]) and a.division_id = any(${[...divisionIds]}::int[])
      and a.from_day <= ${on}::date and (a.to_day is null or a.to_day >= ${on}::date)
    group by a.worker_id order by a.worker_id`.execute(tx);
  return new Map(rows.map((row) => [row.workerId, row.total]));
}

export async function countLoads(tx: Tx, countyId: number, divisionIds: readonly number[], on: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(distinct a.worker_id)::int as total from app.assignment a
    where a.county_id = ${countyId} and a.division_id = any(${[...divisionIds]}::int[]) and a.from_day <= ${on}::date and (a.to_day is null or a.to_day >= ${on}::date)`
    .execute(tx);
  return rows[0]?.total ?? 0;
}

export interface NamedHousehold {
  readonly householdId: string;
  readonly headName: string;
  readonly groupName: string;
  readonly divisionCode: string;
  readonly divisionName: string;
}

export interface VacancyRow extends NamedHousehold {
  readonly divisionId: number;
  readonly role: string;
}

/** Required roles that are not held as asked, as of the stored standing, by division and household. */
export async function listVacancyRows(
  tx: Tx, countyId: number, divisionIds: readonly number[], role: string | null, after: readonly [number, string, string] | null, limit: number,
): Promise<VacancyRow[]> {
  const [division, household, last] = after ?? [null, null, null];
  const { rows } = await sql<VacancyRow>`
    select s.division_id, s.household_id, h.head_name, h.group_name, d.code as division_code, d.name as division_name, v.role
    from app.household_standing s
    join app.household h on h.county_id = s.county_id and h.household_id = s.household_id
    join app.division d on d.division_id = h.division_id
    cross join lateral unnest(s.vacant_roles) as v(role)
    where s.county_id = ${countyId} and h.county_id = ${countyId} and s.division_id = any(${[...divisionIds]}::int[]) and s.served
      and s.vacant_roles <> '{}' and (${role}::text is null or v.role = ${role})
      and (${division}::int is null or (s.division_id, s.household_id, v.role) > (${division}::int, ${household}::uuid, ${last}::text))
    order by s.division_id, s.household_id, v.role limit ${limit}`.execute(tx);
  return rows;
}

export async function countVacancies(tx: Tx, countyId: number, divisionIds: readonly number[], role: string | null): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from app.household_standing s cross join lateral unnest(s.vacant_roles) as v(role)
    where s.county_id = ${countyId} and s.division_id = any(${[...divisionIds]}::int[]) and s.served and (${role}::text is null or v.role = ${role})`.execute(tx);
  return rows[0]?.total ?? 0;
}

export interface ToTellRow extends NamedHousehold {
  readonly dutyId: string;
  readonly rule: string;
  readonly role: string;
  readonly packId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly workerId: string | null;
}

// Told or not, what lies a year back is no longer work to do; it stays in the household's file and in the figures.
const TELL_BACK_DAYS = 366;

/**
 * Households that are still to be told of a new contact: duties of the given rules that nobody did, open or past their last day. Past it, a
 * contact with purpose handover or card after all takes the household off the list; the duty stays missed.
 */
export async function listToTellRows(
  tx: Tx, countyId: number, query: { readonly divisionIds: readonly number[]; readonly rules: readonly string[]; readonly today: string; readonly late: boolean | null },
  after: readonly [string, string] | null, limit: number,
): Promise<ToTellRow[]> {
  const [lastDay, dutyId] = after ?? [null, null];
  const { rows } = await sql<ToTellRow>`
    select t.duty_id, t.rule, t.role, t.pack_id, t.first_day, t.last_day, t.worker_id, h.household_id, h.head_name, h.group_name,
      d.code as division_code, d.name as division_name
    from app.duty t
    join app.household h on h.county_id = t.county_id and h.household_id = t.household_id
    join app.division d on d.division_id = h.division_id
    where t.county_id = ${countyId} and h.county_id = ${countyId} and ${stillToTell(countyId, query)}
      and (${lastDay}::date is null or (t.last_day, t.duty_id) > (${lastDay}::date, ${dutyId}::text))
    order by t.last_day, t.duty_id limit ${limit}`.execute(tx);
  return rows;
}

export async function countToTell(
  tx: Tx, countyId: number, query: { readonly divisionIds: readonly number[]; readonly rules: readonly string[]; readonly today: string; readonly late: boolean | null },
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from app.duty t where t.county_id = ${countyId} and ${stillToTell(countyId, query)}`.execute(tx);
  return rows[0]?.total ?? 0;
}

function stillToTell(countyId: number, query: { divisionIds: readonly number[]; rules: readonly string[]; today: string; late: boolean | null }) {
  const { divisionIds, rules, today, late } = query;
  return sql`t.division_id = any(${[...divisionIds]}::int[]) and t.rule = any(${[...rules]}::text[]) and t.fixed is null and t.met_on is null
    and t.first_day <= ${today}::date and t.last_day >= ${today}::date - ${TELL_BACK_DAYS}::int
    and (${late}::boolean is null or (t.last_day < ${today}::date) = ${late}::boolean)
    and not exists (select 1 from app.visit v where v.county_id = ${countyId} and v.household_id = t.household_id and v.day > t.last_day
      and v.outcome = 'reached' and v.voided_at is null and v.purposes && array['handover', 'card'])`;
}

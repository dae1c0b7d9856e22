import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface LoadRow {
  readonly workerId: string;
  /** Null: households of all roles together, each counted once. */
  readonly role: string | null;
  readonly households: number;
  /** Workers there are from this page on. */
  readonly workers: number;
}

/**
 * Workers who hold a role on a day for households of some divisions, by id, with the number of households in each role and in all.
 * @param after the worker the page before ended with. @param limit workers, not rows.
 */
export async function listLoads(tx: Tx, countyId: number, divisionIds: readonly number[], on: string, after: string | null, limit: number): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    select * from app.list_loads(${countyId}, ${[...divisionIds]}::int[], ${on}::date, ${after}::uuid, ${limit}::int) order by worker_id, role`.execute(tx);
  return rows;
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
    select v.division_id, v.household_id, h.head_name, h.group_name, d.code as division_code, d.name as division_name, v.role
    from app.list_vacancies(${countyId}, ${[...divisionIds]}::int[], ${role}::text, ${division}::int, ${household}::uuid, ${last}::text, ${limit}::int) v
    join app.household h on h.household_id = v.household_id
    join app.division d on d.division_id = h.division_id
    where h.county_id = ${countyId} order by v.division_id, v.household_id, v.role`.execute(tx);
  return rows;
}

export async function countVacancies(tx: Tx, countyId: number, divisionIds: readonly number[], role: string | null): Promise<number> {
  const { rows } = await sql<{ total: number }>`select app.count_vacancies(${countyId}, ${[...divisionIds]}::int[], ${role}::text) as total`.execute(tx);
  return rows[0]!.total;
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

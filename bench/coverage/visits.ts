import { sql } from 'kysely';
import type { Ground } from '../lists/ground.ts';

export const TOWNSHIP = '519900103000';
const VISITS_EACH = 60;

/** Over a year of weekly visits for each household of one township: what working out a past day has to read. Each by one of the household's own contacts in turn. */
export async function layVisits({ owner, countyId, today }: Ground): Promise<number> {
  return owner.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`create temp table past on commit drop as
      select h.county_id, h.household_id, h.division_id, gen_random_uuid() as visit_id, n, ${today}::date - 7 * n - 10 as day,
        (select a.account_id from app.account a where a.county_id = h.county_id order by a.account_id limit 1) as recorder_id
      from app.household h join app.division d on d.division_id = h.division_id join app.division t on t.division_id = d.parent_id
      cross join generate_series(1, ${VISITS_EACH}) n where h.county_id = ${countyId} and t.code = ${TOWNSHIP}`.execute(tx);
    await sql`insert into app.visit (county_id, visit_id, household_id, division_id, day, kind, outcome, purposes, recorder_id, recorded_at)
      select p.county_id, p.visit_id, p.household_id, p.division_id, p.day, case when p.n % 3 = 0 then 'phone' else 'home' end, 'reached', array['routine'], p.recorder_id, p.day + time '09:00'
      from past p`.execute(tx);
    await sql`insert into app.visit_participant (county_id, visit_id, worker_id, household_id, division_id)
      select p.county_id, p.visit_id, a.worker_id, p.household_id, p.division_id from past p
      join (select a.*, row_number() over (partition by a.household_id order by a.role) as at, count(*) over (partition by a.household_id) as of from app.assignment a) a
        on a.county_id = p.county_id and a.household_id = p.household_id and a.at = 1 + p.n % a.of`.execute(tx);
    const { rows } = await sql<{ n: number }>`select count(distinct household_id)::int as n from past`.execute(tx);
    return rows[0]!.n;
  });
}

import { sql } from 'kysely';
import type { World } from './world.ts';

type Counted = Pick<World, 'owner' | 'countyId'>;

/** Duties that are alike in all that figures ask for, and how many: as app.duty_tally keeps it. */
export async function tallied({ owner, countyId }: Counted): Promise<object[]> {
  const { rows } = await sql<object>`
    select t.division_id, t.rule, t.first_day, t.last_day, t.rolling, t.fixed, t.met_on is not null as met, t.after_state, sum(t.n)::int as n
    from app.duty_tally t where t.county_id = ${countyId}
    group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(t.n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8`.execute(owner);
  return rows;
}

/** The same counted from the duties themselves. */
export async function countedAnew({ owner, countyId }: Counted): Promise<object[]> {
  const { rows } = await sql<object>`
    select d.division_id, d.rule, d.first_day, d.last_day, d.rolling, d.fixed, d.met_on is not null as met, d.after_state, count(*)::int as n
    from app.duty d where d.county_id = ${countyId}
    group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8`.execute(owner);
  return rows;
}

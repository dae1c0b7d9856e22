import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { listDutyRows, listHouseholdNames, listWorkerNames, type WorklistFilter } from '../../modules/duties/duties.queries.ts';
import { countServed, flaggedAmong, type ListFilter, listPage, owedBy } from '../../modules/households/households.list.queries.ts';
import type { Ground } from './ground.ts';

const LIMIT = 50;
const OFFICER = [{ postId: '', kind: 'countyOfficer', divisionId: 0, path: '', level: 'county', code: '', name: '' }];

/** The statements of the household list, by the owner, whom no policy binds. */
export async function plainHouseholds({ owner, countyId, today }: Ground): Promise<void> {
  const ctx = { tx: owner, today, actor: { countyId, posts: OFFICER } } as unknown as Context;
  const filter: ListFilter = { sought: null, divisionIds: null };
  const ids = (await listPage(ctx, filter, LIMIT + 1, null)).slice(0, LIMIT).map((row) => row.householdId);
  await owedBy(ctx, ids);
  await flaggedAmong(ctx, ids, 'livingAlone');
  await countServed(ctx, null);
}

/** The statements of the worklist, by the owner. */
export async function plainWorklist({ owner, countyId, today }: Ground): Promise<void> {
  const tx = owner as never;
  const filter: WorklistFilter = {
    countyId, today, workerId: null, states: ['open', 'missed', 'attempted', 'vacant'], from: null, until: null, divisionIds: null, householdId: null, role: null,
    limit: LIMIT + 1, after: null, reach: null,
  };
  const rows = (await listDutyRows(tx, filter)).slice(0, LIMIT);
  await listHouseholdNames(tx, countyId, [...new Set(rows.map((row) => row.householdId))]);
  await listWorkerNames(tx, countyId, [...new Set(rows.flatMap((row) => row.workerId ?? []))]);
  await sql`select sum(t.n) from app.duty_tally t where t.county_id = ${countyId}
    and app.duty_state(t.fixed, t.first_day, t.last_day, t.met_on, t.after_state, ${today}::date) = any(${[...filter.states]}::text[])`.execute(owner);
}

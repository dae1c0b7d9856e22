import type { Context } from '../../platform/context.ts';
import { recordLook } from '../../platform/records/records.ts';
import { findWorkers } from '../accounts/workers.queries.ts';
import { workerCondition } from '../accounts/workers.search.ts';
import { listDivisionRows } from '../divisions/divisions.queries.ts';
import { listPage } from './households.list.queries.ts';
import { seek, type Sought } from './households.search.ts';
import type { Suggestion } from './suggest.schema.ts';

const HOUSEHOLDS = 8;
const OTHERS = 4;

/** What the search box offers while somebody types: the same scope and the same matching as the lists, and one record of who was shown. */
export async function suggest(ctx: Context, { q }: { q: string }): Promise<{ items: Suggestion[]; next: null }> {
  const sought = await seek(ctx, q);
  if (sought === null) return { items: [], next: null };
  const households = await suggestHouseholds(ctx, sought);
  await recordLook(ctx, { subject: 'suggest', householdIds: households.map((item) => item.id) });
  return { items: [...households, ...(await suggestWorkers(ctx, q)), ...(await suggestDivisions(ctx, sought))], next: null };
}

async function suggestHouseholds(ctx: Context, sought: Sought): Promise<Suggestion[]> {
  // By name only: a place is offered as a place, not as every household in it.
  const rows = await listPage(ctx, { sought: { ...sought, divisionIds: [] }, divisionIds: null }, HOUSEHOLDS, null);
  return rows.map((row) => ({
    kind: 'household', id: row.householdId, label: row.headName,
    hint: [row.townshipName, row.divisionName === row.townshipName ? '' : row.divisionName, row.groupName].filter((part) => part !== '').join(' · '),
  }));
}

async function suggestWorkers(ctx: Context, q: string): Promise<Suggestion[]> {
  const condition = workerCondition(ctx, q);
  const rows = condition === null ? [] : await findWorkers(ctx.tx, ctx.actor.countyId, OTHERS, condition);
  return rows.map((row) => ({ kind: 'worker', id: row.workerId, label: row.name, hint: row.divisionName }));
}

async function suggestDivisions(ctx: Context, { search }: Sought): Promise<Suggestion[]> {
  if (search.kind !== 'words') return [];
  const rows = await listDivisionRows(ctx.tx, ctx.actor.countyId);
  const names = new Map(rows.map((row) => [row.divisionId, row.name]));
  return rows.filter((row) => row.name.startsWith(search.words)).slice(0, OTHERS)
    .map((row) => ({ kind: 'division', id: row.code, label: row.name, hint: names.get(row.parentId ?? 0) ?? '' }));
}

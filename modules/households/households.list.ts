import type { Context } from '../../platform/context.ts';
import { coversTerritory } from '../accounts/accounts.rules.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { recordLook } from '../../platform/records/records.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { roleTitle } from '../policies/policies.titles.rules.ts';
import { countAll, countServed, flaggedAmong, type LineRow, type ListFilter, listPage, type Owed, owedBy } from './households.list.queries.ts';
import { familyOf } from './households.rules.ts';
import type { HouseholdLine, HouseholdsQuery } from './households.schema.ts';
import { seek } from './households.search.ts';
import { awayPlaces } from './spells.queries.ts';

/** Households the actor may see, by place. One record of the look names all that were shown. `total` comes with the first page only, exact or not at all. */
export async function listHouseholds(ctx: Context, query: HouseholdsQuery): Promise<{ items: HouseholdLine[]; next: string | null; total?: number }> {
  const filter = await filterOf(ctx, query);
  const after = fromCursor<readonly [number, string]>(query.after, 2);
  const rows = await listPage(ctx, filter, query.limit + 1, after);
  const page = rows.slice(0, query.limit);
  const items = await viewLines(ctx, page);
  await recordLook(ctx, { subject: 'households.list', householdIds: items.map((item) => item.id) });
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? toCursor([last.divisionId, last.householdId]) : null;
  if (after !== null) return { items, next };
  const counted = next === null ? items.length : await total(ctx, filter);
  return { items, next, ...(counted === undefined ? {} : { total: counted }) };
}

async function filterOf(ctx: Context, query: HouseholdsQuery): Promise<ListFilter> {
  const { search, division, worker, role, limit: _limit, after: _after, ...flags } = query;
  const place = division === undefined ? null : await getDivisionByCode(ctx, division);
  const whole = place === null || place.level === 'county';
  return {
    ...flags,
    ...(role !== undefined && worker === undefined && query.vacant !== true && isRequired(ctx, role) ? { inPlace: role } : { role }),
    sought: await seek(ctx, search),
    divisionIds: whole ? null : await divisionIdsWithin(ctx.tx, ctx.actor.countyId, place.path),
    workerId: worker === 'me' ? ctx.actor.workerId : worker,
  };
}

/** Figures count roles that some pack asks for; one that none does, such as somebody's special helper, is found by who was assigned. */
const isRequired = ({ book }: Context, role: string): boolean => Object.values(book.packs).some(({ required }) => required.some((one) => one.role === role));

/** Sums by place know nothing of households assigned one by one, nor of any other filter. */
async function total(ctx: Context, filter: ListFilter): Promise<number | undefined> {
  const { divisionIds, sought, ...rest } = filter;
  const plain = sought === null && Object.values(rest).every((value) => value === undefined);
  const territorial = ctx.actor.posts.every(coversTerritory);
  return plain && territorial ? countServed(ctx, divisionIds) : countAll(ctx, filter);
}

/** Rows of a list as lines; the same lines stand on every list of households. */
async function viewLines(ctx: Context, rows: readonly LineRow[]): Promise<HouseholdLine[]> {
  const ids = rows.map((row) => row.householdId);
  const owed = await owedBy(ctx, ids);
  const alone = await flaggedAmong(ctx, ids, 'livingAlone');
  const places = await awayPlaces(ctx.tx, ctx.actor.countyId, rows.filter((row) => row.away).map((row) => row.householdId), ctx.today);
  return rows.map((row) => ({ ...lineOf(ctx, row, owed.get(row.householdId)), livingAlone: alone.has(row.householdId), awayPlace: places.get(row.householdId) ?? null }));
}

function lineOf({ book, today }: Context, row: LineRow, owed: Owed | undefined): Omit<HouseholdLine, 'livingAlone' | 'awayPlace'> {
  return {
    id: row.householdId, name: row.headName, family: familyOf(row.headName),
    division: { code: row.divisionCode, name: row.divisionName }, township: { code: row.townshipCode, name: row.townshipName }, groupName: row.groupName,
    away: row.away, callsOnly: row.callableOnly, key: row.keyHousehold, vacantRoles: row.vacantRoles,
    vacantTitles: row.vacantRoles.map((role) => roleTitle(book, null, role)),
    overdue: owed?.overdue ?? 0, nextDue: owed?.nextDue ?? null, lastVisitOn: row.lastVisitOn, stale: row.staleOn < today, marks: row.marks,
  };
}

import { type Expression, sql, type SqlBool } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { withinReach } from './households.reach.ts';
import { COUNTED, matching, type Sought } from './households.search.ts';

export interface ListFilter {
  readonly sought: Sought | null;
  /** At or below the place asked for; null: everywhere the actor may look. */
  readonly divisionIds: readonly number[] | null;
  readonly flag?: string | undefined;
  readonly vacant?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  readonly stale?: boolean | undefined;
  readonly away?: boolean | undefined;
  readonly complete?: boolean | undefined;
  readonly card?: boolean | undefined;
  readonly marks?: boolean | undefined;
  readonly ended?: boolean | undefined;
  readonly role?: string | undefined;
  /** A required role as figures count it: held for the household or for its whole place, by a leader where one is asked for. */
  readonly inPlace?: string | undefined;
  readonly workerId?: string | null | undefined;
}

/**
 * Standings under a filter: the one definition that the page and its total both come from. Names and places are joined to the page alone,
 * because joined before the limit they are read for the whole county.
 */
function filtered(ctx: Context, filter: ListFilter) {
  const { tx, actor, today } = ctx;
  const reach = filter.divisionIds === null ? withinReach(actor, 's') : null;
  return tx.selectFrom('householdStanding as s')
    .where('s.countyId', '=', actor.countyId).where('s.served', '=', filter.ended !== true)
    .$if(reach !== null, (query) => query.where(reach!))
    .$if(filter.divisionIds !== null, (query) => query.where('s.divisionId', '=', sql<number>`any(${[...filter.divisionIds!]}::int[])`))
    .$if(filter.sought !== null, (query) => query.where((eb) => (filter.sought!.many ? amongMany : amongFew)(matching(ctx, eb as never, filter.sought!) as never)))
    .$if(filter.vacant !== undefined, (query) => query.where(sql<SqlBool>`(cardinality(s.vacant_roles) > 0) = ${filter.vacant!}`))
    .$if(filter.stale !== undefined, (query) => query.where('s.staleOn', filter.stale ? '<' : '>=', today))
    .$if(filter.away !== undefined, (query) => query.where('s.away', '=', filter.away!))
    .$if(filter.complete !== undefined, (query) => query.where('s.complete', '=', filter.complete!))
    .$if(filter.card !== undefined, (query) => query.where('s.cardCurrent', '=', filter.card!))
    .$if(filter.inPlace !== undefined, (query) => query.where(sql<SqlBool>`${filter.inPlace!} = any(s.held_roles)`))
    .$if(filter.marks === true, (query) => query.where(amongFew(marked(ctx))))
    .$if(filter.marks === false, (query) => query.where((eb) => eb('s.householdId', 'not in', marked(ctx))))
    .$if(filter.flag !== undefined, (query) => query.where((eb) => eb('s.householdId', 'in', flagged(ctx, filter.flag!))))
    .$if(filter.overdue !== undefined, (query) => query.where(sql<SqlBool>`(s.overdue_on @> ${today}::date) = ${filter.overdue!}`))
    // A role asked for together with `vacant` is the vacant one, otherwise one that the worker holds in person.
    .$if(filter.role !== undefined && filter.vacant === true, (query) => query.where(sql<SqlBool>`${filter.role!} = any(s.vacant_roles)`))
    .$if(filter.workerId !== undefined || (filter.role !== undefined && filter.vacant !== true), (query) =>
      query.where((eb) => eb('s.householdId', 'in', heldBy(ctx, filter.workerId, filter.vacant === true ? undefined : filter.role))));
}

/**
 * The households found first, then their standings. Left to choose, the planner walks the county for the first eight of a name and looks each
 * up among all that match (measured: one letter typed, 8 s).
 */
const amongFew = (found: Expression<unknown>) => sql<SqlBool>`s.household_id = any(array(${found}))`;

/**
 * Where half a county is found, each standing in order of place is looked up among them instead, and the first fifty are soon there. `is true`
 * keeps the planner from joining and sorting all of them first (measured: one letter typed, 120 ms instead of 40).
 */
const amongMany = (found: Expression<unknown>) => sql<SqlBool>`(s.household_id in (${found})) is true`;

function marked(ctx: Context) {
  return ctx.tx.selectFrom('household as k').select('k.householdId').where('k.countyId', '=', ctx.actor.countyId).where(sql<SqlBool>`cardinality(k.marks) > 0`);
}

function flagged(ctx: Context, key: string) {
  return ctx.tx.selectFrom('flagSpell as f').select('f.householdId')
    .where('f.countyId', '=', ctx.actor.countyId).where('f.key', '=', key).where('f.fromDay', '<=', ctx.today)
    .where((eb) => eb.or([eb('f.toDay', 'is', null), eb('f.toDay', '>=', ctx.today)]));
}

function heldBy(ctx: Context, workerId: string | null | undefined, role: string | undefined) {
  return ctx.tx.selectFrom('assignment as a').select('a.householdId')
    .where('a.countyId', '=', ctx.actor.countyId).where('a.fromDay', '<=', ctx.today)
    .where((eb) => eb.or([eb('a.toDay', 'is', null), eb('a.toDay', '>=', ctx.today)]))
    .$if(workerId !== undefined, (query) => query.where('a.workerId', '=', workerId!))
    .$if(role !== undefined, (query) => query.where('a.role', '=', role!));
}

/** One page by place and then by household; `after` is the last row of the page before. */
export function listPage(ctx: Context, filter: ListFilter, limit: number, after: readonly [number, string] | null) {
  const page = filtered(ctx, filter)
    .select(['s.householdId', 's.divisionId', 's.away', 's.callableOnly', 's.keyHousehold', 's.vacantRoles', 's.lastVisitOn', 's.staleOn'])
    .$if(after !== null, (query) => query.where((eb) => eb(eb.refTuple('s.divisionId', 's.householdId'), '>', eb.tuple(after![0], sql<string>`${after![1]}::uuid`))))
    .orderBy('s.divisionId').orderBy('s.householdId').limit(limit);
  return ctx.tx.selectFrom(page.as('p'))
    .innerJoin('household as h', (join) => join.on('h.countyId', '=', ctx.actor.countyId).onRef('h.householdId', '=', 'p.householdId'))
    .innerJoin('division as d', 'd.divisionId', 'p.divisionId')
    .innerJoin('division as t', (join) => join.on(sql<SqlBool>`t.division_id = case when d.level = 'village' then d.parent_id else d.division_id end`))
    .select(['p.householdId', 'p.divisionId', 'h.headName', 'h.groupName', 'h.marks', 'p.away', 'p.callableOnly', 'p.keyHousehold', 'p.vacantRoles',
      'p.lastVisitOn', 'p.staleOn', 'd.code as divisionCode', 'd.name as divisionName', 't.code as townshipCode', 't.name as townshipName'])
    .where('h.countyId', '=', ctx.actor.countyId)
    .orderBy('p.divisionId').orderBy('p.householdId').execute();
}
export type LineRow = Awaited<ReturnType<typeof listPage>>[number];

/** How many there are; undefined where nothing is asked for but a name, a list or a contact, and that is held by more than ten thousand. */
export async function countAll(ctx: Context, filter: ListFilter): Promise<number | undefined> {
  if (await foundMany(ctx, filter)) return undefined;
  const some = filtered(ctx, filter).select('s.householdId');
  const { n } = await ctx.tx.selectFrom(some.as('s')).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return n;
}

/** What stands in a household's own standing is counted to the end, half a microsecond each; what is looked up elsewhere costs ten times as much. */
async function foundMany(ctx: Context, { sought, divisionIds, flag, workerId, role, ...standing }: ListFilter): Promise<boolean> {
  const held = workerId !== undefined || role !== undefined;
  const ways = [sought !== null, flag !== undefined, held].filter(Boolean).length;
  if (ways !== 1 || divisionIds !== null || Object.values(standing).some((value) => value !== undefined)) return false;
  if (sought !== null) return sought.many;
  return isMany(ctx, held
    ? heldBy(ctx, workerId, role).distinct().orderBy('a.householdId').limit(COUNTED + 1)
    : flagged(ctx, flag!).distinct().orderBy('f.householdId').limit(COUNTED + 1));
}

async function isMany({ tx }: Context, found: Expression<unknown>): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${found} as f`.execute(tx);
  return rows[0]!.n > COUNTED;
}

/** The households served in these places, summed from one row a place instead of one a household. */
export async function countServed(ctx: Context, divisionIds: readonly number[] | null): Promise<number> {
  const { n } = await ctx.tx.selectFrom('divisionStanding as s').select((eb) => eb.fn.coalesce(eb.fn.sum<number>('s.served'), sql<number>`0`).as('n'))
    .where('s.countyId', '=', ctx.actor.countyId)
    .$if(divisionIds !== null, (query) => query.where('s.divisionId', 'in', [...divisionIds!, 0])).executeTakeFirstOrThrow();
  return Number(n);
}

export interface Owed {
  readonly overdue: number;
  readonly nextDue: string | null;
}

/** What the households of one page still owe: how much is overdue, and the last day of what comes next. */
export async function owedBy(ctx: Context, ids: readonly string[]): Promise<Map<string, Owed>> {
  if (ids.length === 0) return new Map();
  const { today } = ctx;
  const rows = await ctx.tx.selectFrom('duty as u')
    .select(['u.householdId',
      sql<number>`count(*) filter (where app.overdue_on(u.last_day, u.rolling) @> ${today}::date)`.as('overdue'),
      sql<string | null>`min(u.last_day) filter (where u.last_day >= ${today}::date)`.as('nextDue')])
    .where('u.countyId', '=', ctx.actor.countyId).where('u.householdId', 'in', [...ids]).where('u.fixed', 'is', null).where('u.metOn', 'is', null)
    .groupBy('u.householdId').orderBy('u.householdId').execute();
  return new Map(rows.map(({ householdId, overdue, nextDue }) => [householdId, { overdue: Number(overdue), nextDue }]));
}

/** Those of the households that stand on a list today. */
export async function flaggedAmong(ctx: Context, ids: readonly string[], key: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await flagged(ctx, key).where('f.householdId', 'in', [...ids]).orderBy('f.householdId').execute();
  return new Set(rows.map((row) => row.householdId));
}

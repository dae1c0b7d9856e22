import { type Expression, sql, type SqlBool } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { State } from './duties.schema.ts';

export interface WorklistFilter {
  readonly countyId: number;
  readonly today: string;
  readonly workerId: string | null;
  readonly states: readonly State[];
  readonly from: string | null;
  readonly until: string | null;
  /** Divisions at and below the one asked for; null: all in scope. */
  readonly divisionIds: readonly number[] | null;
  readonly householdId: string | null;
  readonly role: string | null;
  readonly limit: number;
  readonly after: readonly [string, string, string] | null;
  /** The actor's territory where it is less than the county, of `d`. */
  readonly reach: Expression<SqlBool> | null;
}

// States in which something is still owed: these rows, and only these, stand in the partial indexes of app.duty.
const OWED: ReadonlySet<State> = new Set(['open', 'upcoming', 'missed', 'attempted', 'vacant']);
// What no day decides any more.
const SETTLED: ReadonlySet<State> = new Set(['void', 'adapted', 'excused']);

/**
 * How a duty lies towards today so that it is in one of these states. Said in days and not by app.duty_state: days have statistics, and of a function
 * the planner knows nothing, takes it for rare and reads all the duties of a county for the first fifty (measured: what is met, 6 s). `app.duty_state`
 * says the same of each; a test holds them equal.
 */
function lying(states: readonly State[], today: string): Expression<SqlBool> {
  const settled = states.filter((one) => SETTLED.has(one));
  const after = states.filter((one) => one === 'missed' || one === 'attempted' || one === 'vacant');
  const undone = sql`d.fixed is null and d.first_day <= ${today}::date and (d.met_on is null or d.met_on > ${today}::date)`;
  const ways = [
    ...(settled.length > 0 ? [sql`d.fixed = any(${settled}::text[])`] : []),
    ...(states.includes('upcoming') ? [sql`(d.fixed is null and d.first_day > ${today}::date)`] : []),
    ...(states.includes('met') ? [sql`(d.fixed is null and d.first_day <= ${today}::date and d.met_on <= ${today}::date)`] : []),
    ...(states.includes('open') ? [sql`(${undone} and d.last_day >= ${today}::date)`] : []),
    ...(after.length > 0 ? [sql`(${undone} and d.last_day < ${today}::date and d.after_state = any(${after}::text[]))`] : []),
  ];
  return sql<SqlBool>`(${sql.join(ways, sql` or `)})`;
}

function matching(tx: Tx, filter: WorklistFilter) {
  return tx.selectFrom('duty as d')
    .where('d.countyId', '=', filter.countyId)
    .$if(filter.states.every((one) => OWED.has(one)), (query) => query.where('d.fixed', 'is', null).where('d.metOn', 'is', null))
    .$if(filter.states.every((one) => SETTLED.has(one)), (query) => query.where('d.fixed', 'is not', null))
    .$if(filter.reach !== null, (query) => query.where(filter.reach!))
    .$if(filter.workerId !== null, (query) => query.where('d.workerId', '=', filter.workerId))
    .$if(filter.householdId !== null, (query) => query.where('d.householdId', '=', filter.householdId!))
    .$if(filter.role !== null, (query) => query.where('d.role', '=', filter.role!))
    .$if(filter.from !== null, (query) => query.where('d.lastDay', '>=', filter.from!))
    .$if(filter.until !== null, (query) => query.where('d.lastDay', '<=', filter.until!))
    .$if(filter.divisionIds !== null, (query) => query.where('d.divisionId', '=', sql<number>`any(${[...(filter.divisionIds ?? [])]}::int[])`))
    .where(lying(filter.states, filter.today));
}

/** Rows of the worklist, soonest end first. */
export function listDutyRows(tx: Tx, filter: WorklistFilter) {
  return matching(tx, filter)
    .select([
      'd.dutyId', 'd.householdId', 'd.memberId', 'd.rule', 'd.role', 'd.packId', 'd.firstDay', 'd.lastDay', 'd.rolling', 'd.needed', 'd.credited', 'd.vacant',
      'd.lateBy', 'd.workerId',
      sql<State>`app.duty_state(d.fixed, d.first_day, d.last_day, d.met_on, d.after_state, ${filter.today}::date)`.as('state'),
    ])
    .$if(filter.after !== null, (query) => query.where((eb) =>
      eb(eb.refTuple('d.lastDay', 'd.householdId', 'd.dutyId'), '>', eb.tuple(filter.after![0], filter.after![1], filter.after![2]))))
    .orderBy('d.lastDay').orderBy('d.householdId').orderBy('d.dutyId')
    .limit(filter.limit).execute();
}
export type WorklistRow = Awaited<ReturnType<typeof listDutyRows>>[number];

/** How many there are in the places the actor reads, whosever they are; from the tally, so that two million rows are no more work than two. */
export async function countTallied(tx: Tx, { countyId, divisionIds, states, role, from, until, today }: WorklistFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select app.count_worklist(${countyId}, ${divisionIds === null ? null : [...divisionIds]}::int[], ${[...states]}::text[], ${role}::text,
      ${from}::date, ${until}::date, ${today}::date) as count`.execute(tx);
  return rows[0]!.count;
}

/** From which to which last day the rows of a page lie, for whoever reads places; null where there are none. */
export async function findPageDays(tx: Tx, { countyId, divisionIds, states, role, from, until, after, today, limit }: WorklistFilter): Promise<{ first: string; last: string } | null> {
  const { rows: [days] } = await sql<{ first: string | null; last: string | null }>`
    select first_day as first, last_day as last from app.worklist_days(${countyId}, ${divisionIds === null ? null : [...divisionIds]}::int[], ${[...states]}::text[],
      ${role}::text, ${from}::date, ${until}::date, ${after?.[0] ?? null}::date, ${today}::date, ${limit})`.execute(tx);
  const { first, last } = days!;
  return first === null || last === null ? null : { first, last };
}

// Nobody works through a list of more; a worker or a household owes some hundreds.
const COUNTED = 10_000;

/** How many there are, one by one; undefined beyond ten thousand. */
export async function countDuties(tx: Tx, filter: WorklistFilter): Promise<number | undefined> {
  const some = matching(tx, filter).select('d.lastDay').limit(COUNTED + 1);
  const { count } = await tx.selectFrom(some.as('d')).select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return count > COUNTED ? undefined : count;
}

/** Who and where behind the rows of one page. */
export function listHouseholdNames(tx: Tx, countyId: number, householdIds: readonly string[]) {
  return tx.selectFrom('household as h')
    .innerJoin('division as v', 'v.divisionId', 'h.divisionId')
    .select(['h.householdId', 'h.headName', 'h.groupName', 'v.code', 'v.name'])
    .where('h.countyId', '=', countyId).where('h.householdId', '=', sql<string>`any(${[...householdIds]}::uuid[])`)
    .orderBy('h.householdId').execute();
}
export type NamedHousehold = Awaited<ReturnType<typeof listHouseholdNames>>[number];

export function listWorkerNames(tx: Tx, countyId: number, workerIds: readonly string[]) {
  return tx.selectFrom('worker as w').select(['w.workerId', 'w.name'])
    .where('w.countyId', '=', countyId).where('w.workerId', '=', sql<string>`any(${[...workerIds]}::uuid[])`)
    .orderBy('w.workerId').execute();
}

export function listDivisionsBelow(tx: Tx, countyId: number, code: string) {
  return tx.selectFrom('division as top')
    .innerJoin('division as d', (join) => join.onRef('d.countyId', '=', 'top.countyId').on(sql<boolean>`d.path >= top.path and d.path < top.path || '~'`))
    .select(['d.divisionId', 'd.parentId', 'd.level', 'd.code', 'd.name', 'd.path'])
    .where('top.countyId', '=', countyId).where('d.countyId', '=', countyId).where('top.code', '=', code)
    .orderBy('d.path').execute();
}

/** Households whose stored answers are of another day than today, or that have none yet. */
export function listOutdated(tx: Tx, countyId: number, today: string, limit: number) {
  return tx.selectFrom('household as h')
    .leftJoin('householdStanding as s', (join) => join.onRef('s.countyId', '=', 'h.countyId').onRef('s.householdId', '=', 'h.householdId').on('s.countyId', '=', countyId))
    .select('h.householdId').where('h.countyId', '=', countyId)
    .where((eb) => eb.or([eb('s.computedOn', 'is', null), eb('s.computedOn', '<>', today)]))
    .orderBy('h.householdId').limit(limit).execute();
}

export async function insertExcuse(tx: Tx, row: { countyId: number; excuseId: string; householdId: string; divisionId: number; dutyId: string; reason: string; givenBy: string; givenAt: Date }): Promise<void> {
  await tx.insertInto('excuse').values(row).execute();
}

export function findExcuse(tx: Tx, countyId: number, householdId: string, dutyId: string) {
  return tx.selectFrom('excuse').select(['reason']).where('countyId', '=', countyId).where('householdId', '=', householdId).where('dutyId', '=', dutyId).executeTakeFirst();
}

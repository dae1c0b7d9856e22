import { deepStrictEqual } from 'node:assert';
import { sql } from 'kysely';
import { careContext } from '../../entry/program.ts';
import { countDuties, listHouseholdPlaces, listStandings } from '../../modules/coverage/coverage.queries.ts';
import { coverageQuery } from '../../modules/coverage/coverage.schema.ts';
import { careFiguresOf, overviewOf } from '../../modules/coverage/coverage.service.ts';
import { standingsOf } from '../../modules/coverage/standings.ts';
import { listDivisionsBelow } from '../../modules/duties/duties.queries.ts';
import type { CareContext } from '../../modules/policies/policies.context.ts';
import type { Tx } from '../../platform/database/pool.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import type { BenchLine } from '../engine/index.ts';
import { ROLES } from '../lists/families.ts';
import { layCounty, type Ground } from '../lists/ground.ts';
import { layCare } from './care.ts';
import { layVisits, TOWNSHIP } from './visits.ts';

const HOUSEHOLDS = 100_000;
const RUNS = 7;
const PAST_RUNS = 3;
const COUNTY = '519900000000';

interface Kept { served: number; complete: number; held: Record<string, number> }
type ByPlace = ReadonlyMap<string, Kept>;

/** Every place with the sums of all at and below it. */
async function rollUp(tx: Tx, countyId: number, own: ReadonlyMap<number, Kept>): Promise<ByPlace> {
  const divisions = await listDivisionsBelow(tx, countyId, COUNTY);
  return new Map(divisions.map((head) => {
    const total: Kept = { served: 0, complete: 0, held: Object.fromEntries(ROLES.map((role) => [role, 0])) };
    for (const { divisionId, path } of divisions) if (path.startsWith(head.path)) add(total, own.get(divisionId));
    return [head.code, total];
  }));
}

function add(total: Kept, more: Kept | undefined): void {
  total.served += more?.served ?? 0;
  total.complete += more?.complete ?? 0;
  for (const role of ROLES) total.held[role] = total.held[role]! + (more?.held[role] ?? 0);
}

async function maintained(ctx: CareContext): Promise<ByPlace> {
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, COUNTY);
  const rows = await listStandings(ctx.tx, ctx.actor.countyId, divisions.map((division) => division.divisionId));
  return rollUp(ctx.tx, ctx.actor.countyId, new Map(rows.map((row) => [row.divisionId, { served: row.served, complete: row.complete, held: row.held as Record<string, number> }])));
}

/** The same by one statement over every household and assignment, as the owner. */
async function anew({ owner, countyId, today }: Ground): Promise<ByPlace> {
  const { rows } = await sql<{ divisionId: number; served: number; complete: number; held: Record<string, number> }>`
    select p.division_id, count(*) as served, count(*) filter (where cardinality(p.roles) = ${ROLES.length}) as complete,
      json_build_object(${sql.join(ROLES.map((role) => sql`${sql.lit(role)}, count(*) filter (where ${sql.lit(role)} = any(p.roles))`))}) as held
    from (
      select s.division_id, s.household_id, coalesce(array_agg(distinct a.role) filter (where a.role is not null), '{}') as roles
      from app.service_spell s
      left join app.assignment a on a.county_id = s.county_id and a.household_id = s.household_id and a.role = any(${[...ROLES]}::text[])
        and a.from_day <= ${today}::date and (a.to_day is null or a.to_day >= ${today}::date)
      where s.county_id = ${countyId} and s.from_day <= ${today}::date and (s.to_day is null or s.to_day >= ${today}::date)
      group by s.division_id, s.household_id) p
    group by p.division_id order by p.division_id`.execute(owner);
  return rollUp(owner as never, countyId, new Map(rows.map(({ divisionId, ...row }) => [divisionId, row])));
}

interface Counted { divisionId: number; met: number; missed: number; attempted: number; vacant: number; open: number }
const QUARTER = { from: '2026-10-01', to: '2026-12-31' };

/** What the duties of the quarter came to, counted from every one of them, as the owner. */
async function dutiesAnew({ owner, countyId, today }: Ground): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select c.division_id, count(*) filter (where c.outcome = 'met') as met, count(*) filter (where c.outcome = 'missed') as missed,
      count(*) filter (where c.outcome = 'attempted') as attempted, count(*) filter (where c.outcome = 'vacant') as vacant,
      count(*) filter (where c.state = 'open' and c.last_day between ${QUARTER.from}::date and ${QUARTER.to}::date) as open
    from (
      select d.division_id, d.last_day, app.duty_state(d.fixed, d.first_day, d.last_day, d.met_on, d.after_state, ${today}::date) as state,
        app.duty_outcome(d.fixed, d.first_day, d.last_day, d.rolling, d.met_on, d.overdue_until, d.after_state, ${QUARTER.from}::date, ${QUARTER.to}::date, ${today}::date) as outcome
      from app.duty d where d.county_id = ${countyId} and d.first_day <= ${QUARTER.to}::date
      offset 0) c
    group by c.division_id order by c.division_id`.execute(owner);
  return rows;
}

async function dutiesKept(ctx: CareContext): Promise<Counted[]> {
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, COUNTY);
  const rows = await countDuties(ctx.tx, ctx.actor.countyId, divisions.map((one) => one.divisionId), { today: ctx.today, ...QUARTER, weekEnd: ctx.today }, []);
  return rows.map(({ divisionId, met, missed, attempted, vacant, open }) => ({ divisionId, met, missed, attempted, vacant, open }));
}

interface Contestant { readonly name: string; readonly once: () => Promise<unknown>; readonly times: number[] }

async function time({ once, times }: Contestant, counted: boolean): Promise<void> {
  const begun = performance.now();
  await once();
  // The first round warms plans and caches and is not counted.
  if (counted) times.push(performance.now() - begun);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number): number => Math.round(value * 100) / 100;

const line = (own: Contestant, beside: Contestant): BenchLine => ({
  name: own.name, value: round(median(own.times)), unit: 'ms', runs: RUNS, min: round(Math.min(...own.times)), max: round(Math.max(...own.times)),
  beside: { name: beside.name, value: round(median(beside.times)) },
  ratio: Math.round(median(own.times.map((value, turn) => value / beside.times[turn]!)) * 10_000) / 10_000,
});

/** That what is kept is what is worked out anew, in how many places; throws where it is not. */
function equal(name: string, kept: ByPlace | readonly Counted[], anewFigures: ByPlace | readonly Counted[]): BenchLine {
  deepStrictEqual(kept, anewFigures);
  const places = 'size' in kept ? kept.size : kept.length;
  return { name, value: places, unit: 'places', runs: 1, min: places, max: places, beside: { name: 'places worked out anew', value: places }, ratio: 1 };
}

/** Both kinds of figures on a ground, and that they are the same figures. */
export async function measure(ground: Ground, report: (line: BenchLine) => void): Promise<void> {
  const through = <T>(work: (ctx: CareContext) => Promise<T>): Promise<T> =>
    runInContext(ground.program, careContext, { token: ground.officer, purpose: 'bench', writes: false }, work);
  const contacts: Contestant = { name: 'coverage.every-division', once: () => through(maintained), times: [] };
  const contactsAnew: Contestant = { name: 'contacts worked out anew by one statement over every assignment', once: () => anew(ground), times: [] };
  const duties: Contestant = { name: 'coverage.duties-of-the-quarter', once: () => through(dutiesKept), times: [] };
  const everyDuty: Contestant = { name: 'counted anew by one statement over every duty', once: () => dutiesAnew(ground), times: [] };
  // What the county opens: contacts, files and the duties of the quarter, of itself and its townships; and what it waits for next.
  const page: Contestant = { name: 'coverage.page', once: () => through((ctx) => overviewOf(ctx, coverageQuery.parse({ children: 'true' }))), times: [] };
  const care: Contestant = { name: 'coverage.care', once: () => through((ctx) => careFiguresOf(ctx, coverageQuery.parse({}))), times: [] };
  const both: Contestant = { name: 'both worked out anew', once: async () => { await anew(ground); await dutiesAnew(ground); }, times: [] };
  report(equal('coverage.places-equal', await through(maintained), await anew(ground)));
  report(equal('coverage.duties-equal', await through(dutiesKept), await dutiesAnew(ground)));
  const pairs = [[contacts, contactsAnew], [duties, everyDuty], [page, both], [care, both]] as const;
  for (let turn = -1; turn < RUNS; turn++) for (const one of new Set(pairs.flat())) await time(one, turn >= 0);
  for (const [own, beside] of pairs) report(line(own, beside));
}

const PAST = '2026-11-10';

/** A past day of one township with a year of visits, beside gathering what is known of its households and working nothing out. */
export async function measurePast(ground: Ground, report: (line: BenchLine) => void): Promise<void> {
  const households = await layVisits(ground);
  const through = (work: (ctx: CareContext) => Promise<unknown>) => () =>
    runInContext(ground.program, careContext, { token: ground.officer, purpose: 'bench', writes: false }, work);
  const past: Contestant = { name: 'coverage.past-day', once: through((ctx) => overviewOf(ctx, coverageQuery.parse({ division: TOWNSHIP, on: PAST }))), times: [] };
  const facts: Contestant = { name: 'gathering their facts alone', once: through(gatherTownship), times: [] };
  for (let turn = -1; turn < PAST_RUNS; turn++) for (const one of [past, facts]) await time(one, turn >= 0);
  const rate = (milliseconds: number): number => round(households / (milliseconds / 1000));
  report({
    name: past.name, value: rate(median(past.times)), unit: 'households/s', runs: PAST_RUNS, min: rate(Math.max(...past.times)), max: rate(Math.min(...past.times)),
    beside: { name: facts.name, value: rate(median(facts.times)) }, ratio: round(median(past.times.map((value, turn) => facts.times[turn]! / value))),
  });
}

async function gatherTownship(ctx: CareContext): Promise<void> {
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, TOWNSHIP);
  const places = await listHouseholdPlaces(ctx.tx, ctx.actor.countyId, divisions.map((one) => one.divisionId));
  for await (const _ of standingsOf(ctx, places.map((one) => one.householdId)));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const ground = await layCounty(HOUSEHOLDS);
  try {
    const report = (one: BenchLine): void => console.log(JSON.stringify(one));
    await layCare(ground);
    await measure(ground, report);
    await measurePast(ground, report);
  } finally {
    await ground.close();
  }
}

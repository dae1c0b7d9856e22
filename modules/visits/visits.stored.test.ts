import { addDays, day, toDay, toNumber } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { countedAnew, tallied } from '../../tests/tallies.ts';
import { testWorld } from '../../tests/world.ts';
import { visitInput, type VisitInput } from './visits.schema.ts';
import { recordVisit, voidVisit } from './visits.service.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan', name: '何山二' });
const carer = await world.addAccount({ username: 'carer', kind: 'contact', division: 'yunshan', name: '邹水七' });

const newHousehold = () => world.addHousehold({
  name: '潘山一', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }, { role: 'carer', workerId: carer.workerId }],
});

const visit = (householdId: string, more: Partial<VisitInput>): VisitInput =>
  visitInput.parse({ id: uuidv7(), householdId, day: world.today, kind: 'phone', outcome: 'reached', participants: [cadre.workerId], ...more });

/** Everything the cache holds of a household and its village, as text. */
async function stored(household: string) {
  const { rows } = await sql<object>`
    select (select jsonb_agg(d order by d.duty_id) from app.duty d where d.county_id = ${world.countyId} and d.household_id = ${household}) as duties,
      (select to_jsonb(s) from app.household_standing s where s.county_id = ${world.countyId} and s.household_id = ${household}) as standing,
      (select jsonb_agg(v order by v.division_id) from app.division_standing v where v.county_id = ${world.countyId}) as villages,
      (select jsonb_agg(t order by t.last_day, t.rule, t.first_day, t.met_on, t.after_state) from (
        select t.last_day, t.first_day, t.rule, t.fixed, t.met_on, t.after_state, sum(t.n) as n from app.duty_tally t where t.county_id = ${world.countyId}
        group by 1, 2, 3, 4, 5, 6 having sum(t.n) <> 0) t) as tally`.execute(world.owner);
  return rows[0]!;
}

async function expectAsIfAnew(household: string): Promise<void> {
  const written = await stored(household);
  await world.as('cadre', (ctx) => ctx.duties.refresh(ctx, [household]));
  expect(written).toEqual(await stored(household));
}

test.each<[string, Partial<VisitInput>]>([
  ['a call of today', {}],
  ['a home visit of four weeks ago', { kind: 'home', day: day('2026-10-25') }],
  ['nobody at home', { kind: 'home', outcome: 'notReached' }],
  ['a contact card handed over', { kind: 'home', purposes: ['card'] }],
  ['two who went together', { kind: 'home', participants: [cadre.workerId, carer.workerId] }],
  ['somebody without a role there', { participants: [(await world.addAccount({ username: 'guest', kind: 'contact', division: 'yunshan', name: '柳木五' })).workerId] }],
])('what %s stores is what working everything out anew would store', async (_name, more) => {
  const household = await newHousehold();
  await world.as('cadre', (ctx) => recordVisit(ctx, visit(household, more)));
  await expectAsIfAnew(household);
});

test('visits of one household recorded at the same moment all count in what is stored', async () => {
  const household = await newHousehold();
  const days = ['2026-11-22', '2026-11-21', '2026-11-15', '2026-11-08', '2026-11-01', '2026-10-30'].map(day);
  await Promise.all(days.map((on, index) => world.as('cadre', (ctx) =>
    recordVisit(ctx, visit(household, { day: on, kind: index % 2 ? 'home' : 'phone', participants: index % 3 ? [carer.workerId] : [cadre.workerId] })))));
  await expectAsIfAnew(household);
});

test('in whatever order the visits of a month are recorded, what is still overdue is what working it out anew says', async () => {
  const anyVisit = fc.record({ back: fc.nat(31), home: fc.boolean(), reached: fc.integer({ min: 0, max: 3 }).map((n) => n > 0), who: fc.subarray([cadre.workerId, carer.workerId], { minLength: 1 }) });
  await fc.assert(fc.asyncProperty(fc.array(anyVisit, { minLength: 1, maxLength: 7 }), async (visits) => {
    const household = await newHousehold();
    for (const { back, home, reached, who } of visits) {
      await world.as('cadre', (ctx) => recordVisit(ctx, visit(household, {
        day: toDay(addDays(toNumber(world.today), -back)), kind: home ? 'home' : 'phone', outcome: reached ? 'reached' : 'notReached', participants: who,
      })));
    }
    await expectAsIfAnew(household);
  }), { numRuns: 15 });
});

test('a duty that a visit begins and one that it ends are written, told to the tally, and count for what is overdue', async () => {
  const household = await newHousehold();
  const owed = () => world.owner.selectFrom('duty').selectAll().where('countyId', '=', world.countyId).where('householdId', '=', household)
    .where('fixed', 'is', null).where('metOn', 'is', null).orderBy('dutyId').execute();
  const [ends, like] = await owed();
  const begins = { duty_id: `${household}~begun`, member_id: null, rule: like!.rule, role: like!.role, pack_id: like!.packId, first_day: '2024-03-01', last_day: '2024-03-31', rolling: false,
    needed: 1, credited: 0, fixed: null, met_on: null, late_by: null, overdue_until: null, after_state: 'missed', worker_id: null, vacant: false };
  await world.as('cadre', ({ tx }) => sql`select app.store_visit_answers(${world.countyId}, ${household}, null, ${JSON.stringify([begins])}::jsonb, ${[ends!.dutyId]}::text[])`.execute(tx));
  const ids = (await owed()).map(({ dutyId }) => dutyId);
  expect([ids.includes(begins.duty_id), ids.includes(ends!.dutyId)]).toEqual([true, false]);
  expect(await tallied(world)).toEqual(await countedAnew(world));
  const { rows: [row] } = await sql<{ kept: string; anew: string }>`
    select s.overdue_on::text as kept, (select range_agg(app.overdue_on(d.last_day, d.rolling)) from app.duty d
      where d.county_id = s.county_id and d.household_id = s.household_id and d.fixed is null and d.met_on is null)::text as anew
    from app.household_standing s where s.county_id = ${world.countyId} and s.household_id = ${household}`.execute(world.owner);
  expect(row!.kept).toBe(row!.anew);
  expect(row!.kept).toContain('[2024-04-01,2024-07-02)');
});

/** Somebody in this database is held up by a lock of somebody else's. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql<object>`select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid where a.datname = current_database() and not l.granted`.execute(world.owner);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a visit voided while another of the household is being recorded takes nothing from what that one counts for', async () => {
  const household = await newHousehold();
  const wrong = visit(household, { day: day('2026-10-30') });
  await world.as('cadre', (ctx) => recordVisit(ctx, wrong));
  let told = (): void => {};
  const recorded = new Promise<void>((resolve) => { told = resolve; });
  await Promise.all([
    world.as('cadre', async (ctx) => {
      await recordVisit(ctx, visit(household, {}));
      told();
      await someoneWaits();
    }),
    recorded.then(() => world.as('cadre', (ctx) => voidVisit(ctx, wrong.id, '记错了人家'))),
  ]);
  await expectAsIfAnew(household);
});

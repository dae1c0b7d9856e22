import { fulfilment, stateOn, toDay, toNumber, type Day, type Duty } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { countedAnew, tallied } from '../../tests/tallies.ts';
import { testWorld } from '../../tests/world.ts';
import { territoryInput } from '../contacts/contacts.schema.ts';
import { assignTerritory } from '../contacts/contacts.territory.ts';
import { listDivisionsBelow } from '../duties/duties.queries.ts';
import { cachedDuties } from '../duties/duties.rules.ts';
import { excuseDuty, listDuties } from '../duties/duties.service.ts';
import { listHouseholds } from '../households/households.list.ts';
import { householdsQuery } from '../households/households.schema.ts';
import { visitInput } from '../visits/visits.schema.ts';
import { recordVisit, voidVisit } from '../visits/visits.service.ts';
import { noSums, addSums, periodAround, type Sums } from './coverage.rules.ts';
import { coverageQuery } from './coverage.schema.ts';
import { coverageOf, sumsAnew } from './coverage.service.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan' });
const leader = await world.addWorker({ name: '戚山三', division: 'baima', leader: true });
const ask = (more: object = {}) => coverageQuery.parse({ division: world.divisions.county.code, ...more });
const SIXIAN = ['townshipLeader', 'villageCadre', 'carer', 'familyDoctor'] as const;

async function addFull(name: string, roles: readonly string[] = SIXIAN) {
  return world.addHousehold({ name, division: 'yunshan', contacts: roles.map((role) => ({ role, workerId: role === 'townshipLeader' ? leader : cadre.workerId })) });
}

describe('coverage of contact persons', () => {
  test('counts a household only when every required role is held, and opens to the one that is missing, with the article', async () => {
    await addFull('潘山一');
    const short = await addFull('柏水二', ['villageCadre', 'familyDoctor', 'townshipLeader']);
    const answer = await world.as('officer', (ctx) => coverageOf(ctx, ask({ missing: 'true' })));
    expect(answer.contacts).toMatchObject({ served: 2, complete: 1 });
    expect(answer.contacts.roles.find((role) => role.role === 'carer')).toMatchObject({ required: 2, held: 1 });
    expect(answer.missing).toHaveLength(1);
    expect(answer.missing![0]).toMatchObject({ household: { id: short }, missing: [{ role: 'carer' }] });
    expect(answer.missing![0]!.missing[0]!.clause.article).not.toBe('');
    expect(answer.vacancies).toBe(1);
  });

  test('the figures of the children add up to those of the whole', async () => {
    await world.addHousehold({ name: '华七', division: 'liuwan' });
    const { children, ...whole } = await world.as('officer', (ctx) => coverageOf(ctx, ask({ children: 'true' })));
    const sum = (of: (figures: NonNullable<typeof children>[number]) => number) => children!.reduce((total, child) => total + of(child), 0);
    expect(children!.map((child) => child.division.name)).toEqual(['青石镇', '白马乡']);
    expect(sum((one) => one.contacts.served)).toBe(whole.contacts.served);
    expect(sum((one) => one.vacancies)).toBe(whole.vacancies);
    expect(sum((one) => one.fulfilment.missed)).toBe(whole.fulfilment.missed);
    expect(whole.fulfilment.missed).toBeGreaterThan(0);
  });

  test('a township sees its own figures and not the county\'s or its neighbour\'s', async () => {
    const own = await world.as('clerk.baima', (ctx) => coverageOf(ctx, coverageQuery.parse({})));
    expect(own.division.name).toBe('白马乡');
    for (const division of [world.divisions.county.code, world.divisions.qingshi.code]) {
      await expect(world.as('clerk.baima', (ctx) => coverageOf(ctx, ask({ division })))).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(world.as('contact', (ctx) => coverageOf(ctx, coverageQuery.parse({})))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a day that has not come is refused, and a past day is worked out anew', async () => {
    await expect(world.as('officer', (ctx) => coverageOf(ctx, ask({ on: '2026-11-23' })))).rejects.toMatchObject({ code: 'coverage.future' });
    const before = await world.as('officer', (ctx) => coverageOf(ctx, ask({ on: '2025-11-21' })));
    expect(before).toMatchObject({ computed: 'anew', contacts: { served: 0 } });
  });
});

describe('what is kept equals what is worked out anew', () => {
  const figures = async () => {
    const today = toNumber(world.today);
    return world.as('officer', async (ctx) => {
      const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, world.divisions.county.code);
      const anew = [...(await sumsAnew(ctx, divisions, today, periodAround(today, 'quarter'))).values()].reduce<Sums>((total, one) => addSums(total, one), noSums());
      return { kept: await coverageOf(ctx, ask()), anew };
    });
  };

  test('after any sequence of visits, voidings and excuses', async () => {
    const households = [await addFull('任一'), await addFull('云二', ['villageCadre'])];
    const step = fc.record({ household: fc.nat(1), back: fc.nat(31), kind: fc.constantFrom('home', 'phone'), reached: fc.boolean(), card: fc.boolean(), then: fc.constantFrom('keep', 'void', 'excuse') });
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const one of steps) {
        const day = toDay((toNumber(world.today) - one.back) as never);
        const visit = visitInput.parse({
          id: uuidv7(), householdId: households[one.household], day, kind: one.kind, outcome: one.reached ? 'reached' : 'notReached',
          participants: [cadre.workerId], purposes: one.card ? ['routine', 'card'] : ['routine'],
        });
        await world.as('cadre', (ctx) => recordVisit(ctx, visit));
        if (one.then === 'void') await world.as('cadre', (ctx) => voidVisit(ctx, visit.id, '记错了'));
        if (one.then === 'excuse') await excuseOne(households[one.household]!);
      }
      const { kept, anew } = await figures();
      expect(kept.contacts).toMatchObject({ served: anew.served, complete: anew.complete, card: { current: anew.cardCurrent } });
      const { period: _period, ...counts } = kept.fulfilment;
      expect(counts).toEqual({ met: anew.met, missed: anew.missed, attempted: anew.attempted, vacant: anew.vacant, open: anew.open, adapted: anew.adapted, excused: anew.excused, void: anew.void });
      expect([kept.stale, kept.dueThisWeek, kept.toTell]).toEqual([anew.stale, anew.dueThisWeek, anew.toTell]);
      expect(await tallied(world)).toEqual(await countedAnew(world));
    }), { numRuns: 12 });
  });

  async function excuseOne(household: string) {
    const { items } = await world.as('officer', (ctx) => listDuties(ctx, { household, state: ['open'], limit: 1 }));
    if (items[0]) await world.as('officer', (ctx) => excuseDuty(ctx, items[0]!.id, { reason: '家里人住院，已另行安排' }));
  }
});

describe('the database and the engine say the same of a duty', () => {
  const near = (from: number, to: number) => fc.integer({ min: from, max: to });
  const duty = fc.record({
    fixed: fc.constantFrom(null, null, null, 'void', 'adapted', 'excused'), first: near(0, 20), length: near(0, 20), rolling: fc.boolean(),
    met: fc.option(near(0, 50)), until: fc.option(near(0, 60)), after: fc.constantFrom('missed', 'attempted', 'vacant'),
  });

  test('in every state on every day and for every period', async () => {
    const base = toNumber('2026-01-01' as Day);
    const at = (offset: number) => (base + offset) as Duty['first'];
    await fc.assert(fc.asyncProperty(duty, near(0, 60), near(0, 60), near(0, 30), async (one, on, from, length) => {
      const last = one.first + one.length;
      const value = {
        fixed: one.fixed, first: at(one.first), last: at(last), rolling: one.rolling, metOn: one.met === null ? null : at(Math.max(one.first, one.met)),
        overdueUntil: one.until === null ? null : at(one.until), after: one.after,
      } as unknown as Duty;
      const period = { from: at(from), to: at(from + length) };
      const counted = Object.entries(fulfilment([value], period, at(on))).find(([, n]) => n === 1)?.[0] ?? null;
      const d = (number: number | null | undefined) => (number == null ? null : toDay(number as Duty['first']));
      const { rows } = await sql<{ state: string; outcome: string | null }>`select
        app.duty_state(${value.fixed}, ${d(value.first)}::date, ${d(value.last)}::date, ${d(value.metOn)}::date, ${value.after}, ${d(at(on))}::date) as state,
        app.duty_outcome(${value.fixed}, ${d(value.first)}::date, ${d(value.last)}::date, ${value.rolling}, ${d(value.metOn)}::date, ${d(value.overdueUntil)}::date,
          ${value.after}, ${d(period.from)}::date, ${d(period.to)}::date, ${d(at(on))}::date) as outcome`.execute(world.owner);
      expect(rows[0]).toEqual({ state: stateOn(value, at(on)), outcome: counted });
    }), { numRuns: 400 });
  });

  test('stored duties rebuilt from facts come out equal', async () => {
    const household = await addFull('褚三');
    await world.as('cadre', (ctx) => recordVisit(ctx, visitInput.parse({ id: uuidv7(), householdId: household, day: '2026-11-20', kind: 'home', outcome: 'reached', participants: [cadre.workerId] })));
    const stored = () => world.owner.selectFrom('duty').selectAll().where('countyId', '=', world.countyId).where('householdId', '=', household).orderBy('dutyId').execute();
    const incremental = await stored();
    const expected = await world.as('officer', async (ctx) => {
      await ctx.duties.refresh(ctx, [household]);
      const [loaded] = await ctx.duties.load(ctx, [household]);
      return cachedDuties(loaded!.facts, ctx.book, toNumber(ctx.today)).duties.map((one) => one.id).sort();
    });
    expect(await stored()).toEqual(incremental);
    expect(incremental.map((row) => row.dutyId)).toEqual(expected);
  });
});

describe('a figure opens the households it counted', () => {
  const listed = (query: Record<string, string>) => world.as('officer', async (ctx) => (await listHouseholds(ctx, householdsQuery.parse(query))).items.length);
  const places = ['county', 'qingshi', 'liuwan', 'baima', 'yunshan'] as const;

  test('role by role and card by card, wherever one worker serves a whole place', async () => {
    let wholePlaces = 0;
    const serving = fc.record({ role: fc.constantFrom(...SIXIAN), at: fc.constantFrom(...places), leader: fc.boolean(), asked: fc.constantFrom(...places) });
    await fc.assert(fc.asyncProperty(serving, async ({ role, at, leader: leads, asked }) => {
      const before = await listed({ role });
      const workerId = await world.addWorker({ name: '左一', division: 'county', leader: leads });
      await world.as('officer', (ctx) => assignTerritory(ctx, territoryInput.parse({ id: uuidv7(), workerId, role, divisionCode: world.divisions[at].code, fromDay: world.today })));
      wholePlaces += (await listed({ role })) - before;
      const division = world.divisions[asked].code;
      const { contacts } = await world.as('officer', (ctx) => coverageOf(ctx, ask({ division })));
      for (const one of contacts.roles) expect(await listed({ division, role: one.role }), one.role).toBe(one.held);
      expect(await listed({ division, card: 'true' })).toBe(contacts.card.current);
      expect(await listed({ division, card: 'false' })).toBe(contacts.card.of - contacts.card.current);
    }), { numRuns: 8 });
    // Without one family that only such a worker serves, the walk would show nothing.
    expect(wholePlaces).toBeGreaterThan(0);
  });
});

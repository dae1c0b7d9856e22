import { addDays, toDay, toNumber, type DayNumber } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { countedAnew, tallied } from '../../tests/tallies.ts';
import { testWorld } from '../../tests/world.ts';
import { cachedDuties } from '../duties/duties.rules.ts';
import { listDivisionsBelow } from '../duties/duties.queries.ts';
import { changeHousehold } from '../households/households.change.ts';
import { listHouseholds } from '../households/households.list.ts';
import { householdsQuery } from '../households/households.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { recordVisit } from '../visits/visits.service.ts';
import { visitInput } from '../visits/visits.schema.ts';
import { countDuties, countFiles } from './coverage.queries.ts';
import { addSums, noSums, periodAround } from './coverage.rules.ts';
import { coverageQuery } from './coverage.schema.ts';
import { coverageOf, sumsAnew } from './coverage.service.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan' });
const moving = await world.addHousehold({ name: '钟山四', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }] });
await world.addHousehold({ name: '方水五', division: 'liuwan' });
// Served for a few days only, so that what it owes first becomes overdue within the days walked below.
const fresh = await world.addHousehold({ name: '韩云六', division: 'yunshan', servedFrom: '2026-11-16', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }] });
const visit = (householdId: string, day: string) =>
  world.as('cadre', (ctx) => recordVisit(ctx, visitInput.parse({ id: uuidv7(), householdId, day, kind: 'home', outcome: 'reached', participants: [cadre.workerId] })));
const today = toNumber(world.today);

describe('what is counted past the row policies', () => {
  const days = { today: world.today, from: '2026-10-01', to: '2026-12-31', weekEnd: world.today };
  const everywhere = Object.values(world.divisions).map((division) => division.divisionId);
  const counted = (username: string, countyId = world.countyId) => world.as(username, async ({ tx }) => ({
    duties: (await countDuties(tx, countyId, everywhere, days, [])).map((row) => row.divisionId),
    files: (await countFiles(tx, countyId, everywhere, world.today)).map((row) => row.divisionId),
  }));
  const { liuwan, yunshan } = world.divisions;

  test('is told of the places that the asking one reads whole, and of no other place or county', async () => {
    const both = [liuwan.divisionId, yunshan.divisionId].sort((a, b) => a - b);
    expect(await counted('officer')).toEqual({ duties: both, files: both });
    expect(await counted('clerk.baima')).toEqual({ duties: [yunshan.divisionId], files: [yunshan.divisionId] });
    expect(await counted('contact')).toEqual({ duties: [], files: [] });
    expect(await counted('officer', world.countyId + 1)).toEqual({ duties: [], files: [] });
  });

  test('cannot be read or written past those functions by the serving role', async () => {
    for (const statement of [
      sql`select n from app.duty_tally`, sql`select app.tally_households(${world.countyId}, ${[moving]}::uuid[], 1)`,
      sql`select app.keep_tally(${world.countyId}, null, null)`, sql`select app.duty_counts(${world.countyId}, ${[moving]}::uuid[], null, null)`,
    ]) await expect(world.as('officer', ({ tx }) => statement.execute(tx))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the tally of duties that are alike', () => {
  const put = () => sql`select app.fold_tallies(0)`.execute(world.owner);

  test('is that of the duties after visits and a move, and stays so when it is put together twice', async () => {
    await visit(moving, '2026-11-03');
    await visit(fresh, '2026-11-20');
    await world.as('officer', (ctx) => changeHousehold(ctx, moving, { version: 1, reason: '搬家', changes: { divisionCode: world.divisions.liuwan.code } }));
    expect(await tallied(world)).toEqual(await countedAnew(world));
    const before = await world.as('officer', (ctx) => coverageOf(ctx, coverageQuery.parse({ children: 'true' })));
    await put();
    await put();
    expect(await tallied(world)).toEqual(await countedAnew(world));
    expect(await world.as('officer', (ctx) => coverageOf(ctx, coverageQuery.parse({ children: 'true' })))).toEqual(before);
    const { rows } = await sql<{ n: number }>`select count(*) - count(distinct (t.division_id, t.last_day, t.first_day, t.rule, t.rolling, t.fixed, t.met_on,
      t.overdue_until, t.after_state)) as n from app.duty_tally t`.execute(world.owner);
    expect(rows[0]!.n).toBe(0);
  });

  test('is told once by each of many who change one household at once', async () => {
    const refresh = () => world.as('officer', (ctx) => ctx.duties.refresh(ctx, [fresh, moving]));
    const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-21', '2026-11-22'];
    await Promise.all(days.flatMap((day) => [visit(fresh, day), refresh()]));
    expect(await tallied(world)).toEqual(await countedAnew(world));
  });

  test('loses a household that goes, and gains one that comes', async () => {
    const lose = (sign: number) => sql`select app.tally_households(${world.countyId}, ${[fresh]}::uuid[], ${sign})`.execute(world.owner);
    const before = await tallied(world);
    await lose(-1);
    expect(await tallied(world)).not.toEqual(before);
    await lose(1);
    expect(await tallied(world)).toEqual(before);
  });
});

// So far ahead the stored duties reach, so until then a day that passes may change nothing in the database.
const WALKED = 45;

describe('as days pass and nothing is written', () => {
  const on = (day: DayNumber, work: (ctx: CareContext) => Promise<unknown>) => world.as('officer', (ctx) => work({ ...ctx, today: toDay(day) }));

  test('the list of overdue households is right every day', async () => {
    const found: number[] = [];
    for (let day = today; day <= today + WALKED; day = addDays(day, 1)) {
      await on(day, async (ctx) => {
        const loaded = await ctx.duties.load(ctx, [moving, fresh]);
        const late = loaded.filter(({ facts }) => cachedDuties(facts, ctx.book, day).duties.some((duty) =>
          duty.fixed === null && duty.metOn === null && duty.last < day && (duty.rolling || day <= duty.last + 92)));
        const { items } = await listHouseholds(ctx, householdsQuery.parse({ overdue: 'true' }));
        const listed = items.map((item) => item.id).filter((id) => id === moving || id === fresh);
        expect(listed.sort(), toDay(day)).toEqual(late.map(({ facts }) => facts.id).sort());
        found.push(listed.length);
      });
    }
    // The walk passes a day on which one more becomes overdue; otherwise it would show nothing.
    expect(new Set(found).size).toBeGreaterThan(1);
  });

  test('the figures of the quarter are those worked out anew', async () => {
    const seen = new Set<string>();
    for (let day = today; day <= today + WALKED; day = addDays(day, 3)) {
      await on(day, async (ctx) => {
        const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, world.divisions.county.code);
        const sums = await sumsAnew(ctx, divisions, day, periodAround(day, 'quarter'));
        const anew = [...sums.values()].reduce((total, one) => addSums(total, one), noSums());
        const kept = await coverageOf(ctx, coverageQuery.parse({}));
        const { met, missed, attempted, vacant, open, adapted, excused, void: none } = anew;
        expect(kept.fulfilment, toDay(day)).toMatchObject({ met, missed, attempted, vacant, open, adapted, excused, void: none });
        expect([kept.dueThisWeek, kept.toTell, kept.stale], toDay(day)).toEqual([anew.dueThisWeek, anew.toTell, anew.stale]);
        seen.add(JSON.stringify(kept.fulfilment));
      });
    }
    expect(seen.size).toBeGreaterThan(3);
  });
});

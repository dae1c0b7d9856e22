import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testWorld, type DivisionName } from '../../tests/world.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { countVacancies, listVacancyRows } from './contacts.lists.queries.ts';
import { divisionsFor, listWorkerLoads } from './contacts.lists.ts';

const world = await testWorld();
const PLACES = ['liuwan', 'yunshan', 'shiqiao'] as const;
const ROLES = ['carer', 'familyDoctor', 'townshipLeader', 'villageCadre'] as const;
const WHO = ['officer', 'reader', 'clerk.baima', 'clerk.qingshi', 'cadre.yunshan', 'contact', 'carer', 'administrator'] as const;
const ASKED: readonly (DivisionName | undefined)[] = [undefined, 'baima', 'shiqiao'];

beforeAll(async () => {
  const { workerId: own } = await world.addAccount({ username: 'carer', kind: 'contact', division: 'yunshan' });
  const workers = [own, ...(await Promise.all(['何山二', '邹水七', '柳木五'].map((name) => world.addWorker({ name, division: 'baima' }))))];
  // Every way to hold a role: one of several, two at once, over since yesterday, and none at all.
  for (let n = 0; n < 16; n++) {
    const contacts = ROLES.flatMap((role, at) => ((n + at) % 3 === 0 ? [] : [
      { role, workerId: workers[(n * at + n) % workers.length]!, to: (n + at) % 5 === 0 ? '2026-11-21' : null },
    ]));
    await world.addHousehold({ name: `家${n}`, division: PLACES[n % PLACES.length]!, contacts });
  }
});

/** Every page of a list, laid together. */
async function pages<T, K>(page: (after: K | null) => Promise<{ rows: T[]; next: K | null }>): Promise<T[]> {
  const all: T[] = [];
  let after: K | null = null;
  do {
    const { rows, next } = await page(after);
    all.push(...rows);
    after = next;
  } while (after !== null);
  return all;
}

const inEveryScope = async (work: (ctx: CareContext, code: string | undefined) => Promise<number>): Promise<number> => {
  let found = 0;
  for (const username of WHO) {
    for (const place of ASKED) found += await world.as(username, (ctx) => work(ctx, place && world.divisions[place].code));
  }
  return found;
};

test('who serves how many is what the row policies leave of the contacts, whoever asks and of whatever place', async () => {
  const seen = await inEveryScope(async (ctx, division) => {
    const divisionIds = await divisionsFor(ctx, division);
    const { rows } = await sql<{ workerId: string; role: string; householdId: string }>`
      select worker_id, role, household_id from app.assignment where county_id = ${ctx.actor.countyId} and division_id = any(${divisionIds}::int[])
        and from_day <= ${ctx.today}::date and coalesce(to_day, 'infinity') >= ${ctx.today}::date`.execute(ctx.tx);
    const households = (of: typeof rows) => new Set(of.map((row) => row.householdId)).size;
    const wanted = [...new Set(rows.map((row) => row.workerId))].sort().map((id) => {
      const own = rows.filter((row) => row.workerId === id);
      return [id, households(own), [...new Set(own.map((row) => row.role))].sort().map((role) => [role, households(own.filter((row) => row.role === role))])];
    });
    const first = await listWorkerLoads(ctx, { division, limit: 2 });
    const listed = await pages(async (after: string | null) => {
      const { items, next } = await listWorkerLoads(ctx, { division, limit: 2, after: after ?? undefined });
      return { rows: items, next };
    });
    expect(listed.map((one) => [one.worker.id, one.total, one.roles.map(({ role, households: n }) => [role, n])])).toEqual(wanted);
    expect(first.total).toBe(wanted.length);
    return wanted.length;
  });
  expect(seen).toBeGreaterThan(20);
});

test('roles without a holder are what the row policies leave of the standings, whoever asks, of whatever place and role', async () => {
  const seen = await inEveryScope(async (ctx, division) => {
    const { tx, actor: { countyId } } = ctx;
    const divisionIds = await divisionsFor(ctx, division);
    const { rows } = await sql<{ divisionId: number; householdId: string; vacantRoles: string[] }>`
      select division_id, household_id, vacant_roles from app.household_standing where county_id = ${countyId} and division_id = any(${divisionIds}::int[]) and served
      order by division_id, household_id`.execute(tx);
    for (const asked of [null, 'carer', 'nobodys']) {
      const wanted = rows.flatMap((row) => [...row.vacantRoles].sort().filter((role) => asked === null || role === asked).map((role) => [row.divisionId, row.householdId, role]));
      const listed = await pages(async (after: readonly [number, string, string] | null) => {
        const page = await listVacancyRows(tx, countyId, divisionIds, asked, after, 5);
        const last = page.length === 5 ? page.at(-1) : undefined;
        return { rows: page, next: last ? [last.divisionId, last.householdId, last.role] as const : null };
      });
      expect(listed.map((row) => [row.divisionId, row.householdId, row.role])).toEqual(wanted);
      expect(await countVacancies(tx, countyId, divisionIds, asked)).toBe(wanted.length);
    }
    return rows.length;
  });
  expect(seen).toBeGreaterThan(40);
});

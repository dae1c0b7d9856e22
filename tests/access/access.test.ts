import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { bindAll, routes } from '../../entry/routes.ts';
import { mayAt } from '../../modules/accounts/accounts.rules.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../world.ts';
import { growCounty, type GrownAccount, type GrownCounty } from './forest.ts';
import { plans } from './forest.plan.ts';
import { holds, isItsDesk, maySee } from './oracle.ts';

const world = await testWorld();
const app: FastifyInstance = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, world.program);

const foreign: GrownCounty[] = [];
beforeAll(async () => {
  for (const plan of fc.sample(plans, { seed: 7, numRuns: 2 })) foreign.push(await growCounty(world, plan));
});

const get = (account: GrownAccount, url: string) => app.inject({ method: 'GET', url: `/api${url}`, headers: { authorization: `Bearer ${account.token}` } });

const ids = (county: GrownCounty, account: GrownAccount): string[] =>
  county.households.filter((household) => maySee(account, household)).map((household) => household.id).sort();

/** Every page of a list. */
async function allItems<T>(account: GrownAccount, url: string, limit: number): Promise<T[]> {
  const items: T[] = [];
  for (let after = '', turn = 0; turn < 50; turn++) {
    const answer = await get(account, `${url}${url.includes('?') ? '&' : '?'}limit=${limit}${after}`);
    expect(answer.statusCode, answer.body).toBe(200);
    const page = answer.json<{ items: T[]; next: string | null }>();
    items.push(...page.items);
    if (page.next === null) return items;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  throw new Error('the list does not end');
}

/** Addresses of every GET in the table, with each thing of the county (and of another one) in place of its parameters. */
function addresses(county: GrownCounty): string[] {
  const other = foreign[0]!;
  // Every shape of address with a few things in it: all things in all addresses would ask the same question ten thousand times.
  const households = [...county.households.slice(0, 3), other.households[0]!];
  const places = [...county.places.slice(0, 3), other.places.at(-1)!];
  return routes.filter((route) => route.method === 'GET').flatMap((route) => {
    const found: string[] = [];
    if (route.path.includes('/:')) {
      for (const household of households) found.push(route.path.replace(/:\w+/g, household.id), route.path.replace(/:\w+/g, household.visitId));
      return found;
    }
    found.push(route.path);
    for (const household of households) found.push(`${route.path}?household=${household.id}`, `${route.path}?search=${encodeURIComponent(household.name)}`, `${route.path}?q=${encodeURIComponent(household.name)}`);
    for (const place of places) found.push(`${route.path}?division=${place.code}&missing=true&children=true`);
    return found;
  });
}

describe('nobody sees a household outside their territory and duty', () => {
  test('lists hold exactly the households the plain rule names, for any tree, posts and assignments', async () => {
    await fc.assert(fc.asyncProperty(plans, async (plan) => {
      const county = await growCounty(world, plan);
      for (const account of county.accounts) {
        const expected = ids(county, account);
        const households = await allItems<{ id: string }>(account, '/households', 2);
        expect(households.map((household) => household.id).sort()).toEqual(expected);
        const duties = await allItems<{ household: { id: string } }>(account, '/duties?state=open,upcoming,missed,attempted,vacant,met,adapted,excused,void', 150);
        expect([...new Set(duties.map((duty) => duty.household.id))].sort()).toEqual(expected);
        for (const list of ['/contracts/members', '/papers']) {
          const shown = await allItems<{ household: { id: string } }>(account, list, 3);
          expect(shown.map(({ household }) => household.id).sort(), list).toEqual(expected);
        }
      }
    }), { numRuns: 8 });
  });

  test('no answer of any GET names a household that may not be seen', async () => {
    await fc.assert(fc.asyncProperty(plans, async (plan) => {
      const county = await growCounty(world, plan);
      const everyone = [...county.households, ...foreign.flatMap((one) => one.households)];
      for (const account of county.accounts) {
        // What a hospital wrote about somebody in its own beds, with their name in it, its people read again.
        const hidden = everyone.filter((household) => !maySee(account, household) && !isItsDesk(account, household));
        for (const address of addresses(county)) {
          const { body, statusCode } = await get(account, address);
          expect(statusCode, `${address} ${body}`).toBeLessThan(500);
          for (const household of hidden) {
            const asked = address.includes(household.id) || address.includes(encodeURIComponent(household.name));
            if (body.includes(household.name) || (!asked && body.includes(household.id))) throw new Error(`${address} shows ${household.name}`);
          }
        }
      }
    }), { numRuns: 2 });
    // Some thousand questions, each of the whole program; more with every module.
  }, 600_000);

  test('the count of a territory is the count of its households in service', async () => {
    await fc.assert(fc.asyncProperty(plans, async (plan) => {
      const county = await growCounty(world, plan);
      for (const account of county.accounts) {
        for (const place of county.places) {
          const answer = await get(account, `/coverage?division=${place.code}`);
          const reads = holds(account, 'household.read', place.path);
          expect(answer.statusCode).toBe(reads ? 200 : 404);
          if (reads) expect(answer.json().contacts.served).toBe(county.households.filter((household) => household.path.startsWith(place.path)).length);
        }
      }
    }), { numRuns: 8 });
  });

  test('thirty-two people at once each see their own and nothing of the others', async () => {
    const grown = await Promise.all(fc.sample(plans, { seed: 11, numRuns: 16 }).map((plan) => growCounty(world, plan)));
    const people = grown.flatMap((county) => county.accounts.map((account) => ({ county, account }))).slice(0, 32);
    expect(people).toHaveLength(32);
    for (let round = 0; round < 4; round++) {
      await Promise.all(people.map(async ({ county, account }) => {
        const items = await allItems<{ id: string }>(account, '/households', 2);
        expect(items.map((item) => item.id).sort()).toEqual(ids(county, account));
      }));
    }
  }, 180_000);

  test('a query without a scope sees nothing at all', async () => {
    for (const table of ['household', 'member', 'visit', 'duty', 'assignment', 'record', 'account'] as const) {
      const rows = await world.program.db.selectFrom(table).select('countyId').where('countyId', '>', 0).execute();
      expect(rows, table).toEqual([]);
    }
  });
});

describe('rights of two posts never combine', () => {
  test('a write needs one post that carries the right and covers the place', () => {
    const paths = fc.constantFrom('1.', '1.2.', '1.2.3.', '1.4.');
    const post = fc.record({ kind: fc.constantFrom('townshipClerk', 'villageCadre', 'reader', 'contact', 'countyOfficer'), path: paths });
    fc.assert(fc.property(fc.array(post, { maxLength: 4 }), paths, fc.boolean(), (posts, path, assigned) => {
      const full = posts.map((one) => ({ ...one, postId: '', divisionId: 0, level: '', code: '', name: '' }));
      for (const right of ['household.write', 'visit.write', 'household.read'] as const) {
        expect(mayAt(full, right, { path, assigned })).toBe(full.some((one) => mayAt([one], right, { path, assigned })));
      }
    }));
  });
});

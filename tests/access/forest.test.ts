import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../world.ts';
import { growCounty, type GrownAccount, type GrownCounty } from './forest.ts';
import { plans, type Plan } from './forest.plan.ts';
import { detailReadings, figureReadings, listReadings, type Reading } from './readings.ts';

const world = await testWorld();
const app: FastifyInstance = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, world.program);
// Its hospitals serve members of the counties below and give desks to their accounts.
const abroad = await growCounty(world, fc.sample(plans, { seed: 7, numRuns: 1 })[0]!);
const everyone = [...abroad.households];

async function grow(plan: Parameters<typeof growCounty>[1]): Promise<GrownCounty> {
  const county = await growCounty(world, plan, abroad.hospitals.slice(0, 1));
  everyone.push(...county.households);
  return county;
}

/** Asks each address once, however many readings look at the answer. A refusal of what is not there or not allowed is null; any other fails. */
async function ask(account: GrownAccount, readings: readonly Reading[]): Promise<{ shown: object; allowed: object }> {
  const answers = new Map<string, Promise<unknown>>();
  const [shown, allowed]: [unknown[], unknown[]] = [[], []];
  for (const reading of readings) {
    if (!answers.has(reading.url)) answers.set(reading.url, answer(account, reading.url));
    const got = (await answers.get(reading.url)) as never;
    shown.push([reading.url, got === null ? null : reading.shown(got)]);
    allowed.push([reading.url, reading.allowed]);
  }
  return { shown, allowed };
}

async function answer(account: GrownAccount, url: string): Promise<unknown> {
  const { statusCode, body } = await app.inject({ method: 'GET', url: `/api${url}`, headers: { authorization: `Bearer ${account.token}` } });
  if (statusCode === 403 || statusCode === 404) return null;
  expect(statusCode, `${url} ${body}`).toBe(200);
  return JSON.parse(body);
}

/**
 * One person with three posts: clerk of a township, reader of the county, and at the desk of the first hospital; every family was at the second. A clerk
 * reads what was registered and not what a desk reads; a reader reads no looks of a desk.
 */
const threePosts: Plan = {
  townships: [1], teams: [[]],
  households: [0, 1, 2].map((place) => ({ place, certified: true, contract: null, hospital: 1, contacts: [] })),
  accounts: [
    { hospital: 0, posts: [] },
    { hospital: 0, posts: [{ kind: 'townshipClerk', place: 1, live: 'live' }, { kind: 'reader', place: 0, live: 'live' }, { kind: 'hospitalDesk', place: 0, live: 'live' }] },
  ],
};

/** Keeper of the county's health files and administrator of one township: what the second post opens, it opens of the township alone. */
const keeperAndOffice: Plan = {
  townships: [1], teams: [[]],
  households: [0, 1, 2].map((place) => ({ place, certified: true, contract: null, hospital: 0, contacts: [] })),
  accounts: [
    { hospital: 0, posts: [{ kind: 'healthOfficer', place: 0, live: 'live' }, { kind: 'countyAdministrator', place: 1, live: 'live' }] },
    { hospital: 0, posts: [] },
  ],
};

test('lists, counts, search, suggestions, files and what hospitals wrote show exactly what the plain rules allow, for any tree, posts, teams and contracts', async () => {
  await fc.assert(fc.asyncProperty(plans, async (plan) => {
    const county = await grow(plan);
    const neighbour = abroad.households[0]!;
    await Promise.all(county.accounts.map(async (account) => {
      const { shown, allowed } = await ask(account, [
        ...listReadings(account, county, everyone), ...county.places.flatMap((place) => figureReadings(account, county, place)),
        ...[...county.households, neighbour].flatMap((household) => detailReadings(account, household)),
      ]);
      expect(shown, JSON.stringify(account.posts)).toEqual(allowed);
    }));
  }), { numRuns: 10, examples: [[threePosts], [keeperAndOffice]] });
}, 600_000);

import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { bindAll } from '../../entry/routes.ts';
import { careContext } from '../../entry/program.ts';
import { printMemberList } from '../../modules/hospital/memberList.print.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { testWorld } from '../world.ts';
import { growCounty, type GrownAccount, type GrownCounty } from './forest.ts';
import type { GrownList } from './forest.lists.ts';
import { plans, type Plan } from './forest.plan.ts';
import { isListed, mayHandle } from './oracle.ts';
import { detailReadings, figureReadings, listReadings, type Reading } from './readings.ts';

const world = await testWorld();
const app: FastifyInstance = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, world.program);
// Its hospitals serve members of the counties below and give desks to their accounts.
const abroad = await growCounty(world, fc.sample(plans, { seed: 7, numRuns: 1 })[0]!);
const everyone = [...abroad.households];
const lists = [...abroad.lists];

async function grow(plan: Parameters<typeof growCounty>[1]): Promise<GrownCounty> {
  const county = await growCounty(world, plan, abroad.hospitals.slice(0, 1));
  everyone.push(...county.households);
  lists.push(...county.lists);
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
  townships: [1], teams: [[]], listed: 0,
  households: [0, 1, 2].map((place) => ({ place, certified: true, contract: null, hospital: 1, contacts: [] })),
  accounts: [
    { hospital: 0, posts: [] },
    { hospital: 0, posts: [{ kind: 'townshipClerk', place: 1, live: 'live' }, { kind: 'reader', place: 0, live: 'live' }, { kind: 'hospitalDesk', place: 0, live: 'live' }] },
  ],
};

/** Keeper of the county's health files and administrator of one township: what the second post opens, it opens of the township alone. */
const keeperAndOffice: Plan = {
  townships: [1], teams: [[]], listed: 0,
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
        ...listReadings(account, county, everyone, lists), ...county.places.flatMap((place) => figureReadings(account, county, place)),
        ...[...county.households, neighbour].flatMap((household) => detailReadings(account, household)),
      ]);
      expect(shown, JSON.stringify(account.posts)).toEqual(allowed);
    }));
  }), { numRuns: 10, examples: [[threePosts], [keeperAndOffice]] });
}, 600_000);

/** One copy, as names; or why there is none. */
function copyFor({ token }: GrownAccount, { id }: GrownList): Promise<{ copy: number; names: string[] } | string> {
  return runInContext(world.program, careContext, { token, purpose: 'print', writes: true, open: 'person' }, (ctx) => printMemberList(ctx, id, uuidv7()))
    .then(({ copy, people }) => ({ copy, names: people.map(({ name }) => name).sort() }), ({ code }: { code: string }) => code);
}

/** Head of the county's designated hospital; head of another one with a desk post there; clerk of a township. */
const heads: Plan = {
  townships: [1], teams: [[]], listed: 1,
  households: [0, 1, 2, 2].map((place, index) => ({ place, certified: index !== 3, contract: null, hospital: 0, contacts: [] })),
  accounts: [
    { hospital: 0, posts: [{ kind: 'hospitalHead', place: 0, live: 'live' }] },
    { hospital: 2, posts: [{ kind: 'hospitalHead', place: 0, live: 'live' }, { kind: 'hospitalDesk', place: 0, live: 'live' }] },
    { hospital: 0, posts: [{ kind: 'townshipClerk', place: 1, live: 'live' }, { kind: 'hospitalDesk', place: 0, live: 'live' }] },
    { hospital: 0, posts: [{ kind: 'countyOfficer', place: 0, live: 'live' }] },
  ],
};

test('a printed list names exactly who holds a certificate in its place, to the head of its hospital and the county’s office alone; every copy has its number, its count and its looks', async () => {
  await fc.assert(fc.asyncProperty(plans, async (plan) => {
    const county = await grow(plan);
    const { path } = county.places[0]!;
    for (const list of [...county.lists, abroad.lists[0]!]) {
      const listed = everyone.filter((household) => isListed(household, list));
      const names = listed.map(({ name }) => name).sort();
      const ours = list.countyId === county.countyId;
      let copies = 0;
      for (const account of county.accounts) {
        const got = await copyFor(account, list);
        if (!mayHandle(account, list, path)) expect(['not-allowed', 'not-found'], JSON.stringify(account.posts)).toContain(got);
        else if (list.state !== 'approved') expect(got).toBe('memberList.notApproved');
        else if (names.length === 0) expect(got).toBe('memberList.nobody');
        else expect(got).toEqual({ copy: ours ? (copies += 1) : expect.any(Number), names });
      }
      if (ours) await expectKept(list, copies, listed.map(({ id }) => id).sort());
    }
  }), { numRuns: 6, examples: [[heads]] });
}, 300_000);

/** What stands in the county's own books of the copies that left the press. */
async function expectKept({ countyId, id }: GrownList, copies: number, families: readonly string[]): Promise<void> {
  const prints = await world.owner.selectFrom('memberListPrint').select(['copy', 'members']).where('countyId', '=', countyId).where('listId', '=', id).orderBy('copy').execute();
  expect(prints).toEqual(Array.from({ length: copies }, (_, index) => ({ copy: index + 1, members: families.length })));
  const looks = await world.owner.selectFrom('record').select('householdIds').where('countyId', '=', countyId).where('subject', '=', 'memberList').where('subjectId', '=', id).where('kind', '=', 'read').execute();
  expect(looks.map(({ householdIds }) => [...householdIds].sort())).toEqual(prints.map(() => families));
}

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { asAccount } from '../../entry/cli/command.ts';
import { machinesOf } from '../../entry/cli/machine.ts';
import { refreshAll, sealAll } from '../../entry/cli/upkeep.ts';
import { openDemoAccounts } from '../../entry/demo/accounts.ts';
import { Chance } from '../../entry/demo/chance.ts';
import { demoDigest, fillDemo } from '../../entry/demo/fill.ts';
import { inventedIdNumber } from '../../entry/demo/people.ts';
import { readIdNumber } from '../../modules/households/idNumber.rules.ts';
import { type REGISTERS, registerLine, registerQuery } from '../../modules/hospital/registers.schema.ts';
import { openLooks, register } from '../../modules/hospital/registers.service.ts';
import { listBeds } from '../../modules/hospital/beds.service.ts';
import { bedView } from '../../modules/hospital/stays.schema.ts';
import { CONSENT_STATES, consentView } from '../../modules/hospital/consent.schema.ts';
import { listConsents } from '../../modules/hospital/consent.service.ts';
import { listEncounters } from '../../modules/hospital/encounters.service.ts';
import { encountersQuery } from '../../modules/hospital/hospital.schema.ts';
import { MEMBER_LIST_STATES, memberListView } from '../../modules/hospital/memberList.schema.ts';
import { listMemberLists } from '../../modules/hospital/memberList.view.ts';
import { listHouseholds } from '../../modules/households/households.list.ts';
import { householdsQuery } from '../../modules/households/households.schema.ts';
import { coverageQuery } from '../../modules/coverage/coverage.schema.ts';
import { coverageOf } from '../../modules/coverage/coverage.service.ts';
import { signIn } from '../../modules/accounts/accounts.session.ts';
import { dumpSchema } from '../../platform/database/migrate-dump.ts';
import { countedAnew, tallied } from '../tallies.ts';
import { DUTY_STATES } from './states.ts';
import { testGround, testSettings } from './ground.ts';

const TODAY = '2026-11-22';
const PLAN = { households: 120, seed: 7, packId: 'sixian' };
const silent = (): void => {};

const settings = await testSettings(TODAY);
const one = await testGround(settings);
const empty = await dumpSchema(settings.databaseUrl!);
const filled = await fillDemo(one, PLAN, silent);

test('two fills with one seed and day are the same people, contacts and visits; another seed is not', async () => {
  const digest = await demoDigest(one, filled.countyId);
  const two = await testGround(await testSettings(TODAY));
  expect(await demoDigest(two, (await fillDemo(two, PLAN, silent)).countyId)).toBe(digest);
  const three = await testGround(await testSettings(TODAY));
  expect(await demoDigest(three, (await fillDemo(three, { ...PLAN, seed: 8 }, silent)).countyId)).not.toBe(digest);
});

test('the county is a likely one: most families have all their contacts, not all of them, and most of what was owed was done', async () => {
  const { contacts, fulfilment } = await asAccount(one, 'officer', 'test', (ctx) => coverageOf(ctx, coverageQuery.parse({})));
  const complete = contacts.complete / contacts.served;
  expect(complete).toBeGreaterThan(0.85);
  expect(complete).toBeLessThan(0.99);
  const done = fulfilment.met / (fulfilment.met + fulfilment.missed + fulfilment.attempted + fulfilment.vacant);
  expect(done).toBeGreaterThan(0.85);
  expect(done).toBeLessThan(0.99);
});

test('in Hubei, whose rules ask for no first meeting, the card came with a visit at home: most families hold a current one, not all', async () => {
  const hubei = await testGround(await testSettings(TODAY));
  await fillDemo(hubei, { ...PLAN, households: 60, packId: 'hubei' }, silent);
  const { contacts: { card } } = await asAccount(hubei, 'officer', 'test', (ctx) => coverageOf(ctx, coverageQuery.parse({})));
  expect(card.current / card.of).toBeGreaterThan(0.6);
  expect(card.current).toBeLessThan(card.of);
});

test('each cadre whose account is printed has families of their own', async () => {
  for (const cadre of ['cadre.liuwan', 'cadre.yunshan', 'cadre.qingxi']) {
    const { items } = await asAccount(one, cadre, 'test', (ctx) => listHouseholds(ctx, householdsQuery.parse({ worker: 'me' })));
    expect(items.length, cadre).toBeGreaterThanOrEqual(3);
  }
});

test('the registers of the desks read through the shapes of the pages that show them, each waiver with its article', async () => {
  const read = (kind: (typeof REGISTERS)[number]) => asAccount(one, 'officer', 'test', async (ctx) =>
    (await register(ctx, kind, registerQuery.parse({ from: '2026-01-01', to: TODAY }))).items.map((line) => registerLine.parse(line)));
  expect((await read('outpatients')).length).toBeGreaterThan(10);
  await read('inpatients');
  const waivers = await read('waivers');
  expect(waivers.length).toBeGreaterThan(10);
  expect(waivers.filter(({ clause }) => !clause?.article)).toEqual([]);
});

test('a desk, its head and the office find one of each state: beds, stays, consents, printed lists, a ride no longer covered, a follow-up owed and one made', async () => {
  const as = <T>(who: string, work: Parameters<typeof asAccount<T>>[3]) => asAccount(one, who, 'test', work);
  const beds = (await as('desk.county', (ctx) => listBeds(ctx, {}))).items.map((bed) => bedView.parse(bed));
  expect([...new Set(beds.map(({ answer }) => answer))].sort()).toEqual(['none', 'soon', null].sort());
  const stays = (await as('desk.county', (ctx) => listEncounters(ctx, encountersQuery.parse({ kind: 'inpatient' })))).items;
  expect([...new Set(stays.map(({ dischargedOn }) => dischargedOn === null))]).toHaveLength(2);
  const consents = (await as('head.county', listConsents)).items.map((consent) => consentView.parse(consent));
  expect([...new Set(consents.map(({ state }) => state))].sort()).toEqual([...CONSENT_STATES].sort());
  expect(consents.filter(({ phone, approval }) => phone && approval)).toHaveLength(1);
  expect((await as('officer', listMemberLists)).items.map((list) => memberListView.parse(list).state).sort()).toEqual([...MEMBER_LIST_STATES].sort());
  const { items: waivers } = await as('officer', (ctx) => register(ctx, 'waivers', registerQuery.parse({ from: '2026-01-01', to: TODAY })));
  expect(waivers.filter(({ refusal }) => refusal === 'quotaSpent')).toHaveLength(1);
  expect((await as('officer', openLooks)).items.length).toBeGreaterThan(1);
  const { rows } = await sql<{ state: string }>`select distinct app.duty_state(fixed, first_day, last_day, met_on, after_state, ${TODAY}::date) as state
    from app.duty where county_id = ${filled.countyId} and rule = 'familyDoctor.discharge'`.execute(one.owner);
  expect(rows.map(({ state }) => state)).toEqual(expect.arrayContaining(['open', 'met']));
});

test('duties laid with the county are those the engine gives for what stands in the database', async () => {
  const stored = async (): Promise<string[]> => {
    const { rows } = await sql<{ row: string }>`select t::text as row from app.duty t where t.county_id = ${filled.countyId}
      union all select s::text from app.household_standing s where s.county_id = ${filled.countyId}
      union all select d::text from app.division_standing d where d.county_id = ${filled.countyId} and d.served > 0 order by 1`.execute(one.owner);
    return rows.map(({ row }) => row);
  };
  const laid = await stored();
  expect(laid.length).toBeGreaterThan(PLAN.households * 20);
  await sql`update app.household_standing set computed_on = '2026-11-21' where county_id = ${filled.countyId}`.execute(one.owner);
  expect(await refreshAll(one, silent)).toBe(PLAN.households);
  expect(await stored()).toEqual(laid);
});

test('the figures of every place count the duties that are there', async () => {
  const county = { owner: one.owner, countyId: filled.countyId };
  expect(await tallied(county)).toEqual(await countedAnew(county));
});

test('every constraint and index that was away while it was filled is back', async () => {
  expect(await dumpSchema(settings.databaseUrl!)).toBe(empty);
});

test('every state of a duty is there to be seen', async () => {
  const { rows } = await sql<{ state: string }>`select distinct app.duty_state(fixed, first_day, last_day, met_on, after_state, ${TODAY}::date) as state
    from app.duty where county_id = ${filled.countyId}`.execute(one.owner);
  expect(rows.map(({ state }) => state).sort()).toEqual(DUTY_STATES);
});

test('nothing lies in the future, and every visit stands in the records', async () => {
  const { rows } = await sql<{ late: number; visits: number; recorded: number }>`
    select (select count(*) from app.visit where county_id = ${filled.countyId} and (day >= ${TODAY}::date or recorded_at >= ${TODAY}::date)) as late,
      (select count(*) from app.visit where county_id = ${filled.countyId}) as visits,
      (select count(*) from app.record where county_id = ${filled.countyId} and subject = 'visit' and action = 'create') as recorded`.execute(one.owner);
  expect(rows[0]).toEqual({ late: 0, visits: filled.visits, recorded: filled.visits });
});

test('the printed passwords open the accounts, on this machine alone, and the next start prints the same', async () => {
  const accounts = await openDemoAccounts(one, filled.countyId);
  expect(await openDemoAccounts(one, filled.countyId)).toEqual(accounts);
  expect(accounts.map(({ post }) => post)).toEqual(expect.arrayContaining(['countyAdministrator', 'countyOfficer', 'townshipClerk', 'villageCadre', 'contact', 'familyDoctor', 'healthOfficer', 'reader']));
  expect(accounts.filter(({ post }) => post === 'townshipClerk')).toHaveLength(12);
  for (const { username, password } of [accounts[0]!, accounts.at(-1)!]) {
    expect((await signIn(one.program, { username, password, address: '127.0.0.1', agent: '', local: true })).token).toHaveLength(43);
    await expect(signIn(one.program, { username, password, address: '10.0.0.9', agent: '', local: false })).rejects.toMatchObject({ code: 'demo.remote' });
  }
});

test('the machine account keeps duties and has no name to sign in with', async () => {
  const [machine] = await machinesOf(one.owner);
  expect(await machinesOf(one.owner)).toEqual([machine]);
  await sql`update app.household_standing set computed_on = '2026-11-21' where county_id = ${filled.countyId}`.execute(one.owner);
  expect(await refreshAll(one, silent)).toBe(PLAN.households);
  expect(await refreshAll(one, silent)).toBe(0);
  await expect(signIn(one.program, { username: 'lianxin', password: '!', address: '', agent: '', local: true })).rejects.toMatchObject({ code: 'sign-in.wrong' });
});

test('its records are sealed by whoever goes on, and verify', async () => {
  expect(await sealAll(one)).toBeGreaterThan(filled.visits);
  const { rows } = await sql<{ problem: string | null }>`select problem from app.verify_records(${filled.countyId})`.execute(one.owner);
  expect(rows[0]!.problem).toBeNull();
});

test('a database that holds a county is left alone, and a pack that is none is refused', async () => {
  await expect(fillDemo(one, PLAN, silent)).rejects.toMatchObject({ name: 'Failure', usage: false });
  await expect(fillDemo(one, { ...PLAN, packId: 'nowhere' }, silent)).rejects.toMatchObject({ name: 'Failure', usage: true });
});

test('invented ID numbers are read as valid, and chance gives the same twice', () => {
  expect(readIdNumber(inventedIdNumber(-5000 as never, '2', 3))).toMatchObject({ sex: '2' });
  const draw = (seed: number): string => { const chance = new Chance(seed, 4); return `${chance.id(20_000 as never)}${chance.int(0, 1_000_000)}`; };
  expect(draw(1)).toBe(draw(1));
  expect(draw(1)).not.toBe(draw(2));
});

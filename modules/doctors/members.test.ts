import { day } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld } from '../../tests/world.ts';
import { writeContracts } from './contracts.bulk.ts';
import { makeContract, refuseAtTheDoor, signAtTheDoor } from './contracts.service.ts';
import { stateOn, type ContractDays } from './contracts.rules.ts';
import { MEMBER_STATES } from './contracts.schema.ts';
import { contractFiguresOf, listContractMembers } from './members.ts';
import { medicalRoles } from '../policies/care.rules.ts';
import { recordVisit } from '../visits/visits.service.ts';
import { recordService } from './services.service.ts';
import { makeTeam } from './teams.service.ts';

const world = await testWorld();
const TEAM = uuidv7();
let workerId: string;
const { divisionId, code } = world.divisions.yunshan;

async function addMember(name: string, contacts: readonly { role: string; workerId: string }[] = []): Promise<{ memberId: string; householdId: string }> {
  const householdId = await world.addHousehold({ name, division: 'yunshan', contacts });
  const memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId, memberId, name }).execute();
  return { memberId, householdId };
}

beforeAll(async () => {
  ({ workerId } = await world.addAccount({ username: 'doctor', kind: 'familyDoctor', division: 'baima' }));
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
    id: TEAM, name: '白马乡卫生院一队', divisionCode: world.divisions.baima.code, members: [{ workerId, level: 'township', lead: true, fromDay: day('2026-01-01') }],
  }));
});

const clerk = <T>(work: Parameters<typeof world.as<T>>[1]) => world.as('clerk.baima', work);
const list = (query: object) => clerk((ctx) => listContractMembers(ctx, { limit: 200, division: code, ...query }));

test('many are offered, signed and renewed in one go; one refused stands in nobody’s way, and sent again nothing happens twice', async () => {
  const people = await Promise.all(['甲一', '乙二', '丙三'].map((name) => addMember(name)));
  const [first, second, third] = people.map(({ memberId }) => ({ id: uuidv7(), memberId, teamId: TEAM }));
  await clerk((ctx) => makeContract(ctx, { ...second!, id: uuidv7(), state: 'offered' }));
  const items = [{ ...first!, state: 'signed' as const }, { ...second!, state: 'signed' as const }, { ...third!, state: 'offered' as const }];
  const answer = await clerk((ctx) => writeContracts(ctx, { items }));
  expect(answer.items.map(({ contract, problem }) => contract?.state ?? problem!.code)).toEqual(['signed', 'contract.open', 'offered']);
  const again = await clerk((ctx) => writeContracts(ctx, { items }));
  expect(again.items.map(({ contract, problem }) => contract?.id ?? problem!.code)).toEqual([first!.id, 'contract.open', third!.id]);
  const next = [{ state: 'offerSigned' as const, id: uuidv7(), contractId: third!.id }, { state: 'renewed' as const, id: uuidv7(), contractId: first!.id }];
  for (const round of [1, 2]) {
    const done = await clerk((ctx) => writeContracts(ctx, { items: next }));
    expect(done.items.map(({ contract, problem }) => contract?.state ?? problem!.code), `round ${round}`).toEqual(['signed', 'coming']);
  }
});

test('a doctor at the door signs and refuses under one id each, however often the phone sends it', async () => {
  const [yes, no] = [await addMember('丁四'), await addMember('戊五')];
  const offer = uuidv7();
  await clerk((ctx) => makeContract(ctx, { id: offer, memberId: yes.memberId, teamId: TEAM, state: 'offered' }));
  await clerk((ctx) => makeContract(ctx, { id: uuidv7(), memberId: no.memberId, teamId: TEAM, state: 'offered' }));
  const signing = { id: uuidv7(), memberId: yes.memberId, teamId: TEAM, contractId: offer };
  for (const again of [false, true]) expect(await world.as('doctor', (ctx) => signAtTheDoor(ctx, signing))).toMatchObject({ again, value: { id: offer, state: 'signed' } });
  const offered = (await world.as('doctor', (ctx) => listContractMembers(ctx, { limit: 50, state: 'offered' }))).items.find(({ member }) => member.id === no.memberId)!;
  const refusing = { id: uuidv7(), memberId: no.memberId, teamId: TEAM, contractId: offered.contract!.id, refusal: 'notNow' as const, askAgainOn: day('2027-03-01') };
  for (const again of [false, true]) expect(await world.as('doctor', (ctx) => refuseAtTheDoor(ctx, refusing))).toMatchObject({ again, value: { state: 'refused', askAgainOn: '2027-03-01' } });
});

test('who refused is out of the team’s sight until the day to ask again', async () => {
  const { memberId, householdId } = await addMember('己六');
  const row = { countyId: world.countyId, householdId, divisionId, memberId, teamId: TEAM, packageId: 'basic', recorderId: uuidv7(), state: 'refused', refusedOn: '2026-06-01', refusal: 'notNow', offeredOn: '2026-06-01' };
  const contractId = uuidv7();
  await world.owner.insertInto('contract').values({ ...row, contractId, askAgainOn: '2026-11-23' }).execute();
  const seen = async () => (await world.as('doctor', (ctx) => listContractMembers(ctx, { limit: 50, household: householdId }))).items.length;
  expect(await seen()).toBe(0);
  await world.owner.updateTable('contract').set({ askAgainOn: '2026-11-22' }).where('countyId', '=', world.countyId).where('contractId', '=', contractId).execute();
  expect(await seen()).toBe(1);
});

const DAYS = ['2026-03-01', '2026-11-21', '2026-11-22', '2026-11-30', '2026-12-21', '2026-12-22', '2027-03-01'] as const;
const at = fc.constantFrom(...DAYS);
const spoken = fc.record({ state: fc.constantFrom('signed', 'ended', 'refused'), from: at, to: at, ended: at }).map(({ state, from, to, ended }) => {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const days = state === 'refused' ? { signedOn: null, fromDay: null, toDay: null, refusedOn: first, refusal: 'notNow' } : { signedOn: first, fromDay: first, toDay: last };
  return { state, offeredOn: first, ...days, endedOn: state === 'ended' ? ended : null };
});
const COVERED: Readonly<Record<string, string>> = { signed: 'signed', expiring: 'signed', offered: 'offered', coming: 'offered', refused: 'refused', expired: 'lapsed', ended: 'lapsed', none: 'none' };

test('filters of the list, the rule by day and the figure of coverage 2 say the same of every contract', async () => {
  await fc.assert(fc.asyncProperty(fc.option(spoken), async (said) => {
    const { memberId, householdId } = await addMember('庚七');
    if (said) await world.owner.insertInto('contract').values({ countyId: world.countyId, householdId, divisionId, memberId, contractId: uuidv7(), teamId: TEAM, packageId: 'basic', recorderId: uuidv7(), ...said }).execute();
    const wanted = said ? stateOn(said as ContractDays, world.today, 30) : 'none';
    const shown = (await list({ household: householdId })).items;
    expect(shown.map(({ state }) => state)).toEqual([wanted]);
    for (const state of MEMBER_STATES) expect((await list({ household: householdId, state })).total, `${state} of ${wanted}`).toBe(state === wanted ? 1 : 0);
    const covered = COVERED[wanted];
    const [inForce, open] = [(await list({ household: householdId, state: 'inForce' })).total, (await list({ household: householdId, state: 'open' })).total];
    expect([inForce, open], wanted).toEqual([covered === 'signed' ? 1 : 0, covered === 'signed' || covered === 'refused' ? 0 : 1]);
    const care = await clerk(async (ctx) => (await sql<{ contract: string }>`
      select contract from app.member_care(${world.countyId}, ${[divisionId]}::int[], ${world.today}::date, '2026-01-01'::date, '{}'::jsonb, '{}'::text[]) where member_id = ${memberId}`.execute(ctx.tx)).rows);
    if (!said || said.offeredOn <= world.today) expect(care).toEqual([{ contract: COVERED[wanted] }]);
  }), { numRuns: 25 });
});

test('those to be asked again are the refusals whose day has come, and each figure is the length of the list it opens', async () => {
  const before = await clerk((ctx) => contractFiguresOf(ctx, { division: code }));
  const refuse = async (name: string, askAgainOn: string | null) => {
    const { memberId, householdId } = await addMember(name);
    await world.owner.insertInto('contract').values({
      countyId: world.countyId, householdId, divisionId, memberId, contractId: uuidv7(), teamId: TEAM, packageId: 'basic', recorderId: uuidv7(),
      state: 'refused', offeredOn: '2026-06-01', refusedOn: '2026-06-01', refusal: 'notNow', askAgainOn,
    }).execute();
    return memberId;
  };
  const today = await refuse('辛八', '2026-11-22');
  await refuse('壬九', '2026-11-23');
  await refuse('癸十', null);
  const asked = (await list({ state: 'askAgain' })).items;
  expect(asked.map(({ member }) => member.id)).toContain(today);
  expect(asked.every(({ state, contract }) => state === 'refused' && contract!.askAgainOn! <= world.today)).toBe(true);
  const figures = await clerk((ctx) => contractFiguresOf(ctx, { division: code }));
  expect(figures).toEqual({ ...before, askAgain: before.askAgain + 1 });
  for (const state of ['askAgain', 'expiring', 'expired'] as const) expect((await list({ state })).total, state).toBe(figures[state]);
  expect(await world.as('clerk.qingshi', (ctx) => contractFiguresOf(ctx, {}))).toEqual({ askAgain: 0, expiring: 0, expired: 0 });
});

const when = fc.option(fc.constantFrom('2026-09-30', '2026-10-01', '2026-11-20') as fc.Arbitrary<'2026-09-30' | '2026-10-01' | '2026-11-20'>);
const cared = fc.record({ contact: fc.boolean(), signed: fc.boolean(), round: when, service: when });

test('what a household’s page says of its members is what coverage 2 counts of them, before the team as before the office', async () => {
  await fc.assert(fc.asyncProperty(cared, async ({ contact, signed, round, service }) => {
    const { memberId, householdId } = await addMember('子一', contact ? [{ role: 'familyDoctor', workerId }] : []);
    await clerk((ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: TEAM, state: 'signed', day: day('2026-02-01') }));
    const visit = { id: uuidv7(), householdId, kind: 'home' as const, outcome: 'reached' as const, purposes: ['round' as const], participants: [workerId], lateReason: '补记' };
    if (round) await clerk((ctx) => recordVisit(ctx, { ...visit, day: day(round) }));
    if (service) await world.as('doctor', (ctx) => recordService(ctx, { id: uuidv7(), memberId, kind: 'referral', day: day(service) }));
    if (!signed) await world.owner.updateTable('contract').set({ toDay: '2026-11-01' }).where('countyId', '=', world.countyId).where('memberId', '=', memberId).execute();
    const figure = await clerk(async (ctx) => (await sql<{ contract: string; attended: boolean; overdue: boolean }>`
      select contract, attended, overdue from app.member_care(${world.countyId}, ${[divisionId]}::int[], ${world.today}::date, '2026-10-01'::date, '{}'::jsonb, ${medicalRoles(ctx.book)}::text[])
      where member_id = ${memberId}`.execute(ctx.tx)).rows[0]!);
    const wanted = figure.contract === 'signed' ? { from: '2026-10-01', attended: figure.attended, overdue: figure.overdue } : null;
    const shown = async (username: string) => (await world.as(username, (ctx) => listContractMembers(ctx, { limit: 50, household: householdId }))).items.map(({ care }) => care);
    expect(await shown('clerk.baima')).toEqual([wanted]);
    if (signed) expect(await shown('doctor')).toEqual([wanted]);
    expect(figure.attended, 'the plain rule').toBe((round !== null && round >= '2026-10-01') || (service !== null && service >= '2026-10-01'));
  }), { numRuns: 8 });
});

test('a contact of the household who may see neither the place nor health files is not told what was done under a contract', async () => {
  const { workerId: own } = await world.addAccount({ username: 'neighbour', kind: 'contact', division: 'yunshan' });
  const { memberId, householdId } = await addMember('丑二', [{ role: 'carer', workerId: own }]);
  await clerk((ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: TEAM, state: 'signed', day: day('2026-02-01') }));
  const seen = (await world.as('neighbour', (ctx) => listContractMembers(ctx, { limit: 50, household: householdId }))).items;
  expect(seen.map(({ state, care }) => [state, care])).toEqual([['signed', null]]);
});

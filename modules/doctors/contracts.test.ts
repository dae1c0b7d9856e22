import { day } from '@lianxin/engine';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld } from '../../tests/world.ts';
import { listHouseholds } from '../households/households.list.ts';
import { endContract, makeContract, refuseContract, renewContract, signContract } from './contracts.service.ts';
import { listContracts } from './contracts.view.ts';
import { leaveTeam, makeTeam } from './teams.service.ts';

const world = await testWorld();
const TEAM = uuidv7();
let doctor: { workerId: string };

async function addMember(name: string): Promise<{ memberId: string; householdId: string }> {
  const householdId = await world.addHousehold({ name, division: 'yunshan' });
  const memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId, name }).execute();
  return { memberId, householdId };
}

const sign = (memberId: string, id = uuidv7(), by = 'clerk.baima') =>
  world.as(by, (ctx) => makeContract(ctx, { id, memberId, teamId: TEAM, packageId: 'basic', state: 'signed', day: day('2026-11-22') }));

beforeAll(async () => {
  doctor = await world.addAccount({ username: 'doctor', kind: 'familyDoctor', division: 'baima' });
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
    id: TEAM, name: '白马乡卫生院家庭医生一队', divisionCode: world.divisions.baima.code, members: [{ workerId: doctor.workerId, level: 'township', lead: true, fromDay: day('2026-01-01') }],
  }));
});

test('twenty desks sign the same member, and one contract comes of it', async () => {
  const { memberId } = await addMember('潘大山');
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => sign(memberId)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(['contract.open', 'contract.overlaps']).toContain((answer.reason as { code: string }).code);
});

test('a contract is for the months of its package, and the next begins the day after', async () => {
  const { memberId, householdId } = await addMember('石小河');
  const [first, next] = [uuidv7(), uuidv7()];
  expect((await sign(memberId, first)).value).toMatchObject({ state: 'signed', fromDay: '2026-11-22', toDay: '2027-11-21' });
  const { value } = await world.as('clerk.baima', (ctx) => renewContract(ctx, first, { id: next }));
  expect(value).toMatchObject({ state: 'coming', fromDay: '2027-11-22', toDay: '2028-11-21', renews: first });
  const { items } = await world.as('clerk.baima', (ctx) => listContracts(ctx, { limit: 50, household: householdId }));
  expect(items.find(({ id }) => id === first)).toMatchObject({ state: 'signed', endedOn: '2027-11-21', endReason: 'renewed' });
});

test('who refuses is asked again on a day ahead, keeps the history, and may sign later', async () => {
  const { memberId, householdId } = await addMember('云阿水');
  const id = uuidv7();
  await world.as('clerk.baima', (ctx) => makeContract(ctx, { id, memberId, teamId: TEAM, packageId: 'basic', state: 'offered' }));
  await expect(world.as('clerk.baima', (ctx) => refuseContract(ctx, id, { refusal: 'notNow', askAgainOn: day('2026-11-22') }))).rejects.toMatchObject({ code: 'contract.askAgain' });
  const refused = await world.as('clerk.baima', (ctx) => refuseContract(ctx, id, { refusal: 'notNow', note: '过了年再说', askAgainOn: day('2027-03-01') }));
  expect(refused).toMatchObject({ state: 'refused', refusal: 'notNow', note: '过了年再说', askAgainOn: '2027-03-01' });
  await expect(world.as('clerk.baima', (ctx) => signContract(ctx, id, {}))).rejects.toMatchObject({ code: 'contract.state' });
  await sign(memberId);
  const { items } = await world.as('clerk.baima', (ctx) => listContracts(ctx, { limit: 50, household: householdId }));
  expect(items.map(({ state }) => state).sort()).toEqual(['refused', 'signed']);
});

test('a doctor sees the households under contract with the team, signs what was offered, and sees them no more after leaving', async () => {
  const { memberId, householdId } = await addMember('石守田');
  const names = async () => (await world.as('doctor', (ctx) => listHouseholds(ctx, { limit: 200 } as never))).items.map(({ id }) => id);
  expect(await names()).not.toContain(householdId);
  const id = uuidv7();
  await world.as('clerk.baima', (ctx) => makeContract(ctx, { id, memberId, teamId: TEAM, packageId: 'basic', state: 'offered' }));
  expect(await names()).toContain(householdId);
  expect(await world.as('doctor', (ctx) => signContract(ctx, id, {}))).toMatchObject({ state: 'signed' });
  await world.as('clerk.baima', (ctx) => leaveTeam(ctx, TEAM, { workerId: doctor.workerId, toDay: day('2026-11-21') }));
  expect(await names()).toEqual([]);
});

test('one that ends early frees the member for another, from the day after', async () => {
  const { memberId } = await addMember('甲一');
  const id = uuidv7();
  await sign(memberId, id);
  await world.as('clerk.baima', (ctx) => endContract(ctx, id, { day: day('2026-11-22'), reason: '搬去跟女儿住' }));
  await expect(sign(memberId)).rejects.toMatchObject({ code: 'contract.overlaps' });
  await world.as('clerk.baima', (ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: TEAM, packageId: 'basic', state: 'signed', fromDay: day('2026-11-23') }));
});

test('a package the pack does not name and another township are refused', async () => {
  const { memberId } = await addMember('乙二');
  await expect(world.as('clerk.baima', (ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: TEAM, packageId: 'noSuch', state: 'offered' }))).rejects.toMatchObject({ code: 'contract.package' });
  await expect(sign(memberId, uuidv7(), 'clerk.qingshi')).rejects.toMatchObject({ code: 'not-found' });
  await expect(sign(memberId, uuidv7(), 'cadre.yunshan')).rejects.toMatchObject({ code: 'not-allowed' });
});

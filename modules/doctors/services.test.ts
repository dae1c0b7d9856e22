import { day, type Day } from '@lianxin/engine';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { countRows, testWorld } from '../../tests/world.ts';
import { voidVisit } from '../visits/visits.service.ts';
import { makeContract } from './contracts.service.ts';
import { readHealth } from './health.service.ts';
import { listChoices, listServices, listTeamPatients, recordRound, recordService, settleService, voidService } from './services.service.ts';
import { makeTeam } from './teams.service.ts';

const world = await testWorld();
const TEAM = uuidv7();
let doctor: { workerId: string };

async function addPatient(name: string, contacts: readonly { role: string; workerId: string }[] = []): Promise<{ memberId: string; spouseId: string; householdId: string }> {
  const householdId = await world.addHousehold({ name, division: 'yunshan', contacts });
  const [memberId, spouseId] = [uuidv7(), uuidv7()];
  const row = { countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId };
  await world.owner.insertInto('member').values([{ ...row, memberId, name }, { ...row, memberId: spouseId, name: `${name}家` }]).execute();
  for (const id of [memberId, spouseId]) await sign(id);
  return { memberId, spouseId, householdId };
}

const sign = (memberId: string) => world.as('clerk.baima', (ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: TEAM, state: 'signed', day: day('2026-01-10') }));
const visit = (householdId: string, on: Day, more: object = {}) => ({
  id: uuidv7(), householdId, day: on, kind: 'home' as const, outcome: 'reached' as const, purposes: ['round' as const], participants: [doctor.workerId], lateReason: '补记', ...more,
});

beforeAll(async () => {
  doctor = await world.addAccount({ username: 'doctor', kind: 'familyDoctor', division: 'baima' });
  await world.addAccount({ username: 'keeper', kind: 'healthOfficer', division: 'baima' });
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
    id: TEAM, name: '白马乡卫生院一队', divisionCode: world.divisions.baima.code, members: [{ workerId: doctor.workerId, level: 'township', lead: true, fromDay: day('2026-01-01') }],
  }));
});

test('a round recorded once is the visit, credits the contact duty and says what was done for whom; sent again it happens once', async () => {
  const { memberId, householdId } = await addPatient('石一', [{ role: 'familyDoctor', workerId: doctor.workerId }]);
  const round = { visit: visit(householdId, world.today), services: [
    { id: uuidv7(), memberId, kind: 'familyDoctor.round' }, { id: uuidv7(), memberId, kind: 'longPrescription', weeks: 6, content: '苯磺酸氨氯地平' },
  ], entries: [{ id: uuidv7(), memberId, day: world.today, kind: 'selfCare' as const, level: 'partial' as const, words: '' }] };
  const first = await world.as('doctor', (ctx) => recordRound(ctx, round));
  expect(first.value.credited.map(({ rule }) => rule)).toContain('familyDoctor.round');
  expect(first.value.services.map(({ kind, untilDay, remindOn }) => [kind, untilDay, remindOn])).toEqual([['familyDoctor.round', null, null], ['longPrescription', '2027-01-02', '2026-12-26']]);
  const again = await world.as('doctor', (ctx) => recordRound(ctx, round));
  expect([again.again, again.value.services.length, again.value.entries.map(({ level }) => level)]).toEqual([true, 2, ['partial']]);
  const { members } = await world.as('keeper', (ctx) => readHealth(ctx, householdId));
  expect(members.flatMap((of) => of.entries.map(({ memberId: whose, level, author }) => [whose, level, author.name]))).toEqual([[memberId, 'partial', 'doctor']]);
});

test('a doctor of the team records a round also where somebody else is the contact', async () => {
  const { householdId } = await addPatient('石二');
  const { value } = await world.as('doctor', (ctx) => recordRound(ctx, { visit: visit(householdId, world.today), services: [], entries: [] }));
  expect(value.visit.householdId).toBe(householdId);
});

test('what was done stands before the team and the keeper of health files, and before nobody else', async () => {
  const { memberId, householdId } = await addPatient('石三');
  await world.as('doctor', (ctx) => recordService(ctx, { id: uuidv7(), memberId, kind: 'referral', day: world.today, content: '转县医院心内科' }));
  const seen = async (by: string) => (await world.as(by, (ctx) => listServices(ctx, { limit: 50, household: householdId }))).items.map(({ content }) => content);
  expect(await seen('doctor')).toEqual(['转县医院心内科']);
  expect(await seen('keeper')).toEqual(['转县医院心内科']);
  for (const other of ['administrator', 'officer', 'clerk.baima', 'cadre.yunshan', 'contact', 'reader']) expect(await seen(other), other).toEqual([]);
  for (const other of ['administrator', 'clerk.baima', 'keeper']) {
    await expect(world.as(other, (ctx) => recordService(ctx, { id: uuidv7(), memberId, kind: 'referral', day: world.today })), other).rejects.toMatchObject({ code: 'not-allowed' });
  }
});

test('a reminder comes when the prescription’s end is near, and goes when it is settled', async () => {
  const { memberId } = await addPatient('石四');
  const id = uuidv7();
  await world.as('doctor', (ctx) => recordService(ctx, { id, memberId, kind: 'longPrescription', weeks: 4, day: day('2026-11-02') }));
  const due = async () => (await world.as('doctor', (ctx) => listServices(ctx, { limit: 50, due: true }))).items.map((one) => one.id);
  expect(await due()).toContain(id);
  expect(await world.as('doctor', (ctx) => settleService(ctx, id))).toMatchObject({ doneOn: '2026-11-22' });
  expect(await due()).not.toContain(id);
  await expect(world.as('doctor', (ctx) => settleService(ctx, id))).rejects.toMatchObject({ code: 'service.settled' });
});

test('the next prescription settles the reminder of the one before, and of nobody else', async () => {
  const { memberId, spouseId } = await addPatient('石七');
  const prescribe = (whose: string, on: string) => world.as('doctor', (ctx) => recordService(ctx, { id: uuidv7(), memberId: whose, kind: 'longPrescription', weeks: 4, day: day(on) }));
  const [first, , spouses] = [await prescribe(memberId, '2026-10-20'), await prescribe(memberId, '2026-11-20'), await prescribe(spouseId, '2026-10-22')];
  const due = (await world.as('doctor', (ctx) => listServices(ctx, { limit: 50, due: true }))).items.map(({ id }) => id);
  expect([due.includes(first.value.id), due.includes(spouses.value.id)]).toEqual([false, true]);
});

test('a prescription taken back, alone or with its visit, settles nothing: the reminder of the one before is there again', async () => {
  const { memberId, householdId } = await addPatient('石十二');
  const [before, wrong] = [uuidv7(), uuidv7()];
  const prescription = { memberId, kind: 'longPrescription', weeks: 4 };
  await world.as('doctor', (ctx) => recordService(ctx, { ...prescription, id: before, day: day('2026-10-20') }));
  const due = async () => (await world.as('doctor', (ctx) => listServices(ctx, { limit: 50, due: true }))).items.filter(({ household }) => household.id === householdId).map(({ id }) => id);
  const settledOn = async () => (await world.as('doctor', (ctx) => listServices(ctx, { limit: 50, household: householdId }))).items.find(({ id }) => id === before)!.doneOn;
  await world.as('doctor', (ctx) => recordService(ctx, { ...prescription, id: wrong, day: day('2026-11-20') }));
  expect([await due(), await settledOn()]).toEqual([[], '2026-11-20']);
  await world.as('doctor', (ctx) => voidService(ctx, wrong, '开错了人'));
  expect([await due(), await settledOn()]).toEqual([[before], null]);
  const round = { visit: visit(householdId, day('2026-11-21')), services: [{ ...prescription, id: uuidv7() }], entries: [] };
  await world.as('doctor', (ctx) => recordRound(ctx, round));
  expect([await due(), await settledOn()]).toEqual([[], '2026-11-21']);
  await world.as('doctor', (ctx) => voidVisit(ctx, round.visit.id, '记到别家去了'));
  expect([await due(), await settledOn()]).toEqual([[before], null]);
});

test('with the visit that did not happen goes what was done in it, and no reminder is left of it', async () => {
  const { memberId, householdId } = await addPatient('石十一');
  const on = day('2026-11-01');
  const round = { visit: visit(householdId, on), services: [{ id: uuidv7(), memberId, kind: 'longPrescription', weeks: 4 }], entries: [] };
  await world.as('doctor', (ctx) => recordRound(ctx, round));
  const due = async () => (await world.as('doctor', (ctx) => listServices(ctx, { limit: 50, due: true }))).items.filter(({ household }) => household.id === householdId).length;
  expect(await due()).toBe(1);
  await world.as('doctor', (ctx) => voidVisit(ctx, round.visit.id, '记到别家去了'));
  expect(await due()).toBe(0);
  expect((await world.as('doctor', (ctx) => listServices(ctx, { limit: 50, household: householdId }))).items.map(({ voided }) => voided)).toEqual([{ reason: '记到别家去了' }]);
});

test('a round for somebody of another household, or in which nobody was reached, is refused whole and leaves no visit behind', async () => {
  const [here, there] = [await addPatient('石八'), await addPatient('石九')];
  const refused = async (more: object, code: string) => {
    const round = { visit: visit(here.householdId, world.today), services: [], entries: [], ...more };
    await expect(world.as('doctor', (ctx) => recordRound(ctx, round)), code).rejects.toMatchObject({ code });
  };
  const entry = { id: uuidv7(), day: world.today, kind: 'note' as const, words: '血压平稳' };
  await refused({ services: [{ id: uuidv7(), memberId: there.memberId, kind: 'familyDoctor.round' }] }, 'service.member');
  await refused({ entries: [{ ...entry, memberId: there.memberId }] }, 'service.member');
  await refused({ visit: visit(here.householdId, world.today, { outcome: 'notReached' }), entries: [{ ...entry, memberId: here.memberId }] }, 'service.notReached');
  expect(await countRows(world, 'visit', here.householdId)).toBe(0);
});

test('a doctor takes along everybody under contract with the team, each package told once; nobody else has anybody to take along', async () => {
  const { memberId, spouseId, householdId } = await addPatient('石十');
  const { packages, items } = await world.as('doctor', listTeamPatients);
  expect(items.filter((one) => one.householdId === householdId).map(({ member }) => member.id).sort()).toEqual([memberId, spouseId].sort());
  expect(packages.map(({ id }) => id)).toEqual([...new Set(items.map(({ packageId }) => packageId))]);
  const [round, discharge] = ['familyDoctor.round', 'familyDoctor.discharge'].map((kind) => packages[0]!.choices.find((one) => one.kind === kind));
  expect([round, discharge]).toMatchObject([{ regular: true, ways: ['home'], purposes: [] }, { regular: false, ways: ['home', 'phone'], purposes: ['followUp'] }]);
  for (const other of ['administrator', 'clerk.baima', 'cadre.yunshan', 'contact', 'reader']) expect((await world.as(other, listTeamPatients)).items, other).toEqual([]);
});

test('what the package does not name, too many weeks, a home service without a visit, and a member without a contract are refused with what to do', async () => {
  const { memberId } = await addPatient('石五');
  const refusedAs = (input: object, code: string) =>
    expect(world.as('doctor', (ctx) => recordService(ctx, { id: uuidv7(), memberId, kind: 'referral', day: world.today, ...input }))).rejects.toMatchObject({ code });
  await refusedAs({ kind: 'massage' }, 'service.kind');
  await refusedAs({ kind: 'longPrescription', weeks: 12 }, 'service.weeks');
  await refusedAs({ kind: 'familyDoctor.round' }, 'service.needsVisit');
  await refusedAs({ day: day('2026-01-09') }, 'service.contract');
  await refusedAs({ day: day('2026-11-23') }, 'service.future');
});

test('in Hubei a check at the clinic meets this member’s yearly duty and not the other’s; voided it is owed again', async () => {
  await sql`update app.adoption set pack_id = 'hubei', from_day = '2016-08-26' where division_id = ${world.divisions.county.divisionId}`.execute(world.owner);
  const { memberId, spouseId, householdId } = await addPatient('石六', [{ role: 'familyDoctor', workerId: doctor.workerId }]);
  const met = async () => (await sql<{ memberId: string }>`select member_id from app.duty where county_id = ${world.countyId} and household_id = ${householdId}
    and rule = 'familyDoctor.healthCheck' and met_on between '2026-01-01' and '2026-12-31' order by member_id`.execute(world.owner)).rows.map((row) => row.memberId);
  const id = uuidv7();
  await world.as('doctor', (ctx) => recordService(ctx, { id, memberId, kind: 'familyDoctor.healthCheck', day: day('2026-09-01') }));
  expect(await met()).toEqual([memberId]);
  const atHome = visit(householdId, day('2026-11-20'), { lateReason: undefined });
  const round = await world.as('doctor', (ctx) => recordRound(ctx, { visit: atHome, services: [{ id: uuidv7(), memberId: spouseId, kind: 'familyDoctor.healthCheck' }], entries: [] }));
  expect(round.value.credited.map(({ rule }) => rule)).toContain('familyDoctor.healthCheck');
  expect(round.value.uncredited).toEqual([]);
  expect((await met()).sort()).toEqual([memberId, spouseId].sort());
  await world.as('doctor', (ctx) => voidService(ctx, id, '记错了人'));
  await world.as('doctor', (ctx) => voidVisit(ctx, atHome.id, '没去'));
  expect(await met()).toEqual([]);
  expect((await world.as('doctor', (ctx) => listChoices(ctx, householdId))).items).toHaveLength(2);
});

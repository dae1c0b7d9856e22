import ExcelJS from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { bindAll } from '../../entry/routes.ts';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { neighbourOf, testWorld } from '../../tests/world.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import { openServer } from '../../platform/http/server.ts';
import { checkAtDesk } from './desk.service.ts';
import { getEncounterView } from './encounters.view.ts';
import { registerEncounter } from './encounters.service.ts';
import { deskQuestion, type EncounterInput } from './hospital.schema.ts';
import { deskStart, registerUrgent } from './urgent.service.ts';
import { askWaiver } from './waivers.service.ts';

const world = await testWorld();
const hubei = await neighbourOf(world, { code: '519800', name: '沅水县', packs: ['hubei'] });
const hospitalId = await addHospital(world, '云岭县人民医院');
const other = await addHospital(world, '云岭县中医院');
for (const username of ['desk', 'desk.busy', 'desk.third', 'desk.other']) {
  await world.addAccount({ username, kind: 'hospitalDesk', division: 'county', hospitalId: username === 'desk.other' ? other : hospitalId });
}
const pan = await addHolder(world, '潘三妹', '51990019600501002');
const qin = await addHolder(hubei, '秦桂香', '51980019580312004', { kind: 'priorityVisit' });
const MINUTE = 60_000;

beforeAll(async () => {
  const { countyId, divisions: { yunshan: { divisionId } } } = world;
  const workerId = await world.addWorker({ name: '何建国', division: 'yunshan', phone: '13900000001' });
  const teamId = uuidv7();
  await world.owner.insertInto('doctorTeam').values({ countyId, divisionId, teamId, name: '云山队' }).execute();
  await world.owner.insertInto('doctorTeamMember').values({ countyId, divisionId, teamId, workerId, level: 'village', lead: true, fromDay: '2026-01-01' }).execute();
  await world.owner.insertInto('contract').values({
    countyId, divisionId, householdId: pan.householdId, memberId: pan.memberId, contractId: uuidv7(), teamId, packageId: 'basic', state: 'signed',
    offeredOn: '2026-01-01', signedOn: '2026-01-01', fromDay: '2026-01-01', toDay: '2026-12-31', recorderId: uuidv7(),
  }).execute();
  await world.owner.insertInto('deskContact').values({
    countyId, contactId: uuidv7(), hospitalId, name: '程小满', phoneEnc: world.keys.seal('0551-5550101'), place: '门诊大厅', inCharge: true, fromDay: '2026-01-01',
  }).execute();
});

const check = (username: string, code: string) => world.alone(username, (ctx) => checkAtDesk(ctx, { code }));
const status = (username: string, code: string): Promise<string> => check(username, code).then((reply) => reply.status, (problem: { code: string }) => problem.code);
const nobody = () => makeCode(world.keys, '519900').text;

async function admit(code: string, input: Partial<EncounterInput>): Promise<string> {
  const id = uuidv7();
  const { checkId } = await check('desk', code);
  await world.as('desk', (ctx) => registerEncounter(ctx, { id, checkId: checkId!, kind: 'emergency', urgent: true, department: '', companion: '', ...input }));
  return id;
}

/** As if this many questions had been asked so long ago. */
async function asked(username: string, { count, found, ago }: { count: number; found: boolean; ago: number }): Promise<void> {
  const { accountId } = await world.as(username, async (ctx) => ctx.actor);
  await world.owner.insertInto('deskAttempt').values(Array.from({ length: count }, () => ({
    countyId: world.countyId, attemptId: uuidv7(), hospitalId, accountId, at: new Date(Date.now() - ago), found,
  }))).execute();
}

test('the desk is told which doctor to call, and whom to ask for in its own house', async () => {
  const reply = await check('desk', pan.code.text);
  expect(reply.doctor).toEqual({ name: '何建国', phone: '13900000001' });
  expect(reply.deskContact).toBe('程小满 · 门诊大厅');
  expect((await check('desk.other', pan.code.text)).deskContact).toBeNull();
});

test('one question is about one person: two at once, a list and an empty one are none', () => {
  for (const body of [{ code: pan.code.text, idNumber: pan.idNumber }, { code: [pan.code.text, qin.code.text] }, [{ code: pan.code.text }], { idNumber: '' }, {}]) {
    expect(deskQuestion.safeParse(body).success).toBe(false);
  }
});

test('the sixty-first question in ten minutes waits, and only for its own account; urgent registration does not', async () => {
  await asked('desk.busy', { count: 59, found: true, ago: MINUTE });
  expect(await status('desk.busy', pan.code.text)).toBe('valid');
  expect(await status('desk.busy', pan.code.text)).toBe('desk.limit');
  expect(await status('desk', pan.code.text)).toBe('valid');
  const id = uuidv7();
  await world.as('desk.busy', (ctx) => registerUrgent(ctx, { id, patient: '约六十岁女性', note: '' }));
  expect((await world.as('desk.busy', (ctx) => deskStart(ctx))).urgent.map((one) => one.id)).toContain(id);
  await world.owner.updateTable('deskAttempt').set({ at: new Date(Date.now() - 11 * MINUTE) }).where('countyId', '=', world.countyId).where('found', '=', true).execute();
  expect(await status('desk.busy', pan.code.text)).toBe('valid');
});

test('forty misses in an hour, whoever made them, hold the desks of that hospital that miss again, and no other hospital', async () => {
  await asked('desk', { count: 40, found: false, ago: 30 * MINUTE });
  expect(await status('desk.third', pan.code.text)).toBe('valid');
  expect([await status('desk.third', nobody()), await status('desk.third', pan.code.text)]).toEqual(['unknown', 'desk.limit']);
  expect([await status('desk.other', nobody()), await status('desk.other', pan.code.text)]).toEqual(['unknown', 'valid']);
  await world.owner.deleteFrom('deskAttempt').where('countyId', '=', world.countyId).execute();
});

test('a ride home or out of the city is not covered, is written with the article, takes nothing of the two, and the emergency stands', async () => {
  const encounterId = await admit(pan.code.text, {});
  const free = (await check('desk', pan.code.text)).benefits.find(({ kind, perYear }) => kind === 'ambulance' && perYear === 2)!;
  for (const ride of ['homeGoing', 'otherCity', 'otherProvince'] as const) {
    const { value } = await world.as('desk', (ctx) => askWaiver(ctx, { id: uuidv7(), encounterId, benefitId: free.id, urgent: true, unableToPay: false, ride }));
    expect(value).toMatchObject({ granted: false, refusal: 'rideExcluded', clause: { article: free.clause.article } });
  }
  expect((await check('desk', pan.code.text)).benefits.find(({ id }) => id === free.id)).toMatchObject({ left: 2 });
  expect(await world.as('desk', (ctx) => getEncounterView(ctx, encounterId))).toMatchObject({ urgent: true, voided: false, waivers: [{ granted: false }, { granted: false }, { granted: false }] });
});

test('under Hubei’s pack a ride is free for who is in urgent need and cannot pay, as often as that is so', async () => {
  const encounterId = await admit(qin.code.text, {});
  const ride = (await check('desk', qin.code.text)).benefits.find(({ kind }) => kind === 'ambulance')!;
  const ask = async (unableToPay: boolean) => (await world.as('desk', (ctx) => askWaiver(ctx, { id: uuidv7(), encounterId, benefitId: ride.id, urgent: true, unableToPay, ride: null }))).value;
  expect(await ask(false)).toMatchObject({ granted: false, refusal: 'needMissing' });
  for (let time = 1; time <= 3; time++) expect(await ask(true)).toMatchObject({ granted: true, left: null });
});

test('registers and the table of designated hospitals are files: who came, with whom, what was waived and by which article, whom to ask for', async () => {
  const outpatient = await admit(pan.code.text, { kind: 'outpatient', urgent: false, department: '内科', companion: '导医小王' });
  await admit(pan.code.text, { kind: 'inpatient', urgent: false, department: '骨科' });
  const waiver = (await check('desk', pan.code.text)).benefits.find(({ kind, care }) => kind === 'waiver' && care.includes('outpatient'))!;
  await world.as('desk', (ctx) => askWaiver(ctx, { id: uuidv7(), encounterId: outpatient, benefitId: waiver.id, amount: 23.5, urgent: false, unableToPay: false, ride: null }));
  const app = await openServer({ version: 'test', log: false });
  bindAll(app, world.program);
  const sheet = async (url: string, who = 'officer'): Promise<string[]> => {
    const answer = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${await world.token(who)}` } });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.rawPayload as never);
    const rows: string[] = [];
    book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).join(' ')));
    return rows;
  };
  const register = (kind: string, who?: string) => sheet(`/api/registers/${kind}/table.xlsx?from=${world.today}&to=${world.today}`, who);
  // A hospital knows nobody's village, so that its own table has no column for it.
  expect([(await register('outpatients'))[1], (await register('outpatients', 'desk'))[1]].map((headings) => headings!.includes('村（社区）'))).toEqual([true, false]);
  expect((await register('outpatients')).find((row) => row.includes('导医小王'))).toMatch(/潘三妹.*内科/);
  expect((await register('inpatients')).find((row) => row.includes('骨科'))).toMatch(/潘三妹/);
  expect((await register('waivers')).find((row) => row.includes('23.5'))).toContain(waiver.clause.article);
  expect((await sheet('/api/reports/designated-hospitals.xlsx')).find((row) => row.includes('云岭县人民医院'))).toMatch(/程小满.*0551-5550101|0551-5550101.*程小满/);
  await app.close();
});

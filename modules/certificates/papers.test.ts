import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { bindRoutes } from '../../platform/http/kernel.ts';
import { openServer } from '../../platform/http/server.ts';
import { closePapers } from '../../platform/papers/papers.ts';
import { testWorld } from '../../tests/world.ts';
import { makeContract } from '../doctors/contracts.service.ts';
import { makeTeam } from '../doctors/teams.service.ts';
import { followCertificate, issueCertificate, listCertificates } from './certificates.service.ts';
import { bindPapers, paperRoutes } from './papers.routes.ts';
import type { HouseholdPapers, PaperLine } from './papers.schema.ts';
import { deliverPapers, getHouseholdPapers, listPapers } from './papers.service.ts';

const world = await testWorld();
const app = await openServer({ version: 'test', log: false });
bindRoutes(app, world.program, careContext, paperRoutes);
bindPapers(app, world.program, careContext);
afterAll(async () => {
  await app.close();
  await closePapers();
});

const TEAM = uuidv7();
let cadre: { workerId: string };

beforeAll(async () => {
  cadre = await world.addAccount({ username: 'carer', name: '张康二', kind: 'contact', division: 'yunshan' });
  const doctor = await world.addAccount({ username: 'doctor', name: '袁水木', kind: 'familyDoctor', division: 'baima' });
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
    id: TEAM, name: '白马乡卫生院家庭医生一队', divisionCode: world.divisions.baima.code, members: [{ workerId: doctor.workerId, level: 'township', lead: true, fromDay: '2026-01-01' as never }],
  }));
  const hospitalId = uuidv7();
  await world.owner.insertInto('hospital').values({ hospitalId, countyId: world.countyId, code: '519900', name: '云岭县人民医院', level: 'county', public: true }).execute();
  await world.owner.insertInto('designation').values({ countyId: world.countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
  await world.owner.insertInto('deskContact').values({
    countyId: world.countyId, contactId: uuidv7(), hospitalId, name: '沈小禾', phoneEnc: world.keys.seal('13500000777'), place: '门诊一楼 3 号窗口', inCharge: true, fromDay: '2020-09-09',
  }).execute();
});

/** A household with a member, a contact, a certificate and a contract: all four papers can be made. */
async function family(name: string) {
  const householdId = await world.addHousehold({ name, division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }] });
  const memberId = uuidv7();
  const certificateId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId, name }).execute();
  await world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id: certificateId, memberId, kind: 'specialSupport' }));
  await world.as('clerk.baima', (ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: TEAM, packageId: 'basic', state: 'signed' }));
  return { householdId, memberId, certificateId };
}

async function print(body: object, username = 'clerk.baima') {
  const answer = await app.inject({ method: 'POST', url: '/api/papers', headers: { authorization: `Bearer ${await world.token(username)}` }, payload: { id: uuidv7(), ...body } });
  return { status: answer.statusCode, headers: answer.headers, pdf: answer.rawPayload, body: answer.statusCode === 200 ? null : answer.json() };
}
const cards = ['contactCard', 'certificate'];
const sheets = ['greenChannel', 'agreement'];
const papersOf = (householdId: string, by = 'clerk.baima'): Promise<HouseholdPapers> => world.as(by, (ctx) => getHouseholdPapers(ctx, householdId));
const statesOf = async (householdId: string): Promise<Record<string, string>> => Object.fromEntries((await papersOf(householdId)).items.map(({ kind, state }) => [kind, state]));
const handOver = (householdId: string, items: readonly PaperLine[], by = 'carer') =>
  world.as(by, (ctx) => deliverPapers(ctx, { id: uuidv7(), householdId, paperIds: items.flatMap(({ paperId }) => paperId ?? []), day: world.today }));

test('the four papers of a household are printed as two files, handed over on the phone, and stand as delivered', async () => {
  const { householdId, certificateId } = await family('潘大山');
  expect(await statesOf(householdId)).toEqual({ contactCard: 'toMake', certificate: 'toMake', greenChannel: 'toMake', agreement: 'toMake' });
  const [front, back] = [await print({ householdId, kinds: cards }), await print({ householdId, kinds: sheets })];
  expect([front.status, back.status]).toEqual([200, 200]);
  expect(front.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store', 'x-papers': '2', 'x-missing': '' });
  for (const character of '潘大山特扶证张康二') expect(typeset(front.pdf)).toContain(character);
  for (const character of '云岭县人民医院沈小禾窗口袁水木优先挂号') expect(typeset(back.pdf)).toContain(character);
  expect(await statesOf(householdId)).toEqual({ contactCard: 'toDeliver', certificate: 'toDeliver', greenChannel: 'toDeliver', agreement: 'toDeliver' });

  const { items } = await papersOf(householdId, 'carer');
  const { value } = await handOver(householdId, items);
  expect(value.items.map(({ state, deliveredOn }) => [state, deliveredOn])).toEqual(Array.from({ length: 4 }, () => ['delivered', '2026-11-22']));
  const held = await world.as('clerk.baima', (ctx) => listCertificates(ctx, { limit: 50, household: householdId }));
  expect(held.items).toMatchObject([{ id: certificateId, printedOn: '2026-11-22', deliveredOn: '2026-11-22' }]);
  expect(await print({ householdId, kinds: cards })).toMatchObject({ status: 409, body: { code: 'papers.none' } });
  expect((await print({ householdId, kinds: cards, which: 'all' })).headers['x-papers']).toBe('2');
});

test('a new contact, a doctor, a phone: each outdates exactly the papers it stands on, and a new one is owed', async () => {
  const { householdId } = await family('石小河');
  const reprint = async (): Promise<void> => {
    await print({ householdId, kinds: cards });
    await print({ householdId, kinds: sheets });
  };
  const outdated = async (): Promise<string[]> => Object.entries(await statesOf(householdId)).filter(([, state]) => state === 'outdated').map(([kind]) => kind);
  await reprint();
  expect(await outdated()).toEqual([]);

  await world.owner.updateTable('worker').set({ phoneEnc: world.keys.seal('13500000999') }).where('countyId', '=', world.countyId).where('workerId', '=', cadre.workerId).execute();
  expect(await outdated()).toEqual(['contactCard', 'greenChannel']);
  await reprint();
  expect(await outdated()).toEqual([]);

  const workerId = await world.addWorker({ name: '何同志', division: 'baima', phone: '13500000555' });
  await world.owner.insertInto('assignment').values({
    countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, assignmentId: uuidv7(), role: 'townshipLeader', workerId, fromDay: '2026-11-22', toDay: null,
  }).execute();
  expect(await outdated()).toEqual(['contactCard', 'greenChannel']);
  await reprint();

  await world.owner.insertInto('doctorTeamMember').values({
    countyId: world.countyId, teamId: TEAM, workerId, divisionId: world.divisions.baima.divisionId, level: 'village', lead: false, fromDay: '2026-11-01', toDay: null,
  }).execute();
  expect(await outdated()).toEqual(['agreement']);
  const owed = await world.as('clerk.baima', (ctx) => listPapers(ctx, { state: 'make', limit: 200, division: world.divisions.yunshan.code }));
  expect(owed.items.find(({ household }) => household.id === householdId)?.papers.map(({ kind }) => kind)).toEqual(['agreement']);
  await reprint();
  const waiting = await world.as('clerk.baima', (ctx) => listPapers(ctx, { state: 'deliver', limit: 200, division: world.divisions.yunshan.code }));
  expect(waiting.items.find(({ household }) => household.id === householdId)?.papers).toHaveLength(4);
});

test('what has not been issued or signed is lacking and stands in nobody’s way', async () => {
  const householdId = await world.addHousehold({ name: '云阿水', division: 'shiqiao' });
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.shiqiao.divisionId, memberId: uuidv7(), name: '云阿水' }).execute();
  expect(await statesOf(householdId)).toEqual({ contactCard: 'lacking', certificate: 'lacking', greenChannel: 'toMake', agreement: 'lacking' });
  expect(await print({ householdId, kinds: cards })).toMatchObject({ status: 409, body: { code: 'papers.none' } });
  expect((await print({ divisionCode: world.divisions.shiqiao.code, kinds: sheets })).headers['x-papers']).toBe('1');
});

test('a village is printed in one run that is on record, and the same run asked again prints the same and writes nothing', async () => {
  const [a, b] = [await family('甲一'), await family('乙二')];
  const id = uuidv7();
  const first = await print({ id, divisionCode: world.divisions.yunshan.code, kinds: cards });
  const again = await print({ id, divisionCode: world.divisions.yunshan.code, kinds: cards });
  expect(first.status).toBe(200);
  expect(again.pdf.equals(first.pdf)).toBe(true);
  const rows = await world.owner.selectFrom('paper').select('householdId').where('countyId', '=', world.countyId).where('runId', '=', id).execute();
  expect(rows).toHaveLength(Number(first.headers['x-papers']));
  expect(rows.map(({ householdId }) => householdId)).toEqual(expect.arrayContaining([a.householdId, b.householdId]));
  const looks = await world.owner.selectFrom('record').select('householdIds').where('countyId', '=', world.countyId).where('subject', '=', 'papers.print').where('subjectId', '=', id).execute();
  expect(looks[0]!.householdIds).toEqual(expect.arrayContaining([a.householdId, b.householdId]));
});

test('a name that cannot be set is said to whoever prints', async () => {
  const { householdId } = await family('潘\ue863珍');
  const { headers } = await print({ householdId, kinds: cards });
  expect(decodeURIComponent(String(headers['x-missing']))).toBe('\ue863');
});

test('who may not issue prints nothing, another township finds nobody, and who does not visit hands nothing over', async () => {
  const { householdId } = await family('石守田');
  for (const by of ['carer', 'cadre.yunshan', 'reader']) expect(await print({ householdId, kinds: cards }, by)).toMatchObject({ status: 403 });
  expect(await print({ householdId, kinds: cards }, 'clerk.qingshi')).toMatchObject({ status: 404 });
  expect(await print({ divisionCode: world.divisions.yunshan.code, kinds: cards }, 'clerk.qingshi')).toMatchObject({ status: 403 });
  expect(await print({ householdId, kinds: ['contactCard', 'agreement'] })).toMatchObject({ status: 422, body: { code: 'papers.mixed' } });
  await print({ householdId, kinds: cards });
  const { items } = await papersOf(householdId);
  await expect(handOver(householdId, items, 'reader')).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(handOver(householdId, items, 'clerk.qingshi')).rejects.toMatchObject({ code: 'not-found' });
  const elsewhere = await family('潘细妹');
  await expect(handOver(elsewhere.householdId, items)).rejects.toMatchObject({ code: 'papers.notThese' });
  expect(await papersOf(householdId, 'clerk.qingshi')).toMatchObject({ items: [] });
});

test('the certificate that is put in the place of a lost one wants a card of its own', async () => {
  const { householdId, certificateId } = await family('何水生');
  await print({ householdId, kinds: cards });
  await handOver(householdId, (await papersOf(householdId)).items);
  await world.as('clerk.baima', (ctx) => followCertificate(ctx, certificateId, { id: uuidv7(), why: 'lost', reason: '老人说丢了' }));
  expect(await statesOf(householdId)).toMatchObject({ contactCard: 'delivered', certificate: 'toMake' });
});

/** The characters a PDF says it shows: what its fonts map their glyphs back to. */
function typeset(pdf: Buffer): string {
  const maps = [...pdf.toString('latin1').matchAll(/beginbfchar([\s\S]*?)endbfchar/g)].map(([, map = '']) => map);
  return maps.flatMap((map) => [...map.matchAll(/<[0-9A-F]+> <([0-9A-F]+)>/gi)].map(([, hex = '']) => Buffer.from(hex, 'hex').swap16().toString('utf16le'))).join('');
}

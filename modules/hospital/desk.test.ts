import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld, type World } from '../../tests/world.ts';
import { makeCode, codeIndex } from '../../platform/codes/codes.ts';
import { checkCharacter } from '../households/idNumber.rules.ts';
import { checkAtDesk } from './desk.service.ts';
import { registerEncounter } from './encounters.service.ts';
import { askWaiver, voidWaiver } from './waivers.service.ts';

const world = await testWorld();

const idNumber = (first17: string): string => first17 + checkCharacter(first17);

async function addHospital(name: string, designated: boolean, code = '519900'): Promise<string> {
  const hospitalId = uuidv7();
  await world.owner.insertInto('hospital').values({ hospitalId, countyId: world.countyId, code, name, level: 'county', public: true }).execute();
  if (designated) await world.owner.insertInto('designation').values({ countyId: world.countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
  return hospitalId;
}


async function addHolder(w: World, name: string, number: string, kind = 'specialSupport') {
  const householdId = await w.addHousehold({ name, division: 'yunshan' });
  const memberId = uuidv7();
  const row = { countyId: w.countyId, householdId, divisionId: w.divisions.yunshan.divisionId, memberId };
  const idNumberIndex = w.keys.blindIndex('idNumber', number);
  await w.owner.insertInto('member').values({ ...row, name, idNumberEnc: w.keys.seal(number), idNumberIndex, birthDay: '1960-05-01' }).execute();
  await w.owner.insertInto('identity').values({ idNumberIndex, countyId: w.countyId, memberId }).execute();
  const code = makeCode(w.keys, '519900');
  const certificateId = uuidv7();
  await w.owner.insertInto('certificate').values({
    ...row, certificateId, kind, codeEnc: w.keys.seal(code.text), codeIndex: code.index, issuedOn: '2026-01-01', issuedBy: uuidv7(),
  }).execute();
  await w.owner.insertInto('certificateCode').values({ codeIndex: codeIndex(w.keys, code.number), countyId: w.countyId, certificateId }).execute();
  return { householdId, memberId, certificateId, code };
}

const county = await addHospital('云岭县人民医院', true);
const other = await addHospital('云岭县第二医院', false);
await world.addAccount({ username: 'desk.county', kind: 'hospitalDesk', division: 'county', hospitalId: county });
await world.addAccount({ username: 'desk.other', kind: 'hospitalDesk', division: 'county', hospitalId: other });
const number = idNumber('51990019600501002');
const holder = await addHolder(world, '潘三妹', number);

test('the designated hospital is told who it is, what is free here, and nothing else', async () => {
  const reply = await world.as('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  expect(reply).toMatchObject({ status: 'valid', holder: { name: '潘*妹', idTail: number.slice(-4) } });
  expect(reply.benefits.find(({ kind, perYear }) => kind === 'ambulance' && perYear === 2)).toMatchObject({ left: 2 });
  expect(reply.benefits.every(({ clause }) => clause.article.length > 0)).toBe(true);
  expect(JSON.stringify(reply)).not.toMatch(/潘三妹|bereaved|失独/u);
  expect(await world.as('desk.county', (ctx) => checkAtDesk(ctx, { idNumber: number }))).toMatchObject({ status: 'valid' });
});

test('a hospital the pack does not admit and a number of nobody get the same answer', async () => {
  const refused = await world.as('desk.other', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  const nobody = await world.as('desk.other', (ctx) => checkAtDesk(ctx, { code: makeCode(world.keys, '519900').text }));
  expect(refused).toEqual(nobody);
  expect(refused).toEqual({ status: 'unknown', checkId: null, holder: null, benefits: [], doctor: null, deskContact: null });
});

test('fifty desks ask for the one ride that is left, and one gets it', async () => {
  const checkId = (await world.as('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.number }))).checkId!;
  const encounterId = uuidv7();
  await world.as('desk.county', (ctx) => registerEncounter(ctx, { id: encounterId, checkId, kind: 'emergency', urgent: true, department: '急诊', companion: '' }));
  const reply = await world.as('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.number }));
  const ride = reply.benefits.find(({ kind, perYear }) => kind === 'ambulance' && perYear === 2)!;
  const ask = (id: string) => world.as('desk.county', (ctx) => askWaiver(ctx, { id, encounterId, benefitId: ride.id, urgent: true, unableToPay: false, ride: null }));
  const first = uuidv7();
  expect((await ask(first)).value).toMatchObject({ granted: true, left: 1 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(uuidv7())));
  expect(answers.filter(({ value }) => value.granted)).toHaveLength(1);
  expect(answers.filter(({ value }) => value.refusal === 'quotaSpent')).toHaveLength(49);
  expect(answers.find(({ value }) => !value.granted)!.value.clause.article).toBe(ride.clause.article);
  await world.as('desk.county', (ctx) => voidWaiver(ctx, encounterId, first, '录错了人'));
  expect((await ask(uuidv7())).value.granted).toBe(true);
});

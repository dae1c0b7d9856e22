import { day } from '@lianxin/engine';
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { answerBed, askBed, joinBed, listBeds } from './beds.service.ts';
import { checkAtDesk } from './desk.service.ts';
import { listEncounters, registerEncounter } from './encounters.service.ts';
import { discharge, getStay, writeStay } from './stays.service.ts';
import { deskStart, joinUrgent, registerUrgent } from './urgent.service.ts';

const world = await testWorld();
const hospitalId = await addHospital(world, '云岭县人民医院');
const other = await addHospital(world, '云岭县中医院');
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
await world.addAccount({ username: 'desk.other', kind: 'hospitalDesk', division: 'county', hospitalId: other });
await world.addAccount({ username: 'keeper', kind: 'healthOfficer', division: 'county' });
const doctor = await world.addWorker({ name: '袁医生', division: 'baima' });
const householdId = await world.addHousehold({ name: '潘三妹', division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId: doctor }] });
const holder = await addHolder(world, '潘三妹', '51990019600501002', { householdId });

const admit = async (username = 'desk') => {
  const id = uuidv7();
  const { checkId } = await world.alone(username, (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  await world.as(username, (ctx) => registerEncounter(ctx, { id, checkId: checkId!, kind: 'inpatient', urgent: false, department: '内科', companion: '' }));
  return id;
};
const outdated = async () => (await world.owner.selectFrom('householdStanding').select('computedOn').where('countyId', '=', world.countyId).where('householdId', '=', householdId).executeTakeFirstOrThrow()).computedOn;

test('a cadre asks for a bed, the hospital answers, admits, discharges; the follow-up is owed once the household is brought to its day', async () => {
  const [bedId, eventId] = [uuidv7(), uuidv7()];
  await world.as('cadre.yunshan', (ctx) => askBed(ctx, { id: bedId, householdId, memberId: holder.memberId, hospitalId, reason: '胸闷两天', transport: '要接' }));
  const [asked] = (await world.as('desk', (ctx) => listBeds(ctx, {}))).items;
  expect(asked).toMatchObject({ id: bedId, name: '潘*妹', reason: '胸闷两天', transport: '要接' });
  expect((await world.as('desk.other', (ctx) => listBeds(ctx, {}))).items).toEqual([]);
  await world.as('desk', (ctx) => answerBed(ctx, bedId, { answer: 'ready', note: '内科三病区' }));
  const [mine] = (await world.as('cadre.yunshan', (ctx) => listBeds(ctx, { household: householdId }))).items;
  expect(mine).toMatchObject({ answer: 'ready', answerNote: '内科三病区', reason: null });

  const stay = await admit();
  expect(await world.as('desk', (ctx) => joinBed(ctx, bedId, stay))).toMatchObject({ encounterId: stay });
  await world.as('desk', (ctx) => writeStay(ctx, stay, { bed: '三病区 12 床', told: '村里的联系人' }));
  await world.as('desk', (ctx) => discharge(ctx, stay, { eventId, day: day('2026-11-22'), summary: '冠心病，按时服药' }));
  // Sent again it is the same discharge.
  await world.as('desk', (ctx) => discharge(ctx, stay, { eventId, day: day('2026-11-22'), summary: '冠心病，按时服药' }));
  expect(await outdated()).not.toBe(world.today);
  await world.as('officer', (ctx) => ctx.duties.refresh(ctx, [householdId]));
  const owed = await world.owner.selectFrom('duty').select(['rule', 'lastDay']).where('countyId', '=', world.countyId).where('householdId', '=', householdId).where('rule', '=', 'familyDoctor.discharge').orderBy('lastDay').execute();
  expect(owed).toHaveLength(1);

  expect(await world.as('keeper', (ctx) => getStay(ctx, stay))).toMatchObject({ summary: '冠心病，按时服药', bed: '三病区 12 床' });
  expect(await world.as('officer', (ctx) => getStay(ctx, stay))).toMatchObject({ summary: null, bed: '', dischargedOn: '2026-11-22' });
  await expect(world.as('cadre.yunshan', (ctx) => getStay(ctx, stay))).rejects.toMatchObject({ code: 'not-found' });
  await expect(world.as('desk.other', (ctx) => getStay(ctx, stay))).rejects.toMatchObject({ code: 'not-found' });
});

test('what a household had is told to its office and the keeper of health files, not to a cadre, and every look is recorded', async () => {
  expect((await world.as('officer', (ctx) => listEncounters(ctx, { household: householdId, limit: 50 }))).items).toHaveLength(1);
  expect((await world.as('keeper', (ctx) => listEncounters(ctx, { household: householdId, limit: 50 }))).items).toHaveLength(1);
  expect((await world.as('cadre.yunshan', (ctx) => listEncounters(ctx, { household: householdId, limit: 50 }))).items).toEqual([]);
  const looks = await world.owner.selectFrom('record').select('recordId').where('countyId', '=', world.countyId).where('subject', '=', 'encounters.list').orderBy('at').execute();
  expect(looks).toHaveLength(2);
  expect((await world.as('desk.other', (ctx) => listEncounters(ctx, { limit: 50 }))).items).toEqual([]);
  await expect(world.as('desk', (ctx) => listEncounters(ctx, { household: householdId, limit: 50 }))).rejects.toMatchObject({ code: 'not-found' });
});

test('somebody in urgent need is written down without a look-up, even empty, and joined later to the hospital’s own registration alone', async () => {
  const id = uuidv7();
  await world.as('desk', (ctx) => registerUrgent(ctx, { id, patient: '', note: '' }));
  expect((await world.as('desk', (ctx) => deskStart(ctx))).urgent.map((one) => one.id)).toEqual([id]);
  expect((await world.as('desk.other', (ctx) => deskStart(ctx))).urgent).toEqual([]);
  const elsewhere = await admit('desk.other');
  await expect(world.as('desk', (ctx) => joinUrgent(ctx, id, elsewhere))).rejects.toMatchObject({ code: 'not-found' });
  const own = await admit();
  expect(await world.as('desk', (ctx) => joinUrgent(ctx, id, own))).toMatchObject({ encounterId: own });
});

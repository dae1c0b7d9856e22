import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import { checkAtDesk } from './desk.service.ts';
import { registerEncounter } from './encounters.service.ts';
import { askWaiver, priceWaiver, voidWaiver } from './waivers.service.ts';

const world = await testWorld();

const county = await addHospital(world, '云岭县人民医院');
const other = await addHospital(world, '云岭县第二医院', { designated: false });
await world.addAccount({ username: 'desk.county', kind: 'hospitalDesk', division: 'county', hospitalId: county });
await world.addAccount({ username: 'desk.other', kind: 'hospitalDesk', division: 'county', hospitalId: other });
const holder = await addHolder(world, '潘三妹', '51990019600501002');
const number = holder.idNumber;

test('the designated hospital is told who it is, what is free here, and nothing else', async () => {
  const reply = await world.alone('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  expect(reply).toMatchObject({ status: 'valid', holder: { name: '潘*妹', idTail: number.slice(-4) } });
  expect(reply.benefits.find(({ kind, perYear }) => kind === 'ambulance' && perYear === 2)).toMatchObject({ left: 2 });
  expect(reply.benefits.every(({ clause }) => clause.article.length > 0)).toBe(true);
  expect(JSON.stringify(reply)).not.toMatch(/潘三妹|bereaved|失独/u);
  expect(await world.alone('desk.county', (ctx) => checkAtDesk(ctx, { idNumber: number }))).toMatchObject({ status: 'valid' });
});

test('a hospital the pack does not admit and a number of nobody get the same answer', async () => {
  const refused = await world.alone('desk.other', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  const nobody = await world.alone('desk.other', (ctx) => checkAtDesk(ctx, { code: makeCode(world.keys, '519900').text }));
  expect(refused).toEqual(nobody);
  expect(refused).toEqual({ status: 'unknown', checkId: null, holder: null, benefits: [], doctor: null, deskContact: null });
});

test('fifty desks ask for the one ride that is left, and one gets it', async () => {
  const checkId = (await world.alone('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.number }))).checkId!;
  const encounterId = uuidv7();
  await world.as('desk.county', (ctx) => registerEncounter(ctx, { id: encounterId, checkId, kind: 'emergency', urgent: true, department: '急诊', companion: '' }));
  const reply = await world.alone('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.number }));
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

test('what a waiver came to is written when the bill is known, by its hospital alone, and never to what was refused or voided', async () => {
  const checkId = (await world.alone('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.number }))).checkId!;
  const encounterId = uuidv7();
  await world.as('desk.county', (ctx) => registerEncounter(ctx, { id: encounterId, checkId, kind: 'outpatient', urgent: false, department: '内科', companion: '' }));
  const reply = await world.alone('desk.county', (ctx) => checkAtDesk(ctx, { code: holder.code.number }));
  const fee = reply.benefits.find(({ kind }) => kind === 'waiver')!;
  const id = uuidv7();
  const ask = { id, encounterId, benefitId: fee.id, urgent: false, unableToPay: false, ride: null };
  expect((await world.as('desk.county', (ctx) => askWaiver(ctx, ask))).value).toMatchObject({ granted: true, amount: null });
  const price = (username: string, amount: number) => world.as(username, (ctx) => priceWaiver(ctx, encounterId, id, amount));
  expect(await price('desk.county', 12.5)).toMatchObject({ amount: 12.5 });
  expect(await price('desk.county', 13)).toMatchObject({ amount: 13 });
  await expect(price('desk.other', 1)).rejects.toMatchObject({ code: 'not-found' });
  await expect(price('officer', 1)).rejects.toMatchObject({ code: 'not-allowed' });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from app.record where subject_id = ${encounterId} and action = 'waiver.sum'`.execute(world.owner);
  expect(rows[0]!.n).toBe(2);
  await world.as('desk.county', (ctx) => voidWaiver(ctx, encounterId, id, '录错了人'));
  await expect(price('desk.county', 1)).rejects.toMatchObject({ code: 'waiver.sum' });
});

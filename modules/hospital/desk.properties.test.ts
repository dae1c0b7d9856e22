import { toNumber } from '@lianxin/engine';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHolder, addHospital, invented } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import { getHousehold } from '../households/households.access.ts';
import { admitting, withinReach } from '../policies/care.rules.ts';
import { REACHES } from '../policies/care.schema.ts';
import { policyBook } from '../policies/policies.context.ts';
import { menuOf } from './desk.menu.ts';
import { asksForIdCard, deskBenefits, statusHere, toDeskBenefit } from './desk.rules.ts';
import { checkAtDesk } from './desk.service.ts';
import { writtenReply } from './desk.written.ts';
import { registerEncounter } from './encounters.service.ts';
import { getEncounterView } from './encounters.view.ts';
import { deskReply, type DeskReply } from './hospital.schema.ts';
import { openLooks, register } from './registers.service.ts';

const world = await testWorld();
const hospitalId = await addHospital(world, '云岭县人民医院');
for (const name of ['desk', 'desk.two', 'desk.three']) await world.addAccount({ username: name, kind: 'hospitalDesk', division: 'county', hospitalId });
const away = await addHospital(world, '外地医院', { designated: false, code: '340100' });
await world.addAccount({ username: 'desk.away', kind: 'hospitalDesk', division: 'county', hospitalId: away });
const pan = await addHolder(world, '潘三妹', '51990019600501002');
const book = policyBook({ book: world.program.book });
const benefitIds = [...new Set(Object.values(book.sheets).flatMap(({ care }) => care.benefits.map(({ id }) => id)))];

test('how far a reach goes is the same in the database as in the rule, municipalities and places directly under a province included', async () => {
  const code = fc.tuple(fc.constantFrom('11', '31', '34', '42', '50', '51'), fc.constantFrom('01', '02', '90', '13'), fc.constantFrom('00', '21', '24')).map((parts) => parts.join(''));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...REACHES), code, code, async (reach, home, place) => {
    const { rows: [row] } = await sql<{ within: boolean }>`select left(${place}, app.reach_digits(${reach}, ${home})) = left(${home}, app.reach_digits(${reach}, ${home})) as within`.execute(world.owner);
    expect(row!.within).toBe(withinReach(reach, home, place));
  }), { numRuns: 60 });
});

test('whom a hospital may check is the same in the database as in the rule, for every pack and kind of hospital', async () => {
  const packs = Object.keys(book.sheets).sort();
  const arbitrary = fc.record({ packId: fc.constantFrom(...packs), code: fc.constantFrom('519900', '519800', '510100', '340100'), designated: fc.boolean(), isPublic: fc.boolean() });
  await fc.assert(fc.asyncProperty(arbitrary, async ({ packId, code, designated, isPublic }) => {
    const hospital = await addHospital(world, '随机医院', { designated, code, isPublic });
    await world.owner.updateTable('adoption').set({ packId }).where('countyId', '=', world.countyId).where('divisionId', '=', world.divisions.county.divisionId).execute();
    const { rows: [row] } = await sql<{ as: string | null }>`select app.admitted_as(${world.countyId}, ${world.divisions.yunshan.divisionId}, ${hospital}, ${world.today}::date) as "as"`.execute(world.owner);
    const kind = designated ? 'designated' : 'public';
    const admitted = (designated || isPublic) && admitting(book, packId, toNumber(world.today), { kind, code }, '519900') !== null;
    expect(row!.as).toBe(admitted ? kind : null);
  }), { numRuns: 40 });
  await world.owner.updateTable('adoption').set({ packId: 'sixian' }).where('countyId', '=', world.countyId).where('divisionId', '=', world.divisions.county.divisionId).execute();
});

test('what a desk is sent is what its shape lets through and the rules say, however often the same was asked before', () => {
  const facts = fc.record({
    packId: fc.constantFrom(...Object.keys(book.sheets).sort()), hospitalCode: fc.constantFrom('519900', '519800', '340100'), countyCode: fc.constantFrom('519900', '519800'),
    admitted: fc.constantFrom('designated' as const, 'public' as const), flags: fc.subarray(['livingAlone', 'key', 'disabled']), birthDay: fc.constantFrom(null, '1960-05-01', '1960-11-23', '1990-01-01'),
    certificates: fc.subarray(['specialSupport', 'priorityVisit']), used: fc.constantFrom({}, ...benefitIds.map((id) => ({ [id]: 1 }))),
  });
  fc.assert(fc.property(facts, (asked) => {
    const { status, withIdCard, benefits } = menuOf(book, asked, world.today);
    expect({ status, withIdCard, benefits }).toEqual({
      status: statusHere(book, asked, world.today), withIdCard: asksForIdCard(book, asked, world.today),
      benefits: deskBenefits(book, asked, world.today).map((benefit) => toDeskBenefit(benefit, (asked.used as Record<string, number>)[benefit.id] ?? 0)),
    });
    const reply: DeskReply = { status, checkId: 'x', holder: { name: '潘*妹', idTail: null, withIdCard }, benefits, doctor: null, deskContact: '' };
    const spoken = { ...reply, householdId: 'x', holder: { ...reply.holder!, phone: 'x' } };
    expect(JSON.parse(writtenReply(spoken).bytes.toString())).toEqual(deskReply.parse(reply));
  }), { numRuns: 300 });
});

test('whatever stands in the file, the answer of a desk holds nothing of it but the masked name and the last four', async () => {
  const secret = fc.constantFrom('低保', '高血压', '丧子', '云山村', '13900010000');
  // From 300: the last four of the number would otherwise be a year now and then, and years stand in the articles.
  const person = fc.record({ serial: fc.integer({ min: 300, max: 998 }), month: fc.integer({ min: 10, max: 12 }), word: secret });
  // No two with one ID number; a second run would draw some of them again, and shrinking all of them.
  const people = fc.uniqueArray(person, { selector: ({ serial }) => serial, minLength: 8, maxLength: 8 });
  await fc.assert(fc.asyncProperty(people, async (drawn) => {
    for (const { serial, month, word } of drawn) {
      const name = `欧阳${word.slice(0, 1)}${serial % 10}`;
      const holder = await addHolder(world, name, `5199001961${month}01${serial}`);
      await world.owner.updateTable('household').set({ headName: word }).where('countyId', '=', world.countyId).where('householdId', '=', holder.householdId).execute();
      const reply = await world.alone('desk.three', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
      expect(deskReply.strict().parse(reply)).toEqual(reply);
      const { benefits, ...person } = reply;
      const said = JSON.stringify(person);
      for (const hidden of [holder.householdId, holder.memberId, holder.certificateId, holder.idNumber, holder.code.number, word, name]) expect(said).not.toContain(hidden);
      expect(benefits.every((benefit) => !JSON.stringify(benefit).includes(holder.idNumber.slice(-4)))).toBe(true);
    }
  }), { numRuns: 1, endOnFailure: true });
});

test('a cancelled certificate fails at the next check, and a desk cannot register under another hospital’s', async () => {
  const holder = await addHolder(world, '潘五妹', '51990019620501002');
  const { checkId } = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  await expect(world.as('desk.away', (ctx) => registerEncounter(ctx, { id: uuidv7(), checkId: checkId!, kind: 'outpatient', urgent: false, department: '', companion: '' }))).rejects.toMatchObject({ code: 'desk.check.expired' });
  await world.owner.updateTable('certificate').set({ endedOn: world.today, endKind: 'cancelled', endReason: '换证' }).where('countyId', '=', world.countyId).where('certificateId', '=', holder.certificateId).execute();
  expect((await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: holder.code.text }))).status).toBe('ended');
});

test('ten misses and the desk is held, also by thirty questions at once; nothing of urgent registration is', async () => {
  const ask = () => world.alone('desk.two', (ctx) => checkAtDesk(ctx, { code: makeCode(world.keys, '519900').text })).then(({ status }) => status, (thrown: { code: string }) => thrown.code);
  const answers = await Promise.all(Array.from({ length: 30 }, ask));
  expect(Object.fromEntries([...new Set(answers)].map((each) => [each, answers.filter((one) => one === each).length]))).toEqual({ unknown: 10, 'desk.limit': 20 });
});

test('not admitted, nobody and without a certificate answer the same, byte for byte', async () => {
  const answers = [{ code: pan.code.text }, { idNumber: pan.idNumber }, { idNumber: invented('51990019550501004') }, { code: makeCode(world.keys, '519900').number }];
  const said = [];
  for (const question of answers) said.push(JSON.stringify(await world.alone('desk.away', (ctx) => checkAtDesk(ctx, question))));
  expect(new Set(said).size).toBe(1);
});

test('a hospital reads its register with masked names, the office with full ones and a look on record; who was looked up for nothing is listed', async () => {
  const { checkId } = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: pan.code.text }));
  await world.as('desk', (ctx) => registerEncounter(ctx, { id: uuidv7(), checkId: checkId!, kind: 'outpatient', urgent: false, department: '内科', companion: '' }));
  const span = { from: world.today, to: world.today };
  expect((await world.as('desk', (ctx) => register(ctx, 'outpatients', span))).items.map(({ name }) => name)).toContain('潘*妹');
  // A line opens what its reader may see: the family for the office, for the hospital the registration it made.
  const [ours] = (await world.as('desk', (ctx) => register(ctx, 'outpatients', span))).items;
  expect(ours!.household).toBeNull();
  expect(await world.as('desk', (ctx) => getEncounterView(ctx, ours!.encounter))).toMatchObject({ name: ours!.name, day: ours!.day });
  const [theirs] = (await world.as('clerk.baima', (ctx) => register(ctx, 'outpatients', span))).items;
  expect(await world.as('clerk.baima', (ctx) => getHousehold(ctx, theirs!.household!))).toBeTruthy();
  expect((await world.as('desk.away', (ctx) => register(ctx, 'outpatients', span))).items).toEqual([]);
  expect((await world.as('clerk.baima', (ctx) => register(ctx, 'outpatients', span))).items.map(({ name }) => name)).toContain('潘三妹');
  expect((await world.as('clerk.qingshi', (ctx) => register(ctx, 'outpatients', span))).items).toEqual([]);
  await expect(world.as('cadre.yunshan', (ctx) => register(ctx, 'outpatients', span))).rejects.toMatchObject({ code: 'not-allowed' });
  const { checkId: idle } = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: pan.code.text }));
  expect((await world.as('officer', (ctx) => openLooks(ctx))).items.map(({ id }) => id)).not.toContain(idle);
  await world.owner.updateTable('deskLook').set({ at: new Date(Date.now() - 30 * 3_600_000) }).where('countyId', '=', world.countyId).where('lookId', 'in', [checkId!, idle!]).execute();
  const open = (await world.as('officer', (ctx) => openLooks(ctx))).items;
  expect(open.map(({ id }) => id)).toContain(idle);
  expect(open.map(({ id }) => id)).not.toContain(checkId);
});

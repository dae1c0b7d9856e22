import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { countRows, testWorld } from '../../tests/world.ts';
import { listDuties } from '../duties/duties.service.ts';
import { visitInput, type VisitInput } from './visits.schema.ts';
import { declineVisit, listVisits, recordVisit, voidVisit } from './visits.service.ts';

const world = await testWorld();
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan', name: '何山二' });
const carer = await world.addAccount({ username: 'carer', kind: 'contact', division: 'yunshan', name: '邹水七' });
const other = await world.addAccount({ username: 'other.carer', kind: 'contact', division: 'yunshan', name: '柳木五' });

const newHousehold = (name = '潘山一') => world.addHousehold({
  name, division: 'yunshan',
  contacts: [{ role: 'villageCadre', workerId: cadre.workerId }, { role: 'carer', workerId: carer.workerId }],
});

const phoneCall = (householdId: string, more: Partial<VisitInput> = {}): VisitInput =>
  visitInput.parse({ id: uuidv7(), householdId, day: world.today, kind: 'phone', outcome: 'reached', participants: [cadre.workerId], ...more });

describe('recording a visit', () => {
  test('credits the duty it fits and names the article it rests on', async () => {
    const household = await newHousehold();
    const { value } = await world.as('cadre', (ctx) => recordVisit(ctx, phoneCall(household)));
    expect(value.credited.map((one) => one.rule)).toContain('villageCadre.contact');
    expect(value.credited[0]!.clause.article).not.toBe('');
    expect(value.uncredited).toEqual([]);
  });

  test('takes the duty off the worklist of the one who made it', async () => {
    const household = await newHousehold();
    const owed = () => world.as('cadre', (ctx) => listDuties(ctx, { worker: 'me', household, state: ['open'], limit: 50 }));
    const before = (await owed()).items.map((duty) => duty.rule);
    await world.as('cadre', (ctx) => recordVisit(ctx, phoneCall(household)));
    const after = (await owed()).items.map((duty) => duty.rule);
    expect(before).toContain('villageCadre.contact');
    expect(after).not.toContain('villageCadre.contact');
  });

  test('sent twice happens once, and sent with another body under the same id is refused', async () => {
    const household = await newHousehold();
    const call = phoneCall(household, { note: '都好' });
    const first = await world.as('cadre', (ctx) => recordVisit(ctx, call));
    const second = await world.as('cadre', (ctx) => recordVisit(ctx, call));
    expect([first.again, second.again]).toEqual([false, true]);
    expect(second.value.credited).toEqual(first.value.credited);
    expect(await countRows(world, 'visit', household)).toBe(1);
    await expect(world.as('cadre', (ctx) => recordVisit(ctx, { ...call, note: '改了' }))).rejects.toMatchObject({ code: 'id.taken', status: 409 });
  });

  test('sixteen times at the same moment still happens once', async () => {
    const household = await newHousehold();
    const call = phoneCall(household);
    const answers = await Promise.all(Array.from({ length: 16 }, () => world.as('cadre', (ctx) => recordVisit(ctx, call))));
    expect(answers.filter((answer) => !answer.again)).toHaveLength(1);
    expect(await countRows(world, 'visit', household)).toBe(1);
  });

  test('under another actor\'s id is a bare refusal', async () => {
    const household = await newHousehold();
    const call = phoneCall(household);
    await world.as('cadre', (ctx) => recordVisit(ctx, call));
    await expect(world.as('officer', (ctx) => recordVisit(ctx, call))).rejects.toMatchObject({ code: '23505' });
  });

  test.each([
    ['a day that has not come', 'cadre', { day: '2026-11-23' as never }, 'visit.future'],
    ['more than 31 days back by a worker', 'cadre', { day: '2026-10-21' as never }, 'visit.late'],
    ['as far back by the office without a reason', 'officer', { day: '2026-10-21' as never }, 'visit.lateReason'],
    ['a day before the household was served', 'officer', { day: '2025-11-21' as never, lateReason: '补记旧账' }, 'visit.notServed'],
  ])('refuses %s', async (_what, username, more, code) => {
    const household = await newHousehold();
    await expect(world.as(username, (ctx) => recordVisit(ctx, phoneCall(household, more)))).rejects.toMatchObject({ code, status: 422 });
    expect(await countRows(world, 'visit', household)).toBe(0);
  });

  test('accepts the 31st day back from a worker and any day with a reason from the office, and shows the delay', async () => {
    const household = await newHousehold();
    const worker = await world.as('cadre', (ctx) => recordVisit(ctx, phoneCall(household, { day: '2026-10-22' as never })));
    const office = await world.as('officer', (ctx) => recordVisit(ctx, phoneCall(household, { day: '2026-03-02' as never, lateReason: '纸质日志补录' })));
    expect(worker.value.visit.lateDays).toBe(31);
    expect(office.value.visit.lateReason).toBe('纸质日志补录');
  });

  test('a participant with no role there credits nothing, and the answer says so', async () => {
    const household = await newHousehold();
    const stranger = await world.addWorker({ name: '凤三', division: 'yunshan' });
    const { value } = await world.as('officer', (ctx) => recordVisit(ctx, phoneCall(household, { participants: [stranger] })));
    expect(value.credited).toEqual([]);
    expect(value.uncredited).toEqual([{ workerId: stranger, reason: 'noRole' }]);
  });

  test('a contact sees and serves the households assigned to them and no others', async () => {
    const household = await newHousehold();
    const own = phoneCall(household, { participants: [carer.workerId] });
    await expect(world.as('carer', (ctx) => recordVisit(ctx, own))).resolves.toMatchObject({ again: false });
    const foreign = phoneCall(household, { participants: [other.workerId] });
    await expect(world.as('other.carer', (ctx) => recordVisit(ctx, foreign))).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });

  test('a contact records only what they took part in; a village cadre may record for others', async () => {
    const household = await newHousehold();
    const forAnother = phoneCall(household, { participants: [cadre.workerId] });
    await expect(world.as('carer', (ctx) => recordVisit(ctx, forAnother))).rejects.toMatchObject({ code: 'visit.participants' });
    const forCarer = phoneCall(household, { participants: [carer.workerId] });
    const { value } = await world.as('cadre', (ctx) => recordVisit(ctx, forCarer));
    expect(value.credited.map((one) => one.rule)).toContain('carer.contact');
  });

  test('a reader may look but not record', async () => {
    const household = await newHousehold();
    await expect(world.as('reader', (ctx) => recordVisit(ctx, phoneCall(household)))).rejects.toMatchObject({ code: 'not-allowed', status: 403 });
  });

  test('health and words are sealed in the database and open in the answer', async () => {
    const household = await newHousehold();
    await world.as('cadre', (ctx) => recordVisit(ctx, phoneCall(household, { health: 'poor', note: '膝盖疼' })));
    const stored = await world.owner.selectFrom('visit').select('contentEnc').where('countyId', '=', world.countyId).where('householdId', '=', household).executeTakeFirstOrThrow();
    expect(stored.contentEnc!.toString('utf8')).not.toContain('膝盖');
    const { items } = await world.as('cadre', (ctx) => listVisits(ctx, { household, limit: 10 }));
    expect(items[0]).toMatchObject({ health: 'poor', note: '膝盖疼' });
  });

  test('is on record with its new value, and so is every look at it', async () => {
    const household = await newHousehold();
    await world.as('cadre', (ctx) => recordVisit(ctx, phoneCall(household)));
    await world.as('cadre', (ctx) => listVisits(ctx, { household, limit: 10 }));
    const records = await world.owner.selectFrom('record').select(['kind', 'subject', 'contentEnc']).where('countyId', '=', world.countyId).where('householdId', '=', household).orderBy('at').execute();
    expect(records.map((one) => `${one.kind} ${one.subject}`)).toEqual(['change visit', 'read visits.list']);
    expect(JSON.parse(world.keys.open(records[0]!.contentEnc!)).after.kind).toBe('phone');
  });
});

describe('putting a visit right', () => {
  test('voiding takes its credit back and keeps the record with the reason', async () => {
    const household = await newHousehold();
    const call = phoneCall(household);
    await world.as('cadre', (ctx) => recordVisit(ctx, call));
    const voided = await world.as('cadre', (ctx) => voidVisit(ctx, call.id, '记错了人家'));
    expect(voided.voided).toMatchObject({ reason: '记错了人家' });
    const owed = await world.as('cadre', (ctx) => listDuties(ctx, { worker: 'me', household, state: ['open'], limit: 50 }));
    expect(owed.items.map((duty) => duty.rule)).toContain('villageCadre.contact');
    await expect(world.as('cadre', (ctx) => voidVisit(ctx, call.id, '再来一次'))).rejects.toMatchObject({ code: 'visit.voided' });
  });

  test('only its recorder or the office may void it', async () => {
    const household = await newHousehold();
    const call = phoneCall(household, { participants: [carer.workerId] });
    await world.as('cadre', (ctx) => recordVisit(ctx, call));
    await expect(world.as('carer', (ctx) => voidVisit(ctx, call.id, '不是我'))).rejects.toMatchObject({ code: 'visit.voidNotYours' });
    await expect(world.as('clerk.baima', (ctx) => voidVisit(ctx, call.id, '核实有误'))).resolves.toMatchObject({ id: call.id });
  });

  test('a participant who declines loses the credit, once', async () => {
    const household = await newHousehold();
    const call = phoneCall(household, { participants: [carer.workerId] });
    await world.as('cadre', (ctx) => recordVisit(ctx, call));
    const declined = await world.as('carer', (ctx) => declineVisit(ctx, call.id));
    expect(declined.participants).toEqual([{ workerId: carer.workerId, name: '邹水七', declined: true }]);
    const owed = await world.as('carer', (ctx) => listDuties(ctx, { worker: 'me', household, state: ['open'], limit: 50 }));
    expect(owed.items.map((duty) => duty.rule)).toContain('carer.contact');
    await expect(world.as('carer', (ctx) => declineVisit(ctx, call.id))).rejects.toMatchObject({ code: 'visit.notParticipant' });
  });

  test('a correction names the voided visit it replaces', async () => {
    const household = await newHousehold();
    const call = phoneCall(household);
    await world.as('cadre', (ctx) => recordVisit(ctx, call));
    const correction = phoneCall(household, { kind: 'home', corrects: call.id });
    await expect(world.as('cadre', (ctx) => recordVisit(ctx, correction))).rejects.toMatchObject({ code: 'visit.correctsUnvoided' });
    await world.as('cadre', (ctx) => voidVisit(ctx, call.id, '其实是上门'));
    await expect(world.as('cadre', (ctx) => recordVisit(ctx, correction))).resolves.toMatchObject({ again: false });
  });
});

import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { countRows, testWorld, type DivisionName } from '../../tests/world.ts';
import { dutyView } from '../duties/duties.schema.ts';
import { listDuties } from '../duties/duties.service.ts';
import { visitInput } from '../visits/visits.schema.ts';
import { recordVisit } from '../visits/visits.service.ts';
import { incidentInput, reportedIncident } from './incidents.schema.ts';
import { listIncidents, reportIncident, voidIncident } from './incidents.service.ts';

const world = await testWorld();
const leader = await world.addWorker({ name: '何山二', division: 'baima', leader: true });
const carer = await world.addAccount({ username: 'carer', kind: 'contact', division: 'yunshan', name: '邹水七' });
await world.addAccount({ username: 'other.carer', kind: 'contact', division: 'yunshan', name: '柳木五' });

const newHousehold = (division: DivisionName = 'yunshan') => world.addHousehold({
  name: '潘山一', division, contacts: [{ role: 'townshipLeader', workerId: leader }, { role: 'carer', workerId: carer.workerId }],
});

const inputFor = (householdId: string, more: object = {}) => incidentInput.parse({ id: uuidv7(), householdId, kind: 'illness', day: '2026-11-20', ...more });
const report = (username: string, householdId: string, more: object = {}) => world.as(username, (ctx) => reportIncident(ctx, inputFor(householdId, more)));

const owedOf = async (householdId: string) => {
  const { items } = await world.as('officer', (ctx) => listDuties(ctx, { household: householdId, state: ['open', 'upcoming', 'missed', 'vacant', 'met'], limit: 200 }));
  return items.filter((duty) => duty.rule.endsWith('.incident')).map((duty) => [duty.rule, duty.last, duty.state]);
};

describe('reporting a major event', () => {
  test('says who owes what until when, in the words of the worklist, and the worklist agrees', async () => {
    const household = await newHousehold();
    const { value } = await report('carer', household);
    expect(value.owed.map((duty) => [duty.rule, duty.last, duty.worker?.name ?? null, duty.vacant])).toEqual([
      ['townshipLeader.incident', '2026-11-27', '何山二', false], ['villageCadre.incident', '2026-11-23', null, true],
    ]);
    for (const duty of reportedIncident.parse(value).owed) expect(dutyView.parse(duty)).toEqual(duty);
    expect((await owedOf(household)).map(([rule]) => rule).sort()).toEqual(['townshipLeader.incident', 'villageCadre.incident']);
  });

  test('asks what the region asks: sudden hardship counts in Huangjin and not in Sixian', async () => {
    const [huangjin, sixian] = [await newHousehold('liuwan'), await newHousehold('yunshan')];
    const here = await report('officer', huangjin, { kind: 'hardship' });
    const there = await report('officer', sixian, { kind: 'hardship' });
    expect(here.value.owed.map((duty) => duty.rule).sort()).toEqual(['townshipContact.incident', 'villageCadre.incident']);
    expect(there.value.owed).toEqual([]);
  });

  test('sent again happens once and tells what is still true', async () => {
    const household = await newHousehold();
    const input = inputFor(household);
    const once = await world.as('officer', (ctx) => reportIncident(ctx, input));
    const twice = await world.as('officer', (ctx) => reportIncident(ctx, input));
    expect([once.again, twice.again]).toEqual([false, true]);
    expect(await countRows(world, 'event', household)).toBe(1);
    await expect(world.as('officer', (ctx) => reportIncident(ctx, { ...input, kind: 'death' }))).rejects.toMatchObject({ code: 'id.taken' });
  });

  test('a special visit at home fulfils what the leader owes', async () => {
    const household = await newHousehold();
    await report('carer', household);
    const visit = visitInput.parse({ id: uuidv7(), householdId: household, day: '2026-11-21', kind: 'home', outcome: 'reached', purposes: ['incident'], participants: [leader] });
    await world.as('officer', (ctx) => recordVisit(ctx, visit));
    expect(await owedOf(household)).toContainEqual(['townshipLeader.incident', '2026-11-27', 'met']);
  });

  test.each([
    ['a day that has not come', 'carer', { day: '2026-11-23' }, 'incident.future'],
    ['more than 31 days back by a contact', 'carer', { day: '2026-10-21' }, 'incident.late'],
    ['as far back by the office without a reason', 'officer', { day: '2026-10-21' }, 'incident.lateReason'],
    ['a day before the household was served', 'officer', { day: '2025-11-21', lateReason: '补报旧事' }, 'incident.notServed'],
  ])('refuses %s', async (_what, username, more, code) => {
    const household = await newHousehold();
    await expect(report(username, household, more)).rejects.toMatchObject({ code, status: 422 });
    expect(await countRows(world, 'event', household)).toBe(0);
  });

  test('takes the 31st day back from a contact and any day with a reason from the office', async () => {
    const household = await newHousehold();
    await expect(report('carer', household, { day: '2026-10-22' })).resolves.toMatchObject({ again: false });
    await expect(report('officer', household, { day: '2026-03-02', lateReason: '村里纸质记录补录' })).resolves.toMatchObject({ again: false });
  });

  test.each([['other.carer', 404], ['reader', 403], ['clerk.qingshi', 404]])('is not for %s', async (username, status) => {
    const household = await newHousehold();
    await expect(report(username, household)).rejects.toMatchObject({ status });
  });

  test('its words are sealed in the database and open in the file', async () => {
    const household = await newHousehold();
    await report('officer', household, { note: '住进县医院' });
    const stored = await world.owner.selectFrom('event').select('noteEnc').where('countyId', '=', world.countyId).where('householdId', '=', household).executeTakeFirstOrThrow();
    expect(stored.noteEnc!.toString('utf8')).not.toContain('县医院');
    const { items } = await world.as('carer', (ctx) => listIncidents(ctx, { household, limit: 10 }));
    expect(items).toMatchObject([{ kind: 'illness', note: '住进县医院', recorder: { name: 'officer' }, voided: false }]);
  });
});

describe('voiding one reported by mistake', () => {
  test('takes away what it asked for and keeps the report', async () => {
    const household = await newHousehold();
    const { value } = await report('carer', household);
    const voided = await world.as('clerk.baima', (ctx) => voidIncident(ctx, value.incident.id, '报错了人家'));
    expect(voided.voided).toBe(true);
    expect(await owedOf(household)).toEqual([]);
    const { items } = await world.as('officer', (ctx) => listIncidents(ctx, { household, limit: 10 }));
    expect(items.map((one) => one.voided)).toEqual([true]);
    await expect(world.as('officer', (ctx) => voidIncident(ctx, value.incident.id, '再来一次'))).rejects.toMatchObject({ code: 'incident.voided' });
  });

  test('is for its reporter and the office only, and never for a change of contact', async () => {
    const household = await newHousehold();
    const { value } = await report('officer', household);
    await expect(world.as('carer', (ctx) => voidIncident(ctx, value.incident.id, '不是这样'))).rejects.toMatchObject({ code: 'incident.voidNotYours' });
    const eventId = uuidv7();
    const { divisionId } = world.divisions.yunshan;
    await world.owner.insertInto('event').values({ countyId: world.countyId, eventId, householdId: household, divisionId, kind: 'contactChange', day: world.today, role: 'carer' }).execute();
    await expect(world.as('officer', (ctx) => voidIncident(ctx, eventId, '不想告知'))).rejects.toMatchObject({ status: 404 });
  });
});

test('incidents are listed newest first, page by page, and every look is on record', async () => {
  const household = await newHousehold();
  for (const day of ['2026-11-01', '2026-11-03', '2026-11-02']) await report('officer', household, { day });
  const page = await world.as('carer', (ctx) => listIncidents(ctx, { household, limit: 2 }));
  const rest = await world.as('carer', (ctx) => listIncidents(ctx, { household, limit: 2, after: page.next! }));
  expect([...page.items, ...rest.items].map((one) => one.day)).toEqual(['2026-11-03', '2026-11-02', '2026-11-01']);
  expect(rest.next).toBeNull();
  const looks = await world.owner.selectFrom('record').select('recordId').where('countyId', '=', world.countyId).where('subject', '=', 'incidents.list').where('householdId', '=', household).execute();
  expect(looks).toHaveLength(2);
});

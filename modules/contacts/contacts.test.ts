import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { countRows, testWorld, type DivisionName } from '../../tests/world.ts';
import { listDuties } from '../duties/duties.service.ts';
import { householdContacts, listToTell, listVacancies, listWorkerLoads } from './contacts.lists.ts';
import { assignmentInput, handoverInput, territoryInput } from './contacts.schema.ts';
import { assignContact, endContact, handOver } from './contacts.service.ts';
import { assignTerritory, endTerritory, listTerritoryAssignments } from './contacts.territory.ts';

const world = await testWorld();
const [first, second, third] = await Promise.all(
  ['何山二', '邹水七', '柳木五'].map((name) => world.addWorker({ name, division: 'baima', phone: '13500000890' })),
) as [string, string, string];

const newHousehold = (contacts: readonly { role: string; workerId: string; from?: string; to?: string | null }[] = [], division: DivisionName = 'yunshan', name = '潘山一') =>
  world.addHousehold({ name, division, contacts });

const assign = (username: string, householdId: string, more: Partial<Parameters<typeof assignmentInput.parse>[0] & object> = {}) => {
  const input = assignmentInput.parse({ id: uuidv7(), householdId, role: 'carer', workerId: second, fromDay: world.today, ...more });
  return world.as(username, (ctx) => assignContact(ctx, input));
};

const toldOf = async (householdId: string) => {
  const { items } = await world.as('officer', (ctx) => listDuties(ctx, { household: householdId, state: ['open', 'upcoming', 'missed', 'vacant'], limit: 200 }));
  return items.filter((duty) => duty.rule.endsWith('.contactChange')).map((duty) => [duty.rule, duty.first, duty.last, duty.state]);
};

describe('assigning a contact', () => {
  test('ends the one before on the day before, and the household is to be told within ten days', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    const { value, again } = await assign('clerk.baima', household);
    expect(again).toBe(false);
    expect(value).toMatchObject({ role: 'carer', worker: { id: second, name: '邹水七', phone: '13500000890' }, fromDay: '2026-11-22', toDay: null, tellBy: '2026-12-02' });
    expect(value.ended).toEqual([{ assignmentId: expect.any(String), worker: { id: first, name: '何山二' }, toDay: '2026-11-21' }]);
    expect(await toldOf(household)).toEqual([['carer.contactChange', '2026-11-22', '2026-12-02', 'open']]);
  });

  test('sent again answers the same and leaves one assignment and one thing to tell', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    const input = assignmentInput.parse({ id: uuidv7(), householdId: household, role: 'carer', workerId: second, fromDay: world.today });
    const once = await world.as('clerk.baima', (ctx) => assignContact(ctx, input));
    const twice = await world.as('clerk.baima', (ctx) => assignContact(ctx, input));
    expect([once.again, twice.again]).toEqual([false, true]);
    expect(twice.value).toEqual(once.value);
    expect([await countRows(world, 'assignment', household), await countRows(world, 'event', household)]).toEqual([2, 1]);
    await expect(world.as('clerk.baima', (ctx) => assignContact(ctx, { ...input, workerId: third }))).rejects.toMatchObject({ code: 'id.taken' });
  });

  test('two people who fill one role at the same moment leave one holder', async () => {
    const household = await newHousehold();
    await Promise.allSettled([assign('clerk.baima', household), assign('officer', household, { workerId: third })]);
    const { items } = await world.as('officer', (ctx) => householdContacts(ctx, household));
    const standing = items.filter((one) => one.role === 'carer' && one.toDay === null);
    expect(standing).toHaveLength(1);
  });

  test('a special contact, whom no rule requires, may have company, and a hint says it counts for nothing', async () => {
    const household = await newHousehold([{ role: 'special', workerId: first }]);
    const { value } = await assign('clerk.baima', household, { role: 'special' });
    expect(value.ended).toEqual([]);
    expect(value.hints.map((hint) => hint.code)).toEqual(['role.notRequired']);
    const { items } = await world.as('officer', (ctx) => householdContacts(ctx, household));
    expect(items.filter((one) => one.role === 'special').map((one) => one.worker.id).sort()).toEqual([first, second].sort());
  });

  test('a key household asks for a leader in Huangjin, and the hint says so', async () => {
    const household = await newHousehold([], 'liuwan');
    const { divisionId } = world.divisions.liuwan;
    await world.owner.insertInto('flagSpell').values({ countyId: world.countyId, spellId: uuidv7(), householdId: household, divisionId, key: 'key', fromDay: '2026-01-01' }).execute();
    const { value } = await assign('clerk.qingshi', household, { role: 'townshipContact' });
    expect(value.hints.map((hint) => hint.code)).toEqual(['leader.missing']);
    const leader = await world.addWorker({ name: '葛石九', division: 'qingshi', leader: true });
    const better = await assign('clerk.qingshi', household, { role: 'townshipContact', workerId: leader });
    expect(better.value.hints).toEqual([]);
  });

  test.each([
    ['the office as a role', { role: 'office' }, 'role.unknown', 422],
    ['a role of another region', { role: 'astronaut' }, 'role.unknown', 422],
    ['a worker nobody knows', { workerId: uuidv7() }, 'worker.left', 422],
    ['a last day before the first', { toDay: '2026-11-21' }, 'assignment.days', 422],
    ['a day decades ahead', { fromDay: '2062-11-22' }, 'assignment.day', 422],
    ['the worker who holds it already', { workerId: first }, 'assignment.held', 409],
  ])('refuses %s', async (_what, more, code, status) => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    await expect(assign('clerk.baima', household, more)).rejects.toMatchObject({ code, status });
    expect(await countRows(world, 'assignment', household)).toBe(1);
  });

  test('refuses a worker who has left by that day', async () => {
    const household = await newHousehold();
    const gone = await world.addWorker({ name: '凤三', division: 'baima' });
    await world.owner.updateTable('worker').set({ leftOn: world.today }).where('countyId', '=', world.countyId).where('workerId', '=', gone).execute();
    await expect(assign('clerk.baima', household, { workerId: gone })).rejects.toMatchObject({ code: 'worker.left' });
  });

  test('refuses to overrule someone already set to begin later', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first, from: '2026-12-01' }]);
    await expect(assign('clerk.baima', household)).rejects.toMatchObject({ code: 'assignment.later', status: 409 });
    await expect(assign('clerk.baima', household, { toDay: '2026-11-30' })).resolves.toMatchObject({ again: false });
  });

  test.each([['cadre.yunshan', 403], ['reader', 403], ['clerk.qingshi', 404]])('is not for %s', async (username, status) => {
    const household = await newHousehold();
    await expect(assign(username, household)).rejects.toMatchObject({ status });
    expect(await countRows(world, 'assignment', household)).toBe(0);
  });

  test('is on record with who held the role before', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    await assign('clerk.baima', household);
    const row = await world.owner.selectFrom('record').select(['action', 'contentEnc']).where('countyId', '=', world.countyId).where('householdId', '=', household).where('kind', '=', 'change').executeTakeFirstOrThrow();
    const content = JSON.parse(world.keys.open(row.contentEnc!));
    expect([row.action, content.before[0].workerId, content.after.workerId]).toEqual(['assign', first, second]);
  });
});

describe('ending an assignment', () => {
  test('leaves the role vacant from the next day, and the gap is seen', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    const { items } = await world.as('officer', (ctx) => householdContacts(ctx, household));
    await world.as('clerk.baima', (ctx) => endContact(ctx, items[0]!.assignmentId, { toDay: '2026-11-20' as never, reason: '外出务工' }));
    const after = await world.as('officer', (ctx) => householdContacts(ctx, household));
    expect(after.required.find((one) => one.role === 'carer')).toMatchObject({ held: false, vacantSince: '2026-11-21' });
    await expect(world.as('clerk.baima', (ctx) => endContact(ctx, items[0]!.assignmentId, { toDay: '2026-11-21' as never, reason: '再改' }))).rejects.toMatchObject({ code: 'assignment.ended' });
    await expect(world.as('clerk.baima', (ctx) => endContact(ctx, items[0]!.assignmentId, { toDay: '2020-01-01' as never, reason: '再改' }))).rejects.toMatchObject({ code: 'assignment.days' });
  });
});

describe('handing over', () => {
  const handOverAs = (username: string, more: object) => world.as(username, (ctx) => handOver(ctx, handoverInput.parse({ id: uuidv7(), day: world.today, ...more })));

  test('a whole post moves every household of the worker within the territory, and no other', async () => {
    const [old, next] = await Promise.all(['鲁一', '韦二'].map((name) => world.addWorker({ name, division: 'baima' }))) as [string, string];
    const mine = await Promise.all(['甲', '乙', '丙'].map((name) => newHousehold([{ role: 'villageCadre', workerId: old }], 'yunshan', name)));
    const elsewhere = await newHousehold([{ role: 'villageCadre', workerId: old }], 'liuwan', '丁');
    const id = uuidv7();
    const { value } = await handOverAs('clerk.baima', { id, fromWorkerId: old, toWorkerId: next, role: 'villageCadre', note: '腿脚不便，请多上门' });
    expect(value).toMatchObject({ moved: 3, tellBy: '2026-12-02' });
    expect(value.households.map((one) => one.id).sort()).toEqual([...mine].sort());
    for (const household of mine) expect(await toldOf(household)).toEqual([['villageCadre.contactChange', '2026-11-22', '2026-12-02', 'open']]);
    const kept = await world.as('officer', (ctx) => householdContacts(ctx, elsewhere));
    expect(kept.items.map((one) => one.worker.id)).toEqual([old]);
    const note = await world.owner.selectFrom('assignment').select('noteEnc').where('countyId', '=', world.countyId).where('handoverId', '=', id).executeTakeFirstOrThrow();
    expect(world.keys.open(note.noteEnc!)).toBe('腿脚不便，请多上门');
    expect(note.noteEnc!.toString('utf8')).not.toContain('腿脚');
  });

  test('sent again moves nothing more and answers the same', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    const input = handoverInput.parse({ id: uuidv7(), fromWorkerId: first, toWorkerId: second, householdIds: [household], day: world.today });
    const once = await world.as('clerk.baima', (ctx) => handOver(ctx, input));
    const twice = await world.as('clerk.baima', (ctx) => handOver(ctx, input));
    expect(twice).toEqual({ value: once.value, again: true });
    expect(await countRows(world, 'assignment', household)).toBe(2);
  });

  test('without a role it takes over every role of the worker', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }, { role: 'villageCadre', workerId: first }, { role: 'familyDoctor', workerId: third }]);
    const { value } = await handOverAs('clerk.baima', { fromWorkerId: first, toWorkerId: second, householdIds: [household] });
    expect(value).toMatchObject({ moved: 2, households: [{ id: household, name: '潘山一' }] });
  });

  test('of chosen households, whoever holds the role, it fills the vacant ones too', async () => {
    const [held, vacant] = [await newHousehold([{ role: 'carer', workerId: first }]), await newHousehold()];
    const { value } = await handOverAs('clerk.baima', { toWorkerId: second, role: 'carer', householdIds: [held, vacant] });
    expect(value.moved).toBe(2);
  });

  test('where the new one holds the role already, only the old one ends', async () => {
    const household = await newHousehold([{ role: 'special', workerId: first }, { role: 'special', workerId: second }]);
    const other = await newHousehold([{ role: 'special', workerId: first }]);
    const { value } = await handOverAs('clerk.baima', { fromWorkerId: first, toWorkerId: second, role: 'special', householdIds: [household, other] });
    expect(value.households.map((one) => one.id)).toEqual([other]);
    const { items } = await world.as('officer', (ctx) => householdContacts(ctx, household));
    expect(items.map((one) => one.worker.id)).toEqual([second]);
  });

  test('one household that cannot be moved leaves all of them as they were', async () => {
    const fine = await newHousehold([{ role: 'carer', workerId: first }]);
    const stuck = await newHousehold([{ role: 'carer', workerId: first, to: '2026-12-31' }, { role: 'carer', workerId: third, from: '2026-12-01' }]);
    await expect(handOverAs('clerk.baima', { fromWorkerId: first, toWorkerId: second, householdIds: [fine, stuck] })).rejects.toMatchObject({ code: 'assignment.later' });
    expect(await countRows(world, 'assignment', fine)).toBe(1);
  });

  test.each([
    ['to the same person', () => ({ fromWorkerId: first, toWorkerId: first }), 'handover.self'],
    ['without saying what', () => ({ toWorkerId: second, role: 'carer' }), 'handover.who'],
    ['of somebody who holds nothing', () => ({ fromWorkerId: uuidv7(), toWorkerId: second }), 'handover.nothing'],
  ])('is refused %s', async (_what, more, code) => {
    await expect(handOverAs('clerk.baima', more())).rejects.toMatchObject({ code, status: 422 });
  });

  test('chosen households of another township look as if they did not exist', async () => {
    const elsewhere = await newHousehold([{ role: 'villageCadre', workerId: first }], 'liuwan');
    await expect(handOverAs('clerk.baima', { toWorkerId: second, role: 'villageCadre', householdIds: [elsewhere] })).rejects.toMatchObject({ status: 404 });
    await expect(handOverAs('reader', { fromWorkerId: first, toWorkerId: second, householdIds: [elsewhere] })).rejects.toMatchObject({ status: 403 });
    expect(await countRows(world, 'assignment', elsewhere)).toBe(1);
  });
});

describe('a role held for a whole township', () => {
  test('counts for every household there, until it ends', async () => {
    const household = await newHousehold([], 'shuanghe');
    const id = uuidv7();
    const input = territoryInput.parse({ id, divisionCode: world.divisions.qingshi.code, role: 'countyCadre', workerId: third, fromDay: '2026-11-01' });
    const { value } = await world.as('clerk.qingshi', (ctx) => assignTerritory(ctx, input));
    expect(value).toMatchObject({ division: { name: '青石镇' }, title: { zh: '县级联系干部' }, worker: { name: '柳木五' } });
    const held = async () => (await world.as('officer', (ctx) => householdContacts(ctx, household))).required.find((one) => one.role === 'countyCadre');
    expect(await held()).toMatchObject({ held: true, vacantSince: null });
    expect((await world.as('officer', (ctx) => householdContacts(ctx, household))).items).toMatchObject([{ role: 'countyCadre', territory: true }]);
    const standing = () => world.owner.selectFrom('householdStanding').select('heldRoles').where('countyId', '=', world.countyId).where('householdId', '=', household).executeTakeFirstOrThrow();
    expect((await standing()).heldRoles).toContain('countyCadre');
    const next = territoryInput.parse({ ...input, id: uuidv7(), workerId: second, fromDay: '2026-11-10' });
    await world.as('clerk.qingshi', (ctx) => assignTerritory(ctx, next));
    const { items } = await world.as('reader', (ctx) => listTerritoryAssignments(ctx, undefined));
    expect(items.map((one) => one.worker.id)).toEqual([second]);
    await world.as('clerk.qingshi', (ctx) => endTerritory(ctx, next.id, { toDay: '2026-11-15' as never, reason: '工作调动' }));
    expect(await held()).toMatchObject({ held: false, vacantSince: '2026-11-16' });
    expect((await standing()).heldRoles).not.toContain('countyCadre');
    await expect(world.as('clerk.baima', (ctx) => assignTerritory(ctx, { ...input, id: uuidv7() }))).rejects.toMatchObject({ status: 403 });
  });
});

describe('lists', () => {
  test('vacancies name each gap with its first day, page by page, and open to no other township', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first, to: '2026-11-10' }], 'shiqiao', '石桥一');
    const code = world.divisions.shiqiao.code;
    const all = await world.as('clerk.baima', (ctx) => listVacancies(ctx, { division: code, limit: 50 }));
    expect(all.items.map((one) => [one.household.id, one.role, one.since])).toEqual([
      [household, 'carer', '2026-11-11'], [household, 'familyDoctor', '2025-11-22'], [household, 'townshipLeader', '2025-11-22'], [household, 'villageCadre', '2025-11-22'],
    ]);
    expect(all.total).toBe(4);
    const page = await world.as('clerk.baima', (ctx) => listVacancies(ctx, { division: code, limit: 3 }));
    const rest = await world.as('clerk.baima', (ctx) => listVacancies(ctx, { division: code, limit: 3, after: page.next! }));
    expect([...page.items, ...rest.items]).toEqual(all.items);
    const one = await world.as('clerk.baima', (ctx) => listVacancies(ctx, { division: code, role: 'carer', limit: 50 }));
    expect(one.items.map((row) => row.role)).toEqual(['carer']);
    expect((await world.as('clerk.qingshi', (ctx) => listVacancies(ctx, { division: code, limit: 50 }))).items).toEqual([]);
  });

  test('a worker is shown with households counted once in all and once in each role', async () => {
    const worker = await world.addWorker({ name: '梅八', division: 'baima' });
    await newHousehold([{ role: 'carer', workerId: worker }, { role: 'villageCadre', workerId: worker }], 'shiqiao');
    await newHousehold([{ role: 'carer', workerId: worker }], 'shiqiao');
    await newHousehold([{ role: 'carer', workerId: worker, to: '2026-11-21' }], 'shiqiao');
    const { items } = await world.as('clerk.baima', (ctx) => listWorkerLoads(ctx, { division: world.divisions.shiqiao.code, limit: 200 }));
    const load = items.find((one) => one.worker.id === worker)!;
    expect(load.total).toBe(2);
    expect(load.roles.map((one) => [one.role, one.households])).toEqual([['carer', 2], ['villageCadre', 1]]);
  });

  test('who is still to be told stays listed past the last day until somebody has told them', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }], 'yunshan', '未告知');
    await assign('officer', household, { fromDay: '2026-11-01' });
    const list = async (late?: boolean) => (await world.as('clerk.baima', (ctx) => listToTell(ctx, { limit: 200, late }))).items.filter((one) => one.household.id === household);
    expect(await list()).toMatchObject([{ role: 'carer', changedOn: '2026-11-01', tellBy: '2026-11-11', late: true, worker: { id: second }, clause: { mark: 'A' } }]);
    expect(await list(false)).toEqual([]);
    const { divisionId } = world.divisions.yunshan;
    await world.owner.insertInto('visit').values({
      countyId: world.countyId, visitId: uuidv7(), householdId: household, divisionId, day: '2026-11-15', kind: 'home', outcome: 'reached', purposes: ['card'],
      recorderId: uuidv7(), recordedAt: new Date(),
    }).execute();
    expect(await list()).toEqual([]);
  });

  test('the card is owed until one handed over names the present contacts', async () => {
    const household = await newHousehold([{ role: 'carer', workerId: first }]);
    await assign('officer', household, { fromDay: '2026-11-10' });
    const card = async () => (await world.as('officer', (ctx) => householdContacts(ctx, household))).card;
    expect(await card()).toEqual({ current: false, deliveredOn: null, owedBy: '2026-11-20' });
    const { divisionId } = world.divisions.yunshan;
    const handed = (day: string) => world.owner.insertInto('visit').values({
      countyId: world.countyId, visitId: uuidv7(), householdId: household, divisionId, day, kind: 'home', outcome: 'reached', purposes: ['card'], recorderId: uuidv7(), recordedAt: new Date(),
    }).execute();
    await handed('2026-11-09');
    expect(await card()).toEqual({ current: false, deliveredOn: '2026-11-09', owedBy: '2026-11-20' });
    await handed('2026-11-10');
    expect(await card()).toEqual({ current: true, deliveredOn: '2026-11-10', owedBy: null });
  });

  test('every list that shows households leaves one record naming them', async () => {
    const household = await newHousehold([], 'shiqiao', '石桥二');
    await world.as('clerk.baima', (ctx) => listVacancies(ctx, { division: world.divisions.shiqiao.code, limit: 200 }), { writes: false });
    const rows = await world.owner.selectFrom('record').select(['subject', 'householdIds']).where('countyId', '=', world.countyId).where('subject', '=', 'contacts.vacancies').execute();
    expect(rows.some((row) => row.householdIds.includes(household))).toBe(true);
  });
});

import { day } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { testWorld, TODAY, type World } from '../../tests/world.ts';
import { changeHousehold } from './households.change.ts';
import { createHousehold } from './households.create.ts';
import { readFile } from './households.file.ts';
import { listHouseholds } from './households.list.ts';
import { awayInput, flagInput, householdInput, householdsQuery, type HouseholdsQuery, memberInput } from './households.schema.ts';
import { addMember, changeMember } from './members.ts';
import { listRecords } from './records.ts';
import { recordsQuery } from './records.schema.ts';
import { reveal } from './reveal.ts';
import { endService, resumeService } from './service.ts';
import { addAway, addFlag, confirmFile, endAway, endFlag, resolveMark } from './spells.ts';
import { suggest } from './suggest.ts';
import { checkCharacter } from './idNumber.rules.ts';

const world: World = await testWorld();
const { liuwan, shuanghe, yunshan, qingshi, county } = world.divisions;

const idNumber = (serial: number): string => {
  const first17 = `51990119560307${String(serial).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
};

type Input = Parameters<typeof householdInput.parse>[0] & Record<string, unknown>;
const filled = (over: Partial<Input> = {}) =>
  householdInput.parse({ id: uuidv7(), headName: '潘秀英', divisionCode: liuwan.code, groupName: '二组', ...over });

const open = async (over: Partial<Input> = {}, as = 'clerk.qingshi') => {
  const input = filled(over);
  await world.as(as, (ctx) => createHousehold(ctx, input));
  return input.id;
};
const list = (username: string, query: Partial<HouseholdsQuery> = {}) =>
  world.as(username, (ctx) => listHouseholds(ctx, { ...householdsQuery.parse({}), ...query }), { writes: false });
const names = async (username: string, query: Partial<HouseholdsQuery> = {}) => (await list(username, query)).items.map((item) => item.name);
const file = (id: string, as = 'clerk.qingshi') => world.as(as, (ctx) => readFile(ctx, id));

test('a file is opened once however often it is sent, and numbers come back masked', async () => {
  const input = filled({ headName: '钱秀兰', phone: '138 0000 0001', members: [{ id: uuidv7(), name: '钱秀兰', relation: 'wife', idNumber: idNumber(102) }], children: [{ events: [{ kind: 'unknown', day: '2011-05-01' }] }] });
  const first = await world.as('clerk.qingshi', (ctx) => createHousehold(ctx, input));
  const again = await world.as('clerk.qingshi', (ctx) => createHousehold(ctx, input));
  expect([first.again, again.again]).toEqual([false, true]);
  expect(first.value).toMatchObject({
    headName: '钱秀兰', family: '钱家', township: { name: '青石镇' }, phone: { masked: '138****0001' }, children: 1, category: 'unknown', packId: 'huangjin', version: 1,
    served: [{ fromDay: TODAY, toDay: null }], may: { write: true, contact: true },
  });
  expect(first.value.members[0]).toMatchObject({ sex: '2', birthDay: '1956-03-07', age: 70, idNumber: { masked: expect.stringMatching(/^5199\*+\d{3}[\dX]$/) } });
  expect(JSON.stringify(again.value)).not.toContain('13800000001');
  await expect(world.as('clerk.qingshi', (ctx) => createHousehold(ctx, { ...input, groupName: '三组' }))).rejects.toMatchObject({ code: 'id.taken', status: 409 });
  expect((await file(input.id)).groupName).toBe('二组');
});

test('what is stored holds no number and no child in plain text', async () => {
  const id = await open({ phone: '13900000002', members: [{ id: uuidv7(), name: '孙大明', idNumber: idNumber(2), phone: '13900000003' }], children: [{ name: '孙小明', events: [] }], situation: { difficulties: '冬天取暖' } });
  for (const table of ['household', 'member', 'child', 'record']) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(`app.${table}`)} t where household_id = ${id}`.execute(world.owner);
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) for (const secret of ['13900000002', '13900000003', idNumber(2), '孙小明', '冬天取暖']) expect(row).not.toContain(secret);
  }
});

test('one person has one file in the whole country, and a refusal says no more than that', async () => {
  await open({ members: [{ id: uuidv7(), name: '李桂芳', idNumber: idNumber(5) }] });
  const twin = filled({ divisionCode: yunshan.code, members: [{ id: uuidv7(), name: '李桂芳', idNumber: idNumber(5).toLowerCase() }] });
  const refused = world.as('clerk.baima', (ctx) => createHousehold(ctx, twin));
  await expect(refused).rejects.toMatchObject({ status: 409, code: 'identity.known', text: { zh: '这个身份证号已经在册，请问县里。' } });
  expect(await names('clerk.baima')).not.toContain('潘秀英');
});

test('a wrong number is said with its place and nothing is kept', async () => {
  const input = filled({ members: [{ id: uuidv7(), name: '周某', idNumber: '519901195603070011' }] });
  await expect(world.as('clerk.qingshi', (ctx) => createHousehold(ctx, input))).rejects.toMatchObject({ status: 422, code: 'id.checksum' });
  await expect(world.as('clerk.qingshi', (ctx) => createHousehold(ctx, filled({ phone: '1380000' })))).rejects.toMatchObject({ code: 'phone.length' });
  await expect(world.as('clerk.qingshi', (ctx) => createHousehold(ctx, filled({ servedFrom: '2026-11-23' })))).rejects.toMatchObject({ code: 'day.future' });
  await expect(file(input.id)).rejects.toMatchObject({ status: 404 });
});

test('a clerk opens no file in another township, a cadre none at all', async () => {
  await expect(open({ divisionCode: yunshan.code })).rejects.toMatchObject({ status: 403, code: 'not-allowed' });
  await expect(open({}, 'cadre.liuwan')).rejects.toMatchObject({ status: 403 });
  await expect(open({}, 'reader')).rejects.toMatchObject({ status: 403 });
});

test('nobody sees a household outside their territory, on the list, in search, in suggestions or by its id', async () => {
  const id = await open({ headName: '胡静雅', phone: '13700000011' });
  for (const username of ['clerk.baima', 'cadre.yunshan', 'contact']) {
    for (const search of ['胡静', 'hjy', 'hujing', '13700000011', '柳湾']) expect(await names(username, { search })).toEqual([]);
    expect((await world.as(username, (ctx) => suggest(ctx, { q: 'hjy' }))).items.filter((item) => item.kind === 'household')).toEqual([]);
    await expect(file(id, username)).rejects.toMatchObject({ status: 404 });
  }
  for (const username of ['officer', 'clerk.qingshi', 'cadre.liuwan', 'reader']) expect(await names(username, { search: 'hjy' })).toEqual(['胡静雅']);
});

test('a contact sees the households assigned today and no other', async () => {
  const { workerId } = await world.addAccount({ username: 'doctor', kind: 'contact', division: 'yunshan' });
  const own = await world.addHousehold({ name: '冯玉珍', division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId }] });
  await world.addHousehold({ name: '冯玉梅', division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId, to: '2026-11-21' }] });
  const { items, total } = await list('doctor');
  expect([items.map((item) => item.id), total]).toEqual([[own], 1]);
  expect((await list('doctor', { worker: 'me', role: 'familyDoctor' })).items).toHaveLength(1);
  expect((await file(own, 'doctor')).may).toEqual({ write: false, visit: true, approve: false, reveal: true, excuse: false, contact: false, records: false });
});

test('a household is found by name, letters, initials, a member, a whole phone or ID number, and its village', async () => {
  const id = await open({ headName: '曾庆华', divisionCode: shuanghe.code, phone: '13600000021', members: [{ id: uuidv7(), name: '解秀莲', idNumber: idNumber(21), phone: '0818-5551234' }] });
  for (const search of ['曾', '曾庆华', 'zqh', 'zengqing', 'ZengQingHua', '解秀莲', 'xxl', 'xiexiu', '136 0000 0021', '08185551234', idNumber(21), '双河']) {
    expect((await list('clerk.qingshi', { search })).items.map((item) => item.id), search).toContain(id);
  }
  for (const search of ['庆华', 'cqh', '1360000002', idNumber(22), '石桥', '%', '_']) {
    expect((await list('clerk.qingshi', { search })).items.map((item) => item.id), search).not.toContain(id);
  }
});

test('pages follow one another without a gap or a double, and the total is what all pages hold', async () => {
  const whole = await list('officer', { limit: 200 });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await list('officer', { limit: 3, ...(after ? { after } : {}) });
    if (!after) expect(page.total).toBe(whole.items.length);
    else expect(page.total).toBeUndefined();
    seen.push(...page.items.map((item) => item.id));
    after = page.next ?? undefined;
  } while (after);
  expect(seen).toEqual(whole.items.map((item) => item.id));
  expect(new Set(seen).size).toBe(seen.length);
  await expect(list('officer', { after: 'nonsense' })).rejects.toMatchObject({ code: 'cursor.unknown' });
});

test('every filter shows exactly the households that have it', async () => {
  const id = await open({ headName: '贺文秀' });
  await world.as('clerk.qingshi', (ctx) => addFlag(ctx, id, flagInput.parse({ id: uuidv7(), key: 'livingAlone', source: '村里登记', fromDay: '2026-01-01' })));
  await world.as('clerk.qingshi', (ctx) => addAway(ctx, awayInput.parse({ id: uuidv7(), householdId: id, place: '成都', fromDay: '2026-10-01' })));
  const all = (await list('officer', { limit: 200 })).items;
  const checks: [Partial<HouseholdsQuery>, (item: (typeof all)[number]) => boolean][] = [
    [{ away: true }, (item) => item.away], [{ flag: 'livingAlone' }, (item) => item.livingAlone], [{ vacant: true }, (item) => item.vacantRoles.length > 0],
    [{ overdue: true }, (item) => item.overdue > 0], [{ stale: true }, (item) => item.stale], [{ marks: true }, (item) => item.marks.length > 0],
    [{ division: qingshi.code }, (item) => item.township.code === qingshi.code], [{ division: county.code }, () => true],
  ];
  for (const [query, holds] of checks) {
    expect((await names('officer', { ...query, limit: 200 } as never)).sort(), JSON.stringify(query)).toEqual(all.filter(holds).map((item) => item.name).sort());
  }
  expect(await names('officer', { search: '贺文秀', away: true })).toEqual(['贺文秀']);
});

test('a list says nothing of the category or the child', async () => {
  await open({ headName: '罗玉芬', category: 'bereaved', children: [{ name: '罗小宝', events: [{ kind: 'died', day: '2010-01-01' }] }] });
  const line = (await list('clerk.qingshi', { search: '罗玉芬' })).items[0]!;
  expect(JSON.stringify(line)).not.toMatch(/bereaved|died|罗小宝|2010-01-01|category|child/);
});

test('two people who change one file do not overwrite each other, and the change keeps old and new', async () => {
  const id = await open({ headName: '梁桂香', livingAddress: '柳湾村二组' });
  const change = (changes: Record<string, unknown>, version = 1) =>
    world.as('clerk.qingshi', (ctx) => changeHousehold(ctx, id, { version, reason: '入户核对', changes }));
  expect(await change({ livingAddress: '柳湾村三组', phone: '13500000031' })).toMatchObject({ version: 2, livingAddress: '柳湾村三组', phone: { masked: '135****0031' } });
  await expect(change({ livingAddress: '柳湾村四组' })).rejects.toMatchObject({ status: 409, code: 'version.changed' });
  await expect(change({ livingAddress: '柳湾村三组' }, 2)).rejects.toMatchObject({ code: 'change.none' });
  const { items } = await world.as('clerk.qingshi', (ctx) => listRecords(ctx, recordsQuery.parse({ household: id, kind: 'change' })));
  expect(items[0]).toMatchObject({
    subject: 'household', action: 'change', reason: '入户核对', actor: { name: 'clerk.qingshi' },
    before: { livingAddress: '柳湾村二组', phone: null }, after: { livingAddress: '柳湾村三组', phone: '13500000031' },
  });
});

test('one value is revealed at a time, with the purpose on record; the children only to the office', async () => {
  const memberId = uuidv7();
  const id = await open({ headName: '韦明珠', phone: '13400000041', members: [{ id: memberId, name: '韦明珠', idNumber: idNumber(41) }], children: [{ name: '韦小川', events: [] }] });
  const show = (field: string, as = 'cadre.liuwan') => world.as(as, (ctx) => reveal(ctx, id, { field, purpose: 'call' }));
  expect(await show('phone')).toEqual({ field: 'phone', value: '13400000041' });
  expect((await show(`member.${memberId}.idNumber`)).value).toBe(idNumber(41));
  await expect(show(`member.${memberId}.phone`)).rejects.toMatchObject({ code: 'field.unknown' });
  await expect(show('category')).rejects.toMatchObject({ code: 'field.unknown' });
  await expect(show('children')).rejects.toMatchObject({ status: 403 });
  await expect(show('phone', 'reader')).rejects.toMatchObject({ status: 403 });
  await expect(show('phone', 'clerk.baima')).rejects.toMatchObject({ status: 404 });
  expect((await show('children', 'clerk.qingshi')).value).toEqual([{ name: '韦小川', events: [] }]);
  const { items } = await world.as('officer', (ctx) => listRecords(ctx, recordsQuery.parse({ household: id, kind: 'read' })));
  expect(items.filter((item) => item.action === 'reveal').map((item) => [item.subject, item.purpose])).toEqual([
    ['household.children', 'call'], [`household.member.${memberId}.idNumber`, 'call'], ['household.phone', 'call'],
  ]);
});

test('every look is on record: the file by itself, a list by everyone it showed', async () => {
  const id = await open({ headName: '谢秋菊' });
  await list('reader', { search: '谢秋菊' });
  await file(id, 'reader');
  const { items } = await world.as('clerk.qingshi', (ctx) => listRecords(ctx, recordsQuery.parse({ household: id, kind: 'read' })));
  const mine = items.filter((item) => item.actor?.name === 'reader').map((item) => item.subject);
  expect(mine).toEqual(['household.file', 'households.list']);
  await expect(world.as('cadre.liuwan', (ctx) => listRecords(ctx, recordsQuery.parse({ household: id })))).rejects.toMatchObject({ status: 403 });
  await expect(world.as('clerk.baima', (ctx) => listRecords(ctx, recordsQuery.parse({ household: id })))).rejects.toMatchObject({ status: 404 });
});

test('a clerk reads the changes of the own township only', async () => {
  await open({ headName: '邓家和' });
  await open({ headName: '邓家美', divisionCode: yunshan.code }, 'clerk.baima');
  const shown = async (as: string) => (await world.as(as, (ctx) => listRecords(ctx, recordsQuery.parse({ kind: 'change', limit: 200 })))).items.flatMap((item) => item.households.map((one) => one.name));
  expect(await shown('clerk.qingshi')).toContain('邓家和');
  expect(await shown('clerk.qingshi')).not.toContain('邓家美');
  expect(await shown('officer')).toEqual(expect.arrayContaining(['邓家和', '邓家美']));
});

test('service ends with the last of the people served, and their contacts with it', async () => {
  const worker = await world.addWorker({ name: '村干部甲', division: 'liuwan' });
  const [wife, husband] = [uuidv7(), uuidv7()];
  const id = await open({ headName: '姚玉兰', servedFrom: '2026-01-01', members: [{ id: wife, name: '姚玉兰', relation: 'wife' }, { id: husband, name: '姚父', relation: 'husband' }] });
  await world.owner.insertInto('assignment').values({ countyId: world.countyId, assignmentId: uuidv7(), householdId: id, divisionId: liuwan.divisionId, role: 'villageCadre', workerId: worker, fromDay: '2026-01-01', toDay: null }).execute();
  const died = (memberId: string, deathDay: string) => world.as('clerk.qingshi', (ctx) => changeMember(ctx, id, memberId, { reason: '去世', changes: { deathDay: day(deathDay) } }));
  expect((await died(husband, '2026-06-01')).served).toMatchObject([{ toDay: null }]);
  const after = await died(wife, '2026-11-01');
  expect(after.served).toMatchObject([{ fromDay: '2026-01-01', toDay: '2026-11-01' }]);
  expect(after.members.find((member) => member.id === wife)).toMatchObject({ age: null, deathDay: '2026-11-01' });
  expect(await names('clerk.qingshi', { search: '姚玉兰' })).toEqual([]);
  expect(await names('clerk.qingshi', { search: '姚玉兰', ended: true })).toEqual(['姚玉兰']);
  const open_ = await world.owner.selectFrom('assignment').select('toDay').where('countyId', '=', world.countyId).where('householdId', '=', id).execute();
  expect(open_).toEqual([{ toDay: '2026-11-01' }]);
  await expect(died(wife, '2026-11-23')).rejects.toMatchObject({ code: 'day.future' });
});

test('service that was ended can be taken up again, not while it runs', async () => {
  const id = await open({ headName: '汤明华', servedFrom: '2026-03-01' });
  const end = (toDay: string) => world.as('clerk.qingshi', (ctx) => endService(ctx, id, { toDay, reason: '迁出本县' }));
  await expect(world.as('clerk.qingshi', (ctx) => resumeService(ctx, id, { id: uuidv7(), fromDay: TODAY, reason: '误操作' }))).rejects.toMatchObject({ code: 'service.open' });
  await expect(end('2026-02-01')).rejects.toMatchObject({ code: 'service.none' });
  await expect(end('2026-11-23')).rejects.toMatchObject({ code: 'day.future' });
  expect((await end('2026-11-10')).served).toMatchObject([{ toDay: '2026-11-10', endReason: '迁出本县' }]);
  const again = await world.as('clerk.qingshi', (ctx) => resumeService(ctx, id, { id: uuidv7(), fromDay: day('2026-11-15'), reason: '又迁回来' }));
  expect(again.value.served).toHaveLength(2);
  expect(await names('clerk.qingshi', { search: '汤明华' })).toEqual(['汤明华']);
});

test('a flag stands once, ends on a day, and a member can be added later', async () => {
  const id = await open({ headName: '石桂花' });
  const memberId = uuidv7();
  const added = await world.as('clerk.qingshi', (ctx) => addMember(ctx, id, memberInput.parse({ id: memberId, name: '石父', relation: 'husband', birthDay: '1950-02-28' })));
  expect(added.value).toMatchObject({ version: 2, members: expect.arrayContaining([expect.objectContaining({ id: memberId, age: 76 })]) });
  const flag = (over: object = {}) => flagInput.parse({ id: uuidv7(), key: 'key', memberId, source: '镇里名册', fromDay: '2026-05-01', ...over });
  const first = flag();
  await world.as('clerk.qingshi', (ctx) => addFlag(ctx, id, first));
  await expect(world.as('clerk.qingshi', (ctx) => addFlag(ctx, id, flag()))).rejects.toMatchObject({ code: 'flag.open' });
  await expect(world.as('clerk.qingshi', (ctx) => addFlag(ctx, id, flag({ memberId: uuidv7(), key: 'hardship' })))).rejects.toMatchObject({ status: 404 });
  expect((await list('clerk.qingshi', { search: '石桂花' })).items[0]).toMatchObject({ key: true });
  await expect(world.as('clerk.qingshi', (ctx) => endFlag(ctx, id, first.id, { toDay: '2026-04-01', reason: '名册调整' }))).rejects.toMatchObject({ code: 'day.order' });
  expect((await world.as('clerk.qingshi', (ctx) => endFlag(ctx, id, first.id, { toDay: '2026-11-01', reason: '名册调整' }))).flags).toMatchObject([{ toDay: '2026-11-01' }]);
  expect((await list('clerk.qingshi', { search: '石桂花' })).items[0]).toMatchObject({ key: false });
});

test('a household is away from a day to a day, once at a time', async () => {
  const id = await open({ headName: '毛淑芬' });
  const away = awayInput.parse({ id: uuidv7(), householdId: id, place: '广东佛山', fromDay: '2026-09-01' });
  expect((await world.as('clerk.qingshi', (ctx) => addAway(ctx, away))).value.residence).toMatchObject([{ kind: 'away', place: '广东佛山', toDay: null }]);
  const { items } = await world.as('clerk.qingshi', (ctx) => listHouseholds(ctx, householdsQuery.parse({ away: 'true' })));
  expect(items.find((line) => line.id === away.householdId)).toMatchObject({ away: true, awayPlace: '广东佛山' });
  await expect(world.as('clerk.qingshi', (ctx) => addAway(ctx, { ...away, id: uuidv7(), fromDay: day('2026-10-01') }))).rejects.toMatchObject({ code: 'away.overlap' });
  await expect(world.as('clerk.baima', (ctx) => endAway(ctx, away.id, { toDay: TODAY }))).rejects.toMatchObject({ status: 404 });
  expect((await world.as('clerk.qingshi', (ctx) => endAway(ctx, away.id, { toDay: '2026-11-20' }))).residence).toMatchObject([{ toDay: '2026-11-20' }]);
  expect((await list('clerk.qingshi', { search: '毛淑芬' })).items[0]).toMatchObject({ away: false });
});

test('a file that was checked is current again, and a mark goes once somebody looked into it', async () => {
  const id = await open({ headName: '江玉凤' });
  await world.owner.updateTable('household').set({ updatedOn: '2026-01-01', marks: ['phone.length', 'village.unknown'] }).where('countyId', '=', world.countyId).where('householdId', '=', id).execute();
  await world.as('officer', (ctx) => ctx.duties.refresh(ctx, [id]));
  expect(await file(id)).toMatchObject({ stale: true, marks: ['phone.length', 'village.unknown'] });
  await expect(world.as('clerk.qingshi', (ctx) => confirmFile(ctx, id, { day: '2025-12-31' }))).rejects.toMatchObject({ code: 'confirm.earlier' });
  expect(await world.as('clerk.qingshi', (ctx) => confirmFile(ctx, id, { day: TODAY }))).toMatchObject({ stale: false, updatedOn: TODAY });
  expect((await world.as('clerk.qingshi', (ctx) => resolveMark(ctx, id, 'phone.length', { reason: '已打通' }))).marks).toEqual(['village.unknown']);
  await expect(world.as('clerk.qingshi', (ctx) => resolveMark(ctx, id, 'phone.length', { reason: '已打通' }))).rejects.toMatchObject({ status: 404 });
});

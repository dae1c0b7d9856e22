import { beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { renderPapers } from '../../platform/papers/papers.ts';
import { memberListPapers } from './memberList.paper.ts';
import { printMemberList } from './memberList.print.ts';
import { approveMemberList, askMemberList, refuseMemberList, withdrawMemberList } from './memberList.service.ts';
import { listMemberLists } from './memberList.view.ts';

const world = await testWorld();
const hospitalId = await addHospital(world, '云岭县人民医院');
const other = await addHospital(world, '云岭县中医院');
const never = await addHospital(world, '云岭县妇幼保健院', { designated: false });
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
await world.addAccount({ username: 'head', name: '章院长', kind: 'hospitalHead', division: 'county', hospitalId });
await world.addAccount({ username: 'head.other', kind: 'hospitalHead', division: 'county', hospitalId: other });
const pan = await addHolder(world, '潘三妹', '51990019600501002');
const qin = await addHolder(world, '秦四', '51990019610501003', { division: 'shiqiao' });
// 青石镇 lives under another pack (Huangjin), which admits this hospital as well.
const du = await addHolder(world, '杜五', '51990019620501004', { kind: 'heartCard', division: 'liuwan' });

const PURPOSE = '导医台优先挂号核对';
const ask = async (who = 'head', over: object = { countyCode: '519900' }) => {
  const id = uuidv7();
  await world.as(who, (ctx) => askMemberList(ctx, { id, purpose: PURPOSE, ...over }));
  return id;
};
const approved = async (over: { days?: number; divisionCode?: string } = {}) => {
  const id = await ask();
  await world.as('officer', (ctx) => approveMemberList(ctx, id, { days: 7, ...over }));
  return id;
};
const print = (who: string, id: string, printId = uuidv7()) => world.as(who, (ctx) => printMemberList(ctx, id, printId));
const names = async (who: string, id: string) => (await print(who, id)).people.map(({ name }) => name);
const end = (id: string) => world.as('administrator', (ctx) => withdrawMemberList(ctx, id, '试完了'));
const looks = (id: string) => world.owner.selectFrom('record').selectAll().where('countyId', '=', world.countyId).where('subject', '=', 'memberList').where('subjectId', '=', id).where('kind', '=', 'read').orderBy('at').execute();

beforeAll(async () => {
  // Known to the office and on no list: without a certificate, with one that has ended, no longer served, dead.
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId: pan.householdId, divisionId: world.divisions.yunshan.divisionId, memberId: uuidv7(), name: '无证' }).execute();
  const lost = await addHolder(world, '遗失', '51990019630501005');
  await world.owner.updateTable('certificate').set({ endedOn: world.today, endKind: 'lost', endReason: '丢了' }).where('countyId', '=', world.countyId).where('memberId', '=', lost.memberId).execute();
  const left = await addHolder(world, '离开', '51990019640501006');
  await world.owner.updateTable('serviceSpell').set({ toDay: '2026-11-21' }).where('countyId', '=', world.countyId).where('householdId', '=', left.householdId).execute();
  const dead = await addHolder(world, '去世', '51990019650501007');
  await world.owner.updateTable('member').set({ deathDay: '2026-11-01' }).where('countyId', '=', world.countyId).where('memberId', '=', dead.memberId).execute();
});

test('asked by the hospital, allowed by the office, printed as often as needed: each copy numbered and the look at every household on record', async () => {
  const id = await ask();
  await expect(print('head', id)).rejects.toMatchObject({ code: 'memberList.notApproved' });
  expect(await world.as('officer', (ctx) => approveMemberList(ctx, id, { days: 7 }))).toMatchObject({ state: 'approved', untilDay: '2026-11-28', covers: '云岭县', decided: { by: 'officer' } });
  const first = await print('head', id);
  expect(first.people.map(({ name }) => name)).toEqual(['杜五', '潘三妹', '秦四']);
  expect([first.copy, (await print('officer', id)).copy]).toEqual([1, 2]);
  const [look, second] = await looks(id);
  expect([...look!.householdIds].sort()).toEqual([pan.householdId, qin.householdId, du.householdId].sort());
  expect(look).toMatchObject({ action: 'print', purpose: `云岭县人民医院 · ${PURPOSE}`, countyId: world.countyId });
  expect(second!.purpose).toBe(PURPOSE);
  expect((await world.as('head', (ctx) => listMemberLists(ctx))).items[0]!.copies).toMatchObject([{ copy: 1, members: 3, by: '章院长' }, { copy: 2, members: 3, by: 'officer' }]);
  await end(id);
});

test('a person stands there as name, last four, the beginning of a certificate and the family doctor; nothing else of the file is on the paper', async () => {
  const id = await approved();
  await world.owner.updateTable('household').set({ headName: '丧子之家' }).where('countyId', '=', world.countyId).where('householdId', '=', pan.householdId).execute();
  const printed = await print('head', id);
  const words = JSON.stringify(memberListPapers(printed));
  expect(printed.people.find(({ name }) => name === '潘三妹')).toEqual({ name: '潘三妹', lastFour: pan.idNumber.slice(-4), certificates: [`${pan.code.number.slice(0, 4)}-${pan.code.number.slice(4, 8)}`], doctor: '' });
  for (const hidden of [pan.code.number, pan.code.text, pan.idNumber, '丧子', '独生', '失独', '伤残', '死亡', '特扶', '连心卡', '云山村', pan.memberId, pan.householdId]) expect(words).not.toContain(hidden);
  for (const said of ['云岭县人民医院', '第 1 份', '章院长', PURPOSE, '2026-11-28']) expect(words).toContain(said);
  // Across each page, so that a page copied or photographed says whose copy it is.
  expect(memberListPapers(printed)).toMatchObject({ pages: [{ mark: expect.stringMatching(/^云岭县人民医院 第 1 份\n章院长 2\d{3}-\d\d-\d\d \d\d:\d\d$/) }] });
  const { pdf, missing } = await renderPapers(memberListPapers(printed));
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  expect(missing).toEqual([]);
  await end(id);
});

test('four eyes: whoever asked does not decide, under another account neither', async () => {
  const id = await ask('officer', { hospitalId });
  await expect(world.as('officer', (ctx) => approveMemberList(ctx, id, { days: 7 }))).rejects.toMatchObject({ code: 'memberList.fourEyes' });
  const { workerId } = await world.owner.selectFrom('account').select('workerId').where('countyId', '=', world.countyId).where('username', '=', 'officer').executeTakeFirstOrThrow();
  await world.addAccount({ username: 'officer.two', kind: 'countyOfficer', division: 'county', workerId: workerId! });
  await expect(world.as('officer.two', (ctx) => refuseMemberList(ctx, id, '不需要'))).rejects.toMatchObject({ code: 'memberList.fourEyes' });
  expect(await world.as('administrator', (ctx) => refuseMemberList(ctx, id, '窗口当场查验就够了'))).toMatchObject({ state: 'refused', refusal: '窗口当场查验就够了' });
  await expect(world.as('administrator', (ctx) => approveMemberList(ctx, id, { days: 7 }))).rejects.toMatchObject({ code: 'memberList.decided' });
  await expect(print('head', id)).rejects.toMatchObject({ code: 'memberList.notApproved' });
  // The table itself refuses what the program would not ask.
  const decide = (changes: object) => world.owner.updateTable('memberList').set(changes).where('countyId', '=', world.countyId).where('listId', '=', id).execute();
  const { askedBy } = await world.owner.selectFrom('memberList').select('askedBy').where('countyId', '=', world.countyId).where('listId', '=', id).executeTakeFirstOrThrow();
  await expect(decide({ decidedBy: askedBy })).rejects.toThrow(/four_eyes/);
  await expect(decide({ decidedBy: askedBy, decidedWorker: null, refusal: null, untilDay: '2027-11-22', divisionId: world.divisions.county.divisionId })).rejects.toThrow(/four_eyes|days/);
});

test('an approval lasts its days and not one longer, and is taken back at any moment', async () => {
  const id = await approved({ days: 1 });
  expect(await names('head', id)).toContain('潘三妹');
  // As on the day after.
  await world.owner.updateTable('memberList').set({ decidedOn: '2026-11-21', untilDay: '2026-11-21' }).where('countyId', '=', world.countyId).where('listId', '=', id).execute();
  await expect(print('head', id)).rejects.toMatchObject({ code: 'memberList.notApproved' });
  expect((await world.as('head', (ctx) => listMemberLists(ctx))).items.find((one) => one.id === id)).toMatchObject({ state: 'over', may: { print: false, withdraw: false } });
  const again = await approved();
  await world.as('administrator', (ctx) => withdrawMemberList(ctx, again, '名单丢失过一次'));
  await expect(print('head', again)).rejects.toMatchObject({ code: 'memberList.notApproved' });
  await expect(world.as('head', (ctx) => withdrawMemberList(ctx, again, '再撤一次'))).rejects.toMatchObject({ code: 'memberList.over' });
});

test('the approver says for which place, and a certificate cancelled today is not on today’s list', async () => {
  const id = await approved({ divisionCode: world.divisions.shiqiao.code });
  expect(await names('head', id)).toEqual(['秦四']);
  await end(id);
  const whole = await approved();
  await world.owner.updateTable('certificate').set({ endedOn: world.today, endKind: 'cancelled', endReason: '换证' }).where('countyId', '=', world.countyId).where('certificateId', '=', qin.certificateId).execute();
  expect(await names('head', whole)).toEqual(['杜五', '潘三妹']);
  await world.owner.updateTable('certificate').set({ endedOn: null, endKind: null, endReason: null }).where('countyId', '=', world.countyId).where('certificateId', '=', qin.certificateId).execute();
  await end(whole);
});

test('with the designation ends the list: nobody stands on it, no copy is counted and nothing new is approved', async () => {
  const id = await approved();
  const spell = world.owner.updateTable('designation').where('countyId', '=', world.countyId).where('hospitalId', '=', hospitalId);
  await spell.set({ toDay: '2026-11-21' }).execute();
  await expect(print('head', id)).rejects.toMatchObject({ code: 'memberList.nobody' });
  expect(await looks(id)).toEqual([]);
  await spell.set({ toDay: null }).execute();
  await end(id);
  await expect(ask('officer', { hospitalId: never })).rejects.toMatchObject({ code: 'memberList.notDesignated' });
  await expect(ask('head', { countyCode: '110101' })).rejects.toMatchObject({ code: 'memberList.notDesignated' });
  await expect(ask('head', {})).rejects.toMatchObject({ code: 'memberList.whose' });
});

test('one request at a time for a hospital; sent twice it is one, and a copy asked for twice is one copy', async () => {
  const id = uuidv7();
  const input = { id, purpose: PURPOSE, countyCode: '519900' };
  expect((await world.as('head', (ctx) => askMemberList(ctx, input))).again).toBe(false);
  expect((await world.as('head', (ctx) => askMemberList(ctx, input))).again).toBe(true);
  await expect(ask()).rejects.toMatchObject({ code: 'memberList.waiting' });
  await expect(ask('officer', { hospitalId })).rejects.toMatchObject({ code: 'memberList.waiting' });
  await world.as('officer', (ctx) => approveMemberList(ctx, id, { days: 7 }));
  const printId = uuidv7();
  expect([(await print('head', id, printId)).copy, (await print('head', id, printId)).copy]).toEqual([1, 1]);
  const copies = await Promise.all(Array.from({ length: 6 }, () => print('head', id).then(({ copy }) => copy)));
  expect(copies.sort()).toEqual([2, 3, 4, 5, 6, 7]);
  await end(id);
});

test('a desk, another hospital, a township, a reader and a doctor reach none of it, by the use cases or by the tables', async () => {
  const id = await approved();
  for (const who of ['desk', 'clerk.baima', 'cadre.yunshan', 'reader', 'contact']) {
    await expect(world.as(who, (ctx) => listMemberLists(ctx)), who).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(print(who, id), who).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(ask(who), who).rejects.toMatchObject({ code: 'not-allowed' });
  }
  expect((await world.as('head.other', (ctx) => listMemberLists(ctx))).items).toEqual([]);
  await expect(print('head.other', id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(world.as('head.other', (ctx) => withdrawMemberList(ctx, id, '不是我的'))).rejects.toMatchObject({ code: 'not-found' });
  for (const who of ['desk', 'head.other', 'head', 'clerk.baima', 'reader', 'contact']) {
    await world.as(who, async (ctx) => {
      expect(await ctx.tx.selectFrom('memberList').select('listId').where('countyId', '=', world.countyId).execute(), who).toEqual([]);
      expect(await ctx.tx.selectFrom('memberListPrint').select('copy').where('countyId', '=', world.countyId).execute(), who).toEqual([]);
      if (who === 'head') return;
      const { rows } = await sql`select * from app.print_member_list(${world.countyId}, ${id}, ${uuidv7()}, ${world.today}::date)`.execute(ctx.tx);
      expect(rows, who).toEqual([]);
    });
  }
  expect(await looks(id)).toEqual([]);
  await end(id);
});

test('a head of a hospital that another county keeps asks the county that designated it, and that county alone decides, prints and keeps the record', async () => {
  const { countyId } = await world.owner.insertInto('county').values({ code: '519800', name: '邻县' }).returning('countyId').executeTakeFirstOrThrow();
  await world.owner.insertInto('designation').values({ countyId, designationId: uuidv7(), hospitalId, fromDay: '2026-01-01' }).execute();
  const { divisionId } = await world.owner.insertInto('division').values({ countyId, parentId: null, level: 'county', code: '519800000000', name: '邻县', path: '' }).returning('divisionId').executeTakeFirstOrThrow();
  await world.owner.updateTable('division').set({ path: `${divisionId}.` }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
  const id = await ask('head', { countyCode: '519800' });
  expect((await world.as('head', (ctx) => listMemberLists(ctx)))).toMatchObject({ counties: [{ code: '519800' }, { code: '519900' }] });
  expect((await world.as('officer', (ctx) => listMemberLists(ctx))).items.map((one) => one.id)).not.toContain(id);
  await expect(world.as('officer', (ctx) => approveMemberList(ctx, id, { days: 7 }))).rejects.toMatchObject({ code: 'not-found' });
  await world.as('officer', async (ctx) => {
    expect((await ctx.tx.updateTable('memberList').set({ refusal: '别的县' }).where('countyId', '=', countyId).where('listId', '=', id).executeTakeFirst()).numUpdatedRows).toBe(0n);
  });
  // As the other county's office would: its own members alone stand on it, and there are none.
  await world.owner.updateTable('memberList').set({ decidedBy: uuidv7(), decidedName: '邻县干部', decidedOn: world.today, divisionId, untilDay: world.today }).where('countyId', '=', countyId).where('listId', '=', id).execute();
  await expect(print('head', id)).rejects.toMatchObject({ code: 'memberList.nobody' });
  expect(await world.as('head', (ctx) => withdrawMemberList(ctx, id, '不要了'))).toMatchObject({ state: 'withdrawn', county: { name: '邻县' } });
});

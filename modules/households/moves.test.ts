import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { addHolder } from '../../tests/holders.ts';
import { type DivisionName, testWorld, TODAY, type World } from '../../tests/world.ts';
import { adoptionInput } from '../policies/adoptions.schema.ts';
import { adoptPack, listAdoptions } from './adoptions.ts';
import { changeHousehold } from './households.change.ts';
import { createHousehold } from './households.create.ts';
import { readFile } from './households.file.ts';
import { listHouseholds } from './households.list.ts';
import { householdInput, householdsQuery } from './households.schema.ts';
import { listRecords } from './records.ts';
import { recordsQuery } from './records.schema.ts';

const world: World = await testWorld();

const move = (id: string, to: DivisionName, as = 'officer', version = 1) =>
  world.as(as, (ctx) => changeHousehold(ctx, id, { version, reason: '搬家', changes: { divisionCode: world.divisions[to].code } }));
const packs = (id: string) => world.as('officer', async (ctx) => (await ctx.duties.load(ctx, [id]))[0]!.facts.packs.map((spell) => spell.packId));
const totals = async (place: DivisionName) =>
  (await world.as('officer', (ctx) => listHouseholds(ctx, { ...householdsQuery.parse({ division: world.divisions[place].code, limit: 1 }) }))).total;
const assignments = (id: string) => world.owner.selectFrom('assignment').select(['role', 'toDay', 'divisionId'])
  .where('countyId', '=', world.countyId).where('householdId', '=', id).orderBy('role').execute();

test('a move to another township takes every row along, ends its contacts there today and keeps the packs it lived under', async () => {
  const [cadre, county] = [await world.addWorker({ name: '柳湾干部', division: 'liuwan' }), await world.addWorker({ name: '县干部', division: 'county' })];
  const id = await world.addHousehold({ name: '段玉芳', division: 'liuwan', contacts: [{ role: 'villageCadre', workerId: cadre }, { role: 'countyCadre', workerId: county }] });
  await world.addHousehold({ name: '段玉林', division: 'liuwan' });
  await world.addHousehold({ name: '方秀珍', division: 'yunshan' });
  await world.owner.insertInto('visit').values({ countyId: world.countyId, visitId: uuidv7(), householdId: id, divisionId: world.divisions.liuwan.divisionId, day: '2026-11-01', kind: 'home', outcome: 'reached', recorderId: uuidv7(), recordedAt: new Date() }).execute();
  const before = await packs(id);
  const [from, to] = [await totals('liuwan'), await totals('yunshan')];

  const file = await move(id, 'yunshan');
  expect(file).toMatchObject({ division: { name: '云山村' }, township: { name: '白马乡' }, version: 2, packId: 'sixian' });
  const { divisionId } = world.divisions.yunshan;
  expect(await assignments(id)).toEqual([{ role: 'countyCadre', toDay: null, divisionId }, { role: 'villageCadre', toDay: TODAY, divisionId }]);
  for (const table of ['household', 'serviceSpell', 'visit', 'duty', 'householdStanding', 'packSpell'] as const) {
    const rows = await world.owner.selectFrom(table).select('divisionId').where('countyId', '=', world.countyId).where('householdId', '=', id).execute();
    expect(rows.length, table).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.divisionId)), table).toEqual(new Set([divisionId]));
  }
  expect(await packs(id)).toEqual([...before, 'sixian']);
  expect([await totals('liuwan'), await totals('yunshan')]).toEqual([from! - 1, to! + 1]);
  await expect(world.as('clerk.qingshi', (ctx) => readFile(ctx, id))).rejects.toMatchObject({ status: 404 });
  expect(await world.as('clerk.baima', (ctx) => readFile(ctx, id))).toMatchObject({ headName: '段玉芳' });
});

test('the certificate, the contract and the health file move along, and no row of any table is left where it was', async () => {
  const { householdId, memberId } = await addHolder(world, '段素云', '51990019580303002', { division: 'liuwan' });
  const { divisionId } = world.divisions.liuwan;
  const row = { countyId: world.countyId, householdId, divisionId, memberId };
  const [teamId, day] = [uuidv7(), '2026-06-01'];
  await world.owner.insertInto('doctorTeam').values({ countyId: world.countyId, teamId, divisionId, name: '一队' }).execute();
  await world.owner.insertInto('contract').values({ ...row, contractId: uuidv7(), teamId, packageId: 'basic', state: 'offered', offeredOn: day, recorderId: uuidv7() }).execute();
  await world.owner.insertInto('healthEntry').values({ ...row, entryId: uuidv7(), kind: 'note', contentEnc: world.keys.seal('{}'), day, authorId: uuidv7(), signedAt: new Date() }).execute();
  await move(householdId, 'shiqiao');
  const { rows: tables } = await sql<{ name: string }>`
    select k.relname as name from pg_class k where k.relnamespace = 'app'::regnamespace and k.relkind = 'r' and k.relname <> 'record'
      and (select count(*) from pg_attribute a where a.attrelid = k.oid and a.attname in ('household_id', 'division_id') and not a.attisdropped) = 2 order by 1`.execute(world.owner);
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['certificate', 'contract', 'encounter', 'health_entry', 'paper', 'service', 'visit']));
  for (const { name } of tables) {
    const { rows: [left] } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(`app.${name}`)} where county_id = ${world.countyId} and household_id = ${householdId} and division_id = ${divisionId}`.execute(world.owner);
    expect(left!.n, name).toBe(0);
  }
});

test('the new township reads what was done before the move', async () => {
  const input = householdInput.parse({ id: uuidv7(), headName: '沈桂英', divisionCode: world.divisions.liuwan.code });
  await world.as('clerk.qingshi', (ctx) => createHousehold(ctx, input));
  await move(input.id, 'shiqiao');
  const { items } = await world.as('clerk.baima', (ctx) => listRecords(ctx, recordsQuery.parse({ household: input.id, kind: 'change' })));
  expect(items.map((item) => item.action)).toEqual(['move', 'create']);
  expect(items[0]).toMatchObject({ before: { divisionCode: world.divisions.liuwan.code }, after: { divisionCode: world.divisions.shiqiao.code } });
});

test('a move within the township ends nobody, and a clerk may do it', async () => {
  const cadre = await world.addWorker({ name: '柳湾干部乙', division: 'liuwan' });
  const id = await world.addHousehold({ name: '武素珍', division: 'liuwan', contacts: [{ role: 'villageCadre', workerId: cadre }] });
  expect((await move(id, 'shuanghe', 'clerk.qingshi')).division.name).toBe('双河村');
  expect((await assignments(id))[0]).toMatchObject({ toDay: null });
  expect(await world.owner.selectFrom('packSpell').select('packId').where('countyId', '=', world.countyId).where('householdId', '=', id).execute()).toEqual([]);
});

test('nobody moves a household over the edge of their territory, from either side', async () => {
  const id = await world.addHousehold({ name: '贾文兰', division: 'liuwan' });
  await expect(move(id, 'yunshan', 'clerk.qingshi')).rejects.toMatchObject({ status: 403 });
  await expect(move(id, 'yunshan', 'clerk.baima')).rejects.toMatchObject({ status: 404 });
  await expect(move(id, 'shuanghe', 'cadre.liuwan')).rejects.toMatchObject({ status: 403 });
  expect(await world.as('officer', (ctx) => readFile(ctx, id))).toMatchObject({ version: 1, division: { name: '柳湾村' } });
});

test('a township takes up another pack: the old one ends the day before, every household below is computed anew', async () => {
  const id = await world.addHousehold({ name: '龚玉梅', division: 'shiqiao' });
  const rules = async () => new Set((await world.owner.selectFrom('duty').select('packId').where('countyId', '=', world.countyId).where('householdId', '=', id).where('firstDay', '>', TODAY).execute()).map((row) => row.packId));
  expect(await rules()).toEqual(new Set(['sixian']));
  const adopt = (packId: string, fromDay: string, as = 'administrator') =>
    world.as(as, (ctx) => adoptPack(ctx, adoptionInput.parse({ id: uuidv7(), divisionCode: world.divisions.baima.code, packId, fromDay })));
  await expect(adopt('huangjin', '2026-11-01', 'officer')).rejects.toMatchObject({ status: 403 });
  await expect(adopt('nowhere', '2026-11-01')).rejects.toMatchObject({ code: 'pack.unknown' });
  await adopt('huangjin', '2026-11-01');
  expect(await rules()).toContain('huangjin');
  expect(await packs(id)).toEqual(['sixian', 'huangjin']);
  await expect(adopt('sixian', '2026-11-01')).rejects.toMatchObject({ code: 'adoption.order' });
  await adopt('sixian', '2026-12-01');
  const own = (await world.as('reader', (ctx) => listAdoptions(ctx))).items.filter((item) => item.divisionCode === world.divisions.baima.code);
  expect(own.map(({ packId, fromDay, toDay }) => [packId, fromDay, toDay])).toEqual([['huangjin', '2026-11-01', '2026-11-30'], ['sixian', '2026-12-01', null]]);
});

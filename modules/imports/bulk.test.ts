import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { csvOf } from '../../platform/documents/testing-files.ts';
import { countedAnew, tallied } from '../../tests/tallies.ts';
import { testWorld } from '../../tests/world.ts';
import { checkCharacter } from '../households/idNumber.rules.ts';
import { importLedger } from './importLedger.ts';
import { ownRun, workOn } from './jobs.ts';
import { beginUndo } from './undoing.ts';

const world = await testWorld();
const { countyId, owner } = world;
const { qingshi, baima } = world.divisions;
const run = ownRun({ machinery: world.program, makeContext: careContext }, await world.as('officer', async (ctx) => ctx.actor));

const HEAD = ['户主姓名', '身份证号', '户籍地址', '居住地址', '联系电话', '独生子女死亡（残疾）时间', '乡镇领导姓名', '乡镇领导电话', '签约村医姓名', '签约村医电话', '备注'];
const numbers = ['11010119500101003', '', '11010119600307013'].map((first17) => first17 && first17 + checkCharacter(first17));

/** Families of both townships: with and without ID number, away and at home, some without a doctor. */
const file = (place: string, prefix: string, count: number): Uint8Array => csvOf([HEAD, ...Array.from({ length: count }, (_, index) => [
  `${prefix}${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${'一二三四五六七八九'[Math.floor(index / 10)]}`, prefix === '白' ? (numbers[index] ?? '') : '', place,
  index % 3 === 1 ? '成都市金牛区' : place, `1370${String(index * 31 + prefix.codePointAt(0)!).padStart(7, '0').slice(-7)}`, '2009.12.4', '冯山一', '13500000777',
  index % 4 === 2 ? '' : '卫草二', index % 4 === 2 ? '' : '13500000102', index % 5 === 3 ? '在广东省深圳市打工' : '',
])]);

const stored = async (table: 'duty' | 'householdStanding' | 'divisionStanding'): Promise<object[]> =>
  (await owner.selectFrom(table).selectAll().where('countyId', '=', countyId).execute()).map((row) => JSON.stringify(row)).sort().map((row) => JSON.parse(row) as object);

const sums = async (): Promise<object[]> => (await stored('divisionStanding')).filter((row) => (row as { served: number }).served > 0);

async function summedAnew(): Promise<object[]> {
  for (const { divisionId } of Object.values(world.divisions)) await sql`select app.sum_division(${countyId}, ${divisionId})`.execute(owner);
  return sums();
}

const bring = async (division: { code: string }, bytes: Uint8Array): Promise<string> => {
  const id = uuidv7();
  const result = await importLedger(run, { id, fileName: '台账.csv', bytes, divisionCode: division.code }, { dryRun: false, errors: null });
  expect(result.skipped).toBe(0);
  return id;
};

test('what a file lays in one go is what the engine says of its households read from the database', async () => {
  const { workerId } = await world.addAccount({ username: 'leader.feng', name: '冯山一', kind: 'contact', division: 'qingshi' });
  await owner.updateTable('worker').set({ leader: true }).where('countyId', '=', countyId).where('workerId', '=', workerId).execute();
  await world.as('officer', (ctx) => sql`insert into app.territory_assignment (county_id, assignment_id, division_id, role, worker_id, from_day)
    values (${countyId}, ${uuidv7()}, ${baima.divisionId}, 'countyCadre', ${workerId}, '2026-01-01')`.execute(ctx.tx));
  await bring(qingshi, file('青石镇柳湾村3组', '白', 40));
  await bring(baima, file('白马乡云山村2组', '云', 40));
  const laid = [await stored('duty'), await stored('householdStanding'), await sums()];
  expect(laid[0]!.length).toBeGreaterThan(300);
  expect(new Set(laid[1]!.map((row) => (row as { away: boolean }).away))).toEqual(new Set([true, false]));
  const ids = laid[1]!.map((row) => (row as { householdId: string }).householdId);
  await world.as('officer', (ctx) => ctx.duties.refresh(ctx, ids));
  expect([await stored('duty'), await stored('householdStanding'), await sums()]).toEqual(laid);
  expect(await summedAnew()).toEqual(laid[2]);
  expect(await tallied(world)).toEqual(await countedAnew(world));
});

test('what is taken back is taken out of the sums of its places', async () => {
  const before = await sums();
  const id = await bring(qingshi, file('青石镇双河村1组', '双', 30));
  expect(await sums()).not.toEqual(before);
  await run((ctx) => beginUndo(ctx, id));
  await workOn(run, id);
  const after = await sums();
  expect(after).toEqual(await summedAnew());
  expect(after).toEqual(before);
  expect(await tallied(world)).toEqual(await countedAnew(world));
});

test('nobody lays answers for a household outside their territory', async () => {
  const one = await owner.selectFrom('household').select('householdId').where('countyId', '=', countyId).where('registeredAddress', 'like', '白马乡%').executeTakeFirstOrThrow();
  const standings = JSON.stringify([{ household_id: one.householdId }]);
  await expect(world.as('clerk.qingshi', (ctx) => sql`select app.lay_answers(${countyId}, ${standings}::json, '[]')`.execute(ctx.tx))).rejects.toMatchObject({ code: '42501' });
});

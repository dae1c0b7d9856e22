import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { careContext } from '../../entry/program.ts';
import { csvOf } from '../../platform/documents/testing-files.ts';
import { testWorld } from '../../tests/world.ts';
import { beginApply } from './imports.apply.ts';
import { importLedger } from './importLedger.ts';
import { addImport } from './imports.service.ts';
import { ImportJobs, ownRun, workOn } from './jobs.ts';
import { loadPlaces } from './places.ts';
import type { Run } from './reading.ts';

const world = await testWorld();
const { qingshi } = world.divisions;
const program = { machinery: world.program, makeContext: careContext };
const actor = await world.as('clerk.qingshi', async (ctx) => ctx.actor);
const run = ownRun(program, actor);

const HEAD = ['户主姓名', '户籍地址', '联系电话', '签约村医姓名', '签约村医电话'];
const file = (count: number, prefix: string): Uint8Array =>
  csvOf([HEAD, ...Array.from({ length: count }, (_, index) => [`${prefix}${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${'一二三四五六七八九'[Math.floor(index / 10) % 9]}${'子丑寅卯辰巳午未申'[Math.floor(index / 90) % 9]}`,
    '青石镇柳湾村3组', `1380${String(index * 13 + prefix.codePointAt(0)! * 1000).padStart(8, '0').slice(-7)}`, '卫草二', '13500000102'])]);

const input = (bytes: Uint8Array) => ({ id: uuidv7(), fileName: '台账.csv', bytes, divisionCode: qingshi.code });
const served = async (prefix: string): Promise<number> =>
  (await world.owner.selectFrom('household').select('headName').where('countyId', '=', world.countyId).execute()).filter((row) => row.headName.startsWith(prefix)).length;

/** The program dies in the middle of its n-th step: what that step did is gone, what came before it stays. */
function dyingAfter(steps: number): Run {
  let left = steps;
  return (work) => run(async (ctx) => {
    const done = await work(ctx);
    if (left-- === 0) throw new Error('the power is cut');
    return done;
  });
}

test('an import that dies while it is read or applied goes on where it stood, and doubles nobody', { timeout: 120_000 }, async () => {
  const one = input(file(700, '申'));
  await run((ctx) => addImport(ctx, one));
  await expect(workOn(dyingAfter(4), one.id)).rejects.toThrow('the power is cut');
  await workOn(run, one.id);
  await run((ctx) => beginApply(ctx, one.id, []));
  // Opening, looking up the people, then two batches: the second is lost with the power.
  await expect(workOn(dyingAfter(6), one.id)).rejects.toThrow('the power is cut');
  const before = await served('申');
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(700);
  await new ImportJobs(program).resume();
  await expect.poll(async () => (await world.owner.selectFrom('import').select('status').where('countyId', '=', world.countyId).where('importId', '=', one.id).executeTakeFirst())?.status, { timeout: 60_000 }).toBe('done');
  expect(await served('申')).toBe(700);
  const workers = await world.owner.selectFrom('worker').select('workerId').where('countyId', '=', world.countyId).where('name', '=', '卫草二').execute();
  expect(workers).toHaveLength(1);
});

test('a dry run says what the real one then does, and leaves nothing behind', async () => {
  const bytes = file(30, '酉');
  const options = { errors: null } as const;
  const dry = await importLedger(run, input(bytes), { ...options, dryRun: true });
  expect(await served('酉')).toBe(0);
  const left = await world.owner.selectFrom('import').select('importId').where('countyId', '=', world.countyId).execute();
  expect(left).toHaveLength(1);
  const real = await importLedger(run, input(bytes), { ...options, dryRun: false });
  expect(real).toEqual(dry);
  expect(real).toMatchObject({ rows: 30, imported: 30, skipped: 0 });
  expect(await importLedger(run, input(bytes), { ...options, dryRun: true })).toMatchObject({ imported: 0, updated: 0, unchanged: 30 });
});

test('a place waits for the contacts its pack in force knows: 青石镇 under Huangjin’s for others than the rest under Sixian’s, the county for both', async () => {
  const asked = async (division: 'qingshi' | 'baima' | 'county') => (await world.as('officer', (ctx) => loadPlaces(ctx, world.divisions[division]))).ledger.asked;
  expect(await asked('qingshi')).toEqual(['villageCadre', 'townshipContact', 'villageDoctor', 'familyDoctor']);
  expect(await asked('baima')).toEqual(['villageCadre', 'familyDoctor', 'townshipLeader', 'carer']);
  expect(await asked('county')).toEqual(['villageCadre', 'townshipContact', 'villageDoctor', 'familyDoctor', 'townshipLeader', 'carer']);
});

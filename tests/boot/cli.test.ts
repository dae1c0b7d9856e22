import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { testGround, testSettings } from '../demo/ground.ts';
import { testProgram } from '../demo/program.ts';

const settings = await testSettings('2026-11-22');
const environment = {
  LIANXIN_DATA: settings.folder, DATABASE_URL: settings.databaseUrl!, LIANXIN_APP_DATABASE_URL: settings.appDatabaseUrl!, LIANXIN_DEMO: '1', LIANXIN_TODAY: '2026-11-22', LANG: 'zh_CN.UTF-8',
};

const program = await testProgram('cli-test');
const lianxin = (args: string, more: NodeJS.ProcessEnv = {}) => program.run(args.split(' '), { ...environment, ...more });

const TOO_LONG = 180_000;

test('wrong usage ends with 2 and says what would be right', async () => {
  const asked = ['nonsense', 'packs show sixian --on 2026-13-01', 'duties --household 1 --from 2026-01-01 --to 2026-02-01', 'demo --households 0', 'coverage', 'user add A! --kind reader --division 519900'];
  for (const args of asked) {
    const { code, out, err } = await lianxin(args);
    expect([args, code, out]).toEqual([args, 2, '']);
    expect(err.length).toBeGreaterThan(10);
  }
}, TOO_LONG);

test('packs are checked and shown without a database; a broken one ends with 1', async () => {
  const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  expect((await lianxin('packs check', nowhere)).code).toBe(0);
  const broken = await lianxin(`packs check ${join(projectRoot(), 'modules', 'policies', 'broken', 'clause.missing')} --json`, nowhere);
  expect([broken.code, (JSON.parse(broken.out) as { ok: boolean }).ok]).toEqual([1, false]);
  const shown = JSON.parse((await lianxin('packs show 泗县 --on 2026-11-22 --json', nowhere)).out) as { rules: { id: string; clause: object }[] };
  expect(shown.rules.find(({ id }) => id === 'carer.contact')!.clause).toHaveProperty('article');
  expect((await lianxin('packs show nowhere', nowhere)).code).toBe(1);
}, TOO_LONG);

test('demo prints exactly who may sign in; the figures are asked in the scope of an account; what is wrong ends with 1', async () => {
  expect((await lianxin('demo', { LIANXIN_DEMO: '' })).code).toBe(1);
  const { code, out } = await lianxin('demo --households 24 --seed 3 --json');
  expect(code).toBe(0);
  const demo = JSON.parse(out) as { county: object; townships: { code: string }[]; accounts: object[] };
  expect(Object.keys(demo)).toEqual(['county', 'townships', 'accounts']);
  expect(demo.county).toEqual({ code: '519900000000', name: '云岭县' });
  expect(Object.keys(demo.accounts[0]!)).toEqual(['username', 'password', 'post', 'division']);
  const [whole, part, outside, unknown, again] = [
    await lianxin('coverage --division 519900 --json'), await lianxin(`coverage --division ${demo.townships[1]!.code} --as clerk.baima --lang en`),
    await lianxin(`coverage --division ${demo.townships[2]!.code} --as clerk.baima`), await lianxin('coverage --division 519900 --as nobody'), await lianxin('demo'),
  ];
  expect((JSON.parse(whole.out) as { households: number }).households).toBeGreaterThan(20);
  expect([part.code, part.out]).toEqual([0, expect.stringContaining('contacts complete')]);
  expect([outside.code, outside.out]).toEqual([1, '']);
  expect(unknown.err).toContain('nobody');
  expect([unknown.code, again.code]).toEqual([1, 1]);
}, TOO_LONG);

test('duties are explained by household, users made and reset, and records verified until somebody mends them', async () => {
  const ground = await testGround(settings);
  const { householdId } = await ground.owner.selectFrom('household').select('householdId').where('countyId', '=', 1).orderBy('householdId').limit(1).executeTakeFirstOrThrow();
  const duties = await lianxin(`duties --household ${householdId} --from 2026-10-01 --to 2026-11-22 --json`);
  expect((JSON.parse(duties.out) as { items: { clause: object }[] }).items[0]!.clause).toHaveProperty('article');
  expect((await lianxin('duties --household 01a00000-0000-7000-8000-000000000000 --from 2026-10-01 --to 2026-11-22')).code).toBe(1);
  const made = JSON.parse((await lianxin('user add wang.reader --kind reader --division 519900101 --json')).out) as { password: string };
  const reset = JSON.parse((await lianxin('user reset wang.reader --json')).out) as { password: string; codesOff: boolean };
  expect(reset.codesOff).toBe(false);
  expect(made.password).not.toBe(reset.password);
  const { countyId, accountId, divisionId } = await ground.owner.selectFrom('account').select(['countyId', 'accountId', 'divisionId']).where('countyId', '=', 1).where('username', '=', 'wang.reader').executeTakeFirstOrThrow();
  await ground.owner.insertInto('secondFactor').values({ countyId, accountId, divisionId, secretEnc: ground.keys.seal('JBSWY3DPEHPK3PXP'), begunAt: new Date(), confirmedAt: new Date() }).execute();
  const away = await lianxin('user reset wang.reader --lang en');
  expect([away.code, away.out]).toEqual([0, expect.stringContaining('One-time codes are off')]);
  expect(await ground.owner.selectFrom('secondFactor').select('accountId').where('countyId', '=', 1).execute()).toEqual([]);
  const recorded = await ground.owner.selectFrom('record').select('action').where('countyId', '=', 1).where('subjectId', '=', accountId).orderBy('action').execute();
  expect(recorded.map(({ action }) => action)).toEqual(['create', 'reset', 'reset', 'secondFactorOff']);
  expect([(await lianxin('user add wang.reader --kind reader --division 519900')).code, (await lianxin('user add li --kind villageCadre --division 519900')).code]).toEqual([1, 1]);
  expect((await lianxin('records verify')).code).toBe(0);
  await sql`update app.record set reason = 'mended' where county_id = 1 and seal = 1 and record_id = (select min(record_id::text)::uuid from app.record where county_id = 1 and seal = 1)`.execute(ground.owner);
  expect((await lianxin('records verify --json')).code).toBe(1);
}, TOO_LONG);

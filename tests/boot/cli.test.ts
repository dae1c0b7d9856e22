import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { testGround, testSettings } from '../demo/ground.ts';
import { askedProgram, testProgram } from '../demo/program.ts';

const settings = await testSettings('2026-11-22');
const environment = {
  LIANXIN_DATA: settings.folder, DATABASE_URL: settings.databaseUrl!, LIANXIN_APP_DATABASE_URL: settings.appDatabaseUrl!, LIANXIN_DEMO: '1', LIANXIN_TODAY: '2026-11-22', LANG: 'zh_CN.UTF-8',
};

const program = await testProgram('cli-test');
const lianxin = (args: string, more: NodeJS.ProcessEnv = {}) => program.run(args.split(' '), { ...environment, ...more });

const TOO_LONG = 180_000;

test('packs are checked and shown without a database; a broken one ends with 1', async () => {
  const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  expect((await lianxin('packs check', nowhere)).code).toBe(0);
  const broken = await lianxin(`packs check ${join(projectRoot(), 'modules', 'policies', 'broken', 'clause.missing')} --json`, nowhere);
  expect([broken.code, (JSON.parse(broken.out) as { ok: boolean }).ok]).toEqual([1, false]);
  const shown = JSON.parse((await lianxin('packs show 泗县 --on 2026-11-22 --json', nowhere)).out) as { rules: { id: string; clause: object }[] };
  expect(shown.rules.find(({ id }) => id === 'carer.contact')!.clause).toHaveProperty('article');
}, TOO_LONG);

test('whoever reads only the first lines of an answer gets them without a fault', async () => {
  const child = program.start(['packs', 'show', '泗县'], { ...environment, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  let err = '';
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout!.destroy();
  expect([await new Promise((resolve) => child.once('close', resolve)), err]).toEqual([0, '']);
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

const asked = await askedProgram('cli-asked', environment);
const HOUSEHOLD = '01a00000-0000-7000-8000-000000000000';

/** Each word stands for one: in a name of a file none has a space. */
const ends = async (args: string) => {
  const { code, out, err } = await asked(args.split(' '));
  return { args, code, out, err };
};
const said = (args: string, code: number) => ({ args, code, out: '', err: expect.stringMatching(/.{10}/) });

test('a line that has to be written otherwise ends with 2: no such word, form or value, no such pack, report or file', async () => {
  const lines = [
    'nonsense', 'coverage', 'serve --nonsense', 'demo --households 0', 'demo --pack nowhere', 'demo --lang fr',
    'packs check /nowhere', 'packs show nowhere', 'packs show sixian --on 2026-13-01',
    'packs impact /nowhere --division 519900', 'packs impact packs --division 5199', 'packs impact packs --division 519900 --pack nowhere', 'packs impact packs --division 519900 --days 0',
    'duties --household 1 --from 2026-01-01 --to 2026-02-01', `duties --household ${HOUSEHOLD} --from 2026-02-01 --to 2026-01-01`, 'coverage --division yunling', 'coverage --division 519900 --on today',
    'import /nowhere/ledger.xlsx --division 519900', 'import package.json --division 519900 --template nowhere', 'import package.json --division 519900 --errors /nowhere/left.xlsx',
    'report nowhere --division 519900 --out left.xlsx', 'report coverage --division 519900 --out left.xlsx --format odt', 'report coverage --division 519900 --out left.xlsx --period soon', 'report coverage --division 519900 --out /nowhere/left.xlsx',
    'county add 5199 望岭县', 'county add 519902 望岭县 --pack nowhere', 'county add 519902 望岭县 --divisions /nowhere.csv',
    'user add A! --kind reader --division 519900', 'user add li --kind king --division 519900', 'user add li --kind reader --division 51',
    'backup verify /nowhere', 'restore /nowhere', 'keys export /nowhere/key.json', 'keys import /nowhere/key.json', 'keys import package.json --passphrase-file /nowhere/passphrase',
  ];
  for (const args of lines) expect(await ends(args)).toEqual(said(args, 2));
}, TOO_LONG);

test('a line that was right, about what is not there or not allowed, ends with 1', async () => {
  const lines = [
    'demo', 'packs impact packs --division 519900 --as nobody', 'coverage --division 519900 --as nobody', 'coverage --division 419900', `duties --household ${HOUSEHOLD} --from 2026-01-01 --to 2026-02-01`,
    'import package.json --division 519900101 --as nobody', 'report coverage --division 419900 --out left.xlsx', 'county add 519900 望岭县', 'county add 519902 望岭县 --divisions package.json',
    'user add li --kind villageCadre --division 519900', 'user add li --kind reader --division 419900', 'user reset nobody', 'backup verify docs', 'restore docs',
  ];
  for (const args of lines) expect(await ends(args)).toEqual(said(args, 1));
}, TOO_LONG);

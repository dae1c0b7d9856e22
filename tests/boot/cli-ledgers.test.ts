import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTable } from '../../platform/documents/documents.ts';
import { testSettings } from '../demo/ground.ts';
import { testProgram, type Ran } from '../demo/program.ts';

const settings = await testSettings();
const environment = {
  LIANXIN_DATA: settings.folder, DATABASE_URL: settings.databaseUrl!, LIANXIN_APP_DATABASE_URL: settings.appDatabaseUrl!, LIANXIN_DEMO: '', LIANXIN_TODAY: '', LANG: 'zh_CN.UTF-8',
};
const program = await testProgram('cli-ledgers');
const lianxin = (...args: string[]): Promise<Ran> => program.run(args, environment);
const folder = await mkdtemp(join(tmpdir(), 'lianxin-ledgers-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

// Invented families; the same ones in three forms.
const sample = (form: string): string => fileURLToPath(new URL(`../../modules/imports/fixtures/ledger-pairing${form}`, import.meta.url));
const [CLERK, QINGSHI, BAIMA] = ['zhou.clerk', '519900101', '519900102'];
const VILLAGES = ['柳湾村', '双河村', '龙泉村', '枫树村', '杏花村', '石门村', '河口村', '松林村'];
const TOO_LONG = 600_000;

interface Imported {
  readonly rows: number;
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly problems: readonly { readonly row: number; readonly severity: string; readonly message: { zh: string; en: string } }[];
}
const parsed = ({ out }: Ran): Imported => JSON.parse(out) as Imported;
const importAs = (form: string, ...more: string[]): Promise<Ran> => lianxin('import', sample(form), '--division', QINGSHI, '--as', CLERK, ...more);

async function laid(...args: string[]): Promise<void> {
  const { code, err } = await lianxin(...args);
  if (code !== 0) throw new Error(err);
}

beforeAll(async () => {
  const rows = [['519900101000', '青石镇', '519900'], ...VILLAGES.map((name, index) => [`519900101${201 + index}`, name, '519900101000']), ['519900102000', '白马乡', '519900']];
  await writeFile(join(folder, 'divisions.csv'), ['code,name,parentCode', ...rows.map((row) => row.join())].join('\n'));
  await laid('county', 'add', '519900', '云岭县', '--divisions', join(folder, 'divisions.csv'), '--pack', 'huangjin');
  for (const [username, kind, division] of [[CLERK, 'townshipClerk', QINGSHI], ['sun.clerk', 'townshipClerk', BAIMA], ['wu.reader', 'reader', '519900']]) {
    await laid('user', 'add', username!, '--kind', kind!, '--division', division!);
  }
}, TOO_LONG);

describe('import', () => {
  test('a dry run tells what would happen in the shape that is promised, and saves nothing', async () => {
    const dry = await importAs('.xlsx', '--dry-run', '--json');
    const result = parsed(dry);
    expect(Object.keys(result)).toEqual(['rows', 'imported', 'updated', 'unchanged', 'skipped', 'problems']);
    expect(Object.keys(result.problems[0]!)).toEqual(['row', 'column', 'code', 'value', 'message', 'severity']);
    expect(dry.code).toBe(1);
    expect(result.imported).toBeGreaterThan(0);
    expect(parsed(await importAs('.xlsx', '--dry-run', '--json'))).toEqual(result);
  }, TOO_LONG);

  test('the ledger comes in as the dry run said; in another form it changes nothing; what stayed out lies in a file of its own', async () => {
    const said = parsed(await importAs('.xlsx', '--dry-run', '--json'));
    const errors = join(folder, 'errors.xlsx');
    const done = await importAs('.xlsx', '--errors', errors, '--json');
    expect([done.code, parsed(done)]).toEqual([1, said]);
    expect((await stat(errors)).mode & 0o777).toBe(0o600);
    let held = 0;
    for await (const row of (await readTable({ name: 'errors.xlsx', bytes: await readFile(errors) })).sheets[0]!.rows()) held += row.cells.some((cell) => cell.text !== '') ? 1 : 0;
    expect(held).toBeGreaterThanOrEqual(said.skipped);
    for (const form of ['.docx', '-gb18030.csv']) {
      const { imported, updated, unchanged } = parsed(await importAs(form, '--json'));
      expect([form, imported, updated, unchanged]).toEqual([form, 0, 0, said.imported]);
    }
  }, TOO_LONG);

  test('people read counts and what to check; wrong usage ends with 2, a refusal with 1', async () => {
    const spoken = await importAs('.xlsx', '--lang', 'en');
    expect(spoken.out).toMatch(/unchanged/);
    const elsewhere = await lianxin('import', sample('.xlsx'), '--division', QINGSHI, '--as', 'sun.clerk');
    expect([elsewhere.code, elsewhere.out]).toEqual([1, '']);
    expect((await lianxin('import', sample('.xlsx'), '--division', QINGSHI, '--as', 'wu.reader')).code).toBe(1);
    await writeFile(join(folder, 'letter.xlsx'), 'Dear colleagues');
    expect((await lianxin('import', join(folder, 'letter.xlsx'), '--division', QINGSHI, '--as', CLERK)).code).toBe(1);
    for (const wrong of [['import', join(folder, 'nowhere.xlsx'), '--division', QINGSHI, '--as', CLERK], ['import', sample('.xlsx'), '--as', CLERK], ['import', sample('.xlsx'), '--division', QINGSHI],
      ['import', sample('.xlsx'), '--division', QINGSHI, '--as', CLERK, '--template', 'none']]) {
      const { code, out, err } = await lianxin(...wrong);
      expect([wrong, code, out]).toEqual([wrong, 2, '']);
      expect(err.length).toBeGreaterThan(10);
    }
  }, TOO_LONG);
});

describe('report', () => {
  const out = (name: string): string => join(folder, name);
  const report = (name: string, to: string, ...more: string[]): Promise<Ran> => lianxin('report', name, '--division', QINGSHI, '--out', out(to), '--as', CLERK, ...more);

  test('the ledger goes out in every format, closed to others, and comes back without changing anything', async () => {
    for (const format of ['xlsx', 'docx', 'pdf', 'html', 'json']) {
      const written = await report('huangjin-ledger', `ledger.${format}`, '--format', format, '--json');
      expect([written.code, JSON.parse(written.out)]).toEqual([0, { report: 'huangjin-ledger', division: `${QINGSHI}000`, format, households: expect.any(Number), out: out(`ledger.${format}`) }]);
      expect((await stat(out(`ledger.${format}`))).mode & 0o777).toBe(0o600);
    }
    const { households } = JSON.parse(await readFile(out('ledger.json'), 'utf8')) as { households: { headName: string }[] };
    expect(households.length).toBeGreaterThan(5);
    expect(await readFile(out('ledger.html'), 'utf8')).toContain(households[0]!.headName);
    const back = parsed(await lianxin('import', out('ledger.xlsx'), '--division', QINGSHI, '--as', CLERK, '--json'));
    expect([back.imported, back.updated, back.unchanged]).toEqual([0, 0, households.length]);
  }, TOO_LONG);

  test('figures of a period, and a word to whoever asks for a ledger of one', async () => {
    expect((await report('coverage', 'figures.json', '--format', 'json', '--period', '2026-Q3')).code).toBe(0);
    expect(JSON.parse(await readFile(out('figures.json'), 'utf8'))).toMatchObject({ report: 'coverage', fulfilment: { period: { from: '2026-07-01', to: '2026-09-30' } } });
    const asked = await report('huangjin-ledger', 'of-a-period.html', '--format', 'html', '--period', '2026');
    expect([asked.code, asked.err]).toEqual([0, expect.stringContaining('不按时期')]);
  }, TOO_LONG);

  test('an unknown name or format names those there are and ends with 2; a refusal with 1 and without a file', async () => {
    for (const [args, named] of [[['nothing', 'x'], 'huangjin-ledger'], [['huangjin-ledger', 'x', '--format', 'odt'], 'docx'], [['coverage', 'x', '--period', 'soon'], '2026-Q3']] as const) {
      const { code, err } = await report(args[0], args[1], ...args.slice(2));
      expect([code, err]).toEqual([2, expect.stringContaining(named)]);
    }
    for (const username of ['sun.clerk', 'wu.reader']) {
      const refused = await lianxin('report', 'huangjin-ledger', '--division', QINGSHI, '--out', out('refused.xlsx'), '--as', username);
      expect([username, refused.code, refused.out]).toEqual([username, 1, '']);
    }
    await expect(stat(out('refused.xlsx'))).rejects.toMatchObject({ code: 'ENOENT' });
  }, TOO_LONG);
});

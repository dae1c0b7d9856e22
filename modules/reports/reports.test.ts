import { beforeAll, describe, expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { readTable, type Row } from '../../platform/documents/documents.ts';
import { REPORT_FORMATS, type Report, type ReportFormat } from './formats.ts';
import { periodNamed } from './periods.rules.ts';
import { REPORTS } from './reports.service.ts';

const world = await testWorld();
const { county, baima, qingshi } = world.divisions;
let household: string;

beforeAll(async () => {
  const workerId = await world.addWorker({ name: '陶村干', division: 'yunshan', phone: '13900000003' });
  household = await world.addHousehold({ name: '苏<b>明', division: 'yunshan', phone: '13900000001', contacts: [{ role: 'villageCadre', workerId }] });
  await world.addHousehold({ name: '方荣', division: 'liuwan' });
});

const ask = (name: string, format: ReportFormat, { division = baima.code, period = null as string | null, as = 'officer' } = {}): Promise<Report> =>
  world.as(as, (ctx) => REPORTS[name]!.write(ctx, { division, period: period === null ? null : periodNamed(period), format }));

async function rowsOf(name: string, { bytes }: Report): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of (await readTable({ name, bytes })).sheets[0]!.rows()) rows.push(row);
  return rows;
}
const texts = (rows: readonly Row[]): string => rows.map((row) => row.cells.map((cell) => cell.text).join('|')).join('\n');

const OPENS: Readonly<Record<ReportFormat, string>> = { xlsx: 'PK', docx: 'PK', pdf: '%PDF-', html: '<!doctype html>', json: '{' };

describe.each(Object.keys(REPORTS))('the report %s', (name) => {
  test.each(REPORT_FORMATS)('is a whole %s file, named for its place', async (format) => {
    const report = await ask(name, format);
    expect(report.bytes.subarray(0, OPENS[format].length).toString('latin1')).toBe(OPENS[format]);
    expect(report.fileName).toMatch(new RegExp(`^白马乡.*\\.${format}$`));
    expect(report.households).toBe(1);
  });
});

test('the ledger as a document says what the workbook says, but for the key no person reads', async () => {
  const [workbook, document] = [texts(await rowsOf('l.xlsx', await ask('huangjin-ledger', 'xlsx'))), texts(await rowsOf('l.docx', await ask('huangjin-ledger', 'docx')))];
  for (const written of ['苏<b>明', '13900000001', '陶村干', '13900000003', '白马乡']) {
    expect(workbook).toContain(written);
    expect(document).toContain(written);
  }
  expect([workbook.includes(household), document.includes(household), document.includes('方荣')]).toEqual([true, false, false]);
});

test('the ledger as a page shows what people wrote as text, loads nothing and runs nothing', async () => {
  const page = (await ask('huangjin-ledger', 'html')).bytes.toString();
  expect(page).toContain('苏&lt;b&gt;明');
  expect(page).not.toMatch(/<b>|<script|src=|href=|13900000001<\/script/);
  expect(page).toContain(`default-src 'none'`);
  expect(page).not.toContain(household);
});

test('the ledger as JSON gives programs each family with its key, phones and contacts', async () => {
  expect(JSON.parse((await ask('huangjin-ledger', 'json')).bytes.toString())).toEqual({
    report: 'huangjin-ledger', division: { code: baima.code, name: '白马乡' }, on: '2026-11-22',
    households: [{
      householdId: household, headName: '苏<b>明', registeredAddress: '白马乡云山村', livingAddress: '', phones: ['13900000001'], childDates: [],
      contacts: { villageCadre: { name: '陶村干', phone: '13900000003' } }, remark: '',
    }],
  });
});

test('a report is on record as taken away, whatever its format, and only the office takes one', async () => {
  const taken = () => world.owner.selectFrom('record').select('recordId').where('countyId', '=', world.countyId).where('subject', '=', 'report.huangjin-ledger').where('action', '=', 'export').execute();
  const before = (await taken()).length;
  await ask('huangjin-ledger', 'pdf');
  expect((await taken()).length).toBe(before + 1);
  await expect(ask('huangjin-ledger', 'html', { as: 'reader' })).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(ask('coverage', 'html', { as: 'clerk.baima', division: qingshi.code })).rejects.toMatchObject({ code: 'not-found' });
});

test('the table of figures lists the places below by code, their sum last, and no family', async () => {
  const rows = await rowsOf('c.xlsx', await ask('coverage', 'xlsx', { division: county.code }));
  expect(rows.slice(3).map((row) => row.cells.slice(0, 2).map((cell) => cell.text))).toEqual([['青石镇', '1'], ['白马乡', '1'], ['合计', '2']]);
  expect(texts(rows)).not.toMatch(/苏|方荣|1390000/);
});

test('a period that is over is counted to its end, one under way to today', async () => {
  const periodOf = async (period: string) => {
    const { fulfilment, on } = JSON.parse((await ask('coverage', 'json', { period })).bytes.toString()) as { on: string; fulfilment: { period: { from: string; to: string } } };
    return [fulfilment.period.from, fulfilment.period.to, on];
  };
  expect(await periodOf('2026-09')).toEqual(['2026-09-01', '2026-09-30', '2026-09-30']);
  expect(await periodOf('2026-Q3')).toEqual(['2026-07-01', '2026-09-30', '2026-09-30']);
  expect(await periodOf('2026')).toEqual(['2026-01-01', '2026-12-31', '2026-11-22']);
});

test('a period is a year, a quarter or a month and nothing else', () => {
  expect([periodNamed('2026Q4'), periodNamed('2024-02'), periodNamed('2025')]).toEqual([
    { kind: 'quarter', last: '2026-12-31' }, { kind: 'month', last: '2024-02-29' }, { kind: 'year', last: '2025-12-31' },
  ]);
  for (const wrong of ['2026-13', '2026-Q5', '26', '2026-1', '', '2026-11-22', 'Q4']) expect(periodNamed(wrong)).toBeNull();
});

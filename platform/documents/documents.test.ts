import { zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import ExcelJS from 'exceljs';
import { FileError, readTable, writeTable, type Cell, type Row, type TableReader } from './documents.ts';
import { csvOf, docxOf, xlsxOf } from './testing-files.ts';

const open = (bytes: Uint8Array, name = 'ledger') => readTable({ name, bytes });

async function rowsOf(reader: TableReader, sheet = 0): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of reader.sheets[sheet]!.rows()) rows.push(row);
  return rows;
}

const texts = (row: Row | undefined) => row?.cells.map((cell) => cell.text);

async function codeOf(read: Promise<unknown>): Promise<string> {
  const error = await read.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof FileError ? error.code : `not refused: ${String(error)}`;
}

describe('an .xlsx workbook', () => {
  test('keeps the row numbers the person sees, over empty rows', async () => {
    const rows = await rowsOf(await open(await xlsxOf([['a'], [], ['b']])));
    expect(rows.filter((row) => texts(row)?.join('') !== '').map((row) => [row.row, row.cells[0]?.text])).toEqual([
      [1, 'a'],
      [3, 'b'],
    ]);
  });

  test('shows real dates as days, numbers as digits, formulas as their last result', async () => {
    const day = new Date(Date.UTC(2009, 11, 4));
    const [row] = await rowsOf(await open(await xlsxOf([[day, 13800000001, { formula: 'A2', result: '钱一' }, 110101199001010000]])));
    expect(row?.cells.map((cell): Partial<Cell> => cell)).toEqual([
      { text: '2009-12-04', day: { y: 2009, m: 12, d: 4 } },
      { text: '13800000001', number: 13800000001 },
      { text: '钱一' },
      { text: '110101199001010000', number: 110101199001010000 },
    ]);
  });

  test('a value written once over merged rows stands in each of them', async () => {
    const rows = await rowsOf(
      await open(
        await xlsxOf(
          [
            ['赵', '钱医生'],
            ['孙', null],
            ['李', null],
          ],
          ['B1:B2'],
        ),
      ),
    );
    expect(rows.map((row) => row.cells[1] ?? null)).toEqual([{ text: '钱医生' }, { text: '钱医生', merged: true }, null]);
  });

  test('hidden sheets are left out', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('旧', { state: 'hidden' }).addRow(['x']);
    workbook.addWorksheet('新').addRow(['y']);
    const reader = await open(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(reader.sheets.map((sheet) => sheet.name)).toEqual(['新']);
    expect(texts((await rowsOf(reader))[0])).toEqual(['y']);
  });

  test('rows may be read twice', async () => {
    const reader = await open(await xlsxOf([['a'], ['b']]));
    expect(await rowsOf(reader)).toEqual(await rowsOf(reader));
  });
});

test('an .xls workbook of Excel 97 gives the same cells, dates and merged areas', async () => {
  const path = fileURLToPath(new URL('./fixtures/merged.xls', import.meta.url));
  const reader = await open(readFileSync(path));
  const rows = await rowsOf(reader);
  expect(reader.format).toBe('xls');
  expect(texts(rows[3])).toEqual(['赵一', '13800000001', '钱二', '013800000002']);
  expect(rows[4]?.cells[2]).toEqual({ text: '钱二', merged: true });
  expect(rows[5]?.cells[1]?.day).toEqual({ y: 2009, m: 12, d: 4 });
});

describe('a .csv file', () => {
  const rows = [['姓名', '电话'], [], ['赵龘', '2003.2.1\n1996.6.21'], ['钱,二', '5']];
  for (const encoding of ['utf8', 'gb18030', 'utf16le'] as const) {
    test(`is read in ${encoding}, with line breaks within cells and empty lines counted`, async () => {
      const bom = encoding === 'utf16le' ? Uint8Array.of(0xff, 0xfe) : new Uint8Array();
      const read = await rowsOf(await open(Buffer.concat([bom, csvOf(rows, encoding)])));
      expect(read.map((row) => [row.row, ...texts(row)!.filter((text) => text !== '')])).toEqual([
        [1, '姓名', '电话'],
        [2],
        [3, '赵龘', '2003.2.1\n1996.6.21'],
        [4, '钱,二', '5'],
      ]);
    });
  }

  test('a UTF-8 mark at the start is no part of the first heading', async () => {
    const [row] = await rowsOf(await open(Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), csvOf([['姓名', '电话']])])));
    expect(texts(row)).toEqual(['姓名', '电话']);
  });

  test('columns may be separated by tabs or semicolons', async () => {
    const [row] = await rowsOf(await open(Buffer.from('姓名\t电话\n赵一\t5\n')));
    expect(texts(row)).toEqual(['姓名', '电话']);
  });

  test('digits kept from turning into a number by ="…" or an apostrophe are plain digits', async () => {
    const [row] = await rowsOf(await open(Buffer.from('"=""013800000001""",\'13800000002\n')));
    expect(texts(row)).toEqual(['013800000001', '13800000002']);
  });
});

test('a table in a .docx document is read, with the paragraphs of a cell apart', async () => {
  const reader = await open(
    docxOf([
      ['姓名', '时间'],
      ['赵一', '2003.2.1\n1996.6.21'],
    ]),
  );
  expect(reader).toMatchObject({ format: 'docx', columnNames: 'numbers' });
  expect(texts((await rowsOf(reader))[1])).toEqual(['赵一', '2003.2.1\n1996.6.21']);
});

/** Rewrites the unpacked size that every entry of an archive declares. */
function declaring(archive: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) bytes.writeUInt32LE(size, at + 24);
  return bytes;
}

describe('a file that is no table is refused with a reason', () => {
  const ole = (...streams: string[]) =>
    Buffer.concat([Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), Buffer.alloc(600), ...streams.map((s) => Buffer.from(s, 'utf16le'))]);
  const cases: [string, () => Uint8Array | Promise<Uint8Array>, string][] = [
    ['nothing at all', () => new Uint8Array(), 'file.empty'],
    ['a sheet without a word', () => xlsxOf([[], ['  ']]), 'file.empty'],
    ['a picture', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0), 'file.type'],
    ['an archive of something else', () => zipSync({ 'a.txt': Uint8Array.of(1) }), 'file.type'],
    ['a binary workbook', () => zipSync({ 'xl/workbook.bin': Uint8Array.of(1) }), 'file.xlsb'],
    ['half a workbook', async () => (await xlsxOf([['a']])).slice(0, 900), 'file.broken'],
    ['a workbook whose parts are rubbish', () => zipSync({ 'xl/workbook.xml': Uint8Array.of(60) }), 'file.broken'],
    ['a workbook with a password', () => ole('EncryptedPackage'), 'file.encrypted'],
    ['an old Word file', () => ole('WordDocument'), 'file.oldWord'],
    ['an old workbook cut off', () => ole('Workbook'), 'file.broken'],
  ];
  test.each(cases)('%s', async (_, make, code) => {
    expect(await codeOf(open(await make()))).toBe(code);
  });

  test('an archive that unpacks to more than the limit, before it is unpacked', async () => {
    const bomb = declaring(zipSync({ 'xl/workbook.xml': Uint8Array.of(60), 'xl/worksheets/sheet1.xml': Uint8Array.of(60) }), 401e6);
    expect(await codeOf(open(bomb))).toBe('file.tooLarge');
  });

  test('a document that declares a small size and unpacks to a large one', async () => {
    const parts = { 'word/document.xml': new Uint8Array(61e6) };
    expect(await codeOf(open(declaring(zipSync(parts, { level: 1 }), 100)))).toBe('file.broken');
  });

  test('more rows with content than the limit, though not a million empty ones', async () => {
    const lines = (text: string, count: number) => Buffer.from(`姓名,电话\n${`${text}\n`.repeat(count)}`);
    const read = async (bytes: Uint8Array) => rowsOf(await open(bytes));
    expect(await codeOf(read(lines('赵,1', 200_001)))).toBe('file.tooLarge');
    expect((await read(lines(',', 200_001))).length).toBe(200_002);
  }, 90_000);

  test('what to do is said in both languages', () => {
    const { status, text } = new FileError('file.xlsb', 'a.xlsb');
    expect(status).toBe(422);
    expect(text.zh).toContain('另存为 .xlsx');
    expect(text.en).toContain('save it as .xlsx');
  });
});

describe('writing a workbook', () => {
  const written = async (cells: Parameters<typeof writeTable>[0][number]) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await writeTable([cells])) as unknown as ExcelJS.Buffer);
    return workbook.worksheets[0]!;
  };

  test('text that begins like a formula stays text', async () => {
    const dangerous = ['=1+1', '+8613800000001', '-1', '@SUM(A1)', "=cmd|'/c calc'!A0"];
    const sheet = await written({ name: 'a', rows: [dangerous] });
    const cells = dangerous.map((_, i) => sheet.getCell(1, i + 1));
    expect(cells.map((cell) => [cell.value, cell.type, cell.numFmt])).toEqual(
      dangerous.map((text) => [text, ExcelJS.ValueType.String, '@']),
    );
  });

  test('merged areas, comments, hidden columns and days arrive', async () => {
    const sheet = await written({
      name: '台账[1]',
      rows: [
        ['题', null],
        ['甲', null],
        [
          { value: '乙', look: 'problem', comment: '请核对' },
          { y: 2009, m: 12, d: 4 },
        ],
      ],
      merges: [{ top: 1, left: 1, bottom: 1, right: 2 }],
      hiddenColumns: [2],
    });
    expect(sheet.name).toBe('台账 1 ');
    expect(sheet.getCell('B1').master.address).toBe('A1');
    expect(JSON.stringify(sheet.getCell('A3').note)).toContain('请核对');
    expect(sheet.getCell('B3').value).toEqual(new Date(Date.UTC(2009, 11, 4)));
    expect(sheet.getColumn(2).hidden).toBe(true);
  });

  test('areas merged over several rows of a heading wait for all of them', async () => {
    const sheet = await written({
      name: 'a',
      rows: [
        ['户主', '村医', null],
        [null, '姓名', '电话'],
        ['赵', '钱', '1'],
      ],
      merges: [
        { top: 1, left: 1, bottom: 2, right: 1 },
        { top: 1, left: 2, bottom: 1, right: 3 },
      ],
    });
    expect([sheet.getCell('A2').master.address, sheet.getCell('C1').master.address]).toEqual(['A1', 'B1']);
    expect(sheet.getCell('C3').value).toBe('1');
  });
});

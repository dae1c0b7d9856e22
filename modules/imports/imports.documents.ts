import { columnLetters, type Cell, type Merge, type Row, type SheetToWrite, type WriteCell } from '../../platform/documents/documents.ts';
import type { LedgerRole, Problem, RowDraft } from './imports.schema.ts';
import type { Judgement } from './judge.ts';

type Language = 'zh' | 'en';

const problemsHeading = { zh: '问题（改好后可直接再导入）', en: '问题 Problems (correct and import again)' };

/**
 * The rows that were held back, in the same columns under the same heading as in the person's own file, with what is wrong
 * written beside each and as a comment on the cell. Corrected in place and imported again, it works as the file did.
 */
export function errorsSheet(judgement: Judgement, language: Language): SheetToWrite {
  const { mapping, sheet } = judgement;
  const last = mapping.headingRows[1];
  const beside = mapping.fields.problems ?? widthOf(judgement) + 1;
  const key = mapping.fields.householdKey;
  return {
    name: sheet.name || '问题行',
    rows: errorRows(judgement, beside, language),
    merges: sheet.merges.filter((merge) => merge.bottom <= last),
    widths: [...Array<number>(beside - 1).fill(15), 60],
    hiddenColumns: key === undefined ? [] : [key],
    frozenRows: last,
  };
}

function widthOf({ mapping }: Judgement): number {
  const headed = Object.keys(mapping.headings).map(Number);
  return Math.max(1, ...headed, ...Object.values(mapping.fields));
}

async function* errorRows(judgement: Judgement, beside: number, language: Language): AsyncIterable<WriteCell[]> {
  const [first, last] = judgement.mapping.headingRows;
  let written = 0;
  for await (const row of judgement.sheet.rows()) {
    if (row.row > last) break;
    // Rows the file left out stay empty here, so that the merged areas of the heading fit.
    while (++written < row.row) yield [];
    const cells = row.cells.map((cell) => headingCell(cell, row.row >= first));
    yield row.row === first ? placed(cells, beside, { value: problemsHeading[language], look: 'heading' }) : cells;
  }
  yield* heldRows(judgement, beside, language);
}

function headingCell(cell: Cell, isHeading: boolean): WriteCell {
  return cell.merged ? { value: null, look: 'heading' } : { value: cell.text, look: isHeading ? 'heading' : 'title' };
}

/** Walks the file and its judgement side by side: one judged row for each household, in the same order. */
async function* heldRows(judgement: Judgement, beside: number, language: Language): AsyncIterable<WriteCell[]> {
  const households = judgement.households()[Symbol.asyncIterator]();
  for await (const { held, problems } of judgement.rows()) {
    const row = await households.next();
    if (held && !row.done) yield heldRow(row.value, problems, beside, language);
  }
}

function heldRow(row: Row, problems: readonly Problem[], beside: number, language: Language): WriteCell[] {
  const said = problems.map((one) => one.message[language]);
  const cells = row.cells.slice(0, beside - 1).map((cell, index) => {
    const here = problems.filter((one) => isAt(one, index + 1)).map((one) => one.message[language]);
    return here.length === 0 ? dataCell(cell) : { value: dataCell(cell), look: 'problem' as const, comment: here.join('\n') };
  });
  return placed(cells, beside, { value: said.join('\n'), look: 'problem' });
}

/** A column is named by its letter or as 第n列, followed by a space and its heading. */
function isAt(problem: Problem, column: number): boolean {
  const name = problem.column.split(' ')[0];
  return name === columnLetters(column) || name === `第${column}列`;
}

/** A number with a fraction stays a number: as text, 2009.1 would read as January though it may have been October. */
function dataCell(cell: Cell): string | number | { y: number; m: number; d: number } {
  if (cell.day) return cell.day;
  return cell.number !== undefined && !Number.isInteger(cell.number) ? cell.number : cell.text;
}

function placed(cells: readonly WriteCell[], column: number, cell: WriteCell): WriteCell[] {
  return [...cells.slice(0, column - 1), ...Array<null>(Math.max(0, column - 1 - cells.length)).fill(null), cell];
}

const heading: readonly (readonly [string, string])[] = [
  ['户主姓名', ''],
  ['户籍地址', ''],
  ['联系电话', ''],
  ['居住地址', ''],
  ['独生子女死亡（残疾）时间', ''],
  ['村（居）帮扶责任人', '姓名'],
  ['', '电话'],
  ['乡镇（街道）帮扶责任人', '姓名'],
  ['', '电话'],
  ['签约村医', '姓名'],
  ['', '电话'],
  ['签约乡镇医生', '姓名'],
  ['', '电话'],
];

const roles: readonly LedgerRole[] = ['villageCadre', 'townshipContact', 'villageDoctor', 'familyDoctor'];
const remarkColumn = heading.length + 1;
const keyColumn = remarkColumn + 1;

/**
 * The pairing ledger in the form the townships keep (requirement A7): title, unit, a heading of two levels over 13 columns and a
 * remark without heading. A hidden last column holds the key by which a row finds its household when the file comes back.
 */
export function ledgerSheet(rows: Iterable<RowDraft>, place: { county: string; township: string }): SheetToWrite {
  return {
    name: '台账',
    rows: ledgerRows(rows, place),
    merges: ledgerMerges(),
    widths: [10, 28, 14, 28, 14, 10, 14, 10, 14, 10, 14, 10, 14, 20, 10],
    hiddenColumns: [keyColumn],
    frozenRows: 4,
  };
}

function* ledgerRows(rows: Iterable<RowDraft>, { county, township }: { county: string; township: string }): Iterable<WriteCell[]> {
  const level = (which: 0 | 1) => heading.map((labels) => ({ value: labels[which], look: 'heading' as const }));
  yield [{ value: `${county}计划生育特殊家庭结对联系台账`, look: 'title' }];
  yield [`单位：${township}`];
  yield [...level(0), { value: null, look: 'heading' }, 'householdKey'];
  yield [...level(1), { value: null, look: 'heading' }];
  for (const draft of rows) yield ledgerRow(draft);
}

function ledgerRow(draft: RowDraft): WriteCell[] {
  const contacts = roles.flatMap((role) => [draft.contacts[role]?.name ?? '', draft.contacts[role]?.phone ?? '']);
  return [
    draft.headName,
    draft.registeredAddress?.text ?? '',
    [draft.phone, ...draft.otherPhones].filter((phone) => phone !== undefined).join('、'),
    draft.livingAddress?.text ?? '',
    draft.childDates.map(asTyped).join('\n'),
    ...contacts,
    draft.remark ?? '',
    draft.householdKey ?? '',
  ];
}

/** 2009-12-04 as offices write it: 2009.12.4. */
function asTyped(day: string): string {
  return day
    .split('-')
    .map((part) => String(Number(part)))
    .join('.');
}

function ledgerMerges(): Merge[] {
  const lines = [1, 2].map((row) => ({ top: row, bottom: row, left: 1, right: remarkColumn }));
  const tall = [1, 2, 3, 4, 5, remarkColumn].map((column) => ({ top: 3, bottom: 4, left: column, right: column }));
  const wide = [6, 8, 10, 12].map((column) => ({ top: 3, bottom: 3, left: column, right: column + 1 }));
  return [...lines, ...wide, ...tall];
}

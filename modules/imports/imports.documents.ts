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

/** What stands before the contacts. */
const plainHeadings = ['户主姓名', '户籍地址', '联系电话', '居住地址', '独生子女死亡（残疾）时间'];

/** The four contacts of the form, and behind them two that other regions require: there only where a household has one. */
const roleHeadings: readonly (readonly [LedgerRole, string])[] = [
  ['villageCadre', '村（居）帮扶责任人'],
  ['townshipContact', '乡镇（街道）帮扶责任人'],
  ['villageDoctor', '签约村医'],
  ['familyDoctor', '签约乡镇医生'],
  ['townshipLeader', '乡镇（街道）领导'],
  ['carer', '亲邻照护人'],
];
const OF_THE_FORM = 4;

type RoleHeadings = typeof roleHeadings;

/**
 * The pairing ledger in the form the townships keep (requirement A7): title, unit, a heading of two levels over 13 columns and a
 * remark without heading. A hidden last column holds the key by which a row finds its household when the file comes back.
 */
export function ledgerSheet(drafts: Iterable<RowDraft>, place: { county: string; township: string }): SheetToWrite {
  const rows = [...drafts];
  const named = roleHeadings.filter(([role], at) => at < OF_THE_FORM || rows.some(({ contacts }) => contacts[role] !== undefined));
  const remarkColumn = plainHeadings.length + named.length * 2 + 1;
  return {
    name: '台账',
    rows: ledgerRows(rows, named, place),
    merges: ledgerMerges(named, remarkColumn),
    widths: [10, 28, 14, 28, 14, ...named.flatMap(() => [10, 14]), 20, 10],
    hiddenColumns: [remarkColumn + 1],
    frozenRows: 4,
  };
}

function* ledgerRows(rows: readonly RowDraft[], named: RoleHeadings, { county, township }: { county: string; township: string }): Iterable<WriteCell[]> {
  const asHeading = (labels: readonly string[]): WriteCell[] => [...labels.map((value) => ({ value, look: 'heading' as const })), { value: null, look: 'heading' }];
  yield [{ value: `${county}计划生育特殊家庭结对联系台账`, look: 'title' }];
  yield [`单位：${township}`];
  yield [...asHeading([...plainHeadings, ...named.flatMap(([, heading]) => [heading, ''])]), 'householdKey'];
  yield asHeading([...plainHeadings.map(() => ''), ...named.flatMap(() => ['姓名', '电话'])]);
  for (const draft of rows) yield ledgerRow(draft, named);
}

function ledgerRow(draft: RowDraft, named: RoleHeadings): WriteCell[] {
  return [
    draft.headName,
    draft.registeredAddress?.text ?? '',
    [draft.phone, ...draft.otherPhones].filter((phone) => phone !== undefined).join('、'),
    draft.livingAddress?.text ?? '',
    draft.childDates.map(asTyped).join('\n'),
    ...named.flatMap(([role]) => [draft.contacts[role]?.name ?? '', draft.contacts[role]?.phone ?? '']),
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

function ledgerMerges(named: RoleHeadings, remarkColumn: number): Merge[] {
  const first = plainHeadings.length + 1;
  const lines = [1, 2].map((row) => ({ top: row, bottom: row, left: 1, right: remarkColumn }));
  const wide = named.map((_, at) => ({ top: 3, bottom: 3, left: first + at * 2, right: first + at * 2 + 1 }));
  const tall = [...plainHeadings.map((_, at) => at + 1), remarkColumn].map((column) => ({ top: 3, bottom: 4, left: column, right: column }));
  return [...lines, ...wide, ...tall];
}

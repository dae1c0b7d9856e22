import { columnLetters, type Row, type Sheet, type TableReader } from '../../platform/documents/tables.ts';
import { createHouseholdTally, type DuplicateFinding } from './duplicates.rules.ts';
import { readRow } from './drafts.rules.ts';
import { findHeading, templateOf } from './headings.rules.ts';
import type { JudgedRow, LedgerPlaces, Mapping, Message, Problem, RowDraft, Summary } from './imports.schema.ts';
import { found } from './messages.rules.ts';
import { contactColumns, isHousehold, resolveDitto, spotOf, type Judging } from './rows.rules.ts';
import { createPhoneTally, type PhoneCell, type PhoneFinding, type PhoneTally } from './workers.rules.ts';

/** What a file is judged against. `mapping` overrides what we would read from the heading; `today` is YYYY-MM-DD. */
export type JudgeContext = { places: LedgerPlaces; today: string; mapping?: Mapping };

export type Judgement = {
  mapping: Mapping;
  columnNames: TableReader['columnNames'];
  /** Problems of the file itself; if there are any, every row is held. */
  problems: Problem[];
  sheet: Sheet;
  /** The rows that speak of households as they stand in the file, one for each of `rows()`, with 同上 written out. */
  households(): AsyncIterable<Row>;
  /** Reads the file from the beginning on each call. */
  rows(): AsyncIterable<JudgedRow>;
  /** Counts of the whole file; reads it once more. */
  summary(): Promise<Summary>;
};

/** Rows in which a heading is looked for; titles, unit lines and notes above it never fill more. */
const headingWithin = 40;

/**
 * Judges a ledger: finds the heading, reads every row into a draft, and says what is wrong in the words of the person's own
 * file. The file is read twice: first for what only all rows together show, then row by row; memory holds one short entry a
 * person and a household, never the rows. Throws FileError when the file cannot be read.
 */
export async function judge(reader: TableReader, context: JudgeContext): Promise<Judgement> {
  const { sheet, mapping } = await chooseSheet(reader, context);
  const columnName = reader.columnNames === 'letters' ? columnLetters : (column: number) => `第${column}列`;
  const { places, today } = context;
  const judging: Judging = { places, today, mapping, contacts: contactColumns(mapping), columnName };
  const problems = missingColumns(judging);
  const whole = await judgeWhole(sheet, judging);
  const rows = () => judgeRows(sheet, judging, whole, problems.length > 0);
  return {
    mapping,
    columnNames: reader.columnNames,
    problems,
    sheet,
    households: () => households(sheet, judging),
    rows,
    summary: () => summarise(reader, sheet, mapping, problems, rows()),
  };
}

type Chosen = { sheet: Sheet; mapping: Mapping; score: number };

/** The sheet in whose heading most columns are known; the first if none is. */
async function chooseSheet(reader: TableReader, context: JudgeContext): Promise<Chosen> {
  let best: Chosen | undefined;
  for (const sheet of reader.sheets) {
    if (context.mapping && context.mapping.sheet === sheet.name) return { sheet, mapping: context.mapping, score: 0 };
    const chosen = await proposeMapping(sheet);
    if (!best || chosen.score > best.score) best = chosen;
  }
  return best!;
}

async function proposeMapping(sheet: Sheet): Promise<Chosen> {
  const heading = findHeading(await firstRows(sheet));
  if (!heading) {
    return { sheet, score: 0, mapping: { template: 'free', sheet: sheet.name, headingRows: [1, 1], fields: {}, headings: {} } };
  }
  const { score, ...found } = heading;
  return { sheet, score, mapping: { ...found, sheet: sheet.name, template: templateOf(heading.fields) } };
}

async function firstRows(sheet: Sheet): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of sheet.rows()) {
    rows.push(row);
    if (row.row >= headingWithin) break;
  }
  return rows;
}

const columnWords = {
  headName: { zh: '户主姓名', en: 'the name of the head of household' },
  address: { zh: '户籍地址', en: 'the registered address' },
} satisfies Record<string, Message>;

function missingColumns(judging: Judging): Problem[] {
  const { fields, headingRows } = judging.mapping;
  const placed = fields.registeredAddress ?? fields.livingAddress ?? fields.village;
  const missing = [
    ...(fields.headName === undefined ? [columnWords.headName] : []),
    ...(placed === undefined ? [columnWords.address] : []),
  ];
  return missing.map((names) => {
    const spot = { row: headingRows[0], column: names.zh, heading: names.zh };
    return found('column.missing', spot, '', { names });
  });
}

async function* households(sheet: Sheet, { mapping, contacts }: Judging): AsyncIterable<Row> {
  let above: Row | undefined;
  for await (const row of sheet.rows()) {
    if (row.row <= mapping.headingRows[1] || !isHousehold(row, mapping)) continue;
    above = resolveDitto(row, above, contacts);
    yield above;
  }
}

/** Problems that only the whole file shows, by row. */
type Whole = { problems: Map<number, Problem[]>; phones: PhoneTally };

async function judgeWhole(sheet: Sheet, judging: Judging): Promise<Whole> {
  const phones = createPhoneTally();
  const marks = createHouseholdTally();
  for await (const row of households(sheet, judging)) {
    const { draft } = readRow(row, judging);
    phones.addRow(phoneCells(row.row, draft, judging));
    if (draft.headName !== '') marks.add({ row: row.row, ...draft });
  }
  const problems = new Map<number, Problem[]>();
  const keep = (one: Problem) => problems.set(one.row, [...(problems.get(one.row) ?? []), one]);
  for (const finding of phones.findings()) keep(phoneProblem(finding, judging));
  for (const finding of marks.findings()) keep(duplicateProblem(finding, judging));
  return { problems, phones };
}

/** One name in one township is one person until someone separates them. */
const workerKey = (township: string | undefined, name: string) => `${township ?? ''}|${name}`;

function phoneCells(row: number, draft: RowDraft, judging: Judging): PhoneCell[] {
  const { fields } = judging.mapping;
  const head =
    fields.phone === undefined ? [] : [{ row, column: fields.phone, ...(draft.phone === undefined ? {} : { phone: draft.phone }) }];
  const contacts = judging.contacts.map(({ role, phone: column }) => {
    const { name, phone } = draft.contacts[role] ?? {};
    const worker = name === undefined ? {} : { worker: workerKey(draft.township, name) };
    return { row, column, ...worker, ...(phone === undefined ? {} : { phone }) };
  });
  return [...head, ...contacts];
}

function phoneProblem(finding: PhoneFinding, judging: Judging): Problem {
  const spot = spotOf(finding.row, finding.column, judging);
  if (finding.kind === 'series') return found('phone.series', spot, finding.value, finding, finding.proposal);
  const name = finding.worker.slice(finding.worker.indexOf('|') + 1);
  return found('phone.conflict', spot, finding.numbers.join('、'), { name, numbers: finding.numbers }, finding.proposal);
}

function duplicateProblem(finding: DuplicateFinding, judging: Judging): Problem {
  const { fields } = judging.mapping;
  if (finding.kind === 'idConflict') return found('id.conflict', spotOf(finding.row, fields.idNumber ?? 1, judging), '', finding);
  return found('household.duplicate', spotOf(finding.row, fields.headName ?? 1, judging), '', finding);
}

async function* judgeRows(sheet: Sheet, judging: Judging, whole: Whole, fileHeld: boolean): AsyncIterable<JudgedRow> {
  for await (const row of households(sheet, judging)) {
    const { draft, problems: own } = readRow(row, judging);
    const problems = [...own, ...phonesMissing(row.row, draft, judging, whole.phones), ...(whole.problems.get(row.row) ?? [])];
    const filled = problems.map((one) => withValue(one, draft));
    yield { row: row.row, cells: row.cells.map((cell) => cell.text), draft, problems: filled, held: fileHeld || filled.some((one) => one.severity === 'error') };
  }
}

/** A contact without a phone matters only if no other row of the file knows the number. */
function phonesMissing(row: number, draft: RowDraft, judging: Judging, phones: PhoneTally): Problem[] {
  return judging.contacts.flatMap(({ role, name: nameColumn, phone }) => {
    const name = draft.contacts[role]?.name;
    // A ledger without a column for phones was not asked for them.
    if (phone === nameColumn || name === undefined || phones.hasPhone(workerKey(draft.township, name))) return [];
    return [found('contact.missing', spotOf(row, phone, judging), name, { missing: 'phone' })];
  });
}

/** Findings of the whole file are kept without the family's own values, which the row itself has. */
function withValue(one: Problem, draft: RowDraft): Problem {
  if (one.code === 'id.conflict') return { ...one, value: draft.idNumber ?? '' };
  return one.code === 'household.duplicate' ? { ...one, value: draft.headName } : one;
}

async function summarise(
  reader: TableReader,
  sheet: Sheet,
  mapping: Mapping,
  problems: readonly Problem[],
  rows: AsyncIterable<JudgedRow>,
): Promise<Summary> {
  const counts: Summary['problems'] = {};
  const count = (one: Problem) => (counts[one.code] = (counts[one.code] ?? 0) + 1);
  problems.forEach(count);
  const total = { rows: 0, accepted: 0, held: 0 };
  for await (const row of rows) {
    total.rows++;
    total[row.held ? 'held' : 'accepted']++;
    row.problems.forEach(count);
  }
  return { template: mapping.template, sheet: sheet.name, ...total, problems: counts, otherSheets: await otherSheets(reader, sheet) };
}

async function otherSheets(reader: TableReader, read: Sheet): Promise<string[]> {
  const names: string[] = [];
  for (const sheet of reader.sheets) {
    if (sheet === read) continue;
    for await (const row of sheet.rows()) {
      if (!row.cells.some((cell) => cell.text.trim() !== '')) continue;
      names.push(sheet.name);
      break;
    }
  }
  return names;
}

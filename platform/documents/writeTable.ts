import ExcelJS from 'exceljs';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CellDay, Merge } from './tables.ts';

/** A cell to write. A plain string is written as text whatever it begins with, so `=…` or `+…` never becomes a formula. */
export type WriteCell = string | number | CellDay | null | MarkedCell;
export type MarkedCell = { value: string | number | CellDay | null; look?: 'title' | 'heading' | 'problem'; comment?: string };

export type SheetToWrite = {
  name: string;
  /** Rows from the first row on; taken one by one, so a generator of any length may be given. */
  rows: Iterable<readonly WriteCell[]> | AsyncIterable<readonly WriteCell[]>;
  /** Merged areas; an area must end before the rows that stream past its bottom do. */
  merges?: readonly Merge[];
  /** Widths in characters, column A first. */
  widths?: readonly number[];
  /** Columns (from 1) that are in the file but not shown. */
  hiddenColumns?: readonly number[];
  /** Rows that stay in sight when the sheet is scrolled. */
  frozenRows?: number;
};

/** Writes an .xlsx workbook of the given sheets and answers its bytes. Rows are written as they come. */
export async function writeTable(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const sink = new PassThrough();
  const whole = buffer(sink);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true, useSharedStrings: true });
  for (const sheet of sheets) await writeSheet(workbook, sheet);
  await workbook.commit();
  return whole;
}

type Writer = ExcelJS.stream.xlsx.WorkbookWriter;

async function writeSheet(workbook: Writer, sheet: SheetToWrite): Promise<void> {
  const view: Partial<ExcelJS.WorksheetView> = { state: 'frozen', ySplit: sheet.frozenRows ?? 0 };
  const target = workbook.addWorksheet(sheetName(sheet.name), {
    views: sheet.frozenRows ? [view as ExcelJS.WorksheetView] : [],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  for (const [index, width] of (sheet.widths ?? []).entries()) target.getColumn(index + 1).width = width;
  for (const column of sheet.hiddenColumns ?? []) target.getColumn(column).hidden = true;
  const merges = [...(sheet.merges ?? [])].sort((a, b) => a.bottom - b.bottom);
  let written = 0;
  let merged = 0;
  for await (const cells of sheet.rows) {
    const row = target.getRow(++written);
    for (const [index, cell] of cells.entries()) writeCell(row.getCell(index + 1), cell);
    merged = mergeUpTo(target, merges, merged, written);
    if (!merges.some((area, i) => i >= merged && area.top <= written)) row.commit();
  }
  target.commit();
}

/** The streaming writer refuses to merge rows already committed, therefore rows wait for the areas they belong to. */
function mergeUpTo(target: ExcelJS.Worksheet, merges: readonly Merge[], from: number, row: number): number {
  let next = from;
  for (; next < merges.length && merges[next]!.bottom <= row; next++) {
    const { top, left, bottom, right } = merges[next]!;
    target.mergeCells(top, left, bottom, right);
  }
  return next;
}

/** Spreadsheets refuse these characters, and more than 31, in the name of a sheet. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}

const isMarked = (cell: WriteCell): cell is MarkedCell => typeof cell === 'object' && cell !== null && 'value' in cell;

function writeCell(target: ExcelJS.Cell, cell: WriteCell): void {
  const marked: MarkedCell = isMarked(cell) ? cell : { value: cell };
  target.value = toValue(marked.value);
  const isDay = marked.value !== null && typeof marked.value === 'object';
  target.style = (isDay ? dayStyles : styles)[marked.look ?? 'plain'];
  if (marked.comment) target.note = marked.comment;
}

function toValue(value: MarkedCell['value']): string | number | Date | null {
  if (value === null || typeof value !== 'object') return value === '' ? null : value;
  return new Date(Date.UTC(value.y, value.m - 1, value.d));
}

const line = { style: 'thin' } as const;
const border = { top: line, left: line, bottom: line, right: line };
const middle = { vertical: 'middle', wrapText: true } as const;

type Look = 'plain' | 'title' | 'heading' | 'problem';

/** Format `@` keeps text that looks like a number or a formula as text when a person edits the cell later. */
const styles: Record<Look, Partial<ExcelJS.Style>> = {
  plain: { numFmt: '@', border, alignment: middle },
  title: { numFmt: '@', font: { size: 16, bold: true }, alignment: { ...middle, horizontal: 'center' } },
  heading: { numFmt: '@', font: { bold: true }, border, alignment: { ...middle, horizontal: 'center' } },
  problem: {
    numFmt: '@',
    border,
    alignment: middle,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF2CC' } },
  },
};

const dayStyles = Object.fromEntries(
  Object.entries(styles).map(([look, style]) => [look, { ...style, numFmt: 'yyyy"年"m"月"d"日"' }]),
) as typeof styles;

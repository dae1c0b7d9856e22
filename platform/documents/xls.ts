import { readXls } from 'hucre';
import { toCells } from './cellValues.ts';
import { fillMerged } from './mergedCells.ts';
import type { Merge, Row, Sheet } from './tables.ts';

/** Sheets of an Excel 97-2003 workbook (at most 65,536 rows each, so it is read whole). */
export async function xlsSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const workbook = await readXls(bytes);
  return workbook.sheets.map((sheet) => wholeSheet(sheet.name, sheet.rows, sheet.merges));
}

type Values = Parameters<typeof toCells>[0];
type Area = { startRow: number; startCol: number; endRow: number; endCol: number };

/** A sheet whose rows are in memory already, counted from the first. */
export function wholeSheet(name: string, values: readonly Values[], areas: readonly Area[] = []): Sheet {
  const merges = areas.map(toMerge);
  return { name, merges, rows: () => fillMerged(numbered(values), merges) };
}

async function* numbered(values: readonly Values[]): AsyncIterable<Row> {
  for (const [index, row] of values.entries()) yield { row: index + 1, cells: toCells(row) };
}

function toMerge(area: Area): Merge {
  return { top: area.startRow + 1, left: area.startCol + 1, bottom: area.endRow + 1, right: area.endCol + 1 };
}

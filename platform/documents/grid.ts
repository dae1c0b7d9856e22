import type { CellDay } from './tables.ts';
import type { MarkedCell, SheetToWrite, WriteCell } from './writeTable.ts';

/** One cell as it is drawn; a merged area is its top left cell. */
export interface GridCell {
  readonly text: string;
  readonly look: 'plain' | 'title' | 'heading' | 'problem';
  readonly columns: number;
  readonly rows: number;
}

/** A sheet as a page shows it: hidden columns and the cells under merged areas are gone. */
export interface Grid {
  readonly name: string;
  readonly rows: readonly (readonly GridCell[])[];
  /** So many rows from the first are repeated on every page. */
  readonly headRows: number;
  /** Widths of the columns that are shown, in characters. */
  readonly widths: readonly number[];
}

const A_COLUMN = 12;

/** For the formats people read instead of edit, which want the whole table at once. */
export async function gridOf(sheet: SheetToWrite): Promise<Grid> {
  const rows: (readonly WriteCell[])[] = [];
  for await (const row of sheet.rows) rows.push(row);
  const width = Math.max(...rows.map((row) => row.length), ...(sheet.merges ?? []).map((area) => area.right), 1);
  const shown = Array.from({ length: width }, (_, index) => index + 1).filter((column) => !sheet.hiddenColumns?.includes(column));
  return {
    name: sheet.name,
    rows: rows.map((row, index) => shown.flatMap((column) => cellAt(row, index + 1, column, { sheet, shown }))),
    headRows: sheet.frozenRows ?? 0,
    widths: shown.map((column) => sheet.widths?.[column - 1] ?? A_COLUMN),
  };
}

function cellAt(cells: readonly WriteCell[], row: number, column: number, { sheet, shown }: { sheet: SheetToWrite; shown: readonly number[] }): GridCell[] {
  const area = sheet.merges?.find(({ top, bottom, left, right }) => top <= row && row <= bottom && left <= column && column <= right);
  if (area && (area.top !== row || area.left !== column)) return [];
  const cell = cells[column - 1] ?? null;
  const marked: MarkedCell = typeof cell === 'object' && cell !== null && 'value' in cell ? cell : { value: cell };
  const columns = area ? shown.filter((one) => one >= area.left && one <= area.right).length : 1;
  return [{ text: textOf(marked.value), look: marked.look ?? 'plain', columns, rows: area ? area.bottom - area.top + 1 : 1 }];
}

function textOf(value: string | number | CellDay | null): string {
  if (value === null) return '';
  return typeof value === 'object' ? `${value.y}年${value.m}月${value.d}日` : String(value);
}

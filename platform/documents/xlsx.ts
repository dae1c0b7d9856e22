import { parseCellRef, serialToDate } from 'hucre';
import { setImmediate as breathe } from 'node:timers/promises';
import { unpackPieces } from './archives.ts';
import { toCell } from './cellValues.ts';
import { fillMerged } from './mergedCells.ts';
import { emptyCell, limits, type Cell, type Row, type Sheet } from './tables.ts';
import { plainText, readDateStyles, readMerges, readSharedStrings, readWorkbook } from './xlsxParts.ts';
import { createXmlReader, type XmlHandlers } from './xmlParts.ts';

/** What the cells of every sheet refer to. */
type Shared = { strings: string[]; dateStyles: boolean[]; since1904: boolean };

/**
 * Visible sheets of an .xlsx workbook, rows one by one. The XML is read here with a stream parser instead of a spreadsheet
 * library: of 100,000 rows with 700,000 different texts, hucre kept 710 MB, and exceljs wrote families' data to a temporary
 * file whenever the shared strings stand behind the sheets, where Excel puts them.
 */
export function xlsxSheets(bytes: Uint8Array): Sheet[] {
  const workbook = readWorkbook(bytes);
  let read: Shared | undefined;
  const shared = () => (read ??= { strings: readSharedStrings(bytes), dateStyles: readDateStyles(bytes), since1904: workbook.since1904 });
  return workbook.sheets
    .filter((sheet) => !sheet.hidden)
    .map(({ name, path }) => {
      const merges = readMerges(bytes, path);
      return { name, merges, rows: () => fillMerged(sheetRows(bytes, path, shared()), merges) };
    });
}

async function* sheetRows(bytes: Uint8Array, path: string, shared: Shared): AsyncIterable<Row> {
  const ready: Row[] = [];
  const reader = createXmlReader(rowHandlers(shared, (row) => ready.push(row)));
  for (const { piece } of unpackPieces(bytes, (entry) => entry === path, limits.expanded)) {
    reader.write(piece);
    yield* ready.splice(0);
    // Parsing a piece takes a few milliseconds; the server answers others in between.
    await breathe();
  }
}

type Open = { column: number; type: string; style: number; text: string };

function rowHandlers(shared: Shared, done: (row: Row) => void): XmlHandlers {
  let row = 0;
  let cells: Cell[] = [];
  let cell: Open | undefined;
  let collecting = false;
  let next = 1;
  return {
    open(name, a) {
      if (name === 'row') [row, cells, next] = [a['r'] ? Number(a['r']) : row + 1, [], 1];
      if (name === 'c')
        cell = { column: a['r'] ? parseCellRef(a['r']).col + 1 : next, type: a['t'] ?? 'n', style: Number(a['s'] ?? 0), text: '' };
      collecting = cell !== undefined && (name === 'v' || name === 't');
    },
    text: (piece) => void (collecting && (cell!.text += piece)),
    close(name) {
      if (name === 'v' || name === 't') collecting = false;
      if (name === 'row') done({ row, cells });
      if (name !== 'c' || !cell) return;
      put(cells, cell.column, toCell(valueOf(cell, shared)));
      next = cell.column + 1;
      cell = undefined;
    },
  };
}

/** Columns beyond the limit are formatting left behind, not content. */
function put(cells: Cell[], column: number, cell: Cell): void {
  if (column > limits.columns) return;
  while (cells.length < column) cells.push(emptyCell);
  cells[column - 1] = cell;
}

function valueOf({ type, style, text }: Open, shared: Shared): string | number | boolean | Date | null {
  if (type === 's') return shared.strings[Number(text)] ?? null;
  if (type === 'str' || type === 'inlineStr') return plainText(text);
  if (type === 'b') return text === '1';
  if (type === 'e' || type === 'd') return text;
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) return text || null;
  return shared.dateStyles[style] ? serialToDate(number, shared.since1904) : number;
}

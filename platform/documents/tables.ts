/** A civil day as it stands in a cell; the time of day is dropped, because ledgers hold days. */
export type CellDay = { y: number; m: number; d: number };

/**
 * One cell as a person sees it. `text` is always there (empty for an empty cell). `number` and `day` are set when the file
 * stores the cell as such, because what was typed and what was stored differ: 2009.10 stored as a number is 2009.1.
 * `merged` marks a cell that only repeats the value of the merged area it lies in.
 */
export type Cell = { text: string; number?: number; day?: CellDay; merged?: true };

/** One row; `row` counts from 1 as the program that opened the file shows it, `cells[0]` is column A. */
export type Row = { row: number; cells: Cell[] };

/** A merged area, rows and columns counted from 1, both ends included. */
export type Merge = { top: number; left: number; bottom: number; right: number };

/** One sheet of a workbook, or one table of a document. `rows()` may be called again and reads from the beginning. */
export type Sheet = { name: string; merges: readonly Merge[]; rows(): AsyncIterable<Row> };

/** How the program that opened the file names a column: `M` in a spreadsheet, `第13列` in a document. */
export type ColumnNames = 'letters' | 'numbers';

export type TableReader = {
  format: 'xlsx' | 'xls' | 'csv' | 'docx';
  columnNames: ColumnNames;
  sheets: readonly Sheet[];
};

/** What the caller has: the name the person gave the file, and its bytes. */
export type NamedFile = { name: string; bytes: Uint8Array };

export const emptyCell: Cell = { text: '' };

/**
 * Largest file accepted, and largest it may grow to when unpacked, in bytes. A ledger of 100,000 rows is about 12 MB and
 * unpacks to about 110 MB; much beyond that is a mistake or an attack, and would not fit an office machine's memory. `parts` is for all but the sheets, which are the only part that is streamed.
 */
export const limits = { file: 50e6, expanded: 400e6, parts: 80e6, document: 60e6, rows: 200_000, columns: 256 } as const;

/** Column letters as spreadsheets show them: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return rest === 0 ? last : columnLetters(rest) + last;
}

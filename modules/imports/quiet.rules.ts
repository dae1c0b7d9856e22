import type { ImportPreview } from './imports.api.schema.ts';

/** The column about the child, if the ledger has one. */
export const childColumn = (file: Pick<ImportPreview, 'columns'>): number | null => file.columns.find(({ field }) => field === 'childDates')?.index ?? null;

/** A text of the file for a screen others may see: the heading that says what happened to a family's child gets its neutral name. */
export function quietly(text: string, file: Pick<ImportPreview, 'columns'>, neutral: string): string {
  const heading = file.columns.find(({ field }) => field === 'childDates')?.heading ?? '';
  return heading === '' ? text : text.replaceAll(heading, neutral);
}

/** What the server calls a column: its letter in a spreadsheet, 第n列 in a document. @returns the number of the latter, to be said in the reader's language */
export const columnNumber = (letter: string): string | null => /^第(\d+)列$/.exec(letter)?.[1] ?? null;

export function columnWord(letter: string, numbered: (values: { number: string }) => string): string {
  const number = columnNumber(letter);
  return number === null ? letter : numbered({ number });
}

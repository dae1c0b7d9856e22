/** Reading and writing tables as files. Knows no domain word. */
export { FileError, type FileErrorCode } from './fileErrors.ts';
export { readTable } from './readTable.ts';
export * from './tables.ts';
export { writeDocx } from './writeDocx.ts';
export { writeHtml } from './writeHtml.ts';
export { writePdf } from './writePdf.ts';
export { writeTable, type MarkedCell, type SheetToWrite, type WriteCell } from './writeTable.ts';

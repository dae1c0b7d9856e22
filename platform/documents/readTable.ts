import { EncryptedFileError } from 'hucre';
import { listArchive } from './archives.ts';
import { csvSheets } from './csv.ts';
import { docxSheets } from './docx.ts';
import { FileError } from './fileErrors.ts';
import { limits, type NamedFile, type Row, type Sheet, type TableReader } from './tables.ts';
import { xlsSheets } from './xls.ts';
import { xlsxSheets } from './xlsx.ts';

type Format = TableReader['format'];

/**
 * Opens a table a person made: .xlsx, .xls, .csv (UTF-8, UTF-16, GB18030) or .docx. The content decides what the file is,
 * never its name, because files are renamed by hand. Rows come one by one with the row numbers the person sees.
 * Throws FileError here, or while rows are read, when the file cannot be understood.
 */
export async function readTable(file: NamedFile): Promise<TableReader> {
  if (file.bytes.length === 0) throw new FileError('file.empty', file.name);
  if (file.bytes.length > limits.file) throw new FileError('file.tooLarge', file.name);
  const format = formatOf(file);
  const sheets = await guarded(file.name, () => openers[format](file.bytes));
  const reader: TableReader = {
    format,
    columnNames: format === 'docx' ? 'numbers' : 'letters',
    sheets: sheets.map((sheet) => guardedSheet(sheet, file.name)),
  };
  if (!(await hasContent(reader))) throw new FileError('file.empty', file.name);
  return reader;
}

const openers: Record<Format, (bytes: Uint8Array) => Sheet[] | Promise<Sheet[]>> = {
  xlsx: xlsxSheets,
  xls: xlsSheets,
  csv: csvSheets,
  docx: docxSheets,
};

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);

function formatOf(file: NamedFile): Format {
  if (startsWith(file.bytes, 0x50, 0x4b, 0x03, 0x04)) return packedFormat(file);
  if (startsWith(file.bytes, 0xd0, 0xcf, 0x11, 0xe0)) return oldFormat(file);
  if (!looksLikeText(file.bytes)) throw new FileError('file.type', file.name);
  return 'csv';
}

function packedFormat(file: NamedFile): Format {
  const entries = archiveEntries(file);
  const has = (path: string) => entries.some((entry) => entry.path === path);
  if (has('xl/workbook.bin')) throw new FileError('file.xlsb', file.name);
  const format = has('xl/workbook.xml') ? 'xlsx' : has('word/document.xml') ? 'docx' : undefined;
  if (!format) throw new FileError('file.type', file.name);
  if (isTooLarge(format, entries)) throw new FileError('file.tooLarge', file.name);
  return format;
}

function isTooLarge(format: Format, entries: ReturnType<typeof listArchive>): boolean {
  const sum = (counted: (path: string) => boolean) =>
    entries.reduce((total, entry) => total + (counted(entry.path) ? entry.expanded : 0), 0);
  if (format === 'docx') return sum((path) => /\.(xml|rels)$/.test(path)) > limits.document;
  const inMemory = (path: string) => /\.(xml|rels)$/.test(path) && !path.startsWith('xl/worksheets/');
  return sum(inMemory) > limits.parts || sum((path) => path.endsWith('.xml')) > limits.expanded;
}

function archiveEntries(file: NamedFile) {
  try {
    return listArchive(file.bytes);
  } catch (error) {
    throw new FileError('file.broken', file.name, error);
  }
}

/** Old Word, encrypted new Excel and old Excel share one container; the names of its streams, in UTF-16, tell them apart. */
function oldFormat(file: NamedFile): Format {
  const content = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const has = (stream: string) => content.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) throw new FileError('file.encrypted', file.name);
  if (has('WordDocument')) throw new FileError('file.oldWord', file.name);
  return 'xls';
}

function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4096);
  const wide = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  return wide || !start.some((byte) => byte < 9 || (byte > 13 && byte < 32));
}

async function guarded<T>(name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw toFileError(error, name);
  }
}

function toFileError(error: unknown, name: string): FileError {
  if (error instanceof FileError) return error;
  const encrypted = error instanceof EncryptedFileError || /encrypt|password/i.test(String(error));
  return new FileError(encrypted ? 'file.encrypted' : 'file.broken', name, error);
}

function guardedSheet(sheet: Sheet, name: string): Sheet {
  return { ...sheet, rows: () => guardedRows(sheet.rows(), name) };
}

async function* guardedRows(rows: AsyncIterable<Row>, name: string): AsyncIterable<Row> {
  let count = 0;
  try {
    for await (const row of rows) {
      // Borders drawn down to the last line leave a million empty rows behind; only rows with content count.
      if (isFilled(row) && ++count > limits.rows) throw new FileError('file.tooLarge', name);
      yield row;
    }
  } catch (error) {
    throw toFileError(error, name);
  }
}

const isFilled = (row: Row) => row.cells.some((cell) => cell.text.trim() !== '');

async function hasContent(reader: TableReader): Promise<boolean> {
  for (const sheet of reader.sheets) {
    for await (const row of sheet.rows()) if (isFilled(row)) return true;
  }
  return false;
}

import { writeDocx, writeHtml, writePdf, writeTable, type SheetToWrite } from '../../platform/documents/documents.ts';

/** Spreadsheets go on being worked with; documents and pages are read and printed; JSON is for programs. */
export const REPORT_FORMATS = ['xlsx', 'docx', 'pdf', 'html', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A file that leaves the program. */
export interface Report {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** How many households stand in it, or are counted in it. */
  readonly households: number;
}

/** One report as a table and as a value; made only when its format asks for it. */
export interface Content {
  readonly sheet: () => SheetToWrite;
  readonly value: () => unknown;
}

const WRITERS: Readonly<Record<ReportFormat, (content: Content) => Promise<Buffer>>> = {
  xlsx: ({ sheet }) => writeTable([sheet()]),
  docx: ({ sheet }) => writeDocx(sheet()),
  pdf: ({ sheet }) => writePdf(sheet()),
  html: ({ sheet }) => writeHtml(sheet()),
  json: async ({ value }) => Buffer.from(`${JSON.stringify(value(), null, 1)}\n`),
};

export const writeReport = (format: ReportFormat, content: Content): Promise<Buffer> => WRITERS[format](content);

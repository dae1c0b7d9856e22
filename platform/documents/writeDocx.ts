import { AlignmentType, BorderStyle, Document, Footer, Packer, PageNumber, PageOrientation, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, VerticalAlignTable, WidthType } from 'docx';
import { gridOf, type Grid, type GridCell } from './grid.ts';
import type { SheetToWrite } from './writeTable.ts';

// Twips: 20 to a point. A4 across, margins of 15 mm.
const PAGE = { long: 16_838, short: 11_906, margin: 850 } as const;
const INNER = PAGE.long - 2 * PAGE.margin;
// The faces of official papers (GB/T 9704), which stand on every office machine; Word takes another where they do not.
const FONT = { body: '仿宋_GB2312', head: '黑体' } as const;
// Half points.
const SIZE = { body: 18, title: 32 } as const;

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** A Word document with one table across the page, its head repeated on every page. */
export async function writeDocx(sheet: SheetToWrite): Promise<Buffer> {
  const grid = await gridOf(sheet);
  const widths = twips(grid.widths);
  const document = new Document({
    title: grid.name,
    styles: { default: { document: { run: { font: { name: FONT.body, eastAsia: FONT.body }, size: SIZE.body } } } },
    sections: [{
      properties: { page: { size: { width: PAGE.short, height: PAGE.long, orientation: PageOrientation.LANDSCAPE }, margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin } } },
      footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })] })] }) },
      children: [new Table({ columnWidths: widths, width: { size: INNER, type: WidthType.DXA }, rows: grid.rows.map((cells, index) => row(cells, index, grid)) })],
    }],
  });
  return Packer.toBuffer(document);
}

function twips(characters: readonly number[]): number[] {
  const all = characters.reduce((sum, one) => sum + one, 0);
  return characters.map((one) => Math.floor((one / all) * INNER));
}

const row = (cells: readonly GridCell[], index: number, { headRows }: Grid): TableRow =>
  new TableRow({ tableHeader: index < headRows, cantSplit: true, children: cells.map(cell) });

function cell({ text, look, columns, rows }: GridCell): TableCell {
  const head = look === 'title' || look === 'heading';
  const edge = look === 'title' ? NONE : LINE;
  return new TableCell({
    columnSpan: columns, rowSpan: rows, verticalAlign: VerticalAlignTable.CENTER,
    borders: { top: edge, left: edge, right: edge, bottom: edge },
    ...(look === 'problem' ? { shading: { type: ShadingType.CLEAR, fill: 'FFF2CC' } } : {}),
    children: text.split('\n').map((line) => new Paragraph({
      alignment: head ? AlignmentType.CENTER : AlignmentType.LEFT,
      children: [new TextRun({ text: line, ...(head ? { font: { name: FONT.head, eastAsia: FONT.head } } : {}), ...(look === 'title' ? { size: SIZE.title } : {}) })],
    })),
  });
}

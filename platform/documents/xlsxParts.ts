import { isDateFormat, parseRange } from 'hucre';
import { posix } from 'node:path';
import { unpackPieces } from './archives.ts';
import { limits, type Merge } from './tables.ts';
import { createXmlReader, readXmlPart } from './xmlParts.ts';

/** The parts of an .xlsx workbook that stand beside the rows: sheets, shared strings, date formats, merged areas. */

export type Workbook = { sheets: { name: string; path: string; hidden: boolean }[]; since1904: boolean };

export function readWorkbook(bytes: Uint8Array): Workbook {
  const targets = new Map<string, string>();
  const small = 10e6;
  readXmlPart(bytes, 'xl/_rels/workbook.xml.rels', small, {
    open: (name, a) => void (name === 'Relationship' && targets.set(a['Id'] ?? '', a['Target'] ?? '')),
  });
  const workbook: Workbook = { sheets: [], since1904: false };
  readXmlPart(bytes, 'xl/workbook.xml', small, {
    open(name, a) {
      if (name === 'workbookPr') workbook.since1904 = a['date1904'] === '1' || a['date1904'] === 'true';
      if (name !== 'sheet') return;
      const target = targets.get(a['r:id'] ?? relationId(a)) ?? '';
      const hidden = a['state'] === 'hidden' || a['state'] === 'veryHidden';
      workbook.sheets.push({ name: a['name'] ?? '', path: posix.resolve('/xl', target).slice(1), hidden });
    },
  });
  if (workbook.sheets.length === 0) throw new Error('the workbook lists no sheets');
  return workbook;
}

/** The prefix of the relation's namespace is `r` by custom only. */
const relationId = (a: Record<string, string>) => a[Object.keys(a).find((key) => key.endsWith(':id')) ?? ''] ?? '';

/** Every text used in the sheets, by its number. Readings of characters (phonetic guides) are left out. */
export function readSharedStrings(bytes: Uint8Array): string[] {
  const strings: string[] = [];
  let text = '';
  let collecting = false;
  let phonetic = false;
  readXmlPart(bytes, 'xl/sharedStrings.xml', limits.parts, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      collecting = name === 't' && !phonetic;
    },
    text: (piece) => void (collecting && (text += piece)),
    close(name) {
      if (name === 't') collecting = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(plainText(text));
    },
  });
  return strings;
}

/** Characters that XML cannot hold stand as `_x000D_` in a workbook. */
export function plainText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** For every cell style of the workbook, whether it shows a number as a day. */
export function readDateStyles(bytes: Uint8Array): boolean[] {
  const custom = new Map<string, string>();
  const styles: boolean[] = [];
  let inCells = false;
  readXmlPart(bytes, 'xl/styles.xml', limits.parts, {
    open(name, a) {
      if (name === 'numFmt') custom.set(a['numFmtId'] ?? '', a['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      const format = a['numFmtId'] ?? '0';
      if (name === 'xf' && inCells) styles.push(isDateFormat(custom.get(format) ?? format));
    },
    close: (name) => void (name === 'cellXfs' && (inCells = false)),
  });
  return styles;
}

/**
 * Merged areas stand behind the rows in the file, but are needed with the first row. The sheet is unpacked piece by piece, only
 * its end is kept (8 MB hold 200,000 areas), and the one element that lists the areas is read from it.
 */
export function readMerges(bytes: Uint8Array, path: string): Merge[] {
  const end = endOf(bytes, path, 8e6);
  const from = end.lastIndexOf('<mergeCells');
  const to = end.indexOf('</mergeCells>', from);
  if (from < 0 || to < 0) return [];
  const merges: Merge[] = [];
  const reader = createXmlReader({ open: (name, a) => void (name === 'mergeCell' && merges.push(toMerge(a['ref'] ?? ''))) });
  reader.write(end.subarray(from, to + '</mergeCells>'.length));
  return merges;
}

function toMerge(ref: string): Merge {
  const { startRow, startCol, endRow, endCol } = parseRange(ref);
  return { top: startRow + 1, left: startCol + 1, bottom: endRow + 1, right: endCol + 1 };
}

function endOf(bytes: Uint8Array, path: string, length: number): Buffer {
  const kept: Uint8Array[] = [];
  let size = 0;
  for (const { piece } of unpackPieces(bytes, (entry) => entry === path, limits.expanded)) {
    kept.push(piece);
    size += piece.length;
    while (size - kept[0]!.length > length) size -= kept.shift()!.length;
  }
  return Buffer.concat(kept);
}

import { zipSync } from 'fflate';
import { fromHtml } from 'hucre';
import mammoth from 'mammoth';
import { unpack } from './archives.ts';
import { limits, type Sheet } from './tables.ts';
import { wholeSheet } from './xls.ts';

/**
 * Tables of a .docx document, in order. Only the text parts are unpacked (never beyond the limit) and handed
 * on, because the converter unpacks without a limit of its own and pictures are of no use here.
 */
export async function docxSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const parts = unpack(bytes, (path) => /\.(xml|rels)$/.test(path), limits.document);
  const safe = Buffer.from(zipSync(parts, { level: 0 }));
  const { value: html } = await mammoth.convertToHtml({ buffer: safe });
  return tablesIn(html).map((table, index) => {
    const sheet = fromHtml(withLineBreaks(table), { typeInference: false });
    return wholeSheet(String(index + 1), sheet.rows, sheet.merges);
  });
}

/** The converter writes well-formed HTML; a table within a table stays inside its cell. */
function tablesIn(html: string): string[] {
  const tables: string[] = [];
  let depth = 0;
  let from = 0;
  for (const tag of html.matchAll(/<(\/?)table\b[^>]*>/g)) {
    if (tag[1] === '' && depth++ === 0) from = tag.index;
    if (tag[1] === '/' && --depth === 0) tables.push(html.slice(from, tag.index + tag[0].length));
  }
  return tables;
}

/** The table reader joins paragraphs without a gap, which would make two dates one; a line break keeps them apart. */
function withLineBreaks(table: string): string {
  return table.replace(/<\/(?:p|li)>(?=<(?:p|ul|ol|li)\b)|<br\s*\/?>/g, '$&\n');
}

import { parse } from 'csv-parse';
import { detectDelimiter } from 'hucre/csv';
import iconv from 'iconv-lite';
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { limits, type Cell, type Row, type Sheet } from './tables.ts';

/**
 * The one table of a .csv file. Encoding: a byte order mark decides, else valid UTF-8 is UTF-8, else GB18030, which
 * Chinese Excel and WPS write (GB18030 text of any length that is also valid UTF-8 does not occur in practice).
 */
export function csvSheets(bytes: Uint8Array): Sheet[] {
  const encoding = encodingOf(bytes);
  return [{ name: '', merges: [], rows: () => rows(bytes, encoding) }];
}

function encodingOf(bytes: Uint8Array): 'utf8' | 'utf16le' | 'utf16be' | 'gb18030' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  return isUtf8(bytes) ? 'utf8' : 'gb18030';
}

async function* rows(bytes: Uint8Array, encoding: string): AsyncIterable<Row> {
  const parser = parse({
    delimiter: detectDelimiter(iconv.decode(Buffer.from(bytes.subarray(0, 65_536)), encoding)),
    relax_column_count: true,
    relax_quotes: true,
    // An empty line is a row on the person's screen, and later rows are numbered after it.
    skip_empty_lines: false,
    max_record_size: 1_000_000,
  });
  const decoded = Readable.from(slices(bytes)).pipe(iconv.decodeStream(encoding)).pipe(parser);
  let row = 0;
  for await (const record of decoded) {
    yield { row: ++row, cells: (record as string[]).slice(0, limits.columns).map(toCell) };
  }
}

function* slices(bytes: Uint8Array): Iterable<Buffer> {
  const step = 1 << 16;
  for (let at = 0; at < bytes.length; at += step) yield Buffer.from(bytes.subarray(at, at + step));
}

/** `="013…"` and a leading apostrophe are the two ways of keeping Excel from turning digits in a .csv into a number. */
function toCell(text: string): Cell {
  const kept = /^="(.*)"$/s.exec(text)?.[1] ?? text;
  return { text: kept.replace(/^'(?=[=+\-@\d])/, '') };
}

import { strFromU8 } from 'fflate'
import { streamXlsxRows } from 'hucre/xlsx'
import { parseRange } from 'hucre'
import { readXml } from 'hucre/xml'
import { posix } from 'node:path'
import { unpack, unpackInto } from './archives.ts'
import { toCells } from './cellValues.ts'
import { fillMerged } from './mergedCells.ts'
import type { Merge, Row, Sheet } from './tables.ts'

type SheetEntry = { index: number; name: string; path: string; hidden: boolean }

/** Visible sheets of an .xlsx workbook. Rows are streamed, so memory holds the shared strings and one row. */
export function xlsxSheets(bytes: Uint8Array): Sheet[] {
  return sheetEntries(bytes)
    .filter((entry) => !entry.hidden)
    .map((entry) => {
      const merges = readMerges(bytes, entry.path)
      return { name: entry.name, merges, rows: () => fillMerged(streamRows(bytes, entry.index), merges) }
    })
}

async function* streamRows(bytes: Uint8Array, sheet: number): AsyncIterable<Row> {
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    yield { row: index + 1, cells: toCells(values) }
  }
}

type Attributes = Record<string, unknown>

function elements(xml: string, rowTag: string): Attributes[] {
  return readXml(xml, { rowTag, stripNamespaces: true }).data as Attributes[]
}

function sheetEntries(bytes: Uint8Array): SheetEntry[] {
  const wanted = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']
  const parts = unpack(bytes, (path) => wanted.includes(path), 10e6)
  const workbook = parts['xl/workbook.xml']
  const relations = parts['xl/_rels/workbook.xml.rels']
  if (!workbook || !relations) throw new Error('the workbook part is missing')
  const targets = new Map(
    elements(strFromU8(relations), 'Relationship').map((r) => [String(r['@Id']), String(r['@Target'])]),
  )
  return elements(strFromU8(workbook), 'sheet').map((sheet, index) => ({
    index,
    name: String(sheet['@name']),
    path: partPath(targets.get(String(sheet['@r:id'] ?? sheet['@id'])) ?? ''),
    hidden: sheet['@state'] === 'hidden' || sheet['@state'] === 'veryHidden',
  }))
}

const partPath = (target: string) => posix.resolve('/xl', target).slice(1)

/**
 * Merged areas stand behind the rows in the file, and no streaming reader hands them over. The sheet is unpacked piece
 * by piece, only its end is kept (8 MB hold 200,000 areas), and the one element that lists the areas is read from it.
 */
function readMerges(bytes: Uint8Array, path: string): Merge[] {
  const end = tailOf(bytes, path, 8e6)
  const from = end.lastIndexOf('<mergeCells')
  const to = end.indexOf('</mergeCells>', from)
  if (from < 0 || to < 0) return []
  const list = elements(end.slice(from, to + '</mergeCells>'.length), 'mergeCell')
  return list.map((item) => toMerge(String(item['@ref'])))
}

function toMerge(ref: string): Merge {
  const range = parseRange(ref)
  return {
    top: range.startRow + 1,
    left: range.startCol + 1,
    bottom: range.endRow + 1,
    right: range.endCol + 1,
  }
}

function tailOf(bytes: Uint8Array, path: string, length: number): string {
  let kept: Uint8Array[] = []
  let size = 0
  unpackInto(bytes, (entry) => entry === path, (_, piece) => {
    kept.push(piece)
    size += piece.length
    while (size - kept[0]!.length > length) size -= kept.shift()!.length
  })
  return strFromU8(Buffer.concat(kept))
}

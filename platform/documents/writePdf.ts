import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { gridOf, type Grid } from './grid.ts';
import type { SheetToWrite } from './writeTable.ts';

// The page as Typst sets it. What people wrote comes as a value and is never read as markup. At 7 pt a phone number stays on one line of its column; longer runs of
// digits and letters may break anywhere, since they would otherwise run into the next one.
const PAGE = `
#let grid = json("/table.json")
#set document(title: grid.name, date: none)
#set page(paper: "a4", flipped: true, margin: (x: 12mm, top: 12mm, bottom: 15mm), footer: context align(center, text(size: 8pt, counter(page).display("— 1 —"))))
#set text(font: "Noto Sans SC", size: 7pt, lang: "zh", region: "cn")
#set par(leading: 0.5em)
#let breakable(it) = if it.contains(regex("[0-9A-Za-z]{12,}")) { it.clusters().join(sym.zws) } else { it }
#let cell(it) = table.cell(
  colspan: it.columns, rowspan: it.rows,
  stroke: if it.look == "title" { none } else { 0.5pt },
  fill: if it.look == "problem" { rgb("#fff2cc") } else if it.look == "heading" { rgb("#f3f4f2") },
  align: if it.look == "plain" { left + horizon } else { center + horizon },
  text(size: if it.look == "title" { 14pt } else { 7pt }, it.text.split("\\n").map(breakable).join(linebreak())),
)
#table(
  columns: grid.widths.map(w => w * 1fr), inset: (x: 2pt, y: 3.5pt),
  table.header(..grid.rows.slice(0, grid.headRows).flatten().map(cell)),
  ..grid.rows.slice(grid.headRows).flatten().map(cell),
)
`;

/** A PDF with one table across A4 pages, its head repeated on every page; the Chinese face is in the file. */
export async function writePdf(sheet: SheetToWrite): Promise<Buffer> {
  const grid = await gridOf(sheet);
  // Typst reads only below its workspace: an empty folder gives it nothing of the machine.
  const workspace = await mkdtemp(join(tmpdir(), 'lianxin-pdf-'));
  try {
    return compiled(grid, workspace);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

function compiled(grid: Grid, workspace: string): Buffer {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [fontFolder()] }] });
  compiler.mapShadow(join(workspace, 'table.json'), Buffer.from(JSON.stringify(grid)));
  return compiler.pdf({ mainFileContent: PAGE });
}

const fontFolder = (): string => join(dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')), '400Regular');

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { default as PdfKit } from 'pdfkit';

import { codePixels } from '../../platform/codes/drawing.rules.ts';
import type { Card, CardPapers } from '../../platform/papers/paper.ts';
import { Press } from '../../platform/papers/press.ts';
import type { BenchLine } from '../engine/index.ts';

const CARDS = 1000;
const RUNS = 5;
/** The limits set for 1,000 cards: of the whole, and of how long any other request may be kept waiting. */
const LIMIT_MS = 3000;
const GAP_LIMIT_MS = 50;
const MM = 72 / 25.4;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As long as a real code, and each another. */
function codeText(at: number): string {
  let seed = at + 1;
  return `LX1.${Array.from({ length: 128 }, () => ALPHABET[(seed = (seed * 48_271) % 2_147_483_647) % 32]).join('')}`;
}

const card = (at: number): Card => ({
  front: {
    title: '联系服务卡', issuer: '清河县卫生健康委员会',
    fields: [
      { label: '姓名', value: `潘${'㛃㐱䶮䴖喆翀'[at % 6]}珍`, large: true }, { label: '编号', value: `QH-2026-${String(at).padStart(5, '0')}` },
      { label: '有效期', value: '2026年1月1日至2028年12月31日' }, { label: '签发单位', value: '清河县卫生健康委员会' },
    ],
    code: { text: codeText(at), caption: `7K2M-9QXT-4WZB\nH8RA-${String(at).padStart(4, '0')}` },
    footer: '拾到请交回签发单位',
  },
});

const papers: CardPapers = { template: 'cards', name: '卡', sheet: 'a4', pages: Array.from({ length: CARDS }, (_, at) => card(at)) };

const sans = join(dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')), '400Regular', 'NotoSansSC_400Regular.ttf');
const typeface = readFileSync(sans);

/** The same words and images by pdfkit, placed by hand and without rules of line or size, in the serving thread. */
async function byPdfkit(): Promise<Buffer> {
  const document = new PdfKit({ size: 'A4', margin: 0, autoFirstPage: false });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((done) => document.once('end', done));
  document.registerFont('sans', typeface);
  papers.pages.forEach(({ front }, at) => {
    if (at % 10 === 0) document.addPage().font('sans');
    place(document, front, (19.4 + (at % 2) * 85.6) * MM, (13.5 + Math.floor((at % 10) / 2) * 54) * MM);
  });
  document.end();
  await ended;
  return Buffer.concat(parts);
}

function place(document: PDFKit.PDFDocument, { title, issuer = '', fields, code, footer = '' }: Card['front'], x: number, y: number): void {
  document.fontSize(12).text(title, x + 14, y + 12, { lineBreak: false }).fontSize(6.5).text(issuer, x + 150, y + 17, { lineBreak: false });
  fields.forEach(({ label, value }, row) => {
    document.fontSize(7).text(label, x + 14, y + 42 + row * 17, { lineBreak: false }).fontSize(8.5).text(value, x + 50, y + 40 + row * 17, { width: 105 });
  });
  document.save().translate(x + 163, y + 38).scale(65 / 43).path(darkRuns(code?.text ?? '')).fill('#000').restore();
  for (const [at, line] of (code?.caption ?? '').split('\n').entries()) document.fontSize(6.8).text(line, x + 170, y + 106 + at * 9, { lineBreak: false });
  document.fontSize(6).text(footer, x + 14, y + 136, { lineBreak: false });
}

/** The code as one path, a rectangle for each run of dark modules in a row. */
function darkRuns(text: string): string {
  const { side, pixels } = codePixels(text);
  const rows = Array.from({ length: side }, (_, y) => Array.from(pixels.subarray(y * side, (y + 1) * side), (level) => (level === 0 ? '#' : ' ')).join(''));
  return rows.flatMap((row, y) => Array.from(row.matchAll(/#+/g), (run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`)).join('');
}

interface Measured { readonly ms: number; readonly gap: number }

/** How long it takes, and the longest the serving thread was away meanwhile. */
async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const away = monitorEventLoopDelay({ resolution: 5 });
  // One turn of the loop before and after, or a thread that never comes back is not seen away.
  const breath = (): Promise<void> => new Promise((done) => setTimeout(done, 20));
  away.enable();
  await breath();
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  await breath();
  away.disable();
  return { ms, gap: away.max / 1e6 };
}

const round = (value: number): number => Math.round(value * 10) / 10;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function line(name: string, values: readonly number[], beside: BenchLine['beside']): BenchLine {
  const value = median(values);
  return { name, value: round(value), unit: 'ms', runs: values.length, min: round(Math.min(...values)), max: round(Math.max(...values)), beside, ratio: Math.round((value / beside.value) * 100) / 100 };
}

const press = new Press();
const [ours, theirs]: [Measured[], Measured[]] = [[], []];
// The first of each starts the thread, reads typefaces and warms the compiler; it is not counted.
for (let turn = -1; turn < RUNS; turn++) {
  const [own, other] = [await measured(() => press.print(papers)), await measured(byPdfkit)];
  if (turn >= 0) {
    ours.push(own);
    theirs.push(other);
  }
}
await press.close();
const of = (runs: readonly Measured[], what: keyof Measured): number[] => runs.map((run) => run[what]);
for (const one of [
  line('papers.1000-cards', of(ours, 'ms'), { name: 'limit', value: LIMIT_MS }),
  line('papers.1000-cards.by-hand', of(ours, 'ms'), { name: 'pdfkit 0.20.2, the same words placed by hand in the serving thread', value: round(median(of(theirs, 'ms'))) }),
  line('papers.1000-cards.gap', of(ours, 'gap'), { name: 'limit', value: GAP_LIMIT_MS }),
  line('papers.1000-cards.gap-beside', of(ours, 'gap'), { name: 'pdfkit in the serving thread', value: round(median(of(theirs, 'gap'))) }),
]) console.log(JSON.stringify(one));

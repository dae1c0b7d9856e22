import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';

import { projectRoot } from '../database/migrate-root.ts';
import { coverageOf, fontFolders } from './fonts.ts';
import type { Card, CardPapers, Papers, SheetPapers } from './paper.ts';
import { prepared } from './prepare.ts';
import { Press } from './press.ts';

const here = dirname(fileURLToPath(import.meta.url));
const coverage = coverageOf(fontFolders());
const press = new Press();
afterAll(() => press.close());

/** Characters of real surnames and given names that older systems could not write, from the URO, extensions A to E and the private use of GBK's heirs. */
const RARE = [...'㛃㐱䶮䴖喆翀昇瑢垚堃犇赟甯仝璟旻玥'];
const card = (name = '潘㛃珍'): Card => ({
  front: { title: '联系卡', fields: [{ label: '姓名', value: name, large: true }], code: { text: 'LX1.7K2M9QXT', caption: '7K2M-9QXT' } },
});
const cards = (pages: readonly Card[], sheet: CardPapers['sheet'] = 'each'): CardPapers => ({ template: 'cards', name: '卡', sheet, pages });
/** In points, and of nothing else on such a letter. */
const MARK_SIZE = 15;
const letter = (...blocks: SheetPapers['pages'][number]['blocks']): SheetPapers => ({ template: 'a4', name: '信', pages: [{ style: 'letter', title: '告知书', blocks }] });

describe('cards', () => {
  test('come one a page in the size of a bank card, with their backs behind them', async () => {
    const { pdf, pages } = await press.print(cards([{ ...card(), back: { title: '背面', fields: [] } }, card()]));
    expect(pages).toBe(3);
    expect(boxes(pdf)).toEqual([[242.6, 153.1], [242.6, 153.1], [242.6, 153.1]]);
  });

  test('come ten on an A4 sheet, the sheet of backs after its fronts', async () => {
    const twelve = Array.from({ length: 12 }, (_, at) => ({ ...card(), ...(at < 10 && { back: { title: '背面', fields: [] } }) }));
    const { pdf, pages } = await press.print(cards(twelve, 'a4'));
    expect(pages).toBe(3);
    expect(boxes(pdf)[0]).toEqual([595.3, 841.9]);
  });

  test('with more words than room are set smaller instead of cut', async () => {
    const full = { title: '联系卡', fields: [{ label: '住址', value: '清河县柳溪镇槐树村二组'.repeat(16) }], paragraphs: ['凭本卡优先办理。'.repeat(12)] };
    const roomy = { title: '联系卡', fields: [{ label: '住址', value: '清河县柳溪镇' }] };
    const smallest = async (front: Card['front']): Promise<number> => Math.min(...fontSizes((await press.print(cards([{ front }]))).pdf));
    expect(await smallest(roomy)).toBe(7);
    // Labels are 7 pt at most, and never less than 4.4.
    expect(await smallest(full)).toBeLessThan(6.5);
    expect(await smallest(full)).toBeGreaterThan(4.4);
  });
});

describe('letters', () => {
  const official = (text: string): SheetPapers => ({ template: 'a4', name: '函', pages: [{ style: 'official', title: '通知', blocks: [{ kind: 'paragraph', text }] }] });

  test('in the official style hold 22 lines of 28 characters on a page, as GB/T 9704 asks', async () => {
    // The first line stands in by two, the last is half full.
    const pages = async (lines: number): Promise<number> => (await press.print(official('春'.repeat(28 * (lines - 1) - 2 + 14)))).pages;
    // The title leaves twenty lines of the first page; then come pages of 22.
    expect([await pages(20), await pages(21)]).toEqual([1, 2]);
    expect([await pages(20 + 22), await pages(20 + 23)]).toEqual([2, 3]);
  });

  test('take every kind of block, wide ones on a sheet turned sideways', async () => {
    const papers: SheetPapers = { template: 'a4', name: '表', pages: [{
      style: 'form', landscape: true, issuer: '县卫生健康委', number: '〔2026〕1号', title: '登记表', footer: '一式两份', blocks: [
        { kind: 'heading', level: 1, text: '一、情况' }, { kind: 'heading', level: 2, text: '（一）本人' }, { kind: 'heading', level: 3, text: '1. 住处' },
        { kind: 'paragraph', text: '第一行\n第二行', indent: false },
        { kind: 'fields', columns: 2, fields: [{ label: '甲方', value: '' }, { label: '电话', value: '139****0001' }] },
        { kind: 'table', caption: '名单', columns: [{ title: '姓名' }, { title: '金额', width: 2, align: 'right' }], rows: Array.from({ length: 60 }, (_, at) => ['赵䶮', `${at}.50`]) },
        { kind: 'code', code: { text: 'LX1.7K2M' }, note: '扫一扫' }, { kind: 'note', text: '不收费' },
        { kind: 'signatures', signers: [{ party: '甲方', lines: ['签名', '日期'] }, { party: '乙方', lines: ['签名'] }] },
        { kind: 'closing', lines: ['县卫生健康委', '2026年11月22日'] }],
    }] };
    const { pdf, pages } = await press.print(papers);
    expect(pages).toBeGreaterThan(2);
    expect(boxes(pdf)[0]).toEqual([841.9, 595.3]);
  });

  test('with a mark bear it across every page, behind the words, and without one bear none', async () => {
    const long = letter({ kind: 'table', columns: [{ title: '姓名' }], rows: Array.from({ length: 90 }, () => ['潘㛃珍']) }).pages[0]!;
    const marked = async (mark?: string) => {
      const { pdf, pages } = await press.print({ template: 'a4', name: '名单', pages: [{ ...long, ...(mark && { mark }) }] });
      return { pages, marks: fontSizes(pdf).filter((size) => size === MARK_SIZE).length };
    };
    const { pages, marks } = await marked('第 3 份\n章院长');
    expect(pages).toBeGreaterThan(2);
    // A line of two in each of twelve places; the press names a typeface again where the script changes.
    expect(marks % pages).toBe(0);
    expect(marks / pages).toBeGreaterThanOrEqual(12);
    expect(await marked()).toEqual({ pages, marks: 0 });
  });

  test('are the same bytes for the same words: nothing of the clock or the run is in them', async () => {
    const [one, two] = [await press.print(letter({ kind: 'note', text: '不收费' })), await press.print(letter({ kind: 'note', text: '不收费' }))];
    expect(one.pdf.equals(two.pdf)).toBe(true);
  });
});

describe('characters', () => {
  test('rare in names are set like any other', async () => {
    expect((await press.print(cards(RARE.map((rare) => card(`潘${rare}珍`))))).missing).toEqual([]);
  });

  test('that no typeface has stand as 〓 and are named, so that nobody hands out a card with an empty box', async () => {
    const { missing, json } = prepared(letter({ kind: 'paragraph', text: '潘\uE863珍\u0378' }), coverage);
    expect(missing).toEqual(['\u0378', '\uE863']);
    expect(json.toString()).toContain('潘〓珍〓');
  });

  test('that only steer others, or break a line, or are half of one, stop no paper', async () => {
    const { missing } = await press.print(letter({ kind: 'paragraph', text: '葛\u{E0100}\u200B一\r\n二\t三\u0007四\u2028五\uD842' }));
    expect(missing).toEqual(['\uD842']);
  });

  test('that mean something to Typst are shown and not run', async () => {
    const source = '#read("/cards.typ") #panic("x") $x$ *b* _i_ `r` <l> @ref \\ // /* [ ] { } "q"';
    const plain = await press.print(letter({ kind: 'paragraph', text: source }));
    expect(plain.missing).toEqual([]);
    expect(plain.pages).toBe(1);
  });
});

describe('the press', () => {
  test('goes on after a paper that cannot be made, and says so in words for a clerk', async () => {
    const own = new Press();
    const broken = { ...letter(), pages: [{ style: 'unheard-of', title: 'x', blocks: [] }] } as unknown as Papers;
    const [bad, good] = await Promise.allSettled([own.print(broken), own.print(cards([card()]))]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'papers.failed', status: 500, cause: { message: expect.stringContaining('unheard-of') as string } } });
    expect(good).toMatchObject({ status: 'fulfilled', value: { pages: 1 } });
    await own.close();
  });

  test('gives those who wait a new thread when one is stuck', async () => {
    const own = new Press({ limitMs: 40 });
    await expect(own.print(cards(Array.from({ length: 300 }, () => card())))).rejects.toMatchObject({ code: 'papers.failed', cause: { message: 'no answer within 40 ms' } });
    await own.close();
  });

  test('takes no more than may wait, nor more than fit into memory', async () => {
    const own = new Press({ waiting: 1 });
    const jobs = [own.print(cards([card()])), own.print(cards([card()]))];
    await expect(own.print(cards([card()]))).rejects.toMatchObject({ code: 'papers.busy', status: 503 });
    await expect(own.print(cards(Array.from({ length: 2001 }, () => card())))).rejects.toMatchObject({ code: 'papers.tooMany', status: 422 });
    expect((await Promise.all(jobs)).map(({ pages }) => pages)).toEqual([1, 1]);
    await own.close();
  });

  test('lets an idle thread go and starts another when asked again', async () => {
    const own = new Press({ idleMs: 1 });
    await own.print(cards([card()]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await own.print(cards([card()]))).pages).toBe(1);
    await own.close();
  });

  test('closed, fails what waits instead of leaving it unanswered', async () => {
    const own = new Press();
    const jobs = Promise.allSettled([own.print(cards([card()])), own.print(cards([card()]))]);
    await own.close();
    expect((await jobs).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

test('built into one file with its thread beside it, as the program is, it prints as from the sources', async () => {
  await mkdir(join(projectRoot(), '.cache'), { recursive: true });
  const folder = await mkdtemp(join(projectRoot(), '.cache', 'papers-'));
  try {
    await build({
      entryPoints: [join(here, 'papers.ts'), join(here, 'papers.worker.ts')], outdir: folder,
      bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external',
    });
    const program = `import { renderPapers } from './papers.js'; console.log((await renderPapers(${JSON.stringify(cards([card()]))})).pdf.length)`;
    await writeFile(join(folder, 'program.mjs'), program);
    // It also ends by itself: the waiting thread holds nothing up.
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'program.mjs')], { timeout: 30_000 });
    expect(Number(stdout)).toBe((await press.print(cards([card()]))).pdf.length);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Width and height of each page, in points. */
function boxes(pdf: Buffer): number[][] {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox ?\[([\d. ]+)\]/g)].map(([, box = '']) => box.trim().split(' ').slice(2).map((side) => Math.round(Number(side) * 10) / 10));
}

/** Sizes of type named in the pages' drawing orders. */
function fontSizes(pdf: Buffer): number[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    const end = text.indexOf('endstream', index);
    try {
      const orders = inflateSync(pdf.subarray(index + length, end)).toString('latin1');
      return [...orders.matchAll(/\/\w+ ([\d.]+) Tf/g)].map(([, size]) => Number(size));
    } catch {
      return [];
    }
  });
}

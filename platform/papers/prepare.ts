import { codePixels } from '../codes/drawing.rules.ts';
import type { Coverage } from './fonts.ts';
import type { Block, CardFace, Code, Papers } from './paper.ts';

/** The printer's sign for a character the house has no type for. */
const GETA = '〓';

const PLAIN = /^[\n\x20-\x7e]*$/;

export interface Prepared {
  readonly json: Buffer;
  /** The pixels of all code images, one after the other; each place in the JSON says where its own begin and how long a side is. */
  readonly codes: Buffer;
  /** Characters replaced, for which the house has no type. */
  readonly missing: string[];
}

/** The description as the templates take it: code images drawn, full cards marked, characters without a glyph replaced. */
export function prepared(papers: Papers, coverage: Coverage): Prepared {
  const missing = new Set<string>();
  const strip = new Strip();
  const settable = (character: string): string => {
    if (coverage.has(character)) return character;
    missing.add(character);
    return GETA;
  };
  const json = JSON.stringify(drawn(papers, strip), (_key, value: unknown) => {
    if (typeof value !== 'string' || PLAIN.test(value)) return value;
    return Array.from(value.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/\t/g, ' ').replace(/[^\P{Cc}\n]/gu, ''), settable).join('');
  });
  return { json: Buffer.from(json), codes: strip.taken(), missing: [...missing].sort() };
}

/** The code images of one print, laid end to end: Typst reads pixels from a file only. */
class Strip {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  draw({ text, ...code }: Code): object {
    const { side, pixels } = codePixels(text);
    const at = this.#length;
    this.#parts.push(pixels);
    this.#length += pixels.length;
    return { ...code, side, at };
  }

  taken(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function drawn(papers: Papers, strip: Strip): object {
  if (papers.template === 'a4') return { ...papers, pages: papers.pages.map((page) => ({ ...page, blocks: page.blocks.map((block) => drawnBlock(block, strip)) })) };
  return {
    ...papers,
    pages: papers.pages.map(({ front, back }) => ({ front: drawnFace(front, strip), ...(back === undefined ? {} : { back: drawnFace(back, strip) }) })),
  };
}

const drawnBlock = (block: Block, strip: Strip): object => (block.kind === 'code' ? { ...block, code: strip.draw(block.code) } : block);

function drawnFace({ code, ...face }: CardFace, strip: Strip): object {
  return { paragraphs: [], ...face, full: mayOverflow({ ...face, ...(code && { code }) }), ...(code && { code: strip.draw(code) }) };
}

/** The room on a face of a card for fields and paragraphs, in points (templates/cards.typ). */
const ROOM = { height: 103, footer: 11.4, width: 214, beside: 69, labelSize: 7, labelGap: 6.3 };

/** A quick look that never takes a full face for a roomy one: wide characters, all lines tall. The template measures those it marks. */
function mayOverflow(face: CardFace): boolean {
  const width = ROOM.width - (face.code ? ROOM.beside : 0);
  const label = labelWidth(face);
  const fields = face.fields.map(({ value, large }) => linesOf(value, large ? 11 : 8.5, width - label) * (large ? 15.5 : 12.5) + 5);
  const paragraphs = (face.paragraphs ?? []).map((text) => linesOf(text, 7.2, width) * 11 + 6.5);
  return [...fields, ...paragraphs].reduce((sum, each) => sum + each, 0) > ROOM.height - (face.footer === undefined ? 0 : ROOM.footer);
}

const labelWidth = ({ fields }: CardFace): number =>
  ROOM.labelGap + ROOM.labelSize * Math.min(6, Math.max(2, ...fields.map(({ label }) => Array.from(label).length)));

function linesOf(text: string, size: number, width: number): number {
  // A line loses at most a character at its end to the rules of punctuation.
  const lengths = text.split('\n').map((line) => Array.from(line).reduce((sum, character) => sum + (character < '\u0100' ? 0.62 : 1) * size, 0));
  return lengths.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / (width - size))), 0);
}

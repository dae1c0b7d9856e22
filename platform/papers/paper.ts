/**
 * What can be printed, described without a word of layout. Every string is shown as it stands; `\n` breaks the line.
 * Code images are given as the text they hold.
 */
export type Papers = CardPapers | SheetPapers;

export interface CardPapers {
  readonly template: 'cards';
  /** Title of the file, shown by readers. Never a person's name. */
  readonly name: string;
  /** `each`: pages of 85.6 by 54 mm for a card printer; `a4`: ten on a sheet with cut marks, backs mirrored for printing on both sides. */
  readonly sheet: 'each' | 'a4';
  readonly pages: readonly Card[];
}

export interface Card {
  readonly front: CardFace;
  readonly back?: CardFace;
}

export interface CardFace {
  readonly title: string;
  /** Small, at the right of the title. */
  readonly issuer?: string;
  readonly fields: readonly Field[];
  readonly paragraphs?: readonly string[];
  readonly code?: Code;
  readonly footer?: string;
}

export interface Field {
  readonly label: string;
  readonly value: string;
  /** On cards: the one that is looked for first. */
  readonly large?: boolean;
}

export interface Code {
  readonly text: string;
  /** What a person reads or types instead, below or beside the image. */
  readonly caption?: string;
}

export interface SheetPapers {
  readonly template: 'a4';
  readonly name: string;
  /** Each is a paper of its own that takes as many pages as it needs, numbered from one. */
  readonly pages: readonly Sheet[];
}

export interface Sheet {
  /** `official` keeps the margins, sizes and lines of GB/T 9704-2012; `letter` is for agreements and letters; `form` for tables and registers. */
  readonly style: 'official' | 'letter' | 'form';
  readonly landscape?: boolean;
  readonly issuer?: string;
  readonly title: string;
  /** Document number, below the title. */
  readonly number?: string;
  readonly blocks: readonly Block[];
  readonly footer?: string;
  /** Stands faintly across every page, behind the words: whose copy it is, so that a page copied or photographed still says it. */
  readonly mark?: string;
}

export type Block =
  /** The words carry their own number: 一、 （一） 1. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  /** The first line stands in by two characters unless `indent` is false. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly indent?: boolean }
  /** Label and value on a line to write on; an empty value leaves the line free. */
  | { readonly kind: 'fields'; readonly columns?: 1 | 2 | 3; readonly fields: readonly Field[] }
  /** The heading row is repeated on each page. */
  | { readonly kind: 'table'; readonly caption?: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly code: Code; readonly note?: string }
  | { readonly kind: 'signatures'; readonly signers: readonly Signer[] }
  /** Sender and day at the end, to the right. */
  | { readonly kind: 'closing'; readonly lines: readonly string[] }
  /** Set off from the text by a tint. */
  | { readonly kind: 'note'; readonly text: string };

export interface Column {
  readonly title: string;
  /** Share of the width, beside the others'; 1 when left out. */
  readonly width?: number;
  readonly align?: 'left' | 'center' | 'right';
}

export interface Signer {
  readonly party: string;
  /** What is written on each line: name, day. */
  readonly lines: readonly string[];
}

export interface Printed {
  readonly pdf: Buffer;
  readonly pages: number;
  /** Characters no typeface here has (private ones of old systems, most often). They stand as 〓 on the paper and want correcting at their source. */
  readonly missing: readonly string[];
}

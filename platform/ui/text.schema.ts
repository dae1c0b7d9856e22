/**
 * Words of the program in both languages. Every `*.text.ts` file is an object of these, checked by
 * `as const satisfies Texts`, so that a missing language is a type error and not a hole on a page.
 */
export type Language = 'zh' | 'en';

/** English needs two forms where a count stands in the sentence; Chinese never does. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

export interface Words {
  readonly zh: string;
  readonly en: string | Counted;
}

export type Texts = Readonly<Record<string, Words>>;

export type Values = Readonly<Record<string, string | number>>;

type NamesIn<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** A plain string, or a function of the `{{names}}` that stand in the Chinese words. */
export type Said<W> = W extends { readonly zh: infer Z extends string }
  ? [NamesIn<Z>] extends [never]
    ? string
    : (values: Readonly<Record<NamesIn<Z>, string | number>>) => string
  : never;

export type Spoken<T extends Texts> = { readonly [K in keyof T]: Said<T[K]> };

/** The `{{names}}` of a text, sorted; used to build the typed functions and to test that both languages agree. */
export function namesIn(words: string): string[] {
  return [...new Set([...words.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? ''))].sort();
}

/** One of two languages of a value that comes from the server or from a policy pack. */
export function pick(words: { readonly zh: string; readonly en: string }, language: Language): string {
  return words[language];
}

/**
 * Says a text without i18next: on the server, in documents and messages.
 * The English form follows `values.count`: 1 takes `one`, everything else `other`.
 */
export function say(words: Words, language: Language, values: Values = {}): string {
  const form = language === 'zh' ? words.zh : chosen(words.en, values['count']);
  return form.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function chosen(words: string | Counted, count: string | number | undefined): string {
  if (typeof words === 'string') return words;
  return Number(count) === 1 ? words.one : words.other;
}

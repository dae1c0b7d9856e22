import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namesIn, say } from './text.schema.ts';
import type { Words } from './text.schema.ts';

const root = join(import.meta.dirname, '../..');
const files = ['platform', 'modules', 'entry'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.text.ts')).map((name) => join(folder, name)));

function forms(words: Words): string[] {
  return typeof words.en === 'string' ? [words.en] : [words.en.one, words.en.other];
}

/** What is wrong with one text; an empty list when nothing is. */
function faults(key: string, words: Words): string[] {
  const names = namesIn(words.zh).join();
  return [
    ...(words.zh.trim() ? [] : [`${key}: no Chinese words`]),
    ...forms(words).flatMap((form) => [
      ...(form.trim() ? [] : [`${key}: no English words`]),
      // Chinese faces come first and draw a curly quotation mark or apostrophe as wide as a character: it tears the English word apart.
      ...(/[“”‘’]/.test(form) ? [`${key}: curly quotation marks in English`] : []),
      ...(namesIn(form).join() === names ? [] : [`${key}: English has {${namesIn(form).join()}}, Chinese has {${names}}`]),
    ]),
    ...(typeof words.en !== 'string' && !names.split(',').includes('count') ? [`${key}: two English forms, but no {{count}}`] : []),
  ];
}

/** Texts may stand in a table with other things; whatever has Chinese or English words is looked at. */
function within(key: string, value: unknown): string[] {
  if (!value || typeof value !== 'object') return [];
  if ('zh' in value || 'en' in value) return faults(key, { zh: '', en: '', ...value });
  return Object.entries(value).flatMap(([name, inner]) => within(`${key}.${name}`, inner));
}

test('there are texts to check', () => {
  expect(files.length).toBeGreaterThan(2);
});

test.each(files)('%s says the same in both languages, with the same values', async (file) => {
  expect(Object.entries(await import(join(root, file)) as object).flatMap(([key, value]) => within(key, value))).toEqual([]);
});

test('a missing value, an empty language and a form without a count are found', () => {
  expect(faults('a', { zh: '还差 {{count}} 户', en: 'some to go' })).toHaveLength(1);
  expect(faults('b', { zh: '好', en: ' ' })).toHaveLength(1);
  expect(faults('d', { zh: '到“其他”里写', en: 'under “Other”' })).toHaveLength(1);
  expect(faults('c', { zh: '户', en: { one: 'household', other: 'households' } })).toHaveLength(1);
});

test('English takes the singular for one and the plural for everything else', () => {
  const left = { zh: '还差 {{count}} 户', en: { one: '{{count}} household to go', other: '{{count}} households to go' } };
  expect([1, 0, 8].map((count) => say(left, 'en', { count }))).toEqual(['1 household to go', '0 households to go', '8 households to go']);
  expect(say(left, 'zh', { count: 1 })).toBe('还差 1 户');
});

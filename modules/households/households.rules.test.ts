import { type Day, day } from '@lianxin/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageOn, differences, familyOf, lastDeath, overlap } from './households.rules.ts';
import { readSearch } from './search.rules.ts';

test.each([['潘秀英', '潘家'], ['欧阳红', '欧阳家'], ['欧阳', '欧家'], ['司马', '司家'], ['阿依古丽·买买提', '阿依古丽·买买提'], ['Anna', 'Anna']])(
  'the family of %s is %s where others may see it', (name, family) => {
    expect(familyOf(name)).toBe(family);
  });

test.each([
  ['1956-03-07', '2026-03-06', 69],
  ['1956-03-07', '2026-03-07', 70],
  ['1956-02-29', '2026-02-27', 69],
  ['1956-02-29', '2026-02-28', 70],
  ['1956-02-29', '2028-02-28', 71],
  ['1956-02-29', '2028-02-29', 72],
])('someone born on %s is on %s %i years old', (born, today, age) => {
  expect(ageOn(day(born), day(today))).toBe(age);
});

const dayOf = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}` as Day);
const spell = fc.tuple(dayOf, fc.option(dayOf)).map(([a, b]) => ({ fromDay: b !== null && b < a ? b : a, toDay: b === null ? null : b < a ? a : b }));

test('two spells overlap exactly when one day lies in both', () => {
  const days = Array.from({ length: 28 }, (_, i) => `2026-02-${String(i + 1).padStart(2, '0')}`);
  const holds = (s: { fromDay: string; toDay: string | null }, on: string) => s.fromDay <= on && (s.toDay === null || on <= s.toDay);
  fc.assert(fc.property(spell, spell, (a, b) => {
    expect(overlap(a, b)).toBe(days.some((on) => holds(a, on) && holds(b, on)));
  }));
});

test('only what differs is a change, and a value left out is not one', () => {
  expect(differences({ a: 1, b: 'x', c: null }, { a: 2, b: 'x', c: undefined })).toEqual({ before: { a: 1 }, after: { a: 2 } });
});

test('service ends with the last of the people served, not with a child, and never when nobody is on file', () => {
  expect(lastDeath([])).toBeNull();
  expect(lastDeath([{ relation: 'child', deathDay: '2020-01-01' }])).toBeNull();
  expect(lastDeath([{ relation: 'husband', deathDay: '2024-01-01' }, { relation: 'wife', deathDay: null }])).toBeNull();
  expect(lastDeath([{ relation: 'husband', deathDay: '2024-01-01' }, { relation: 'wife', deathDay: '2023-05-05' }])).toBe('2024-01-01');
});

test.each([
  ['138 0000 0001', { kind: 'phone', phone: '13800000001' }],
  ['11010519491231002x', { kind: 'idNumber', idNumber: '11010519491231002X' }],
  ['Pan Xiu', { kind: 'letters', letters: 'panxiu' }],
  ['lü', { kind: 'letters', letters: 'lv' }],
  ['潘 秀', { kind: 'words', words: '潘秀' }],
  ['1380', { kind: 'words', words: '1380' }],
  ['  ', null],
])('%j is searched for as %j', (typed, search) => {
  expect(readSearch(typed)).toEqual(search);
});

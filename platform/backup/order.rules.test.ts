import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrderOfReferences } from './order.rules.ts';

test('each table stands after those it refers to, whatever the order they are named in', () => {
  const tables = ['visit', 'household', 'division', 'county', 'member'];
  const references = [
    { from: 'visit', to: 'household' }, { from: 'member', to: 'household' }, { from: 'household', to: 'division' },
    { from: 'division', to: 'county' }, { from: 'division', to: 'division' },
  ];
  fc.assert(fc.property(fc.shuffledSubarray(tables, { minLength: tables.length }), (shuffled) => {
    expect(inOrderOfReferences(shuffled, references)).toEqual(['county', 'division', 'household', 'member', 'visit']);
  }));
});

test('a circle is refused and named, since no order would do', () => {
  expect(() => inOrderOfReferences(['a', 'b', 'c'], [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }])).toThrow(/circle: a, b/);
});

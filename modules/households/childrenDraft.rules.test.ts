import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childrenOf, draftsOf, lacksKind, newChild, newEvent, without, withOne } from './childrenDraft.rules.ts';
import { CHILD_EVENTS } from './households.schema.ts';

let last = 0;
const newId = () => String((last += 1));
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2019-03-${String(n).padStart(2, '0')}`);
const event = fc.record({ kind: fc.constantFrom(...CHILD_EVENTS), day: fc.option(day, { nil: undefined }) }, { requiredKeys: ['kind'] });
const child = fc.record({ name: fc.constantFrom('小明', '小丽'), birthDay: fc.option(day, { nil: undefined }), events: fc.array(event, { maxLength: 3 }) }, { requiredKeys: ['name', 'events'] });

test('what was on file comes out of the form as it went in when nothing is touched', () => {
  fc.assert(fc.property(fc.array(child, { maxLength: 4 }), (children) => {
    const plain = JSON.parse(JSON.stringify(children)) as unknown;
    expect(JSON.parse(JSON.stringify(childrenOf(draftsOf(plain, newId))))).toEqual(plain);
  }));
});

test('an empty line is no child, and an empty box says nothing', () => {
  expect(childrenOf([newChild(newId)])).toEqual([]);
  expect(childrenOf([{ ...newChild(newId), name: ' 小明 ' }])).toEqual([{ name: '小明', events: [] }]);
});

test('a day without a word for what happened is pointed out', () => {
  expect(lacksKind({ kind: '', day: '2019-03-01' })).toBe(true);
  expect(lacksKind(newEvent(newId))).toBe(false);
  expect(lacksKind({ kind: 'unknown', day: '2019-03-01' })).toBe(false);
});

test('one entry changes or goes, and the others stay', () => {
  const lines = [{ id: 'x', a: 1 }, { id: 'y', a: 2 }];
  expect(withOne(lines, 'y', { a: 3 })).toEqual([{ id: 'x', a: 1 }, { id: 'y', a: 3 }]);
  expect(without(lines, 'x')).toEqual([{ id: 'y', a: 2 }]);
});

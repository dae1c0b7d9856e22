import { expect, test } from 'vitest';
import { changedValues, deedKey } from './recordWords.rules.ts';

test('a deed is named by subject and action, a look by what was looked at', () => {
  expect(deedKey({ kind: 'change', subject: 'household', action: 'move' })).toBe('household.move');
  expect(deedKey({ kind: 'read', subject: 'household.file', action: '' })).toBe('household.file');
  expect(deedKey({ kind: 'read', subject: 'household.member.0190-1.phone', action: 'reveal' })).toBe('household.member');
  expect(deedKey({ kind: 'change', subject: 'something', action: 'new' })).toBeNull();
});

test('a change shows old and new of what differs and of nothing else', () => {
  expect(changedValues({ before: { phone: '1', groupName: '二组' }, after: { phone: '1', groupName: '三组' } })).toEqual([{ key: 'groupName', label: 'groupName', before: '二组', after: '三组' }]);
  expect(changedValues({ before: null, after: { marks: ['a', 'b'], place: '县城' } }).map((one) => one.after)).toEqual(['a、b', '县城']);
});

test('neither the category nor the children are spelt out in a history', () => {
  expect(changedValues({ before: { category: 'unknown' }, after: { category: 'disabled', children: [{ events: [{ kind: 'died' }] }] } })).toEqual([]);
});

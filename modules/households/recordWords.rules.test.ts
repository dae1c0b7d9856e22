import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { changedValues, deedKey } from './recordWords.rules.ts';
import { deedText } from './recordWords.text.ts';

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

test('every subject the modules record has words, so that no history shows a name out of the program', () => {
  const modules = join(dirname(fileURLToPath(import.meta.url)), '..');
  const sources = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const subjects = sources.flatMap((file) => [...readFileSync(join(modules, file), 'utf8').matchAll(/subject: '([^']+)'/g)].map(([, subject]) => subject!));
  const known = Object.keys(deedText);
  expect(subjects.length).toBeGreaterThan(60);
  expect([...new Set(subjects)].filter((subject) => !known.some((key) => key === subject || key.startsWith(`${subject}.`)))).toEqual([]);
  expect(deedKey({ kind: 'read', subject: 'desk.check', action: 'look' })).toBe('desk.check');
});

import { expect, test } from 'vitest';
import type { DutyView } from './duties.schema.ts';
import { byFamily, daysFor, shownOf } from './worklist.rules.ts';

const duty = (id: string, household: string): DutyView => ({
  id, household: { id: household, name: '潘甲', division: { code: '519900101201', name: '柳湾村' }, groupName: '' }, memberId: null, rule: 'r', title: { zh: '', en: '' }, role: 'carer',
  roleTitle: { zh: '', en: '' }, first: '2026-11-16', last: '2026-11-22', kinds: ['home'], purpose: null, needed: 1, credited: 0, state: 'open', vacant: false, lateBy: null,
  rolling: false, worker: null, clause: null,
});

test('a family stands once, where its first duty stands, with all that is loaded of it', () => {
  const families = byFamily([duty('1', 'a'), duty('2', 'b'), duty('3', 'a')]);
  expect(families.map(({ household, duties }) => [household.id, duties.map((one) => one.id)])).toEqual([['a', ['1', '3']], ['b', ['2']]]);
});

test('an address nobody wrote shows what is to be done', () => {
  expect(['overdue', 'constructor', '', undefined].map((asked) => shownOf(asked))).toEqual(['overdue', 'open', 'open', 'open']);
});

test('what went by is shown since the quarter began, what is to come without a limit', () => {
  expect([daysFor('overdue', '2026-11-22').from, daysFor('vacant', '2026-10-01').from, daysFor('open', '2026-11-22').from]).toEqual(['2026-10-01', '2026-10-01', undefined]);
});

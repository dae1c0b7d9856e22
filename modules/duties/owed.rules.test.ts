import { expect, test } from 'vitest';
import type { ExplainedDuty } from './duties.schema.ts';
import { foldLate, mayBeExcused, overdueDays, owedGroups } from './owed.rules.ts';

const TODAY = '2026-11-22';

const duty = (id: string, change: Partial<ExplainedDuty>): ExplainedDuty => ({
  id, household: { id: 'h', name: '潘甲三', division: { code: 'v', name: '柳湾村' }, groupName: '' }, memberId: null, rule: id, title: { zh: id, en: id }, role: 'carer',
  roleTitle: { zh: '照护人', en: 'Carer' }, first: '2026-11-01', last: '2026-11-30', kinds: ['home'], purpose: null, needed: 1, credited: 0, state: 'open', vacant: false,
  lateBy: null, rolling: false, worker: null, clause: null, reasons: [], credits: [], ...change,
});

const ids = (duties: readonly ExplainedDuty[]) => duties.map(({ id }) => id);

test('what is past and undone, what runs now and what comes stand apart', () => {
  const groups = owedGroups([
    duty('ahead', { first: '2026-12-01', last: '2026-12-31', state: 'upcoming' }), duty('now', {}), duty('done', { state: 'met', credited: 1 }),
    duty('late', { first: '2026-10-01', last: '2026-10-31', state: 'missed' }), duty('doneBefore', { first: '2026-10-01', last: '2026-10-31', state: 'met' }),
  ], TODAY);
  expect(ids(groups.late)).toEqual(['late']);
  expect(ids(groups.now).sort()).toEqual(['done', 'now']);
  expect(ids(groups.ahead)).toEqual(['ahead']);
});

test('a miss of half a year ago is no longer shown, a rolling duty nobody closed still is', () => {
  const old = { first: '2026-03-01', last: '2026-03-31', state: 'missed' } as const;
  expect(ids(owedGroups([duty('old', old), duty('rolling', { ...old, rolling: true })], TODAY).late)).toEqual(['rolling']);
});

test('a long row of misses is put away but for the latest, and what still waits for somebody never is', () => {
  const week = (id: string) => duty(id, { last: `2026-10-0${id}`, state: 'vacant' });
  const late = [duty('waits', { last: '2026-09-01', state: 'missed', rolling: true }), ...['1', '2', '3', '4', '5'].map(week)];
  expect(ids(foldLate(late).earlier)).toEqual(['1', '2']);
  expect(ids(foldLate(late).recent)).toEqual(['waits', '3', '4', '5']);
  expect(foldLate(late.slice(0, 5)).earlier).toEqual([]);
});

test('a window that was never owed is not shown at all, and one left free as agreed is', () => {
  const groups = owedGroups([duty('void', { state: 'void' }), duty('adapted', { state: 'adapted' })], TODAY);
  expect(ids(groups.now)).toEqual(['adapted']);
});

test('what is done or not owed cannot be excused', () => {
  expect((['met', 'adapted', 'excused', 'void'] as const).filter((state) => mayBeExcused({ state }))).toEqual([]);
  expect((['open', 'upcoming', 'missed', 'attempted', 'vacant'] as const).every((state) => mayBeExcused({ state }))).toBe(true);
});

test('days overdue are counted from the last day', () => {
  expect(overdueDays({ last: '2026-11-20' }, TODAY)).toBe(2);
  expect(overdueDays({ last: '2026-11-30' }, TODAY)).toBe(0);
});

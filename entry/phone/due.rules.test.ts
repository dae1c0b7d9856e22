import { expect, test } from 'vitest';
import type { Listed } from './due.rules.ts';
import { knowing, matches, nextOfEachRule, waysTo, worklist } from './due.rules.ts';
import type { DutyView } from './server.types.ts';

const clause = { document: '泗卫健〔2020〕', article: '二（一）3', summary: { zh: '', en: '' }, mark: 'A', checkedOn: '2026-11-01' } as const;

function line(id: string, more: Partial<Listed> = {}): Listed {
  return { id, family: `${id}家`, division: { code: '341324101001', name: '杏花村' }, groupName: '一组', away: false, awayPlace: null, callsOnly: false, lastVisitOn: null, ...more };
}

function duty(household: string, more: Partial<DutyView> = {}): DutyView {
  return {
    id: `${household}/monthly`, memberId: null, role: 'villageCadre', vacant: false, household: { id: household, name: `${household}某`, division: { code: '341324101001', name: '杏花村' }, groupName: '一组' },
    rule: 'monthly', title: { zh: '村干部每月联系', en: 'Monthly contact' }, roleTitle: { zh: '村干部', en: 'Village cadre' }, first: '2026-11-01', last: '2026-11-30',
    kinds: ['home', 'phone', 'online'], purpose: null, needed: 1, credited: 0, state: 'open', lateBy: null, rolling: false, worker: { id: 'me', name: '何某' }, clause, ...more,
  };
}

const TODAY = '2026-11-22';

test('the household whose last day comes first stands first, and one without duties stands last', () => {
  const list = worklist([line('a'), line('b'), line('c')], [duty('b'), duty('c', { last: '2026-11-22' })], TODAY);
  expect(list.map((each) => [each.line.id, each.group])).toEqual([['c', 'due'], ['b', 'due'], ['a', 'quiet']]);
});

test('a rolling duty over its day is still to do; a missed month cannot be made good', () => {
  const [rolling] = worklist([line('a')], [duty('a', { state: 'missed', rolling: true, last: '2026-11-10' })], TODAY);
  const [month] = worklist([line('a')], [duty('a', { state: 'missed', last: '2026-10-31', first: '2026-10-01' })], TODAY);
  expect([rolling?.group, month?.group]).toEqual(['due', 'quiet']);
});

test('a household is done only when nothing is left and what was done is still in its time', () => {
  const met = duty('a', { state: 'met', credited: 1 });
  expect(worklist([line('a')], [met], TODAY)[0]?.group).toBe('done');
  expect(worklist([line('a')], [met, duty('a', { id: 'a/festival', purpose: 'greeting' })], TODAY)[0]?.group).toBe('due');
  expect(worklist([line('a')], [duty('a', { state: 'met', last: '2026-10-31' })], TODAY)[0]?.group).toBe('quiet');
});

test('a household known only from its duty is on the list all the same', () => {
  expect(worklist([], [duty('z')], TODAY).map((each) => each.line.id)).toEqual(['z']);
});

test('a new contact to be told and a greeting in season are known before the call', () => {
  const [first] = worklist([line('a', { callsOnly: true })], [duty('a', { purpose: 'handover' }), duty('a', { id: 'a/b', purpose: 'greeting' })], TODAY);
  expect(knowing(first!)).toMatchObject({ callsOnly: true, away: false, tellContact: true, greetings: [{ id: 'a/b' }] });
});

test('a family is found by surname, by group and by village', () => {
  const found = (words: string) => matches(line('潘', { groupName: '二组' }), words);
  expect([found('潘'), found('二组'), found('杏花'), found('柏')]).toEqual([true, true, true, false]);
});

test('of a weekly rule only the next week is listed ahead, and of each member their own', () => {
  const week = (first: string, more: Partial<DutyView> = {}) => duty('a', { id: `a/${first}/${more.memberId ?? ''}`, rule: 'weekly', state: 'upcoming', first, ...more });
  const ahead = nextOfEachRule([week('2026-12-07'), week('2026-11-30'), week('2026-11-23', { state: 'open' }), week('2026-12-14', { memberId: 'm' })]);
  expect(ahead.map(({ first, memberId }) => [first, memberId])).toEqual([['2026-11-30', null], ['2026-12-14', 'm']]);
});

test('a family that wants no home visits is never said to be visitable', () => {
  expect([waysTo(duty('a'), true), waysTo(duty('a'), false)]).toEqual([['phone', 'online'], ['home', 'phone', 'online']]);
});

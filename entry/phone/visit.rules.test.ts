import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DutyView, Need } from './server.types.ts';
import { draftOf, emptyDraft, forecast, offered, toggleNeed, visitInput } from './visit.rules.ts';

const clause = { document: '泗卫健〔2020〕', article: '二（一）3', summary: { zh: '', en: '' }, mark: 'A', checkedOn: '2026-11-01' } as const;
const household = { id: 'h', name: '潘某', division: { code: '341324101001', name: '杏花村' }, groupName: '二组' };
const monthly: DutyView = {
  id: 'h/monthly', memberId: null, role: 'villageCadre', vacant: false, household, rule: 'monthly', title: { zh: '每月联系', en: 'Monthly contact' }, roleTitle: { zh: '村干部', en: 'Village cadre' }, first: '2026-11-01', last: '2026-11-30',
  kinds: ['home', 'phone', 'online'], purpose: null, needed: 1, credited: 0, state: 'open', lateBy: null, rolling: false, worker: { id: 'me', name: '何某' }, clause,
};
const greeting: DutyView = { ...monthly, id: 'h/greeting', purpose: 'greeting', title: { zh: '春节慰问', en: 'Spring Festival' } };
const homeOnly: DutyView = { ...monthly, id: 'h/quarter', kinds: ['home'] };
const TODAY = '2026-11-22';
const card = { current: true, deliveredOn: '2026-10-01', owedBy: null };

test('three taps make a whole visit: how, and everything else is left out rather than guessed', () => {
  expect(visitInput({ ...emptyDraft('me'), kind: 'phone' }, 'v', 'h', TODAY)).toEqual({
    id: 'v', householdId: 'h', kind: 'phone', outcome: 'reached', day: TODAY, participants: ['me'], purposes: ['routine'],
  });
});

test('a family that was not reached has no body, mood, need or greeting to report', () => {
  const draft = { ...emptyDraft('me'), kind: 'phone', outcome: 'notReached', health: 'good', mood: 'calm', needs: ['talk'], purposes: ['greeting'], note: ' 三次都没人接 ' } as const;
  expect(visitInput(draft, 'v', 'h', TODAY)).toEqual({
    id: 'v', householdId: 'h', kind: 'phone', outcome: 'notReached', day: TODAY, participants: ['me'], purposes: ['routine'], note: '三次都没人接',
  });
});

test('a kept visit comes back into the form as it was filled in', () => {
  const draft = { ...emptyDraft('me'), kind: 'home', health: 'same', needs: ['medical'], purposes: ['card'], note: '要去县医院', day: '2026-11-20' } as const;
  expect(draftOf(visitInput(draft, 'v', 'h', TODAY))).toEqual(draft);
});

test('a greeting is asked about only in its season, the card only until it has arrived', () => {
  expect(offered([monthly], card)).toEqual([]);
  expect(offered([monthly, greeting], card)).toEqual(['greeting']);
  expect(offered([{ ...greeting, state: 'upcoming' }], card)).toEqual([]);
  expect(offered([], { ...card, deliveredOn: null })).toEqual(['card']);
});

test('the forecast names what counts, and what would have needed another way', () => {
  const call = { ...emptyDraft('me'), kind: 'phone' } as const;
  expect(forecast([monthly, greeting, homeOnly], call, TODAY)).toEqual({ counts: [monthly], otherKind: [homeOnly] });
  expect(forecast([monthly, greeting], { ...call, purposes: ['greeting'] }, TODAY).counts).toEqual([monthly, greeting]);
  expect(forecast([monthly], { ...call, outcome: 'notReached' }, TODAY).counts).toEqual([]);
  expect(forecast([monthly], { ...call, day: '2026-10-31' }, TODAY).counts).toEqual([]);
  expect(forecast([monthly], { ...call, participants: ['other'] }, TODAY).counts).toEqual([]);
});

test('"none" never stands beside a need, in whatever order they are touched', () => {
  const need = fc.constantFrom<Need>('none', 'medical', 'living', 'paperwork', 'talk', 'other');
  fc.assert(fc.property(fc.array(need), (touches) => {
    const needs = touches.reduce<Need[]>((chosen, touched) => toggleNeed(chosen, touched), []);
    expect(needs.includes('none') && needs.length > 1).toBe(false);
    expect(new Set(needs).size).toBe(needs.length);
  }));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allHave, doneFor, doneOf, offeringFor, roundParts, sharedBy, toggleDone, weeksMissing, withDone, type Done, type RoundMember } from './round.rules.ts';
import type { ServiceChoice } from './services.schema.ts';

const choice = (kind: string, more: Partial<ServiceChoice> = {}): ServiceChoice =>
  ({ kind, title: { zh: kind, en: kind }, note: null, ways: ['home', 'phone'], regular: false, purposes: [], atClinic: true, weeks: null, toHospital: false, clause: null, ...more });
const ROUND = choice('round', { ways: ['home'], regular: true });
const CHECK = choice('check', { ways: ['home', 'clinic'], purposes: ['healthCheck'] });
const PRESCRIPTION = choice('prescription', { ways: ['home'], weeks: { from: 4, to: 8 } });
const ADVICE = choice('advice', { ways: ['phone'] });
const REFERRAL = choice('referral', { toHospital: true });
const of = (id: string, choices: readonly ServiceChoice[] = [ROUND, CHECK, PRESCRIPTION, ADVICE, REFERRAL]): RoundMember => ({ member: { id, name: id }, choices });
const kinds = (list: readonly ServiceChoice[]) => list.map(({ kind }) => kind);
let made = 0;
const newId = () => `id${made += 1}`;

test('at the door the round stands first and whatever is owed to this member beside it; the rest is a tap away', () => {
  const owed = [{ rule: 'check', memberId: 'a', kinds: ['home', 'clinic'] }];
  const first = offeringFor(of('a'), 'home', owed);
  expect([kinds(first.usual), kinds(first.more)]).toEqual([['round', 'check'], ['prescription', 'referral']]);
  expect(kinds(offeringFor(of('b'), 'home', owed).usual)).toEqual(['round']);
});

test('a call offers what is done by phone alone, and a round only where the family lives away and a call counts', () => {
  expect(kinds(offeringFor(of('a'), 'phone', []).usual)).toEqual(['advice']);
  expect(kinds(offeringFor(of('a'), 'phone', [{ rule: 'round', memberId: null, kinds: ['home', 'phone'] }]).usual)).toEqual(['round']);
  expect(kinds(offeringFor(of('a', [REFERRAL]), 'phone', []).usual)).toEqual(['referral']);
  expect(offeringFor(of('a'), 'message', [])).toEqual({ usual: [], more: [] });
});

test('a couple is said in one tap, and only what is usual for both', () => {
  const owed = [{ rule: 'check', memberId: 'a', kinds: ['home'] }];
  expect(kinds(sharedBy([of('a'), of('b')], 'home', owed))).toEqual(['round']);
  expect(kinds(sharedBy([of('a'), of('b')], 'home', [{ rule: 'check', memberId: null, kinds: ['home'] }]))).toEqual(['round']);
  expect(sharedBy([of('a')], 'home', owed)).toEqual([]);
  const both = toggleDone({}, ['a', 'b'], 'round');
  expect(allHave(both, ['a', 'b'], 'round')).toBe(true);
  const one = toggleDone(both, ['a'], 'round');
  expect([doneFor(one, 'a').kinds, doneFor(one, 'b').kinds]).toEqual([[], ['round']]);
  expect(allHave(toggleDone(one, ['a', 'b'], 'round'), ['a', 'b'], 'round')).toBe(true);
});

test('what goes out names each member, the weeks of a prescription and what was found, and nothing that was not said', () => {
  const done: Done = { a: { kinds: ['prescription', 'check'], weeks: 6, hospital: '云岭县人民医院', level: 'partial', words: ' 血压平稳 ' }, b: { kinds: ['round'], weeks: 5, hospital: null, level: null, words: '' } };
  const parts = roundParts({ members: [of('a'), of('b'), of('c')], done, way: 'home', owed: [] }, '2026-11-22', newId);
  expect(parts.services.map(({ id: _id, ...rest }) => rest)).toEqual([{ memberId: 'a', kind: 'check' }, { memberId: 'a', kind: 'prescription', weeks: 6 }, { memberId: 'b', kind: 'round' }]);
  expect(parts.entries.map(({ id: _id, ...rest }) => rest)).toEqual([
    { memberId: 'a', day: '2026-11-22', kind: 'selfCare', level: 'partial', words: '' }, { memberId: 'a', day: '2026-11-22', kind: 'healthCheck', words: '血压平稳' },
  ]);
  expect(roundParts({ members: [of('a')], done: {}, way: 'home', owed: [] }, '2026-11-22', newId)).toEqual({ services: [], entries: [] });
});

test('what was tapped before the visit became a call is not sent, and asks for no weeks', () => {
  const done = withDone({}, 'a', { kinds: ['prescription', 'referral'] });
  expect(weeksMissing({ members: [of('a')], done, way: 'home', owed: [] })).toEqual(['a']);
  const call = { members: [of('a')], done, way: 'phone', owed: [] };
  expect(weeksMissing(call)).toEqual([]);
  expect(roundParts(call, '2026-11-22', newId).services.map(({ kind }) => kind)).toEqual(['referral']);
});

test('a referral says to which hospital where one was tapped, and no other service does', () => {
  const done = withDone({}, 'a', { kinds: ['round', 'referral'], hospital: '云岭县人民医院' });
  const { services } = roundParts({ members: [of('a')], done, way: 'home', owed: [] }, '2026-11-22', newId);
  expect(services.map(({ kind, content }) => [kind, content])).toEqual([['round', undefined], ['referral', '云岭县人民医院']]);
});

test('what was sent comes back into the form as it was said', () => {
  const said = fc.record({ kinds: fc.subarray(['round', 'prescription', 'referral']), level: fc.constantFrom(null, 'able' as const, 'none' as const), words: fc.constantFrom('', '血压平稳') })
    .map(({ kinds: chosen, ...rest }) => ({ kinds: chosen, weeks: chosen.includes('prescription') ? 4 : null, hospital: chosen.includes('referral') ? '云州市立医院' : null, ...rest }));
  fc.assert(fc.property(said, said, (a, b) => {
    const members = [of('a'), of('b')];
    const parts = roundParts({ members, done: { a, b }, way: 'home', owed: [] }, '2026-11-22', newId);
    const back = doneOf(parts);
    expect([doneFor(back, 'a'), doneFor(back, 'b')].map((one) => ({ ...one, kinds: [...one.kinds].sort() }))).toEqual([a, b].map((one) => ({ ...one, kinds: [...one.kinds].sort() })));
  }));
});

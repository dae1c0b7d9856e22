import { expect, test } from 'vitest';
import { actionsFor, bulkItem, fitting, keepsTeams, nextStep } from './actions.rules.ts';
import { MEMBER_STATES, type ContractMember } from './contracts.schema.ts';

const TODAY = '2026-11-22';
const member = (state: ContractMember['state'], more: object = {}) => ({
  household: { id: 'h' }, member: { id: 'm', name: '某人' }, state, contract: state === 'none' ? null : { id: 'c', endedOn: null }, packages: [], mayWrite: true, ...more,
}) as unknown as ContractMember;

test('nothing is offered to who may not, to one followed by another, or beside one where all is well', () => {
  for (const state of MEMBER_STATES) expect(actionsFor(member(state, { mayWrite: false })), state).toEqual([]);
  expect(actionsFor(member('signed', { contract: { id: 'c', endedOn: '2026-12-31' } }))).toEqual([]);
  expect(MEMBER_STATES.filter((state) => nextStep(member(state), TODAY) === null)).toEqual(['refused', 'coming', 'signed']);
});

test('who said no is left alone until the day they agreed to be asked again', () => {
  const refused = (askAgainOn: string | null) => member('refused', { contract: { id: 'c', endedOn: null, askAgainOn } });
  expect([null, '2026-11-23', '2026-11-22', '2026-06-01'].map((on) => [nextStep(refused(on), TODAY), fitting([refused(on)], 'sign', TODAY).length]))
    .toEqual([[null, 0], [null, 0], ['sign', 1], ['sign', 1]]);
  expect(actionsFor(refused(null)), 'they may still come by themselves').toEqual(['sign', 'offer', 'refuse']);
});

test('a whole page ticked binds nobody for a second year before the first is nearly over', () => {
  const page = MEMBER_STATES.map((state) => member(state));
  expect(fitting(page, 'renew', TODAY).map(({ state }) => state)).toEqual(['expiring', 'expired']);
  expect(fitting(page, 'sign', TODAY).map(({ state }) => state)).toEqual(['offered', 'ended', 'none']);
  expect(fitting(page, 'offer', TODAY).map(({ state }) => state)).toEqual(['ended', 'none']);
});

test('an office changes the teams of its own place and of no other; a doctor changes none', () => {
  const at = (kind: string, level: string, code: string) => keepsTeams([{ kind, division: { code, level } }], '519900102000');
  expect(at('countyOfficer', 'county', '519900000000')).toBe(true);
  expect(at('townshipClerk', 'township', '519900102000')).toBe(true);
  expect(at('townshipClerk', 'township', '519900101000')).toBe(false);
  expect(at('familyDoctor', 'township', '519900102000')).toBe(false);
  expect(at('reader', 'county', '519900000000')).toBe(false);
});

test('what is sent names the offer that is signed, the contract that is renewed, or the member and the team', () => {
  const choice = { teamId: 't', day: '2026-11-22' };
  expect(bulkItem(member('offered'), 'sign', 'i', choice)).toEqual({ state: 'offerSigned', id: 'i', contractId: 'c', day: '2026-11-22' });
  expect(bulkItem(member('expired'), 'renew', 'i', choice)).toEqual({ state: 'renewed', id: 'i', contractId: 'c', day: '2026-11-22' });
  expect(bulkItem(member('none'), 'sign', 'i', choice)).toEqual({ state: 'signed', id: 'i', memberId: 'm', teamId: 't', day: '2026-11-22' });
});

import { expect, test } from 'vitest';
import { askable, contractInput, emptyContract, teamFor } from './contract.rules.ts';
import type { ContractMember, TeamView } from './server.types.ts';

const team = (id: string) => ({ id }) as TeamView;
const member = (state: ContractMember['state'], contract: object | null = null) =>
  ({ household: { id: 'h' }, member: { id: 'm', name: '某人' }, state, contract, mayWrite: true }) as unknown as ContractMember;

test('a doctor of one team is not asked for it, one of two is, and what was offered keeps its team', () => {
  const draft = emptyContract();
  expect(teamFor(draft, member('none'), [team('a')])).toBe('a');
  expect(teamFor(draft, member('none'), [team('a'), team('b')])).toBeNull();
  expect(teamFor(draft, member('offered', { team: { id: 'c' } }), [team('a')])).toBe('c');
  expect(teamFor({ ...draft, teamId: 'b' }, member('none'), [team('a')])).toBe('b');
});

test('an answer to an offer names it; one without an offer makes a contract of its own', () => {
  const draft = { ...emptyContract(), answer: 'sign' as const };
  expect(contractInput(draft, member('offered', { id: 'c', team: { id: 't' } }), 't', 'i', '2026-11-22')).toEqual({ id: 'i', householdId: 'h', memberId: 'm', teamId: 't', day: '2026-11-22', contractId: 'c' });
  expect(contractInput({ ...draft, answer: 'refuse', refusal: 'notNow', words: ' 过年再说 ' }, member('refused', { id: 'old' }), 't', 'i', '2026-11-22'))
    .toEqual({ id: 'i', householdId: 'h', memberId: 'm', teamId: 't', day: '2026-11-22', refusal: 'notNow', note: '过年再说' });
});

test('who is under contract is not asked again', () => {
  for (const state of ['none', 'offered', 'refused', 'expired', 'ended'] as const) expect(askable(member(state)), state).toBe(true);
  for (const state of ['signed', 'expiring', 'coming'] as const) expect(askable(member(state)), state).toBe(false);
});

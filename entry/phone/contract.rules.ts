import type { ContractMember, TeamView } from './server.types.ts';

/** A contract at the door: whose, with which team, and, where it is not wanted now, why. */
export interface ContractDraft {
  readonly memberId: string | null;
  readonly answer: 'sign' | 'refuse' | null;
  readonly teamId: string | null;
  readonly refusal: string | null;
  readonly words: string;
  readonly askAgainOn: string | null;
}

export const emptyContract = (): ContractDraft => ({ memberId: null, answer: null, teamId: null, refusal: null, words: '', askAgainOn: null });

/** Who can be asked now: nobody who is under contract, or waits for a contract to begin. */
export const askable = ({ state, mayWrite }: Pick<ContractMember, 'state' | 'mayWrite'>): boolean => mayWrite && !['signed', 'expiring', 'coming'].includes(state);

/** The team that was offered stays; otherwise the doctor's own, so that one who has one is not asked. */
export function teamFor(draft: ContractDraft, member: ContractMember, own: readonly TeamView[]): string | null {
  return draft.teamId ?? (member.state === 'offered' ? (member.contract?.team.id ?? null) : own.length === 1 ? own[0]!.id : null);
}

/** As the server wants it. `householdId` is for this phone's own list of what was not sent. */
export function contractInput(draft: ContractDraft, member: ContractMember, teamId: string, id: string, day: string): Record<string, unknown> {
  const words = draft.words.trim();
  return {
    id, householdId: member.household.id, memberId: member.member.id, teamId, day,
    ...(member.state === 'offered' && member.contract && { contractId: member.contract.id }),
    ...(draft.answer === 'refuse' && { refusal: draft.refusal, ...(words && { note: words }), ...(draft.askAgainOn && { askAgainOn: draft.askAgainOn }) }),
  };
}

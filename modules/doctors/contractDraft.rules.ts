import type { ContractAction } from './actions.rules.ts';
import type { ContractMember } from './contracts.schema.ts';

/** A step of a contract as it is being filled in; `words` are what was said when refusing, or why it ends. */
export interface ContractDraft {
  readonly teamId: string;
  readonly packageId: string;
  readonly day: string | null;
  readonly refusal: string;
  readonly words: string;
  readonly askAgainOn: string | null;
}

/** The team and the package of the present contract stay unless they are changed. */
export function emptyContract({ contract, packages }: ContractMember, today: string): ContractDraft {
  const kept = packages.find(({ id }) => id === contract?.package.id) ?? packages[0];
  return { teamId: contract?.team.id ?? '', packageId: kept?.id ?? '', day: today, refusal: '', words: '', askAgainOn: null };
}

/** Teams of the member's own township first, then those of the county, then the others: a wrong one is a click away in a long list. */
export function nearestFirst<T extends { readonly division: { readonly code: string } }>(teams: readonly T[], code: string): T[] {
  const distance = ({ division }: T): number => (division.code.slice(0, 9) === code.slice(0, 9) ? 0 : division.code.endsWith('000000') ? 1 : 2);
  return [...teams].sort((one, other) => distance(one) - distance(other));
}

/** Whether a new contract is made, rather than something done to the one that was offered or signed. */
const makesNew = (action: ContractAction, { state }: ContractMember): boolean => action !== 'end' && action !== 'renew' && state !== 'offered';

export function missingInContract(draft: ContractDraft, action: ContractAction, member: ContractMember): (keyof ContractDraft)[] {
  return [
    ...(draft.day ? [] : ['day' as const]),
    ...((makesNew(action, member) || action === 'renew') && !draft.teamId ? ['teamId' as const] : []),
    ...(action === 'refuse' && !draft.refusal ? ['refusal' as const] : []),
    ...(action === 'end' && draft.words.trim().length < 2 ? ['words' as const] : []),
  ];
}

export function contractPath(member: ContractMember, action: ContractAction): string {
  if (makesNew(action, member)) return '/api/contracts';
  return `/api/contracts/{id}/${action}`;
}

/** As the server wants it. */
export function contractBody({ teamId, packageId, day, refusal, words, askAgainOn }: ContractDraft, action: ContractAction, member: ContractMember, id: string): object {
  const said = words.trim();
  const refused = { refusal, ...(said && { note: said }), ...(askAgainOn && { askAgainOn }) };
  const chosen = { teamId, ...(packageId && { packageId }) };
  if (action === 'end') return { day, reason: said };
  if (action === 'renew') return { id, day, ...chosen };
  if (!makesNew(action, member)) return action === 'refuse' ? { day, ...refused } : { day };
  const state = { sign: 'signed', offer: 'offered', refuse: 'refused' }[action];
  return { id, memberId: member.member.id, state, day, ...chosen, ...(action === 'refuse' && refused) };
}

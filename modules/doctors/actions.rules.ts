import { coversTerritory, rightsOfKind } from '../accounts/accounts.rules.ts';
import { codePrefix } from '../divisions/divisions.rules.ts';
import type { DivisionLevel } from '../divisions/divisions.schema.ts';
import type { ContractMember } from './contracts.schema.ts';

/** What may be done next for a member: a first contract, an answer to an offer, the next year's, or an end before its time. */
export const CONTRACT_ACTIONS = ['sign', 'offer', 'refuse', 'renew', 'end'] as const;
export type ContractAction = (typeof CONTRACT_ACTIONS)[number];

/** Nothing that the server would refuse is offered; the first is what one comes for. One that is followed by another is left alone. */
export function actionsFor({ state, contract, mayWrite }: Pick<ContractMember, 'state' | 'contract' | 'mayWrite'>): readonly ContractAction[] {
  if (!mayWrite) return [];
  switch (state) {
    case 'offered': return ['sign', 'refuse'];
    case 'signed': case 'expiring': return contract?.endedOn ? [] : ['renew', 'end'];
    case 'coming': return contract?.endedOn ? [] : ['end'];
    case 'expired': return ['renew', 'refuse'];
    default: return ['sign', 'offer', 'refuse'];
  }
}

/** What can be done for many at once; a refusal is one person's and asked one by one. */
export const BULK_ACTIONS = ['sign', 'offer', 'renew'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Who said no is left alone until the day they agreed to be asked again; who named none comes of their own accord, and is signed on their own page. */
const leftAlone = ({ state, contract }: ContractMember, today: string): boolean => state === 'refused' && !(contract?.askAgainOn && contract.askAgainOn <= today);

/**
 * Of those chosen, whom an action fits. Many are renewed when their time is near: a whole page ticked must not bind half of it for a second year, nor
 * sign those who have said no.
 */
export const fitting = (members: readonly ContractMember[], action: BulkAction, today: string): readonly ContractMember[] =>
  members.filter((one) => actionsFor(one).includes(action) && (action !== 'renew' || one.state !== 'signed') && !leftAlone(one, today));

/** What a list offers beside a member: the one next step, and nothing where all is well or nothing is to be asked. */
export const nextStep = (member: ContractMember, today: string): ContractAction | null =>
  (member.state === 'signed' || member.state === 'coming' || leftAlone(member, today) ? null : (actionsFor(member)[0] ?? null));

/** One item of `POST /api/contracts/bulk`. */
export function bulkItem(member: ContractMember, action: BulkAction, id: string, { teamId, day }: { readonly teamId: string; readonly day: string }): object {
  if (action === 'renew') return { state: 'renewed', id, contractId: member.contract!.id, day };
  if (action === 'sign' && member.state === 'offered') return { state: 'offerSigned', id, contractId: member.contract!.id, day };
  return { state: action === 'sign' ? 'signed' : 'offered', id, memberId: member.member.id, teamId, day };
}

interface PostAt {
  readonly kind: string;
  readonly division: { readonly code: string; readonly level: string };
}

/** Whether one of the posts keeps the teams of a place: every office sees the teams of the whole county, and changes those of its own. */
export const keepsTeams = (posts: readonly PostAt[], code: string): boolean => posts.some(({ kind, division }) => {
  if (!coversTerritory({ kind }) || !rightsOfKind(kind).includes('contract.write')) return false;
  return division.level === 'village' ? code === division.code : code.startsWith(codePrefix({ ...division, level: division.level as DivisionLevel }));
});

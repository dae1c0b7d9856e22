import type { MemberUse } from './certificates.lists.queries.ts';
import { UNUSED, type CertificateFigures, type Unused, type UseAsked } from './certificates.schema.ts';

type Question = (member: Omit<MemberUse, 'waived'>) => boolean;

const neverUsed: Question = ({ certified, uses }) => certified && uses === 0;

/** What each figure counts: the same question answers the number and the list behind it (D10). */
const ASKED: Readonly<Record<Exclude<UseAsked, `neverUsed.${Unused}`>, Question>> = {
  uncertified: ({ certified }) => !certified,
  undelivered: ({ certified, delivered }) => certified && !delivered,
  expiring: ({ expiring }) => expiring,
  used: ({ certified, uses }) => certified && uses > 0,
  neverUsed,
  neverUsedUnasked: (member) => neverUsed(member) && member.why === null,
};

const isPlain = (asked: UseAsked): asked is keyof typeof ASKED => asked in ASKED;

export const askedOf = (asked: UseAsked): Question => (isPlain(asked) ? ASKED[asked] : (member) => neverUsed(member) && `neverUsed.${member.why}` === asked);

type Sums = Omit<CertificateFigures, 'from' | 'on' | 'clause'>;

/** The figures of members alike, each kind with its number. */
export function sumsOf(alike: readonly (MemberUse & { readonly members: number })[]): Sums {
  const count = (asked: Question): number => alike.filter(asked).reduce((sum, { members }) => sum + members, 0);
  const total = (of: (one: MemberUse) => number): number => alike.reduce((sum, one) => sum + of(one), 0);
  return {
    members: count(() => true), holders: count(({ holds }) => holds), certified: count(({ certified }) => certified), delivered: count(({ delivered }) => delivered), expiring: count(ASKED.expiring),
    used: count(ASKED.used), neverUsed: count(neverUsed), uses: total(({ uses }) => uses), waived: Math.round(total(({ waived }) => waived) * 100) / 100,
    why: [null, ...UNUSED].map((why) => ({ why, members: count((member) => neverUsed(member) && member.why === why) })).filter(({ members }) => members > 0),
  };
}

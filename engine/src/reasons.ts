import type { ReasonCode } from './answers.ts';

const CODES = [
  'ownedByService', 'notServedOnLastDay', 'servedTooFewDays', 'householdEnded', 'callsSufficeAway', 'callsSufficeAccommodation',
  'festivalDeclined', 'acceptedKindOwed', 'noDayLeft', 'paused', 'excused', 'credited', 'closedLate', 'notReachedOnDays',
  'nobodyHeldRole', 'oldRuleGoesOn',
] as const satisfies readonly ReasonCode[];

type Missing = Exclude<ReasonCode, (typeof CODES)[number]>;
type Bits = Missing extends never ? Readonly<Record<ReasonCode, number>> : never;

/** Each reason as a bit, so that a decision adds one without allocating. */
export const REASON: Bits = Object.freeze(
  Object.fromEntries(CODES.map((code, i) => [code, 1 << i])) as Record<ReasonCode, number>,
);

const NONE: readonly ReasonCode[] = Object.freeze([]);
const lists = new Map<number, readonly ReasonCode[]>();

/** The reasons of a mask in one fixed order; the same frozen list every time. */
export function reasonList(mask: number): readonly ReasonCode[] {
  if (mask === 0) return NONE;
  let list = lists.get(mask);
  if (list === undefined) {
    list = Object.freeze(CODES.filter((_, i) => (mask & (1 << i)) !== 0));
    lists.set(mask, list);
  }
  return list;
}

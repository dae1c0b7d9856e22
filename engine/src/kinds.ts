import type { VisitKind } from './facts.ts';

// Kinds and roles are bits inside: a visit meets thirty windows a year, and each meeting is then one AND.
export const HOME = 1;
export const PHONE = 2;
export const ONLINE = 4;
export const MESSAGE = 8;
export const CLINIC = 16;
/** What `home` also reads where calls suffice. A message is not a call. */
export const CALLS = PHONE | ONLINE;

const ALL: readonly VisitKind[] = ['home', 'phone', 'online', 'message', 'clinic'];
const MASK = 31;
// Done for one member alone: the same bits further up, where no rule's mask reaches, so that looking for visits to the household never asks.
const FOR_MEMBER = 5;

// h, p, o, m and c in the low five bits of their codes. Visits come in all kinds in no order: three comparisons were
// guessed wrong by the processor for half of them.
const BY_INITIAL = new Uint8Array(32);
for (const [i, kind] of ALL.entries()) BY_INITIAL[kind.charCodeAt(0) & 31] = 1 << i;

export function kindBit(kind: VisitKind): number {
  return BY_INITIAL[kind.charCodeAt(0) & 31]!;
}

/** The bit of a visit as the table keeps it, told apart where it was done for one member. */
export function visitBit(kind: VisitKind, member: string | null | undefined): number {
  const bit = kindBit(kind);
  return member === null || member === undefined ? bit : bit << FOR_MEMBER;
}

export const isForMember = (bit: number): boolean => bit > MASK;
/** The kind alone, whoever it was done for. */
export const plainBit = (bit: number): number => (bit & MASK) | (bit >> FOR_MEMBER);

export function kindMask(kinds: readonly VisitKind[]): number {
  let mask = 0;
  for (const kind of kinds) mask |= kindBit(kind);
  return mask;
}

const LISTS: readonly (readonly VisitKind[])[] = Array.from({ length: MASK + 1 }, (_, mask) =>
  Object.freeze(ALL.filter((kind) => (mask & kindBit(kind)) !== 0)),
);

/** The kinds of a mask in the fixed order home, phone, online, message, clinic; the same frozen list every time. */
export function kindList(mask: number): readonly VisitKind[] {
  return LISTS[mask & MASK]!;
}

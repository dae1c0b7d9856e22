import type { VisitKind } from './facts.ts';

// Kinds, roles and purposes are bits inside: a visit meets thirty windows a year, and each meeting is then one AND.
export const HOME = 1;
export const PHONE = 2;
export const ONLINE = 4;
export const MESSAGE = 8;
/** What `home` also reads where calls suffice. A message is not a call. */
export const CALLS = PHONE | ONLINE;

const ALL: readonly VisitKind[] = ['home', 'phone', 'online', 'message'];

export function kindBit(kind: VisitKind): number {
  if (kind === 'home') return HOME;
  if (kind === 'phone') return PHONE;
  if (kind === 'online') return ONLINE;
  return MESSAGE;
}

export function kindMask(kinds: readonly VisitKind[]): number {
  let mask = 0;
  for (const kind of kinds) mask |= kindBit(kind);
  return mask;
}

const LISTS: readonly (readonly VisitKind[])[] = Array.from({ length: 16 }, (_, mask) =>
  Object.freeze(ALL.filter((kind) => (mask & kindBit(kind)) !== 0)),
);

/** The kinds of a mask in the fixed order home, phone, online, message; the same frozen list every time. */
export function kindList(mask: number): readonly VisitKind[] {
  return LISTS[mask & 15]!;
}

import type { Spell, VisitKind } from './facts.ts';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A official, B several credible sources agree in part or one credible source, C inferred, X looked for and unconfirmed. */
export type Mark = 'A' | 'B' | 'C' | 'X';

/** What an answer rests on: the document, the article, and our own summary of it. */
export interface Clause {
  /** Short id of the document, as `泗卫健〔2020〕` or `NAT`. */
  readonly document: string;
  readonly article: string;
  readonly summary: Text;
  /** What of it is ours and not the document's: for whoever judges the rule, never on a paper that leaves the office. */
  readonly remark?: Text | undefined;
  readonly mark: Mark;
  readonly checkedOn: string;
}

export interface Role {
  readonly id: string;
  readonly title: Text;
  /** Where its holder works; the office itself is never vacant. */
  readonly level: 'county' | 'township' | 'village' | 'household' | 'office';
  readonly medical: boolean;
}

/** All of these flags must stand; `ageFrom` looks at a member's full years. */
export interface Condition {
  readonly flags: readonly string[];
  readonly ageFrom?: number;
}

export type Window =
  | { readonly kind: 'week' }
  | { readonly kind: 'months'; readonly months: 1 | 2 | 3 | 4 | 6 | 12 }
  | { readonly kind: 'rolling'; readonly days: number }
  | { readonly kind: 'festival'; readonly festival: string; readonly before: number; readonly after: number }
  | { readonly kind: 'birthday'; readonly before: number; readonly after: number }
  | { readonly kind: 'fixedDay'; readonly month: number; readonly day: number; readonly before: number; readonly after: number }
  | { readonly kind: 'event'; readonly events: readonly string[]; readonly days: number };

/** One version of a rule: in force from a day to a day. The versions of a rule share its id. */
export interface Rule extends Spell {
  readonly id: string;
  readonly title: Text;
  readonly role: string;
  /** One duty for every holder instead of one for the role. */
  readonly each: boolean;
  /** One duty for every member instead of one for the household. */
  readonly perMember: boolean;
  readonly window: Window;
  readonly needed: number;
  readonly kinds: readonly VisitKind[];
  /** Only a visit with this purpose credits it; null: any. Festival, birthday and fixed day: `greeting`. */
  readonly purpose: string | null;
  /** When the family is away, `home` reads `home or phone or online`. */
  readonly awayCallsSuffice: boolean;
  readonly when: Condition | null;
  readonly clause: Clause;
}

/** A role the pack requires of every household (or of those that `when` names). */
export interface RequiredRole extends Spell {
  readonly role: string;
  readonly when: Condition | null;
  /** The holder must be a party or government leader. */
  readonly leader: boolean;
  readonly clause: Clause;
}

/** Numbers a pack may change (duties.md); each is dated and cited in the pack file, here as they stand. */
export interface Settings extends Spell {
  /** A window is owned when the household is served on at least this share of its days. */
  readonly ownedShare: number;
  /** So many `notReached` days and none reached end a window as attempted. */
  readonly attemptsNeeded: number;
  /** How many days back a worker may enter a visit. */
  readonly lateEntryDays: number;
  /** After so many days without an update a household's file is stale (A6). */
  readonly fileStaleDays: number;
}

export interface Pack {
  readonly id: string;
  readonly title: Text;
  readonly roles: readonly Role[];
  readonly required: readonly RequiredRole[];
  readonly rules: readonly Rule[];
  readonly settings: readonly Settings[];
}

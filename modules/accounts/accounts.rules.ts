import type { Post } from '../../platform/context.ts';

export const POST_KINDS = ['countyAdministrator', 'countyOfficer', 'townshipClerk', 'villageCadre', 'contact', 'reader'] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** What a post may do to a row it covers. `read` and the three writes stand in the database as well (app.post_rights). */
export type Right =
  | 'household.read' | 'household.write' | 'contact.write' | 'visit.write' | 'duty.excuse' | 'accommodation.approve'
  | 'import.write' | 'account.write' | 'records.read' | 'reveal';

const OFFICE = [
  'household.read', 'household.write', 'contact.write', 'visit.write', 'duty.excuse', 'accommodation.approve', 'import.write', 'records.read', 'reveal',
] as const satisfies readonly Right[];

/** The one table of who may do what. A contact's rights hold for the households assigned to them only. */
export const RIGHTS = {
  countyAdministrator: [...OFFICE, 'account.write'],
  countyOfficer: OFFICE,
  townshipClerk: OFFICE,
  villageCadre: ['household.read', 'visit.write', 'reveal'],
  contact: ['household.read', 'visit.write', 'reveal'],
  reader: ['household.read'],
} as const satisfies Record<PostKind, readonly Right[]>;

/** The level a post of this kind may stand at. */
export const POST_LEVELS = {
  countyAdministrator: ['county'],
  countyOfficer: ['county'],
  townshipClerk: ['township'],
  villageCadre: ['village'],
  contact: ['county', 'township', 'village'],
  reader: ['county', 'township', 'village'],
} as const satisfies Record<PostKind, readonly string[]>;

export function rightsOf(posts: readonly Pick<Post, 'kind'>[]): Right[] {
  return [...new Set(posts.flatMap((post) => rightsOfKind(post.kind)))];
}

export function rightsOfKind(kind: string): readonly Right[] {
  return (RIGHTS as Record<string, readonly Right[]>)[kind] ?? [];
}

export interface Place {
  /** Path of the division the row belongs to. */
  readonly path: string;
  /** The row's household is assigned to the actor today. */
  readonly assigned?: boolean;
}

/**
 * One post must both carry the right and cover the place; the rights of two posts never combine.
 * A `contact` covers no territory, only the households assigned.
 */
export function mayAt(posts: readonly Post[], right: Right, place: Place): boolean {
  return posts.some((post) => {
    if (!rightsOfKind(post.kind).includes(right)) return false;
    return post.kind === 'contact' ? place.assigned === true : place.path.startsWith(post.path);
  });
}

import type { Post } from '../../platform/context.ts';

export const POST_KINDS = [
  'countyAdministrator', 'countyOfficer', 'townshipClerk', 'villageCadre', 'contact', 'familyDoctor', 'healthOfficer', 'hospitalDesk', 'hospitalHead', 'reader',
] as const;
export type PostKind = (typeof POST_KINDS)[number];

/**
 * Smaller kinds, for programs alone: nobody is given one as a post, and a token has one in place of the kind of its owner's post.
 * None may reveal a number, take a ledger out or read who looked at what.
 */
export const TOKEN_KINDS = ['reader', 'recorder'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** What a post may do to a row it covers. `read` and the three writes stand in the database as well (app.post_rights). */
export type Right =
  | 'household.read' | 'household.write' | 'contact.write' | 'visit.write' | 'duty.excuse' | 'accommodation.approve'
  | 'import.write' | 'account.write' | 'records.read' | 'reveal'
  | 'contract.write' | 'certificate.write' | 'hospital.write' | 'health.read' | 'health.write' | 'desk.use' | 'consent.approve';

const OFFICE = [
  'household.read', 'household.write', 'contact.write', 'visit.write', 'duty.excuse', 'accommodation.approve', 'import.write', 'records.read', 'reveal',
  'contract.write', 'certificate.write', 'hospital.write',
] as const satisfies readonly Right[];

/**
 * The one table of who may do what. The rights of a contact and of a family doctor hold for the households assigned to them and those under
 * contract with their team; a hospital's people see no household at all, only what the desk is told.
 */
export const RIGHTS = {
  countyAdministrator: [...OFFICE, 'account.write'],
  countyOfficer: OFFICE,
  townshipClerk: OFFICE,
  villageCadre: ['household.read', 'visit.write', 'reveal'],
  contact: ['household.read', 'visit.write', 'reveal'],
  familyDoctor: ['household.read', 'visit.write', 'reveal', 'contract.write', 'health.read', 'health.write'],
  healthOfficer: ['household.read', 'health.read'],
  hospitalDesk: ['desk.use'],
  hospitalHead: ['desk.use', 'consent.approve'],
  reader: ['household.read'],
  recorder: ['household.read', 'visit.write'],
} as const satisfies Record<PostKind | TokenKind, readonly Right[]>;

/** The level a post of this kind may stand at. */
export const POST_LEVELS = {
  countyAdministrator: ['county'],
  countyOfficer: ['county'],
  townshipClerk: ['township'],
  villageCadre: ['village'],
  contact: ['county', 'township', 'village'],
  familyDoctor: ['county', 'township', 'village'],
  healthOfficer: ['county', 'township'],
  hospitalDesk: ['county'],
  hospitalHead: ['county'],
  reader: ['county', 'township', 'village'],
} as const satisfies Record<PostKind, readonly string[]>;

/** Health and the hospital desk are professions: the administrator appoints to them without having what they have (national.md, separate duties). */
export const PROFESSIONAL = ['health.read', 'health.write', 'desk.use', 'consent.approve'] as const satisfies readonly Right[];

/** Kinds that cover no territory: they reach households one by one, or none. */
const WITHOUT_TERRITORY: readonly string[] = ['contact', 'familyDoctor', 'hospitalDesk', 'hospitalHead'];
export const coversTerritory = (post: { readonly kind: string }): boolean => !WITHOUT_TERRITORY.includes(post.kind);

/** Posts that stand at a hospital's desk: each names its hospital (constraint post_hospital_named). */
export const atHospital = (kind: string): boolean => kind === 'hospitalDesk' || kind === 'hospitalHead';

export function rightsOf(posts: readonly Pick<Post, 'kind'>[]): Right[] {
  return [...new Set(posts.flatMap((post) => rightsOfKind(post.kind)))];
}

export function rightsOfKind(kind: string): readonly Right[] {
  return (RIGHTS as Record<string, readonly Right[]>)[kind] ?? [];
}

export interface Place {
  /** Path of the division the row belongs to. */
  readonly path: string;
  /** The row's household is assigned to the actor, or under contract with the actor's team, today. */
  readonly assigned?: boolean;
}

/**
 * One post must both carry the right and cover the place; the rights of two posts never combine.
 * A post without territory covers only the households that are the actor's own.
 */
export function mayAt(posts: readonly Post[], right: Right, place: Place): boolean {
  return posts.some((post) => {
    if (!rightsOfKind(post.kind).includes(right)) return false;
    return coversTerritory(post) ? place.path.startsWith(post.path) : place.assigned === true;
  });
}

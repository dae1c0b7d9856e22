import type { Post } from '../../platform/context.ts';
import { POST_LEVELS, type PostKind, PROFESSIONAL, type Right, rightsOfKind } from './accounts.rules.ts';

/** The level a post of this kind may stand at: a clerk at a township, a cadre at a village. */
export const standsAt = (kind: PostKind, level: string): boolean => (POST_LEVELS[kind] as readonly string[]).includes(level);

/**
 * Whether somebody may give (or take) a post: one live post of theirs must carry `account.write`, cover the place, and hold every right that
 * the kind gives but the professional ones. So no chain of grants ever reaches further, or higher, than the post it began with.
 */
export function mayGrant(posts: readonly Post[], kind: PostKind, path: string): boolean {
  return posts.some((post) => {
    const own = rightsOfKind(post.kind);
    return own.includes('account.write') && path.startsWith(post.path) && rightsOfKind(kind).every((right) => own.includes(right) || isProfessional(right));
  });
}

const isProfessional = (right: Right): boolean => (PROFESSIONAL as readonly Right[]).includes(right);

import type { Context } from '../../platform/context.ts';
import { notAllowed } from '../../platform/problem.ts';
import { rightsOfKind, type Right } from '../accounts/accounts.rules.ts';

/** A hospital's rights stand at its desk, not at a place; which hospital it is, the scope of the session says (app.hospital_id). */
export function authoriseDesk(ctx: Pick<Context, 'actor'>, right: Extract<Right, 'desk.use' | 'consent.approve'> = 'desk.use'): void {
  if (!ctx.actor.posts.some(({ kind }) => rightsOfKind(kind).includes(right))) throw notAllowed();
}

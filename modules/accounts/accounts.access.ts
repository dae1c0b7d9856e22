import type { Context } from '../../platform/context.ts';
import { notAllowed } from '../../platform/problem.ts';
import { mayAt, type Place, type Right } from './accounts.rules.ts';

/** @throws Problem `not-allowed` (403) unless one live post of the actor carries the right and covers the place. */
export function authorise(ctx: Pick<Context, 'actor'>, right: Right, place: Place): void {
  if (!mayAt(ctx.actor.posts, right, place)) throw notAllowed();
}

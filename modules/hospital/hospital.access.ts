import type { Context } from '../../platform/context.ts';
import { notAllowed } from '../../platform/problem.ts';
import { rightsOfKind, type Right } from '../accounts/accounts.rules.ts';

/** A hospital's rights stand at its desk, not at a place; which hospital it is, the scope of the session says (app.hospital_id). */
export function authoriseDesk(ctx: Pick<Context, 'actor'>, right: Extract<Right, 'desk.use' | 'consent.approve'> = 'desk.use'): void {
  if (!ctx.actor.posts.some(({ kind }) => rightsOfKind(kind).includes(right))) throw notAllowed();
}

/** What holds for the whole county (hospitals, designations, lists) is the county office's; a township reads it. @throws Problem `not-allowed` (403) */
export function authoriseCounty(ctx: Pick<Context, 'actor'>): void {
  if (!ctx.actor.posts.some(({ kind, level }) => level === 'county' && rightsOfKind(kind).includes('hospital.write'))) throw notAllowed();
}

/** Whoever may see any household, in the whole or one; a desk may not. @throws Problem `not-allowed` (403) */
export function authoriseFile(ctx: Pick<Context, 'actor'>, right: Extract<Right, 'household.read' | 'hospital.write' | 'visit.write'> = 'household.read'): void {
  if (!ctx.actor.posts.some(({ kind }) => rightsOfKind(kind).includes(right))) throw notAllowed();
}

export const isDesk = (ctx: Pick<Context, 'actor'>): boolean => ctx.actor.posts.some(({ kind }) => rightsOfKind(kind).includes('desk.use'));

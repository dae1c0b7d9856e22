import type { Context } from '../../platform/context.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { mayAt, type Right } from '../accounts/accounts.rules.ts';
import { findHousehold, type HouseholdRow, isAssigned } from './households.queries.ts';
import { noHousehold } from './households.text.ts';

/** A household with whether it is the actor's own to serve today: what every decision about rights asks. */
export interface PlacedHousehold extends HouseholdRow {
  readonly assigned: boolean;
}

/** @throws Problem `not-found` (404) when there is none, or the actor may not see it; the two look the same */
export async function getHousehold(ctx: Context, householdId: string): Promise<PlacedHousehold> {
  const row = await findHousehold(ctx.tx, ctx.actor.countyId, householdId);
  if (!row) throw noHousehold();
  return { ...row, assigned: await isAssigned(ctx.tx, householdId) };
}

/** @throws Problem `not-found` (404), `not-allowed` (403) */
export async function getHouseholdFor(ctx: Context, right: Right, householdId: string): Promise<PlacedHousehold> {
  const household = await getHousehold(ctx, householdId);
  authorise(ctx, right, household);
  return household;
}

/** What the actor may do with this file, so that a page shows no button that would be refused. */
export function allowedWith(ctx: Pick<Context, 'actor'>, household: PlacedHousehold) {
  const may = (right: Right): boolean => mayAt(ctx.actor.posts, right, household);
  return {
    write: may('household.write'), visit: may('visit.write'), approve: may('accommodation.approve'), reveal: may('reveal'),
    excuse: may('duty.excuse'), contact: may('contact.write'), records: may('records.read'),
  };
}

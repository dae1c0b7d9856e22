import { uuidv7 } from 'uuidv7';
import { once } from '../../platform/database/once.ts';
import { recordChange } from '../../platform/records/records.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { getHouseholdFor, type PlacedHousehold } from './households.access.ts';
import { readFile } from './households.file.ts';
import { endAssignments, touchHousehold } from './households.queries.ts';
import { dayFuture, notServed, stillServed } from './households.text.ts';
import { endServiceSpell, insertServiceSpell, insertServiceStart, listServiceSpells } from './spells.queries.ts';

type Place = Pick<PlacedHousehold, 'householdId' | 'divisionId'>;

/** Begins a spell of service and the duties that come with a beginning (B5). */
export async function openService(ctx: CareContext, place: Place, fromDay: string, spellId: string = uuidv7()): Promise<void> {
  const { tx, actor: { countyId, accountId }, now } = ctx;
  const at = { countyId, householdId: place.householdId, divisionId: place.divisionId };
  await insertServiceSpell(tx, { ...at, spellId, fromDay });
  await insertServiceStart(tx, { ...at, eventId: uuidv7(), day: fromDay, recorderId: accountId, recordedAt: now });
}

/**
 * Ends the running spell of service and every contact with it: who no longer serves a family no longer sees it.
 * @returns false when no spell was running on that day
 */
export async function closeService(ctx: CareContext, place: Place, toDay: string, reason: string): Promise<boolean> {
  const { tx, actor: { countyId } } = ctx;
  const running = (await listServiceSpells(tx, countyId, place.householdId)).find((spell) => spell.toDay === null && spell.fromDay <= toDay);
  if (!running) return false;
  await endServiceSpell(tx, countyId, running.spellId, toDay, reason);
  const contacts = await endAssignments(tx, countyId, place.householdId, toDay);
  await recordChange(ctx, {
    subject: 'service', subjectId: running.spellId, householdId: place.householdId, divisionId: place.divisionId, action: 'end', reason,
    before: { fromDay: running.fromDay, toDay: null }, after: { fromDay: running.fromDay, toDay, endReason: reason, contactsEnded: contacts },
  });
  return true;
}

/** The household is no longer served from the day after. @throws Problem `day.future` (422), `service.none` (409) */
export async function endService(ctx: CareContext, householdId: string, input: { toDay: string; reason: string }) {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  if (input.toDay > ctx.today) throw dayFuture('toDay');
  if (!(await closeService(ctx, household, input.toDay, input.reason))) throw notServed();
  await touchHousehold(ctx.tx, ctx.actor.countyId, householdId, ctx.today);
  await ctx.duties.refresh(ctx, [householdId]);
  return readFile(ctx, householdId);
}

/** Service begins again: the household came back, or was ended by mistake. @throws Problem `service.open` (409), `day.future` (422) */
export async function resumeService(ctx: CareContext, householdId: string, input: { id: string; fromDay: string; reason: string }) {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  return once(ctx, { name: 'service.resume', id: input.id, body: { householdId, ...input } }, async () => {
    if (input.fromDay > ctx.today) throw dayFuture('fromDay');
    const spells = await listServiceSpells(ctx.tx, ctx.actor.countyId, householdId);
    if (spells.some((spell) => spell.toDay === null || spell.toDay >= input.fromDay)) throw stillServed();
    await openService(ctx, household, input.fromDay, input.id);
    await touchHousehold(ctx.tx, ctx.actor.countyId, householdId, ctx.today);
    await recordChange(ctx, {
      subject: 'service', subjectId: input.id, householdId, divisionId: household.divisionId, action: 'create', reason: input.reason, before: null, after: { fromDay: input.fromDay },
    });
    await ctx.duties.refresh(ctx, [householdId]);
    return readFile(ctx, householdId);
  }, () => readFile(ctx, householdId));
}

import { addDays, type Day, toDay, toNumber } from '@lianxin/engine';
import { sql } from 'kysely';
import { once } from '../../platform/database/once.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import type { CareContext } from '../policies/policies.context.ts';
import type { AdoptionInput } from '../policies/adoptions.schema.ts';
import { adoptionOrder, noPack } from './households.text.ts';

// Families of a whole county are computed anew in pieces, so that no statement carries more than a few megabytes.
const BATCH = 500;

const adoptions = (ctx: CareContext) => ctx.tx.selectFrom('adoption as a')
  .innerJoin('division as d', 'd.divisionId', 'a.divisionId')
  .select(['a.adoptionId as id', 'd.code as divisionCode', 'd.name as divisionName', 'a.packId', 'a.fromDay', 'a.toDay'])
  .where('a.countyId', '=', ctx.actor.countyId);

/** Which pack was and is in force where; the nearest place upwards decides. */
export async function listAdoptions(ctx: CareContext) {
  return { items: await adoptions(ctx).orderBy('d.path').orderBy('a.fromDay').execute(), next: null };
}

/**
 * A place begins to live under a policy pack; the one it had before ends the day before. Every household below is computed anew.
 * @throws Problem `adoption.order` (409) when a pack was set there for that day or a later one, `pack.unknown` (422), `not-found`, `not-allowed`
 */
export async function adoptPack(ctx: CareContext, input: AdoptionInput) {
  const { tx, actor: { countyId } } = ctx;
  const division = await getDivisionByCode(ctx, input.divisionCode);
  authorise(ctx, 'account.write', { path: division.path });
  const load = () => adoptions(ctx).where('a.adoptionId', '=', input.id).executeTakeFirstOrThrow();
  return once(ctx, { name: 'adoptions.create', id: input.id, body: input }, async () => {
    if (!Object.hasOwn(ctx.book.packs, input.packId)) throw noPack();
    const before = await endRunning(ctx, division.divisionId, input.fromDay);
    await tx.insertInto('adoption').values({ countyId, adoptionId: input.id, divisionId: division.divisionId, packId: input.packId, fromDay: input.fromDay }).execute();
    await recordChange(ctx, { subject: 'adoption', subjectId: input.id, householdId: null, divisionId: division.divisionId, action: 'create', before, after: input });
    await refreshBelow(ctx, division.path);
    // The pack decides which hospitals may check these members, which is kept for their desks (0034).
    await sql`select app.forget_reach(${countyId})`.execute(tx);
    return load();
  }, load);
}

async function endRunning(ctx: CareContext, divisionId: number, fromDay: string) {
  const rows = await ctx.tx.selectFrom('adoption').select(['adoptionId', 'packId', 'fromDay', 'toDay'])
    .where('countyId', '=', ctx.actor.countyId).where('divisionId', '=', divisionId).orderBy('fromDay').execute();
  if (rows.some((row) => row.fromDay >= fromDay || (row.toDay !== null && row.toDay >= fromDay))) throw adoptionOrder();
  const running = rows.find((row) => row.toDay === null);
  if (!running) return null;
  await ctx.tx.updateTable('adoption').set({ toDay: toDay(addDays(toNumber(fromDay as Day), -1)) })
    .where('countyId', '=', ctx.actor.countyId).where('adoptionId', '=', running.adoptionId).execute();
  return running;
}

async function refreshBelow(ctx: CareContext, path: string): Promise<void> {
  const places = await divisionIdsWithin(ctx.tx, ctx.actor.countyId, path);
  const rows = await ctx.tx.selectFrom('household').select('householdId')
    .where('countyId', '=', ctx.actor.countyId).where('divisionId', 'in', places).orderBy('householdId').execute();
  for (let start = 0; start < rows.length; start += BATCH) await ctx.duties.refresh(ctx, rows.slice(start, start + BATCH).map((row) => row.householdId));
}

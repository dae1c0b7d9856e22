import type { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { once } from '../../platform/database/once.ts';
import type { newView } from './views.schema.ts';

const own = (ctx: Context) => ctx.tx.selectFrom('savedView').select(['viewId', 'name', 'query'])
  .where('countyId', '=', ctx.actor.countyId).where('accountId', '=', ctx.actor.accountId);

const viewOf = (row: { viewId: string; name: string; query: unknown }) => ({ id: row.viewId, name: row.name, query: row.query as Record<string, unknown> });

export async function listViews(ctx: Context) {
  return { items: (await own(ctx).orderBy('name').orderBy('viewId').execute()).map(viewOf), next: null };
}

export async function saveView(ctx: Context, input: z.output<typeof newView>) {
  const load = async () => viewOf(await own(ctx).where('viewId', '=', input.id).executeTakeFirstOrThrow());
  return once(ctx, { name: 'views.create', id: input.id, body: input }, async () => {
    await ctx.tx.insertInto('savedView')
      .values({ countyId: ctx.actor.countyId, viewId: input.id, accountId: ctx.actor.accountId, name: input.name, query: JSON.stringify(input.query) }).execute();
    return load();
  }, load);
}

export async function deleteView(ctx: Context, viewId: string) {
  await ctx.tx.deleteFrom('savedView')
    .where('countyId', '=', ctx.actor.countyId).where('accountId', '=', ctx.actor.accountId).where('viewId', '=', viewId).execute();
  return { ok: true as const };
}

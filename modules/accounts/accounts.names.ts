import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';

/** Names behind account ids of the county. Who entered something is told to everyone who may see it; the accounts themselves are not. */
export async function accountNames(ctx: Pick<Context, 'tx' | 'actor'>, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<{ accountId: string; name: string }>`
    select account_id, name from app.account_names(${ctx.actor.countyId}, ${[...new Set(accountIds)]}::uuid[]) order by account_id`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.accountId, row.name]));
}

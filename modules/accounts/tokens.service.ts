import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { type Created, once } from '../../platform/database/once.ts';
import { tokenDigest } from '../../platform/database/scope.ts';
import { recordChange } from '../../platform/records/records.ts';
import { TOKEN_KINDS } from './accounts.rules.ts';
import type { CreatedToken, TokenInput, TokenLine } from './tokens.schema.ts';
import { noToken, tokenBeyond } from './tokens.text.ts';

// Programs that look for leaked secrets know them by how they begin.
const MARK = 'lianxin_';

/**
 * Makes a token with which a program may do part of what one of the actor's posts may (app.open_token holds it to that).
 * @returns the token the first time; only its digest is stored
 * @throws Problem `token.beyond` (422), `id.taken` (409)
 */
export async function createToken(ctx: Context, input: TokenInput): Promise<Created<CreatedToken>> {
  return once<CreatedToken>(ctx, { name: 'tokens.create', id: input.id, body: input }, async () => {
    const token = MARK + randomBytes(32).toString('base64url');
    const { rows } = await sql<{ opened: boolean }>`select app.open_token(${tokenDigest(token)}, ${input.id}::uuid, ${input.postId}::uuid,
      ${input.actsAs}, ${input.name}, ${input.days}, ${ctx.today}::date) as opened`.execute(ctx.tx);
    if (!rows[0]?.opened) throw tokenBeyond();
    await recordToken(ctx, input.id, 'create', { name: input.name, actsAs: input.actsAs, days: input.days });
    return { line: await getToken(ctx, input.id), token };
  }, async () => ({ line: await getToken(ctx, input.id) }));
}

const tokens = ({ tx, actor }: Context) => tx.selectFrom('session as s')
  .innerJoin('post as p', (join) => join.onRef('p.postId', '=', 's.postId').on('p.countyId', '=', actor.countyId))
  .innerJoin('division as d', 'd.divisionId', 'p.divisionId')
  .select(['s.sessionId as id', 's.name', 's.actsAs', 's.openedAt', 's.endsAt', 's.seenAt', 'd.code', 'd.name as placeName', 'p.toDay'])
  .where('s.countyId', '=', actor.countyId).where('s.accountId', '=', actor.accountId).where('s.endsAt', '>', sql<Date>`clock_timestamp()`);
type TokenRow = Awaited<ReturnType<ReturnType<typeof tokens>['execute']>>[number];

const viewOf = ({ id, name, actsAs, openedAt, endsAt, seenAt, code, placeName }: TokenRow): TokenLine =>
  ({ id, name: name!, actsAs: TOKEN_KINDS.find((kind) => kind === actsAs)!, division: { code, name: placeName }, openedAt, endsAt, seenAt });

/** The actor's tokens that still open something. */
export async function listTokens(ctx: Context): Promise<{ items: TokenLine[]; next: null }> {
  const rows = await tokens(ctx).orderBy('s.openedAt', 'desc').orderBy('s.sessionId').execute();
  return { items: rows.filter(({ toDay }) => toDay === null || toDay >= ctx.today).map(viewOf), next: null };
}

async function getToken(ctx: Context, id: string): Promise<TokenLine> {
  const row = await tokens(ctx).where('s.sessionId', '=', id).executeTakeFirst();
  if (!row) throw noToken();
  return viewOf(row);
}

/** Ends a token from this moment. @throws Problem `not-found` */
export async function revokeToken(ctx: Context, id: string): Promise<{ ok: true }> {
  const { name } = await getToken(ctx, id);
  await ctx.tx.deleteFrom('session').where('countyId', '=', ctx.actor.countyId).where('accountId', '=', ctx.actor.accountId).where('sessionId', '=', id).execute();
  await recordToken(ctx, id, 'end', { name });
  return { ok: true };
}

function recordToken(ctx: Context, id: string, action: string, after: object): Promise<void> {
  return recordChange(ctx, { subject: 'token', subjectId: id, householdId: null, divisionId: null, action, before: null, after });
}

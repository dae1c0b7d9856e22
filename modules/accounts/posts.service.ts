import type { Context } from '../../platform/context.ts';
import { type Created, once } from '../../platform/database/once.ts';
import { recordChange } from '../../platform/records/records.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { atHospital, type PostKind } from './accounts.rules.ts';
import { endPostRow, findPost, insertPostRow, keepsHospital } from './accounts.queries.ts';
import type { PostInput, PostView } from './accounts.schema.ts';
import { getAdministered, postViewOf, requireAnotherAdministrator } from './accounts.service.ts';
import { grantRefused, noPost, postDays, postHospitalWrong, postLevelWrong, postNeedsWorker } from './accounts.text.ts';
import { mayGrant, standsAt } from './grants.rules.ts';

/**
 * Gives an account a post, from a day to a day. Nobody gives what they could not do there themselves.
 * @throws Problem `post.beyond` (403), `post.level`, `post.days`, `post.noWorker`, `post.hospital` (422), `not-found`, `not-allowed`, `id.taken`
 */
export async function givePost(ctx: Context, input: PostInput): Promise<Created<PostView>> {
  const { tx, actor: { countyId, accountId } } = ctx;
  const account = await getAdministered(ctx, input.accountId);
  const division = await getDivisionByCode(ctx, input.divisionCode);
  if (!mayGrant(ctx.actor.posts, input.kind, division.path)) throw grantRefused();
  const load = async () => postViewOf((await findPost(tx, countyId, input.id))!);
  return once(ctx, { name: 'posts.create', id: input.id, body: input }, async () => {
    if (!standsAt(input.kind, division.level)) throw postLevelWrong();
    if (input.toDay !== undefined && input.toDay < input.fromDay) throw postDays();
    if ((input.kind === 'contact' || input.kind === 'familyDoctor') && account.workerId === null) throw postNeedsWorker();
    if (!(await namesItsHospital(ctx, input))) throw postHospitalWrong();
    await insertPostRow(tx, {
      countyId, postId: input.id, accountId: input.accountId, kind: input.kind, divisionId: division.divisionId, fromDay: input.fromDay,
      toDay: input.toDay ?? null, givenBy: accountId, hospitalId: input.hospitalId ?? null,
    });
    await recordChange(ctx, { subject: 'post', subjectId: input.id, householdId: null, divisionId: division.divisionId, action: 'create', before: null, after: input });
    return load();
  }, load);
}

/** A post at a desk names a hospital whose accounts this county keeps; no other post names one. */
async function namesItsHospital({ tx, actor }: Context, { kind, hospitalId }: PostInput): Promise<boolean> {
  if (!atHospital(kind)) return hospitalId === undefined;
  return hospitalId !== undefined && (await keepsHospital(tx, actor.countyId, hospitalId));
}

/**
 * Ends a post after `toDay`.
 * @throws Problem `post.lastAdministrator` (409), `post.beyond` (403), `post.days` (422), `not-found`
 */
export async function endPost(ctx: Context, postId: string, { toDay, reason }: { toDay: string; reason: string }): Promise<PostView> {
  const row = await findPost(ctx.tx, ctx.actor.countyId, postId);
  if (!row) throw noPost();
  if (!mayGrant(ctx.actor.posts, row.kind as PostKind, row.path)) throw grantRefused();
  if (toDay < row.fromDay) throw postDays();
  if (row.kind === 'countyAdministrator') await requireAnotherAdministrator(ctx, row.accountId);
  await endPostRow(ctx.tx, ctx.actor.countyId, postId, toDay);
  await recordChange(ctx, {
    subject: 'post', subjectId: postId, householdId: null, divisionId: row.divisionId, action: 'end', reason, before: { toDay: row.toDay }, after: { toDay },
  });
  return postViewOf({ ...row, toDay });
}

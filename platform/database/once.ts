import type { Context } from '../context.ts';
import { differentBody } from '../problem.ts';

export interface Created<T> {
  readonly value: T;
  /** The same create came before; nothing was done now. */
  readonly again: boolean;
}

/**
 * Makes a create happen once: its key is the actor and the id the caller made. Sent again with the same body it answers what stands now;
 * with another body it is refused.
 * @param load what the actor may see of it now; never a stored answer, rights may have changed since.
 * @throws Problem `id.taken` (409)
 */
export async function once<T>(
  ctx: Context,
  command: { readonly name: string; readonly id: string; readonly body: unknown; readonly subjectId?: string },
  create: () => Promise<T>,
  load: () => Promise<T>,
): Promise<Created<T>> {
  const digest = ctx.keys.digest(`${command.name}\n${stable(command.body)}`);
  const key = { countyId: ctx.actor.countyId, accountId: ctx.actor.accountId, commandId: command.id };
  const before = await ctx.tx
    .selectFrom('command').select('digest')
    .where('countyId', '=', key.countyId).where('accountId', '=', key.accountId).where('commandId', '=', key.commandId)
    .executeTakeFirst();
  if (before) {
    if (!before.digest.equals(digest)) throw differentBody();
    return { value: await load(), again: true };
  }
  await ctx.tx
    .insertInto('command')
    .values({ ...key, command: command.name, digest, subjectId: command.subjectId ?? command.id, at: ctx.now })
    .execute();
  return { value: await create(), again: false };
}

/** JSON with sorted keys: the same content is the same text however a client ordered it. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

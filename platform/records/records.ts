import { uuidv7 } from 'uuidv7';
import type { Context } from '../context.ts';
import { insertAll } from '../database/insert-all.ts';

export interface Look {
  /** What was shown: `households.list`, `household.file`, `household.phone` ... */
  readonly subject: string;
  readonly subjectId?: string;
  /** Every household whose row was in the answer. */
  readonly householdIds: readonly string[];
  readonly action?: string;
}

/** Records one look: one row for a whole list, naming the households shown (G1). An answer that showed nobody leaves no row. */
export async function recordLook(ctx: Context, look: Look): Promise<void> {
  if (look.householdIds.length === 0) return;
  await ctx.tx
    .insertInto('record')
    .values({
      ...who(ctx),
      kind: 'read',
      subject: look.subject,
      subjectId: look.subjectId ?? '',
      householdIds: [...look.householdIds],
      householdId: look.householdIds.length === 1 ? look.householdIds[0]! : null,
      action: look.action ?? 'look',
    })
    .execute();
}

export interface Change {
  /** The thing changed: `visit`, `household`, `assignment` ... */
  readonly subject: string;
  readonly subjectId: string;
  readonly householdId: string | null;
  readonly divisionId: number | null;
  readonly action: string;
  readonly reason?: string;
  /** Old and new values, only of what differs; sealed before they are stored. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Records one change with its old and new value, in the same transaction as the change. */
export async function recordChange(ctx: Context, change: Change): Promise<void> {
  await ctx.tx.insertInto('record').values(changeRow(ctx, change)).execute();
}

/** Several changes of one use case in one statement. */
export async function recordChanges(ctx: Context, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await insertAll(ctx.tx, 'record', changes.map((change) => changeRow(ctx, change)));
}

function changeRow(ctx: Context, change: Change) {
  return {
    ...who(ctx),
    kind: 'change',
    subject: change.subject,
    subjectId: change.subjectId,
    householdId: change.householdId,
    divisionId: change.divisionId,
    householdIds: change.householdId ? [change.householdId] : [],
    action: change.action,
    reason: change.reason ?? '',
    contentEnc: sealChange(ctx, change),
  };
}

/** The sealed old and new value as `record.content_enc` holds them. */
export function sealChange(ctx: Pick<Context, 'keys'>, change: Pick<Change, 'before' | 'after'>): Buffer {
  return ctx.keys.seal(JSON.stringify({ before: change.before ?? null, after: change.after ?? null }));
}

function who(ctx: Context) {
  return {
    countyId: ctx.actor.countyId,
    recordId: uuidv7(),
    at: ctx.now,
    accountId: ctx.actor.accountId,
    sessionId: ctx.actor.sessionId,
    purpose: ctx.actor.purpose,
  };
}

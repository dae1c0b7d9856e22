import { addDays, type Day, toDay, toNumber } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notAllowed } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { rightsOfKind } from '../accounts/accounts.rules.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getHouseholdFor } from './households.access.ts';
import { householdNames } from './households.queries.ts';
import { listRecordRows, type RecordFilter, type RecordRow, recordsNaming } from './records.queries.ts';
import type { RecordsQuery, RecordView } from './records.schema.ts';

interface Page {
  readonly items: RecordView[];
  readonly next: string | null;
}

/**
 * Who looked at and who changed what, newest first (G1). With a household: everything that names it. Without: the changes of the actor's own
 * territory and the actor's own looks; a county office reads every look.
 * @throws Problem `not-allowed` (403) without the right to read records there
 */
export async function listRecords(ctx: Context, query: RecordsQuery): Promise<Page> {
  const { tx, actor: { countyId, accountId } } = ctx;
  const filter = filterOf(query);
  if (query.household !== undefined) await getHouseholdFor(ctx, 'records.read', query.household);
  const rows = query.household !== undefined
    ? await recordsNaming(tx, countyId, query.household, filter)
    : await listRecordRows(tx, countyId, accountId, await readableDivisions(ctx), filter);
  return pageOf(ctx, rows, query.limit);
}

export const householdHistory = (ctx: Context, householdId: string, query: Omit<RecordsQuery, 'household'>): Promise<Page> =>
  listRecords(ctx, { ...query, household: householdId });

// Days are China's, and China keeps one time all year.
const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

function filterOf(query: RecordsQuery): RecordFilter {
  const after = fromCursor<readonly [string, string]>(query.after, 2);
  return {
    kind: query.kind ?? null, account: query.account ?? null, limit: query.limit + 1,
    from: query.from === undefined ? null : startOf(query.from),
    until: query.to === undefined ? null : startOf(toDay(addDays(toNumber(query.to as Day), 1))),
    after: after === null ? null : { at: new Date(after[0]), id: after[1] },
  };
}

/** Null: a post that reads records of the whole county. */
async function readableDivisions(ctx: Context): Promise<number[] | null> {
  const posts = ctx.actor.posts.filter((post) => rightsOfKind(post.kind).includes('records.read'));
  if (posts.length === 0) throw notAllowed();
  if (posts.some((post) => post.level === 'county')) return null;
  const ids = await Promise.all(posts.map((post) => divisionIdsWithin(ctx.tx, ctx.actor.countyId, post.path)));
  return ids.flat();
}

async function pageOf(ctx: Context, rows: readonly RecordRow[], limit: number): Promise<Page> {
  const page = rows.slice(0, limit);
  const households = await householdNames(ctx.tx, ctx.actor.countyId, [...new Set(page.flatMap((row) => row.householdIds))]);
  const actors = await accountNames(ctx, page.flatMap((row) => row.accountId ?? []));
  await recordLook(ctx, { subject: 'records.list', householdIds: [...households.keys()] });
  const last = page.at(-1);
  return {
    items: page.map((row) => viewOf(ctx, row, households, actors)),
    next: rows.length > limit && last ? toCursor([last.at.toISOString(), last.recordId]) : null,
  };
}

function viewOf(ctx: Context, row: RecordRow, households: ReadonlyMap<string, string>, actors: ReadonlyMap<string, string>): RecordView {
  return {
    id: row.recordId, at: row.at, kind: row.kind as RecordView['kind'], purpose: row.purpose, subject: row.subject, subjectId: row.subjectId,
    action: row.action, reason: row.reason, actor: row.accountId === null ? null : { id: row.accountId, name: actors.get(row.accountId) ?? '' },
    households: row.householdIds.flatMap((id) => { const name = households.get(id); return name === undefined ? [] : [{ id, name }]; }),
    ...(row.contentEnc === null ? {} : (JSON.parse(ctx.keys.open(row.contentEnc)) as { before: unknown; after: unknown })),
  };
}

import type { Context } from '../../platform/context.ts';
import { recordLook } from '../../platform/records/records.ts';
import { listMemberNames } from './households.queries.ts';

// A page a person still reads; longer lists are narrowed to a township first.
const MEMBERS_SHOWN = 500;

type Subject = Parameters<typeof recordLook>[1]['subject'];

/**
 * The members behind a figure with their households, in order of place; the look at these households is recorded under `subject`.
 * @returns at most 500; `memberIds` are taken in the order given
 */
export async function memberLines(ctx: Context, subject: Subject, memberIds: readonly string[]) {
  const rows = await listMemberNames(ctx.tx, ctx.actor.countyId, memberIds.slice(0, MEMBERS_SHOWN));
  await recordLook(ctx, { subject, householdIds: [...new Set(rows.map(({ householdId }) => householdId))] });
  return rows.map((row) => ({
    household: { id: row.householdId, name: row.headName, division: { code: row.code, name: row.divisionName }, groupName: row.groupName },
    member: { id: row.memberId, name: row.name },
  }));
}

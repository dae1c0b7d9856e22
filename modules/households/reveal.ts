import { recordLook } from '../../platform/records/records.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { getHouseholdFor, type PlacedHousehold } from './households.access.ts';
import { listChildRows, listMemberRows } from './households.queries.ts';
import { openJson, openText } from './households.sealed.ts';
import { noSuchField } from './households.text.ts';

export interface Revealed {
  readonly field: string;
  readonly value: string | unknown[];
}

/**
 * Shows one sealed value, with a record that names the value and the purpose (G1). The children are shown to the office alone: nobody else
 * needs to read what happened to serve the family.
 * @param field `phone`, `member.{memberId}.phone`, `member.{memberId}.idNumber` or `children`
 * @throws Problem `field.unknown` (422), `not-found`, `not-allowed`
 */
export async function reveal(ctx: CareContext, householdId: string, { field, purpose }: { field: string; purpose: string }): Promise<Revealed> {
  const household = await getHouseholdFor(ctx, 'reveal', householdId);
  const value = await valueOf(ctx, household, field);
  if (value === null) throw noSuchField();
  await recordLook({ ...ctx, actor: { ...ctx.actor, purpose } }, { subject: `household.${field}`, subjectId: householdId, householdIds: [householdId], action: 'reveal' });
  return { field, value };
}

async function valueOf(ctx: CareContext, household: PlacedHousehold, field: string): Promise<string | unknown[] | null> {
  if (field === 'phone') return openText(ctx, household.phoneEnc);
  if (field === 'children') return childrenOf(ctx, household);
  const [, memberId, key] = /^member\.([0-9a-f-]{36})\.(phone|idNumber)$/.exec(field) ?? [];
  if (memberId === undefined) return null;
  const member = (await listMemberRows(ctx.tx, ctx.actor.countyId, household.householdId)).find((row) => row.memberId === memberId);
  return openText(ctx, (key === 'phone' ? member?.phoneEnc : member?.idNumberEnc) ?? null);
}

async function childrenOf(ctx: CareContext, household: PlacedHousehold): Promise<unknown[] | null> {
  authorise(ctx, 'household.write', household);
  const rows = await listChildRows(ctx.tx, ctx.actor.countyId, household.householdId);
  return rows.length === 0 ? null : rows.map((row) => openJson(ctx, row.detailsEnc));
}

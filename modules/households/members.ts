import { uuidv7 } from 'uuidv7';
import { once } from '../../platform/database/once.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChange } from '../../platform/records/records.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { getHouseholdFor, type PlacedHousehold } from './households.access.ts';
import { readFile } from './households.file.ts';
import { claimIdentity, insertMemberRow, listMemberRows, type MemberRow, releaseIdentity, replaceChildRows, touchHousehold, updateMemberRow } from './households.queries.ts';
import { differences, lastDeath } from './households.rules.ts';
import type { ChildInput, MemberInput, MemberPatch } from './households.schema.ts';
import { checkedIdNumber, checkedPhone, idNumberColumns, openText, phoneColumns, sealJson } from './households.sealed.ts';
import { dayFuture, ENDED_BY_DEATH, identityKnown, noChange, noMember } from './households.text.ts';
import { closeService } from './service.ts';

type Place = Pick<PlacedHousehold, 'householdId' | 'divisionId'>;

/**
 * Writes one member: birth day and sex come from the ID number where they are not given.
 * @param field where the member stands in the request, for marking what is wrong
 * @throws Problem `identity.known` (409), `phone.length`, `id.*`, `day.future` (422)
 */
export async function writeMember(ctx: CareContext, place: Place, input: MemberInput, field = ''): Promise<void> {
  const { tx, actor: { countyId }, today } = ctx;
  const idNumber = checkedIdNumber(input.idNumber, `${field}idNumber`);
  const birthDay = input.birthDay ?? idNumber?.birthDay ?? null;
  if (birthDay !== null && birthDay > today) throw dayFuture(`${field}birthDay`);
  const columns = idNumberColumns(ctx, idNumber?.idNumber ?? null);
  await claim(ctx, input.id, columns.idNumberIndex, `${field}idNumber`);
  await insertMemberRow(tx, {
    countyId, memberId: input.id, householdId: place.householdId, divisionId: place.divisionId, name: input.name, ...readName(input.name),
    relation: input.relation, sex: input.sex ?? idNumber?.sex ?? '0', birthDay, ...columns,
    ...phoneColumns(ctx, checkedPhone(input.phone, `${field}phone`)),
  });
}

async function claim(ctx: CareContext, memberId: string, index: Buffer | null, field: string): Promise<void> {
  if (index !== null && !(await claimIdentity(ctx.tx, ctx.actor.countyId, memberId, index))) throw identityKnown(field);
}

/** Adds a person served. @throws Problem as `writeMember`, `not-found`, `not-allowed` */
export async function addMember(ctx: CareContext, householdId: string, input: MemberInput) {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  return once(ctx, { name: 'members.create', id: input.id, body: { householdId, ...input } }, async () => {
    await writeMember(ctx, household, input);
    await touchHousehold(ctx.tx, ctx.actor.countyId, householdId, ctx.today);
    await recordChange(ctx, { subject: 'member', subjectId: input.id, householdId, divisionId: household.divisionId, action: 'create', before: null, after: input });
    await ctx.duties.refresh(ctx, [householdId]);
    return readFile(ctx, householdId);
  }, () => readFile(ctx, householdId));
}

/** A member as people know it, in the words of the request, so that old and new can be compared and kept side by side. */
function plainOf(ctx: CareContext, row: MemberRow) {
  return {
    name: row.name, relation: row.relation, sex: row.sex, birthDay: row.birthDay, deathDay: row.deathDay,
    idNumber: openText(ctx, row.idNumberEnc), phone: openText(ctx, row.phoneEnc),
  };
}

/**
 * Changes a member. When the last of the people served has died, service ends on that day and what is open is no longer owed (duties.md).
 * @throws Problem `change.none` (422), `identity.known` (409), `phone.length`, `id.*`, `day.future` (422), `not-found`, `not-allowed`
 */
export async function changeMember(ctx: CareContext, householdId: string, memberId: string, input: MemberPatch) {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  const row = (await listMemberRows(ctx.tx, ctx.actor.countyId, householdId)).find((member) => member.memberId === memberId);
  if (!row) throw noMember();
  const { before, after } = differences(plainOf(ctx, row), checked(ctx, input.changes));
  if (Object.keys(after).length === 0) throw noChange();
  await updateMemberRow(ctx.tx, ctx.actor.countyId, memberId, await columnsOf(ctx, row, after));
  await touchHousehold(ctx.tx, ctx.actor.countyId, householdId, ctx.today);
  await recordChange(ctx, { subject: 'member', subjectId: memberId, householdId, divisionId: household.divisionId, action: 'change', reason: input.reason, before, after });
  if (after.deathDay) await endAfterLastDeath(ctx, household);
  await ctx.duties.refresh(ctx, [householdId]);
  return readFile(ctx, householdId);
}

function checked(ctx: CareContext, changes: MemberPatch['changes']) {
  for (const field of ['birthDay', 'deathDay'] as const) {
    if ((changes[field] ?? '') > ctx.today) throw dayFuture(`changes.${field}`);
  }
  return {
    ...changes,
    ...(changes.phone === undefined ? {} : { phone: checkedPhone(changes.phone, 'changes.phone') }),
    ...(changes.idNumber === undefined ? {} : { idNumber: checkedIdNumber(changes.idNumber, 'changes.idNumber')?.idNumber ?? null }),
  };
}

async function columnsOf(ctx: CareContext, row: MemberRow, after: Partial<ReturnType<typeof plainOf>>) {
  const { idNumber, phone, ...plain } = after;
  const numbers = idNumber === undefined ? {} : idNumberColumns(ctx, idNumber);
  if (idNumber !== undefined) {
    if (row.idNumberIndex) await releaseIdentity(ctx.tx, ctx.actor.countyId, row.memberId, row.idNumberIndex);
    await claim(ctx, row.memberId, idNumberColumns(ctx, idNumber).idNumberIndex, 'changes.idNumber');
  }
  return {
    ...plain, ...numbers,
    ...(plain.name === undefined ? {} : readName(plain.name)),
    ...(phone === undefined ? {} : phoneColumns(ctx, phone)),
  };
}

async function endAfterLastDeath(ctx: CareContext, household: PlacedHousehold): Promise<void> {
  const day = lastDeath(await listMemberRows(ctx.tx, ctx.actor.countyId, household.householdId));
  if (day !== null) await closeService(ctx, household, day, ENDED_BY_DEATH);
}

export const sealChildren = (ctx: CareContext, children: readonly ChildInput[]) =>
  children.map((child) => ({ childId: uuidv7(), detailsEnc: sealJson(ctx, child) }));

/** Sets what is known of the children, all of it sealed. The old and the new stand sealed in the record of changes. */
export async function setChildren(ctx: CareContext, householdId: string, input: { reason: string; children: readonly ChildInput[] }) {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  const days = input.children.flatMap((child) => [child.birthDay, ...child.events.map((event) => event.day)]);
  if (days.some((day) => day !== undefined && day > ctx.today)) throw dayFuture('children');
  const at = { countyId: ctx.actor.countyId, householdId, divisionId: household.divisionId };
  const before = await ctx.tx.selectFrom('child').select('detailsEnc')
    .where('countyId', '=', at.countyId).where('householdId', '=', householdId).orderBy('childId').execute();
  await replaceChildRows(ctx.tx, at, sealChildren(ctx, input.children));
  await touchHousehold(ctx.tx, at.countyId, householdId, ctx.today);
  await recordChange(ctx, {
    subject: 'children', subjectId: householdId, householdId, divisionId: household.divisionId, action: 'change', reason: input.reason,
    before: before.map((row) => JSON.parse(ctx.keys.open(row.detailsEnc)) as unknown), after: input.children,
  });
  await ctx.duties.refresh(ctx, [householdId]);
  return readFile(ctx, householdId);
}

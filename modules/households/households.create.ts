import { uuidv7 } from 'uuidv7';
import { once } from '../../platform/database/once.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { readFile } from './households.file.ts';
import { insertHouseholdRow, replaceChildRows } from './households.queries.ts';
import type { HouseholdInput, MemberInput } from './households.schema.ts';
import { checkedPhone, phoneColumns, sealJson } from './households.sealed.ts';
import { dayFuture } from './households.text.ts';
import { sealChildren, writeMember } from './members.ts';
import { openService } from './service.ts';

/** What an import knows beside the household itself. */
export interface Origin {
  readonly importId?: string;
  /** Warnings kept on the household until someone resolves them (problem codes). */
  readonly marks?: readonly string[];
}

/**
 * Opens a file (A1, A3): the household, its members, its children sealed, and the service that begins.
 * @throws Problem `identity.known` (409), `phone.length`, `id.*`, `day.future` (422), `not-found` for the place, `not-allowed`, `id.taken`
 */
export async function createHousehold(ctx: CareContext, input: HouseholdInput) {
  return once(ctx, { name: 'households.create', id: input.id, body: input }, async () => {
    await addHousehold(ctx, input);
    await ctx.duties.refresh(ctx, [input.id]);
    return readFile(ctx, input.id);
  }, () => readFile(ctx, input.id));
}

/**
 * The same without the duties that follow: whoever adds a thousand computes them together afterwards (`ctx.duties.refresh`), and until then
 * the household stands on no list.
 */
export async function addHousehold(ctx: CareContext, input: HouseholdInput, origin: Origin = {}): Promise<void> {
  const division = await getDivisionByCode(ctx, input.divisionCode);
  authorise(ctx, 'household.write', { path: division.path });
  const servedFrom = input.servedFrom ?? ctx.today;
  if (servedFrom > ctx.today) throw dayFuture('servedFrom');
  const at = { countyId: ctx.actor.countyId, householdId: input.id, divisionId: division.divisionId };
  await insertHouseholdRow(ctx.tx, {
    ...at, headName: input.headName, ...readName(input.headName), groupName: input.groupName, registeredAddress: input.registeredAddress,
    livingAddress: input.livingAddress, ...phoneColumns(ctx, checkedPhone(input.phone, 'phone')), category: input.category,
    situationEnc: input.situation ? sealJson(ctx, input.situation) : null, marks: [...(origin.marks ?? [])], updatedOn: ctx.today,
    importId: origin.importId ?? null,
  });
  for (const [index, member] of withHead(input).entries()) await writeMember(ctx, at, member, `members.${index}.`);
  if (input.children.length > 0) await replaceChildRows(ctx.tx, at, sealChildren(ctx, input.children));
  await openService(ctx, at, servedFrom);
  await recordChange(ctx, { subject: 'household', subjectId: input.id, householdId: input.id, divisionId: at.divisionId, action: 'create', before: null, after: input });
}

/** The head is a person served, also when a ledger names nobody else. */
function withHead({ headName, members }: HouseholdInput): readonly MemberInput[] {
  if (members.some((member) => member.name === headName || member.relation === 'head')) return members;
  return [...members, { id: uuidv7(), name: headName, relation: 'head' }];
}

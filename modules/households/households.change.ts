import { addDays, type DayNumber, type PackSpell, toDay, toNumber } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { changedMeanwhile } from '../../platform/problem.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { isWithin, townshipIdOf } from '../divisions/divisions.rules.ts';
import { getDivision, getDivisionByCode } from '../divisions/divisions.service.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { getHouseholdFor, type PlacedHousehold } from './households.access.ts';
import { readFile } from './households.file.ts';
import { endAssignments, listContactPlaces, moveHouseholdRows, updateHouseholdRow } from './households.queries.ts';
import { differences } from './households.rules.ts';
import type { HouseholdFile, HouseholdPatch, Situation } from './households.schema.ts';
import { checkedPhone, openJson, openText, phoneColumns, sealJson } from './households.sealed.ts';
import { noChange } from './households.text.ts';
import { leftPacks } from './moves.rules.ts';
import { insertPackSpells } from './spells.queries.ts';

/** The file as people know it, in the words of the request. */
const plainOf = (ctx: CareContext, household: PlacedHousehold) => ({
  headName: household.headName, groupName: household.groupName, registeredAddress: household.registeredAddress, livingAddress: household.livingAddress,
  phone: openText(ctx, household.phoneEnc), category: household.category, situation: openJson<Situation>(ctx, household.situationEnc),
  divisionCode: household.divisionCode,
});
type Plain = ReturnType<typeof plainOf>;

/**
 * Changes a household's file; old and new values are kept. `divisionCode` moves the household.
 * @throws Problem `version.changed` (409) when somebody changed it after `version` was read, `change.none`, `phone.length` (422),
 * `not-found`, `not-allowed` (also for a move whose other end is outside the actor's territory)
 */
export async function changeHousehold(ctx: CareContext, householdId: string, { version, reason, changes }: HouseholdPatch): Promise<HouseholdFile> {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  const wanted = changes.phone === undefined ? changes : { ...changes, phone: checkedPhone(changes.phone, 'changes.phone') };
  const { before, after } = differences(plainOf(ctx, household), wanted);
  if (household.version !== version) throw changedMeanwhile();
  if (Object.keys(after).length === 0) throw noChange();
  const { divisionCode, ...rest } = after;
  if (!(await updateHouseholdRow(ctx.tx, ctx.actor.countyId, householdId, version, { ...columnsOf(ctx, rest), updatedOn: ctx.today }))) throw changedMeanwhile();
  const moved = divisionCode === undefined ? null : await move(ctx, household, divisionCode);
  await recordChange(ctx, {
    subject: 'household', subjectId: householdId, householdId, divisionId: moved?.divisionId ?? household.divisionId, action: moved ? 'move' : 'change', reason,
    before, after: moved ? { ...after, contactsEnded: moved.contactsEnded } : after,
  });
  await ctx.duties.refresh(ctx, [householdId]);
  return readFile(ctx, householdId);
}

function columnsOf(ctx: CareContext, { phone, situation, ...plain }: Partial<Omit<Plain, 'divisionCode'>>) {
  return {
    ...plain,
    ...(plain.headName === undefined ? {} : readName(plain.headName)),
    ...(phone === undefined ? {} : phoneColumns(ctx, phone)),
    ...(situation === undefined ? {} : { situationEnc: situation === null ? null : sealJson(ctx, situation) }),
  };
}

/**
 * Moves a household with all its rows. What was done stays done: visits go along, the packs it lived under are kept for their days, and only
 * contacts of the township it leaves end, today.
 */
async function move(ctx: CareContext, household: PlacedHousehold, code: string): Promise<{ divisionId: number; contactsEnded: unknown[] }> {
  const { tx, actor: { countyId }, today } = ctx;
  const target = await getDivisionByCode(ctx, code);
  authorise(ctx, 'household.write', { path: target.path });
  const before = await packsOf(ctx, household.householdId);
  const leavers = await contactsLeftBehind(ctx, household, target.path);
  const contactsEnded = await endAssignments(tx, countyId, household.householdId, today, leavers);
  await moveHouseholdRows(tx, countyId, household.householdId, target.divisionId);
  const left = leftPacks(before, await packsOf(ctx, household.householdId), addDays(toNumber(today), -1));
  const at = { countyId, householdId: household.householdId, divisionId: target.divisionId };
  await insertPackSpells(tx, left.map(({ packId, from, to }) => ({ ...at, spellId: uuidv7(), packId, fromDay: toDay(from), toDay: toDay(to as DayNumber) })));
  return { divisionId: target.divisionId, contactsEnded };
}

async function packsOf(ctx: CareContext, householdId: string): Promise<readonly PackSpell[]> {
  return (await ctx.duties.load(ctx, [householdId]))[0]?.facts.packs ?? [];
}

/** Workers of the township that the household leaves; those of the county go on. */
async function contactsLeftBehind(ctx: CareContext, household: PlacedHousehold, targetPath: string): Promise<string[]> {
  const township = await getDivision(ctx, townshipIdOf(household.path));
  if (isWithin(targetPath, township.path)) return [];
  const contacts = await listContactPlaces(ctx.tx, ctx.actor.countyId, household.householdId, ctx.today);
  return [...new Set(contacts.filter((contact) => isWithin(contact.path, township.path) && !isWithin(contact.path, targetPath)).map((contact) => contact.workerId))];
}

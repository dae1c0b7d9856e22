import { once } from '../../platform/database/once.ts';
import { recordChange } from '../../platform/records/records.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { getHouseholdFor, type PlacedHousehold } from './households.access.ts';
import { readFile } from './households.file.ts';
import { listMemberRows, touchHousehold, updateHouseholdRow } from './households.queries.ts';
import { includesDay, overlap } from './households.rules.ts';
import type { AwayInput, FlagInput, HouseholdFile } from './households.schema.ts';
import { alreadyOnList, awayOverlap, confirmedLater, dayFuture, dayOrder, noMark, noMember, noSpell } from './households.text.ts';
import {
  endFlagSpell, endResidenceSpell, findResidenceSpell, insertFlagSpell, insertResidenceSpell, listFlagSpells, listResidenceSpells,
} from './spells.queries.ts';

interface Edit {
  readonly subject: string;
  readonly subjectId: string;
  readonly action: string;
  readonly reason?: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What every change of a household's spells ends with: the file counts as brought up to date, the change is on record, duties follow. */
async function finish(ctx: CareContext, household: PlacedHousehold, edit: Edit): Promise<HouseholdFile> {
  const { householdId, divisionId } = household;
  await touchHousehold(ctx.tx, ctx.actor.countyId, householdId, ctx.today);
  await recordChange(ctx, { ...edit, householdId, divisionId });
  await ctx.duties.refresh(ctx, [householdId]);
  return readFile(ctx, householdId);
}

/** Puts a household or a member on a list (A4). @throws Problem `flag.open` (409), `day.future` (422), `not-found`, `not-allowed` */
export async function addFlag(ctx: CareContext, householdId: string, input: FlagInput) {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  return once(ctx, { name: 'flags.create', id: input.id, body: { householdId, ...input } }, async () => {
    const { tx, actor: { countyId }, today } = ctx;
    if (input.fromDay > today) throw dayFuture('fromDay');
    const memberId = input.memberId ?? null;
    if (memberId !== null && !(await listMemberRows(tx, countyId, householdId)).some((member) => member.memberId === memberId)) throw noMember();
    const flags = await listFlagSpells(tx, countyId, householdId);
    const wanted = { fromDay: input.fromDay, toDay: null };
    if (flags.some((flag) => flag.key === input.key && flag.memberId === memberId && overlap(flag, wanted))) throw alreadyOnList();
    await insertFlagSpell(tx, {
      countyId, spellId: input.id, householdId, divisionId: household.divisionId, memberId, key: input.key, source: input.source, fromDay: input.fromDay,
    });
    return finish(ctx, household, { subject: 'flag', subjectId: input.id, action: 'create', before: null, after: input });
  }, () => readFile(ctx, householdId));
}

/** @throws Problem `day.future`, `day.order` (422), `not-found` also when it has ended already */
export async function endFlag(ctx: CareContext, householdId: string, flagId: string, { toDay, reason }: { toDay: string; reason: string }): Promise<HouseholdFile> {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  const flag = (await listFlagSpells(ctx.tx, ctx.actor.countyId, householdId)).find((spell) => spell.spellId === flagId && spell.toDay === null);
  if (!flag) throw noSpell();
  if (toDay > ctx.today) throw dayFuture('toDay');
  if (toDay < flag.fromDay) throw dayOrder('toDay');
  await endFlagSpell(ctx.tx, ctx.actor.countyId, flagId, toDay);
  return finish(ctx, household, { subject: 'flag', subjectId: flagId, action: 'end', reason, before: { key: flag.key, toDay: null }, after: { key: flag.key, toDay } });
}

/** The household lives elsewhere from a day on. @throws Problem `away.overlap` (409), `day.future`, `day.order` (422), `not-found`, `not-allowed` */
export async function addAway(ctx: CareContext, input: AwayInput) {
  const { householdId, place, fromDay, toDay = null } = input;
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  return once(ctx, { name: 'aways.create', id: input.id, body: input }, async () => {
    const { tx, actor: { countyId }, today } = ctx;
    if (fromDay > today) throw dayFuture('fromDay');
    if (toDay !== null && toDay < fromDay) throw dayOrder('toDay');
    const spells = await listResidenceSpells(tx, countyId, householdId);
    if (spells.some((spell) => spell.kind === 'away' && overlap(spell, { fromDay, toDay }))) throw awayOverlap();
    await insertResidenceSpell(tx, { countyId, spellId: input.id, householdId, divisionId: household.divisionId, kind: 'away', place, fromDay, toDay });
    return finish(ctx, household, { subject: 'away', subjectId: input.id, action: 'create', before: null, after: { place, fromDay, toDay } });
  }, () => readFile(ctx, householdId));
}

/** The household is back from the day after. @throws Problem `day.future`, `day.order` (422), `not-found`, `not-allowed` */
export async function endAway(ctx: CareContext, awayId: string, { toDay }: { toDay: string }): Promise<HouseholdFile> {
  const spell = await findResidenceSpell(ctx.tx, ctx.actor.countyId, awayId);
  if (!spell || spell.kind !== 'away' || (spell.toDay !== null && !includesDay(spell, ctx.today))) throw noSpell();
  const household = await getHouseholdFor(ctx, 'household.write', spell.householdId);
  if (toDay > ctx.today) throw dayFuture('toDay');
  if (toDay < spell.fromDay) throw dayOrder('toDay');
  await endResidenceSpell(ctx.tx, ctx.actor.countyId, awayId, toDay);
  return finish(ctx, household, { subject: 'away', subjectId: awayId, action: 'end', before: { toDay: spell.toDay }, after: { toDay } });
}

/** Somebody went through the file and it is still right: it counts as up to date from that day (A6). @throws Problem `confirm.earlier` (409), `day.future` (422) */
export async function confirmFile(ctx: CareContext, householdId: string, { day }: { day: string }): Promise<HouseholdFile> {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  if (day > ctx.today) throw dayFuture('day');
  if (day < household.updatedOn) throw confirmedLater();
  await updateHouseholdRow(ctx.tx, ctx.actor.countyId, householdId, household.version, { updatedOn: day });
  await recordChange(ctx, {
    subject: 'household', subjectId: householdId, householdId, divisionId: household.divisionId, action: 'confirm',
    before: { updatedOn: household.updatedOn }, after: { updatedOn: day },
  });
  await ctx.duties.refresh(ctx, [householdId]);
  return readFile(ctx, householdId);
}

/** A warning of an import was looked into. @throws Problem `not-found` when the household does not carry it */
export async function resolveMark(ctx: CareContext, householdId: string, code: string, { reason }: { reason: string }): Promise<HouseholdFile> {
  const household = await getHouseholdFor(ctx, 'household.write', householdId);
  if (!household.marks.includes(code)) throw noMark();
  const marks = household.marks.filter((mark) => mark !== code);
  await ctx.tx.updateTable('household').set({ marks })
    .where('countyId', '=', ctx.actor.countyId).where('householdId', '=', householdId).execute();
  return finish(ctx, household, { subject: 'mark', subjectId: code, action: 'resolve', reason, before: { marks: household.marks }, after: { marks } });
}

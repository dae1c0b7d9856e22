import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChange } from '../../platform/records/records.ts';
import { listDivisionRows } from '../divisions/divisions.queries.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { moveHouseholdRows, replaceChildRows, updateHouseholdRow, updateMemberRow } from '../households/households.queries.ts';
import { idNumberColumns, openJson, openText, phoneColumns, sealJson } from '../households/households.sealed.ts';
import { endResidenceSpell, insertResidenceSpell } from '../households/spells.queries.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { differenceOf, marksAfter, type Difference, type Standing } from './comparing.rules.ts';
import type { Problem, RowDraft } from './imports.schema.ts';
import {
  claimIdentities, listAwaysOf, listChildrenOf, listHoldersOf, listMembersOf, type Holder, type KnownHousehold, type KnownMember,
} from './known.queries.ts';
import { eventsOf } from './opening.ts';

interface ChildDetails {
  readonly events?: readonly { readonly kind: string; readonly day?: string; readonly about?: string }[];
}

/** A household as it stands before a row changes it. */
export interface StandingHousehold {
  readonly household: KnownHousehold;
  readonly standing: Standing;
  readonly head: KnownMember | undefined;
  readonly child: ChildDetails | null;
  readonly away: { readonly spellId: string; readonly place: string; readonly fromDay: string; readonly toDay: string | null } | undefined;
  readonly holders: readonly Holder[];
}

/** Everything that rows are compared with, in a handful of statements for a whole batch. */
export async function loadStanding(ctx: CareContext, households: readonly KnownHousehold[]): Promise<Map<string, StandingHousehold>> {
  const { tx, actor: { countyId }, today } = ctx;
  const ids = households.map((one) => one.householdId);
  const members = group(await listMembersOf(tx, countyId, ids));
  const children = group(await listChildrenOf(tx, countyId, ids));
  const aways = group(await listAwaysOf(tx, countyId, ids, today));
  const holders = group(await listHoldersOf(tx, countyId, ids, today));
  return new Map(households.map((household) => {
    const id = household.householdId;
    const own = (children.get(id) ?? []).map((row) => openJson<ChildDetails>(ctx, row.detailsEnc)!);
    const head = (members.get(id) ?? []).find((member) => member.relation === 'head') ?? (members.get(id) ?? []).find((member) => member.name === household.headName);
    const parts = { household, head, child: own[0] ?? null, away: aways.get(id)?.[0], holders: holders.get(id) ?? [] };
    return [id, { ...parts, standing: standingOf(ctx, parts, own) }];
  }));
}

function group<T extends { readonly householdId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) (groups.get(row.householdId) ?? groups.set(row.householdId, []).get(row.householdId)!).push(row);
  return groups;
}

export const datesOf = (children: readonly ChildDetails[]): string[] =>
  children.flatMap((child) => child.events ?? []).flatMap(({ day, about }) => day ?? about ?? []).sort();

function standingOf(ctx: CareContext, { household, head, away }: Omit<StandingHousehold, 'standing'>, children: readonly ChildDetails[]): Standing {
  return {
    headName: household.headName, groupName: household.groupName, registeredAddress: household.registeredAddress, livingAddress: household.livingAddress,
    phone: openText(ctx, household.phoneEnc), otherPhone: openText(ctx, head?.phoneEnc ?? null), idNumber: openText(ctx, head?.idNumberEnc ?? null),
    childDates: children.length > 1 ? null : datesOf(children), away: away ? { place: away.place } : null, marks: household.marks,
  };
}

/** What a row changed, so that it can be put back. */
export interface Undoable {
  readonly before: Partial<Standing>;
  readonly children: ChildDetails | null;
  readonly headId: string | null;
}

export interface ChangedHousehold {
  readonly versionAfter: number;
  readonly before: Undoable;
  readonly residence: ResidenceTraces;
}

/** Spells away that a row began, and the one it ended with its former last day. */
interface ResidenceTraces {
  readonly spells: readonly string[];
  readonly endedSpells: readonly { readonly spellId: string; readonly toDay: string | null }[];
}
const NO_RESIDENCE: ResidenceTraces = { spells: [], endedSpells: [] };

/**
 * Writes what a row says that the file does not say yet, as one change of the file.
 * @param contacts whether the row also changes a contact: corrected contacts settle the warnings about them
 * @returns null when nothing differs; `id` when the ID number is somebody else's
 */
export async function changeKnown(ctx: CareContext, known: StandingHousehold, row: { draft: RowDraft; problems: readonly Problem[]; divisionId: number }, contacts: boolean): Promise<ChangedHousehold | null | 'id'> {
  const difference = differenceOf(row.draft, known.standing);
  const changed = [...Object.keys(difference), ...(contacts ? ['contacts'] : [])];
  const marks = marksAfter(known.standing.marks, row.problems, changed);
  const moved = difference.registeredAddress !== undefined && row.divisionId !== known.household.divisionId;
  if (Object.keys(difference).length === 0 && marks.join() === [...known.standing.marks].sort().join()) return null;
  if (!(await numberFree(ctx, known, difference))) return 'id';
  const residence = await writeDifference(ctx, known, difference, marks, moved ? row.divisionId : null);
  await recordChange(ctx, {
    subject: 'household', subjectId: known.household.householdId, householdId: known.household.householdId, divisionId: known.household.divisionId, action: 'import',
    before: onlyOf(known.standing, Object.keys(difference)), after: difference,
  });
  return {
    versionAfter: known.household.version + 1, residence,
    before: { before: onlyOf(known.standing, [...Object.keys(difference), 'marks']), children: known.child, headId: known.head?.memberId ?? null },
  };
}

const onlyOf = (standing: Standing, keys: readonly string[]): Partial<Standing> =>
  Object.fromEntries(Object.entries(standing).filter(([key]) => keys.includes(key)));

async function numberFree(ctx: CareContext, { head }: StandingHousehold, { idNumber }: Difference): Promise<boolean> {
  if (idNumber === undefined || !head) return true;
  const index = ctx.keys.blindIndex('idNumber', idNumber);
  return (await claimIdentities(ctx.tx, ctx.actor.countyId, [{ member: head.memberId, index }])).size === 0;
}

async function writeDifference(ctx: CareContext, known: StandingHousehold, difference: Difference, marks: readonly string[], moveTo: number | null): Promise<ResidenceTraces> {
  const { tx, actor: { countyId }, today } = ctx;
  const { householdId, divisionId, version } = known.household;
  const { headName, groupName, registeredAddress, livingAddress, phone } = difference;
  const texts = Object.fromEntries(Object.entries({ groupName, registeredAddress, livingAddress }).filter(([, value]) => value !== undefined));
  await updateHouseholdRow(tx, countyId, householdId, version, {
    ...texts, ...(headName === undefined ? {} : { headName, ...readName(headName) }), ...(phone === undefined ? {} : phoneColumns(ctx, phone)), marks: [...marks], updatedOn: today,
  });
  await writeHead(ctx, known, difference);
  if (difference.childDates) await writeDates(ctx, known, difference.childDates);
  // The village that was unknown has become known: its file goes there. A move between townships is a decision of its own.
  if (moveTo !== null) await settle(ctx, householdId, divisionId, moveTo);
  return difference.away ? writeAway(ctx, known, difference.away.place) : NO_RESIDENCE;
}

async function writeHead(ctx: CareContext, { head }: StandingHousehold, { headName, otherPhone, idNumber }: Difference): Promise<void> {
  if (!head || (headName === undefined && otherPhone === undefined && idNumber === undefined)) return;
  await updateMemberRow(ctx.tx, ctx.actor.countyId, head.memberId, {
    ...(headName === undefined ? {} : { name: headName, ...readName(headName) }),
    ...(otherPhone === undefined ? {} : phoneColumns(ctx, otherPhone)),
    ...(idNumber === undefined ? {} : idNumberColumns(ctx, idNumber)),
  });
}

/** A day that is on file already keeps what is known about it. */
async function writeDates(ctx: CareContext, { household, child }: StandingHousehold, dates: readonly string[]): Promise<void> {
  const known = new Map((child?.events ?? []).map((event) => [event.day ?? event.about ?? '', event]));
  const events = eventsOf(dates).map((event, index) => known.get(dates[index]!) ?? event);
  const at = { countyId: ctx.actor.countyId, householdId: household.householdId, divisionId: household.divisionId };
  await replaceChildRows(ctx.tx, at, [{ childId: uuidv7(), detailsEnc: sealJson(ctx, { ...child, events }) }]);
}

async function settle(ctx: CareContext, householdId: string, from: number, to: number): Promise<void> {
  const places = new Map((await listDivisionRows(ctx.tx, ctx.actor.countyId)).map((one) => [one.divisionId, one]));
  const [old, next] = [places.get(from), places.get(to)];
  if (!old || !next || next.parentId !== old.divisionId) return;
  authorise(ctx, 'household.write', next);
  await moveHouseholdRows(ctx.tx, ctx.actor.countyId, householdId, to);
}

async function writeAway(ctx: CareContext, { household, away }: StandingHousehold, place: string): Promise<ResidenceTraces> {
  const { tx, actor: { countyId }, today } = ctx;
  const yesterday = toDay(addDays(toNumber(today as Day), -1));
  if (away) await endResidenceSpell(tx, countyId, away.spellId, yesterday < away.fromDay ? away.fromDay : yesterday);
  const spellId = uuidv7();
  await insertResidenceSpell(tx, { countyId, spellId, householdId: household.householdId, divisionId: household.divisionId, kind: 'away', place, fromDay: today, toDay: null });
  return { spells: [spellId], endedSpells: away ? [{ spellId: away.spellId, toDay: away.toDay }] : [] };
}

import { type Day, packOn, toNumber } from '@lianxin/engine';
import { maskIdNumber, maskPhone } from '../../platform/crypto/masks.ts';
import { recordLook } from '../../platform/records/records.ts';
import { getDivision } from '../divisions/divisions.service.ts';
import { townshipIdOf } from '../divisions/divisions.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { allowedWith, getHousehold, type PlacedHousehold } from './households.access.ts';
import { listChildRows, listMemberRows, type MemberRow } from './households.queries.ts';
import { ageOn, familyOf } from './households.rules.ts';
import type { HouseholdFile, Situation } from './households.schema.ts';
import { openJson, openText } from './households.sealed.ts';
import { findStanding, listAccommodations, listFlagSpells, listResidenceSpells, listServiceSpells } from './spells.queries.ts';

/**
 * One household, one file (A3). Numbers are masked, the children only counted: each value is revealed by itself, with a purpose.
 * Leaves one record of the look.
 * @throws Problem `not-found` (404), also for a household outside the actor's territory
 */
export async function readFile(ctx: CareContext, householdId: string): Promise<HouseholdFile> {
  const household = await getHousehold(ctx, householdId);
  await recordLook(ctx, { subject: 'household.file', subjectId: householdId, householdIds: [householdId] });
  return { ...(await headOf(ctx, household)), ...(await spellsOf(ctx, household)), ...(await peopleOf(ctx, household)) };
}

const maskedPhone = (ctx: CareContext, sealed: Uint8Array | null) => {
  const phone = openText(ctx, sealed);
  return phone === null ? null : { masked: maskPhone(phone) };
};

async function headOf(ctx: CareContext, household: PlacedHousehold) {
  const { tx, actor: { countyId }, today } = ctx;
  const township = await getDivision(ctx, townshipIdOf(household.path));
  const staleOn = (await findStanding(tx, countyId, household.householdId))?.staleOn ?? null;
  return {
    id: household.householdId, version: household.version, headName: household.headName, family: familyOf(household.headName),
    division: { code: household.divisionCode, name: household.divisionName, level: household.level },
    township: { code: township.code, name: township.name, level: township.level },
    groupName: household.groupName, registeredAddress: household.registeredAddress, livingAddress: household.livingAddress,
    phone: maskedPhone(ctx, household.phoneEnc), category: household.category as HouseholdFile['category'],
    situation: openJson<Situation>(ctx, household.situationEnc), marks: household.marks, updatedOn: household.updatedOn,
    stale: staleOn !== null && staleOn < today, staleOn, may: allowedWith(ctx, household), packId: await packToday(ctx, household.householdId),
  };
}

async function packToday(ctx: CareContext, householdId: string): Promise<string | null> {
  const [loaded] = await ctx.duties.load(ctx, [householdId]);
  return loaded ? (packOn(loaded.facts, ctx.book, toNumber(ctx.today))?.id ?? null) : null;
}

async function spellsOf(ctx: CareContext, { householdId }: PlacedHousehold) {
  const { tx, actor: { countyId } } = ctx;
  const served = await listServiceSpells(tx, countyId, householdId);
  const residence = await listResidenceSpells(tx, countyId, householdId);
  const flags = await listFlagSpells(tx, countyId, householdId);
  const accommodations = await listAccommodations(tx, countyId, householdId);
  return {
    served: served.map(({ spellId, ...spell }) => ({ id: spellId, ...spell })),
    residence: residence.map(({ spellId, kind, ...spell }) => ({ id: spellId, kind: kind === 'away' ? 'away' as const : 'local' as const, ...spell })),
    flags: flags.map(({ spellId, key, ...spell }) => ({ id: spellId, key: key as HouseholdFile['flags'][number]['key'], ...spell })),
    accommodations: accommodations.map((row) => accommodationLineOf(ctx, row)),
  };
}

type AccommodationRow = Awaited<ReturnType<typeof listAccommodations>>[number];
type AccommodationLine = HouseholdFile['accommodations'][number];

function accommodationLineOf(ctx: CareContext, row: AccommodationRow): AccommodationLine {
  return {
    id: row.accommodationId, householdId: row.householdId, kind: row.kind as AccommodationLine['kind'], festivals: row.festivals,
    days: row.days as AccommodationLine['days'], accepted: row.accepted as AccommodationLine['accepted'], fromDay: row.fromDay, toDay: row.toDay,
    reviewDay: row.reviewDay, agreedBy: row.agreedBy, words: openText(ctx, row.wordsEnc), status: statusOf(row, ctx.today),
  };
}

function statusOf(row: AccommodationRow, today: string): AccommodationLine['status'] {
  if (row.refusedAt !== null) return 'refused';
  if (row.toDay !== null && row.toDay < today) return 'ended';
  return row.approvedAt === null ? 'asked' : 'approved';
}

async function peopleOf(ctx: CareContext, { householdId }: PlacedHousehold) {
  const { tx, actor: { countyId } } = ctx;
  const members = await listMemberRows(tx, countyId, householdId);
  return { members: members.map((row) => memberOf(ctx, row)), children: (await listChildRows(tx, countyId, householdId)).length };
}

function memberOf(ctx: CareContext, row: MemberRow): HouseholdFile['members'][number] {
  const idNumber = openText(ctx, row.idNumberEnc);
  return {
    id: row.memberId, name: row.name, relation: row.relation as 'unknown', sex: row.sex as '0', birthDay: row.birthDay, deathDay: row.deathDay,
    age: row.birthDay !== null && row.deathDay === null ? ageOn(row.birthDay as Day, ctx.today) : null,
    idNumber: idNumber === null ? null : { masked: maskIdNumber(idNumber) }, phone: maskedPhone(ctx, row.phoneEnc),
  };
}

import { toNumber, type Day } from '@lianxin/engine';
import { recordLook } from '../../platform/records/records.ts';
import { requiredKindsOn } from '../certificates/certificates.rules.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { countMemberCare, listMemberCare, listMemberNames, type CareQuestion } from './care.queries.ts';
import { addCare, ASKED, careOf, medicalRoles, noCare, type CareSums } from './care.rules.ts';
import type { CareAsked } from './care.schema.ts';

// A page a person still reads; longer lists are narrowed to a township first.
const MEMBERS_SHOWN = 500;

export function careQuestion(ctx: CareContext, divisionIds: readonly number[], on: Day, from: string): CareQuestion {
  const book = policyBook(ctx);
  return { divisionIds, on, from, required: requiredKindsOn(book, toNumber(on)), medical: medicalRoles(book) };
}

/** Coverages 2 and 3 of each division by itself, on a day (duties.md). A division without served members has no entry. */
export async function careSums(ctx: CareContext, question: CareQuestion): Promise<ReadonlyMap<number, CareSums>> {
  const sums = new Map<number, CareSums>();
  for (const { divisionId, members, ...alike } of await countMemberCare(ctx.tx, ctx.actor.countyId, question)) {
    sums.set(divisionId, addCare(sums.get(divisionId) ?? noCare(), careOf(alike, members)));
  }
  return sums;
}

/** The members behind one of the figures; the same question that counted them. */
export async function careMembersOf(ctx: CareContext, question: CareQuestion, asked: CareAsked) {
  const found = (await listMemberCare(ctx.tx, ctx.actor.countyId, question)).filter(ASKED[asked]);
  const names = await listMemberNames(ctx.tx, ctx.actor.countyId, found.slice(0, MEMBERS_SHOWN).map(({ memberId }) => memberId));
  await recordLook(ctx, { subject: 'coverage.members', householdIds: [...new Set(names.map(({ householdId }) => householdId))] });
  return {
    total: found.length,
    items: names.map((row) => ({
      household: { id: row.householdId, name: row.headName, division: { code: row.code, name: row.divisionName }, groupName: row.groupName },
      member: { id: row.memberId, name: row.name },
    })),
  };
}

import { toNumber, type Day } from '@lianxin/engine';
import { requiredKindsOn } from '../certificates/certificates.rules.ts';
import { memberLines } from '../households/memberLines.ts';
import { medicalRoles } from '../policies/care.rules.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { countMemberCare, listMemberCare, type CareQuestion } from './care.queries.ts';
import { ASKED, careOf, type CareSums } from './care.rules.ts';
import type { CareAsked } from './care.schema.ts';

export function careQuestion(ctx: CareContext, divisionIds: readonly number[], on: Day, from: string): CareQuestion {
  const book = policyBook(ctx);
  return { divisionIds, on, from, required: requiredKindsOn(book, toNumber(on)), medical: medicalRoles(book) };
}

/** Coverages 2 and 3 of each division by itself, on a day (duties.md). A division without served members has no entry. */
export async function careSums(ctx: CareContext, question: CareQuestion): Promise<ReadonlyMap<number, CareSums>> {
  const counts = await countMemberCare(ctx.tx, ctx.actor.countyId, question);
  return new Map(counts.map(({ divisionId, ...told }) => [divisionId, careOf(told)]));
}

/** The members behind one of the figures. */
export async function careMembersOf(ctx: CareContext, question: CareQuestion, asked: CareAsked) {
  const found = (await listMemberCare(ctx.tx, ctx.actor.countyId, question)).filter(ASKED[asked]);
  return { total: found.length, items: await memberLines(ctx, 'coverage.members', found.map(({ memberId }) => memberId)) };
}

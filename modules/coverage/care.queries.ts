import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { MemberCare } from './care.rules.ts';

export interface CareQuestion {
  readonly divisionIds: readonly number[];
  readonly on: string;
  /** From when on a visit, a service or a use counts: the first day of the period. */
  readonly from: string;
  readonly required: Readonly<Record<string, readonly string[]>>;
  readonly medical: readonly string[];
}

const membersOf = (countyId: number, { divisionIds, on, from, required, medical }: CareQuestion) =>
  sql`app.member_care(${countyId}, ${[...divisionIds]}::int[], ${on}::date, ${from}::date, ${JSON.stringify(required)}::jsonb, ${[...medical]}::text[])`;

/** Members alike, counted by division: a hundred thousand households make a few hundred rows. */
export async function countMemberCare(tx: Tx, countyId: number, question: CareQuestion): Promise<(MemberCare & { divisionId: number; members: number })[]> {
  const { rows } = await sql<MemberCare & { divisionId: number; members: number; waived: string | number }>`
    select division_id, contract, attended, overdue, certified, delivered, least(uses, 1) as used, count(*)::int as members, sum(uses)::int as uses, sum(waived) as waived
    from ${membersOf(countyId, question)} group by division_id, contract, attended, overdue, certified, delivered, least(uses, 1) order by division_id`.execute(tx);
  return rows.map((row) => ({ ...row, waived: Number(row.waived) }));
}

export interface CareMemberRow extends MemberCare {
  readonly householdId: string;
  readonly memberId: string;
}

/** The members themselves, in order of place. */
export async function listMemberCare(tx: Tx, countyId: number, question: CareQuestion): Promise<CareMemberRow[]> {
  const { rows } = await sql<CareMemberRow>`select * from ${membersOf(countyId, question)} order by division_id, household_id, member_id`.execute(tx);
  return rows.map((row) => ({ ...row, waived: Number(row.waived) }));
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';
import type { Counted, MemberCare } from './care.rules.ts';

export interface CareQuestion {
  readonly divisionIds: readonly number[];
  readonly on: string;
  /** From when on a visit, a service or a use counts: the first day of the period. */
  readonly from: string;
  readonly required: Readonly<Record<string, readonly string[]>>;
  readonly medical: readonly string[];
}

const asked = (countyId: number, { divisionIds, on, from, required, medical }: CareQuestion) =>
  sql`${countyId}, ${[...divisionIds]}::int[], ${on}::date, ${from}::date, ${JSON.stringify(required)}::jsonb, ${[...medical]}::text[]`;

/** One row for each division that has members to count. */
export async function countMemberCare(tx: Tx, countyId: number, question: CareQuestion): Promise<(Counted & { divisionId: number })[]> {
  const { rows } = await sql<Counted & { divisionId: number }>`
    select * from app.count_care(${asked(countyId, question)}) order by division_id`.execute(tx);
  return rows.map((row) => ({ ...row, waived: Number(row.waived) }));
}

export interface CareMemberRow extends MemberCare {
  readonly householdId: string;
  readonly memberId: string;
}

/** The members themselves, in order of place. */
export async function listMemberCare(tx: Tx, countyId: number, question: CareQuestion): Promise<CareMemberRow[]> {
  const { rows } = await sql<CareMemberRow>`select * from app.member_care(${asked(countyId, question)}) order by division_id, household_id, member_id`.execute(tx);
  return rows.map((row) => ({ ...row, waived: Number(row.waived) }));
}

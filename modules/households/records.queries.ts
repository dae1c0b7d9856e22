import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export interface RecordFilter {
  readonly kind: string | null;
  readonly account: string | null;
  readonly from: Date | null;
  /** The first moment that is too late. */
  readonly until: Date | null;
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

const columns = ['recordId', 'at', 'kind', 'accountId', 'purpose', 'subject', 'subjectId', 'action', 'reason', 'householdIds', 'contentEnc'] as const;

export interface RecordRow {
  readonly recordId: string;
  readonly at: Date;
  readonly kind: string;
  readonly accountId: string | null;
  readonly purpose: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly action: string;
  readonly reason: string;
  readonly householdIds: string[];
  readonly contentEnc: Buffer | null;
}

/** Everything that names one household, newest first (db/migrations/0010_files.sql says why this goes through a function). */
export async function recordsNaming(tx: Tx, countyId: number, householdId: string, filter: RecordFilter): Promise<RecordRow[]> {
  const before = filter.after?.at ?? filter.until;
  const { rows } = await sql<RecordRow>`
    select record_id, at, kind, account_id, purpose, subject, subject_id, action, reason, household_ids, content_enc
    from app.records_naming(${countyId}, ${householdId}::uuid, ${filter.kind}, ${filter.from}::timestamptz, ${before}::timestamptz,
      ${filter.after?.id ?? null}::uuid, ${filter.account === null ? filter.limit : 10_000})
    where ${filter.account}::uuid is null or account_id = ${filter.account}::uuid
    order by at desc, record_id desc limit ${filter.limit}`.execute(tx);
  return rows;
}

/** Newest first. @param divisionIds places whose changes may be read; null: the whole county, looks included */
export async function listRecordRows(tx: Tx, countyId: number, accountId: string, divisionIds: readonly number[] | null, filter: RecordFilter): Promise<RecordRow[]> {
  return tx.selectFrom('record as r').select(columns)
    .where('r.countyId', '=', countyId)
    .$if(divisionIds !== null, (query) => query.where((eb) => eb.or([eb('r.divisionId', 'in', [...divisionIds!, 0]), eb('r.accountId', '=', accountId)])))
    .$if(filter.kind !== null, (query) => query.where('r.kind', '=', filter.kind!))
    .$if(filter.account !== null, (query) => query.where('r.accountId', '=', filter.account!))
    .$if(filter.from !== null, (query) => query.where('r.at', '>=', filter.from!))
    .$if(filter.until !== null, (query) => query.where('r.at', '<', filter.until!))
    .$if(filter.after !== null, (query) => query.where((eb) => eb(eb.refTuple('r.at', 'r.recordId'), '<', eb.tuple(filter.after!.at, sql<string>`${filter.after!.id}::uuid`))))
    .orderBy('r.at', 'desc').orderBy('r.recordId', 'desc').limit(filter.limit).execute();
}

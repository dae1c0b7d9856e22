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

/**
 * Newest first. A registration at a desk is two records: one where the member lives, which names the household, one at the desk, which holds what was
 * written. Where both are of one county, one line stands for them: the household's, with what the desk wrote where the reader may read the desk's.
 * @param divisionIds places whose changes may be read; null: the whole county, looks included
 */
export async function listRecordRows(tx: Tx, countyId: number, accountId: string, divisionIds: readonly number[] | null, filter: RecordFilter): Promise<RecordRow[]> {
  const own = divisionIds === null ? sql<boolean>`true` : sql<boolean>`r.account_id = ${accountId}::uuid`;
  return tx.selectFrom('record as r').select([...columns.filter((column) => column !== 'contentEnc'), sql<Buffer | null>`
      case when r.subject = 'encounter' and r.action = 'create' and r.household_id is not null and ${own} then (
        select t.content_enc from app.record t where t.county_id = ${countyId} and t.at = r.at and t.subject = 'encounter' and t.subject_id = r.subject_id and t.action = 'create' and t.household_id is null
        order by t.record_id limit 1)
      else r.content_enc end`.as('contentEnc')])
    .where('r.countyId', '=', countyId)
    .where(sql<boolean>`case when r.subject = 'encounter' and r.action = 'create' and r.household_id is null
      then not exists (select from app.record t where t.county_id = ${countyId} and t.record_id = r.subject_id::uuid) else true end`)
    .$if(divisionIds !== null, (query) => query.where((eb) => eb.or([eb('r.divisionId', 'in', [...divisionIds!, 0]), eb('r.accountId', '=', accountId)])))
    .$if(filter.kind !== null, (query) => query.where('r.kind', '=', filter.kind!))
    .$if(filter.account !== null, (query) => query.where('r.accountId', '=', filter.account!))
    .$if(filter.from !== null, (query) => query.where('r.at', '>=', filter.from!))
    .$if(filter.until !== null, (query) => query.where('r.at', '<', filter.until!))
    .$if(filter.after !== null, (query) => query.where((eb) => eb(eb.refTuple('r.at', 'r.recordId'), '<', eb.tuple(filter.after!.at, sql<string>`${filter.after!.id}::uuid`))))
    .orderBy('r.at', 'desc').orderBy('r.recordId', 'desc').limit(filter.limit).execute();
}

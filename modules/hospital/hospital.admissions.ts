import { toDay } from '@lianxin/engine';
import { sql } from 'kysely';
import { stable } from '../../platform/database/once.ts';
import type { Database } from '../../platform/database/pool.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';

/**
 * Writes what the packs say of who may check their members to where app.desk_checks reads it. Done by the owner at each start, so that a changed
 * pack counts from that start, and the serving role can never admit a hospital by itself (D1, D9).
 */
export async function keepAdmissions(owner: Database, { sheets }: Pick<PolicyBook, 'sheets'>): Promise<void> {
  const rows = Object.entries(sheets).flatMap(([packId, { care }]) => care.admits.map(({ id, at, reach, from, to }) =>
    ({ packId, admitId: id, at, reach, fromDay: toDay(from), toDay: to === null ? null : toDay(to) })));
  await owner.transaction().execute(async (tx) => {
    // A server and a command may start in the same second; each must find the other's rows whole.
    await sql`select pg_advisory_xact_lock(7156)`.execute(tx);
    const kept = await tx.selectFrom('packAdmission').select(['packId', 'admitId', 'at', 'reach', 'fromDay', 'toDay']).orderBy('packId').orderBy('admitId').orderBy('fromDay').execute();
    // What was worked out from them is worked out anew after each start, whatever was changed meanwhile past the program.
    await sql`select pg_advisory_xact_lock(7157)`.execute(tx);
    await tx.deleteFrom('deskReach').where('countyId', 'in', tx.selectFrom('county').select('countyId')).execute();
    if (same(kept, rows)) return;
    await tx.deleteFrom('packAdmission').execute();
    if (rows.length > 0) await tx.insertInto('packAdmission').values(rows).execute();
  });
}

/** Nearly every start finds what it would write. */
function same(kept: readonly object[], wanted: readonly object[]): boolean {
  return kept.map(stable).sort().join('\n') === wanted.map(stable).sort().join('\n');
}

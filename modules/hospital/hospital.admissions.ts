import { toDay } from '@lianxin/engine';
import type { Database } from '../../platform/database/pool.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';

/**
 * Writes what the packs say of who may check their members to where app.desk_check reads it. Done by the owner at each start, so that a changed
 * pack counts from that start, and the serving role can never admit a hospital by itself (D1, D9).
 */
export async function keepAdmissions(owner: Database, { sheets }: Pick<PolicyBook, 'sheets'>): Promise<void> {
  const rows = Object.entries(sheets).flatMap(([packId, { care }]) => care.admits.map(({ id, at, reach, from, to }) =>
    ({ packId, admitId: id, at, reach, fromDay: toDay(from), toDay: to === null ? null : toDay(to) })));
  await owner.transaction().execute(async (tx) => {
    await tx.deleteFrom('packAdmission').execute();
    if (rows.length > 0) await tx.insertInto('packAdmission').values(rows).execute();
  });
}

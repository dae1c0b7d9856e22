import type { Tx } from '../../platform/database/pool.ts';

export async function findCountyCode(tx: Tx, countyId: number): Promise<string> {
  return (await tx.selectFrom('county').select('code').where('countyId', '=', countyId).executeTakeFirstOrThrow()).code;
}

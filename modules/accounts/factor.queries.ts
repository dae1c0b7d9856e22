import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database/pool.ts';

export interface StoredFactor {
  readonly secretEnc: Buffer;
  readonly confirmed: boolean;
}

/** The authenticator of an account; asked at the door too, where there is no session yet. */
export async function findFactor(db: Database | Tx, countyId: number, accountId: string): Promise<StoredFactor | undefined> {
  const { rows } = await sql<StoredFactor>`select secret_enc, confirmed from app.sign_in_factor(${countyId}, ${accountId}::uuid)`.execute(db);
  return rows[0];
}

/** @returns false when this half minute, or a later one, has been used before */
export async function takeStep(db: Database | Tx, countyId: number, accountId: string, step: number): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select app.use_factor_step(${countyId}, ${accountId}::uuid, ${step}) as taken`.execute(db);
  return rows[0]!.taken;
}

/** @returns false when it is none of the account's, or has been used */
export async function takeRecoveryCode(db: Database | Tx, countyId: number, accountId: string, digest: Buffer): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select app.use_recovery_code(${countyId}, ${accountId}::uuid, ${digest}) as taken`.execute(db);
  return rows[0]!.taken;
}

/** A set-up that was never finished is begun anew. */
export async function insertFactorRow(tx: Tx, row: { countyId: number; accountId: string; divisionId: number; secretEnc: Buffer; begunAt: Date }): Promise<void> {
  await tx.insertInto('secondFactor').values(row)
    .onConflict((conflict) => conflict.columns(['countyId', 'accountId']).doUpdateSet({ secretEnc: row.secretEnc, begunAt: row.begunAt })).execute();
}

export async function confirmFactorRow(tx: Tx, countyId: number, accountId: string, row: { confirmedAt: Date; lastStep: number; recovery: Buffer[] }): Promise<void> {
  await tx.updateTable('secondFactor').set(row).where('countyId', '=', countyId).where('accountId', '=', accountId).execute();
}

/** Which of these accounts are asked for a code at the door. */
export async function accountsWithFactor(tx: Tx, countyId: number, accountIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.selectFrom('secondFactor').select('accountId')
    .where('countyId', '=', countyId).where('accountId', 'in', [...accountIds]).where('confirmedAt', 'is not', null).orderBy('accountId').execute();
  return new Set(rows.map((row) => row.accountId));
}

/** @returns false when there was none */
export async function deleteFactorRow(tx: Tx, countyId: number, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('secondFactor').where('countyId', '=', countyId).where('accountId', '=', accountId).executeTakeFirst();
  return numDeletedRows === 1n;
}

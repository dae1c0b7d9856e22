import { randomInt } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import type { Database, Tx } from '../../platform/database/pool.ts';
import { recordChange } from '../../platform/records/records.ts';
import { passwordMatches } from './accounts.password.ts';
import { type AccountRow, findAccount, findPasswordHash } from './accounts.queries.ts';
import type { AccountView } from './accounts.schema.ts';
import { getAdministered, viewAccount } from './accounts.service.ts';
import { noAccount, ownAccount, passwordWrong } from './accounts.text.ts';
import { confirmFactorRow, deleteFactorRow, findFactor, insertFactorRow, takeRecoveryCode, takeStep } from './factor.queries.ts';
import { enrolmentUri, newSecret, recoveryCodes, recoveryText, stepOf } from './factor.rules.ts';
import type { FactorBegun, FactorConfirmed } from './factor.schema.ts';
import { factorIsOff, factorNotBegun, factorOn, otpNotRight } from './factor.text.ts';

type Owner = { readonly countyId: number; readonly accountId: string };
export type Answer = 'right' | 'missing' | 'wrong';

/**
 * The second step at the door. A code opens once: neither it nor an earlier one is taken again, also when both come at the same moment.
 * @returns `right` as well for an account without one-time codes
 */
export async function checkSecondFactor({ db, keys }: { db: Database | Tx; keys: Keys }, { countyId, accountId }: Owner, otp: string | undefined, now: number): Promise<Answer> {
  const factor = await findFactor(db, countyId, accountId);
  if (!factor?.confirmed) return 'right';
  if (otp === undefined || otp.trim() === '') return 'missing';
  const step = stepOf(keys.open(factor.secretEnc), otp, now);
  const taken = step === null
    ? await takeRecoveryCode(db, countyId, accountId, keys.digest(recoveryText(accountId, otp)))
    : await takeStep(db, countyId, accountId, step);
  return taken ? 'right' : 'wrong';
}

/**
 * Begins to set up one's own one-time codes. Nothing is asked for at the door before the first code came back.
 * @throws Problem `password.wrong` (422), `otp.on` (409)
 */
export async function beginFactor(ctx: Context, { password }: { password: string }): Promise<FactorBegun> {
  const { tx, actor: { countyId, accountId }, keys, now } = ctx;
  const account = await getOwn(ctx);
  const stored = await findPasswordHash(tx, account.username);
  if (!stored || !(await passwordMatches(stored, password))) throw passwordWrong();
  if ((await findFactor(tx, countyId, accountId))?.confirmed) throw factorOn();
  const secret = newSecret();
  await insertFactorRow(tx, { countyId, accountId, divisionId: account.divisionId, secretEnc: keys.seal(secret), begunAt: now });
  return { secret, uri: enrolmentUri(secret, account.username) };
}

/**
 * Turns one's own codes on with the first of them, and hands out the recovery codes, once.
 * @throws Problem `otp.wrong` (422), `otp.notBegun`, `otp.on` (409)
 */
export async function confirmFactor(ctx: Context, { otp }: { otp: string }): Promise<FactorConfirmed> {
  const { tx, actor: { countyId, accountId }, keys, now } = ctx;
  const account = await getOwn(ctx);
  const factor = await findFactor(tx, countyId, accountId);
  if (!factor) throw factorNotBegun();
  if (factor.confirmed) throw factorOn();
  const step = stepOf(keys.open(factor.secretEnc), otp, now.getTime());
  if (step === null) throw otpNotRight();
  const codes = recoveryCodes(randomInt);
  const recovery = codes.map((code) => keys.digest(recoveryText(accountId, code)));
  await confirmFactorRow(tx, countyId, accountId, { confirmedAt: now, lastStep: step, recovery });
  await recordFactor(ctx, account, 'secondFactorOn');
  return { recoveryCodes: codes };
}

/**
 * Turns the codes of somebody's account off, as when a phone is lost and the recovery codes with it.
 * @throws Problem `account.own`, `otp.off` (409), `not-found`, `not-allowed`
 */
export async function turnFactorOff(ctx: Context, accountId: string, { reason }: { reason: string }): Promise<AccountView> {
  const account = await getAdministered(ctx, accountId);
  if (accountId === ctx.actor.accountId) throw ownAccount();
  if (!(await deleteFactorRow(ctx.tx, ctx.actor.countyId, accountId))) throw factorIsOff();
  await recordFactor(ctx, account, 'secondFactorOff', reason);
  return viewAccount(ctx, accountId);
}

async function getOwn(ctx: Context): Promise<AccountRow> {
  const row = await findAccount(ctx.tx, ctx.actor.countyId, ctx.actor.accountId);
  if (!row) throw noAccount();
  return row;
}

function recordFactor(ctx: Context, { accountId, divisionId, username }: AccountRow, action: string, reason = ''): Promise<void> {
  return recordChange(ctx, { subject: 'account', subjectId: accountId, householdId: null, divisionId, action, reason, before: null, after: { username } });
}

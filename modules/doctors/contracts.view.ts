import { toNumber, type Day } from '@lianxin/engine';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import { packagesOn } from '../policies/care.rules.ts';
import type { CarePackage } from '../policies/care.schema.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { findContract, listContractRows, type ContractRow } from './contracts.queries.ts';
import { stateOn } from './contracts.rules.ts';
import type { ContractsQuery, ContractView, Refusal } from './contracts.schema.ts';
import { CONTRACT_WORD } from './contracts.text.ts';

export async function getContractView(ctx: CareContext, contractId: string): Promise<ContractView> {
  const row = await findContract(ctx.tx, ctx.actor.countyId, contractId);
  if (!row) throw notFound(CONTRACT_WORD);
  return viewOf(ctx, row);
}

/** Its package is named as it stood when it was offered; what a pack says since does not change what was agreed. */
export function viewOf(ctx: CareContext, row: ContractRow): ContractView {
  const agreed = packageAgreed(ctx, row);
  // What somebody said when refusing is for those who will ask again, not for everyone who sees the household.
  const told = row.refusalEnc !== null && mayAt(ctx.actor.posts, 'contract.write', row);
  return {
    id: row.contractId,
    household: { id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName },
    member: { id: row.memberId, name: row.memberName }, team: { id: row.teamId, name: row.teamName },
    package: { id: row.packageId, title: agreed?.title ?? { zh: row.packageId, en: row.packageId }, clause: agreed?.clause ?? null },
    state: stateOn(row, ctx.today, agreed?.expiringDays ?? 0), offeredOn: row.offeredOn, signedOn: row.signedOn, fromDay: row.fromDay, toDay: row.toDay,
    refusedOn: row.refusedOn, refusal: row.refusal as Refusal | null, note: told ? ctx.keys.open(row.refusalEnc!) : null, askAgainOn: row.askAgainOn,
    endedOn: row.endedOn, endReason: row.endReason, renews: row.renews, version: row.version,
  };
}

/** The package as the pack of the place named it on the day of the offer; undefined where that pack is no longer known. */
export function packageAgreed(ctx: CareContext, { packId, packageId, offeredOn }: Pick<ContractRow, 'packId' | 'packageId' | 'offeredOn'>): CarePackage | undefined {
  return packId === null ? undefined : packagesOn(policyBook(ctx), packId, toNumber(offeredOn as Day)).find(({ id }) => id === packageId);
}

/** Contracts of a household, a member, a team or a place, newest first. @throws Problem `not-found` */
export async function listContracts(ctx: CareContext, query: ContractsQuery) {
  const { countyId } = ctx.actor;
  const place = query.division === undefined ? null : await getDivisionByCode(ctx, query.division);
  const divisionIds = place === null || place.level === 'county' ? null : await divisionIdsWithin(ctx.tx, countyId, place.path);
  const rows = await listContractRows(ctx.tx, countyId, { ...query, divisionIds }, query.limit + 1, fromCursor<readonly [string, string]>(query.after, 2));
  const page = rows.slice(0, query.limit);
  const items = page.map((row) => viewOf(ctx, row)).filter(({ state }) => query.state === undefined || state === query.state);
  await recordLook(ctx, { subject: 'contracts.list', householdIds: [...new Set(items.map(({ household }) => household.id))] });
  const last = page.at(-1);
  return { items, next: rows.length > query.limit && last ? toCursor([last.offeredOn, last.contractId]) : null };
}

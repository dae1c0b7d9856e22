import { quarterStart, toDay, toNumber, type Day } from '@lianxin/engine';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { recordLook } from '../../platform/records/records.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { medicalRoles, packagesOn } from '../policies/care.rules.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { listContractRows } from './contracts.queries.ts';
import type { ContractFigures, ContractFiguresQuery, ContractMember, ContractMembersQuery, ContractView } from './contracts.schema.ts';
import { viewOf } from './contracts.view.ts';
import { countMembers, listHouseholdCare, listMemberRows, type MemberFilter, type MemberRow } from './members.queries.ts';

/** The divisions at or below a place; null: everywhere the actor may look. @throws Problem `not-found` */
export async function placesWithin(ctx: CareContext, code: string | undefined): Promise<number[] | null> {
  const place = code === undefined ? null : await getDivisionByCode(ctx, code);
  return place === null || place.level === 'county' ? null : divisionIdsWithin(ctx.tx, ctx.actor.countyId, place.path);
}

/** Members of a place by how their contract stands, those nobody asked among them; in order of place (C1). @throws Problem `not-found` */
export async function listContractMembers(ctx: CareContext, query: ContractMembersQuery) {
  const { actor, today, tx } = ctx;
  const filter: MemberFilter = { household: query.household, team: query.team, state: query.state, divisionIds: await placesWithin(ctx, query.division), expiringDays: expiringDays(ctx) };
  const asking = { countyId: actor.countyId, actor, today, filter };
  const rows = await listMemberRows(tx, asking, query.limit + 1, fromCursor<readonly [number, string, string]>(query.after, 3));
  const page = rows.slice(0, query.limit);
  const contracts = await contractsOf(ctx, page);
  const care = query.household === undefined ? new Map<string, Care>() : await careOf(ctx, query.household);
  await recordLook(ctx, { subject: 'contracts.members', householdIds: [...new Set(page.map(({ householdId }) => householdId))] });
  const last = page.at(-1);
  return {
    items: page.map((row) => memberOf(ctx, row, contracts.get(row.contractId ?? '') ?? null, care.get(row.memberId) ?? null)),
    next: rows.length > query.limit && last ? toCursor([last.divisionId, last.householdId, last.memberId]) : null,
    ...(query.after === undefined ? { total: await countMembers(tx, asking) } : {}),
  };
}

/** Who waits at the contracts of a place: to be asked again, to be renewed, left to run out (C1). @throws Problem `not-found` */
export async function contractFiguresOf(ctx: CareContext, { division, team }: ContractFiguresQuery): Promise<ContractFigures> {
  const { actor, today, tx } = ctx;
  const filter: MemberFilter = { team, divisionIds: await placesWithin(ctx, division), expiringDays: expiringDays(ctx) };
  const count = (state: keyof ContractFigures) => countMembers(tx, { countyId: actor.countyId, actor, today, filter: { ...filter, state } });
  return { askAgain: await count('askAgain'), expiring: await count('expiring'), expired: await count('expired') };
}

type Care = NonNullable<ContractMember['care']>;

/** Signed is not served: since the quarter began, as on the overview (C6). */
async function careOf({ tx, actor, today, book }: CareContext, household: string): Promise<Map<string, Care>> {
  const from = toDay(quarterStart(toNumber(today as Day)));
  const rows = await listHouseholdCare(tx, actor.countyId, { household, today, from, medical: medicalRoles(book) });
  return new Map(rows.map(({ memberId, attended, overdue }) => [memberId, { from, attended, overdue }]));
}

async function contractsOf(ctx: CareContext, page: readonly MemberRow[]): Promise<Map<string, ContractView>> {
  const ids = page.flatMap(({ contractId }) => (contractId ? [contractId] : []));
  if (ids.length === 0) return new Map();
  const rows = await listContractRows(ctx.tx, ctx.actor.countyId, { ids, divisionIds: null }, ids.length, null);
  return new Map(rows.map((row) => [row.contractId, viewOf(ctx, row)]));
}

function memberOf(ctx: CareContext, row: MemberRow, contract: ContractView | null, care: Care | null): ContractMember {
  return {
    household: { id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName },
    member: { id: row.memberId, name: row.memberName }, state: contract?.state ?? 'none', contract,
    packages: row.packId === null ? [] : packagesOn(policyBook(ctx), row.packId, toNumber(ctx.today)).map(({ id, title }) => ({ id, title })),
    mayWrite: mayAt(ctx.actor.posts, 'contract.write', row), care,
  };
}

/** Of every package of every pack, in the version of today or, for what was agreed earlier, the last one: how long before its end it is expiring. */
function expiringDays(ctx: CareContext): Record<string, number> {
  const { sheets } = policyBook(ctx);
  const today = toNumber(ctx.today as Day);
  return Object.fromEntries(Object.entries(sheets).flatMap(([packId, { care }]) =>
    care.packages.filter(({ from }) => from <= today).sort((a, b) => a.from - b.from).map(({ id, expiringDays: days }) => [`${packId} ${id}`, days])));
}

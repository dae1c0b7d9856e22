import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import { codePublicKey } from '../../platform/codes/codes.ts';
import type { Context } from '../../platform/context.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { recordLook } from '../../platform/records/records.ts';
import { adoptionsOn, divisionIdsWithin, listDivisionRows } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { memberLines } from '../households/memberLines.ts';
import { certificateKindsOn } from '../policies/care.rules.ts';
import { policyBook } from '../policies/policies.context.ts';
import { countLacking, countMemberUse, listLackingRows, listMemberUse, type LackingRow, type UseQuestion } from './certificates.lists.queries.ts';
import { EXPIRING_DAYS, issuedKindsOn, requiredKindsOn } from './certificates.rules.ts';
import { askedOf, sumsOf } from './certificates.use.rules.ts';
import type { CertificateFigures, FiguresQuery, LackingMember, UseAsked } from './certificates.schema.ts';

/** Divisions a list is about: those at or below the one asked for, else the whole county; the row policies still decide what of it is seen. */
export async function placesFor(ctx: Context, code: string | undefined): Promise<number[]> {
  const { tx, actor: { countyId } } = ctx;
  if (code === undefined) return (await listDivisionRows(tx, countyId)).map((row) => row.divisionId);
  return divisionIdsWithin(tx, countyId, (await getDivisionByCode(ctx, code)).path);
}

/** Members the office owes a certificate: served, living, and without a valid one of a kind their pack asks for (E6). @throws Problem `not-found` */
export async function listLacking(ctx: Context, query: { division?: string | undefined; limit: number; after?: string | undefined }) {
  const { tx, actor: { countyId }, today } = ctx;
  const question = { divisionIds: await placesFor(ctx, query.division), today, kinds: issuedKindsOn(policyBook(ctx), toNumber(today)) };
  const after = fromCursor<readonly [number, string, string, string]>(query.after, 4);
  const rows = await listLackingRows(tx, countyId, question, query.limit + 1, after);
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'certificates.lacking', householdIds: [...new Set(page.map(({ householdId }) => householdId))] });
  const last = page.at(-1);
  return {
    items: page.map((row) => lackingOf(ctx, row)),
    next: rows.length > query.limit && last ? toCursor([last.divisionId, last.householdId, last.memberId, last.kind]) : null,
    ...(query.after === undefined ? { total: await countLacking(tx, countyId, question) } : {}),
  };
}

function lackingOf(ctx: Context, row: LackingRow): LackingMember {
  const kind = certificateKindsOn(policyBook(ctx), row.packId, toNumber(ctx.today)).find(({ id }) => id === row.kind);
  return {
    household: { id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName },
    member: { id: row.memberId, name: row.memberName }, kind: row.kind, title: kind?.short ?? { zh: row.kind, en: row.kind },
  };
}

/** The key of this county's codes and of every other county this program serves: with it a paper is known to be genuine without asking anybody. */
export async function listKeys(ctx: Context) {
  const counties = await ctx.tx.selectFrom('county').select('code').orderBy('code').execute();
  return { items: counties.map(({ code }) => ({ county: code, publicKey: codePublicKey(ctx.keys, code).toString('base64url') })) };
}

async function useQuestion(ctx: Context, { division, on = ctx.today, from }: FiguresQuery): Promise<UseQuestion> {
  const day = on as Day;
  return {
    divisionIds: await placesFor(ctx, division), on, from: from ?? `${on.slice(0, 4)}-01-01`, expiringBy: toDay(addDays(toNumber(day), EXPIRING_DAYS)),
    required: requiredKindsOn(policyBook(ctx), toNumber(day)),
  };
}

/** Holders, delivered, used, never used and why, and the money not charged (D10), of a place on a day. @throws Problem `not-found` */
export async function certificateFigures(ctx: Context, query: FiguresQuery): Promise<CertificateFigures> {
  const question = await useQuestion(ctx, query);
  const alike = await countMemberUse(ctx.tx, ctx.actor.countyId, question);
  return { from: question.from, on: question.on, ...sumsOf(alike), clause: await useClause(ctx, query.division, question.on as Day) };
}

/** The article of the first kind required where the place lies. */
async function useClause(ctx: Context, code: string | undefined, day: Day) {
  const { tx, actor: { countyId } } = ctx;
  const adopted = await adoptionsOn(tx, countyId, day);
  const divisions = await listDivisionRows(tx, countyId);
  const place = divisions.find((one) => (code === undefined ? one.level === 'county' : one.code === code));
  const nearest = divisions.filter((one) => place?.path.startsWith(one.path)).sort((a, b) => b.path.length - a.path.length)
    .map((one) => adopted.find(({ divisionId }) => divisionId === one.divisionId)).find((one) => one !== undefined);
  if (nearest === undefined) return null;
  return certificateKindsOn(policyBook(ctx), nearest.packId, toNumber(day)).find(({ required }) => required)?.clause ?? null;
}

/** The members behind one of the figures; the same question that counted them. @throws Problem `not-found` */
export async function membersOfUse(ctx: Context, query: FiguresQuery & { readonly asked: UseAsked }) {
  const found = (await listMemberUse(ctx.tx, ctx.actor.countyId, await useQuestion(ctx, query))).filter(askedOf(query.asked));
  const held = new Map(found.map(({ memberId, certificateId }) => [memberId, certificateId]));
  const lines = await memberLines(ctx, 'certificates.use', [...held.keys()]);
  return { total: found.length, items: lines.map((line) => ({ ...line, certificateId: held.get(line.member.id) ?? null })) };
}

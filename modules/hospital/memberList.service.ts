import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { authoriseCounty } from './hospital.access.ts';
import { actsForOffice, authoriseList } from './memberList.access.ts';
import { askAsHead, insertMemberList, listDesignatingCounties, lockMemberList, updateMemberList, withdrawAsHead, type MemberListRow } from './memberList.queries.ts';
import { lastDayOfApproval, memberListState, samePerson } from './memberList.rules.ts';
import type { MemberListApproval, MemberListInput, MemberListView } from './memberList.schema.ts';
import { MEMBER_LIST_WORD, memberListProblem } from './memberList.text.ts';
import { getMemberList, type KnownMemberList } from './memberList.view.ts';
import { listHospitals } from './places.service.ts';

/**
 * Asks for a printed list, for a purpose that will stand on it (D9). By the head of a hospital, of a county that has designated it, or by the county's office.
 * @throws Problem `memberList.whose`, `memberList.notDesignated` (422), `memberList.waiting` (409), `not-allowed`, `id.taken`
 */
export async function askMemberList(ctx: Context, input: MemberListInput): Promise<Created<MemberListView>> {
  authoriseList(ctx);
  const load = () => getMemberList(ctx, input.id);
  return once(ctx, { name: 'member-lists.ask', id: input.id, body: input }, async () => {
    await (actsForOffice(ctx) ? askForHospital(ctx, input) : askOfCounty(ctx, input));
    await record(ctx, input.id, 'ask', null, { purpose: input.purpose });
    return load();
  }, load);
}

async function askOfCounty(ctx: Context, { id, purpose, countyCode }: MemberListInput): Promise<void> {
  if (countyCode === undefined) throw memberListProblem('memberList.whose');
  const { tx, today, now, actor: { workerId } } = ctx;
  const county = (await listDesignatingCounties(tx, today)).find(({ code }) => code === countyCode);
  if (!county) throw memberListProblem('memberList.notDesignated');
  if (!(await askAsHead(tx, { listId: id, countyId: county.countyId, purpose, workerId, today, now }))) throw memberListProblem('memberList.waiting');
}

async function askForHospital(ctx: Context, { id, purpose, hospitalId }: MemberListInput): Promise<void> {
  if (hospitalId === undefined) throw memberListProblem('memberList.whose');
  await mustBeDesignated(ctx, hospitalId);
  const { countyId, accountId, workerId } = ctx.actor;
  const asked = { countyId, listId: id, hospitalId, purpose, byHospital: false, askedBy: accountId, askedWorker: workerId, askedName: await ownName(ctx), askedAt: ctx.now };
  if (!(await insertMemberList(ctx.tx, asked))) throw memberListProblem('memberList.waiting');
}

async function mustBeDesignated(ctx: Context, hospitalId: string): Promise<void> {
  const { items } = await listHospitals(ctx, { designated: true });
  if (!items.some(({ id }) => id === hospitalId)) throw memberListProblem('memberList.notDesignated');
}

/**
 * Somebody else at the county's office allows it: for which place, and until when.
 * @throws Problem `memberList.fourEyes` (403), `memberList.decided` (409), `memberList.notDesignated` (422), `not-found`, `not-allowed`
 */
export async function approveMemberList(ctx: Context, listId: string, { days, divisionCode }: MemberListApproval): Promise<MemberListView> {
  const row = await getUndecided(ctx, listId);
  await mustBeDesignated(ctx, row.hospitalId);
  const { divisionId, name } = await getDivisionByCode(ctx, divisionCode ?? countyPlace(ctx));
  const untilDay = lastDayOfApproval(ctx.today, days);
  await updateMemberList(ctx.tx, row.countyId, listId, { ...(await decision(ctx)), divisionId, untilDay });
  await record(ctx, listId, 'approve', { state: 'asked' }, { state: 'approved', place: name, untilDay });
  return getMemberList(ctx, listId);
}

/** @throws Problem `memberList.fourEyes` (403), `memberList.decided` (409), `not-found`, `not-allowed` */
export async function refuseMemberList(ctx: Context, listId: string, reason: string): Promise<MemberListView> {
  const row = await getUndecided(ctx, listId);
  await updateMemberList(ctx.tx, row.countyId, listId, { ...(await decision(ctx)), refusal: reason });
  await record(ctx, listId, 'refuse', { state: 'asked' }, { state: 'refused' }, reason);
  return getMemberList(ctx, listId);
}

async function getUndecided(ctx: Context, listId: string): Promise<MemberListRow> {
  authoriseCounty(ctx);
  const row = await lockMemberList(ctx.tx, ctx.actor.countyId, listId);
  if (!row) throw notFound(MEMBER_LIST_WORD);
  if (memberListState(row, ctx.today) !== 'asked') throw memberListProblem('memberList.decided');
  if (samePerson({ accountId: row.askedBy, workerId: row.askedWorker }, ctx.actor)) throw memberListProblem('memberList.fourEyes');
  return row;
}

const decision = async (ctx: Context) =>
  ({ decidedBy: ctx.actor.accountId, decidedWorker: ctx.actor.workerId, decidedName: await ownName(ctx), decidedOn: ctx.today });

const countyPlace = ({ actor: { posts } }: Context): string => posts.find(({ level }) => level === 'county')!.code;

const ownName = async (ctx: Context): Promise<string> => (await accountNames(ctx, [ctx.actor.accountId])).get(ctx.actor.accountId) ?? '';

/**
 * Taken back, before or after it was decided: nothing is printed under it from this moment. By the county's office, or the hospital itself.
 * @throws Problem `memberList.over` (409), `not-found`, `not-allowed`
 */
export async function withdrawMemberList(ctx: Context, listId: string, reason: string): Promise<MemberListView> {
  authoriseList(ctx);
  const view = await getMemberList(ctx, listId);
  if (!view.may.withdraw) throw memberListProblem('memberList.over');
  if (actsForOffice(ctx)) await updateMemberList(ctx.tx, ctx.actor.countyId, listId, { withdrawnAt: ctx.now, withdrawnName: await ownName(ctx), withdrawReason: reason });
  else await withdrawOwn(ctx, view, reason);
  await record(ctx, listId, 'withdraw', { state: view.state }, { state: 'withdrawn' }, reason);
  return getMemberList(ctx, listId);
}

async function withdrawOwn({ tx, today, now }: Context, { id, countyId }: KnownMemberList, reason: string): Promise<void> {
  if (!(await withdrawAsHead(tx, countyId, id, { reason, today, now }))) throw memberListProblem('memberList.over');
}

const record = (ctx: Context, subjectId: string, action: string, before: unknown, after: unknown, reason?: string) =>
  recordChange(ctx, { subject: 'memberList', subjectId, householdId: null, divisionId: null, action, before, after, ...(reason === undefined ? {} : { reason }) });

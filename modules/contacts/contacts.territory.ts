import { toDay, type Pack } from '@lianxin/engine';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { adoptionsOn, divisionIdsWithin, type DivisionRow, listDivisionRows } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import { roleTitle } from '../policies/policies.titles.rules.ts';
import { changeEvent, packFor } from './contacts.placing.ts';
import { insertEvents } from './contacts.queries.ts';
import { contactRole, isChange, isFarAhead, servedFromFor, succession, tellBy } from './contacts.rules.ts';
import type { EndInput, TerritoryInput, TerritoryView } from './contacts.schema.ts';
import { contactWorkers } from './contacts.service.ts';
import {
  endTerritoryRow, findTerritory, householdIdsIn, insertTerritory, listTerritories, listTerritoriesOfWorkers, listTerritoryHolders, type TerritoryRow,
} from './contacts.territory.queries.ts';
import { ASSIGNMENT_WORD, contactProblem } from './contacts.text.ts';

// A township has some hundred households, a county some ten thousand: so many at a time keep a batch below a second.
const BATCH = 500;

/**
 * One worker takes a role for every household of a division (a county cadre for a township, HJ 二（一）); the one who held it there ends on
 * the day before.
 * @throws Problem `role.unknown`, `worker.left`, `assignment.day` (422), `assignment.held`, `assignment.later` (409), `not-allowed`, `not-found`
 */
export async function assignTerritory(ctx: CareContext, input: TerritoryInput): Promise<Created<TerritoryView>> {
  const division = await getDivisionByCode(ctx, input.divisionCode);
  const load = () => viewTerritory(ctx, input.id);
  return once(ctx, { name: 'contacts.assignTerritory', id: input.id, body: input }, async () => {
    authorise(ctx, 'contact.write', { path: division.path });
    await checkTerritory(ctx, division, input);
    const former = await succeed(ctx, division, input);
    await insertTerritory(ctx.tx, ctx.actor.countyId, { assignmentId: input.id, divisionId: division.divisionId, role: input.role, workerId: input.workerId, fromDay: input.fromDay });
    await recordChange(ctx, {
      subject: 'territoryAssignment', subjectId: input.id, householdId: null, divisionId: division.divisionId, action: 'assign',
      before: former, after: { role: input.role, workerId: input.workerId, fromDay: input.fromDay },
    });
    await eachBatch(ctx, division, (ids) => tellAndRefresh(ctx, ids, input));
    return load();
  }, load);
}

async function checkTerritory(ctx: CareContext, division: DivisionRow, { role, workerId, fromDay }: TerritoryInput): Promise<void> {
  if (isFarAhead(fromDay, ctx.today)) throw contactProblem('assignment.day', 'fromDay');
  if (!contactRole(ctx.book, await packAt(ctx, division, fromDay), role)) throw contactProblem('role.unknown', 'role');
  if (!(await isServing(ctx, workerId, fromDay))) throw contactProblem('worker.left', 'workerId');
}

async function isServing(ctx: CareContext, workerId: string, on: string): Promise<boolean> {
  const worker = await ctx.tx.selectFrom('worker').select('leftOn').where('countyId', '=', ctx.actor.countyId).where('workerId', '=', workerId).executeTakeFirst();
  return worker !== undefined && (worker.leftOn === null || worker.leftOn > on);
}

/** The pack in force in a division on a day: its own adoption, else the nearest one above. */
async function packAt(ctx: CareContext, division: DivisionRow, on: string): Promise<Pack | null> {
  const line = division.path.split('.').filter((part) => part !== '').map(Number);
  const adopted = await adoptionsOn(ctx.tx, ctx.actor.countyId, on);
  const nearest = adopted.filter((one) => line.includes(one.divisionId)).sort((a, b) => line.indexOf(b.divisionId) - line.indexOf(a.divisionId) || (a.fromDay < b.fromDay ? 1 : -1))[0];
  return nearest ? (ctx.book.packs[nearest.packId] ?? null) : null;
}

async function succeed(ctx: CareContext, division: DivisionRow, input: TerritoryInput): Promise<object[]> {
  const held = await listTerritoryHolders(ctx.tx, ctx.actor.countyId, division.divisionId, input.role);
  const follows = succession(held, { workerId: input.workerId, fromDay: input.fromDay, toDay: null });
  if (follows.kind === 'held') throw contactProblem('assignment.held', 'workerId');
  if (follows.kind === 'later') throw contactProblem('assignment.later', 'fromDay');
  for (const end of follows.ends) await endTerritoryRow(ctx.tx, ctx.actor.countyId, end.assignmentId, end.toDay);
  return [...follows.ends];
}

async function eachBatch(ctx: CareContext, division: DivisionRow, work: (ids: readonly string[]) => Promise<void>): Promise<void> {
  const divisionIds = await divisionIdsWithin(ctx.tx, ctx.actor.countyId, division.path);
  for (let after: string | null = null; ; ) {
    const ids: string[] = await householdIdsIn(ctx.tx, ctx.actor.countyId, divisionIds, after, BATCH);
    if (ids.length > 0) await work(ids);
    if (ids.length < BATCH) return;
    after = ids.at(-1)!;
  }
}

async function tellAndRefresh(ctx: CareContext, ids: readonly string[], { role, workerId, fromDay }: TerritoryInput): Promise<void> {
  const asked = Object.values(ctx.book.packs).some((pack) => tellBy(pack, role, fromDay) !== null);
  const households = asked ? await ctx.duties.load(ctx, ids) : [];
  const told = households.filter((household) => isNews(ctx, household, { role, workerId, fromDay }));
  await insertEvents(ctx.tx, ctx.actor.countyId, told.map((household) => changeEvent(ctx, household, { role, fromDay })));
  await ctx.duties.refresh(ctx, ids);
}

function isNews(ctx: CareContext, household: LoadedHousehold, next: { role: string; workerId: string; fromDay: string }): boolean {
  const servedFrom = servedFromFor(household.facts.served, next.fromDay);
  const before = household.facts.assignments
    .filter((one) => one.role === next.role && one.workerId !== next.workerId && toDay(one.from) <= next.fromDay)
    .sort((a, b) => b.from - a.from)[0];
  return servedFrom !== null && isChange(packFor(ctx, household, next.fromDay), { ...next, after: before?.workerId ?? null, servedFrom });
}

/** @throws Problem `assignment.days`, `assignment.day` (422), `assignment.ended` (409), `not-allowed`, `not-found` */
export async function endTerritory(ctx: CareContext, assignmentId: string, { toDay: last, reason }: EndInput): Promise<TerritoryView> {
  const row = await findTerritory(ctx.tx, ctx.actor.countyId, assignmentId);
  if (!row) throw notFound(ASSIGNMENT_WORD);
  authorise(ctx, 'contact.write', { path: row.path });
  if (last < row.fromDay) throw contactProblem('assignment.days', 'toDay');
  if (isFarAhead(last, ctx.today)) throw contactProblem('assignment.day', 'toDay');
  if (row.toDay !== null && row.toDay <= last) throw contactProblem('assignment.ended', 'toDay');
  await endTerritoryRow(ctx.tx, ctx.actor.countyId, assignmentId, last);
  await recordChange(ctx, {
    subject: 'territoryAssignment', subjectId: assignmentId, householdId: null, divisionId: row.divisionId, action: 'end', reason,
    before: { toDay: row.toDay }, after: { toDay: last },
  });
  const division = await getDivisionByCode(ctx, row.code);
  await eachBatch(ctx, division, (ids) => ctx.duties.refresh(ctx, ids));
  return viewTerritory(ctx, assignmentId);
}

async function viewTerritory(ctx: CareContext, assignmentId: string): Promise<TerritoryView> {
  const row = await findTerritory(ctx.tx, ctx.actor.countyId, assignmentId);
  if (!row) throw notFound(ASSIGNMENT_WORD);
  return (await viewsOf(ctx, [row]))[0]!;
}

async function viewsOf(ctx: CareContext, rows: readonly TerritoryRow[]): Promise<TerritoryView[]> {
  const workers = await contactWorkers(ctx, rows.map((row) => row.workerId));
  return rows.map((row) => ({
    id: row.assignmentId, division: { code: row.code, name: row.name }, role: row.role, title: roleTitle(ctx.book, null, row.role),
    worker: workers.get(row.workerId) ?? { id: row.workerId, name: '', phone: null, leader: false }, fromDay: row.fromDay, toDay: row.toDay,
  }));
}

/** Roles held for whole divisions, now or to come; everyone of the county may know them. */
export async function listTerritoryAssignments(ctx: CareContext, code: string | undefined): Promise<{ items: TerritoryView[]; next: null }> {
  const { tx, actor: { countyId }, today } = ctx;
  const ids = code === undefined
    ? (await listDivisionRows(tx, countyId)).map((row) => row.divisionId)
    : await divisionIdsWithin(tx, countyId, (await getDivisionByCode(ctx, code)).path);
  return { items: await viewsOf(ctx, await listTerritories(tx, countyId, ids, today)), next: null };
}

/** The whole divisions for which these workers hold roles. */
export function territoriesOf(ctx: CareContext, workerIds: readonly string[]): Promise<TerritoryRow[]> {
  return listTerritoriesOfWorkers(ctx.tx, ctx.actor.countyId, workerIds, ctx.today);
}

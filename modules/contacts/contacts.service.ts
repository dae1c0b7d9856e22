import { coverage, packOn, toNumber } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { once, type Created } from '../../platform/database/once.ts';
import { notAllowed, notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import { roleTitle } from '../policies/policies.titles.rules.ts';
import { packFor, placeContacts, type Placement } from './contacts.placing.ts';
import {
  assignmentsOfWorker, currentInRole, endAssignments, findAssignment, householdsOfHandover, listWorkersById, type StoredAssignment, type WorkerRow,
} from './contacts.queries.ts';
import { busyRoles, isFarAhead, tellBy } from './contacts.rules.ts';
import type { AssignmentAnswer, AssignmentInput, AssignmentView, ContactHint, ContactWorker, EndInput, HandoverAnswer, HandoverInput } from './contacts.schema.ts';
import { ASSIGNMENT_WORD, contactProblem, HINTS, HOUSEHOLD_WORD } from './contacts.text.ts';

/**
 * Names a worker as contact of one household (B1-B4). With a role held by one at a time, the holder before ends on the day before and the
 * household is to be told (B6).
 * @throws Problem `not-allowed` (403), `not-found` (404) and what `placeContacts` throws
 */
export async function assignContact(ctx: CareContext, input: AssignmentInput): Promise<Created<AssignmentAnswer>> {
  const household = await loadOne(ctx, input.householdId);
  return once(ctx, { name: 'contacts.assign', id: input.id, body: input }, async () => {
    authorise(ctx, 'contact.write', { path: household.divisionPath });
    await placeContacts(ctx, [{
      assignmentId: input.id, householdId: input.householdId, role: input.role, workerId: input.workerId, fromDay: input.fromDay,
      toDay: input.toDay ?? null, note: input.note, handoverId: null, after: null,
    }], { whereHeld: 'refuse' });
    return answerAssignment(ctx, input.id);
  }, () => answerAssignment(ctx, input.id));
}

async function loadOne(ctx: CareContext, householdId: string): Promise<LoadedHousehold> {
  const [household] = await ctx.duties.load(ctx, [householdId]);
  if (!household) throw notFound(HOUSEHOLD_WORD);
  return household;
}

/** What stands now, so that the same command sent again gets the same answer. */
async function answerAssignment(ctx: CareContext, assignmentId: string): Promise<AssignmentAnswer> {
  const assignment = await findAssignment(ctx.tx, ctx.actor.countyId, assignmentId);
  if (!assignment) throw notFound(ASSIGNMENT_WORD);
  const household = await loadOne(ctx, assignment.householdId);
  const before = assignment.handedOverFrom === null ? null : await findAssignment(ctx.tx, ctx.actor.countyId, assignment.handedOverFrom);
  const workers = await contactWorkers(ctx, [assignment.workerId, ...(before ? [before.workerId] : [])]);
  const view = viewOf(ctx, household, assignment, workers);
  const former = before && workers.get(before.workerId);
  return {
    ...view,
    ended: before && former ? [{ assignmentId: before.assignmentId, worker: { id: former.id, name: former.name }, toDay: before.toDay! }] : [],
    tellBy: toldOf(household, assignment) ? tellBy(packFor(ctx, household, assignment.fromDay), assignment.role, assignment.fromDay) : null,
    hints: hintsFor(ctx, household, view),
  };
}

function toldOf({ facts }: LoadedHousehold, { role, fromDay }: StoredAssignment): boolean {
  return facts.events.some((event) => event.kind === 'contactChange' && event.role === role && event.day === toNumber(fromDay as never));
}

/** The workers as everybody of the county may know them. */
export async function contactWorkers(ctx: CareContext, ids: readonly string[]): Promise<Map<string, ContactWorker>> {
  const rows = await listWorkersById(ctx.tx, ctx.actor.countyId, ids);
  return new Map(rows.map((row) => [row.workerId, contactWorkerOf(ctx, row)]));
}

function contactWorkerOf(ctx: CareContext, row: WorkerRow): ContactWorker {
  return { id: row.workerId, name: row.name, phone: row.phoneEnc === null ? null : ctx.keys.open(row.phoneEnc), leader: row.leader };
}

function viewOf(ctx: CareContext, household: LoadedHousehold, one: StoredAssignment, workers: ReadonlyMap<string, ContactWorker>): AssignmentView {
  return {
    id: one.assignmentId, householdId: one.householdId, role: one.role, title: roleTitle(ctx.book, packFor(ctx, household, one.fromDay)?.id ?? null, one.role),
    worker: workers.get(one.workerId) ?? { id: one.workerId, name: '', phone: null, leader: false }, fromDay: one.fromDay, toDay: one.toDay,
  };
}

/** What the office should look at though nothing forbids it: a key household without a leader, a role that counts for nothing here. */
function hintsFor(ctx: CareContext, { facts }: LoadedHousehold, { role, fromDay, worker }: AssignmentView): ContactHint[] {
  const on = toNumber((fromDay > ctx.today ? fromDay : ctx.today) as never);
  const required = coverage(facts, ctx.book, on).roles.find((one) => one.role === role);
  const pack = packOn(facts, ctx.book, on);
  const counts = required !== undefined || (pack !== null && busyRoles(pack, on).some((one) => one.role === role));
  const codes: ContactHint['code'][] = [...(counts ? [] : ['role.notRequired' as const]), ...(required?.leaderMissing && !worker.leader ? ['leader.missing' as const] : [])];
  return codes.map((code) => ({ code, text: HINTS[code] }));
}

/**
 * Ends one assignment; nobody takes over, so the role stands vacant and is shown as such (B6: no day without a contact goes unseen).
 * @throws Problem `assignment.days`, `assignment.day` (422), `assignment.ended` (409), `not-allowed`, `not-found`
 */
export async function endContact(ctx: CareContext, assignmentId: string, input: EndInput): Promise<AssignmentView> {
  const assignment = await findAssignment(ctx.tx, ctx.actor.countyId, assignmentId);
  if (!assignment) throw notFound(ASSIGNMENT_WORD);
  const household = await loadOne(ctx, assignment.householdId);
  authorise(ctx, 'contact.write', { path: household.divisionPath });
  if (input.toDay < assignment.fromDay) throw contactProblem('assignment.days', 'toDay');
  if (isFarAhead(input.toDay, ctx.today)) throw contactProblem('assignment.day', 'toDay');
  if (assignment.toDay !== null && assignment.toDay <= input.toDay) throw contactProblem('assignment.ended', 'toDay');
  await endAssignments(ctx.tx, ctx.actor.countyId, [{ assignmentId, toDay: input.toDay }]);
  await recordChange(ctx, {
    subject: 'assignment', subjectId: assignmentId, householdId: assignment.householdId, divisionId: assignment.divisionId, action: 'end',
    reason: input.reason, before: { toDay: assignment.toDay }, after: { toDay: input.toDay },
  });
  await ctx.duties.refresh(ctx, [assignment.householdId]);
  return viewOf(ctx, household, { ...assignment, toDay: input.toDay }, await contactWorkers(ctx, [assignment.workerId]));
}

/**
 * Hands over one household, several, or a whole post (every household of a worker in a role within the actor's territory) in one step: all of it
 * or nothing. Each household is to be told (B6); the note goes with every one of them.
 * @throws Problem `handover.self`, `handover.who`, `handover.nothing` (422), `not-allowed` and what `placeContacts` throws
 */
export async function handOver(ctx: CareContext, input: HandoverInput): Promise<Created<HandoverAnswer>> {
  if (input.fromWorkerId === input.toWorkerId) throw contactProblem('handover.self', 'toWorkerId');
  return once(ctx, { name: 'contacts.handover', id: input.id, body: input }, async () => {
    const placements = await handoverPlacements(ctx, input);
    if (placements.length === 0) throw contactProblem('handover.nothing', 'fromWorkerId');
    await placeContacts(ctx, placements, { whereHeld: 'keep' });
    return answerHandover(ctx, input.id);
  }, () => answerHandover(ctx, input.id));
}

async function handoverPlacements(ctx: CareContext, input: HandoverInput): Promise<Placement[]> {
  const from = input.fromWorkerId ? await heldBy(ctx, input.fromWorkerId, input) : await heldInChosen(ctx, input);
  return from.map((one) => ({
    assignmentId: uuidv7(), householdId: one.householdId, role: one.role, workerId: input.toWorkerId, fromDay: input.day, toDay: one.toDay,
    note: input.note, handoverId: input.id, after: one.assignmentId,
  }));
}

interface Handed {
  readonly assignmentId: string | null;
  readonly householdId: string;
  readonly role: string;
  readonly toDay: string | null;
}

async function heldBy(ctx: CareContext, workerId: string, { role, day, householdIds }: HandoverInput): Promise<readonly Handed[]> {
  const all = await assignmentsOfWorker(ctx.tx, ctx.actor.countyId, workerId, role, day);
  const mine = all.filter((one) => mayAt(ctx.actor.posts, 'contact.write', { path: one.path }));
  if (householdIds === undefined) return mine;
  const chosen = new Set(householdIds);
  if (all.some((one) => chosen.has(one.householdId) && !mine.includes(one))) throw notAllowed();
  return mine.filter((one) => chosen.has(one.householdId));
}

/** Chosen households whoever holds the role there; also where nobody does. */
async function heldInChosen(ctx: CareContext, { role, day, householdIds }: HandoverInput): Promise<readonly Handed[]> {
  if (householdIds === undefined || role === undefined) throw contactProblem('handover.who', 'fromWorkerId');
  const households = await ctx.duties.load(ctx, householdIds);
  if (households.length < new Set(householdIds).size) throw notFound(HOUSEHOLD_WORD);
  households.forEach((one) => authorise(ctx, 'contact.write', { path: one.divisionPath }));
  const held = new Map((await currentInRole(ctx.tx, ctx.actor.countyId, householdIds, role, day)).map((one) => [one.householdId, one]));
  return households.map(({ facts }) => held.get(facts.id) ?? { assignmentId: null, householdId: facts.id, role, toDay: null });
}

async function answerHandover(ctx: CareContext, handoverId: string): Promise<HandoverAnswer> {
  const moved = await householdsOfHandover(ctx.tx, ctx.actor.countyId, handoverId);
  const households = new Map(moved.map(({ id, name }) => [id, { id, name }]));
  const told = await tellDays(ctx, moved);
  return { moved: moved.length, households: [...households.values()], tellBy: told.length === 0 ? null : told.reduce((a, b) => (a < b ? a : b)) };
}

/** The last days for telling, one for each household and role that moved and whose pack asks for it. */
async function tellDays(ctx: CareContext, moved: readonly { readonly id: string; readonly role: string; readonly fromDay: string }[]): Promise<string[]> {
  const places = new Map((await ctx.duties.load(ctx, moved.map((one) => one.id))).map((one) => [one.facts.id, one]));
  return moved.flatMap(({ id, role, fromDay }) => {
    const place = places.get(id);
    return place ? [tellBy(packFor(ctx, place, fromDay), role, fromDay) ?? []].flat() : [];
  });
}

import { packOn, toDay, toNumber, type Assignment, type Day, type Pack } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { recordChanges, type Change } from '../../platform/records/records.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import {
  assignmentsOf, endAssignments, insertAssignments, insertEvents, listWorkersById, lockHouseholds,
  type NewAssignment, type NewEvent, type StoredAssignment,
} from './contacts.queries.ts';
import { batches, byHousehold, contactRole, heldByOne, isChange, isFarAhead, servedFromFor, succession, tellBy } from './contacts.rules.ts';
import { contactProblem } from './contacts.text.ts';

/** A worker to take a role in one household. */
export interface Placement {
  readonly assignmentId: string;
  readonly householdId: string;
  readonly role: string;
  readonly workerId: string;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly note: string | undefined;
  readonly handoverId: string | null;
  /** Someone who hands over ends even where the role may have several holders. */
  readonly after: string | null;
}

/** What one placement writes. `insert` is null where the worker held the role already and only the one before ends. */
export interface Placed {
  readonly placement: Placement;
  readonly divisionId: number;
  readonly insert: NewAssignment | null;
  readonly ends: readonly { readonly assignmentId: string; readonly toDay: string }[];
  readonly event: NewEvent | null;
  readonly tellBy: string | null;
}

export interface PlacingRules {
  /** In a handover of a whole post, households where the new worker holds the role already only lose the old one. */
  readonly whereHeld: 'refuse' | 'keep';
}

// Facts of a hundred households with a year of visits each are some 5 MB on their way here.
const BATCH = 100;

/**
 * Puts workers into roles: ends those they follow, writes down the change the household is to be told of (B6), records each change and computes
 * the duties anew. At most one placement for a role in a household; the caller has authorised every household.
 * @throws Problem `role.unknown`, `worker.left`, `assignment.notServed`, `assignment.day`, `assignment.days` (422), `assignment.held`, `assignment.later` (409)
 */
export async function placeContacts(ctx: CareContext, placements: readonly Placement[], rules: PlacingRules): Promise<Placed[]> {
  await checkWorkers(ctx, placements);
  const wanted = byHousehold(placements);
  const placed: Placed[] = [];
  for (const ids of batches([...wanted.keys()].sort(), BATCH)) {
    placed.push(...(await placeBatch(ctx, ids.map((id) => [id, wanted.get(id)!] as const), rules)));
  }
  return placed;
}

async function placeBatch(ctx: CareContext, wanted: readonly (readonly [string, readonly Placement[]])[], rules: PlacingRules): Promise<Placed[]> {
  const ids = wanted.map(([id]) => id);
  await lockHouseholds(ctx.tx, ctx.actor.countyId, ids);
  const households = new Map((await ctx.duties.load(ctx, ids)).map((one) => [one.facts.id, one]));
  const held = byHousehold(await assignmentsOf(ctx.tx, ctx.actor.countyId, ids));
  const placed = wanted.flatMap(([id, all]) => all.map((one) => decide(ctx, households.get(id), held.get(id) ?? [], one, rules)));
  await write(ctx, placed);
  await recordChanges(ctx, placed.map((one) => changeOf(one, held.get(one.placement.householdId) ?? [])));
  await ctx.duties.refresh(ctx, ids);
  return placed;
}

async function checkWorkers(ctx: CareContext, placements: readonly Placement[]): Promise<void> {
  const rows = await listWorkersById(ctx.tx, ctx.actor.countyId, placements.map((one) => one.workerId));
  const leftOn = new Map(rows.map((row) => [row.workerId, row.leftOn]));
  for (const { workerId, fromDay } of placements) {
    const left = leftOn.get(workerId);
    if (left === undefined || (left !== null && left <= fromDay)) throw contactProblem('worker.left', 'workerId');
  }
}

/** The pack a role is judged by: of the contact's first day, or today's where the region had none yet. */
export const packFor = (ctx: CareContext, { facts }: LoadedHousehold, on: string): Pack | null =>
  packOn(facts, ctx.book, toNumber(on as Day)) ?? packOn(facts, ctx.book, toNumber(ctx.today));

function decide(ctx: CareContext, household: LoadedHousehold | undefined, held: readonly StoredAssignment[], one: Placement, rules: PlacingRules): Placed {
  if (!household) throw contactProblem('assignment.notServed', 'householdId');
  const servedFrom = servedFromFor(household.facts.served, one.fromDay);
  const pack = packFor(ctx, household, one.fromDay);
  checkDays(ctx, one, servedFrom);
  if (!contactRole(ctx.book, pack, one.role)) throw contactProblem('role.unknown', 'role');
  const inRole = held.filter((other) => other.role === one.role);
  const leaver = inRole.filter((other) => other.assignmentId === one.after);
  const follows = succession(heldByOne(pack, one.role, one.fromDay) ? inRole : [...leaver, ...inRole.filter((other) => other.workerId === one.workerId)], one);
  const decided = { placement: one, divisionId: household.divisionId };
  if (follows.kind === 'later') throw contactProblem('assignment.later', rules.whereHeld === 'keep' ? `household.${one.householdId}` : 'fromDay');
  if (follows.kind === 'held' && rules.whereHeld === 'refuse') throw contactProblem('assignment.held', 'workerId');
  if (follows.kind === 'held') return { ...decided, insert: null, ends: succession(leaver, one).ends, event: null, tellBy: null };
  const change = isChange(pack, { ...one, after: lastBefore(household.facts.assignments, one), servedFrom: servedFrom! });
  return {
    ...decided,
    insert: newAssignment(ctx, household, one, follows.ends[0]?.assignmentId ?? null),
    ends: follows.ends,
    event: change ? changeEvent(ctx, household, one) : null,
    tellBy: change ? tellBy(pack, one.role, one.fromDay) : null,
  };
}

function checkDays(ctx: CareContext, { fromDay, toDay: last }: Placement, servedFrom: string | null): void {
  if (isFarAhead(fromDay, ctx.today)) throw contactProblem('assignment.day', 'fromDay');
  if (last !== null && last < fromDay) throw contactProblem('assignment.days', 'toDay');
  if (servedFrom === null) throw contactProblem('assignment.notServed', 'fromDay');
}

/** Who held the role last before that day, by household or for the whole division. */
function lastBefore(assignments: readonly Assignment[], { role, fromDay }: Placement): string | null {
  const before = assignments.filter((one) => one.role === role && toDay(one.from) <= fromDay);
  return before.sort((a, b) => b.from - a.from || (a.workerId < b.workerId ? -1 : 1))[0]?.workerId ?? null;
}

function newAssignment(ctx: CareContext, household: LoadedHousehold, one: Placement, handedOverFrom: string | null): NewAssignment {
  return {
    assignmentId: one.assignmentId, householdId: one.householdId, divisionId: household.divisionId, role: one.role, workerId: one.workerId,
    fromDay: one.fromDay, toDay: one.toDay, handedOverFrom, handoverId: one.handoverId, noteEnc: one.note ? ctx.keys.seal(one.note) : null,
  };
}

export function changeEvent(ctx: CareContext, { facts, divisionId }: LoadedHousehold, { role, fromDay }: { readonly role: string; readonly fromDay: string }): NewEvent {
  return {
    eventId: uuidv7(), householdId: facts.id, divisionId, kind: 'contactChange', day: fromDay, role, recorderId: ctx.actor.accountId, recordedAt: ctx.now,
  };
}

async function write(ctx: CareContext, placed: readonly Placed[]): Promise<void> {
  const { countyId } = ctx.actor;
  await endAssignments(ctx.tx, countyId, placed.flatMap((one) => one.ends));
  await insertAssignments(ctx.tx, countyId, placed.flatMap((one) => (one.insert ? [one.insert] : [])));
  await insertEvents(ctx.tx, countyId, placed.flatMap((one) => (one.event ? [one.event] : [])));
}

function changeOf({ placement: one, divisionId, insert }: Placed, held: readonly StoredAssignment[]): Change {
  const before = held.filter((other) => other.role === one.role && (other.toDay === null || other.toDay >= one.fromDay));
  return {
    subject: 'assignment', subjectId: insert?.assignmentId ?? one.after ?? one.assignmentId, householdId: one.householdId, divisionId,
    action: one.handoverId === null ? 'assign' : 'handover',
    before: before.map(({ assignmentId, workerId, fromDay, toDay: last }) => ({ assignmentId, workerId, fromDay, toDay: last })),
    after: { role: one.role, workerId: one.workerId, fromDay: one.fromDay, toDay: one.toDay, note: one.note ?? null },
  };
}

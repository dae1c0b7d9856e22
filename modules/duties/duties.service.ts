import { addDays, duties, packOn, toDay, toNumber, type Day, type Duty } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { coversTerritory } from '../accounts/accounts.rules.ts';
import { withinReach } from '../households/households.reach.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import { roleTitle, ruleOn, ruleTitle } from '../policies/policies.titles.rules.ts';
import { loadHouseholds } from './duties.facts.ts';
import {
  countDuties, countTallied, findExcuse, findPageDays, insertExcuse, listDivisionsBelow, listDutyRows, listHouseholdNames, listOutdated, listWorkerNames, type NamedHousehold, type WorklistFilter, type WorklistRow,
} from './duties.queries.ts';
import { cachedFrom, DAYS_AHEAD } from './duties.rules.ts';
import type { DutyView, ExplainedDuty, WorklistQuery } from './duties.schema.ts';
import { dutiesText } from './duties.text.ts';

const household = { zh: '户家庭', en: 'household' };
// What a worker opens the list for: what is owed now, and what went by undone.
const ASKED_FOR: WorklistFilter['states'] = ['open', 'missed', 'attempted', 'vacant'];

/** The worklist: duties in scope by worker, state and last day, soonest first. `total` comes with the first page only, exact or not at all. */
export async function listDuties(ctx: CareContext, query: WorklistQuery) {
  const filter = await filterOf(ctx, query);
  if (filter.divisionIds?.length === 0) throw notFound({ zh: '个区划', en: 'division' });
  const rows = await pageOf(ctx, { ...filter, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const items = await viewRows(ctx, page);
  await recordLook(ctx, { subject: 'duties.list', householdIds: [...new Set(page.map((row) => row.householdId))] });
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? toCursor([last.lastDay, last.householdId, last.dutyId]) : null;
  if (query.after !== undefined) return { items, next };
  const total = next === null ? items.length : await totalOf(ctx, filter);
  return { items, next, ...(total === undefined ? {} : { total }) };
}

/** The tally knows places and roles; a worker's, a household's, and what a contact may see beside places is found and counted one by one. */
const tallied = ({ actor }: CareContext, { workerId, householdId }: WorklistFilter): boolean =>
  workerId === null && householdId === null && actor.posts.every(coversTerritory);

async function pageOf(ctx: CareContext, filter: WorklistFilter): Promise<WorklistRow[]> {
  if (!tallied(ctx, filter)) return listDutyRows(ctx.tx, filter);
  const days = await findPageDays(ctx.tx, filter);
  return days === null ? [] : listDutyRows(ctx.tx, { ...filter, from: days.first, until: days.last });
}

const totalOf = (ctx: CareContext, filter: WorklistFilter): Promise<number | undefined> =>
  tallied(ctx, filter) ? countTallied(ctx.tx, filter) : countDuties(ctx.tx, filter);

async function filterOf(ctx: CareContext, query: WorklistQuery): Promise<WorklistFilter> {
  if (query.worker === 'me' && !ctx.actor.workerId) throw new Problem(422, 'worker.none', dutiesText.noWorker);
  const below = query.division === undefined ? null : await listDivisionsBelow(ctx.tx, ctx.actor.countyId, query.division);
  return {
    countyId: ctx.actor.countyId, today: ctx.today,
    workerId: query.worker === 'me' ? ctx.actor.workerId : (query.worker ?? null),
    states: query.state ?? ASKED_FOR, from: query.from ?? null, until: query.until ?? null,
    divisionIds: below?.map((division) => division.divisionId) ?? null,
    householdId: query.household ?? null, role: query.role ?? null, limit: query.limit,
    after: fromCursor<readonly [string, string, string]>(query.after, 3),
    // A worker's, a household's or a place's own duties are few and found by that.
    reach: query.worker === undefined && query.household === undefined && below === null ? withinReach(ctx.actor, 'd') : null,
  };
}

async function viewRows(ctx: CareContext, rows: readonly WorklistRow[]): Promise<DutyView[]> {
  if (rows.length === 0) return [];
  const { countyId } = ctx.actor;
  const households = await listHouseholdNames(ctx.tx, countyId, [...new Set(rows.map((row) => row.householdId))]);
  const workers = await listWorkerNames(ctx.tx, countyId, [...new Set(rows.flatMap((row) => row.workerId ?? []))]);
  const byId = new Map(households.map((one) => [one.householdId, one]));
  const names = new Map(workers.map((one) => [one.workerId, one.name]));
  return rows.map((row) => {
    const first = toNumber(row.firstDay as Day);
    const rule = ruleOn(ctx.book, row.packId, row.rule, first);
    return {
      id: row.dutyId, household: placeOf(byId.get(row.householdId)), memberId: row.memberId, rule: row.rule, title: ruleTitle(ctx.book, row.packId, row.rule),
      role: row.role, roleTitle: roleTitle(ctx.book, row.packId, row.role), first: row.firstDay, last: row.lastDay, kinds: [...(rule?.kinds ?? [])],
      purpose: rule?.purpose ?? null, needed: row.needed, credited: row.credited, state: row.state, vacant: row.vacant, lateBy: row.lateBy, rolling: row.rolling,
      worker: row.workerId ? { id: row.workerId, name: names.get(row.workerId) ?? '' } : null, clause: rule?.clause ?? null,
    };
  });
}

function placeOf(row: NamedHousehold | undefined): DutyView['household'] {
  if (!row) throw notFound(household);
  return { id: row.householdId, name: row.headName, division: { code: row.code, name: row.name }, groupName: row.groupName };
}

export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What is owed to one household and why, worked out from its facts as they are now. */
export async function explainHousehold(ctx: CareContext, householdId: string, period: AskedPeriod) {
  const [loaded] = await loadHouseholds(ctx, [householdId]);
  if (!loaded) throw notFound(household);
  const today = toNumber(ctx.today);
  const window = {
    from: period.from ? toNumber(period.from as Day) : cachedFrom(today),
    to: period.to ? toNumber(period.to as Day) : addDays(today, DAYS_AHEAD),
  };
  const answer = duties(loaded.facts, ctx.book, window, today);
  await recordLook(ctx, { subject: 'household.duties', householdIds: [householdId] });
  return {
    items: await explain(ctx, loaded, answer.duties),
    undecided: answer.undecided.map((one) => ({ ...one, title: ruleTitle(ctx.book, packOn(loaded.facts, ctx.book, today)?.id ?? null, one.rule) })),
  };
}

async function explain(ctx: CareContext, loaded: LoadedHousehold, found: readonly Duty[]): Promise<ExplainedDuty[]> {
  const { countyId } = ctx.actor;
  const [named] = await listHouseholdNames(ctx.tx, countyId, [loaded.facts.id]);
  const workers = await listWorkerNames(ctx.tx, countyId, [...new Set(found.flatMap((duty) => duty.workerId ?? []))]);
  const names = new Map(workers.map((one) => [one.workerId, one.name]));
  const place = placeOf(named);
  return found.map((duty) => ({
    id: duty.id, household: place, memberId: duty.memberId, rule: duty.rule, title: ruleTitle(ctx.book, duty.packId, duty.rule), role: duty.role,
    roleTitle: roleTitle(ctx.book, duty.packId, duty.role), first: toDay(duty.first), last: toDay(duty.last), kinds: [...duty.kinds], purpose: duty.purpose,
    needed: duty.needed, credited: duty.credits.length, state: duty.state, vacant: duty.vacant, lateBy: duty.lateBy, rolling: duty.rolling,
    worker: duty.workerId ? { id: duty.workerId, name: names.get(duty.workerId) ?? '' } : null, clause: duty.clause,
    reasons: [...duty.reasons], credits: duty.credits.map((credit) => ({ ...credit, day: toDay(credit.day) })),
  }));
}

/**
 * Decides that one duty need not be done (`excused`, never `waived`), with a reason; only the office.
 * @throws Problem `not-found`, `duty.settled` (409), `not-allowed`
 */
export async function excuseDuty(ctx: CareContext, dutyId: string, input: { id?: string | undefined; reason: string }): Promise<ExplainedDuty> {
  const householdId = dutyId.split('~')[0] ?? '';
  const [loaded] = /^[0-9a-f-]{36}$/.test(householdId) ? await loadHouseholds(ctx, [householdId]) : [];
  if (!loaded) throw notFound(household);
  authorise(ctx, 'duty.excuse', { path: loaded.divisionPath });
  const before = dutyOf(ctx, loaded, dutyId);
  if (!(await findExcuse(ctx.tx, ctx.actor.countyId, householdId, dutyId))) {
    if (before.fixed !== null || before.metOn !== null) throw new Problem(409, 'duty.settled', dutiesText.settled);
    await insertExcuse(ctx.tx, {
      countyId: ctx.actor.countyId, excuseId: input.id ?? uuidv7(), householdId, divisionId: loaded.divisionId, dutyId, reason: input.reason,
      givenBy: ctx.actor.accountId, givenAt: ctx.now,
    });
    await recordChange(ctx, {
      subject: 'duty', subjectId: dutyId, householdId, divisionId: loaded.divisionId, action: 'excuse', reason: input.reason, before: { state: before.state }, after: { state: 'excused' },
    });
    await ctx.duties.refresh(ctx, [householdId]);
  }
  const [now] = await loadHouseholds(ctx, [householdId]);
  const [view] = await explain(ctx, now!, [dutyOf(ctx, now!, dutyId)]);
  return view!;
}

function dutyOf(ctx: CareContext, { facts }: LoadedHousehold, dutyId: string): Duty {
  const today = toNumber(ctx.today);
  const found = duties(facts, ctx.book, { from: cachedFrom(today), to: addDays(today, DAYS_AHEAD) }, today).duties.find((duty) => duty.id === dutyId);
  if (!found) throw new Problem(404, 'duty.unknown', dutiesText.unknown);
  return found;
}

/** Brings stored answers of another day up to today, so many households at a time; returns how many there were. */
export async function refreshOutdated(ctx: CareContext, limit: number): Promise<number> {
  const outdated = await listOutdated(ctx.tx, ctx.actor.countyId, ctx.today, limit);
  await ctx.duties.refresh(ctx, outdated.map((row) => row.householdId));
  return outdated.length;
}


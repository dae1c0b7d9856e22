import { duties, packOn, toDay, toNumber, type Day, type Duty } from '@lianxin/engine';
import { once, type Created } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { mayAt } from '../accounts/accounts.rules.ts';
import { contactWorkers } from '../contacts/contacts.service.ts';
import { getHousehold, getHouseholdFor, type PlacedHousehold } from '../households/households.access.ts';
import { noHousehold } from '../households/households.text.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import { roleTitle, ruleOn, ruleTitle } from '../policies/policies.titles.rules.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { entryProblem } from '../visits/visits.rules.ts';
import { findIncident, insertIncident, listIncidentRows, voidIncidentRow, type IncidentRow } from './incidents.queries.ts';
import { arisesFrom, asIncident } from './incidents.rules.ts';
import type { IncidentInput, IncidentKind, IncidentView, OwedDuty, ReportedIncident } from './incidents.schema.ts';
import { incidentProblem, INCIDENT_TITLES, INCIDENT_WORD } from './incidents.text.ts';

/**
 * Reports a major event of a household (B11) and says what is owed because of it, by whom and until when.
 * @throws Problem `incident.future`, `incident.late`, `incident.lateReason`, `incident.notServed` (422), `not-allowed`, `not-found`, `id.taken`
 */
export async function reportIncident(ctx: CareContext, input: IncidentInput): Promise<Created<ReportedIncident>> {
  const household = await getHouseholdFor(ctx, 'visit.write', input.householdId);
  const answer = () => answerIncident(ctx, household, input.id);
  return once(ctx, { name: 'incidents.report', id: input.id, body: input }, async () => {
    const { facts } = await loadFacts(ctx, input.householdId);
    const refused = entryProblem({
      day: input.day as Day, today: ctx.today, office: mayAt(ctx.actor.posts, 'household.write', household), reason: input.lateReason,
      served: facts.served, pack: packOn(facts, ctx.book, toNumber(input.day as Day)),
    });
    if (refused) throw incidentProblem(asIncident[refused]);
    await write(ctx, household, input);
    return answer();
  }, answer);
}

async function loadFacts(ctx: CareContext, householdId: string): Promise<LoadedHousehold> {
  const [loaded] = await ctx.duties.load(ctx, [householdId]);
  if (!loaded) throw noHousehold();
  return loaded;
}

async function write(ctx: CareContext, { divisionId }: PlacedHousehold, input: IncidentInput): Promise<void> {
  const { id, householdId, kind, day, note, lateReason } = input;
  await insertIncident(ctx.tx, ctx.actor.countyId, {
    eventId: id, householdId, divisionId, kind, day, noteEnc: note ? ctx.keys.seal(note) : null, recorderId: ctx.actor.accountId, recordedAt: ctx.now,
  });
  await recordChange(ctx, {
    subject: 'incident', subjectId: id, householdId, divisionId, action: 'create', reason: lateReason ?? '', before: null, after: { kind, day, note: note ?? null },
  });
  await ctx.duties.refresh(ctx, [householdId]);
}

/** The incident and what it asks for now: computed, never stored, so that the same report sent again tells what is still true. */
async function answerIncident(ctx: CareContext, household: PlacedHousehold, incidentId: string): Promise<ReportedIncident> {
  const row = await findIncident(ctx.tx, ctx.actor.countyId, incidentId);
  if (!row) throw notFound(INCIDENT_WORD);
  const [incident] = await viewIncidents(ctx, [row]);
  return { incident: incident!, owed: row.voidedAt ? [] : await owedFor(ctx, household, row) };
}

async function owedFor(ctx: CareContext, household: PlacedHousehold, row: IncidentRow): Promise<OwedDuty[]> {
  const { facts } = await loadFacts(ctx, row.householdId);
  const day = toNumber(row.day as Day);
  const found = duties(facts, ctx.book, { from: day, to: day }, toNumber(ctx.today)).duties;
  const owed = found.filter((duty) => arisesFrom(duty, ruleOn(ctx.book, duty.packId, duty.rule, duty.first), { kind: row.kind, day }));
  const workers = await contactWorkers(ctx, owed.flatMap((duty) => duty.workerId ?? []));
  return owed.map((duty) => owedView(ctx, household, duty, duty.workerId === null ? null : { id: duty.workerId, name: workers.get(duty.workerId)?.name ?? '' }));
}

function owedView(ctx: CareContext, household: PlacedHousehold, duty: Duty, worker: OwedDuty['worker']): OwedDuty {
  return {
    id: duty.id,
    household: { id: household.householdId, name: household.headName, division: { code: household.divisionCode, name: household.divisionName }, groupName: household.groupName },
    memberId: duty.memberId, rule: duty.rule, title: ruleTitle(ctx.book, duty.packId, duty.rule), role: duty.role, roleTitle: roleTitle(ctx.book, duty.packId, duty.role),
    first: toDay(duty.first), last: toDay(duty.last), kinds: [...duty.kinds], purpose: duty.purpose, needed: duty.needed, credited: duty.credits.length,
    state: duty.state, vacant: duty.vacant, lateBy: duty.lateBy, rolling: duty.rolling, worker, clause: duty.clause,
  };
}

async function viewIncidents(ctx: CareContext, rows: readonly IncidentRow[]): Promise<IncidentView[]> {
  const names = await accountNames(ctx, rows.flatMap((row) => row.recorderId ?? []));
  return rows.map((row) => ({
    id: row.eventId, householdId: row.householdId, kind: row.kind as IncidentKind, title: INCIDENT_TITLES[row.kind as IncidentKind], day: row.day,
    note: row.noteEnc ? ctx.keys.open(row.noteEnc) : null,
    recorder: row.recorderId === null ? null : { id: row.recorderId, name: names.get(row.recorderId) ?? '' },
    recordedAt: row.recordedAt, voided: row.voidedAt !== null,
  }));
}

/** A household's major events, newest first, voided ones among them and marked. @throws Problem `not-found` */
export async function listIncidents(ctx: CareContext, query: { readonly household: string; readonly limit: number; readonly after?: string | undefined }) {
  await getHousehold(ctx, query.household);
  const after = fromCursor<readonly [string, string]>(query.after, 2);
  const rows = await listIncidentRows(ctx.tx, ctx.actor.countyId, query.household, query.limit + 1, after);
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'incidents.list', householdIds: [query.household] });
  const last = page.at(-1);
  return { items: await viewIncidents(ctx, page), next: rows.length > query.limit && last ? toCursor([last.day, last.eventId]) : null };
}

/**
 * Voids an incident reported by mistake; what it asked for is gone with it, the report and the reason stay.
 * @throws Problem `incident.voided` (409), `incident.voidNotYours` (403), `not-allowed`, `not-found`
 */
export async function voidIncident(ctx: CareContext, incidentId: string, reason: string): Promise<IncidentView> {
  const { countyId, accountId, posts } = ctx.actor;
  const row = await findIncident(ctx.tx, countyId, incidentId);
  if (!row) throw notFound(INCIDENT_WORD);
  const household = await getHouseholdFor(ctx, 'visit.write', row.householdId);
  if (row.recorderId !== accountId && !mayAt(posts, 'household.write', household)) throw incidentProblem('incident.voidNotYours');
  if (!(await voidIncidentRow(ctx.tx, countyId, incidentId, ctx.now))) throw incidentProblem('incident.voided');
  await recordChange(ctx, {
    subject: 'incident', subjectId: incidentId, householdId: row.householdId, divisionId: row.divisionId, action: 'void', reason,
    before: { kind: row.kind, day: row.day, voided: false }, after: { voided: true },
  });
  await ctx.duties.refresh(ctx, [row.householdId]);
  const [view] = await viewIncidents(ctx, [{ ...row, voidedAt: ctx.now }]);
  return view!;
}

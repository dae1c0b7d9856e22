import { coverage, packOn, toDay, toNumber, type Clause, type DayNumber } from '@lianxin/engine';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { divisionIdsWithin, listDivisionRows } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import type { CareContext, LoadedHousehold } from '../policies/policies.context.ts';
import { roleTitle, ruleOn } from '../policies/policies.titles.rules.ts';
import {
  countToTell, countVacancies, listLoads, listToTellRows, listVacancyRows, type NamedHousehold,
} from './contacts.lists.queries.ts';
import { busyRoles, cardCurrent, latest, meetBy, tellBy, tellRules } from './contacts.rules.ts';
import type { ContactWorker, HouseholdContacts, HouseholdName, ToTell, Vacancy, WorkerLoad } from './contacts.schema.ts';
import { contactWorkers } from './contacts.service.ts';
import { territoriesOf } from './contacts.territory.ts';
import { HOUSEHOLD_WORD } from './contacts.text.ts';

interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

interface ListOf<T> {
  readonly items: T[];
  readonly next: string | null;
  readonly total?: number;
}

/** Divisions a list is about: those at or below the one asked for, else the whole county; the row policies still decide what of it is seen. */
export async function divisionsFor(ctx: CareContext, code: string | undefined): Promise<number[]> {
  const { tx, actor: { countyId } } = ctx;
  if (code === undefined) return (await listDivisionRows(tx, countyId)).map((row) => row.divisionId);
  return divisionIdsWithin(tx, countyId, (await getDivisionByCode(ctx, code)).path);
}

const unknownWorker = (id: string): ContactWorker => ({ id, name: '', phone: null, leader: false });

const nameOf = (row: NamedHousehold): HouseholdName => ({
  id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName,
});

/**
 * Who cares for one household: its contacts now and to come, what the pack requires with gaps since when, and whether the card it holds names
 * them (B1-B6). @throws Problem `not-found` (404)
 */
export async function householdContacts(ctx: CareContext, householdId: string): Promise<HouseholdContacts> {
  const [household] = await ctx.duties.load(ctx, [householdId]);
  if (!household) throw notFound(HOUSEHOLD_WORD);
  await recordLook(ctx, { subject: 'household.contacts', subjectId: householdId, householdIds: [householdId] });
  const { facts } = household;
  const today = toNumber(ctx.today);
  const pack = packOn(facts, ctx.book, today);
  const packId = pack?.id ?? null;
  const required = coverage(facts, ctx.book, today).roles;
  const clauses = new Map<string, Clause>(required.map((one) => [one.role, one.clause]));
  return {
    items: await contactItems(ctx, household, packId, clauses),
    required: required.map(({ role, held, leaderMissing, vacantSince, clause }) => ({
      role, title: roleTitle(ctx.book, packId, role), held, leaderMissing, vacantSince: vacantSince === null ? null : toDay(vacantSince), clause,
    })),
    busy: pack === null ? [] : busyRoles(pack, today).map(({ role, clause }) => ({ role, title: roleTitle(ctx.book, packId, role), clause })),
    card: cardOf(ctx, household, today),
  };
}

async function contactItems(ctx: CareContext, { facts }: LoadedHousehold, packId: string | null, clauses: ReadonlyMap<string, Clause>): Promise<HouseholdContacts['items']> {
  const today = toNumber(ctx.today);
  const present = facts.assignments.filter((one) => one.to === null || one.to >= today);
  const workers = await contactWorkers(ctx, present.map((one) => one.workerId));
  const territorial = new Set((await territoriesOf(ctx, present.map((one) => one.workerId))).map((one) => one.assignmentId));
  return present
    .sort((a, b) => (a.role === b.role ? a.from - b.from : a.role < b.role ? -1 : 1))
    .map((one) => ({
      assignmentId: one.id, role: one.role, title: roleTitle(ctx.book, packId, one.role), worker: workers.get(one.workerId) ?? unknownWorker(one.workerId),
      fromDay: toDay(one.from), toDay: one.to === null ? null : toDay(one.to), vacantSince: null, clause: clauses.get(one.role) ?? null,
      territory: territorial.has(one.id),
    }));
}

function cardOf(ctx: CareContext, { facts }: LoadedHousehold, today: DayNumber): HouseholdContacts['card'] {
  const changes = facts.assignments.filter((one) => one.from <= today);
  const delivered = facts.visits.filter((one) => !one.voided && one.outcome === 'reached' && one.purposes.includes('card')).map((one) => one.day);
  const current = cardCurrent(changes.map((one) => one.from), delivered);
  const deliveredOn = latest(delivered);
  return { current, deliveredOn: deliveredOn === null ? null : toDay(deliveredOn), owedBy: current ? null : owedBy(ctx, facts, today) };
}

/** The last day for handing over a card that names the newest contact: told of with the change (B6), or at the first meeting (B5). */
function owedBy(ctx: CareContext, facts: LoadedHousehold['facts'], today: DayNumber): string | null {
  const newest = latest(facts.assignments.filter((one) => one.from <= today).map((one) => one.from));
  const pack = newest === null ? null : packOn(facts, ctx.book, newest);
  if (newest === null || pack === null) return null;
  const days = facts.assignments.filter((one) => one.from === newest).flatMap(({ role }) => {
    const told = facts.events.some((event) => event.kind === 'contactChange' && event.role === role && event.day === newest);
    const started = facts.served.filter((spell) => spell.to === null || spell.to >= newest).map((spell) => toDay(spell.from)).sort()[0];
    const day = told ? tellBy(pack, role, toDay(newest)) : started === undefined ? null : meetBy(pack, role, started);
    return day === null ? [] : [day as string];
  });
  return days.sort()[0] ?? null;
}

/**
 * The workers who hold roles in a territory, each with the number of households: for sharing the work out. Ordered by id and never by number, so
 * that it is no ranking (G4).
 */
export async function listWorkerLoads(ctx: CareContext, query: Page & { readonly division?: string | undefined }): Promise<ListOf<WorkerLoad>> {
  const { tx, actor: { countyId }, today } = ctx;
  const divisionIds = await divisionsFor(ctx, query.division);
  const [after] = fromCursor<readonly [string]>(query.after, 1) ?? [null];
  const rows = await listLoads(tx, countyId, divisionIds, today, after, query.limit + 1);
  const ids = [...new Set(rows.map((row) => row.workerId))];
  const page = ids.slice(0, query.limit);
  const [workers, territories] = [await contactWorkers(ctx, page), await territoriesOf(ctx, page)];
  const items = page.map((id): WorkerLoad => ({
    worker: workers.get(id) ?? unknownWorker(id),
    roles: rows.flatMap(({ workerId, role, households }) => (workerId === id && role !== null ? [{ role, title: roleTitle(ctx.book, null, role), households }] : [])),
    territories: territories.filter((one) => one.workerId === id).map(({ role, code, name }) => ({ role, title: roleTitle(ctx.book, null, role), division: { code, name } })),
    total: rows.find(({ workerId, role }) => workerId === id && role === null)!.households,
  }));
  const total = query.after === undefined ? { total: rows[0]?.workers ?? 0 } : {};
  return { items, next: ids.length > query.limit ? toCursor([page.at(-1)!]) : null, ...total };
}

/** Required roles without a holder (or without the leader a key household asks for), each with the day since when (B6). */
export async function listVacancies(ctx: CareContext, query: Page & { readonly division?: string | undefined; readonly role?: string | undefined }): Promise<ListOf<Vacancy>> {
  const { tx, actor: { countyId } } = ctx;
  const divisionIds = await divisionsFor(ctx, query.division);
  const rows = await listVacancyRows(tx, countyId, divisionIds, query.role ?? null, fromCursor<readonly [number, string, string]>(query.after, 3), query.limit + 1);
  const page = rows.slice(0, query.limit);
  const ids = [...new Set(page.map((row) => row.householdId))];
  await recordLook(ctx, { subject: 'contacts.vacancies', householdIds: ids });
  const households = new Map((await ctx.duties.load(ctx, ids)).map((one) => [one.facts.id, one]));
  const items = page.flatMap((row): Vacancy[] => {
    const household = households.get(row.householdId);
    return household ? [{ household: nameOf(row), ...gapOf(ctx, household, row.role) }] : [];
  });
  const last = page.at(-1);
  const total = query.after === undefined ? { total: await countVacancies(tx, countyId, divisionIds, query.role ?? null) } : {};
  return { items, next: rows.length > query.limit && last ? toCursor([last.divisionId, last.householdId, last.role]) : null, ...total };
}

function gapOf(ctx: CareContext, { facts }: LoadedHousehold, role: string): Omit<Vacancy, 'household'> {
  const today = toNumber(ctx.today);
  const found = coverage(facts, ctx.book, today).roles.find((one) => one.role === role);
  const since = found?.vacantSince ?? null;
  return {
    role, title: roleTitle(ctx.book, packOn(facts, ctx.book, today)?.id ?? null, role), since: since === null ? null : toDay(since), leaderMissing: found?.leaderMissing ?? false,
  };
}

/** Households still to be told of a new contact, the most urgent first; past the last day they stay until somebody has told them (B6). */
export async function listToTell(ctx: CareContext, query: Page & { readonly division?: string | undefined; readonly late?: boolean | undefined }): Promise<ListOf<ToTell>> {
  const { tx, actor: { countyId }, today } = ctx;
  const asked = { divisionIds: await divisionsFor(ctx, query.division), rules: [...tellRules(ctx.book).keys()], today, late: query.late ?? null };
  const rows = await listToTellRows(tx, countyId, asked, fromCursor<readonly [string, string]>(query.after, 2), query.limit + 1);
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'contacts.toTell', householdIds: [...new Set(page.map((row) => row.householdId))] });
  const workers = await contactWorkers(ctx, page.flatMap((row) => row.workerId ?? []));
  const items = page.map((row): ToTell => ({
    household: nameOf(row), role: row.role, title: roleTitle(ctx.book, row.packId, row.role), changedOn: row.firstDay, tellBy: row.lastDay,
    late: row.lastDay < today, worker: row.workerId === null ? null : (workers.get(row.workerId) ?? unknownWorker(row.workerId)), dutyId: row.dutyId,
    clause: ruleOn(ctx.book, row.packId, row.rule, toNumber(row.firstDay as never))?.clause ?? null,
  }));
  const last = page.at(-1);
  const total = query.after === undefined ? { total: await countToTell(tx, countyId, asked) } : {};
  return { items, next: rows.length > query.limit && last ? toCursor([last.lastDay, last.dutyId]) : null, ...total };
}

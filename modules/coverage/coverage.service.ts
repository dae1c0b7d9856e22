import { coverage, packOn, toDay, toNumber, type Book, type Day, type DayNumber } from '@lianxin/engine';
import { notFound, Problem } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { coversTerritory, rightsOfKind } from '../accounts/accounts.rules.ts';
import { cardCurrent } from '../contacts/contacts.rules.ts';
import { listDivisionsBelow, listHouseholdNames } from '../duties/duties.queries.ts';
import { policyBook, type CareContext, type LoadedHousehold } from '../policies/policies.context.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';
import { roleTitle } from '../policies/policies.titles.rules.ts';
import { countDuties, countFiles, findDivision, listHouseholdIds, listIncomplete, listStandings } from './coverage.queries.ts';
import { addSums, noSums, periodAround, sumsOf, tellingRules, weekEnd, type NamedPeriod, type Sums } from './coverage.rules.ts';
import type { ChannelAnswer, ChannelQuery, CoverageAnswer, CoverageQuery, Figures, MissingHousehold } from './coverage.schema.ts';
import { coverageText } from './coverage.text.ts';
import { channelBelow, channelFiguresBelow, channelGround, packAt } from './channel.service.ts';
import { addCare, careClauses, doctorFiguresOf, noCare, priorityFiguresOf, type CareSums } from './care.rules.ts';
import { careMembersOf, careQuestion, careSums } from './care.service.ts';
import type { CareMembersQuery } from './care.schema.ts';

const place = { zh: '个区划', en: 'division' };

type Division = Awaited<ReturnType<typeof listDivisionsBelow>>[number];
type SumsByDivision = ReadonlyMap<number, Sums>;

// A page of the missing that a person still reads; the list itself, with its filters, is the households page.
const MISSING_SHOWN = 500;
// Facts of so many households are in memory at once when a past day is worked out.
const BATCH = 200;

/**
 * Coverage and fulfilment of a division on a day (duties.md, "Coverage on a day, fulfilment of a period").
 * Today's figures are kept; a past day is worked out from the facts known now. Both come from the engine's one definition.
 * @throws Problem `not-found` for a division outside the actor's territory, `coverage.future`
 */
export async function coverageOf(ctx: CareContext, query: CoverageQuery): Promise<CoverageAnswer> {
  const top = await territoryOf(ctx, query.division);
  const on = dayAsked(ctx, query.on);
  const period = periodAround(on, query.period);
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, top.code);
  const kept = on === toNumber(ctx.today);
  const sums = kept ? await keptSums(ctx, divisions, period) : await sumsAnew(ctx, divisions, on, period);
  const care = await careSums(ctx, careQuestion(ctx, divisions.map(({ divisionId }) => divisionId), toDay(on), period.from));
  const channel = await channelGround(ctx, divisions, on);
  const figures = (head: Division): Figures => {
    const packId = packAt(channel.adopted, head.path);
    return {
      ...figuresOf(ctx.book, packId, head, sumBelow(head, divisions, sums), period), ...careFigures(policyBook(ctx), packId, on, careBelow(head, divisions, care)),
      channel: channelFiguresBelow(channel, head.path),
    };
  };
  return {
    ...figures(divisions.find((division) => division.code === top.code)!),
    on: toDay(on),
    computed: kept ? 'kept' : 'anew',
    ...(query.children ? { children: childrenOf(top, divisions).map(figures) } : {}),
    ...(query.missing ? { missing: await missingHouseholds(ctx, divisions, on, kept) } : {}),
  };
}

/** The members behind one figure of coverage 2 or 3 in a place. @throws Problem `not-found`, `coverage.future` */
export async function coverageMembers(ctx: CareContext, query: CareMembersQuery) {
  const top = await territoryOf(ctx, query.division);
  const on = dayAsked(ctx, query.on);
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, top.code);
  return careMembersOf(ctx, careQuestion(ctx, divisions.map(({ divisionId }) => divisionId), toDay(on), periodAround(on, query.period).from), query.asked);
}

/** The hospitals behind the figure of the channel in a place, by name, each with what it lacks (D10). @throws Problem `not-found`, `coverage.future` */
export async function coverageHospitals(ctx: CareContext, query: ChannelQuery): Promise<ChannelAnswer> {
  const top = await territoryOf(ctx, query.division);
  const on = dayAsked(ctx, query.on);
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, top.code);
  return { items: channelBelow(await channelGround(ctx, divisions, on), top.path), next: null };
}

function dayAsked(ctx: CareContext, asked: string | undefined): DayNumber {
  const on = toNumber((asked ?? ctx.today) as Day);
  if (on > toNumber(ctx.today)) throw new Problem(422, 'coverage.future', coverageText.future, [{ field: 'on', code: 'future' }]);
  return on;
}

function careBelow(head: Division, divisions: readonly Division[], care: ReadonlyMap<number, CareSums>): CareSums {
  return divisions.reduce((total, { path, divisionId }) => {
    const own = path.startsWith(head.path) ? care.get(divisionId) : undefined;
    return own ? addCare(total, own) : total;
  }, noCare());
}

function careFigures(book: PolicyBook, packId: string | null, on: DayNumber, care: CareSums): Pick<Figures, 'doctors' | 'priority'> {
  const clauses = careClauses(book, packId, on);
  return { doctors: doctorFiguresOf(care, clauses.doctors), priority: priorityFiguresOf(care, clauses.priority) };
}

/** By code, as every office lists its places; never by a figure. */
const childrenOf = (top: { readonly divisionId: number }, divisions: readonly Division[]): Division[] =>
  divisions.filter((division) => division.parentId === top.divisionId).sort((a, b) => (a.code < b.code ? -1 : 1));

/** A division the actor reads as a whole: figures of a part would be taken for the figures of all. */
async function territoryOf(ctx: CareContext, code: string | undefined) {
  const posts = ctx.actor.posts.filter((post) => coversTerritory(post) && rightsOfKind(post.kind).includes('household.read'));
  const widest = [...posts].sort((a, b) => a.path.length - b.path.length)[0];
  const wanted = code ?? widest?.code;
  const division = wanted === undefined ? undefined : await findDivision(ctx.tx, ctx.actor.countyId, wanted);
  if (!division || !posts.some((post) => division.path.startsWith(post.path))) throw notFound(place);
  return division;
}

async function keptSums(ctx: CareContext, divisions: readonly Division[], period: NamedPeriod): Promise<SumsByDivision> {
  const { tx, actor: { countyId }, today } = ctx;
  const ids = divisions.map((division) => division.divisionId);
  const sums = new Map<number, Sums>();
  const at = (divisionId: number): Sums => sums.get(divisionId) ?? sums.set(divisionId, noSums()).get(divisionId)!;
  for (const { divisionId, required, held, ...row } of await listStandings(tx, countyId, ids)) {
    addSums(at(divisionId), { ...row, required: required as Record<string, number>, held: held as Record<string, number> });
  }
  for (const { divisionId, ...row } of await countFiles(tx, countyId, ids, today)) addSums(at(divisionId), row);
  const days = { today, from: period.from, to: period.to, weekEnd: toDay(weekEnd(toNumber(today))) };
  for (const { divisionId, ...row } of await countDuties(tx, countyId, ids, days, tellingRules(ctx.book))) addSums(at(divisionId), row);
  return sums;
}

/** Every household's sums from its facts, batch by batch: for past days, and for holding the kept figures to account. */
export async function sumsAnew(ctx: CareContext, divisions: readonly Division[], on: DayNumber, period: NamedPeriod): Promise<SumsByDivision> {
  const ids = await listHouseholdIds(ctx.tx, ctx.actor.countyId, divisions.map((division) => division.divisionId));
  const sums = new Map<number, Sums>();
  for (let start = 0; start < ids.length; start += BATCH) {
    for (const household of await ctx.duties.load(ctx, ids.slice(start, start + BATCH))) {
      const total = sums.get(household.divisionId) ?? noSums();
      sums.set(household.divisionId, addSums(total, sumsOf(counted(household, on), ctx.book, on, period.days)));
    }
  }
  return sums;
}

function counted({ facts, updatedOn }: LoadedHousehold, on: DayNumber) {
  const cards = facts.visits.filter((visit) => !visit.voided && visit.outcome === 'reached' && visit.purposes.includes('card') && visit.day <= on);
  const changes = facts.assignments.filter((assignment) => assignment.from <= on);
  return { facts, updatedOn: toNumber(updatedOn as Day), cardCurrent: cardCurrent(changes.map((one) => one.from), cards.map((one) => one.day)) };
}

function sumBelow(head: Division, divisions: readonly Division[], sums: SumsByDivision): Sums {
  const total = noSums();
  for (const division of divisions) {
    const own = division.path.startsWith(head.path) ? sums.get(division.divisionId) : undefined;
    if (own) addSums(total, own);
  }
  return total;
}

function figuresOf(book: Book, packId: string | null, { code, name, level }: Division, sums: Sums, { from, to, name: periodName }: NamedPeriod): Omit<Figures, 'doctors' | 'priority' | 'channel'> {
  const roles = Object.entries(sums.required).sort(([a], [b]) => roleOrder(book, a) - roleOrder(book, b) || (a < b ? -1 : 1));
  return {
    division: { code, name, level },
    households: sums.served, away: sums.away, keyHouseholds: sums.keyHouseholds,
    contacts: {
      served: sums.served, complete: sums.complete,
      roles: roles.map(([role, required]) => ({ role, title: roleTitle(book, packId, role), required, held: sums.held[role] ?? 0, clause: requiredClause(book, packId, role) })),
      card: { current: sums.cardCurrent, of: sums.served },
    },
    fulfilment: {
      period: { from, to, name: periodName },
      met: sums.met, missed: sums.missed, attempted: sums.attempted, vacant: sums.vacant, open: sums.open, adapted: sums.adapted, excused: sums.excused, void: sums.void,
    },
    stale: sums.stale,
    vacancies: roles.reduce((total, [role, required]) => total + required - (sums.held[role] ?? 0), 0),
    dueThisWeek: sums.dueThisWeek,
    toTell: sums.toTell,
  };
}

function roleOrder(book: Book, role: string): number {
  const orders = Object.values(book.packs).map((pack) => pack.roles.findIndex((one) => one.id === role)).filter((index) => index >= 0);
  return orders.length > 0 ? Math.min(...orders) : Number.MAX_SAFE_INTEGER;
}

function requiredClause(book: Book, packId: string | null, role: string) {
  const own = packId === null ? undefined : book.packs[packId];
  for (const pack of [...(own ? [own] : []), ...Object.values(book.packs)]) {
    const required = pack.required.findLast((one) => one.role === role);
    if (required) return required.clause;
  }
  return null;
}

async function missingHouseholds(ctx: CareContext, divisions: readonly Division[], on: DayNumber, kept: boolean): Promise<MissingHousehold[]> {
  const { countyId } = ctx.actor;
  const ids = divisions.map((division) => division.divisionId);
  const candidates = kept
    ? (await listIncomplete(ctx.tx, countyId, ids, MISSING_SHOWN)).map((row) => row.householdId)
    : await listHouseholdIds(ctx.tx, countyId, ids);
  const missing: MissingHousehold[] = [];
  for (let start = 0; start < candidates.length && missing.length < MISSING_SHOWN; start += BATCH) {
    missing.push(...(await missingOf(ctx, candidates.slice(start, start + BATCH), on)));
  }
  await recordLook(ctx, { subject: 'coverage.missing', householdIds: missing.map((one) => one.household.id) });
  return missing.slice(0, MISSING_SHOWN);
}

async function missingOf(ctx: CareContext, householdIds: readonly string[], on: DayNumber): Promise<MissingHousehold[]> {
  const names = new Map((await listHouseholdNames(ctx.tx, ctx.actor.countyId, householdIds)).map((row) => [row.householdId, row]));
  return (await ctx.duties.load(ctx, householdIds)).flatMap(({ facts }) => {
    const contacts = coverage(facts, ctx.book, on);
    const row = names.get(facts.id);
    if (!row || !contacts.served || contacts.complete) return [];
    const packId = packOn(facts, ctx.book, on)?.id ?? null;
    return [{
      household: { id: facts.id, name: row.headName, division: { code: row.code, name: row.name }, groupName: row.groupName },
      missing: contacts.roles.filter((role) => !role.held || role.leaderMissing).map((role) => ({
        role: role.role, title: roleTitle(ctx.book, packId, role.role), since: role.vacantSince === null ? null : toDay(role.vacantSince), leaderMissing: role.leaderMissing, clause: role.clause,
      })),
    }];
  });
}

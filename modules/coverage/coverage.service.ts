import { coverage, packOn, toDay, toNumber, type Book, type CompactFacts, type Day, type DayNumber } from '@lianxin/engine';
import { notFound, Problem } from '../../platform/problem.ts';
import { recordLook } from '../../platform/records/records.ts';
import { coversTerritory, rightsOfKind } from '../accounts/accounts.rules.ts';
import { tellRules } from '../contacts/contacts.rules.ts';
import { listDivisionsBelow, listHouseholdNames } from '../duties/duties.queries.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { roleTitle } from '../policies/policies.titles.rules.ts';
import { countDuties, countFiles, findDivision, listAdoptedPacks, listHouseholdPlaces, listIncomplete, listStandings } from './coverage.queries.ts';
import { addSums, noSums, periodAround, sumsOf, weekEnd, type NamedPeriod, type Sums } from './coverage.rules.ts';
import type { CareAnswer, ChannelAnswer, ChannelQuery, CoverageAnswer, CoverageQuery, Figures, KeptFigures, MissingHousehold, OverviewAnswer } from './coverage.schema.ts';
import { coverageText } from './coverage.text.ts';
import { channelBelow, channelFiguresBelow, channelGround, packAt } from './channel.service.ts';
import { addCare, careClauses, doctorFiguresOf, noCare, priorityFiguresOf, type CareSums } from './care.rules.ts';
import { careMembersOf, careQuestion, careSums } from './care.service.ts';
import type { CareMembersQuery } from './care.schema.ts';
import { standingsOf } from './standings.ts';

const place = { zh: '个区划', en: 'division' };

type Division = Awaited<ReturnType<typeof listDivisionsBelow>>[number];
type SumsByDivision = ReadonlyMap<number, Sums>;

// A page of the missing that a person still reads; the list itself, with its filters, is the households page.
const MISSING_SHOWN = 500;

/**
 * Coverage and fulfilment of a division on a day (duties.md, "Coverage on a day, fulfilment of a period"), with family doctors and priority care.
 * Today's figures are kept; a past day is worked out from the facts known now. Both come from the engine's one definition.
 * @throws Problem `not-found` for a division outside the actor's territory, `coverage.future`
 */
export async function coverageOf(ctx: CareContext, query: CoverageQuery): Promise<CoverageAnswer> {
  const asked = await placeAsked(ctx, query);
  const { children, ...whole } = await figuresOfPlace(ctx, query, asked);
  const care = await careOfPlaces(ctx, asked);
  return { ...whole, ...care(whole.division.code), ...(children ? { children: children.map((child) => ({ ...child, ...care(child.division.code) })) } : {}) };
}

/** The same without family doctors and priority care: what the overview shows first. @throws Problem as `coverageOf` */
export async function overviewOf(ctx: CareContext, query: CoverageQuery): Promise<OverviewAnswer> {
  return figuresOfPlace(ctx, query, await placeAsked(ctx, query));
}

/** Family doctors and priority care alone: what the overview shows next. @throws Problem as `coverageOf` */
export async function careFiguresOf(ctx: CareContext, query: CoverageQuery): Promise<CareAnswer> {
  const asked = await placeAsked(ctx, query);
  const { code, name, level } = asked.top;
  return { division: { code, name, level }, on: toDay(asked.on), ...(await careOfPlaces(ctx, asked))(code) };
}

/** One way or the other, as the query says. @throws Problem as `coverageOf` */
export function coverageAskedFor(ctx: CareContext, query: CoverageQuery): Promise<CoverageAnswer | OverviewAnswer | CareAnswer> {
  const ways = { all: coverageOf, kept: overviewOf, care: careFiguresOf };
  return ways[query.figures ?? 'all'](ctx, query);
}

interface PlaceAsked {
  readonly top: Division;
  readonly divisions: readonly Division[];
  readonly on: DayNumber;
  readonly period: NamedPeriod;
}

async function placeAsked(ctx: CareContext, query: CoverageQuery): Promise<PlaceAsked> {
  const { code } = await territoryOf(ctx, query.division);
  const on = dayAsked(ctx, query.on);
  const divisions = await listDivisionsBelow(ctx.tx, ctx.actor.countyId, code);
  return { top: divisions.find((division) => division.code === code)!, divisions, on, period: periodAround(on, query.period) };
}

async function figuresOfPlace(ctx: CareContext, query: CoverageQuery, { top, divisions, on, period }: PlaceAsked): Promise<OverviewAnswer> {
  const kept = on === toNumber(ctx.today);
  const sums = kept ? await keptSums(ctx, divisions, period) : await sumsAnew(ctx, divisions, on, period);
  const channel = await channelGround(ctx, divisions, on);
  const figures = (head: Division): KeptFigures => ({
    ...figuresOf(ctx.book, packAt(channel.adopted, head.path), head, sumBelow(head, divisions, sums), period), channel: channelFiguresBelow(channel, head.path),
  });
  return {
    ...figures(top),
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

/** The two figures that are counted by member, of any of the places asked for. */
async function careOfPlaces(ctx: CareContext, { divisions, on, period }: PlaceAsked): Promise<(code: string) => Pick<Figures, 'doctors' | 'priority'>> {
  const care = await careSums(ctx, careQuestion(ctx, divisions.map(({ divisionId }) => divisionId), toDay(on), period.from));
  const adopted = await listAdoptedPacks(ctx.tx, ctx.actor.countyId, toDay(on));
  return (code) => {
    const head = divisions.find((division) => division.code === code)!;
    const below = careBelow(head, divisions, care);
    const clauses = careClauses(policyBook(ctx), packAt(adopted, head.path), on);
    return { doctors: doctorFiguresOf(below, clauses.doctors), priority: priorityFiguresOf(below, clauses.priority) };
  };
}

function careBelow(head: Division, divisions: readonly Division[], care: ReadonlyMap<number, CareSums>): CareSums {
  return divisions.reduce((total, { path, divisionId }) => {
    const own = path.startsWith(head.path) ? care.get(divisionId) : undefined;
    return own ? addCare(total, own) : total;
  }, noCare());
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
  for (const { divisionId, ...row } of await countDuties(tx, countyId, ids, days, [...tellRules(ctx.book).keys()].sort())) addSums(at(divisionId), row);
  return sums;
}

/** Every household's sums from its facts: for past days, and for holding the kept figures to account. */
export async function sumsAnew(ctx: CareContext, divisions: readonly Division[], on: DayNumber, period: NamedPeriod): Promise<SumsByDivision> {
  const places = new Map((await placesOf(ctx, divisions)).map(({ householdId, divisionId }) => [householdId, divisionId]));
  const sums = new Map<number, Sums>();
  for await (const household of standingsOf(ctx, [...places.keys()])) {
    const divisionId = places.get(household.facts.id)!;
    sums.set(divisionId, addSums(sums.get(divisionId) ?? noSums(), sumsOf(household, ctx.book, on, period.days)));
  }
  return sums;
}

const placesOf = ({ tx, actor }: CareContext, divisions: readonly Division[]) => listHouseholdPlaces(tx, actor.countyId, divisions.map(({ divisionId }) => divisionId));

function sumBelow(head: Division, divisions: readonly Division[], sums: SumsByDivision): Sums {
  const total = noSums();
  for (const division of divisions) {
    const own = division.path.startsWith(head.path) ? sums.get(division.divisionId) : undefined;
    if (own) addSums(total, own);
  }
  return total;
}

function figuresOf(book: Book, packId: string | null, { code, name, level }: Division, sums: Sums, { from, to, name: periodName }: NamedPeriod): Omit<KeptFigures, 'channel'> {
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
  const ids = divisions.map((division) => division.divisionId);
  const candidates = kept ? await listIncomplete(ctx.tx, ctx.actor.countyId, ids, MISSING_SHOWN) : await placesOf(ctx, divisions);
  const gaps = new Map<string, MissingHousehold['missing']>();
  for await (const { facts } of standingsOf(ctx, candidates.map((row) => row.householdId))) {
    const lacking = missingOf(ctx, facts, on);
    if (lacking.length > 0) gaps.set(facts.id, lacking);
    if (gaps.size === MISSING_SHOWN) break;
  }
  const names = new Map((await listHouseholdNames(ctx.tx, ctx.actor.countyId, [...gaps.keys()])).map((row) => [row.householdId, row]));
  const missing = [...gaps].map(([id, roles]) => {
    const { headName, code, name, groupName } = names.get(id)!;
    return { household: { id, name: headName, division: { code, name }, groupName }, missing: roles };
  });
  await recordLook(ctx, { subject: 'coverage.missing', householdIds: missing.map((one) => one.household.id) });
  return missing;
}

/** The required contacts a household lacks on a day; none where it is not served. */
function missingOf({ book }: CareContext, facts: CompactFacts, on: DayNumber): MissingHousehold['missing'] {
  const contacts = coverage(facts, book, on);
  if (!contacts.served || contacts.complete) return [];
  const packId = packOn(facts, book, on)?.id ?? null;
  return contacts.roles.filter((role) => !role.held || role.leaderMissing).map((role) => ({
    role: role.role, title: roleTitle(book, packId, role.role), since: role.vacantSince === null ? null : toDay(role.vacantSince), leaderMissing: role.leaderMissing, clause: role.clause,
  }));
}

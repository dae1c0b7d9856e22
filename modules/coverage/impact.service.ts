import { coverage, duties, type Day, type DayNumber, type Duty, type CompactFacts, type PackSpell, type Text, addDays, toDay, toNumber } from '@lianxin/engine';
import { authorise } from '../accounts/accounts.access.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { listDivisionsBelow } from '../duties/duties.queries.ts';
import { packSpells, type Adoption } from '../duties/duties.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';
import { ruleTitle } from '../policies/policies.titles.rules.ts';
import { listHouseholdPlaces } from './coverage.queries.ts';
import { listAdoptionPaths, listFormerPacks, type AdoptionPath } from './impact.queries.ts';
import { dutyChanges, ImpactTally, type RuleTally } from './impact.rules.ts';
import { standingsOf } from './standings.ts';

export interface ImpactQuery {
  readonly division: string;
  /** The packs as they would be, compiled. */
  readonly candidate: PolicyBook;
  /** The pack the division would adopt on the first day; null: its adoptions stay, only what the packs say changes. */
  readonly packId: string | null;
  readonly on: Day;
  /** How many days from then on are looked at. */
  readonly days: number;
}

/** What would change, in figures: no household is named. */
export interface Impact {
  readonly division: { readonly code: string; readonly name: string };
  readonly from: Day;
  readonly to: Day;
  readonly adopts: string | null;
  readonly duties: { readonly before: number; readonly after: number; readonly added: number; readonly dropped: number; readonly moved: number; readonly changed: number };
  /** `looked`: served on some of these days; `touched`: with a duty that changes. */
  readonly households: { readonly looked: number; readonly touched: number };
  /** Workers who owe a duty that changes. */
  readonly workers: number;
  /** Households with every required contact on the first day. */
  readonly contacts: { readonly served: number; readonly before: number; readonly after: number };
  /** Null: packs hold no amounts, so nothing can be said of money. */
  readonly yuan: null;
  readonly rules: readonly (RuleTally & { readonly title: Text })[];
}

/**
 * What other packs would change in a place before anybody switches them on: every household's duties are worked out twice, under the rules of today and under
 * the others, from the same facts (docs: policies).
 * @throws Problem `not-found` (404), `not-allowed` (403)
 */
export async function impactOf(ctx: CareContext, query: ImpactQuery): Promise<Impact> {
  const { tx, actor: { countyId } } = ctx;
  const division = await getDivisionByCode(ctx, query.division);
  authorise(ctx, 'household.read', division);
  const from = toNumber(query.on);
  const period = { from, to: addDays(from, query.days - 1) };
  const adoptions = query.packId === null ? null : hypothetical(await listAdoptionPaths(tx, countyId), { packId: query.packId, path: division.path, from });
  const places = await householdPlaces(ctx, division.code);
  const packs = adoptions === null ? null : await packsUnder(ctx, places, adoptions);
  const sums = new Sums();
  for await (const { facts } of standingsOf(ctx, [...places.keys()])) {
    sums.add(ctx, query.candidate, { facts, other: { ...facts, packs: packs?.get(facts.id) ?? facts.packs } }, period);
  }
  return { division: { code: division.code, name: division.name }, from: query.on, to: toDay(period.to), adopts: query.packId, ...sums.result(query.candidate), yuan: null };
}

/** The households at or below a division, each with the path of its place. */
async function householdPlaces({ tx, actor: { countyId } }: CareContext, code: string): Promise<ReadonlyMap<string, string>> {
  const paths = new Map((await listDivisionsBelow(tx, countyId, code)).map(({ divisionId, path }) => [divisionId, path]));
  return new Map((await listHouseholdPlaces(tx, countyId, [...paths.keys()])).map(({ householdId, divisionId }) => [householdId, paths.get(divisionId)!]));
}

/** The adoptions of a county with one more, which outdoes what its division adopted before that day. */
const hypothetical = (adopted: readonly AdoptionPath[], one: AdoptionSpell): AdoptionSpell[] => [one, ...adopted.map((row) => ({
  packId: row.packId, path: row.path, from: toNumber(row.fromDay as Day), ...(row.toDay === null ? {} : { to: toNumber(row.toDay as Day) }),
}))];

interface AdoptionSpell {
  readonly packId: string;
  readonly path: string;
  readonly from: DayNumber;
  readonly to?: DayNumber;
}

/** The packs households would live under, of each line of divisions once: those few that moved bring what they lived under elsewhere. */
async function packsUnder({ tx, actor }: CareContext, places: ReadonlyMap<string, string>, adoptions: readonly AdoptionSpell[]): Promise<Map<string, CompactFacts['packs']>> {
  const former = new Map<string, PackSpell[]>();
  for (const { householdId, packId, fromDay, toDay: to } of await listFormerPacks(tx, actor.countyId, [...places.keys()])) {
    const lived = { packId, from: toNumber(fromDay as Day), to: to === null ? null : toNumber(to as Day) };
    former.set(householdId, [...(former.get(householdId) ?? []), lived]);
  }
  const settled = new Map([...new Set(places.values())].map((path) => [path, packSpells(inLine(adoptions, path), [])]));
  return new Map([...places].map(([householdId, path]) => {
    const lived = former.get(householdId);
    return [householdId, lived ? packSpells(inLine(adoptions, path), lived) : settled.get(path)!];
  }));
}

const inLine = (adoptions: readonly AdoptionSpell[], divisionPath: string): Adoption[] =>
  adoptions.filter(({ path }) => divisionPath.startsWith(path)).map(({ packId, path, from, to }) => ({ packId, from, to: to ?? null, depth: path.length }));

/** Runs along the households and keeps figures only. */
class Sums {
  private readonly tally = new ImpactTally();
  private readonly counts = { before: 0, after: 0, looked: 0, served: 0, completeBefore: 0, completeAfter: 0 };

  add({ book, today: now }: CareContext, candidate: PolicyBook, { facts, other }: { facts: CompactFacts; other: CompactFacts }, period: { from: DayNumber; to: DayNumber }): void {
    if (!facts.served.some(({ from, to }) => from <= period.to && (to === null || to >= period.from))) return;
    const today = toNumber(now);
    const before = duties(facts, book, period, today).duties;
    const after = duties(other, candidate, period, today).duties;
    this.tally.add(dutyChanges(before, after));
    const [was, would] = [coverage(facts, book, period.from), coverage(other, candidate, period.from)];
    this.counts.before += owedCount(before);
    this.counts.after += owedCount(after);
    this.counts.looked += 1;
    this.counts.served += was.served ? 1 : 0;
    this.counts.completeBefore += was.complete ? 1 : 0;
    this.counts.completeAfter += would.complete ? 1 : 0;
  }

  result(candidate: PolicyBook): Pick<Impact, 'duties' | 'households' | 'workers' | 'contacts' | 'rules'> {
    const { households, workers, rules } = this.tally.result();
    const { before, after, looked, served, completeBefore, completeAfter } = this.counts;
    const total = (fate: 'added' | 'dropped' | 'moved' | 'changed'): number => rules.reduce((sum, rule) => sum + rule[fate], 0);
    return {
      duties: { before, after, added: total('added'), dropped: total('dropped'), moved: total('moved'), changed: total('changed') },
      households: { looked, touched: households }, workers,
      contacts: { served, before: completeBefore, after: completeAfter },
      rules: rules.map((rule) => ({ ...rule, title: ruleTitle(candidate, rule.packId, rule.rule) })),
    };
  }
}

const owedCount = (found: readonly Duty[]): number => found.filter((duty) => duty.fixed !== 'void').length;

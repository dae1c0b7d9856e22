import {
  toDay, toNumber, type Accommodation, type Assignment, type Day, type DayNumber, type Flag, type HouseholdFacts, type Member, type Spell, type Visit, type VisitColumns,
} from '@lianxin/engine';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/database/pool.ts';
import { prepared } from '../../platform/database/prepared.ts';
import type { Ahead, ScopeRow } from '../../platform/database/scope.ts';
import type { AskedInLot, AskedVisit, FoundForVisit, FoundInLot, LoadedHousehold, Recording } from '../policies/policies.context.ts';
import { type Adoption, type CompactStanding, packSpells, type Told, type VisitsSince } from './duties.rules.ts';

type StoredFlag = Flag & { memberId: string | null };
type StoredMember = Pick<Member, 'id' | 'birthDay' | 'deathDay'>;
type StoredAccommodation = Omit<Accommodation, 'days'> & { days: readonly { from: Day; to: Day | null }[] };

/** One place a visit, by day and id; null: there are none. */
interface StoredVisits {
  readonly id: readonly string[] | null;
  readonly day: readonly DayNumber[];
  readonly kind: readonly Visit['kind'][];
  readonly outcome: readonly Visit['outcome'][];
  readonly purposes: readonly (readonly string[])[];
  readonly voided: readonly boolean[];
  /** Null: nobody. */
  readonly participants: readonly (readonly string[] | null)[];
  readonly declined: readonly (readonly string[] | null)[];
}

/** What app.household_facts tells. */
interface StoredFacts extends Omit<HouseholdFacts, 'packs' | 'members' | 'accommodations' | 'flags' | 'visits'> {
  flags: readonly StoredFlag[];
  members: readonly StoredMember[];
  accommodations: readonly StoredAccommodation[];
  territory: readonly Assignment[];
  adoptions: readonly Adoption[];
  formerPacks: readonly (Spell & { packId: string })[];
}

interface FactsRow {
  divisionId: number;
  divisionPath: string;
  updatedOn: string;
  computedOn: string | null;
  /** Assigned to the actor, or under contract with the actor's team. */
  mine: boolean;
  facts: StoredFacts;
  visits: StoredVisits;
  /** What was done for one member; the engine takes it as a visit. */
  services: readonly Visit[];
}

/** The facts of households as the engine takes them, gathered in one statement; households out of scope are not in the answer. */
export async function loadHouseholds(ctx: Context, householdIds: readonly string[]): Promise<LoadedHousehold[]> {
  if (householdIds.length === 0) return [];
  const { rows } = await sql<FactsRow>`
    select division_id, division_path, updated_on, computed_on, mine, facts, visits, services
    from app.household_records(${ctx.actor.countyId}, ${[...householdIds]}::uuid[])`.execute(ctx.tx);
  return rows.map(loadedHousehold);
}

const loadedHousehold = ({ facts, visits, services, divisionId, divisionPath, updatedOn, computedOn, mine }: FactsRow): LoadedHousehold =>
  ({ divisionId, divisionPath, updatedOn, computedOn, mine, facts: { ...engineFacts(facts), visits: visitRecords(visits, services) } });

/** One place a visit, by day and id; the purposes and the workers of a visit stand in one text with spaces. */
interface StoredColumns {
  readonly ids: readonly string[];
  readonly day: readonly DayNumber[];
  readonly kind: readonly number[];
  readonly reached: readonly boolean[];
  readonly purposes: readonly string[];
  readonly workers: readonly string[];
  readonly member: readonly (string | null)[] | null;
}

const NO_VISITS: StoredColumns = { ids: [], day: [], kind: [], reached: [], purposes: [], workers: [], member: null };

interface ColumnsRow {
  updatedOn: string;
  facts: StoredFacts;
  visits: StoredColumns | null;
}

/** What working households out anew asks of them, with their visits as columns; households out of scope are not in the answer. */
export async function loadStandings(ctx: Context, householdIds: readonly string[]): Promise<CompactStanding[]> {
  const { rows } = await sql<ColumnsRow>`
    select updated_on, facts, visits from app.household_columns(${ctx.actor.countyId}, ${[...householdIds]}::uuid[])`.execute(ctx.tx);
  return rows.map(({ updatedOn, facts, visits }) => {
    const stored = visits ?? NO_VISITS;
    return { updatedOn, stored: facts, facts: { ...engineFacts(facts), visits: engineColumns(stored) }, told: toldOf(stored) };
  });
}

function engineColumns({ ids, day, kind, member, ...stored }: StoredColumns): VisitColumns {
  const purposes = vocabulary(stored.purposes);
  const workers = vocabulary(stored.workers);
  const reached = workers.words.map((): number[] => []);
  const notReached = workers.words.map((): number[] => []);
  for (const [place, text] of stored.workers.entries()) {
    for (const worker of workers.placesIn.get(text)!) (stored.reached[place] ? reached : notReached)[worker]!.push(place);
  }
  return {
    ids, day, kind, workers: workers.words, reached, notReached, purposeNames: purposes.words,
    purposes: stored.purposes.map((text) => purposes.placesIn.get(text)!.reduce((bits, purpose) => bits | (1 << purpose), 0)),
    ...(member === null ? {} : { member }),
  };
}

/** The words of texts, each once, and for each text the places of its words among them. */
function vocabulary(texts: readonly string[]): { words: readonly string[]; placesIn: ReadonlyMap<string, readonly number[]> } {
  const split = [...new Set(texts)].map((text) => [text, text.split(' ').filter((word) => word !== '')] as const);
  const words = [...new Set(split.flatMap(([, found]) => found))];
  return { words, placesIn: new Map(split.map(([text, found]) => [text, found.map((word) => words.indexOf(word))])) };
}

function toldOf({ day, reached, purposes }: StoredColumns): Told {
  const days = day.filter((_, place) => reached[place]);
  return { reachedOn: days.at(-1) ?? null, cardDays: day.filter((_, place) => reached[place] && purposes[place]!.split(' ').includes('card')) };
}

const ALL_VISITS = '-infinity';

/**
 * One household, what became of the command before and who is named, in one question because it is asked at every visit.
 * @param since null: all visits
 */
export function factsForVisit(today: Day, asked: AskedVisit, since: VisitsSince | null): Ahead<FoundForVisit | null> {
  const [plain, askedFrom] = since ? [toDay(since.plain), toDay(since.asked)] : [ALL_VISITS, ALL_VISITS];
  return {
    name: sql`recording_facts`,
    columns: sql`a.division_id, a.division_path, a.updated_on, a.computed_on, a.mine, a.facts, a.visits, a.services, a.digest, a.recorder_name, a.workers`,
    call: (county) =>
      sql`app.recording_facts(${county}, ${asked.householdId}, ${today}, ${plain}, ${askedFrom}, ${since?.purposes ?? []}, ${asked.commandId}, ${asked.participants})`,
    read: foundForVisit,
  };
}

/** {@link factsForVisit} of several, each under a scope of its own, in one statement. */
export async function factsForVisits(tx: Tx, today: Day, all: readonly (AskedInLot & { readonly since: VisitsSince | null })[]): Promise<FoundInLot[]> {
  const { rows } = await askEach(tx, [
    all.map(({ session }) => session), all.map(({ purpose }) => purpose), today, all.map(({ asked }) => asked.householdId),
    all.map(({ since }) => (since ? toDay(since.plain) : ALL_VISITS)), all.map(({ since }) => (since ? toDay(since.asked) : ALL_VISITS)),
    all.map(({ since }) => arrayText(since?.purposes ?? [])), all.map(({ asked }) => asked.commandId), all.map(({ asked }) => arrayText(asked.participants)),
  ]);
  // Whose scope and household a row is hangs on its place alone.
  if (rows.length !== all.length || rows.some(({ n }, at) => n !== at + 1)) throw new Error('not one row for each who asked');
  return rows.map((row) => ({ scope: row.accountId ? row : null, found: foundForVisit(row) }));
}

const askEach = prepared((values: readonly unknown[]) =>
  sql<{ n: number } & ScopeRow & FactsRow & Recording>`/* prepared recording_facts_each */ select * from app.recording_facts_each(${sql.join(values)})`);

/** An array within an array, whose lengths differ: as the text PostgreSQL reads one from. None of the words kept so has a sign that would need care. */
const arrayText = (words: readonly string[]): string => `{${words.map((word) => JSON.stringify(word)).join(',')}}`;

function foundForVisit({ digest, recorderName, workers, ...row }: FactsRow & Recording): FoundForVisit | null {
  return row.facts && { loaded: loadedHousehold(row), recording: { digest, recorderName, workers } };
}

function visitRecords(columns: StoredVisits, services: readonly Visit[]): Visit[] {
  const visits = visitRows(columns);
  return services.length === 0 ? visits : [...visits, ...services].sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
}

function visitRows({ id, day, kind, outcome, purposes, voided, participants, declined }: StoredVisits): Visit[] {
  return (id ?? []).map((one, at) => ({
    id: one, day: day[at]!, kind: kind[at]!, outcome: outcome[at]!, purposes: purposes[at]!, voided: voided[at]!,
    participants: participants[at] ?? [], declined: declined[at] ?? [],
  }));
}

function engineFacts({ territory, adoptions, formerPacks, ...stored }: StoredFacts): Omit<HouseholdFacts, 'visits'> {
  return {
    ...stored,
    flags: stored.flags.filter((flag) => flag.memberId === null),
    members: stored.members.map((member) => ({ ...member, flags: stored.flags.filter((flag) => flag.memberId === member.id) })),
    assignments: [...stored.assignments, ...territory],
    accommodations: stored.accommodations.map((agreed) => ({ ...agreed, days: agreed.days.map(daySpell) })),
    packs: packSpells(adoptions, formerPacks),
  };
}

const daySpell = ({ from, to }: { from: Day; to: Day | null }): Spell => ({ from: toNumber(from), to: to === null ? null : (toNumber(to) as DayNumber) });

import {
  addDays, coverage, DEFAULT_SETTINGS, duties, monthsStart, packOn, settingsOn, toDay, toNumber, weekStart, yearStart, type Book, type CompactFacts, type Day, type DayNumber, type Duty, type HouseholdFacts, type PackSpell, type Rule, type Spell, type Visit,
} from '@lianxin/engine';
import { cardCurrent, latest } from '../contacts/contacts.rules.ts';

/** A pack in force in a division of the household's line; deeper wins. `depth` is the length of the division's path. */
export interface Adoption extends Spell {
  readonly packId: string;
  readonly depth: number;
}

/** The cache begins with the year before: the yearly figures of January still ask for it. */
export const cachedFrom = (today: DayNumber): DayNumber => yearStart((yearStart(today) - 1) as DayNumber);

/** So far ahead a worker may look; a quarter's visit shows up before its quarter begins. */
export const DAYS_AHEAD = 45;

/** The last day of windows the cache holds. */
export const horizon = (today: DayNumber): DayNumber => addDays(today, DAYS_AHEAD);

/** The duties the cache holds for a household: from the start of last year to a month and a half ahead. */
export function cachedDuties(facts: HouseholdFacts | CompactFacts, book: Book, today: DayNumber) {
  return duties(facts, book, { from: cachedFrom(today), to: horizon(today) }, today);
}

const inForce = (spell: Spell, day: number): boolean => spell.from <= day && (spell.to === null || spell.to >= day);

/**
 * The packs a household lived under, as spells without holes or overlaps where any was in force: a pack it lived under elsewhere counts for
 * those days, else the nearest division's adoption, the latest of several.
 */
export function packSpells(adoptions: readonly Adoption[], former: readonly PackSpell[]): PackSpell[] {
  const edges = [...adoptions, ...former].flatMap((spell) => (spell.to === null ? [spell.from] : [spell.from, spell.to + 1]));
  const starts = [...new Set<number>(edges)].sort((a, b) => a - b);
  const spells: PackSpell[] = [];
  starts.forEach((from, index) => {
    const packId = packAt(adoptions, former, from);
    if (packId === null) return;
    const next = starts[index + 1];
    const to = next === undefined ? null : ((next - 1) as DayNumber);
    const last = spells.at(-1);
    if (last?.packId === packId && last.to === from - 1) spells[spells.length - 1] = { ...last, to };
    else spells.push({ packId, from: from as DayNumber, to });
  });
  return spells;
}

function packAt(adoptions: readonly Adoption[], former: readonly PackSpell[], day: number): string | null {
  const elsewhere = former.find((spell) => inForce(spell, day));
  if (elsewhere) return elsewhere.packId;
  const nearest = adoptions.filter((spell) => inForce(spell, day)).sort((a, b) => b.depth - a.depth || b.from - a.from)[0];
  return nearest?.packId ?? null;
}

/** Which visits are asked for: all since one day, and since another, never later one those with one of some purposes. */
export interface VisitsSince {
  readonly plain: DayNumber;
  readonly asked: DayNumber;
  /** Purposes asked for by rules whose windows begin before `plain`. */
  readonly purposes: readonly string[];
}

type Asking = Pick<Rule, 'window' | 'purpose'>;

// Of a visit that has no other purpose: the index by purposes leaves these out (0005), so whoever asks for it asks for all.
const ORDINARY = 'routine';

// The rules of all packs ask in a dozen ways: sorted out anew at every visit they took a twentieth of the program's part in it.
const waysOf = new WeakMap<Book, readonly Asking[]>();

function waysOfAsking(book: Book): readonly Asking[] {
  const known = waysOf.get(book);
  if (known) return known;
  const ways = new Map(Object.values(book.packs).flatMap((pack) => pack.rules).map(({ window, purpose }) => {
    const asked = purpose === ORDINARY ? null : purpose;
    return [JSON.stringify([window, asked]), { window, purpose: asked }];
  }));
  waysOf.set(book, [...ways.values()]);
  return waysOfAsking(book);
}

/** Whether some pack has a rolling rule: its windows hang on every visit there ever was. */
export const anyRolling = (book: Book): boolean => waysOfAsking(book).some(({ window }) => window.kind === 'rolling');

/**
 * The visits that can share a window with one of this day: of a quarter those since its first day. A rule that asks for a purpose takes no other
 * visit, and only such rules look back a year. Null, all of them, where a rule is rolling.
 */
export function sharingWindow(book: Book, day: DayNumber): VisitsSince | null {
  if (anyRolling(book)) return null;
  const ways = waysOfAsking(book);
  const earliest = (some: readonly Asking[]) => Math.min(day, ...some.map(({ window }) => earliestStart(window, day))) as DayNumber;
  const plain = earliest(ways.filter(({ purpose }) => purpose === null));
  const purposes = ways.flatMap(({ purpose, window }) => (purpose !== null && earliestStart(window, day) < plain ? [purpose] : []));
  return { plain, asked: earliest(ways), purposes: [...new Set(purposes)].sort() };
}

/** The first day a window of this kind may have that holds `day`. */
function earliestStart(window: Rule['window'], day: DayNumber): DayNumber {
  switch (window.kind) {
    case 'week': return weekStart(day);
    case 'months': return monthsStart(day, window.months);
    case 'event': case 'rolling': return addDays(day, -window.days);
    default: return addDays(day, -(window.before + window.after));
  }
}

/** A duty as its cache row, in the names of app.duty. */
export function dutyRow(duty: Duty) {
  return {
    household_id: duty.householdId, duty_id: duty.id, member_id: duty.memberId, rule: duty.rule, role: duty.role, pack_id: duty.packId,
    first_day: toDay(duty.first), last_day: toDay(duty.last), rolling: duty.rolling, needed: duty.needed, credited: duty.credits.length,
    fixed: duty.fixed, met_on: duty.metOn === null ? null : toDay(duty.metOn), late_by: duty.lateBy, overdue_until: duty.overdueUntil == null ? null : toDay(duty.overdueUntil), after_state: duty.after,
    worker_id: duty.workerId, vacant: duty.vacant,
  };
}
export type DutyRow = ReturnType<typeof dutyRow>;

/** All duties of a household as app.store_answers takes them: each column of app.duty once, with a value for each duty. */
export function dutyColumns(householdId: string, duties: readonly Duty[]) {
  const rows = duties.map(dutyRow);
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, rows.map((row) => row[name])]));
  return { ...columns, household_id: householdId };
}

const COLUMNS = [
  'duty_id', 'member_id', 'rule', 'role', 'pack_id', 'first_day', 'last_day', 'rolling', 'needed', 'credited', 'fixed', 'met_on', 'late_by', 'overdue_until',
  'after_state', 'worker_id', 'vacant',
] as const satisfies readonly (keyof DutyRow)[];

export interface ChangedDuties {
  readonly duties: readonly DutyRow[];
  /** Ids. */
  readonly gone: readonly string[];
}

/** The rows to write and to take away so that `before` becomes `after`. */
export function changedDuties(before: readonly Duty[], after: readonly Duty[]): ChangedDuties {
  const old = new Map(before.map((duty) => [duty.id, JSON.stringify(dutyRow(duty))]));
  const rows = after.map(dutyRow);
  const now = new Set(rows.map((row) => row.duty_id));
  return {
    duties: rows.filter((row) => old.get(row.duty_id) !== JSON.stringify(row)),
    gone: before.filter((duty) => !now.has(duty.id)).map((duty) => duty.id),
  };
}

/** What a standing is made from. */
export interface Standing {
  readonly facts: HouseholdFacts;
  readonly updatedOn: string;
}

/** The same with the visits as columns, and beside them what was told of them: columns leave out what nobody owned up to. */
export interface CompactStanding {
  /** The facts as the database told them, which it keeps for the next visit. */
  readonly stored: object;
  readonly facts: CompactFacts;
  readonly updatedOn: string;
  readonly told: Told;
}

/** What a standing asks of the visits. */
export interface Told {
  /** The last day on which somebody was reached. */
  readonly reachedOn: DayNumber | null;
  /** The days on which somebody was reached and the contact card came along. */
  readonly cardDays: readonly DayNumber[];
}

function toldOf(visits: readonly Visit[]): Told {
  const reached = visits.filter((visit) => !visit.voided && visit.outcome === 'reached');
  return { reachedOn: latest(reached.map((visit) => visit.day)), cardDays: reached.filter((visit) => visit.purposes.includes('card')).map((visit) => visit.day) };
}

/** How a household stands on a day, in the names of app.household_standing. */
export function standingRow(standing: Standing | CompactStanding, book: Book, today: DayNumber) {
  const { facts, updatedOn } = standing;
  const told = 'told' in standing ? standing.told : toldOf(standing.facts.visits);
  const contacts = coverage(facts, book, today);
  const held = contacts.roles.filter((role) => role.held && !role.leaderMissing).map((role) => role.role);
  const pack = packOn(facts, book, today);
  const { fileStaleDays } = pack ? settingsOn(pack, today) : DEFAULT_SETTINGS;
  const agreed = facts.accommodations.filter((spell) => inForce(spell, today));
  return {
    household_id: facts.id,
    computed_on: toDay(today),
    served: contacts.served,
    complete: contacts.complete,
    vacant_roles: contacts.roles.map((role) => role.role).filter((role) => !held.includes(role)).sort(),
    required_roles: contacts.roles.map((role) => role.role).sort(),
    held_roles: held.sort(),
    key_household: [...facts.flags, ...facts.members.flatMap((member) => member.flags)].some((flag) => flag.key === 'key' && inForce(flag, today)),
    away: facts.residence.some((spell) => spell.kind === 'away' && inForce(spell, today)),
    callable_only: agreed.some((spell) => spell.kind === 'noHomeVisit'),
    card_current: cardCurrent(
      facts.assignments.flatMap((assignment) => (assignment.from <= today ? [assignment.from] : [])),
      told.cardDays,
    ),
    last_visit_on: told.reachedOn === null ? null : toDay(told.reachedOn),
    stale_on: toDay(addDays(toNumber(updatedOn as Day), fileStaleDays)),
  };
}

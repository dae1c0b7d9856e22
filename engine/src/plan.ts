import { FAR, type DayNumber } from './day.ts';
import { DaySet } from './day-set.ts';
import { EngineError } from './errors.ts';
import type { HouseholdFacts, PackSpell } from './facts.ts';
import type { Frames } from './frames.ts';
import { kindMask } from './kinds.ts';
import type { Book } from './answers.ts';
import type { Pack, Rule, Settings } from './pack.ts';
import { settingsOn } from './settings.ts';
import { isCalendar, isOccasion, isRolling, sameOccasion, windowStartFrom } from './windows.ts';

/** One version of a rule on the days on which the household lives under it. */
export interface Segment {
  readonly rule: Rule;
  readonly pack: Pack;
  readonly from: number;
  readonly to: number;
  /** The last day on which one of its windows may begin: past `to` where the old rule goes on. */
  startsUntil: number;
  /** No window of it reaches past this day, because the next version's first window begins on the day after. */
  cut: number;
  readonly roleIndex: number;
  readonly roleBit: number;
  readonly kinds: number;
  /** null: any purpose credits it. */
  readonly purpose: string | null;
  /** The office itself is never vacant. */
  readonly neverVacant: boolean;
  /** The kinds of events that start it, as bits; 0 for other rules. */
  readonly eventBits: number;
  // Asked of every rule for every household: a bit is cheaper to look at than the name of a kind.
  readonly byEvent: boolean;
  readonly byBirthday: boolean;
  readonly rolling: boolean;
  readonly needed: number;
  /** The settings of all its days; null where they change, and each window has to ask. */
  readonly settings: Settings | null;
  /** Of those settings, as an integer: numbers that stood in a file are kept as floating-point ones, and so is all reckoned with them. */
  readonly attemptsNeeded: number;
  /** Owed once for the household by the role, whatever its flags: no subjects to make. */
  readonly plain: boolean;
  /** It cannot be decided for members whose birth day is not known. */
  readonly asksBirth: boolean;
  /** Its windows in the period last asked for; see `framesOf`. */
  frames: Frames | null;
}

/** All versions of one rule id, in whichever packs, in the order in which they follow one another. */
export interface Line {
  readonly id: string;
  readonly segments: readonly Segment[];
  /** The rolling versions that pass their open window on to one another, in order. */
  readonly chains: readonly (readonly Segment[])[];
}

/** What the packs ask of every household that lived under them on the same days: made once, used for all of those. */
export interface Plan {
  readonly lines: readonly Line[];
  readonly roles: ReadonlyMap<string, number>;
  /** A bit for each kind of event that some rule asks for. */
  readonly eventBits: ReadonlyMap<string, number>;
  readonly packDays: DaySet;
  /** The spells this plan was made of, in their order, and beside each the pack it names; null: not in the book. */
  readonly spells: readonly PackSpell[];
  readonly packs: readonly (Pack | null)[];
}

/** The plans of one book. Neighbours live under the same packs: the last plan is nearly always the next one. */
interface Shelf {
  readonly plans: Map<string, Plan>;
  last: Plan | null;
}

// Roles are bits of one integer; 30 is four times what any of the eight systems has.
const MOST_ROLES = 30;
// So are kinds of events, of which they have eight.
const MOST_EVENTS = 30;
// Households that moved on days of their own each make a plan; a county has a few, and forgetting them only costs time.
const MOST_PLANS = 1_000;

const shelves = new WeakMap<Book, Shelf>();

/** The plan of a household: pure, kept by book and pack spells. */
export function planOf(facts: Pick<HouseholdFacts, 'packs'>, book: Book): Plan {
  let shelf = shelves.get(book);
  if (shelf === undefined) {
    shelf = { plans: new Map(), last: null };
    shelves.set(book, shelf);
  }
  if (shelf.last === null || !sameSpells(shelf.last.spells, facts.packs)) shelf.last = planFrom(shelf.plans, facts.packs, book);
  return shelf.last;
}

function planFrom(plans: Map<string, Plan>, spells: readonly PackSpell[], book: Book): Plan {
  let key = '';
  for (const spell of spells) key += `${spell.packId} ${spell.from} ${spell.to}|`;
  let plan = plans.get(key);
  if (plan === undefined) {
    if (plans.size >= MOST_PLANS) plans.clear();
    plan = makePlan(spells, book);
    plans.set(key, plan);
  }
  return plan;
}

function sameSpells(a: readonly PackSpell[], b: readonly PackSpell[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]!.from !== b[i]!.from || a[i]!.to !== b[i]!.to || a[i]!.packId !== b[i]!.packId) return false;
  }
  return true;
}

/** Pack spells in order of time; where two overlap, the later one rules from its first day on. */
export function orderedPacks(spells: readonly PackSpell[]): readonly PackSpell[] {
  const sorted = [...spells].sort((a, b) => a.from - b.from || (a.packId < b.packId ? -1 : 1));
  return sorted.flatMap((spell, i) => {
    const next = sorted[i + 1];
    const to = Math.min(spell.to ?? FAR, next === undefined ? FAR : next.from - 1) as DayNumber;
    return to < spell.from ? [] : [{ ...spell, to: to === FAR ? null : to }];
  });
}

/** The pack in force on a day; null when none is, or the book does not know it. */
export function packOn(facts: Pick<HouseholdFacts, 'packs'>, book: Book, day: DayNumber): Pack | null {
  const found = spellOn(facts.packs, day);
  return found < 0 ? null : (book.packs[facts.packs[found]!.packId] ?? null);
}

/** The same for a household of this plan: its packs are known already. */
export function packOfPlan(plan: Plan, day: DayNumber): Pack | null {
  const found = spellOn(plan.spells, day);
  return found < 0 ? null : plan.packs[found]!;
}

/** Index of the pack spell in force on a day, of several the one that began last; -1 when none is. */
function spellOn(spells: readonly PackSpell[], day: number): number {
  let found = -1;
  for (let i = 0; i < spells.length; i++) {
    const spell = spells[i]!;
    if (spell.from > day || (spell.to ?? FAR) < day) continue;
    // Asked first: looking for place -1 of a list leaves compiled code.
    if (found < 0 || isLater(spell, spells[found]!)) found = i;
  }
  return found;
}

function isLater(a: PackSpell, b: PackSpell): boolean {
  return a.from > b.from || (a.from === b.from && a.packId > b.packId);
}

function makePlan(given: readonly PackSpell[], book: Book): Plan {
  const roles = new Map<string, number>();
  const eventBits = new Map<string, number>();
  const byId = new Map<string, Segment[]>();
  const packDays = new DaySet();
  for (const spell of orderedPacks(given)) {
    const pack = book.packs[spell.packId];
    if (pack === undefined) continue;
    packDays.addSpell(spell);
    for (const rule of pack.rules) {
      const segment = makeSegment(rule, pack, spell, roles, eventBits);
      if (segment === null) continue;
      const same = byId.get(rule.id);
      if (same === undefined) byId.set(rule.id, [segment]);
      else same.push(segment);
    }
  }
  const lines = [...byId]
    .map(([id, found]) => {
      const segments = joinSegments(found);
      return { id, segments, chains: chainsOf(segments) };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    lines, roles, eventBits,
    packDays: packDays.merge(),
    // Copied: whoever handed the spells in may go on to change them.
    spells: given.map((spell) => ({ ...spell })),
    packs: given.map((spell) => book.packs[spell.packId] ?? null),
  };
}

function makeSegment(
  rule: Rule, pack: Pack, spell: PackSpell, roles: Map<string, number>, eventBits: Map<string, number>,
): Segment | null {
  const from = Math.max(rule.from, spell.from);
  const to = Math.min(rule.to ?? FAR, spell.to ?? FAR);
  if (to < from) return null;
  const role = oneByte(rule.role);
  const roleIndex = roles.get(role) ?? roles.size;
  roles.set(role, roleIndex);
  if (roles.size > MOST_ROLES) throw new EngineError('plan.tooManyRoles', { packId: pack.id, most: MOST_ROLES });
  const settings = steadySettings(pack, from);
  return {
    rule, pack, from, to,
    startsUntil: to,
    cut: FAR,
    roleIndex,
    roleBit: 1 << roleIndex,
    kinds: kindMask(rule.kinds),
    purpose: rule.purpose === null ? null : oneByte(rule.purpose),
    neverVacant: pack.roles.some((role) => role.id === rule.role && role.level === 'office'),
    eventBits: rule.window.kind === 'event' ? bitsOf(rule.window.events, eventBits) : 0,
    byEvent: rule.window.kind === 'event',
    byBirthday: rule.window.kind === 'birthday',
    rolling: rule.window.kind === 'rolling',
    needed: rule.needed,
    settings,
    attemptsNeeded: settings === null ? 0 : settings.attemptsNeeded | 0,
    plain: rule.when === null && !rule.each && !isByMember(rule),
    asksBirth: rule.window.kind === 'birthday' || rule.when?.ageFrom !== undefined,
    frames: null,
  };
}

/**
 * The same word, one byte a letter. Words of a pack are slices of a file with Chinese in it, two bytes a letter; comparing
 * one of those with a word of the facts is done outside compiled code.
 */
function oneByte(word: string): string {
  return [...word].join('');
}

function bitsOf(kinds: readonly string[], bits: Map<string, number>): number {
  let mask = 0;
  for (const kind of kinds.map(oneByte)) {
    const bit = bits.get(kind) ?? 1 << bits.size;
    bits.set(kind, bit);
    if (bits.size > MOST_EVENTS) throw new EngineError('plan.tooManyEvents', { kind, most: MOST_EVENTS });
    mask |= bit;
  }
  return mask;
}

/** The settings of every day from one on; null where they are not the same throughout. */
function steadySettings(pack: Pack, from: number): Settings | null {
  const found = settingsOn(pack, from);
  return found.to === null && pack.settings.every((other) => other.from <= from) ? found : null;
}

/** A birthday is a member's even where the rule does not say so. */
export function isByMember(rule: Rule): boolean {
  return rule.perMember || rule.window.kind === 'birthday';
}

/**
 * Puts the versions in order and lets each go on until the first window of the one that follows it without a gap.
 * From the last to the first, because the follower may itself only come to a window while it goes on.
 */
function joinSegments(segments: Segment[]): readonly Segment[] {
  segments.sort((a, b) => a.from - b.from || a.to - b.to);
  for (let i = segments.length - 2; i >= 0; i--) goOn(segments, i);
  return segments;
}

function goOn(segments: readonly Segment[], i: number): void {
  const segment = segments[i]!;
  if (!isOngoing(segment)) return;
  for (let j = i + 1; j < segments.length && follows(segments[j - 1]!, segments[j]!); j++) {
    const next = segments[j]!;
    // One rolling version takes over from another when a visit closes the open window, never by the calendar.
    if (!isOngoing(next) || continuesChain(segment, next)) return;
    const begins = windowStartFrom(next.rule.window, next.from);
    if (begins <= next.startsUntil) {
      segment.startsUntil = begins - 1;
      segment.cut = begins - 1;
      return;
    }
    segment.startsUntil = next.to;
  }
}

/** Made once a plan: comparing two conditions writes both out. */
function chainsOf(segments: readonly Segment[]): Segment[][] {
  const chains: Segment[][] = [];
  let previous: Segment | null = null;
  for (const segment of segments) {
    if (isRolling(segment)) {
      const goesOn = previous !== null && follows(previous, segment) && continuesChain(previous, segment);
      if (goesOn) chains[chains.length - 1]!.push(segment);
      else chains.push([segment]);
    }
    previous = segment;
  }
  return chains;
}

/** Whether an open rolling window passes from one version to the next: both ask the same families and holders. */
function continuesChain(earlier: Segment, later: Segment): boolean {
  const a = earlier.rule;
  const b = later.rule;
  if (!isRolling(earlier) || !isRolling(later) || a.each !== b.each || a.perMember !== b.perMember) return false;
  return JSON.stringify(a.when) === JSON.stringify(b.when);
}

/** The settings that a window of this version keeps: those of its first day. */
export function settingsFrom(segment: Segment, first: number): Settings {
  return segment.settings ?? settingsOn(segment.pack, first);
}

function isOngoing(segment: Segment): boolean {
  return isCalendar(segment.rule.window) || isRolling(segment);
}

/** True when the later version is in force from the day after the earlier one's last. */
export function follows(earlier: Segment, later: Segment): boolean {
  return later.from === earlier.to + 1;
}

/**
 * Whether an occasion (this festival in this year) belongs to the i-th version: the one in force on the first day of
 * its window. When a change falls between the two versions' first days, the occasion would otherwise be owed twice or
 * not at all; it stays with the old version.
 */
export function ownsOccasion(segments: readonly Segment[], i: number, first: number, before: (segment: Segment) => number): boolean {
  const segment = segments[i]!;
  const anchor = first + before(segment);
  const previous = segments[i - 1];
  const next = segments[i + 1];
  if (segment.from <= first && first <= segment.to) {
    if (previous === undefined || !twins(previous, segment)) return true;
    const earlierFirst = anchor - before(previous);
    return !(previous.from <= earlierFirst && earlierFirst <= previous.to);
  }
  if (next === undefined || !twins(segment, next)) return false;
  return first > segment.to && anchor - before(next) < next.from;
}

function twins(earlier: Segment, later: Segment): boolean {
  return follows(earlier, later) && isOccasion(later.rule.window) && sameOccasion(earlier.rule.window, later.rule.window);
}

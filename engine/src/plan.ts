import { FAR, type DayNumber } from './day.ts';
import { DaySet } from './day-set.ts';
import { EngineError } from './errors.ts';
import type { HouseholdFacts, PackSpell } from './facts.ts';
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
  /** 0: any purpose credits it. */
  readonly purposeBit: number;
  /** The office itself is never vacant. */
  readonly neverVacant: boolean;
  readonly rolling: boolean;
  readonly needed: number;
  /** The settings of all its days; null where they change, and each window has to ask. */
  readonly settings: Settings | null;
}

/** All versions of one rule id, in whichever packs, in the order in which they follow one another. */
export interface Line {
  readonly id: string;
  readonly segments: readonly Segment[];
}

/** What the packs ask of every household that lived under them on the same days: made once, used for all of those. */
export interface Plan {
  readonly lines: readonly Line[];
  readonly roles: ReadonlyMap<string, number>;
  readonly purposes: readonly string[];
  readonly packDays: DaySet;
}

// Roles and purposes are bits of one integer; 30 of each is four times what any of the eight systems has.
const MOST_BITS = 30;
// Households that moved on days of their own each make a plan; a county has a few, and forgetting them only costs time.
const MOST_PLANS = 1_000;

const plansOfBook = new WeakMap<Book, Map<string, Plan>>();

/** The plan of a household: pure, kept by book and pack spells. */
export function planOf(facts: HouseholdFacts, book: Book): Plan {
  let plans = plansOfBook.get(book);
  if (plans === undefined) {
    plans = new Map();
    plansOfBook.set(book, plans);
  }
  let key = '';
  for (const spell of facts.packs) key += `${spell.packId} ${spell.from} ${spell.to}|`;
  let plan = plans.get(key);
  if (plan === undefined) {
    if (plans.size >= MOST_PLANS) plans.clear();
    plan = makePlan(orderedPacks(facts.packs), book);
    plans.set(key, plan);
  }
  return plan;
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
export function packOn(facts: HouseholdFacts, book: Book, day: DayNumber): Pack | null {
  let found: PackSpell | null = null;
  for (const spell of facts.packs) {
    if (spell.from > day || (spell.to ?? FAR) < day) continue;
    const later = found === null || spell.from > found.from || (spell.from === found.from && spell.packId > found.packId);
    if (later) found = spell;
  }
  return found === null ? null : (book.packs[found.packId] ?? null);
}

function makePlan(spells: readonly PackSpell[], book: Book): Plan {
  const roles = new Map<string, number>();
  const purposes: string[] = [];
  const byId = new Map<string, Segment[]>();
  const packDays = new DaySet();
  for (const spell of spells) {
    const pack = book.packs[spell.packId];
    if (pack === undefined) continue;
    packDays.addSpell(spell);
    for (const rule of pack.rules) {
      const segment = makeSegment(rule, pack, spell, roles, purposes);
      if (segment === null) continue;
      const same = byId.get(rule.id);
      if (same === undefined) byId.set(rule.id, [segment]);
      else same.push(segment);
    }
  }
  const lines = [...byId]
    .map(([id, segments]) => ({ id, segments: joinSegments(segments) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { lines, roles, purposes, packDays: packDays.merge() };
}

function makeSegment(rule: Rule, pack: Pack, spell: PackSpell, roles: Map<string, number>, purposes: string[]): Segment | null {
  const from = Math.max(rule.from, spell.from);
  const to = Math.min(rule.to ?? FAR, spell.to ?? FAR);
  if (to < from) return null;
  const roleIndex = roles.get(rule.role) ?? roles.size;
  roles.set(rule.role, roleIndex);
  if (rule.purpose !== null && !purposes.includes(rule.purpose)) purposes.push(rule.purpose);
  if (roles.size > MOST_BITS) throw new EngineError('plan.tooManyRoles', { packId: pack.id, most: MOST_BITS });
  if (purposes.length > MOST_BITS) throw new EngineError('plan.tooManyPurposes', { packId: pack.id, most: MOST_BITS });
  return {
    rule, pack, from, to,
    startsUntil: to,
    cut: FAR,
    roleIndex,
    roleBit: 1 << roleIndex,
    kinds: kindMask(rule.kinds),
    purposeBit: rule.purpose === null ? 0 : 1 << purposes.indexOf(rule.purpose),
    neverVacant: pack.roles.some((role) => role.id === rule.role && role.level === 'office'),
    rolling: rule.window.kind === 'rolling',
    needed: rule.needed,
    settings: pack.settings.length === 1 && pack.settings[0]!.from <= from && pack.settings[0]!.to === null ? pack.settings[0]! : null,
  };
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

/** Whether an open rolling window passes from one version to the next: both ask the same families and holders. */
export function continuesChain(earlier: Segment, later: Segment): boolean {
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

import { addDays, toDay, toNumber } from '@lianxin/engine';
import type { Assignment, Book, Clause, Day, DayNumber, Pack, Role, Rule, Spell } from '@lianxin/engine';

/** From a day to a day as tables write it; `toDay` null: it goes on. */
export interface DaySpell {
  readonly fromDay: string;
  readonly toDay: string | null;
}

export interface HeldRole extends DaySpell {
  readonly assignmentId: string;
  readonly workerId: string;
}

/** The latest change is the one a card must name; days that have not come yet change no card. */
export function changesUntil(held: readonly DaySpell[], today: string): string[] {
  return held.map((one) => one.fromDay).filter((day) => day <= today);
}

/**
 * Whether the card at the household names its present contacts (SX B5, B6): it was handed over on or after the latest change. A card that
 * was never handed over is not current, also where nobody was ever assigned.
 * @param changes first days of the household's assignments. @param cardVisits days of reached visits with purpose `card`.
 */
export function cardCurrent<D extends string | number>(changes: readonly D[], cardVisits: readonly D[]): boolean {
  const delivered = latest(cardVisits);
  const changed = latest(changes);
  return delivered !== null && (changed === null || delivered >= changed);
}

export function latest<D extends string | number>(days: readonly D[]): D | null {
  return days.reduce<D | null>((found, day) => (found === null || day > found ? day : found), null);
}

export const dayAfter = (text: string, days: number): Day => toDay(addDays(toNumber(text as Day), days));

const standsOn = (spell: Spell, on: DayNumber): boolean => spell.from <= on && (spell.to === null || on <= spell.to);

/**
 * The contact role as the pack in force names it; without a pack, as any region does. Null where there is no such role, or nobody can be
 * assigned to it (the office itself).
 */
export function contactRole(book: Book, pack: Pack | null, role: string): Role | null {
  const roles = pack ? pack.roles : Object.values(book.packs).flatMap((one) => one.roles);
  return roles.find((one) => one.id === role && one.level !== 'office') ?? null;
}

/**
 * One holder at a time where the pack requires the role of a household or lays something on it: a second would leave nobody answerable. Roles nobody
 * requires or waits for (special contacts, HJ 二（一）) may have several holders.
 */
export function heldByOne(pack: Pack | null, role: string, on: string): boolean {
  const day = toNumber(on as Day);
  return pack === null || [...pack.required.filter((one) => standsOn(one, day)), ...busyRoles(pack, day)].some((one) => one.role === role);
}

/**
 * Roles that have something to do for a household though nobody must hold them, as a family doctor where only the two posts are required and a health
 * check is owed: each with the article of the first such rule. Roles of the office itself are nobody's assignment.
 */
export function busyRoles(pack: Pack, on: DayNumber): { readonly role: string; readonly clause: Clause }[] {
  const spoken = new Set(pack.required.filter((one) => standsOn(one, on)).map(({ role }) => role));
  const assignable = new Set(pack.roles.filter(({ level }) => level !== 'office').map(({ id }) => id));
  const busy = pack.rules.filter((rule) => standsOn(rule, on) && assignable.has(rule.role) && !spoken.has(rule.role));
  return busy.filter(({ role }, at) => busy.findIndex((other) => other.role === role) === at).map(({ role, clause }) => ({ role, clause }));
}

const eventRule = (pack: Pack, event: string, role: string, on: string): Rule | undefined =>
  pack.rules.find((rule) => {
    const { window } = rule;
    return rule.role === role && window.kind === 'event' && window.events.includes(event) && standsOn(rule, toNumber(on as Day));
  });

const windowDays = (rule: Rule | undefined): number | null => (rule?.window.kind === 'event' ? rule.window.days : null);

/** The last day on which the household may be told of a contact who came on `on` (B6); null where the pack asks nothing. */
export function tellBy(pack: Pack | null, role: string, on: string): Day | null {
  const days = pack && windowDays(eventRule(pack, 'contactChange', role, on));
  return days === null ? null : dayAfter(on, days);
}

/** The last day of the first meeting with a contact that the beginning of service asks for (B5); null where the pack asks nothing. */
export function meetBy(pack: Pack | null, role: string, servedFrom: string): Day | null {
  const days = pack && windowDays(eventRule(pack, 'serviceStart', role, servedFrom));
  return days === null ? null : dayAfter(servedFrom, days);
}

/** Whether a household is told of a new contact by this rule (B6). */
export const tellsOfChange = ({ window }: Pick<Rule, 'window'>): boolean => window.kind === 'event' && window.events.includes('contactChange');

/** Those rules of every pack, by rule id. */
export function tellRules(book: Book): Map<string, Rule> {
  const rules = Object.values(book.packs).flatMap((pack) => pack.rules);
  return new Map(rules.filter(tellsOfChange).map((rule) => [rule.id, rule]));
}

export interface Newcomer {
  readonly role: string;
  readonly workerId: string;
  readonly fromDay: string;
  /** Who held the role last before that day; null: nobody ever. */
  readonly after: string | null;
  /** First day of the household's service. */
  readonly servedFrom: string;
}

/**
 * Whether a new contact is a change the household must be told of (B6). The very first holder is met at the first contact, and telling twice
 * would make two duties of one visit; but who comes first when those days are over is a stranger all the same. The same worker coming back
 * after a gap is none.
 */
export function isChange(pack: Pack | null, next: Newcomer): boolean {
  if (next.after !== null) return next.after !== next.workerId;
  const met = meetBy(pack, next.role, next.servedFrom);
  return met === null || next.fromDay > met;
}

export interface Succession {
  /** `later`: somebody is already set to begin after this one; `held`: this worker holds the role in these days; `follows`: those before end. */
  readonly kind: 'free' | 'follows' | 'held' | 'later';
  readonly ends: readonly { readonly assignmentId: string; readonly toDay: string }[];
}

/**
 * What a new holder does to those of whom they take a role over. The one before ends on the day before; one who began on that very day keeps
 * that day, since an assignment is never erased. Someone who begins later is a decision already made and is not overruled.
 */
export function succession(held: readonly HeldRole[], next: { readonly workerId: string } & DaySpell): Succession {
  const overlapping = held.filter((one) => overlap(one, next));
  if (overlapping.some((one) => one.workerId === next.workerId)) return { kind: 'held', ends: [] };
  if (overlapping.some((one) => one.fromDay > next.fromDay)) return { kind: 'later', ends: [] };
  const ends = overlapping.map((one) => ({ assignmentId: one.assignmentId, toDay: endBefore(one, next.fromDay) }));
  return { kind: ends.length > 0 ? 'follows' : 'free', ends };
}

/** The last day of a holder whom another follows on `day`. */
export function endBefore(one: DaySpell, day: string): string {
  const before = dayAfter(day, -1);
  return before < one.fromDay ? one.fromDay : before;
}

export function overlap(a: DaySpell, b: DaySpell): boolean {
  return (a.toDay === null || b.fromDay <= a.toDay) && (b.toDay === null || a.fromDay <= b.toDay);
}

export const holdsOn = (one: DaySpell, day: string): boolean => one.fromDay <= day && (one.toDay === null || day <= one.toDay);

/** Splits what may be thousands into statements and computations of a bearable size. */
export function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Whether the worker holds any role there on a day; a contact's rights and the ban on deciding for oneself both hang on it. */
export function isContactOf(assignments: readonly Assignment[], workerId: string | null, on: string): boolean {
  const day = toNumber(on as Day);
  return assignments.some((one) => one.workerId === workerId && standsOn(one, day));
}

/** More than a year ahead a day is a slip of the pen (2062 for 2026), not a plan. */
export const isFarAhead = (day: string, today: string): boolean => day > dayAfter(today, 366);

/** First day of the service in which a contact who begins on `on` will serve; null when it is over by then. */
export function servedFromFor(served: readonly Spell[], on: string): Day | null {
  const day = toNumber(on as Day);
  const spell = served.filter((one) => one.to === null || one.to >= day).sort((a, b) => a.from - b.from)[0];
  return spell ? toDay(spell.from) : null;
}

/** Rows by their household; `Map.groupBy` is younger than the oldest Node we run on. */
export function byHousehold<T extends { readonly householdId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.householdId, [...(groups.get(row.householdId) ?? []), row]);
  return groups;
}

import type { DayNumber, Spell } from '@lianxin/engine';

const last = (spell: Spell): number => spell.to ?? Infinity;
const next = (number: DayNumber): DayNumber => (number + 1) as DayNumber;
const before = (number: DayNumber): DayNumber => (number - 1) as DayNumber;

export const includes = (spell: Spell, day: DayNumber): boolean => spell.from <= day && day <= last(spell);
export const overlaps = (a: Spell, b: Spell): boolean => a.from <= last(b) && b.from <= last(a);

function without<T extends Spell>(spell: T, cutter: Spell): T[] {
  if (!overlaps(spell, cutter)) return [spell];
  const left = spell.from < cutter.from ? [{ ...spell, to: before(cutter.from) }] : [];
  const right = last(spell) > last(cutter) ? [{ ...spell, from: next(cutter.to as DayNumber) }] : [];
  return [...left, ...right];
}

/** What is left of `spells` on the days that none of `cutters` takes; the rest of each value stays as it is. */
export function subtract<T extends Spell>(spells: readonly T[], cutters: readonly Spell[]): T[] {
  return cutters.reduce<T[]>((rest, cutter) => rest.flatMap((spell) => without(spell, cutter)), [...spells]);
}

/**
 * One key of a pack under its parent: on any day the pack's own value holds if it has one that day, else the parent's,
 * unless it is switched off that day. So a region lives under its parent's rules until its own document begins.
 */
export function inherit<T extends Spell>(own: readonly T[], off: readonly Spell[], parents: readonly T[]): T[] {
  return [...own, ...subtract(parents, [...own, ...off])].sort((a, b) => a.from - b.from);
}

/** The first day of `term` on which none of `spells` holds; null when they cover it. */
export function firstGap(spells: readonly Spell[], term: Spell): DayNumber | null {
  const rest = subtract([term], spells);
  return rest.length === 0 ? null : rest.reduce((first, one) => (one.from < first ? one.from : first), rest[0]!.from);
}

/** The days on which any of `spells` begins, or ceases, in ascending order. */
export function turns(spells: readonly Spell[]): DayNumber[] {
  const days = spells.flatMap((spell) => (spell.to === null ? [spell.from] : [spell.from, next(spell.to)]));
  return [...new Set(days)].sort((a, b) => a - b);
}

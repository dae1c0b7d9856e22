import { FAR } from './day.ts';
import type { Spell } from './facts.ts';

/**
 * A set of days kept as merged, rising, disjoint ranges in two arrays. Everything the engine asks about time
 * ("served on that day", "on how many days of the window") is one of the questions below. Instances are reused
 * from household to household, so that reading one allocates nothing.
 */
export class DaySet {
  size = 0;
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  clear(): void {
    this.size = 0;
  }

  /** Adds a range; one that ends before it begins holds no day. Call `merge` before asking anything. */
  add(from: number, to: number): void {
    if (to < from) return;
    this.from[this.size] = from;
    this.to[this.size] = to;
    this.size++;
  }

  addSpell(spell: Spell): void {
    this.add(spell.from, spell.to ?? FAR);
  }

  /** Sorts and joins ranges that overlap or touch. Insertion sort: a household has one or two, nearly always in order. */
  merge(): this {
    const { from, to } = this;
    for (let i = 1; i < this.size; i++) {
      const f = from[i]!;
      const t = to[i]!;
      let j = i - 1;
      for (; j >= 0 && from[j]! > f; j--) {
        from[j + 1] = from[j]!;
        to[j + 1] = to[j]!;
      }
      from[j + 1] = f;
      to[j + 1] = t;
    }
    let last = 0;
    for (let i = 1; i < this.size; i++) {
      if (from[i]! <= to[last]! + 1) {
        if (to[i]! > to[last]!) to[last] = to[i]!;
      } else {
        last++;
        from[last] = from[i]!;
        to[last] = to[i]!;
      }
    }
    if (this.size > 0) this.size = last + 1;
    return this;
  }

  has(day: number): boolean {
    for (let i = 0; i < this.size; i++) if (this.from[i]! <= day && day <= this.to[i]!) return true;
    return false;
  }

  /** Whether all days of `first..last` are in the set. The usual answer is yes, from the only range. */
  covers(first: number, last: number): boolean {
    for (let i = 0; i < this.size; i++) if (this.from[i]! <= first && last <= this.to[i]!) return true;
    return first > last;
  }

  /** How many days of `first..last` are in the set. */
  count(first: number, last: number): number {
    let days = 0;
    for (let i = 0; i < this.size; i++) {
      const from = this.from[i]! > first ? this.from[i]! : first;
      const to = this.to[i]! < last ? this.to[i]! : last;
      if (from <= to) days += to - from + 1;
    }
    return days;
  }

  /** The first day of the set on or after `day`; null when none is left. */
  firstFrom(day: number): number | null {
    for (let i = 0; i < this.size; i++) if (this.to[i]! >= day) return this.from[i]! > day ? this.from[i]! : day;
    return null;
  }

  /** The first day of the first range that begins after `day`; null when none does. */
  nextBeginning(day: number): number | null {
    for (let i = 0; i < this.size; i++) if (this.from[i]! > day) return this.from[i]!;
    return null;
  }

  /** The last day of the range that holds `day`; the day before it when none does. */
  endOf(day: number): number {
    for (let i = 0; i < this.size; i++) if (this.from[i]! <= day && day <= this.to[i]!) return this.to[i]!;
    return day - 1;
  }

  /** The first day of the range that holds `day`; `day` itself when none does. */
  beginningOf(day: number): number {
    for (let i = 0; i < this.size; i++) if (this.from[i]! <= day && day <= this.to[i]!) return this.from[i]!;
    return day;
  }

  /** The last day of the range that holds the last day of the set within `first..last`; null when there is none. */
  endOfLastWithin(first: number, last: number): number | null {
    for (let i = this.size - 1; i >= 0; i--) if (this.from[i]! <= last && this.to[i]! >= first) return this.to[i]!;
    return null;
  }

  /** The last day of the set before `day`; null when there is none. */
  lastBefore(day: number): number | null {
    for (let i = this.size - 1; i >= 0; i--) if (this.from[i]! < day) return this.to[i]! < day ? this.to[i]! : day - 1;
    return null;
  }

  /** A new set of the days in both. */
  and(other: DaySet): DaySet {
    const both = new DaySet();
    for (let i = 0; i < this.size; i++) {
      for (let j = 0; j < other.size; j++) {
        both.add(Math.max(this.from[i]!, other.from[j]!), Math.min(this.to[i]!, other.to[j]!));
      }
    }
    return both.merge();
  }

  static of(spells: readonly Spell[]): DaySet {
    const set = new DaySet();
    for (const spell of spells) set.addSpell(spell);
    return set.merge();
  }
}

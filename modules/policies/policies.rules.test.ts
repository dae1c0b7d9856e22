import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayNumber, Spell } from '@lianxin/engine';
import { firstGap, includes, inherit, overlaps, subtract, turns } from './policies.spells.rules.ts';

interface Named extends Spell { readonly name: string }
const LAST = 40;
const days = Array.from({ length: LAST + 1 }, (_, n) => n as DayNumber);

const spell = fc.tuple(fc.integer({ min: 0, max: LAST }), fc.option(fc.integer({ min: 0, max: LAST })))
  .map(([from, length]): Spell => ({ from: from as DayNumber, to: length === null ? null : ((from + length) as DayNumber) }));
const spells = fc.array(spell, { maxLength: 4 });
const apart = spells.map((list) => list.reduce<Spell[]>((kept, one) => (kept.some((other) => overlaps(one, other)) ? kept : [...kept, one]), []));
const named = (name: string) => apart.map((list) => list.map((one, index): Named => ({ ...one, name: `${name}${index}` })));

const holdsOn = (list: readonly Named[], day: DayNumber) => list.filter((one) => includes(one, day)).map((one) => one.name);

test('on every day the own value holds if there is one, else the parent\'s unless it is off: never two', () => {
  fc.assert(fc.property(named('own'), spells, named('parent'), (own, off, parents) => {
    const both = inherit(own, off, parents);
    for (const day of days) {
      const isOff = off.some((one) => includes(one, day));
      const mine = holdsOn(own, day);
      expect(holdsOn(both, day)).toEqual(mine.length > 0 ? mine : isOff ? [] : holdsOn(parents, day));
    }
  }));
});

test('subtracting keeps exactly the days that nothing takes', () => {
  fc.assert(fc.property(spells, spells, (from, cutters) => {
    const rest = subtract(from, cutters);
    for (const day of days) {
      const kept = from.filter((one) => includes(one, day) && !cutters.some((cutter) => includes(cutter, day))).length;
      expect(rest.filter((one) => includes(one, day)).length).toBe(kept);
    }
  }));
});

test('the first gap is the first day of the term that nothing covers', () => {
  fc.assert(fc.property(spells, (list) => {
    const term = { from: 0 as DayNumber, to: LAST as DayNumber };
    expect(firstGap(list, term)).toBe(days.find((day) => !list.some((one) => includes(one, day))) ?? null);
  }));
});

test('between two turns nothing begins and nothing ceases', () => {
  fc.assert(fc.property(spells, (list) => {
    const at = new Set(turns(list));
    const changes = days.slice(1).filter((day) => list.some((one) => includes(one, day) !== includes(one, (day - 1) as DayNumber)));
    expect(changes.filter((day) => !at.has(day))).toEqual([]);
  }));
});

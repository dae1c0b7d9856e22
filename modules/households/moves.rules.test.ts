import { addDays, day, type DayNumber, type PackSpell, toNumber } from '@lianxin/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftPacks } from './moves.rules.ts';

const on = (text: string): DayNumber => toNumber(day(text));
const pack = (packId: string, from: string, to: string | null = null): PackSpell => ({ packId, from: on(from), to: to === null ? null : on(to) });
const yesterday = on('2026-11-21');

test('under the same pack at both ends nothing is written', () => {
  expect(leftPacks([pack('sixian', '2020-09-09')], [pack('sixian', '2020-09-09')], yesterday)).toEqual([]);
});

test('another pack at the new place leaves the old one in force until yesterday', () => {
  expect(leftPacks([pack('sixian', '2020-09-09')], [pack('huangjin', '2021-10-08')], yesterday)).toEqual([pack('sixian', '2020-09-09', '2026-11-21')]);
});

test('days on which both places lived under one pack are not written again', () => {
  const before = [pack('sixian', '2020-09-09')];
  const after = [pack('sixian', '2020-09-09', '2021-10-07'), pack('huangjin', '2021-10-08')];
  expect(leftPacks(before, after, yesterday)).toEqual([pack('sixian', '2021-10-08', '2026-11-21')]);
});

const spells = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 12 })), { maxLength: 5 }).map((parts) => {
  let from = 0;
  return parts.map(([packId, length]) => {
    const spell: PackSpell = { packId, from: from as DayNumber, to: (from + length - 1) as DayNumber };
    from += length;
    return spell;
  });
});
const packAt = (list: readonly PackSpell[], n: number): string | undefined => list.find((one) => one.from <= n && n <= (one.to ?? Infinity))?.packId;

test('with what is written first and the new place behind it, every past day has the pack it had', () => {
  fc.assert(fc.property(spells, spells, fc.integer({ min: 0, max: 60 }), (before, after, today) => {
    const left = leftPacks(before, after, addDays(today as DayNumber, -1));
    for (let n = 0; n < today; n++) {
      const old = packAt(before, n);
      if (old !== undefined) expect(packAt(left, n) ?? packAt(after, n)).toBe(old);
    }
    expect(left.every((one) => one.to !== null && one.to < today)).toBe(true);
  }));
});

import { expect, test } from 'vitest';
import { palettes, shapePairs, wordPairs } from './palettes.web.ts';
import type { Palette, PaletteName } from './palettes.web.ts';

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channel(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function ratio(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function tooWeak(name: PaletteName, pairs: readonly (readonly [keyof Palette, keyof Palette])[], least: number): string[] {
  const palette = palettes[name];
  return pairs
    .map(([front, back]) => ({ front, back, has: ratio(palette[front], palette[back]) }))
    .filter(({ has }) => has < least)
    .map(({ front, back, has }) => `${front} on ${back}: ${has.toFixed(2)}`);
}

test('black on white is 21:1 and equal colours are 1:1, so the measure itself is right', () => {
  expect(ratio('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(ratio('#1E6B64', '#1E6B64')).toBe(1);
  expect(ratio('#767676', '#FFFFFF')).toBeCloseTo(4.54, 2);
});

test.each(['light', 'dark'] as const)('every pair of words and ground of the %s colours reads at 4.5:1', (name) => {
  expect(tooWeak(name, wordPairs, 4.5)).toEqual([]);
});

test('the high-contrast colours read at 7:1', () => {
  expect(tooWeak('contrast', wordPairs, 7)).toEqual([]);
});

test.each(['light', 'dark', 'contrast'] as const)('borders and bars of the %s colours can be seen at 3:1', (name) => {
  expect(tooWeak(name, shapePairs, 3)).toEqual([]);
});

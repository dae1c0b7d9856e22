import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentText } from './percent.rules.ts';

test('a share is cut to one decimal', () => {
  expect(percentText(508, 516)).toBe('98.4%');
  expect(percentText(837, 871)).toBe('96.0%');
  expect(percentText(0, 9)).toBe('0.0%');
});

test('nothing to count has no percentage', () => {
  expect(percentText(0, 0)).toBeNull();
});

test('one hundred percent stands only where nothing is missing', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(), (total, some) => {
    const done = some % (total + 1);
    expect(percentText(done, total) === '100%').toBe(done === total);
  }));
});

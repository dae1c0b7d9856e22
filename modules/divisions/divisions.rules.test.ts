import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePrefix, fullCode, inOrder, isWithin, levelBelow, ownCode, townshipIdOf } from './divisions.rules.ts';

const county = { level: 'county', code: '511702000000' } as const;
const township = { level: 'township', code: '511702103000' } as const;

test('a county holds townships, a township villages, a village nothing', () => {
  expect([levelBelow('county'), levelBelow('township'), levelBelow('village')]).toEqual(['township', 'village', null]);
});

test('a code of our own begins with its parent, has 12 places and no official code can equal it', () => {
  expect(ownCode(township, new Set())).toBe('511702103X01');
  expect(ownCode(township, new Set(['511702103X01']))).toBe('511702103X02');
  expect(ownCode(county, new Set())).toBe('511702X01000');
  expect(codePrefix({ level: 'township', code: '511702X01000' })).toBe('511702X01');
});

test('the six digits of a county and the nine of a township are completed, a whole code and anything else is not', () => {
  expect(['511702', '511702103', '511702X01', '511702103201', '511702103X01', '5117', ''].map(fullCode))
    .toEqual(['511702000000', '511702103000', '511702X01000', '511702103201', '511702103X01', '5117', '']);
});

test('a code of our own is never one that is taken, and runs out after 99', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 99 }), (used) => {
    const taken = new Set(used.map((n) => `511702103X${String(n).padStart(2, '0')}`));
    const code = ownCode(township, taken);
    expect(code === null).toBe(used.length === 99);
    expect(taken.has(String(code))).toBe(false);
  }));
});

test('a place is within another only by whole steps of its path', () => {
  expect(isWithin('1.4.9.', '1.4.')).toBe(true);
  expect(isWithin('1.40.', '1.4.')).toBe(false);
  expect(townshipIdOf('1.4.9.')).toBe(4);
  expect(townshipIdOf('1.')).toBe(1);
});

test('places stand in the order of their codes, each village behind its township, whenever they were entered', () => {
  const place = (code: string, parentCode: string | null) => ({ code, parentCode });
  const entered = [place('519900109000', '519900000000'), place('519900109201', '519900109000'), place('519900101000', '519900000000'), place('519900000000', null), place('519900200201', '519900101000')];
  expect(inOrder(entered).map(({ code }) => code)).toEqual(['519900000000', '519900101000', '519900200201', '519900109000', '519900109201']);
});

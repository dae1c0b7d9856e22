import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCharacter, readIdNumber } from './idNumber.rules.ts';

test('the number printed as the example of GB 11643 is read with its birth day and sex', () => {
  expect(readIdNumber('11010519491231002X')).toEqual({ idNumber: '11010519491231002X', birthDay: '1949-12-31', sex: '2' });
  expect(readIdNumber(' 110105 19491231 002x ')).toMatchObject({ idNumber: '11010519491231002X' });
});

test('a number of 15 digits is the same person as the one of 18', () => {
  expect(readIdNumber('110105491231002')).toEqual(readIdNumber('11010519491231002X'));
});

test.each([
  ['110105194912310021', 'id.checksum'],
  ['11010519490230002X', 'id.birthDay'],
  ['11010519491231002', 'id.length'],
  ['01010519491231002X', 'id.length'],
  ['', 'id.length'],
  ['一一零', 'id.length'],
])('%j is refused: %s', (text, fault) => {
  expect(readIdNumber(text)).toBe(fault);
});

test('no single wrong digit goes unnoticed', () => {
  const place = fc.integer({ min: 0, max: 16 });
  fc.assert(fc.property(fc.integer({ min: 0, max: 999 }), place, fc.integer({ min: 1, max: 9 }), (serial, at, by) => {
    const first17 = `51170219560307${String(serial).padStart(3, '0')}`;
    const right = first17 + checkCharacter(first17);
    const wrong = right.slice(0, at) + String((Number(right[at]) + by) % 10) + right.slice(at + 1);
    expect(typeof readIdNumber(right)).toBe('object');
    expect(typeof readIdNumber(wrong)).toBe('string');
  }));
});

import { expect, test } from 'vitest';
import { readPhone } from './typed.rules.ts';

test.each([
  ['13800000001', '13800000001'],
  ['138 0000 0001', '13800000001'],
  ['+86 138-0000-0001', '13800000001'],
  ['013800000001', '13800000001'],
  ['１３８００００ ０００１', '13800000001'],
  ['0818-5551234', '08185551234'],
  ['(0818) 55512345', '081855512345'],
  ['5551234', '5551234'],
])('%s is the number %s', (typed, number) => {
  expect(readPhone(typed)).toBe(number);
});

test.each(['1380000000', '12800000001', '138000000012', '无', '', '13800000001 转 8', '1234567'])('%j is no number that can be dialled', (typed) => {
  expect(readPhone(typed)).toBeNull();
});

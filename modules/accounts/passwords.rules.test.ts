import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passwordFaults, readablePassword } from './passwords.rules.ts';

test.each([
  ['Tian8!', ['password.short']],
  ['woshiyigeren', ['password.plain']],
  ['Clerk.qingshi7', ['password.username']],
  ['P@ssw0rd1', ['password.common']],
  ['Admin@123', ['password.common']],
  ['Qwerty12!', ['password.common']],
  ['11111111', ['password.plain', 'password.common']],
  ['Hao4Tian!Qi', []],
  ['蓝天下Tree7', []],
])('%s: %j', (password, faults) => {
  expect(passwordFaults(password, 'clerk.qingshi')).toEqual(faults);
});

test('the password in use is no new password', () => {
  expect(passwordFaults('Hao4Tian!Qi', 'pan', 'Hao4Tian!Qi')).toEqual(['password.same']);
});

test('every generated password passes the rules and holds nothing that is misread', () => {
  const draws = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 20 });
  fc.assert(fc.property(draws, (numbers) => {
    let next = 0;
    const password = readablePassword((below) => numbers[next++ % numbers.length]! % below);
    expect(password).toMatch(/^[A-Za-z2-9]{4}-[A-Za-z2-9]{4}-[A-Za-z2-9]{4}$/);
    expect(password).not.toMatch(/[l1IO0o]/);
    expect(passwordFaults(password, 'clerk.qingshi')).toEqual([]);
  }));
});

import { addDays, day, toDay, toNumber, type Day } from '@lianxin/engine';
import { describe, expect, test } from 'vitest';
import { inForce, renewalDay, stateOn } from './contracts.rules.ts';

const walk = (from: string, to: string): Day[] => {
  const days: Day[] = [];
  for (let number = toNumber(day(from)); number <= toNumber(day(to)); number = addDays(number, 1)) days.push(toDay(number));
  return days;
};
const signed = { state: 'signed', signedOn: '2025-12-20', fromDay: '2026-01-01', toDay: '2026-12-31', endedOn: null };

describe('walked day by day', () => {
  test('a contract is coming, signed, expiring for its last thirty days, and expired', () => {
    for (const today of walk('2025-12-20', '2027-01-31')) {
      const wanted = today < '2026-01-01' ? 'coming' : today <= '2026-12-01' ? 'signed' : today <= '2026-12-31' ? 'expiring' : 'expired';
      expect(stateOn(signed, today, 30), today).toBe(wanted);
      expect(inForce(signed, today), today).toBe(today >= '2026-01-01' && today <= '2026-12-31');
    }
  });

  test('one that was renewed stays in force to its last day and never asks to be renewed again', () => {
    const renewed = { ...signed, state: 'ended', endedOn: '2026-12-31' };
    for (const today of walk('2026-01-01', '2027-01-10')) expect(stateOn(renewed, today, 30), today).toBe(today <= '2026-12-31' ? 'signed' : 'ended');
    expect(renewalDay(renewed, day('2026-12-05'))).toBe('2027-01-01');
  });

  test('one ended early binds until that day', () => {
    const ended = { ...signed, state: 'ended', endedOn: '2026-06-30' };
    for (const today of walk('2026-06-01', '2026-07-31')) expect(inForce(ended, today), today).toBe(today <= '2026-06-30');
  });
});

test('offered and refused stay what they are whatever the day, and bind nobody', () => {
  for (const state of ['offered', 'refused'] as const) {
    const never = { state, signedOn: null, fromDay: null, toDay: null, endedOn: null };
    expect(stateOn(never, '2030-01-01', 30)).toBe(state);
    expect(inForce(never, '2026-06-01')).toBe(false);
  }
});

test('one signed after the old one ran out begins the day it is signed: nobody is under contract in the gap', () => {
  expect(renewalDay(signed, day('2027-02-10'))).toBe('2027-02-10');
});

import { addDays, day, toDay, toNumber, type Day } from '@lianxin/engine';
import { describe, expect, test } from 'vitest';
import type { Certificate } from '../policies/care.schema.ts';
import { expiryOf, issueProblem, stateOn } from './certificates.rules.ts';

const walk = (from: string, to: string): Day[] => {
  const days: Day[] = [];
  for (let number = toNumber(day(from)); number <= toNumber(day(to)); number = addDays(number, 1)) days.push(toDay(number));
  return days;
};

describe('walked day by day', () => {
  test('one valid for two years is coming, valid and expired, each on its days and no other', () => {
    const certificate = { issuedOn: '2024-02-29', expiresOn: expiryOf(day('2024-02-29'), 24), endedOn: null };
    for (const today of walk('2024-02-20', '2026-03-10')) {
      const wanted = today < '2024-02-29' ? 'coming' : today <= '2026-02-28' ? 'valid' : 'expired';
      expect(stateOn(certificate, today), today).toBe(wanted);
    }
  });

  test('a cancelled one is ended from the very day on, and never valid again', () => {
    const certificate = { issuedOn: '2026-01-01', expiresOn: '2026-12-31', endedOn: '2026-06-15' };
    for (const today of walk('2025-12-30', '2027-01-05')) expect(stateOn(certificate, today) === 'valid', today).toBe(today >= '2026-01-01' && today < '2026-06-15');
  });
});

test.each([
  ['2026-01-01', 12, '2026-12-31'], ['2024-02-29', 12, '2025-02-28'], ['2025-01-31', 1, '2025-02-28'], ['2025-11-30', 3, '2026-02-28'], ['2026-03-15', 60, '2031-03-14'],
] as const)('issued on %s for %i months is valid until %s', (issuedOn, months, last) => {
  expect(expiryOf(day(issuedOn), months)).toBe(last);
});

test('one without an end has none', () => expect(expiryOf(day('2026-01-01'), null)).toBeNull());

describe('what speaks against issuing', () => {
  const own = { handledBy: 'office' } as Certificate;
  const fine = { kind: own, externalNumber: undefined, issuedOn: '2026-11-22', today: '2026-11-22', served: true, diedOn: null };
  test.each([
    ['nothing', fine, null],
    ['a kind the pack does not name', { ...fine, kind: undefined }, 'certificate.kind'],
    ['a number for one we issue', { ...fine, externalNumber: '甲-1' }, 'certificate.own'],
    ['no number on one issued elsewhere', { ...fine, kind: { handledBy: 'other' } as Certificate }, 'certificate.external'],
    ['a day to come', { ...fine, issuedOn: '2026-11-23' }, 'certificate.day'],
    ['a member who died', { ...fine, diedOn: '2026-11-01' }, 'certificate.died'],
    ['a household not served', { ...fine, served: false }, 'certificate.notServed'],
  ])('%s', (_name, issuing, problem) => expect(issueProblem(issuing)).toBe(problem));
});

import { addDays, toDay, toNumber, type Day } from '@lianxin/engine';
import { describe, expect, test } from 'vitest';
import { purposeText as asked } from '../policies/purposes.text.ts';
import { entryProblem, lateDays, type Entry } from './visits.rules.ts';
import { purposeText } from './visits.words.text.ts';

const today = '2026-03-01' as Day;
const entry = (more: Partial<Entry>): Entry => ({ day: today, today, office: false, reason: undefined, served: [{ from: 0, to: null }], pack: null, ...more });
const back = (days: number): Day => toDay(addDays(toNumber(today), -days));

describe('whether a visit may still be entered', () => {
  test('day by day over two months back: a worker 31 days, the office for ever with a reason', () => {
    for (let days = 0; days <= 62; days++) {
      expect(entryProblem(entry({ day: back(days) })), `${days} days back`).toBe(days <= 31 ? null : 'visit.late');
      expect(entryProblem(entry({ day: back(days), office: true, reason: '补记' }))).toBeNull();
      expect(entryProblem(entry({ day: back(days), office: true }))).toBe(days <= 31 ? null : 'visit.lateReason');
    }
  });

  test('never a day that has not come, whoever asks', () => {
    expect(entryProblem(entry({ day: '2026-03-02' as Day }))).toBe('visit.future');
    expect(entryProblem(entry({ day: '2026-03-02' as Day, office: true, reason: '提前记' }))).toBe('visit.future');
  });

  test('a spell of service includes its first and its last day', () => {
    const served = [{ from: toNumber(back(10)), to: toNumber(back(5)) }];
    const refused = Array.from({ length: 12 }, (_, days) => days).filter((days) => entryProblem(entry({ day: back(days), served })) === 'visit.notServed');
    expect(refused).toEqual([0, 1, 2, 3, 4, 11]);
  });

  test('the delay is counted in civil days, over the end of February', () => {
    expect(lateDays('2026-02-28' as Day, today)).toBe(1);
    expect(lateDays('2024-02-28' as Day, '2024-03-01' as Day)).toBe(2);
  });
});

test('a policy asks for a purpose by the words under which it is recorded', () => {
  const { healthCheck: _byTheTeam, ...recorded } = asked;
  expect(recorded).toEqual(purposeText);
});

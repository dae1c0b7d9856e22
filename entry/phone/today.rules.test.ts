import { expect, test } from 'vitest';
import { dayNow, daysBefore, until } from './today.rules.ts';

const at = (time: string) => Date.parse(time);

test('the day changes at midnight in China, also on a phone that heard from the server yesterday', () => {
  const heard = at('2026-11-22T23:50:00+08:00');
  expect(dayNow('2026-11-22', heard, at('2026-11-22T23:59:59+08:00'))).toBe('2026-11-22');
  expect(dayNow('2026-11-22', heard, at('2026-11-23T00:00:00+08:00'))).toBe('2026-11-23');
});

test('a phone whose calendar is years off still follows the server', () => {
  expect(dayNow('2026-11-22', at('2019-01-01T12:00:00Z'), at('2019-01-01T12:30:00Z'))).toBe('2026-11-22');
});

test('a clock set back never makes the day earlier than the server said', () => {
  expect(dayNow('2026-11-22', at('2026-11-22T12:00:00Z'), at('2026-11-20T12:00:00Z'))).toBe('2026-11-22');
});

test('a visit may be written down up to a month back, across the end of the month', () => {
  expect(daysBefore('2026-03-15', 31)).toBe('2026-02-12');
});

test('a last day is said the way people say it', () => {
  const said = (last: string) => until(last, '2026-11-25');
  expect(said('2026-11-20')).toEqual({ kind: 'over', days: 5 });
  expect(said('2026-11-25')).toEqual({ kind: 'today' });
  expect(said('2026-11-26')).toEqual({ kind: 'tomorrow' });
  expect(said('2026-11-29')).toEqual({ kind: 'week' });
  expect(said('2026-11-30')).toEqual({ kind: 'month' });
  expect(said('2026-12-31')).toEqual({ kind: 'day', day: '2026-12-31' });
});

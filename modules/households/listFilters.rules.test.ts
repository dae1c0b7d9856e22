import { expect, test } from 'vitest';
import { ambiguous, onlyFilters, setFilters, switchedOn, switchTo } from './listFilters.rules.ts';
import type { HouseholdLine } from './households.schema.ts';

const line = (id: string, family: string, village: string, groupName: string): HouseholdLine => ({
  id, name: `${family}甲`, family, division: { code: village, name: village }, township: { code: 't', name: '镇' }, groupName, away: false, awayPlace: null, callsOnly: false, key: false,
  livingAlone: false, vacantRoles: [], vacantTitles: [], overdue: 0, nextDue: null, lastVisitOn: null, stale: false, marks: [],
});

test('two families of one name in one group are told apart, those of different groups need not be', () => {
  const lines = [line('1', '潘家', 'v', '二组'), line('2', '潘家', 'v', '二组'), line('3', '潘家', 'v', '三组'), line('4', '潘家', 'w', '二组')];
  expect([...ambiguous(lines)].sort()).toEqual(['1', '2']);
});

test('a saved view says all it holds and drops what was set besides', () => {
  const saved = setFilters({ vacant: true, division: '519900101201', unknown: 'x', search: '' });
  expect(saved).toEqual({ vacant: 'true', division: '519900101201' });
  expect(onlyFilters(saved)).toMatchObject({ vacant: 'true', search: undefined, overdue: undefined });
  expect(Object.keys(onlyFilters(saved))).toContain('worker');
});

test('a switch that is off leaves the address instead of saying false', () => {
  expect(switchedOn({ overdue: 'true', away: 'false' })).toEqual(['overdue']);
  expect(switchTo(['away'])).toMatchObject({ away: 'true', overdue: undefined });
});

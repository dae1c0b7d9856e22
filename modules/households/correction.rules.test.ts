import { expect, test } from 'vitest';
import { changesOf, crossed, emptyCorrection } from './correction.rules.ts';
import type { HouseholdFile } from './households.schema.ts';

const file: HouseholdFile = {
  id: 'h', version: 3, headName: '潘甲三', family: '潘家', division: { code: '519900101201', name: '柳湾村', level: 'village' }, township: { code: '519900101000', name: '青石镇', level: 'township' },
  groupName: '二组', registeredAddress: '', livingAddress: '', phone: { masked: '135****0890' }, category: 'unknown', situation: null, marks: [], updatedOn: '2026-11-19',
  stale: false, staleOn: null, served: [], residence: [], flags: [], members: [], children: 0, accommodations: [], packId: null,
  may: { write: true, visit: true, approve: true, reveal: true, excuse: true, contact: true, records: true },
};

test('only what differs from the file is sent', () => {
  expect(changesOf(file, { ...emptyCorrection, values: { groupName: '三组', headName: '潘甲三 ' } })).toEqual({ groupName: '三组' });
  expect(changesOf(file, emptyCorrection)).toEqual({});
});

test('an empty phone box keeps the number, and taking it away is said on purpose', () => {
  expect(changesOf(file, { ...emptyCorrection, phone: '  ' })).toEqual({});
  expect(changesOf(file, { ...emptyCorrection, dropPhone: true })).toEqual({ phone: null });
  expect(changesOf(file, { ...emptyCorrection, phone: ' 13555550890 ' })).toEqual({ phone: '13555550890' });
});

test('one part of the situation changes without losing the others', () => {
  const known = { ...file, situation: { living: '独自生活', difficulties: '', requests: '' } };
  expect(changesOf(known, { ...emptyCorrection, situation: { requests: '想换助听器' } })).toEqual({ situation: { living: '独自生活', difficulties: '', requests: '想换助听器' } });
  expect(changesOf(known, { ...emptyCorrection, situation: { living: '独自生活' } })).toEqual({});
});

test('after a conflict only the places both people touched are named', () => {
  const now = { ...file, version: 4, groupName: '五组', registeredAddress: '柳湾村五组' };
  expect(crossed(file, now, { ...emptyCorrection, values: { groupName: '三组', headName: '潘甲四' } })).toEqual(['groupName']);
});

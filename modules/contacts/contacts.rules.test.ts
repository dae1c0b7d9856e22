import { fromParts, toNumber, type Day } from '@lianxin/engine';
import { describe, expect, test } from 'vitest';
import { loadBook } from '../policies/policies.service.ts';
import {
  batches, busyRoles, cardCurrent, contactRole, endBefore, heldByOne, isChange, isFarAhead, meetBy, overlap, servedFromFor, succession, tellBy, tellRules,
} from './contacts.rules.ts';

const book = await loadBook();
const sixian = book.packs['sixian']!;
const huangjin = book.packs['huangjin']!;
const hubei = book.packs['hubei']!;
const number = (text: string) => toNumber(text as Day);

describe('a contact card', () => {
  test.each([
    ['never handed over', ['2026-01-01'], [], false],
    ['handed over on the day of the latest change', ['2026-01-01', '2026-05-01'], ['2026-05-01'], true],
    ['handed over the day before the latest change', ['2026-01-01', '2026-05-01'], ['2026-04-30'], false],
    ['handed over twice, once after the change', ['2026-05-01'], ['2026-06-01', '2026-04-30'], true],
    ['handed over where nobody was ever assigned', [], ['2026-06-01'], true],
    ['neither owed nor handed over', [], [], false],
  ])('%s', (_what, changes, visits, current) => {
    expect(cardCurrent(changes, visits)).toBe(current);
    expect(cardCurrent(changes.map(number), visits.map(number))).toBe(current);
  });
});

test('a role that nobody must hold and that has something to do is named with its article: the doctor of the yearly check in Hubei', () => {
  expect(busyRoles(hubei, number('2026-11-22'))).toMatchObject([{ role: 'familyDoctor', clause: { document: '鄂卫生计生通〔2016〕89号', article: '三（三）' } }]);
  expect(busyRoles(hubei, number('2016-08-25'))).toEqual([]);
  expect(busyRoles(sixian, number('2026-11-22'))).toEqual([]);
});

describe('who follows whom', () => {
  const held = (assignmentId: string, workerId: string, fromDay: string, toDay: string | null) => ({ assignmentId, workerId, fromDay, toDay });
  const next = (fromDay: string, toDay: string | null = null) => ({ workerId: 'new', fromDay, toDay });

  test.each([
    ['nobody held it', [], next('2026-05-01'), 'free', []],
    ['the one before ends on the day before', [held('a', 'old', '2026-01-01', null)], next('2026-05-01'), 'follows', [['a', '2026-04-30']]],
    ['one who began that very day keeps that day', [held('a', 'old', '2026-05-01', null)], next('2026-05-01'), 'follows', [['a', '2026-05-01']]],
    ['one who ended before is left alone', [held('a', 'old', '2026-01-01', '2026-04-30')], next('2026-05-01'), 'free', []],
    ['one whose last day is the new first day ends a day earlier', [held('a', 'old', '2026-01-01', '2026-05-01')], next('2026-05-01'), 'follows', [['a', '2026-04-30']]],
    ['the same worker again', [held('a', 'new', '2026-01-01', null)], next('2026-05-01'), 'held', []],
    ['the same worker after a gap', [held('a', 'new', '2026-01-01', '2026-03-01')], next('2026-05-01'), 'free', []],
    ['somebody is set to begin later', [held('a', 'old', '2026-06-01', null)], next('2026-05-01'), 'later', []],
    ['somebody begins after the new one has ended', [held('a', 'old', '2026-06-01', null)], next('2026-05-01', '2026-05-31'), 'free', []],
  ])('%s', (_what, before, after, kind, ends) => {
    expect(succession(before, after)).toEqual({ kind, ends: ends.map(([assignmentId, toDay]) => ({ assignmentId, toDay })) });
  });

  test('ends cross months and years', () => {
    expect(endBefore({ fromDay: '2025-01-01', toDay: null }, '2026-01-01')).toBe('2025-12-31');
    expect(endBefore({ fromDay: '2024-01-01', toDay: null }, '2024-03-01')).toBe('2024-02-29');
  });

  test('spells overlap when they share a single day', () => {
    expect(overlap({ fromDay: '2026-01-01', toDay: '2026-01-31' }, { fromDay: '2026-01-31', toDay: null })).toBe(true);
    expect(overlap({ fromDay: '2026-01-01', toDay: '2026-01-31' }, { fromDay: '2026-02-01', toDay: null })).toBe(false);
  });
});

describe('what a pack says of contacts', () => {
  test('the household is told within ten days in Sixian, and Huangjin asks nothing', () => {
    expect(tellBy(sixian, 'carer', '2026-11-01')).toBe('2026-11-11');
    expect(tellBy(huangjin, 'villageCadre', '2026-11-01')).toBeNull();
    expect(tellBy(null, 'carer', '2026-11-01')).toBeNull();
  });

  test('nothing is asked before the document is in force', () => {
    expect(tellBy(sixian, 'carer', '2020-09-08')).toBeNull();
    expect(tellBy(sixian, 'carer', '2020-09-09')).toBe('2020-09-19');
  });

  test('every rule by which a household is told is found, and no other', () => {
    expect([...tellRules(book).keys()].sort()).toEqual(['carer.contactChange', 'familyDoctor.contactChange', 'townshipLeader.contactChange', 'villageCadre.contactChange']);
  });

  test('a required role has one holder, a special contact may have company', () => {
    expect(heldByOne(sixian, 'carer', '2026-11-01')).toBe(true);
    expect(heldByOne(sixian, 'special', '2026-11-01')).toBe(false);
    expect(heldByOne(huangjin, 'countyCadre', '2026-11-01')).toBe(true);
    expect(heldByOne(hubei, 'familyDoctor', '2026-11-01')).toBe(true);
    expect(heldByOne(hubei, 'familyDoctor', '2016-08-25')).toBe(false);
  });

  test('nobody is assigned to the office itself, nor to a role that does not exist', () => {
    expect(contactRole(book, sixian, 'office')).toBeNull();
    expect(contactRole(book, sixian, 'astronaut')).toBeNull();
    expect(contactRole(book, huangjin, 'villageCadre')?.title.zh).toBe('村（居）联系人');
  });
});

describe('whether the household must be told of a new contact', () => {
  const next = { role: 'carer', workerId: 'new', servedFrom: '2026-01-01' };

  test.each([
    ['another held the role before', { fromDay: '2026-05-01', after: 'old' }, true],
    ['the same worker comes back', { fromDay: '2026-05-01', after: 'new' }, false],
    ['the first one ever, within the days of the first meeting', { fromDay: '2026-01-11', after: null }, false],
    ['the first one ever, a day after those days', { fromDay: '2026-01-12', after: null }, true],
  ])('%s', (_what, more, told) => {
    expect(isChange(sixian, { ...next, ...more })).toBe(told);
  });

  test('the first meeting is owed ten days from the beginning of service', () => {
    expect(meetBy(sixian, 'carer', '2026-01-01')).toBe('2026-01-11');
    expect(meetBy(huangjin, 'villageCadre', '2026-01-01')).toBeNull();
  });
});

describe('days and batches', () => {
  test('a contact belongs to the service that has not ended by then', () => {
    const served = [{ from: fromParts(2020, 1, 1), to: fromParts(2021, 12, 31) }, { from: fromParts(2024, 1, 1), to: null }];
    expect(servedFromFor(served, '2021-12-31')).toBe('2020-01-01');
    expect(servedFromFor(served, '2022-01-01')).toBe('2024-01-01');
    expect(servedFromFor([served[0]!], '2022-01-01')).toBeNull();
  });

  test('a year ahead is a plan, more is a slip of the pen', () => {
    expect(isFarAhead('2027-11-23', '2026-11-22')).toBe(false);
    expect(isFarAhead('2027-11-24', '2026-11-22')).toBe(true);
  });

  test('batches lose nothing and repeat nothing', () => {
    expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(batches([], 2)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clause, DayNumber } from '@lianxin/engine';
import { admitting, benefitsAt, benefitsOn, certificateKindsOn, opensAt, useOf, withinReach } from './care.rules.ts';
import type { AtDesk, CareBook, Use } from './care.rules.ts';
import { HOSPITAL_KINDS, NEEDS, REACHES, RIDES } from './care.schema.ts';
import type { Benefit, CareSheet, Certificate } from './care.schema.ts';

const title = { zh: '示例', en: 'Example' };
const clause: Clause = { document: '示例文件', article: '一', summary: title, mark: 'A', checkedOn: '2026-11-22' };
const dated = { from: 10 as DayNumber, to: null, clause };
const card = (id: string, more: Partial<Certificate> = {}): Certificate =>
  ({ id, title, short: title, where: 'designated', months: null, required: true, handledBy: 'office', withIdCard: false, ...dated, ...more });
const benefit = (id: string, more: Partial<Benefit> = {}): Benefit => ({
  id, title, kind: 'priority', service: 'registration', care: ['outpatient'], at: 'designated', certificates: null, when: null,
  perYear: null, reach: null, excludes: [], needs: [], fee: null, ...dated, ...more,
});
const bookOf = (care: Partial<CareSheet>): CareBook => ({
  sheets: { town: { care: { certificates: [], benefits: [], admits: [], consent: [], packages: [], services: [], papers: [], ...care } } },
});
const DAY = 20 as DayNumber;
const HOME = '519901';
const desk: AtDesk = { hospital: { kind: 'designated', code: HOME }, home: HOME, certificates: ['green'], care: 'outpatient', flags: [], age: null };
const idsAt = (care: Partial<CareSheet>, more: Partial<AtDesk> = {}, day = DAY) => benefitsAt(bookOf(care), 'town', day, { ...desk, ...more }).map((one) => one.benefit.id);

describe('reach', () => {
  test.each([
    ['county', '340000', '340000', true], ['county', '341324', '341324', true], ['county', '341324', '341302', false],
    ['city', '341324', '341302', true], ['city', '341324', '340104', false], ['province', '341324', '340104', true], ['province', '341324', '420106', false],
    // Chongqing's districts and counties are one city though they do not share four digits.
    ['city', '500233', '500101', true], ['city', '500233', '510104', false],
    // A county directly under the province belongs to no city.
    ['city', '429004', '429004', true], ['city', '429004', '429005', false], ['province', '429004', '420106', true],
    // Codes down to the village are read like those of their county.
    ['county', '341324001002', '341324', true],
    ['county', '', '', false],
  ] as const)('%s from %s to %s: %s', (reach, home, place, within) => {
    expect(withinReach(reach, home, place)).toBe(within);
  });

  test('what lies within the county lies within the city, and that within the province', () => {
    const code = fc.integer({ min: 110101, max: 119999 }).chain((home) => fc.tuple(fc.constant(String(home)), fc.oneof(fc.constant(String(home)), fc.integer({ min: 110101, max: 129999 }).map(String))));
    fc.assert(fc.property(code, ([home, place]) => {
      const within = REACHES.map((reach) => withinReach(reach, home, place));
      expect([...within].sort()).toEqual(within);
    }));
  });
});

describe('at the desk', () => {
  test('nothing holds without a certificate that opens this desk', () => {
    const care = { certificates: [card('green')], benefits: [benefit('first')] };
    expect(idsAt(care)).toEqual(['first']);
    expect(idsAt(care, { certificates: [] })).toEqual([]);
    expect(idsAt(care, { certificates: ['another'] })).toEqual([]);
    expect(idsAt(care, { hospital: { kind: 'public', code: HOME } })).toEqual([]);
    expect(idsAt(care, {}, 9 as DayNumber)).toEqual([]);
    expect(benefitsAt(bookOf(care), 'toString', DAY, desk)).toEqual([]);
  });

  test('a designated hospital opens whatever any public one opens', () => {
    const care = { certificates: [card('green', { where: 'public' })], benefits: [benefit('everywhere', { at: 'public' }), benefit('named')] };
    expect(idsAt(care, { hospital: { kind: 'public', code: HOME } })).toEqual(['everywhere']);
    expect(idsAt(care)).toEqual(['everywhere', 'named']);
    fc.assert(fc.property(fc.constantFrom(...HOSPITAL_KINDS), (at) => !opensAt(at, 'public') || opensAt(at, 'designated')));
  });

  test('a benefit asks for its own certificate, kind of care, place, list and age', () => {
    const certificates = [card('green'), card('blue')];
    const only = (more: Partial<Benefit>) => ({ certificates, benefits: [benefit('one', more)] });
    expect(idsAt(only({ certificates: ['blue'] }))).toEqual([]);
    expect(benefitsAt(bookOf(only({ certificates: ['blue'] })), 'town', DAY, { ...desk, certificates: ['green', 'blue'] })[0]?.certificates).toEqual(['blue']);
    expect(idsAt(only({ care: ['inpatient'] }))).toEqual([]);
    expect(idsAt(only({ reach: 'county' }), { hospital: { kind: 'designated', code: '519902' } })).toEqual([]);
    const poor = only({ when: { flags: ['registeredPoor'] } });
    expect([idsAt(poor), idsAt(poor, { flags: ['registeredPoor', 'key'] })]).toEqual([[], ['one']]);
    const old = only({ when: { flags: [], ageFrom: 60 } });
    expect([idsAt(old), idsAt(old, { age: 59 }), idsAt(old, { age: 60 })]).toEqual([[], [], ['one']]);
  });

  test('a hospital outside what the pack admits is admitted by nothing', () => {
    const book = bookOf({ admits: [{ id: 'named', title, at: 'designated', reach: 'city', ...dated }] });
    expect(admitting(book, 'town', DAY, { kind: 'designated', code: '519922' }, HOME)?.clause).toBe(clause);
    expect(admitting(book, 'town', DAY, { kind: 'public', code: HOME }, HOME)).toBeNull();
    expect(admitting(book, 'town', DAY, { kind: 'designated', code: '518801' }, HOME)).toBeNull();
    expect(admitting(book, 'town', 9 as DayNumber, { kind: 'designated', code: HOME }, HOME)).toBeNull();
  });

  test('the versions of a day are those whose spell holds it', () => {
    const old = benefit('one', { to: 15 as DayNumber, perYear: 1 });
    const book = bookOf({ certificates: [card('green')], benefits: [old, benefit('one', { from: 16 as DayNumber, perYear: 2 })] });
    expect([9, 10, 15, 16].map((day) => benefitsOn(book, 'town', day as DayNumber).map(({ perYear }) => perYear))).toEqual([[], [1], [1], [2]]);
    expect(certificateKindsOn(book, 'nowhere', DAY)).toEqual([]);
  });
});

describe('one use', () => {
  const free = { perYear: 2, excludes: ['homeGoing', 'otherCity', 'otherProvince'], needs: [] } as const;
  const use: Use = { usedThisYear: 0, met: [], ride: null };

  test('two rides a year are granted and the third is not', () => {
    expect([0, 1, 2, 3].map((usedThisYear) => useOf(free, { ...use, usedThisYear }))).toEqual([
      { granted: true, left: 1 }, { granted: true, left: 0 },
      { granted: false, reason: 'quotaSpent', needs: [] }, { granted: false, reason: 'quotaSpent', needs: [] },
    ]);
  });

  test('a ride home is none of these rides, and what must be so is named', () => {
    expect(useOf(free, { ...use, ride: 'homeGoing' })).toMatchObject({ granted: false, reason: 'rideExcluded' });
    const hardship = { perYear: null, excludes: [], needs: ['urgent', 'unableToPay'] } as const;
    expect(useOf(hardship, { ...use, met: ['urgent'] })).toEqual({ granted: false, reason: 'needMissing', needs: ['unableToPay'] });
    expect(useOf(hardship, { ...use, usedThisYear: 99, met: ['unableToPay', 'urgent'] })).toEqual({ granted: true, left: null });
  });

  test('never more uses than the year allows, however they are asked for', () => {
    const asked = fc.array(fc.record({ met: fc.subarray([...NEEDS]), ride: fc.option(fc.constantFrom(...RIDES)) }));
    fc.assert(fc.property(asked, fc.integer({ min: 1, max: 5 }), fc.subarray([...NEEDS]), (uses, perYear, needs) => {
      let granted = 0;
      for (const one of uses) {
        const answer = useOf({ perYear, excludes: [...RIDES], needs }, { usedThisYear: granted, ...one });
        if (!answer.granted) continue;
        granted += 1;
        expect(answer.left).toBe(perYear - granted);
      }
      expect(granted).toBeLessThanOrEqual(perYear);
      const allowed = uses.filter(({ met, ride }) => ride === null && needs.every((need) => met.includes(need))).length;
      expect(granted).toBe(Math.min(allowed, perYear));
    }));
  });
});

import { day, toNumber } from '@lianxin/engine';
import { expect, test } from 'vitest';
import { loadBook } from '../policies/policies.service.ts';
import { offeredBy, prescriptionDays } from './services.rules.ts';

const book = await loadBook();
const on = toNumber(day('2026-11-22'));

test('a prescription of four to eight weeks ends on its last day, and is spoken of a week before', () => {
  const weeks = { weeksFrom: 4, weeksTo: 8, remindDays: 7 };
  expect(prescriptionDays(weeks, day('2026-11-02'), 4)).toEqual({ untilDay: '2026-11-29', remindOn: '2026-11-22' });
  expect(prescriptionDays(weeks, day('2026-11-02'), 8)).toEqual({ untilDay: '2026-12-27', remindOn: '2026-12-20' });
  for (const not of [undefined, 3, 9]) expect(prescriptionDays(weeks, day('2026-11-02'), not)).toBeNull();
});

test('everything a package names in any region is a service or a rule of that region', () => {
  for (const [packId, { care }] of Object.entries(book.sheets)) {
    for (const { id, services, from, to } of care.packages) {
      if (from > on || (to !== null && to < on)) continue;
      expect(offeredBy(book, packId, id, on).map(({ kind }) => kind), `${packId} ${id}`).toEqual([...services]);
    }
  }
});

test('Hubei’s yearly check may be done at the clinic and asks for its purpose; Sixian’s round is a visit', () => {
  expect(offeredBy(book, 'hubei', 'basic', on).find(({ kind }) => kind === 'familyDoctor.healthCheck')).toMatchObject({ atClinic: true, purposes: ['healthCheck'] });
  expect(offeredBy(book, 'sixian', 'basic', on).find(({ kind }) => kind === 'familyDoctor.round')).toMatchObject({ atClinic: false });
});

test('a referral leads to a hospital in every region that has one, and nothing else does', () => {
  for (const packId of ['national', 'sixian', 'hubei', 'yanan', 'huangjin']) {
    const leading = (book.sheets[packId]?.care.services ?? []).filter(({ toHospital, from, to }) => toHospital && from <= on && (to === null || to >= on));
    expect(leading.map(({ id }) => id), packId).toEqual(['referral']);
  }
});

test('of what a package names only what comes round by the calendar belongs to every visit', () => {
  const regular = (packId: string) => offeredBy(book, packId, 'basic', on).filter((one) => one.regular).map(({ kind }) => kind);
  expect([regular('sixian'), regular('hubei'), regular('huangjin')]).toEqual([['familyDoctor.round'], [], []]);
});

import { toNumber, type Day } from '@lianxin/engine';
import { describe, expect, test } from 'vitest';
import { loadBook } from '../policies/policies.service.ts';
import { relieves, requestProblem, reviewChanges, reviewDue, statusOf } from './accommodations.rules.ts';
import { accommodationInput } from './accommodations.schema.ts';

const book = await loadBook();
const number = (text: string) => toNumber(text as Day);
const TODAY = '2026-11-22';
const agreed = (more: object = {}) => ({ fromDay: '2026-01-01', toDay: null, reviewDay: null, approved: true, refused: false, ...more });

describe('how an agreement stands', () => {
  test.each([
    ['asked', { approved: false }, 'asked'],
    ['refused', { approved: false, refused: true }, 'refused'],
    ['in force without an end', {}, 'approved'],
    ['in force on its last day', { toDay: TODAY }, 'approved'],
    ['ended the day after', { toDay: '2026-11-21' }, 'ended'],
    ['in force long past its review day', { reviewDay: '2026-02-01' }, 'approved'],
    ['a request whose days have gone by is still to be answered', { approved: false, toDay: '2026-11-21' }, 'asked'],
  ])('%s', (_what, more, status) => {
    expect(statusOf(agreed(more), TODAY)).toBe(status);
  });

  test('a review is due from its day on, while the agreement is in force', () => {
    expect(reviewDue(agreed({ reviewDay: TODAY }), TODAY)).toBe(true);
    expect(reviewDue(agreed({ reviewDay: '2026-11-23' }), TODAY)).toBe(false);
    expect(reviewDue(agreed({ reviewDay: '2026-11-01', toDay: '2026-11-20' }), TODAY)).toBe(false);
    expect(reviewDue(agreed({ reviewDay: '2026-11-01', approved: false }), TODAY)).toBe(false);
  });
});

describe('what can be asked for', () => {
  const served = [{ from: number('2020-01-01'), to: null }];
  const request = (more: object) => accommodationInput.parse({
    id: '0190a1b2-0000-7000-8000-000000000001', householdId: '0190a1b2-0000-7000-8000-000000000002', kind: 'noHomeVisit', fromDay: '2026-12-01', agreedBy: '户主', ...more,
  });

  test.each([
    ['no home visits, calls instead', { accepted: 'phone' }, null],
    ['all festivals', { kind: 'noFestival' }, null],
    ['some festivals and birthdays', { kind: 'noFestival', festivals: ['springFestival', 'birthday'] }, null],
    ['a festival nobody knows', { kind: 'noFestival', festivals: ['halloween'] }, 'accommodation.festivals'],
    ['days not to come', { kind: 'noDays', days: [{ from: '2026-12-05', to: '2026-12-05' }] }, null],
    ['days not to come without a day', { kind: 'noDays', days: [] }, 'accommodation.daysMissing'],
    ['days that end before they begin', { kind: 'noDays', days: [{ from: '2026-12-05', to: '2026-12-04' }] }, 'accommodation.daysMissing'],
    ['festivals where they mean nothing', { festivals: ['springFestival'] }, 'accommodation.extra'],
    ['home as the channel where nobody should come', { accepted: 'home' }, 'accommodation.accepted'],
    ['a channel where nobody should be in touch', { kind: 'noContact', accepted: 'phone' }, 'accommodation.accepted'],
    ['a last day before the first', { toDay: '2026-11-30' }, 'accommodation.days'],
    ['a review before the first day', { reviewDay: '2026-11-30' }, 'accommodation.review'],
    ['a review after the last day', { toDay: '2026-12-31', reviewDay: '2027-01-01' }, 'accommodation.review'],
  ])('%s', (_what, more, problem) => {
    expect(requestProblem(request(more), book, served)).toBe(problem);
  });

  test('nothing is agreed for a household that is served no more', () => {
    expect(requestProblem(request({}), book, [{ from: number('2020-01-01'), to: number('2026-11-30') }])).toBe('accommodation.notServed');
  });
});

describe('whom an agreement relieves', () => {
  const holds = (from: string, to: string | null) => [{ id: 'a', role: 'carer', workerId: 'me', leader: false, from: number(from), to: to === null ? null : number(to) }];
  const agreement = { fromDay: '2026-12-01', toDay: '2026-12-31' };

  test.each([
    ['a contact of today', holds('2026-01-01', null), true],
    ['a contact until today', holds('2026-01-01', TODAY), true],
    ['a contact until yesterday', holds('2026-01-01', '2026-11-21'), false],
    ['one who begins on the last day of the agreement', holds('2026-12-31', null), true],
    ['one who begins the day after it ends', holds('2027-01-01', null), false],
    ['nobody', [], false],
  ])('%s', (_what, assignments, relieved) => {
    expect(relieves(assignments, 'me', agreement, TODAY)).toBe(relieved);
  });

  test('an account without a worker is nobody\'s contact', () => {
    expect(relieves(holds('2026-01-01', null), null, agreement, TODAY)).toBe(false);
  });
});

describe('reviews follow agreements', () => {
  const event = (eventId: string, day: string) => ({ eventId, day });

  test.each([
    ['a new review day makes an event', [agreed({ reviewDay: '2027-01-01' })], [], null, { add: ['2027-01-01'], done: [], gone: [] }],
    ['two agreements share one', [agreed({ reviewDay: '2027-01-01' }), agreed({ reviewDay: '2027-01-01' })], [], null, { add: ['2027-01-01'], done: [], gone: [] }],
    ['one that is there stays', [agreed({ reviewDay: '2027-01-01' })], [event('e', '2027-01-01')], null, { add: [], done: [], gone: [] }],
    ['a request makes none', [agreed({ reviewDay: '2027-01-01', approved: false })], [], null, { add: [], done: [], gone: [] }],
    ['a review on its day is done', [agreed()], [event('e', TODAY)], { reviewDay: TODAY, on: TODAY }, { add: [], done: [event('e', TODAY)], gone: [] }],
    ['a review before its day makes it needless', [agreed({ reviewDay: '2027-06-01' })], [event('e', '2026-12-01')], { reviewDay: '2026-12-01', on: TODAY }, { add: ['2027-06-01'], done: [], gone: [event('e', '2026-12-01')] }],
    ['one of two agreements of a day is not enough', [agreed({ reviewDay: TODAY }), agreed()], [event('e', TODAY)], { reviewDay: TODAY, on: TODAY }, { add: [], done: [], gone: [] }],
    ['an agreement that ran out unreviewed still owes its review', [agreed({ reviewDay: '2026-11-01', toDay: '2026-11-10' })], [event('e', '2026-11-01')], null, { add: [], done: [], gone: [] }],
  ])('%s', (_what, all, open, looked, changes) => {
    expect(reviewChanges(all, open, looked)).toEqual(changes);
  });
});

import { addDays, duties, toDay, toNumber, type Day, type DayNumber, type HouseholdFacts, type Visit } from '@lianxin/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBook } from '../policies/policies.service.ts';
import { sharingWindow } from './duties.rules.ts';

const book = await loadBook();
const today = toNumber('2026-11-22' as Day);
const ROLES = ['villageCadre', 'carer', 'familyDoctor', 'townshipLeader', 'hospitalContact'] as const;
const PURPOSES = ['routine', 'greeting', 'handover', 'followUp', 'healthCheck'];

const household = (packId: string, visits: readonly Visit[]): HouseholdFacts => ({
  id: 'h', packs: [{ packId, from: toNumber('2020-01-01' as Day), to: null }], served: [{ from: toNumber('2024-01-01' as Day), to: null }], residence: [], flags: [],
  members: [{ id: 'm', birthDay: toNumber('1950-12-01' as Day), deathDay: null, flags: [] }],
  assignments: ROLES.map((role) => ({ id: role, role, workerId: 'w', from: toNumber('2024-01-01' as Day), to: null, leader: true })),
  visits, events: [], accommodations: [], excuses: [],
});

const visit = fc.record({
  back: fc.integer({ min: 0, max: 800 }), kind: fc.constantFrom('home' as const, 'phone' as const), purpose: fc.constantFrom(...PURPOSES),
  outcome: fc.constantFrom('reached' as const, 'notReached' as const),
});

test('visits that can share no window with a day change nothing that is owed on it', () => {
  fc.assert(fc.property(fc.constantFrom(...Object.keys(book.packs)), fc.integer({ min: 0, max: 400 }), fc.array(visit, { maxLength: 40 }), (packId, ago, drawn) => {
    const on = addDays(today, -ago);
    const since = sharingWindow(book, on)!;
    const visits = drawn.map(({ back, purpose, ...rest }, index): Visit => ({
      ...rest, id: `v${index}`, day: addDays(today, -back), purposes: [purpose], participants: ['w'], declined: [], voided: false,
    }));
    const near = visits.filter(({ day, purposes }) => day >= since.plain || (day >= since.asked && purposes.some((one) => since.purposes.includes(one))));
    const owed = (some: readonly Visit[]) => duties(household(packId, some), book, { from: on, to: on }, today as DayNumber).duties;
    expect(owed(near)).toEqual(owed(visits));
  }));
});

test.each([
  ['in the middle of a quarter', '2026-11-22', '2026-10-01', '2026-01-01'],
  ['on its first day the thirty days of an event reach further', '2026-10-01', '2026-09-01', '2026-01-01'],
])('a visit of no purpose asked for is read since its quarter began, and only what is asked for once a year since January: %s', (_, on, plain, asked) => {
  const since = sharingWindow(book, toNumber(on as Day))!;
  expect({ ...since, plain: toDay(since.plain), asked: toDay(since.asked) }).toEqual({ plain, asked, purposes: ['healthCheck'] });
});

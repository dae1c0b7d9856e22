import { addDays, duties, toNumber, type Day, type DayNumber, type HouseholdFacts, type Visit } from '@lianxin/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBook } from '../policies/policies.service.ts';
import { reachOf } from './duties.rules.ts';

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

test('visits further back than the reach of a day change nothing that is owed on it', () => {
  const reach = reachOf(book)!;
  fc.assert(fc.property(fc.constantFrom(...Object.keys(book.packs)), fc.integer({ min: 0, max: 400 }), fc.array(visit, { maxLength: 40 }), (packId, ago, drawn) => {
    const on = addDays(today, -ago);
    const visits = drawn.map(({ back, purpose, ...rest }, index): Visit => ({
      ...rest, id: `v${index}`, day: addDays(today, -back), purposes: [purpose], participants: ['w'], declined: [], voided: false,
    }));
    const near = visits.filter(({ day, purposes }) => day >= on - reach.plain || (day >= on - reach.asked && purposes.some((one) => reach.purposes.includes(one))));
    const owed = (some: readonly Visit[]) => duties(household(packId, some), book, { from: on, to: on }, today as DayNumber).duties;
    expect(owed(near)).toEqual(owed(visits));
  }));
});

test('a visit of no purpose asked for is read a quarter back, and only what is asked for once a year a year back', () => {
  expect(reachOf(book)).toEqual({ plain: 93, asked: 372, purposes: ['healthCheck'] });
});

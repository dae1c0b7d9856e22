import fc from 'fast-check';
import type { Accommodation, Assignment, DayNumber, HouseholdFacts, Spell, Visit } from '../src/index.ts';
import { bookOf, FESTIVALS, n, rule, spell } from './world.ts';

// Households as life makes them, only denser: everything happens within one year around a few rules of every sort.

export const FROM = n('2025-12-01');
export const TO = n('2027-02-28');
export const BOOK = bookOf(
  rule({ id: 'week', window: { kind: 'week' }, role: 'carer' }),
  rule({ id: 'month-home', kinds: ['home'], awayCallsSuffice: true }),
  rule({ id: 'two-months-twice', window: { kind: 'months', months: 2 }, needed: 2, kinds: ['home'] }),
  rule({ id: 'quarter-key', window: { kind: 'months', months: 3 }, when: { flags: ['key'] } }),
  rule({ id: 'half-year-both', window: { kind: 'months', months: 6 }, when: { flags: ['key', 'livingAlone'] }, role: 'carer' }),
  rule({ id: 'year-office', window: { kind: 'months', months: 12 }, role: 'office' }),
  rule({ id: 'month-each', each: true, kinds: ['phone'], ...spell('2026-03-10', '2026-10-05') }),
  rule({ id: 'four-months-member', window: { kind: 'months', months: 4 }, perMember: true, when: { flags: ['selfCareNone'], ageFrom: 60 } }),
  rule({ id: 'rolling', window: { kind: 'rolling', days: 21 }, role: 'carer' }),
  rule({ id: 'rolling-twice-away', window: { kind: 'rolling', days: 40 }, needed: 2, kinds: ['home'], awayCallsSuffice: true, ...spell('2026-02-03', '2026-11-11') }),
  rule({ id: 'rolling-each-key', window: { kind: 'rolling', days: 30 }, each: true, when: { flags: ['key'] } }),
  rule({ id: 'rolling-member', window: { kind: 'rolling', days: 35 }, perMember: true, role: 'carer' }),
  rule({ id: 'check-each-member', perMember: true, window: { kind: 'months', months: 2 }, purpose: 'greeting', kinds: ['home', 'clinic'] }),
  rule({ id: 'spring', window: { kind: 'festival', festival: 'springFestival', before: 15, after: 15 }, purpose: 'greeting', kinds: ['home'] }),
  rule({ id: 'boat', window: { kind: 'festival', festival: 'dragonBoat', before: 10, after: 0 }, purpose: 'greeting', role: 'carer', kinds: ['message'] }),
  rule({ id: 'birthday', window: { kind: 'birthday', before: 3, after: 3 }, purpose: 'greeting', role: 'carer' }),
  rule({ id: 'leap-day', window: { kind: 'fixedDay', month: 2, day: 29, before: 5, after: 5 }, purpose: 'greeting' }),
  rule({ id: 'incident', window: { kind: 'event', events: ['illness', 'death'], days: 10 }, kinds: ['home'] }),
  rule({ id: 'incident-each', window: { kind: 'event', events: ['illness'], days: 0 }, each: true }),
  rule({ id: 'review', window: { kind: 'event', events: ['accommodationReview'], days: 30 }, role: 'office' }),
);

const WORKERS = ['wang', 'li', 'zhao'] as const;
const ROLES = ['cadre', 'carer', 'office'] as const;
const anyDay = fc.integer({ min: FROM, max: TO }) as fc.Arbitrary<DayNumber>;

const anySpell: fc.Arbitrary<Spell> = fc
  .tuple(anyDay, fc.option(fc.integer({ min: 0, max: 200 }), { freq: 2 }))
  .map(([from, days]) => ({ from, to: days === null ? null : ((from + days) as DayNumber) }));

const early = fc.integer({ min: FROM - 40, max: FROM + 60 }) as fc.Arbitrary<DayNumber>;
const service = fc.oneof(
  early.map((from) => [{ from, to: null }] as Spell[]),
  fc.array(anySpell, { minLength: 1, maxLength: 3 }),
);

const assignment: fc.Arbitrary<Omit<Assignment, 'id'>> = fc.record({
  role: fc.constantFrom(...ROLES.slice(0, 2)),
  workerId: fc.constantFrom(...WORKERS),
  leader: fc.boolean(),
  spell: fc.oneof(early.map((from) => ({ from, to: null })), anySpell),
}).map(({ spell: days, ...rest }) => ({ ...rest, ...days }));

export const visit: fc.Arbitrary<Omit<Visit, 'id'>> = fc.record({
  day: anyDay,
  kind: fc.constantFrom('home', 'home', 'phone', 'online', 'message', 'clinic'),
  member: fc.constantFrom(null, null, null, 'm0', 'm1'),
  outcome: fc.constantFrom('reached', 'reached', 'notReached'),
  purposes: fc.constantFrom(['routine'], ['greeting'], ['routine', 'greeting']),
  participants: fc.uniqueArray(fc.constantFrom(...WORKERS, 'stranger'), { minLength: 1, maxLength: 2 }),
  declined: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(['wang']) }),
  voided: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const accommodation: fc.Arbitrary<Omit<Accommodation, 'id'>> = fc.record({
  kind: fc.constantFrom('noHomeVisit', 'noFestival', 'noDays', 'pause', 'noContact', 'preference'),
  festivals: fc.constantFrom(null, ['springFestival'], ['birthday', 'leap-day']),
  days: fc.array(anySpell.map(({ from, to }) => ({ from, to: ((to === null ? from : Math.min(to, from + 50)) as DayNumber) })), { maxLength: 2 }),
  accepted: fc.constantFrom(null, null, 'phone', 'message'),
  spell: anySpell,
}).map(({ spell: days, ...rest }) => ({ ...rest, ...days }));

const flag = fc
  .tuple(fc.constantFrom('key', 'livingAlone', 'selfCareNone'), fc.oneof(early.map((from) => ({ from, to: null })), anySpell))
  .map(([key, days]) => ({ key, ...days }));

const member = fc.record({
  birthDay: fc.constantFrom(n('1960-02-29'), n('1966-06-15'), n('1950-12-30'), null),
  deathDay: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyDay }),
  flags: fc.array(flag, { maxLength: 2 }),
});

const numbered = <T extends object>(prefix: string, list: readonly T[]): (T & { id: string })[] => list.map((one, i) => ({ ...one, id: `${prefix}${i}` }));

export const anyHousehold: fc.Arbitrary<HouseholdFacts> = fc.record({
  served: service,
  residence: fc.array(anySpell.map((days) => ({ kind: 'away' as const, ...days })), { maxLength: 2 }),
  flags: fc.array(flag, { maxLength: 3 }),
  members: fc.array(member, { minLength: 1, maxLength: 2 }).map((list) => numbered('m', list)),
  assignments: fc.array(assignment, { maxLength: 6 }).map((list) => numbered('a', list)),
  visits: fc.array(visit, { maxLength: 40 }).map((list) => numbered('v', list)),
  events: fc.array(
    fc.record({
      kind: fc.constantFrom('illness', 'death', 'accommodationReview'),
      day: anyDay,
      role: fc.constantFrom(null, null, 'cadre', 'carer'),
      doneOn: fc.option(anyDay, { freq: 2 }),
    }), { maxLength: 4 },
  ).map((list) => numbered('e', list)),
  accommodations: fc.array(accommodation, { maxLength: 3 }).map((list) => numbered('c', list)),
}).map((facts) => ({ ...facts, id: 'h', excuses: [], packs: [{ packId: 'p', from: n('2020-01-01'), to: null }] }));

export const anyPeriod = fc.tuple(anyDay, fc.integer({ min: 0, max: 200 })).map(([from, days]) => ({ from, to: (from + days) as DayNumber }));
export const anyToday = anyDay;
export { FESTIVALS };

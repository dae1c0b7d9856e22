import { day, toNumber, type Accommodation, type Assignment, type Book, type DayNumber, type Event, type HouseholdFacts, type Member, type Pack, type Period, type Rule, type Visit } from '../src/index.ts';

// Builders for tests: a whole household or rule in one line, with only what the test is about written out.

export const n = (text: string): DayNumber => toNumber(day(text));
export const period = (from: string, to: string): Period => ({ from: n(from), to: n(to) });
export const spell = (from: string, to: string | null = null): { from: DayNumber; to: DayNumber | null } => ({
  from: n(from), to: to === null ? null : n(to),
});

export const SINCE = spell('2020-01-01');
const TITLE = { zh: '测试', en: 'test' };
export const CLAUSE = { document: 'TEST', article: '1', summary: TITLE, mark: 'C', checkedOn: '2026-01-01' } as const;

export function rule(over: Partial<Rule> = {}): Rule {
  return {
    ...SINCE, id: 'r', title: TITLE, role: 'cadre', each: false, perMember: false, window: { kind: 'months', months: 1 }, needed: 1,
    kinds: ['home', 'phone', 'online'], purpose: null, awayCallsSuffice: false, when: null, clause: CLAUSE, ...over,
  };
}

export function pack(rules: readonly Rule[], over: Partial<Pack> = {}): Pack {
  const role = (id: string, level: 'village' | 'office') => ({ id, title: TITLE, level, medical: false });
  return {
    id: 'p', title: TITLE, rules, required: [],
    roles: [role('cadre', 'village'), role('carer', 'village'), role('office', 'office')],
    settings: [{ ...SINCE, ownedShare: 0.5, attemptsNeeded: 3, lateEntryDays: 31, fileStaleDays: 62 }],
    ...over,
  };
}

/** Festival days as a lunar calendar gives them, 2024 to 2030. */
export const FESTIVALS: Book['festivals'] = {
  from: n('2024-01-01'),
  to: n('2030-12-31'),
  days: {
    springFestival: ['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03'].map(n),
    dragonBoat: ['2024-06-10', '2025-05-31', '2026-06-19', '2027-06-09', '2028-05-28', '2029-06-16', '2030-06-05'].map(n),
  },
};

export function book(...packs: readonly Pack[]): Book {
  return { packs: Object.fromEntries(packs.map((one) => [one.id, one])), festivals: FESTIVALS };
}

export const bookOf = (...rules: readonly Rule[]): Book => book(pack(rules));

export function member(over: Partial<Member> = {}): Member {
  return { id: 'm1', birthDay: n('1960-05-05'), deathDay: null, flags: [], ...over };
}

export function held(role: string, workerId: string, from = '2020-01-01', to: string | null = null, leader = false): Assignment {
  return { id: `${role}.${workerId}.${from}`, role, workerId, leader, ...spell(from, to) };
}

export function visit(on: string, over: Partial<Visit> = {}): Visit {
  return {
    id: `v.${on}`, day: n(on), kind: 'home', outcome: 'reached', purposes: ['routine'], participants: ['wang'], declined: [], voided: false,
    ...over,
  };
}

export function event(on: string, over: Partial<Event> = {}): Event {
  return { id: `e.${on}`, kind: 'illness', day: n(on), role: null, doneOn: null, ...over };
}

export function agreed(kind: Accommodation['kind'], over: Partial<Accommodation> = {}): Accommodation {
  return { id: `a.${kind}`, kind, ...SINCE, festivals: null, days: [], accepted: null, ...over };
}

export function household(over: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return {
    id: 'h', served: [SINCE], residence: [], flags: [], members: [member()], assignments: [held('cadre', 'wang')], visits: [], events: [],
    accommodations: [], excuses: [], packs: [{ packId: 'p', ...SINCE }], ...over,
  };
}

import { addDays, day, toNumber, type Book, type DayNumber, type HouseholdFacts, type Pack, type Period, type Rule, type Visit, type VisitKind } from '@lianxin/engine';

// Two rule sets of the weight of real ones: four contact roles from weekly to quarterly with festivals, and one village
// contact every two months. Everyone is invented; the numbers come from one seed, so that every run decides the same.

const YEAR_FROM = toNumber(day('2026-01-01'));
export const YEAR: Period = { from: YEAR_FROM, to: toNumber(day('2026-12-31')) };
export const TODAY: DayNumber = toNumber(day('2026-11-22'));
export const VISITS_A_HOUSEHOLD = 120;

const CLAUSE = { document: 'BENCH', article: '1', summary: { zh: '基准', en: 'benchmark' }, mark: 'C', checkedOn: '2026-01-01' } as const;
const TITLE = { zh: '基准', en: 'benchmark' };
const START = toNumber(day('2020-01-01'));
const FROM = { from: START, to: null };

type Asked = Pick<Rule, 'id' | 'role' | 'window'> & Partial<Rule>;

function rule(asked: Asked): Rule {
  return {
    ...FROM, title: TITLE, each: false, perMember: false, needed: 1, kinds: ['home', 'phone', 'online'], purpose: null,
    awayCallsSuffice: true, when: null, clause: CLAUSE, ...asked,
  };
}

function pack(id: string, roles: readonly string[], rules: readonly Rule[]): Pack {
  return {
    id,
    title: TITLE,
    roles: roles.map((role) => ({ id: role, title: TITLE, level: role === 'office' ? 'office' : 'village', medical: role === 'doctor' })),
    required: roles.map((role) => ({ ...FROM, role, when: null, leader: role === 'townshipLeader', clause: CLAUSE })),
    rules,
    settings: [{ ...FROM, ownedShare: 0.5, attemptsNeeded: 3, lateEntryDays: 31, fileStaleDays: 62 }],
  };
}

const FESTIVALS = ['springFestival', 'dragonBoat', 'midAutumn', 'doubleNinth'] as const;

const greeting = (festival: string, role: string): Rule =>
  rule({
    id: `greet.${festival}`, role, purpose: 'greeting', kinds: ['home', 'phone', 'online', 'message'],
    window: { kind: 'festival', festival, before: festival === 'springFestival' ? 15 : 10, after: festival === 'springFestival' ? 15 : 0 },
  });

const incident = (id: string, role: string): Rule =>
  rule({ id, role, kinds: ['home'], purpose: 'incident', window: { kind: 'event', events: ['accident', 'illness', 'disaster', 'death'], days: 3 } });

const FOUR_CONTACTS = pack('four-contacts', ['townshipLeader', 'villageCadre', 'carer', 'doctor'], [
  rule({ id: 'carer.weekly', role: 'carer', window: { kind: 'week' } }),
  rule({ id: 'village.monthly', role: 'villageCadre', window: { kind: 'months', months: 1 } }),
  rule({ id: 'leader.quarterly', role: 'townshipLeader', kinds: ['home'], window: { kind: 'months', months: 3 } }),
  rule({ id: 'doctor.monthly', role: 'doctor', kinds: ['home'], window: { kind: 'months', months: 1 } }),
  ...FESTIVALS.map((festival) => greeting(festival, 'villageCadre')),
  rule({ id: 'change.told', role: 'villageCadre', purpose: 'handover', window: { kind: 'event', events: ['contactChange'], days: 10 } }),
  rule({ id: 'first.contact', role: 'villageCadre', kinds: ['home'], window: { kind: 'event', events: ['serviceStart'], days: 30 } }),
  incident('incident.leader', 'townshipLeader'),
  incident('incident.village', 'villageCadre'),
]);

const VILLAGE_CONTACT = pack('village-contact', ['villageCadre', 'townshipLeader', 'doctor'], [
  rule({ id: 'village.two-monthly', role: 'villageCadre', window: { kind: 'months', months: 2 } }),
  greeting('springFestival', 'townshipLeader'),
  incident('incident.township', 'townshipLeader'),
  incident('incident.village', 'villageCadre'),
]);

const festivalDays = (...texts: string[]): DayNumber[] => texts.map((text) => toNumber(day(text)));

export const BOOK: Book = {
  packs: { 'four-contacts': FOUR_CONTACTS, 'village-contact': VILLAGE_CONTACT },
  festivals: {
    from: toNumber(day('2024-01-01')),
    to: toNumber(day('2028-12-31')),
    days: {
      springFestival: festivalDays('2025-01-29', '2026-02-17', '2027-02-06'),
      dragonBoat: festivalDays('2025-05-31', '2026-06-19', '2027-06-09'),
      midAutumn: festivalDays('2025-10-06', '2026-09-25', '2027-09-15'),
      doubleNinth: festivalDays('2025-10-29', '2026-10-18', '2027-10-08'),
    },
  },
};

/** A small generator with a seed (mulberry32): the same households in every run and on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Ids as a database hands them over: separate strings of 36 characters, never the same object twice. */
function freshId(kind: string, number: number): string {
  return JSON.parse(`"0193${kind}-${String(number).padStart(4, '0')}-7000-8000-${String(number * 7919).padStart(12, '0')}"`) as string;
}

/** Households with a full year of visits each, the same for the same seed. */
export function households(packId: string, count: number, seed: number): HouseholdFacts[] {
  const next = random(seed);
  const roles = BOOK.packs[packId]!.roles.map((role) => role.id);
  return Array.from({ length: count }, (_, h) => ({
    id: freshId('aaaa', h),
    served: [FROM],
    residence: next() < 0.2 ? [{ kind: 'away' as const, from: addDays(YEAR.from, Math.floor(next() * 300)), to: null }] : [],
    flags: [],
    members: [{ id: freshId('bbbb', h), birthDay: toNumber(day('1965-03-01')), deathDay: null, flags: [] }],
    assignments: roles.map((role, r) => ({ id: freshId('cccc', h * 8 + r), role, workerId: freshId('dddd', r), leader: true, ...FROM })),
    visits: visits(next, h, roles.length),
    events: [
      { id: freshId('eeee', h), kind: 'illness', day: addDays(YEAR.from, Math.floor(next() * 360)), role: null, doneOn: null },
      { id: freshId('ffff', h), kind: 'contactChange', day: addDays(YEAR.from, Math.floor(next() * 360)), role: null, doneOn: null },
    ],
    accommodations: next() < 0.1 ? [{ id: freshId('9999', h), kind: 'noHomeVisit' as const, ...FROM, festivals: null, days: [], accepted: null }] : [],
    excuses: [],
    packs: [{ packId, ...FROM }],
  }));
}

const KINDS: readonly VisitKind[] = ['home', 'phone', 'phone', 'online', 'message'];
const PURPOSES = ['routine', 'routine', 'routine', 'greeting', 'incident', 'handover'] as const;

function visits(next: () => number, household: number, roles: number): Visit[] {
  const days = Array.from({ length: VISITS_A_HOUSEHOLD }, () => Math.floor(next() * 325)).sort((a, b) => a - b);
  return days.map((offset, v) => ({
    id: freshId('1111', household * VISITS_A_HOUSEHOLD + v),
    day: addDays(YEAR.from, offset),
    kind: KINDS[Math.floor(next() * KINDS.length)]!,
    outcome: next() < 0.9 ? ('reached' as const) : ('notReached' as const),
    purposes: [PURPOSES[Math.floor(next() * PURPOSES.length)]!],
    participants: Array.from({ length: next() < 0.3 ? 2 : 1 }, () => freshId('dddd', Math.floor(next() * roles))),
    declined: [],
    voided: false,
  }));
}

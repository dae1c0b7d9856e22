import { addDays, duties, type Assignment, type Book, type DayNumber, type Duty, type HouseholdFacts, type Visit } from '@lianxin/engine';
import type { Chance } from './chance.ts';
import type { DemoFamily } from './family.ts';
import { EXCUSED, NOTES, VOIDED } from './words.ts';

export type DemoVisit = Visit & {
  readonly enteredOn: DayNumber;
  readonly content: { health?: string; mood?: string; note?: string } | null;
  readonly needs: readonly string[];
  readonly voidReason: string | null;
  readonly corrects: string | null;
};

export interface DemoExcuse {
  readonly id: string;
  readonly dutyId: string;
  readonly on: DayNumber;
  readonly reason: string;
}

export interface VisitedYear {
  readonly visits: readonly DemoVisit[];
  readonly excuses: readonly DemoExcuse[];
}

/** The facts of a family as the engine takes them, before anybody came. */
export function factsOf(family: DemoFamily, packId: string, packFrom: DayNumber, territory: readonly Assignment[]): HouseholdFacts {
  const { id, members, flags } = family;
  return {
    id, served: [family.served], residence: family.residence, flags: flags.filter((flag) => flag.memberId === null),
    members: members.map((member) => ({ id: member.id, birthDay: member.birthDay, deathDay: member.deathDay, flags: flags.filter((flag) => flag.memberId === member.id) })),
    assignments: [...family.contacts.assignments, ...territory], visits: [], excuses: [],
    events: [...family.contacts.changes, ...family.incidents, { id: family.served.id, kind: 'serviceStart', day: family.served.from, role: null, doneOn: null }],
    accommodations: family.accommodations.filter(({ approved }) => approved), packs: [{ packId, from: packFrom, to: null }],
  };
}

/** Diligence of each worker in thousandths. */
export type Diligence = ReadonlyMap<string, number>;

// In thousandths of what is owed.
const NOBODY_HOME = 14;
const SECOND_TRY = 30;
const EXCUSED_SHARE = 25;
const VOIDED_SHARE = 3;
const TRIES = 3;
const PRINTED_IN_TIME = 880;

/**
 * A year as it happens: the engine says what was owed, and each worker does most of it, on some day of the window, by one of the ways the rule
 * takes. Some doors stay shut, some weeks are forgotten, a few are excused, a few are entered twice.
 */
export function visitYear(chance: Chance, family: DemoFamily, facts: HouseholdFacts, book: Book, diligence: Diligence, today: DayNumber): VisitedYear {
  const yesterday = addDays(today, -1);
  const owed = duties(facts, book, { from: family.served.from, to: addDays(today, 31) }, today).duties.filter((duty) => duty.fixed === null && duty.first <= yesterday);
  const visits: DemoVisit[] = [];
  const excuses: DemoExcuse[] = [];
  for (const duty of owed) {
    const day = addDays(duty.first, chance.int(0, duty.last - duty.first));
    const workerId = holderOn(facts.assignments, duty.role, day);
    if (day > yesterday || day < family.served.from || workerId === null) continue;
    if (chance.perMille(NOBODY_HOME)) visits.push(...closedDoors(chance, duty, workerId, yesterday));
    else if (chance.perMille(diligence.get(workerId) ?? 950)) visits.push(...come(chance, { duty, day, workerId, yesterday }, facts.assignments));
    else if (duty.last < yesterday && chance.perMille(EXCUSED_SHARE)) {
      excuses.push({ id: chance.id(duty.last), dutyId: duty.id, on: addDays(duty.last, 1), reason: chance.of(EXCUSED) });
    }
  }
  return { visits: owed.some(({ purpose }) => purpose === 'handover') ? visits : withCards(chance, visits, facts.assignments), excuses };
}

/** Where no rule asks for a first meeting, the contact card comes with the first visit at home after each change of contacts. */
function withCards(chance: Chance, visits: readonly DemoVisit[], assignments: readonly Assignment[]): DemoVisit[] {
  const home = visits.filter(({ kind, outcome, voided }) => kind === 'home' && outcome === 'reached' && !voided).sort((a, b) => a.day - b.day);
  const first = [...new Set(assignments.map(({ from }) => from))].map((from) => home.find(({ day }) => day >= from));
  const bringing = new Set(first.filter(() => chance.perMille(PRINTED_IN_TIME)));
  return visits.map((visit) => (bringing.has(visit) ? { ...visit, purposes: [...visit.purposes, 'card'] } : visit));
}

function holderOn(assignments: readonly Assignment[], role: string, day: DayNumber): string | null {
  const held = assignments.filter((one) => one.role === role && one.from <= day && (one.to === null || day <= one.to));
  return held.at(-1)?.workerId ?? null;
}

/** Three days on which nobody was met, so that the window ends as attempted. */
function closedDoors(chance: Chance, duty: Duty, workerId: string, yesterday: DayNumber): DemoVisit[] {
  const days = Math.min(duty.last, yesterday) - duty.first + 1;
  return Array.from({ length: Math.min(TRIES, days) }, (_, index) => {
    const day = addDays(duty.first, Math.floor((index * days) / TRIES));
    return visitOf(chance, { duty, day, workerId, yesterday }, { outcome: 'notReached' });
  });
}

interface Coming {
  readonly duty: Duty;
  readonly day: DayNumber;
  readonly workerId: string;
  readonly yesterday: DayNumber;
}

function come(chance: Chance, coming: Coming, assignments: readonly Assignment[]): DemoVisit[] {
  const done: DemoVisit[] = [];
  if (chance.perMille(SECOND_TRY) && coming.day > coming.duty.first) done.push(visitOf(chance, { ...coming, day: addDays(coming.day, -1) }, { outcome: 'notReached' }));
  const visit = visitOf(chance, coming, { company: companyOf(chance, coming, assignments) });
  if (!chance.perMille(VOIDED_SHARE)) return [...done, visit];
  const mistaken = visitOf(chance, coming, {});
  return [...done, { ...mistaken, voided: true, voidReason: chance.of(VOIDED) }, { ...visit, corrects: mistaken.id }];
}

/** A township leader is often shown the way by the village cadre. */
function companyOf(chance: Chance, { duty, day, workerId }: Coming, assignments: readonly Assignment[]): string[] {
  if (!duty.role.startsWith('township') || !chance.perMille(450)) return [];
  const cadre = holderOn(assignments, 'villageCadre', day);
  return cadre === null || cadre === workerId ? [] : [cadre];
}

const WAYS = { home: 4, phone: 5, online: 1, message: 1 } as const;

function visitOf(chance: Chance, { duty, day, workerId, yesterday }: Coming, how: { outcome?: 'notReached'; company?: readonly string[] }): DemoVisit {
  const kind = chance.weighed(duty.kinds.flatMap((one) => (one === 'clinic' ? [] : [[one, WAYS[one]] as const])));
  const outcome = how.outcome ?? 'reached';
  return {
    id: chance.id(day), day, kind, outcome, purposes: purposesOf(chance, duty), participants: [workerId, ...(how.company ?? [])], declined: [], voided: false,
    enteredOn: addDays(day, Math.min(yesterday - day, chance.weighed([[0, 70], [1, 15], [chance.int(2, 5), 12], [chance.int(6, 20), 3]]))),
    content: outcome === 'reached' ? contentOf(chance, kind, duty) : null,
    needs: outcome === 'reached' && chance.perMille(250) ? [chance.weighed([['none', 70], ['medical', 12], ['living', 8], ['paperwork', 6], ['talk', 6]] as const)] : [],
    voidReason: null, corrects: null,
  };
}

function purposesOf(chance: Chance, duty: Duty): string[] {
  // The card goes with the first meeting, save where it was not printed yet.
  if (duty.purpose === 'handover') return chance.perMille(PRINTED_IN_TIME) ? ['handover', 'card'] : ['handover'];
  if (duty.purpose !== null) return [duty.purpose];
  if (duty.rule.endsWith('.incident')) return ['incident'];
  return duty.role === 'familyDoctor' || duty.role === 'villageDoctor' ? ['round'] : ['routine'];
}

function contentOf(chance: Chance, kind: Exclude<Visit['kind'], 'clinic'>, duty: Duty): DemoVisit['content'] {
  if (!chance.perMille(kind === 'home' ? 450 : 220)) return null;
  const words = duty.purpose === 'handover' || duty.purpose === 'greeting' ? NOTES[duty.purpose] : duty.role === 'familyDoctor' ? NOTES.round : NOTES[kind];
  return {
    health: chance.weighed([['good', 40], ['same', 45], ['poor', 13], ['acute', 1]] as const),
    mood: chance.weighed([['calm', 62], ['soSo', 30], ['low', 8]] as const),
    ...(chance.perMille(350) ? { note: chance.of(words) } : {}),
  };
}

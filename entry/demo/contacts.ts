import { addDays, type Assignment, type DayNumber, type Event, type Pack } from '@lianxin/engine';
import type { Chance } from './chance.ts';
import { type DemoWorker, hireCarer, type TownshipStaff, type VillageStaff } from './staff.ts';

export interface DemoContacts {
  readonly assignments: readonly (Assignment & { readonly handedOverFrom: string | null })[];
  readonly changes: readonly Event[];
  /** Workers nobody else names: this family's carers. */
  readonly carers: readonly DemoWorker[];
}

export interface ContactSituation {
  readonly township: TownshipStaff;
  readonly village: VillageStaff;
  readonly pack: Pack;
  readonly from: DayNumber;
  readonly to: DayNumber | null;
  readonly today: DayNumber;
  readonly key: boolean;
}

type Written = Assignment & { handedOverFrom: string | null };

// In thousandths of the roles: a tenth of the families lack someone, as in a county that works at it.
const NEVER_NAMED = 9;
const LEFT_OPEN = 8;
const CHANGED = 55;
const TEMPORARY = 500;

/** Who serves this family in each role its pack asks for or lays something on: with changes, with gaps, with one person in several roles. */
export function nameContacts(chance: Chance, situation: ContactSituation): DemoContacts {
  const carers: DemoWorker[] = [];
  const assignments: Written[] = [];
  const changes: Event[] = [];
  for (const role of rolesOf(situation.pack)) {
    // One cadre of the county serves a whole township by one assignment, and no invented hospital sends out people of its own.
    if (role === 'countyCadre' || role === 'hospitalContact') continue;
    const person = () => personFor(chance, role, situation, carers);
    assignments.push(...holdersOf(chance, role, situation, person, changes));
  }
  return { assignments, changes, carers };
}

function rolesOf({ required, rules, roles }: Pack): string[] {
  const assignable = new Set(roles.filter(({ level }) => level !== 'office').map(({ id }) => id));
  return [...new Set([...required, ...rules].map(({ role }) => role))].filter((role) => assignable.has(role)).sort();
}

function personFor(chance: Chance, role: string, { township, village, key, from }: ContactSituation, carers: DemoWorker[]): DemoWorker {
  if (role === 'townshipLeader') return chance.of(township.leaders);
  if (role === 'townshipContact') return chance.of(key ? township.leaders : township.contacts);
  if (role === 'familyDoctor') return chance.of(township.doctors);
  if (role === 'villageCadre') return village.cadre;
  if (role === 'villageDoctor') return village.doctor;
  // Now and then the village cadre lives next door and is the carer as well.
  if (chance.perMille(30)) return village.cadre;
  const carer = hireCarer(chance, village.code, from);
  carers.push(carer);
  return carer;
}

function holdersOf(chance: Chance, role: string, situation: ContactSituation, person: () => DemoWorker, changes: Event[]): Written[] {
  const { township, from, to, today } = situation;
  const one = person();
  if (one.leftOn !== null && one.leftOn > from) return [hold(chance, role, one, from, addDays(one.leftOn, -1), null)];
  if (chance.perMille(NEVER_NAMED)) return [];
  if (chance.perMille(LEFT_OPEN) && today - from > 90) return [hold(chance, role, one, from, addDays(today, -chance.int(8, 60)), null)];
  if (role === 'familyDoctor' && township.newDoctor && one === township.newDoctor.before && township.newDoctor.from > from) {
    return changed(chance, role, [one, township.newDoctor.after], township.newDoctor.from, situation, changes);
  }
  if (chance.perMille(CHANGED) && today - from > 60 && role !== 'villageCadre') {
    const next = person();
    if (next !== one) return changed(chance, role, [one, next], addDays(today, -chance.int(2, Math.min(300, today - from - 30))), situation, changes);
  }
  return [hold(chance, role, one, from, to, null)];
}

function changed(chance: Chance, role: string, [before, after]: readonly [DemoWorker, DemoWorker], on: DayNumber, { from, to }: ContactSituation, changes: Event[]): Written[] {
  if (to !== null && to <= on) return [hold(chance, role, before, from, to, null)];
  const first = hold(chance, role, before, from, addDays(on, -1), null);
  changes.push({ id: chance.id(on), kind: 'contactChange', day: on, role, doneOn: null });
  return [first, hold(chance, role, after, on, to, first.id)];
}

const hold = (chance: Chance, role: string, worker: DemoWorker, from: DayNumber, to: DayNumber | null, handedOverFrom: string | null): Written =>
  ({ id: chance.id(from), role, workerId: worker.workerId, leader: worker.leader, from, to, handedOverFrom });

/** Families who moved to town for some months come back in half of the cases. */
export const comesBack = (chance: Chance): boolean => chance.perMille(TEMPORARY);

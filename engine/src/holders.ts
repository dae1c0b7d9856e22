import { FAR } from './day.ts';
import { DaySet } from './day-set.ts';
import type { Assignment } from './facts.ts';
import type { Plan } from './plan.ts';

/** The place of everybody who never held a role here. */
const STRANGER = 0;
const NONE = -1;
const SEVERAL = -2;

/** Who holds which of the plan's roles for one household, and when. Reused from household to household. */
export class Holders {
  private size = 0;
  private readonly role: number[] = [];
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly worker: string[] = [];
  /** The worker's assignments as a chain from the newest to -1. */
  private readonly next: number[] = [];
  /** Of each role the days on which somebody held it, written out when first asked for. */
  private readonly days: DaySet[] = [];
  private readonly daysKnown: boolean[] = [];
  /** Of each role its only assignment, the usual case; or NONE or SEVERAL. */
  private readonly sole: number[] = [];

  // The workers themselves, a handful in a household. A Map would hash an id and then compare its 36 characters all the
  // same; the last character tells nearly all workers apart, and only the comparison is left.
  private workers = 1;
  private readonly name: string[] = [''];
  /** By the last character of the id the worker added last, and from each worker the next one; at the end STRANGER. */
  private readonly byEnding = new Int32Array(128);
  private readonly namesake: number[] = [STRANGER];
  private readonly newest: number[] = [-1];
  /** From `steadyFrom` to `steadyTo` a worker holds all roles of `roles`; on other days the chain is asked. */
  private readonly roles: number[] = [0];
  private readonly steadyFrom: number[] = [-FAR];
  private readonly steadyTo: number[] = [FAR];
  /** Whether they are those of this household; of visits in columns, each role in one hand, nobody ever asks. */
  private workersKnown = false;

  read(assignments: readonly Assignment[], plan: Plan): void {
    this.size = 0;
    this.workersKnown = false;
    while (this.days.length < plan.roles.size) this.days.push(new DaySet());
    for (let role = 0; role < plan.roles.size; role++) {
      this.daysKnown[role] = false;
      this.sole[role] = NONE;
    }
    for (let i = 0; i < assignments.length; i++) {
      const role = plan.roles.get(assignments[i]!.role);
      if (role !== undefined) this.add(assignments[i]!, role);
    }
  }

  /** A number for a worker, as long as this household is read; 0 for everybody who never held a role. */
  placeOf(workerId: string): number {
    if (!this.workersKnown) this.knowWorkers();
    return this.find(workerId);
  }

  private find(workerId: string): number {
    let w = this.byEnding[ending(workerId)]!;
    while (w !== STRANGER && this.name[w] !== workerId) w = this.namesake[w]!;
    return w;
  }

  /** The roles, as bits, that the worker of a place holds on a day. */
  rolesOf(place: number, day: number): number {
    return this.steadyFrom[place]! <= day && day <= this.steadyTo[place]! ? this.roles[place]! : this.chainedRoles(place, day);
  }

  /**
   * The worker named for a role on a day; null when nobody holds it. Of several the one who took it last, so that on
   * the day of a handover the new contact is named; then the smaller id, so that the order of records never matters.
   */
  on(role: number, day: number): string | null {
    const sole = this.sole[role]!;
    if (sole !== SEVERAL) return sole !== NONE && this.from[sole]! <= day && day <= this.to[sole]! ? this.worker[sole]! : null;
    let found = -1;
    for (let i = 0; i < this.size; i++) {
      if (this.role[i] !== role || this.from[i]! > day || this.to[i]! < day) continue;
      if (found < 0 || this.from[i]! > this.from[found]!) found = i;
      else if (this.from[i] === this.from[found] && this.worker[i]! < this.worker[found]!) found = i;
    }
    return found < 0 ? null : this.worker[found]!;
  }

  /** Nobody ever held the role. */
  isVacant(role: number): boolean {
    return this.sole[role] === NONE;
  }

  /** The worker of a role's only assignment; null where it had none or several. */
  soleHolder(role: number): string | null {
    const sole = this.sole[role]!;
    return sole >= 0 ? this.worker[sole]! : null;
  }

  /** The worker who held a role on all days of `first..last`, where nobody else ever held it; otherwise null. */
  onlyOne(role: number, first: number, last: number): string | null {
    const sole = this.sole[role]!;
    return sole >= 0 && this.from[sole]! <= first && last <= this.to[sole]! ? this.worker[sole]! : null;
  }

  /** Whether the answer of `on` is the same on all days of `first..last`, as far as that is told without looking at each. */
  steadyIn(role: number, first: number, last: number): boolean {
    return this.isVacant(role) || this.onlyOne(role, first, last) !== null;
  }

  heldDays(role: number): DaySet {
    const days = this.days[role]!;
    if (this.daysKnown[role]) return days;
    this.daysKnown[role] = true;
    days.clear();
    for (let i = 0; i < this.size; i++) if (this.role[i] === role) days.add(this.from[i]!, this.to[i]!);
    return days.merge();
  }

  /** All who ever held a role, by id. */
  workersIn(role: number): string[] {
    const found = new Set<string>();
    for (let i = 0; i < this.size; i++) if (this.role[i] === role) found.add(this.worker[i]!);
    return [...found].sort();
  }

  /** The days on which one worker holds a role. */
  daysOf(role: number, workerId: string): DaySet {
    const days = new DaySet();
    for (let i = 0; i < this.size; i++) {
      if (this.role[i] === role && this.worker[i] === workerId) days.add(this.from[i]!, this.to[i]!);
    }
    return days.merge();
  }

  private chainedRoles(worker: number, day: number): number {
    let mask = 0;
    for (let i = this.newest[worker]!; i >= 0; i = this.next[i]!) {
      if (this.from[i]! <= day && day <= this.to[i]!) mask |= 1 << this.role[i]!;
    }
    return mask;
  }

  private add(assignment: Assignment, role: number): void {
    const i = this.size++;
    this.role[i] = role;
    this.from[i] = assignment.from;
    this.to[i] = assignment.to ?? FAR;
    this.worker[i] = assignment.workerId;
    this.sole[role] = this.sole[role] === NONE ? i : SEVERAL;
  }

  private knowWorkers(): void {
    for (let w = 1; w < this.workers; w++) this.byEnding[ending(this.name[w]!)] = STRANGER;
    this.workers = 1;
    this.workersKnown = true;
    for (let i = 0; i < this.size; i++) this.know(i);
  }

  private know(i: number): void {
    const workerId = this.worker[i]!;
    const known = this.find(workerId);
    const w = known === STRANGER ? this.welcome(workerId) : known;
    this.next[i] = this.newest[w]!;
    this.newest[w] = i;
    this.roles[w] = this.roles[w]! | (1 << this.role[i]!);
    if (this.from[i]! > this.steadyFrom[w]!) this.steadyFrom[w] = this.from[i]!;
    if (this.to[i]! < this.steadyTo[w]!) this.steadyTo[w] = this.to[i]!;
  }

  private welcome(workerId: string): number {
    const w = this.workers++;
    this.name[w] = workerId;
    this.namesake[w] = this.byEnding[ending(workerId)]!;
    this.byEnding[ending(workerId)] = w;
    this.newest[w] = -1;
    this.roles[w] = 0;
    this.steadyFrom[w] = -FAR;
    this.steadyTo[w] = FAR;
    return w;
  }
}

/** A small number that tells nearly all workers of a household apart. */
export function ending(id: string): number {
  return id.charCodeAt(id.length - 1) & 127;
}

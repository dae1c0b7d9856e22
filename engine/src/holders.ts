import { FAR } from './day.ts';
import { DaySet } from './day-set.ts';
import type { Assignment } from './facts.ts';
import type { Plan } from './plan.ts';

/** Who holds which of the plan's roles for one household, and when. Reused from household to household. */
export class Holders {
  size = 0;
  private readonly role: number[] = [];
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly worker: string[] = [];
  /** The worker's assignments as a chain from the newest to -1. */
  private readonly next: number[] = [];
  private readonly days: DaySet[] = [];
  /** Of each role its only assignment, the usual case; -1: none, -2: several. */
  private readonly sole: number[] = [];

  // The workers themselves, a handful in a household. A Map would hash an id and then compare its 36 characters all the
  // same; the last character tells nearly all workers apart, and only the comparison is left.
  private workers = 0;
  private readonly name: string[] = [];
  /** By the last character of the id the worker added last, and from each worker the next one; -1: none. */
  private readonly byEnding = new Int32Array(128).fill(-1);
  private readonly namesake: number[] = [];
  private readonly newest: number[] = [];
  /** From `steadyFrom` to `steadyTo` a worker holds all roles of `roles`; on other days the chain is asked. */
  private readonly roles: number[] = [];
  private readonly steadyFrom: number[] = [];
  private readonly steadyTo: number[] = [];

  read(assignments: readonly Assignment[], plan: Plan): void {
    this.size = 0;
    this.workers = 0;
    this.byEnding.fill(-1);
    while (this.days.length < plan.roles.size) this.days.push(new DaySet());
    for (let role = 0; role < plan.roles.size; role++) {
      this.days[role]!.clear();
      this.sole[role] = -1;
    }
    for (let i = 0; i < assignments.length; i++) {
      const role = plan.roles.get(assignments[i]!.role);
      if (role !== undefined) this.add(assignments[i]!, role);
    }
    for (let role = 0; role < plan.roles.size; role++) this.days[role]!.merge();
  }

  /** The roles, as bits, that a worker holds here on a day. */
  rolesOf(workerId: string, day: number): number {
    for (let w = this.byEnding[ending(workerId)]!; w >= 0; w = this.namesake[w]!) {
      if (this.name[w] !== workerId) continue;
      return this.steadyFrom[w]! <= day && day <= this.steadyTo[w]! ? this.roles[w]! : this.chainedRoles(w, day);
    }
    return 0;
  }

  /**
   * The worker named for a role on a day; null when nobody holds it. Of several the one who took it last, so that on
   * the day of a handover the new contact is named; then the smaller id, so that the order of records never matters.
   */
  on(role: number, day: number): string | null {
    const sole = this.sole[role]!;
    if (sole !== -2) return sole >= 0 && this.from[sole]! <= day && day <= this.to[sole]! ? this.worker[sole]! : null;
    let found = -1;
    for (let i = 0; i < this.size; i++) {
      if (this.role[i] !== role || this.from[i]! > day || this.to[i]! < day) continue;
      if (found < 0 || this.from[i]! > this.from[found]!) found = i;
      else if (this.from[i] === this.from[found] && this.worker[i]! < this.worker[found]!) found = i;
    }
    return found < 0 ? null : this.worker[found]!;
  }

  heldDays(role: number): DaySet {
    return this.days[role]!;
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
    const { from, workerId } = assignment;
    const i = this.size++;
    const w = this.placeOf(workerId);
    const to = assignment.to ?? FAR;
    this.role[i] = role;
    this.from[i] = from;
    this.to[i] = to;
    this.worker[i] = workerId;
    this.next[i] = this.newest[w]!;
    this.newest[w] = i;
    this.roles[w] = this.roles[w]! | (1 << role);
    if (from > this.steadyFrom[w]!) this.steadyFrom[w] = from;
    if (to < this.steadyTo[w]!) this.steadyTo[w] = to;
    this.days[role]!.add(from, to);
    this.sole[role] = this.sole[role] === -1 ? i : -2;
  }

  private placeOf(workerId: string): number {
    for (let w = 0; w < this.workers; w++) if (this.name[w] === workerId) return w;
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

function ending(id: string): number {
  return id.charCodeAt(id.length - 1) & 127;
}

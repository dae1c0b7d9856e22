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
  /** The worker's assignments as a chain, so that a visit costs one look-up a participant. */
  private readonly next: number[] = [];
  private readonly newest = new Map<string, number>();
  private readonly days: DaySet[] = [];
  /** Of each role its only assignment, the usual case; -1: none, -2: several. */
  private readonly sole: number[] = [];

  read(assignments: readonly Assignment[], plan: Plan): void {
    this.size = 0;
    this.newest.clear();
    while (this.days.length < plan.roles.size) this.days.push(new DaySet());
    for (let role = 0; role < plan.roles.size; role++) {
      this.days[role]!.clear();
      this.sole[role] = -1;
    }
    for (const assignment of assignments) {
      const role = plan.roles.get(assignment.role);
      if (role !== undefined) this.add(assignment, role);
    }
    for (let role = 0; role < plan.roles.size; role++) this.days[role]!.merge();
  }

  /** The roles, as bits, that a worker holds here on a day. */
  rolesOf(workerId: string, day: number): number {
    let mask = 0;
    for (let i = this.newest.get(workerId) ?? -1; i >= 0; i = this.next[i]!) {
      if (this.from[i]! <= day && day <= this.to[i]!) mask |= 1 << this.role[i]!;
    }
    return mask;
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

  private add(assignment: Assignment, role: number): void {
    const i = this.size++;
    const to = assignment.to ?? FAR;
    this.role[i] = role;
    this.from[i] = assignment.from;
    this.to[i] = to;
    this.worker[i] = assignment.workerId;
    this.next[i] = this.newest.get(assignment.workerId) ?? -1;
    this.newest.set(assignment.workerId, i);
    this.days[role]!.add(assignment.from, to);
    this.sole[role] = this.sole[role] === -1 ? i : -2;
  }
}

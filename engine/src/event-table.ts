import { FAR } from './day.ts';
import type { Event } from './facts.ts';
import type { Plan, Segment } from './plan.ts';

const EVERY_ROLE = -1;

/**
 * The events of one household as integers: a dozen rules ask each of them, and nearly all are done with one AND.
 * Reused from household to household.
 */
export class EventTable {
  size = 0;
  readonly day: number[] = [];
  private readonly kind: number[] = [];
  private readonly roles: number[] = [];
  private readonly doneOn: number[] = [];
  private kinds = 0;

  /** Events of a kind that no rule of the plan asks for are left out. */
  read(events: readonly Event[], plan: Plan): void {
    this.size = 0;
    this.kinds = 0;
    for (let i = 0; i < events.length; i++) {
      const { kind, day, role, doneOn } = events[i]!;
      const bit = plan.eventBits.get(kind);
      if (bit !== undefined) this.add(day, bit, role === null ? EVERY_ROLE : roleBit(plan, role), doneOn);
    }
  }

  /** Whether anything happened that this version of a rule asks for. */
  concern(segment: Segment): boolean {
    return (this.kinds & segment.eventBits) !== 0;
  }

  /** Whether an event starts a duty; of several on one day the first does, for the others say nothing new. */
  starts(i: number, segment: Segment): boolean {
    if (!this.isAsked(i, segment)) return false;
    for (let j = 0; j < i; j++) if (this.day[j] === this.day[i] && this.isAsked(j, segment)) return false;
    return true;
  }

  /** The day on which all that began on `first` was done; FAR while something is not. */
  doneDay(first: number, segment: Segment): number {
    let done = 0;
    for (let i = 0; i < this.size; i++) {
      if (this.day[i] !== first || !this.isAsked(i, segment)) continue;
      if (this.doneOn[i]! < first || this.doneOn[i] === FAR) return FAR;
      if (this.doneOn[i]! > done) done = this.doneOn[i]!;
    }
    return done;
  }

  private isAsked(i: number, segment: Segment): boolean {
    return (this.kind[i]! & segment.eventBits) !== 0 && (this.roles[i]! & segment.roleBit) !== 0;
  }

  private add(day: number, kind: number, roles: number, doneOn: number | null): void {
    const i = this.size++;
    this.day[i] = day;
    this.kind[i] = kind;
    this.roles[i] = roles;
    this.doneOn[i] = doneOn ?? FAR;
    this.kinds |= kind;
  }
}

function roleBit(plan: Plan, role: string): number {
  const index = plan.roles.get(role);
  return index === undefined ? 0 : 1 << index;
}

import { FAR } from './day.ts';
import type { Visit } from './facts.ts';
import type { Holders } from './holders.ts';
import { kindBit } from './kinds.ts';
import type { Plan } from './plan.ts';

// A day and an index share one exact double: 2^20 visits of one household are more than anybody lives to make.
const INDEX_SPAN = 1_048_576;

/**
 * The visits of one household by day as parallel integer arrays, and for each role the list of those in which one of
 * its holders took part. Voided visits and those without any role are left out: they can credit nothing.
 * Reused from household to household; answers never point into it.
 */
export class VisitTable {
  size = 0;
  day = new Int32Array(256);
  /** Bits of the kind. */
  kind = new Int32Array(256);
  reached = new Uint8Array(256);
  purposes = new Int32Array(256);
  readonly visit: Visit[] = [];
  /** Rows by role, rising by day; how many of each list are filled is in `counts`. */
  readonly lists: Int32Array[] = [];
  readonly counts: number[] = [];
  private readonly cursors: number[] = [];
  private roles = new Int32Array(256);
  private keys = new Float64Array(256);

  read(visits: readonly Visit[], holders: Holders, plan: Plan): void {
    if (visits.length > this.day.length) this.grow(visits.length);
    if (!this.readInOrder(visits, holders, plan)) this.readSorted(visits, holders, plan);
    this.listByRole(plan.roles.size);
  }

  /** Place in a role's list of the first visit on or after a day. Windows come in order, so the last place is near. */
  seek(role: number, first: number): number {
    const list = this.lists[role]!;
    const count = this.counts[role]!;
    const { day } = this;
    let place = this.cursors[role]!;
    if (place > 0 && day[list[place - 1]!]! >= first) place = 0;
    while (place < count && day[list[place]!]! < first) place++;
    this.cursors[role] = place;
    return place;
  }

  /** False as soon as a visit comes before its predecessor: a database hands them over in order, an outbox may not. */
  private readInOrder(visits: readonly Visit[], holders: Holders, plan: Plan): boolean {
    this.size = 0;
    let day: number = -FAR;
    for (let i = 0; i < visits.length; i++) {
      const visit = visits[i]!;
      if (visit.day <= day && (visit.day < day || visit.id < visits[i - 1]!.id)) return false;
      day = visit.day;
      this.add(visit, holders, plan.purposes);
    }
    return true;
  }

  private readSorted(visits: readonly Visit[], holders: Holders, plan: Plan): void {
    const { keys } = this;
    this.size = 0;
    for (let i = 0; i < visits.length; i++) keys[i] = visits[i]!.day * INDEX_SPAN + i;
    const sorted = keys.subarray(0, visits.length).sort();
    for (let i = 0; i < sorted.length; i++) {
      const key = sorted[i]!;
      this.add(visits[key - Math.floor(key / INDEX_SPAN) * INDEX_SPAN]!, holders, plan.purposes);
      this.settle(this.size - 1);
    }
  }

  private add(visit: Visit, holders: Holders, asked: readonly string[]): void {
    if (visit.voided) return;
    const { participants, declined, day } = visit;
    let roles = 0;
    for (let p = 0; p < participants.length; p++) {
      const worker = participants[p]!;
      if (declined.length === 0 || !declined.includes(worker)) roles |= holders.rolesOf(worker, day);
    }
    if (roles === 0) return;
    const i = this.size++;
    this.day[i] = day;
    this.kind[i] = kindBit(visit.kind);
    this.reached[i] = visit.outcome === 'reached' ? 1 : 0;
    this.roles[i] = roles;
    this.purposes[i] = purposeBits(visit.purposes, asked);
    this.visit[i] = visit;
  }

  private listByRole(roles: number): void {
    while (this.lists.length < roles) this.lists.push(new Int32Array(this.day.length));
    for (let role = 0; role < roles; role++) {
      this.counts[role] = 0;
      this.cursors[role] = 0;
    }
    for (let i = 0; i < this.size; i++) {
      for (let left = this.roles[i]!; left !== 0; left &= left - 1) {
        const role = 31 - Math.clz32(left & -left);
        this.lists[role]![this.counts[role]!++] = i;
      }
    }
  }

  /** Moves a row before those of the same day with a greater id: records have no order of their own. */
  private settle(row: number): void {
    for (let i = row; i > 0 && this.day[i - 1] === this.day[i] && this.visit[i - 1]!.id > this.visit[i]!.id; i--) {
      for (const column of [this.kind, this.reached, this.roles, this.purposes]) {
        const kept = column[i]!;
        column[i] = column[i - 1]!;
        column[i - 1] = kept;
      }
      const kept = this.visit[i]!;
      this.visit[i] = this.visit[i - 1]!;
      this.visit[i - 1] = kept;
    }
  }

  private grow(needed: number): void {
    const size = needed * 2;
    this.day = new Int32Array(size);
    this.kind = new Int32Array(size);
    this.reached = new Uint8Array(size);
    this.roles = new Int32Array(size);
    this.purposes = new Int32Array(size);
    this.keys = new Float64Array(size);
    this.lists.length = 0;
  }
}

function purposeBits(purposes: readonly string[], asked: readonly string[]): number {
  let bits = 0;
  // Plain loops: a library search for each asked purpose was a third of reading a household.
  for (let p = 0; p < purposes.length; p++) {
    for (let i = 0; i < asked.length; i++) if (purposes[p] === asked[i]) bits |= 1 << i;
  }
  return bits;
}

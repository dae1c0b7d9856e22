import type { Visit } from './facts.ts';
import type { Holders } from './holders.ts';
import { kindBit } from './kinds.ts';
import type { Plan } from './plan.ts';

// A day and an index share one exact double: 2^20 visits of one household are more than anybody lives to make.
const INDEX_SPAN = 1_048_576;

/**
 * The visits of one household by day as parallel integer arrays. Voided ones and those of which no participant holds a
 * role are left out: they can credit nothing. Reused from household to household; answers never point into it.
 */
export class VisitTable {
  size = 0;
  day = new Int32Array(256);
  kind = new Uint8Array(256);
  reached = new Uint8Array(256);
  /** Bits of the roles that the participants hold on the day. */
  roles = new Int32Array(256);
  purposes = new Int32Array(256);
  readonly visit: Visit[] = [];
  private keys = new Float64Array(256);

  read(visits: readonly Visit[], holders: Holders, plan: Plan): void {
    if (visits.length > this.day.length) this.grow(visits.length);
    this.size = 0;
    if (inOrder(visits)) {
      for (let i = 0; i < visits.length; i++) this.add(visits[i]!, holders, plan);
      return;
    }
    const { keys } = this;
    for (let i = 0; i < visits.length; i++) keys[i] = visits[i]!.day * INDEX_SPAN + i;
    const sorted = keys.subarray(0, visits.length).sort();
    for (let i = 0; i < sorted.length; i++) {
      const key = sorted[i]!;
      this.add(visits[key - Math.floor(key / INDEX_SPAN) * INDEX_SPAN]!, holders, plan);
      this.settle(this.size - 1);
    }
  }

  /** Index of the first visit on or after a day. */
  seek(day: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.day[middle]! < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private add(visit: Visit, holders: Holders, plan: Plan): void {
    if (visit.voided) return;
    let roles = 0;
    for (const worker of visit.participants) {
      if (visit.declined.length === 0 || !visit.declined.includes(worker)) roles |= holders.rolesOf(worker, visit.day);
    }
    if (roles === 0) return;
    const i = this.size++;
    this.day[i] = visit.day;
    this.kind[i] = kindBit(visit.kind);
    this.reached[i] = visit.outcome === 'reached' ? 1 : 0;
    this.roles[i] = roles;
    this.purposes[i] = purposeBits(visit.purposes, plan.purposes);
    this.visit[i] = visit;
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
    this.kind = new Uint8Array(size);
    this.reached = new Uint8Array(size);
    this.roles = new Int32Array(size);
    this.purposes = new Int32Array(size);
    this.keys = new Float64Array(size);
  }
}

function inOrder(visits: readonly Visit[]): boolean {
  for (let i = 1; i < visits.length; i++) {
    const before = visits[i - 1]!;
    const visit = visits[i]!;
    if (before.day > visit.day || (before.day === visit.day && before.id > visit.id)) return false;
  }
  return true;
}

function purposeBits(purposes: readonly string[], asked: readonly string[]): number {
  let bits = 0;
  for (let i = 0; i < asked.length; i++) if (purposes.includes(asked[i]!)) bits |= 1 << i;
  return bits;
}

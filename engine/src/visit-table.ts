import { FAR } from './day.ts';
import type { Visit } from './facts.ts';
import type { Holders } from './holders.ts';
import { kindBit, REACHED } from './kinds.ts';

/**
 * The visits of one household by day as parallel integer arrays, and for each role the list of those in which one of
 * its holders took part. Voided visits and those without any role are left out: they can credit nothing.
 * Reused from household to household; answers never point into it.
 */
export class VisitTable {
  size = 0;
  day = new Int32Array(256);
  /** The bit of the kind, and `REACHED`. */
  mark = new Int32Array(256);
  /** The rows of all roles, rising by day: a role's begin at `role * stride` and are `counts[role]` many. */
  rows = new Int32Array(32 * 256);
  stride = 256;
  readonly counts = new Int32Array(32);
  private readonly cursors = new Int32Array(32);
  private source = new Int32Array(256);
  private visits: readonly Visit[] = [];

  read(visits: readonly Visit[], holders: Holders): void {
    if (visits.length > this.stride) this.grow(visits.length * 2);
    this.counts.fill(0);
    this.cursors.fill(0);
    this.visits = inOrder(visits);
    this.fill(this.visits, holders);
  }

  /** The record behind a row. */
  visitOf(row: number): Visit {
    return this.visits[this.source[row]!]!;
  }

  /** Place in a role's list of the first visit on or after a day. Windows come in order, so the last place is near. */
  seek(role: number, first: number): number {
    const { day, rows, stride } = this;
    const begin = role * stride;
    const end = begin + this.counts[role]!;
    let place = begin + this.cursors[role]!;
    while (place > begin && day[rows[place - 1]!]! >= first) place--;
    while (place < end && day[rows[place]!]! < first) place++;
    this.cursors[role] = place - begin;
    return place;
  }

  /**
   * Half of the time of a household is spent here, most of it on waiting for memory and on guesses of the processor that
   * turn out wrong: so nothing is allocated, tables replace branches, and what few visits are asked for (their purposes,
   * their ids) is left where it is.
   */
  private fill(visits: readonly Visit[], holders: Holders): void {
    const { day, mark, source, rows, stride, counts } = this;
    let size = 0;
    for (let v = 0; v < visits.length; v++) {
      const visit = visits[v]!;
      if (visit.voided) continue;
      const { participants, declined } = visit;
      const on = visit.day;
      let roles = 0;
      for (let p = 0; p < participants.length; p++) {
        const worker = participants[p]!;
        if (declined.length === 0 || !declined.includes(worker)) roles |= holders.rolesOf(worker, on);
      }
      if (roles === 0) continue;
      day[size] = on;
      mark[size] = kindBit(visit.kind) | (visit.outcome === 'reached' ? REACHED : 0);
      source[size] = v;
      for (let left = roles; left !== 0; left &= left - 1) {
        const role = 31 - Math.clz32(left & -left);
        rows[role * stride + counts[role]!++] = size;
      }
      size++;
    }
    this.size = size;
  }

  private grow(size: number): void {
    this.stride = size;
    this.day = new Int32Array(size);
    this.mark = new Int32Array(size);
    this.source = new Int32Array(size);
    this.rows = new Int32Array(32 * size);
  }
}

/** By day and id; the same list when it is so already: a database hands visits over in order, an outbox may not. */
function inOrder(visits: readonly Visit[]): readonly Visit[] {
  let day: number = -FAR;
  for (let i = 0; i < visits.length; i++) {
    const on = visits[i]!.day;
    if (on <= day && (on < day || visits[i]!.id < visits[i - 1]!.id)) {
      return [...visits].sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
    }
    day = on;
  }
  return visits;
}

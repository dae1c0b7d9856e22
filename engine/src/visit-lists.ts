import type { VisitColumns } from './facts.ts';
import type { Holders } from './holders.ts';

/** For each role a list of visits by day, as their numbers in the table; a visit may stand in several. */
export class VisitLists {
  /** Only the first `counts[role]` of a list are meant. */
  readonly lists: (readonly number[])[] = [];
  readonly counts: number[] = [];
  private readonly own: number[][] = [];

  /** Empties the lists of so many roles. */
  clear(roles: number): void {
    while (this.own.length < roles) this.own.push([]);
    for (let role = 0; role < roles; role++) {
      this.lists[role] = this.own[role]!;
      this.counts[role] = 0;
    }
  }

  /** Adds a visit, later than all before it, to the list of each role of a mask. */
  add(visit: number, roles: number): void {
    for (let left = roles; left !== 0; left &= left - 1) this.push(visit, 31 - Math.clz32(left & -left));
  }

  /** Makes a list that stands already the list of a role: nothing is copied, nothing looked at. */
  lend(list: readonly number[], role: number): void {
    this.lists[role] = list;
    this.counts[role] = list.length;
  }

  /** Fills the list of a role that passed through several hands: of each worker's visits those on the days of holding it. */
  merge(byWorker: readonly (readonly number[])[], { day, workers }: VisitColumns, holders: Holders, role: number): void {
    const inRole = new Set<number>();
    for (const [w, worker] of workers.entries()) {
      const place = holders.placeOf(worker);
      for (const visit of byWorker[w]!) if (((holders.rolesOf(place, day[visit]!) >> role) & 1) === 1) inRole.add(visit);
    }
    for (const visit of [...inRole].sort((a, b) => a - b)) this.push(visit, role);
  }

  /** Place in a role's list of the first visit on or after a day. */
  placeFrom(role: number, first: number, day: readonly number[]): number {
    const list = this.lists[role]!;
    const count = this.counts[role]!;
    if (count === 0 || day[list[0]!]! >= first) return 0;
    if (day[list[count - 1]!]! < first) return count;
    // Halving by the sign of a difference: as a branch it would be guessed wrong every other time.
    let low = 0;
    for (let left = count; left > 1; ) {
      const half = left >> 1;
      low += half & ((day[list[low + half - 1]!]! - first) >> 31);
      left -= half;
    }
    return day[list[low]!]! < first ? low + 1 : low;
  }

  private push(visit: number, role: number): void {
    this.own[role]![this.counts[role]!++] = visit;
  }
}

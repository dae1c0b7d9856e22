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

  /**
   * Fills the lists of so many roles from those of the workers. Where one worker held a role all along, the role's list is
   * the worker's: nothing is copied, nothing looked at.
   */
  gather(byWorker: readonly (readonly number[])[], columns: VisitColumns, holders: Holders, roles: number): void {
    const { day, workers } = columns;
    this.clear(roles);
    if (day.length === 0) return;
    for (let role = 0; role < roles; role++) {
      if (holders.isVacant(role)) continue;
      const worker = holders.onlyOne(role, day[0]!, day[day.length - 1]!);
      if (worker === null) this.merge(byWorker, columns, holders, role);
      else this.take(listOf(worker, workers, byWorker), role);
    }
  }

  /** Place in a role's list of the first visit on or after a day. */
  placeFrom(role: number, first: number, day: readonly number[]): number {
    const list = this.lists[role]!;
    let low = 0;
    let high = this.counts[role]!;
    if (high === 0 || day[list[0]!]! >= first) return 0;
    if (day[list[high - 1]!]! < first) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (day[list[middle]!]! < first) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private take(list: readonly number[] | null, role: number): void {
    if (list === null) return;
    this.lists[role] = list;
    this.counts[role] = list.length;
  }

  /** The visits of a role that passed through several hands: each worker's, on the days on which the worker held it. */
  private merge(byWorker: readonly (readonly number[])[], { day, workers }: VisitColumns, holders: Holders, role: number): void {
    const inRole = new Set<number>();
    for (const [w, worker] of workers.entries()) {
      const place = holders.placeOf(worker);
      for (const visit of byWorker[w]!) if (((holders.rolesOf(place, day[visit]!) >> role) & 1) === 1) inRole.add(visit);
    }
    for (const visit of [...inRole].sort((a, b) => a - b)) this.push(visit, role);
  }

  private push(visit: number, role: number): void {
    this.own[role]![this.counts[role]!++] = visit;
  }
}

function listOf(worker: string, workers: readonly string[], byWorker: readonly (readonly number[])[]): readonly number[] | null {
  for (let w = 0; w < workers.length; w++) if (workers[w] === worker) return byWorker[w]!;
  return null;
}

import { FAR } from './day.ts';
import type { Visit, VisitColumns } from './facts.ts';
import { ending, type Holders } from './holders.ts';
import { visitBit } from './kinds.ts';
import type { Plan } from './plan.ts';
import { byDay, tookPart } from './visit-columns.ts';
import { VisitLists } from './visit-lists.ts';

/**
 * The visits of one household by day as integer columns, and for each role the lists of those in which one of its holders
 * took part. Reused from household to household; answers never point into it.
 */
export class VisitTable {
  /** The day of each visit, rising. */
  day: readonly number[] = [];
  /** The bit of its kind (`visitBit`). */
  kind: readonly number[] = [];
  readonly reached = new VisitLists();
  readonly notReached = new VisitLists();
  // Where nobody has handed over columns that can be used as they are.
  private readonly ownDay: number[] = [];
  private readonly ownKind: number[] = [];
  private records: readonly Visit[] = [];
  private columns: VisitColumns | null = null;
  /** The purpose asked for last and its bit in the columns. */
  private purpose: string | null = null;
  private purposeBit = 0;

  read(visits: readonly Visit[] | VisitColumns, holders: Holders, plan: Plan): void {
    if (isColumns(visits)) this.readColumns(visits, holders, plan.roles.size);
    else if (!this.readRecords(visits, holders, plan.roles.size)) this.readRecords(byDay(visits), holders, plan.roles.size);
  }

  idOf(visit: number): string {
    return this.columns === null ? this.records[visit]!.id : this.columns.ids[visit]!;
  }

  /** Asked of what was handed over: only the few visits inside a festival's or an incident's window ever come here. */
  hasPurpose(visit: number, purpose: string): boolean {
    if (this.columns !== null) {
      if (purpose !== this.purpose) {
        this.purpose = purpose;
        this.purposeBit = bitOf(purpose, this.columns);
      }
      return (this.columns.purposes[visit]! & this.purposeBit) !== 0;
    }
    const { purposes } = this.records[visit]!;
    for (let p = 0; p < purposes.length; p++) if (purposes[p] === purpose) return true;
    return false;
  }

  /** For whom alone it was done; null: for the household. */
  memberOf(visit: number): string | null {
    return (this.columns === null ? this.records[visit]!.member : this.columns.member?.[visit]) ?? null;
  }

  tookPart(visit: number, worker: string): boolean {
    if (this.columns === null) return tookPart(this.records[visit]!, worker);
    const { workers, reached, notReached } = this.columns;
    const w = workers.indexOf(worker);
    return w >= 0 && (reached[w]!.includes(visit) || notReached[w]!.includes(visit));
  }

  /** Of those who took part and held one of the roles that day the smallest id. */
  namedIn(visit: number, roles: number, holders: Holders): string {
    const workers = this.columns === null ? this.records[visit]!.participants : this.columns.workers;
    let named: string | null = null;
    for (const worker of workers) {
      if (named !== null && worker >= named) continue;
      if ((holders.rolesOf(holders.placeOf(worker), this.day[visit]!) & roles) !== 0 && this.tookPart(visit, worker)) named = worker;
    }
    return named!;
  }

  /**
   * Answers whether the visits came by day and id. Half of the time of a household goes by here, most of it waiting for
   * memory: nothing is allocated, nothing looked at twice, and what few visits are asked for is left where it is.
   */
  private readRecords(visits: readonly Visit[], holders: Holders, roles: number): boolean {
    this.columns = null;
    this.records = visits;
    const day = this.ownDay;
    const kind = this.ownKind;
    this.day = day;
    this.kind = kind;
    this.reached.clear(roles);
    this.notReached.clear(roles);
    let before: number = -FAR;
    for (let v = 0; v < visits.length; v++) {
      const visit = visits[v]!;
      const on = visit.day;
      if (on <= before && (on < before || visit.id < visits[v - 1]!.id)) return false;
      before = on;
      day[v] = on;
      kind[v] = visitBit(visit.kind, visit.member);
      if (visit.voided) continue;
      const lists = visit.outcome === 'reached' ? this.reached : this.notReached;
      lists.add(v, rolesIn(visit, holders));
    }
    return true;
  }

  private readColumns(columns: VisitColumns, holders: Holders, roles: number): void {
    this.columns = columns;
    this.purpose = null;
    this.day = columns.day;
    this.kind = columns.kind;
    this.reached.clear(roles);
    this.notReached.clear(roles);
    for (let role = 0; role < roles; role++) if (columns.day.length > 0 && !holders.isVacant(role)) this.gather(columns, holders, role);
  }

  /** Where one worker held a role all along, the role's lists are the worker's. */
  private gather(columns: VisitColumns, holders: Holders, role: number): void {
    const { day, workers, reached, notReached } = columns;
    const worker = holders.onlyOne(role, day[0]!, day[day.length - 1]!);
    if (worker === null) {
      this.reached.merge(reached, columns, holders, role);
      this.notReached.merge(notReached, columns, holders, role);
      return;
    }
    const w = placeIn(workers, worker);
    if (w < 0) return;
    this.reached.lend(reached[w]!, role);
    this.notReached.lend(notReached[w]!, role);
  }
}

/** Ids of one kind differ at the end if at all; beginning there, nearly every comparison of two is done with one character. */
function placeIn(workers: readonly string[], worker: string): number {
  const end = ending(worker);
  for (let w = 0; w < workers.length; w++) if (ending(workers[w]!) === end && workers[w] === worker) return w;
  return -1;
}

function isColumns(visits: readonly Visit[] | VisitColumns): visits is VisitColumns {
  return !Array.isArray(visits);
}

function bitOf(purpose: string, { purposeNames }: VisitColumns): number {
  for (let bit = 0; bit < purposeNames.length; bit++) if (purposeNames[bit] === purpose) return 1 << bit;
  return 0;
}

/** The roles, as bits, that those who took part hold on the day. */
function rolesIn({ participants, declined, day }: Visit, holders: Holders): number {
  let roles = 0;
  for (let p = 0; p < participants.length; p++) {
    const worker = participants[p]!;
    if (declined.length === 0 || !declined.includes(worker)) roles |= holders.rolesOf(holders.placeOf(worker), day);
  }
  return roles;
}

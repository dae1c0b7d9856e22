import type { Clause, Duty } from '@lianxin/engine';

/**
 * What another set of rules makes of one duty. `added`: owed only under it; `dropped`: owed no longer; `moved`: owed on other days; `changed`: on the same days
 * by another role, more or less often, by other kinds, or for another purpose.
 */
export type Fate = 'added' | 'dropped' | 'moved' | 'changed';

export interface DutyChange {
  readonly fate: Fate;
  readonly rule: string;
  readonly packId: string;
  readonly clause: Clause;
  readonly householdId: string;
  /** Who owed it and who would. */
  readonly workerIds: readonly string[];
}

/** Duties that count for neither side are left out: a window that is not the household's own is no change to anybody. */
const owed = (duties: readonly Duty[]): Duty[] => duties.filter((duty) => duty.fixed !== 'void');

/** How what one household owes changes between two answers of the engine for the same days. */
export function dutyChanges(before: readonly Duty[], after: readonly Duty[]): DutyChange[] {
  const old = new Map(owed(before).map((duty) => [duty.id, duty]));
  const fresh = new Map(owed(after).map((duty) => [duty.id, duty]));
  const kept = [...fresh.values()].flatMap((now) => keptChange(old.get(now.id), now));
  const dropped = [...old.values()].filter(({ id }) => !fresh.has(id));
  const added = [...fresh.values()].filter(({ id }) => !old.has(id));
  return [...kept, ...partings(dropped, added)];
}

function keptChange(was: Duty | undefined, now: Duty): DutyChange[] {
  if (was === undefined) return [];
  if (was.last !== now.last) return [changeOf('moved', now, was)];
  return demand(was) === demand(now) ? [] : [changeOf('changed', now, was)];
}

const demand = ({ role, needed, kinds, purpose }: Duty): string => JSON.stringify([role, needed, [...kinds].sort(), purpose]);

/** A window that begins on another day has another id; the one of the same rule it overlaps is where it came from. Each parts with one at most. */
function partings(dropped: readonly Duty[], added: readonly Duty[]): DutyChange[] {
  const left = new Set(dropped);
  const changes = [...added].sort((a, b) => a.first - b.first).map((now) => {
    const was = [...left].find((one) => subject(one) === subject(now) && one.first <= now.last && now.first <= one.last);
    if (was === undefined) return changeOf('added', now);
    left.delete(was);
    return changeOf('moved', now, was);
  });
  return [...changes, ...[...left].map((was) => changeOf('dropped', was))];
}

const subject = ({ rule, memberId, holderId }: Duty): string => `${rule}~${memberId ?? ''}~${holderId ?? ''}`;

function changeOf(fate: Fate, { rule, packId, clause, householdId, workerId }: Duty, was?: Duty): DutyChange {
  const workerIds = [...new Set([workerId, was?.workerId ?? null].flatMap((id) => id ?? []))];
  return { fate, rule, packId, clause, householdId, workerIds };
}

export interface RuleTally {
  readonly rule: string;
  readonly packId: string;
  readonly clause: Clause;
  readonly households: number;
  readonly added: number;
  readonly dropped: number;
  readonly moved: number;
  readonly changed: number;
}

/** Changes summed by rule; a rule whose article differs under two packs stands there for each. */
export class ImpactTally {
  private readonly rules = new Map<string, { first: DutyChange; households: Set<string>; fates: Record<Fate, number> }>();
  private readonly households = new Set<string>();
  private readonly workers = new Set<string>();

  add(changes: readonly DutyChange[]): void {
    for (const change of changes) {
      const name = `${change.rule}~${change.packId}`;
      const sum = this.rules.get(name) ?? { first: change, households: new Set<string>(), fates: { added: 0, dropped: 0, moved: 0, changed: 0 } };
      sum.fates[change.fate] += 1;
      sum.households.add(change.householdId);
      this.rules.set(name, sum);
      this.households.add(change.householdId);
      for (const worker of change.workerIds) this.workers.add(worker);
    }
  }

  result(): { households: number; workers: number; rules: RuleTally[] } {
    const names = [...this.rules.keys()].sort();
    const rules = names.map((name) => {
      const { first: { rule, packId, clause }, households, fates } = this.rules.get(name)!;
      return { rule, packId, clause, households: households.size, ...fates };
    });
    return { households: this.households.size, workers: this.workers.size, rules };
  }
}

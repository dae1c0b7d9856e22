import { familyOf } from '../../modules/households/households.rules.ts';
import type { DutyView, HouseholdLine, Reminder } from './server.types.ts';

/** What the list needs of a household; less than a line of the office's lists. */
export type Listed = Pick<HouseholdLine, 'id' | 'family' | 'division' | 'groupName' | 'away' | 'awayPlace' | 'callsOnly' | 'lastVisitOn'>;

// States after the last day; only a rolling duty can still be done then.
const OVER: ReadonlySet<DutyView['state']> = new Set(['missed', 'attempted', 'vacant']);

export type DueGroup = 'due' | 'done' | 'quiet';

/** One household on the worker's list: what is still to do, what is done in its time, and the next last day. */
export interface HouseholdDue {
  readonly line: Listed;
  readonly due: readonly DutyView[];
  readonly done: readonly DutyView[];
  /** Members of whom an agreed day is near. */
  readonly reminders: readonly Reminder[];
  readonly next: string | null;
  readonly group: DueGroup;
}

/**
 * Can a visit today still do this duty? An open one, or a rolling one that is over its day: it stays owed until a visit closes it,
 * while a missed calendar window cannot be made good any more.
 */
export function doable(duty: DutyView): boolean {
  if (duty.state === 'open') return true;
  return duty.rolling && OVER.has(duty.state);
}

/** What comes next of each rule: a weekly rule fills a quarter with rows that say the same. */
export function nextOfEachRule(duties: readonly DutyView[]): DutyView[] {
  const next = new Map<string, DutyView>();
  for (const duty of duties) {
    const key = `${duty.rule} ${duty.memberId ?? ''}`;
    const known = next.get(key);
    if (duty.state === 'upcoming' && (!known || duty.first < known.first)) next.set(key, duty);
  }
  return [...next.values()].sort((a, b) => order(a.first, b.first) || order(a.id, b.id));
}

/** Every household with what its worker owes it, the most pressing first; households without anything stay, at the end. */
export function worklist(lines: readonly Listed[], duties: readonly DutyView[], today: string, reminders: readonly Reminder[] = []): HouseholdDue[] {
  const byHousehold = byTheirHousehold(duties);
  const reminded = byTheirHousehold(reminders);
  const known = new Set(lines.map(({ id }) => id));
  const named = new Map([...reminders, ...duties].map((one) => [one.household.id, one]));
  const others = [...named.values()].flatMap((one) => (known.has(one.household.id) ? [] : [lineOf(one)]));
  return [...lines, ...others].map((line) => householdDue(line, byHousehold.get(line.id) ?? [], reminded.get(line.id) ?? [], today)).sort(byNeed);
}

// Not Map.groupBy: phones of 2022 do not have it, nor does Node 20.
function byTheirHousehold<Item extends { readonly household: { readonly id: string } }>(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(item.household.id, [...(found.get(item.household.id) ?? []), item]);
  return found;
}

function householdDue(line: Listed, duties: readonly DutyView[], reminders: readonly Reminder[], today: string): HouseholdDue {
  const due = duties.filter(doable).sort((a, b) => order(a.last, b.last) || order(a.id, b.id));
  const done = duties.filter(({ state, last }) => state === 'met' && last >= today);
  const lasts = [due[0]?.last, reminders[0]?.untilDay].flatMap((last) => last ?? []).sort(order);
  return { line, due, done, reminders, next: lasts[0] ?? null, group: groupOf(due.length + reminders.length, done.length) };
}

function groupOf(due: number, done: number): DueGroup {
  if (due > 0) return 'due';
  return done > 0 ? 'done' : 'quiet';
}

// A duty names its household too, so that the list is whole even where the other answer is late.
function lineOf({ household }: Pick<DutyView, 'household'>): Listed {
  const { id, name, division, groupName } = household;
  return { id, family: familyOf(name), division, groupName, away: false, awayPlace: null, callsOnly: false, lastVisitOn: null };
}

const LAST = '9999-12-31';

function byNeed(a: HouseholdDue, b: HouseholdDue): number {
  return order(a.next ?? LAST, b.next ?? LAST)
    || order(a.line.division.code, b.line.division.code)
    || order(a.line.groupName, b.line.groupName)
    || order(a.line.id, b.line.id);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What must be known before calling, and nothing that a bystander may not read. */
export interface Knowing {
  readonly away: boolean;
  readonly callsOnly: boolean;
  readonly tellContact: boolean;
  readonly greetings: readonly DutyView[];
}

export function knowing({ line, due }: Pick<HouseholdDue, 'line' | 'due'>): Knowing {
  return {
    away: line.away,
    callsOnly: line.callsOnly,
    tellContact: due.some(({ purpose }) => purpose === 'handover'),
    greetings: due.filter(({ purpose }) => purpose === 'greeting'),
  };
}

/** The ways this duty may be done. For a family that wants no home visits the rule lets calls count beside them; what it wants is calls. */
export function waysTo(duty: Pick<DutyView, 'kinds'>, callsOnly: boolean): readonly string[] {
  return callsOnly ? duty.kinds.filter((kind) => kind !== 'home') : duty.kinds;
}

/** Search as a worker thinks: a surname, a group, a village. */
export function matches(line: Listed, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return [line.family, line.groupName, line.division.name].some((text) => text.toLowerCase().includes(wanted));
}

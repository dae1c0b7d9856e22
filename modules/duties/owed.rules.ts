import { toNumber } from '@lianxin/engine';
import type { Day } from '@lianxin/engine';
import type { ExplainedDuty, State } from './duties.schema.ts';

/** What went by undone within a quarter still helps to know on a file; what is older belongs to the figures. */
const RECENT_DAYS = 92;

export interface OwedGroups {
  /** Past their last day and not done; a rolling duty stays here until somebody comes. */
  readonly late: readonly ExplainedDuty[];
  /** Their days have begun and are not over, whatever their state. */
  readonly now: readonly ExplainedDuty[];
  readonly ahead: readonly ExplainedDuty[];
}

const days = (from: string, to: string): number => toNumber(to as Day) - toNumber(from as Day);

const UNDONE: readonly State[] = ['missed', 'attempted', 'vacant'];
const NOT_OWED: readonly State[] = ['void'];

/** The duties of one household as its file shows them, soonest last day first. */
export function owedGroups(duties: readonly ExplainedDuty[], today: string): OwedGroups {
  const owed = duties.filter(({ state }) => !NOT_OWED.includes(state)).sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : a.rule < b.rule ? -1 : 1));
  const isLate = ({ state, last, rolling }: ExplainedDuty) => last < today && UNDONE.includes(state) && (rolling || days(last, today) <= RECENT_DAYS);
  const isNow = (duty: ExplainedDuty) => duty.state !== 'upcoming' && duty.first <= today && duty.last >= today;
  const closed = latestClosed(owed.filter((duty) => !isNow(duty) && duty.rolling && duty.state === 'met'));
  return {
    late: owed.filter(isLate),
    now: [...closed.filter((duty) => !owed.some((other) => other.rule === duty.rule && (isNow(other) || isLate(other)))), ...owed.filter(isNow)],
    ahead: owed.filter((duty) => duty.state === 'upcoming' || duty.first > today),
  };
}

/** A rolling duty is closed by a visit and the next begins: of those closed, only the latest of a rule says anything now. */
function latestClosed(duties: readonly ExplainedDuty[]): ExplainedDuty[] {
  return [...new Map(duties.map((duty) => [`${duty.rule}${duty.memberId ?? ''}`, duty])).values()];
}

// A role that stood vacant for a year went by every week: fifteen lines nobody can make up for hid the one of this week.
const LATE_SHOWN = 3;

/** What is late, with the older part apart where it is long; what still waits for somebody is never put away. */
export function foldLate(late: readonly ExplainedDuty[]): { readonly earlier: readonly ExplainedDuty[]; readonly recent: readonly ExplainedDuty[] } {
  const gone = late.filter(({ rolling }) => !rolling);
  const earlier = new Set(gone.length > LATE_SHOWN + 1 ? gone.slice(0, -LATE_SHOWN) : []);
  return { earlier: [...earlier], recent: late.filter((duty) => !earlier.has(duty)) };
}

export const overdueDays = ({ last }: Pick<ExplainedDuty, 'last'>, today: string): number => Math.max(0, days(last, today));

/** Only what is still owed, or went by undone, can be excused. */
export const mayBeExcused = ({ state }: Pick<ExplainedDuty, 'state'>): boolean => ['open', 'upcoming', ...UNDONE].includes(state);

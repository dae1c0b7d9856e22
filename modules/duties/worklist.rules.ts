import { addDays, quarterStart, toDay, toNumber, type Day } from '@lianxin/engine';
import type { DutyView, State } from './duties.schema.ts';

/** What one may look at; a window that went by cannot be made up for, so it does not stand among what is to be done. */
export const SHOWN = {
  open: ['open'],
  overdue: ['missed', 'attempted', 'vacant'],
  vacant: ['vacant'],
  upcoming: ['upcoming'],
  done: ['met'],
  spared: ['adapted', 'excused'],
} as const satisfies Record<string, readonly State[]>;
export type Shown = keyof typeof SHOWN;

/** What an address asks for; anything unknown shows what is to be done now. */
export const shownOf = (asked: string | undefined): Shown => (asked !== undefined && Object.hasOwn(SHOWN, asked) ? (asked as Shown) : 'open');

/** What went by is shown since the quarter began, until somebody asks for more: a whole year of missed weeks hides what matters. */
export function daysFor(shown: Shown, today: string): { from: string | undefined; until: undefined } {
  const past = shown !== 'open' && shown !== 'upcoming';
  return { from: past ? toDay(quarterStart(toNumber(today as Day))) : undefined, until: undefined };
}

/** Soon enough to be looked at first; the week ahead, not the calendar's, or a Sunday would hide Monday. */
export const withinAWeek = (last: string, today: string): boolean => last <= toDay(addDays(toNumber(today as Day), 6));

export interface HouseholdWork {
  readonly household: DutyView['household'];
  readonly duties: readonly DutyView[];
}

/** One visit serves several duties of a family, so the list is read by family; the family whose first duty ends first stands first. */
export function byFamily(duties: readonly DutyView[]): HouseholdWork[] {
  const families = new Map<string, { household: DutyView['household']; duties: DutyView[] }>();
  for (const duty of duties) {
    const { household } = duty;
    const family = families.get(household.id) ?? { household, duties: [] };
    family.duties.push(duty);
    families.set(household.id, family);
  }
  return [...families.values()];
}

import { FAR, type DayNumber } from './day.ts';
import type { Duty, DutyState } from './answers.ts';

/** What the state of a duty hangs on; `metOn` is FAR where there is none. */
export interface Standing {
  readonly fixed: 'void' | 'adapted' | 'excused' | null;
  readonly first: number;
  readonly last: number;
  readonly metOn: number;
  readonly after: 'attempted' | 'vacant' | 'missed';
}

/** The state on a day, in the order of precedence: void, adapted, excused, upcoming, met, open, then what it ended as. */
export function stateAt(standing: Standing, day: number): DutyState {
  if (standing.fixed !== null) return standing.fixed;
  if (day < standing.first) return 'upcoming';
  if (day >= standing.metOn) return 'met';
  if (day <= standing.last) return 'open';
  return standing.after;
}

/** The state of a duty on any day, from the answer alone. */
export function stateOn(duty: Duty, day: DayNumber): DutyState {
  const { fixed, first, last, after } = duty;
  return stateAt({ fixed, first, last, after, metOn: duty.metOn ?? FAR }, day);
}

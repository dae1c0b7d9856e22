import { FAR, type DayNumber } from './day.ts';
import type { Duty, DutyState } from './answers.ts';

// States are numbers inside: a text kept in a row that lives long costs the collector's bookkeeping with each of a hundred windows.
const NAMES = ['void', 'adapted', 'excused', 'upcoming', 'met', 'open', 'attempted', 'vacant', 'missed'] as const satisfies readonly DutyState[];
export const VOID = 0;
export const ADAPTED = 1;
export const EXCUSED = 2;
export const UPCOMING = 3;
export const MET = 4;
export const OPEN = 5;
export const ATTEMPTED = 6;
export const VACANT = 7;
export const MISSED = 8;
/** What `fixed` holds where days decide. */
export const UNFIXED = -1;

export type Fixed = typeof UNFIXED | typeof VOID | typeof ADAPTED | typeof EXCUSED;
export type After = typeof ATTEMPTED | typeof VACANT | typeof MISSED;
export type State = Exclude<Fixed, -1> | After | typeof UPCOMING | typeof MET | typeof OPEN;

type Name<S extends State> = (typeof NAMES)[S];

export function nameOf<S extends State>(state: S): Name<S> {
  return NAMES[state];
}

/** What the state of a duty hangs on; `metOn` is FAR where there is none. */
export interface Standing {
  readonly fixed: Fixed;
  readonly first: number;
  readonly last: number;
  readonly metOn: number;
  readonly after: After;
}

/** The state on a day, in the order of precedence: void, adapted, excused, upcoming, met, open, then what it ended as. */
export function stateAt(standing: Standing, day: number): State {
  if (standing.fixed !== UNFIXED) return standing.fixed;
  if (day < standing.first) return UPCOMING;
  if (day >= standing.metOn) return MET;
  if (day <= standing.last) return OPEN;
  return standing.after;
}

/** The state of a duty on any day, from the answer alone. */
export function stateOn(duty: Duty, day: DayNumber): DutyState {
  const { first, last } = duty;
  const fixed = duty.fixed === null ? UNFIXED : (NAMES.indexOf(duty.fixed) as Fixed);
  const after = NAMES.indexOf(duty.after) as After;
  return nameOf(stateAt({ fixed, first, last, after, metOn: duty.metOn ?? FAR }, day));
}

import type { DutyState } from '@lianxin/engine';

/** Every state of a duty, sorted. */
export const DUTY_STATES: DutyState[] = ['adapted', 'attempted', 'excused', 'met', 'missed', 'open', 'upcoming', 'vacant', 'void'];

import { FAR } from './day.ts';
import type { Segment } from './plan.ts';
import { MISSED, OPEN, UNFIXED, type Standing, type State } from './state.ts';
import type { Subject } from './subjects.ts';

/** One decided duty as scalars. There is one row, filled anew for each duty: whoever gets it copies what it keeps. */
export class Row implements Standing {
  segment!: Segment;
  subject!: Subject;
  /** The shared ends of the ids of a list of windows, and which of them this is; null: the end is to be written. */
  tails: readonly string[] | null = null;
  index = 0;
  first = 0;
  last = 0;
  fixed: Standing['fixed'] = UNFIXED;
  /** Mask of the kinds that credit it. */
  kinds = 0;
  /** Whether a kind that is not in the mask may credit it on some days. */
  mayWiden = false;
  /** How many of `credited` are filled. */
  credits = 0;
  /** Visits, by their numbers in the visit table. */
  readonly credited: number[] = [];
  metOn: number = FAR;
  /** Last day on which a rolling duty that nobody closed stays overdue; FAR: it still is. */
  until: number = FAR;
  after: Standing['after'] = MISSED;
  reasons = 0;
  workerId: string | null = null;
  vacant = false;
  state: State = OPEN;
  private kindsAtFirst = 0;
  private reasonsAtFirst = 0;

  /** What all windows of one version and subject have in common; before the first of them. */
  open(segment: Segment, subject: Subject, mayWiden: boolean): void {
    this.segment = segment;
    this.subject = subject;
    this.tails = null;
    this.mayWiden = mayWiden;
    this.kindsAtFirst = segment.kinds;
    this.reasonsAtFirst = 0;
  }

  /** More kinds credit all of the windows, and why. */
  widen(kinds: number, reason: number): void {
    this.kindsAtFirst |= kinds;
    this.reasonsAtFirst |= reason;
  }

  begin(first: number, last: number, index = 0): void {
    this.first = first;
    this.last = last;
    this.index = index;
    this.fixed = UNFIXED;
    this.kinds = this.kindsAtFirst;
    this.credits = 0;
    this.metOn = FAR;
    this.until = FAR;
    this.after = MISSED;
    this.reasons = this.reasonsAtFirst;
  }
}

import { FAR } from './day.ts';
import type { DutyState } from './answers.ts';
import type { Segment } from './plan.ts';
import type { Standing } from './state.ts';
import type { Subject } from './subjects.ts';

/** One decided duty as scalars. There is one row, filled anew for each duty: whoever gets it copies what it keeps. */
export class Row implements Standing {
  segment!: Segment;
  subject!: Subject;
  /** The shared end of its id where it is known beforehand; null: to be written. */
  tail: string | null = null;
  first = 0;
  last = 0;
  fixed: Standing['fixed'] = null;
  /** Mask of the kinds that credit it. */
  kinds = 0;
  /** How many of `credited` are filled. */
  credits = 0;
  /** Indexes into the visit table. */
  readonly credited: number[] = [];
  metOn: number = FAR;
  /** Last day on which a rolling duty that nobody closed stays overdue; FAR: it still is. */
  until: number = FAR;
  after: Standing['after'] = 'missed';
  reasons = 0;
  workerId: string | null = null;
  vacant = false;
  state: DutyState = 'open';

  begin(segment: Segment, subject: Subject, first: number, last: number, tail: string | null = null): void {
    this.segment = segment;
    this.subject = subject;
    this.tail = tail;
    this.first = first;
    this.last = last;
    this.fixed = null;
    this.kinds = segment.kinds;
    this.credits = 0;
    this.metOn = FAR;
    this.until = FAR;
    this.after = 'missed';
    this.reasons = 0;
  }
}

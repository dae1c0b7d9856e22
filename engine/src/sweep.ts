import { creditable, daysTried, fits, isMeantFor } from './credit.ts';
import type { Frames } from './frames.ts';
import { plainBit } from './kinds.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { ATTEMPTED } from './state.ts';

/**
 * Credits all windows of a list at once, where one visit is enough for each and no two overlap: each visit is put down
 * in the window of its day. Looking for the visits of each window instead is one guess of the processor after another,
 * half of them wrong, and was most of the time of a year.
 *
 * By windows counted from one; what fits nowhere is put down in place 0, so that nothing has to be asked first.
 */
export class Sweep {
  private readonly reached: number[] = [];
  private readonly tries: number[] = [];

  /** Begins with a row that is open for the list. */
  over(reading: Reading, row: Row, frames: Frames, windowOf: Uint16Array): void {
    const places = frames.first.length + 1;
    for (let place = 0; place < places; place++) {
      this.reached[place] = -1;
      this.tries[place] = 0;
    }
    row.begin(frames.first[0]!, frames.last[places - 2]!);
    this.readReached(reading, row, windowOf);
    this.readTries(reading, row, windowOf);
  }

  /** What the k-th window, counted from nought, is credited. */
  credit(reading: Reading, row: Row, k: number, attemptsNeeded: number): void {
    const visit = this.reached[k + 1]!;
    if (visit >= 0) {
      row.credits = 1;
      row.credited[0] = visit;
      row.metOn = reading.visits.day[visit]!;
      row.reasons |= REASON.credited;
    } else if (this.tries[k + 1]! >= attemptsNeeded && daysTried(reading, row, row.last, attemptsNeeded) >= attemptsNeeded) {
      row.after = ATTEMPTED;
    }
  }

  /** From the last to the first: of the visits of one window the first is put down last, and stays. */
  private readReached(reading: Reading, row: Row, windowOf: Uint16Array): void {
    const { visits } = reading;
    const { day, kind } = visits;
    const { roleIndex, purpose } = row.segment;
    const list = visits.reached.lists[roleIndex]!;
    const put = this.reached;
    for (let place = visits.reached.placeFrom(roleIndex, row.last + 1, day) - 1; place >= 0; place--) {
      const visit = list[place]!;
      const on = day[visit]!;
      if (on < row.first) break;
      if (purpose !== null && !(visits.hasPurpose(visit, purpose) && isMeantFor(reading, row, visit))) continue;
      put[windowOf[on - row.first]! * creditable(row.kinds, purpose === null ? kind[visit]! : plainBit(kind[visit]!))] = visit;
    }
  }

  private readTries(reading: Reading, row: Row, windowOf: Uint16Array): void {
    const { day, notReached } = reading.visits;
    const { roleIndex } = row.segment;
    const list = notReached.lists[roleIndex]!;
    const count = notReached.counts[roleIndex]!;
    for (let place = notReached.placeFrom(roleIndex, row.first, day); place < count; place++) {
      const visit = list[place]!;
      const on = day[visit]!;
      if (on > row.last) break;
      if (fits(reading, row, visit)) this.tries[windowOf[on - row.first]!]!++;
    }
  }
}

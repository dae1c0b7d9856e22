import { FAR } from './day.ts';
import { creditable, daysTried, isMeantFor } from './credit.ts';
import type { Frames } from './frames.ts';
import { plainBit } from './kinds.ts';
import { settle } from './outcome.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { ATTEMPTED, MISSED, stateAt, UNFIXED, VACANT, type After, type State } from './state.ts';

/** What stands for a window that nobody met, though somebody tried in vain often enough. */
const TRIED = -1;

/**
 * Credits all windows of a list at once, where one visit is enough for each and no two overlap: each visit is put down
 * in the window of its day. Looking for the visits of each window instead is one guess of the processor after another,
 * half of them wrong, and was most of the time of a year.
 *
 * What was put down answers for the list until the next one; nothing more is worked out than is asked.
 */
export class Sweep {
  size = 0;
  first: readonly number[] = [];
  last: readonly number[] = [];
  private day: readonly number[] = [];
  private today = 0;
  private unmet: After = MISSED;
  // By windows counted from one; what fits nowhere is put down in place 0, so that nothing has to be asked first. Typed:
  // a write is then one store, where a list that may grow asks about its length each time.
  /** The visit that credits a window, counted from one too; 0 without one, or TRIED. */
  private reached = new Int32Array(64);

  /** Begins with a row that stands for all days of the list. */
  read(reading: Reading, row: Row, { first, last }: Frames, windowOf: Uint16Array): void {
    this.size = first.length;
    this.first = first;
    this.last = last;
    this.day = reading.visits.day;
    this.today = reading.today;
    this.unmet = row.vacant ? VACANT : MISSED;
    this.clear();
    const { purpose } = row.segment;
    if (purpose === null) this.putReached(reading, row, windowOf);
    else this.putOnPurpose(reading, row, windowOf, purpose);
    if (isTriedAnywhere(reading, row, windowOf)) this.giveUp(reading, row);
  }

  /** The day on which a window was met; FAR where it was not. */
  metOn(k: number): number {
    const found = this.reached[k + 1]!;
    return found <= 0 ? FAR : this.day[found - 1]!;
  }

  state(k: number): State {
    return stateAt({ fixed: UNFIXED, first: this.first[k]!, last: this.last[k]!, metOn: this.metOn(k), after: this.after(k) }, this.today);
  }

  /** Makes the row the k-th duty of the list. */
  fill(row: Row, k: number): void {
    row.begin(this.first[k]!, this.last[k]!, k);
    const found = this.reached[k + 1]!;
    if (found > 0) {
      row.credits = 1;
      row.credited[0] = found - 1;
      row.metOn = this.day[found - 1]!;
      row.reasons |= REASON.credited;
    }
    row.after = this.after(k);
    settle(row, this.today, row.vacant);
  }

  private after(k: number): After {
    return this.reached[k + 1] === TRIED ? ATTEMPTED : this.unmet;
  }

  private clear(): void {
    const places = this.size + 1;
    if (places > this.reached.length) this.reached = new Int32Array(places * 2);
    const { reached } = this;
    for (let place = 0; place < places; place++) reached[place] = 0;
  }

  /** From the last to the first: of the visits of one window the first is put down last, and stays. */
  private putReached(reading: Reading, row: Row, windowOf: Uint16Array): void {
    const { day, kind, reached } = reading.visits;
    const { first, last, kinds } = row;
    const { roleIndex } = row.segment;
    const list = reached.lists[roleIndex]!;
    const put = this.reached;
    for (let place = reached.placeFrom(roleIndex, last + 1, day) - 1; place >= 0; place--) {
      const visit = list[place]!;
      const on = day[visit]!;
      if (on < first) break;
      put[windowOf[on - first]! * creditable(kinds, kind[visit]!)] = visit + 1;
    }
  }

  /** The same of a rule that asks for a purpose: few visits have it, and those alone are looked into. */
  private putOnPurpose(reading: Reading, row: Row, windowOf: Uint16Array, purpose: string): void {
    const { visits } = reading;
    const { day, kind, reached } = visits;
    const { roleIndex } = row.segment;
    const list = reached.lists[roleIndex]!;
    for (let place = reached.placeFrom(roleIndex, row.last + 1, day) - 1; place >= 0; place--) {
      const visit = list[place]!;
      const on = day[visit]!;
      if (on < row.first) break;
      if (!visits.hasPurpose(visit, purpose) || !isMeantFor(reading, row, visit)) continue;
      this.reached[windowOf[on - row.first]! * creditable(row.kinds, plainBit(kind[visit]!))] = visit + 1;
    }
  }

  private giveUp(reading: Reading, row: Row): void {
    const { attemptsNeeded } = row.segment;
    for (let k = 0; k < this.size; k++) {
      if (this.reached[k + 1] !== 0) continue;
      row.first = this.first[k]!;
      if (daysTried(reading, row, this.last[k]!, attemptsNeeded) >= attemptsNeeded) this.reached[k + 1] = TRIED;
    }
  }
}

/** Whether as many tries as make a window `attempted` lie in one window anywhere: seldom, so windows need not be asked. */
function isTriedAnywhere(reading: Reading, row: Row, windowOf: Uint16Array): boolean {
  const { attemptsNeeded } = row.segment;
  if (attemptsNeeded < 1) return true;
  const { day, notReached } = reading.visits;
  const list = notReached.lists[row.segment.roleIndex]!;
  const count = notReached.counts[row.segment.roleIndex]!;
  for (let place = attemptsNeeded - 1; place < count; place++) {
    const earliest = day[list[place - attemptsNeeded + 1]!]!;
    const latest = day[list[place]!]!;
    if (earliest < row.first || latest > row.last) continue;
    if (windowOf[earliest - row.first] === windowOf[latest - row.first]) return true;
  }
  return false;
}

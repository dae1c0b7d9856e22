import { FAR } from './day.ts';
import { creditable, daysTried, isMeantFor } from './credit.ts';
import type { Frames } from './frames.ts';
import { plainBit } from './kinds.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { ATTEMPTED, MET, MISSED, OPEN, UPCOMING, VACANT } from './state.ts';
import type { Taker } from './walk.ts';

const NONE = -1;

/**
 * Credits all windows of a list at once, where one visit is enough for each and no two overlap: each visit is put down
 * in the window of its day. Looking for the visits of each window instead is one guess of the processor after another,
 * half of them wrong, and was most of the time of a year.
 *
 * By windows counted from one; what fits nowhere is put down in place 0, so that nothing has to be asked first.
 */
export class Sweep {
  // Typed: a write is then one store, where a list that may grow asks about its length each time.
  /** The visit that credits a window, or NONE. */
  private reached = new Int32Array(64);

  /**
   * Hands over each window of the list with what it is credited. Begins with a row that stands for all of its days; only
   * what differs from one window to the next is written.
   */
  take(reading: Reading, row: Row, frames: Frames, windowOf: Uint16Array, attemptsNeeded: number, taker: Taker): void {
    const { first, last, goesOnFrom } = frames;
    this.read(reading, row, windowOf, first.length + 1);
    const tried = this.isTriedAnywhere(reading, row, windowOf, attemptsNeeded);
    const { reached } = this;
    const { today } = reading;
    const { day } = reading.visits;
    const after = row.vacant ? VACANT : MISSED;
    const unmet = row.vacant ? row.reasons | REASON.nobodyHeldRole : row.reasons;
    const met = row.reasons | REASON.credited;
    for (let k = 0; k < first.length; k++) {
      const visit = reached[k + 1]!;
      row.index = k;
      row.first = first[k]!;
      row.last = last[k]!;
      row.after = after;
      // Windows rise: of these two questions the answer changes once in a list, which costs nothing to ask.
      row.state = row.last < today ? after : row.first <= today ? OPEN : UPCOMING;
      if (visit >= 0) {
        row.credits = 1;
        row.credited[0] = visit;
        row.metOn = day[visit]!;
        row.reasons = met;
        if (row.metOn <= today) row.state = MET;
      } else {
        row.credits = 0;
        row.metOn = FAR;
        row.reasons = unmet;
        if (tried) giveUp(reading, row, attemptsNeeded);
      }
      if (k >= goesOnFrom) row.reasons |= REASON.oldRuleGoesOn;
      taker.take(row);
    }
  }

  private read(reading: Reading, row: Row, windowOf: Uint16Array, places: number): void {
    if (places > this.reached.length) this.reached = new Int32Array(places * 2);
    const { reached } = this;
    for (let place = 0; place < places; place++) reached[place] = NONE;
    const { purpose } = row.segment;
    if (purpose === null) this.readReached(reading, row, windowOf);
    else this.readOnPurpose(reading, row, windowOf, purpose);
  }

  /** From the last to the first: of the visits of one window the first is put down last, and stays. */
  private readReached(reading: Reading, row: Row, windowOf: Uint16Array): void {
    const { day, kind, reached } = reading.visits;
    const { first, last, kinds } = row;
    const { roleIndex } = row.segment;
    const list = reached.lists[roleIndex]!;
    const put = this.reached;
    for (let place = reached.placeFrom(roleIndex, last + 1, day) - 1; place >= 0; place--) {
      const visit = list[place]!;
      const on = day[visit]!;
      if (on < first) break;
      put[windowOf[on - first]! * creditable(kinds, kind[visit]!)] = visit;
    }
  }

  /** The same of a rule that asks for a purpose: few visits have it, and those alone are looked into. */
  private readOnPurpose(reading: Reading, row: Row, windowOf: Uint16Array, purpose: string): void {
    const { visits } = reading;
    const { day, kind, reached } = visits;
    const { roleIndex } = row.segment;
    const list = reached.lists[roleIndex]!;
    for (let place = reached.placeFrom(roleIndex, row.last + 1, day) - 1; place >= 0; place--) {
      const visit = list[place]!;
      const on = day[visit]!;
      if (on < row.first) break;
      if (!visits.hasPurpose(visit, purpose) || !isMeantFor(reading, row, visit)) continue;
      this.reached[windowOf[on - row.first]! * creditable(row.kinds, plainBit(kind[visit]!))] = visit;
    }
  }

  /** Whether as many tries as make a window `attempted` lie in one window anywhere: seldom, so windows need not be asked. */
  private isTriedAnywhere(reading: Reading, row: Row, windowOf: Uint16Array, attemptsNeeded: number): boolean {
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
}

/** A window that nobody met, where there was trying in vain: it may have been often enough. */
function giveUp(reading: Reading, row: Row, attemptsNeeded: number): void {
  if (daysTried(reading, row, row.last, attemptsNeeded) < attemptsNeeded) return;
  row.after = ATTEMPTED;
  row.reasons = (row.reasons & ~REASON.nobodyHeldRole) | REASON.notReachedOnDays;
  if (row.last < reading.today) row.state = ATTEMPTED;
}

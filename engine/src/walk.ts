import type { Period } from './answers.ts';
import { choose, credit, grant } from './credit.ts';
import { adapt, callsSufficeIn, mayCallsSuffice, widen } from './families.ts';
import { CALLS } from './kinds.ts';
import { conclude, settle } from './outcome.ts';
import { exists, own } from './ownership.ts';
import { framesOf, occasionsIn, type Frames } from './frames.ts';
import { settingsFrom, type Line, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';
import { REASON } from './reasons.ts';
import { walkRolling } from './rolling.ts';
import type { Row } from './row.ts';
import { EXCUSED, UNFIXED, VOID } from './state.ts';
import { HOUSEHOLD, subjectsOf, type Subject } from './subjects.ts';
import { dutyId } from './identity.ts';
import type { Sweep } from './sweep.ts';
import type { EventWindow, Occasion } from './windows.ts';

/**
 * Takes each duty once, rule by rule, in the one row: copy what you keep. An object and not a closure: a new closure for
 * every household is a call that no compiler can see through.
 */
export interface Taker {
  take(row: Row): void;
  /** The same of a whole list of windows that were decided together; the row says what they have in common. */
  takeSwept(sweep: Sweep, row: Row): void;
}

/** Walks every duty of a household that overlaps the period. The one path behind `duties` and `states`. */
export function walk(reading: Reading, period: Period, taker: Taker): void {
  const { row } = reading;
  const { lines } = reading.plan;
  for (let l = 0; l < lines.length; l++) {
    const line = lines[l]!;
    for (let i = 0; i < line.segments.length; i++) {
      const segment = line.segments[i]!;
      if (!segment.rolling && segment.from <= period.to) walkSegment(reading, line, i, period, row, taker);
    }
    if (line.chains.length > 0) walkRolling(reading, line, period, row, taker);
  }
}

function walkSegment(reading: Reading, line: Line, i: number, period: Period, row: Row, taker: Taker): void {
  const segment = line.segments[i]!;
  if (segment.byEvent && !reading.events.concern(segment)) return;
  const subjects = subjectsOf(reading, segment);
  for (let s = 0; s < subjects.length; s++) {
    if (segment.byEvent) walkEvents(reading, segment, subjects[s]!, period, row, taker);
    else if (segment.byBirthday) walkBirthdays(reading, line.segments, i, subjects[s]!, period, row, taker);
    else walkFrames(reading, segment, subjects[s]!, framesOf(line.segments, i, reading.book.festivals, period), row, taker);
  }
}

function walkFrames(reading: Reading, segment: Segment, subject: Subject, frames: Frames, row: Row, taker: Taker): void {
  const { first, last, occasion, tails } = frames;
  if (first.length === 0) return;
  if (openUndisturbed(reading, segment, first[0]!, last[last.length - 1]!, row)) return walkUndisturbed(reading, frames, row, taker);
  row.open(segment, subject, mayCallsSuffice(reading, segment));
  row.tails = tails;
  for (let k = 0; k < first.length; k++) {
    row.begin(first[k]!, last[k]!, k);
    judge(reading, row, occasion === null ? null : occasion[k]!, taker);
  }
}

/**
 * Whether `judge` would find the same for every window within `first..last`, most families and most years: it is owned, nothing
 * bends it, one and the same answers for it. If so the row is opened with what was asked once for all, and only visits are left.
 */
function openUndisturbed(reading: Reading, segment: Segment, first: number, last: number, row: Row): boolean {
  if (!segment.plain || reading.bends || segment.settings === null || !reading.served.covers(first, last)) return false;
  // Of windows that have yet to end, whoever holds the role today is named, also when none has begun.
  if (!reading.holders.steadyIn(segment.roleIndex, Math.min(first, reading.today), last)) return false;
  const calls = callsSufficeIn(reading, segment, first, last);
  if (calls === null) return false;
  row.open(segment, HOUSEHOLD, false);
  if (calls !== 0) row.widen(CALLS, calls);
  row.workerId = reading.holders.soleHolder(segment.roleIndex);
  row.vacant = row.workerId === null && !segment.neverVacant;
  row.begin(first, last);
  return true;
}

function walkUndisturbed(reading: Reading, frames: Frames, row: Row, taker: Taker): void {
  const { first, last, tails, windowOf } = frames;
  const { attemptsNeeded } = row.segment;
  row.tails = tails;
  if (row.segment.needed === 1 && windowOf !== null) {
    reading.sweep.read(reading, row, frames, windowOf);
    return taker.takeSwept(reading.sweep, row);
  }
  choose(reading, row, row.first, row.last);
  for (let k = 0; k < first.length; k++) {
    row.begin(first[k]!, last[k]!, k);
    grant(reading, row, row.last, attemptsNeeded);
    settle(row, reading.today, row.vacant);
    taker.take(row);
  }
}

function walkBirthdays(
  reading: Reading, segments: readonly Segment[], i: number, subject: Subject, period: Period, row: Row, taker: Taker,
): void {
  const segment = segments[i]!;
  const { before, after } = segment.rule.window as Occasion;
  row.open(segment, subject, mayCallsSuffice(reading, segment));
  for (const day of occasionsIn(segments, i, reading.book.festivals, subject.birth, period)) {
    row.begin(day - before, day + after);
    judge(reading, row, day, taker);
  }
}

function walkEvents(reading: Reading, segment: Segment, subject: Subject, period: Period, row: Row, taker: Taker): void {
  const { events } = reading;
  const { days } = segment.rule.window as EventWindow;
  for (let i = 0; i < events.size; i++) {
    const first = events.day[i]!;
    const last = first + days;
    if (first > period.to || last < period.from || first < segment.from || first > segment.to) continue;
    if (!events.starts(i, segment)) continue;
    const doneOn = events.doneDay(first, segment);
    if (openUndisturbed(reading, segment, first, last, row)) takeUndisturbed(reading, row, doneOn, taker);
    else {
      row.open(segment, subject, mayCallsSuffice(reading, segment));
      row.begin(first, last);
      judgeEvent(reading, row, doneOn, taker);
    }
  }
}

function takeUndisturbed(reading: Reading, row: Row, doneOn: number, taker: Taker): void {
  credit(reading, row, row.last, row.segment.attemptsNeeded);
  if (doneOn < row.metOn) row.metOn = doneOn;
  settle(row, reading.today, row.vacant);
  taker.take(row);
}

function judge(reading: Reading, row: Row, occasion: number | null, taker: Taker): void {
  const settings = settingsFrom(row.segment, row.first);
  if (!row.segment.plain && !exists(row.subject, row.first, row.last, settings.ownedShare, false)) return;
  if (!own(reading, row, settings.ownedShare, false)) return;
  if (row.fixed === UNFIXED) decide(reading, row, occasion, settings.attemptsNeeded);
  conclude(reading, row);
  taker.take(row);
}

function judgeEvent(reading: Reading, row: Row, doneOn: number, taker: Taker): void {
  const settings = settingsFrom(row.segment, row.first);
  if (!row.segment.plain && !exists(row.subject, row.first, row.last, settings.ownedShare, true)) return;
  if (!own(reading, row, settings.ownedShare, true)) return;
  if (row.fixed === UNFIXED) decide(reading, row, null, settings.attemptsNeeded);
  if (row.fixed !== VOID && doneOn < row.metOn) row.metOn = doneOn;
  conclude(reading, row);
  taker.take(row);
}

/** What a family agreed, what a person excused, and what the visits credit, for a window that is owned. */
function decide(reading: Reading, row: Row, occasion: number | null, attemptsNeeded: number): void {
  if (reading.bends || row.mayWiden) bend(reading, row, occasion);
  credit(reading, row, row.last, attemptsNeeded);
}

function bend(reading: Reading, row: Row, occasion: number | null): void {
  if (reading.bends) adapt(reading, row, occasion);
  widen(reading, row);
  if (row.fixed === UNFIXED && reading.excused !== null && reading.excused.has(dutyId(reading.facts.id, row))) {
    row.fixed = EXCUSED;
    row.reasons |= REASON.excused;
  }
}

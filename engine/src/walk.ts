import { FAR } from './day.ts';
import type { Period } from './answers.ts';
import { credit } from './credit.ts';
import { adapt, widen } from './families.ts';
import type { Event } from './facts.ts';
import { conclude } from './outcome.ts';
import { exists, own } from './ownership.ts';
import { framesOf, occasionsIn, type Frames } from './frames.ts';
import { settingsFrom, type Line, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';
import { REASON } from './reasons.ts';
import { walkRolling } from './rolling.ts';
import type { Row } from './row.ts';
import { subjectsOf, type Subject } from './subjects.ts';
import { dutyId } from './identity.ts';
import type { Occasion } from './windows.ts';

/**
 * Takes each duty once, rule by rule, in the one row: copy what you keep. An object and not a closure: a new closure for
 * every household is a call that no compiler can see through.
 */
export interface Taker {
  take(row: Row): void;
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
  const { window } = segment.rule;
  const subjects = subjectsOf(reading, segment);
  for (let s = 0; s < subjects.length; s++) {
    if (window.kind === 'event') walkEvents(reading, segment, subjects[s]!, window, period, row, taker);
    else if (window.kind === 'birthday') walkBirthdays(reading, line.segments, i, subjects[s]!, period, row, taker);
    else walkFrames(reading, segment, subjects[s]!, framesOf(line.segments, i, reading.book.festivals, period), row, taker);
  }
}

function walkFrames(reading: Reading, segment: Segment, subject: Subject, frames: Frames, row: Row, taker: Taker): void {
  const { first, last, occasion, tails } = frames;
  if (isUndisturbed(reading, segment, frames)) {
    const { attemptsNeeded } = segment.settings!;
    for (let k = 0; k < first.length; k++) {
      row.begin(segment, subject, first[k]!, last[k]!, tails[k]!);
      credit(reading, row, row.last, attemptsNeeded);
      conclude(reading, row);
      taker.take(row);
    }
    return;
  }
  for (let k = 0; k < first.length; k++) {
    row.begin(segment, subject, first[k]!, last[k]!, tails[k]!);
    judge(reading, row, occasion === null ? null : occasion[k]!, taker);
  }
}

/** Whether `judge` would find the same for every window of the list: it exists, is owned, and nothing bends it. */
function isUndisturbed(reading: Reading, segment: Segment, { first, last }: Frames): boolean {
  if (!segment.plain || reading.special || segment.settings === null || first.length === 0) return false;
  return reading.served.covers(first[0]!, last[last.length - 1]!);
}

function walkBirthdays(
  reading: Reading, segments: readonly Segment[], i: number, subject: Subject, period: Period, row: Row, taker: Taker,
): void {
  const segment = segments[i]!;
  const { before, after } = segment.rule.window as Occasion;
  for (const day of occasionsIn(segments, i, reading.book.festivals, subject.birth, period)) {
    row.begin(segment, subject, day - before, day + after);
    judge(reading, row, day, taker);
  }
}

function walkEvents(
  reading: Reading, segment: Segment, subject: Subject, window: { events: readonly string[]; days: number },
  period: Period, row: Row, taker: Taker,
): void {
  const { events } = reading.facts;
  for (let i = 0; i < events.length; i++) {
    const first = events[i]!.day;
    const last = first + window.days;
    if (first > period.to || last < period.from || first < segment.from || first > segment.to) continue;
    if (!startsDuty(events[i]!, segment, window.events) || isRepeated(events, i, segment, window.events)) continue;
    row.begin(segment, subject, first, last);
    judgeEvent(reading, row, doneDay(events, first, segment, window.events), taker);
  }
}

function startsDuty(event: Event, segment: Segment, kinds: readonly string[]): boolean {
  return (event.role === null || event.role === segment.rule.role) && kinds.includes(event.kind);
}

/** Two events on one day start one duty: the later record of the two says nothing new. */
function isRepeated(events: readonly Event[], i: number, segment: Segment, kinds: readonly string[]): boolean {
  for (let j = 0; j < i; j++) if (events[j]!.day === events[i]!.day && startsDuty(events[j]!, segment, kinds)) return true;
  return false;
}

/** The day on which all that began on `first` was done; FAR while something is not. */
function doneDay(events: readonly Event[], first: number, segment: Segment, kinds: readonly string[]): number {
  let done = 0;
  for (const event of events) {
    if (event.day !== first || !startsDuty(event, segment, kinds)) continue;
    if (event.doneOn === null || event.doneOn < first) return FAR;
    if (event.doneOn > done) done = event.doneOn;
  }
  return done;
}

function judge(reading: Reading, row: Row, occasion: number | null, taker: Taker): void {
  const settings = settingsFrom(row.segment, row.first);
  if (!row.segment.plain && !exists(row.subject, row.first, row.last, settings.ownedShare, false)) return;
  if (!own(reading, row, settings.ownedShare, false)) return;
  if (row.fixed === null) decide(reading, row, occasion, settings.attemptsNeeded);
  conclude(reading, row);
  taker.take(row);
}

function judgeEvent(reading: Reading, row: Row, doneOn: number, taker: Taker): void {
  const settings = settingsFrom(row.segment, row.first);
  if (!row.segment.plain && !exists(row.subject, row.first, row.last, settings.ownedShare, true)) return;
  if (!own(reading, row, settings.ownedShare, true)) return;
  if (row.fixed === null) decide(reading, row, null, settings.attemptsNeeded);
  if (row.fixed !== 'void' && doneOn < row.metOn) row.metOn = doneOn;
  conclude(reading, row);
  taker.take(row);
}

/** What a family agreed, what a person excused, and what the visits credit, for a window that is owned. */
function decide(reading: Reading, row: Row, occasion: number | null, attemptsNeeded: number): void {
  if (reading.special) bend(reading, row, occasion);
  credit(reading, row, row.last, attemptsNeeded);
}

function bend(reading: Reading, row: Row, occasion: number | null): void {
  if (reading.adapts) adapt(reading, row, occasion);
  widen(reading, row);
  if (row.fixed === null && reading.excused !== null && reading.excused.has(dutyId(reading.facts.id, row))) {
    row.fixed = 'excused';
    row.reasons |= REASON.excused;
  }
}

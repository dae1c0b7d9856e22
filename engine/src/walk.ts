import { FAR } from './day.ts';
import type { Period } from './answers.ts';
import { credit } from './credit.ts';
import { adapt, widen } from './families.ts';
import type { Event } from './facts.ts';
import { conclude } from './outcome.ts';
import { exists, own } from './ownership.ts';
import { ownsOccasion, settingsFrom, type Line, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';
import { REASON } from './reasons.ts';
import { walkRolling } from './rolling.ts';
import type { Row } from './row.ts';
import { subjectsOf, type Subject } from './subjects.ts';
import { dutyId } from './identity.ts';
import { isCalendar, isOccasion, nextWindowStart, occasionDays, windowStart, type Occasion } from './windows.ts';

/** Called once for each duty, rule by rule, with the one row: copy what you keep. */
export type Emit = (row: Row) => void;

/** Walks every duty of a household that overlaps the period. The one path behind `duties` and `states`. */
export function walk(reading: Reading, period: Period, emit: Emit): void {
  const { row } = reading;
  for (const line of reading.plan.lines) {
    let rolling = false;
    for (let i = 0; i < line.segments.length; i++) {
      const segment = line.segments[i]!;
      if (segment.rolling) rolling = true;
      else if (segment.from <= period.to) walkSegment(reading, line, i, period, row, emit);
    }
    if (rolling) walkRolling(reading, line, period, row, emit);
  }
}

function walkSegment(reading: Reading, line: Line, i: number, period: Period, row: Row, emit: Emit): void {
  const segment = line.segments[i]!;
  const { window } = segment.rule;
  for (const subject of subjectsOf(reading, segment)) {
    if (isCalendar(window)) walkCalendar(reading, segment, subject, period, row, emit);
    else if (isOccasion(window)) walkOccasions(reading, line.segments, i, subject, period, row, emit);
    else if (window.kind === 'event') walkEvents(reading, segment, subject, window, period, row, emit);
  }
}

function walkCalendar(reading: Reading, segment: Segment, subject: Subject, period: Period, row: Row, emit: Emit): void {
  const { window } = segment.rule;
  const until = Math.min(period.to, segment.startsUntil);
  let first = windowStart(window, Math.max(period.from, segment.from));
  if (first < segment.from) first = nextWindowStart(window, first);
  // A version that ended before the period may still reach into it with the window it had begun.
  while (first <= until) {
    const next = nextWindowStart(window, first);
    row.begin(segment, subject, first, next <= segment.cut ? next - 1 : segment.cut);
    if (row.last >= period.from) judge(reading, row, null, emit);
    first = next;
  }
}

function walkOccasions(
  reading: Reading, segments: readonly Segment[], i: number, subject: Subject, period: Period, row: Row, emit: Emit,
): void {
  const segment = segments[i]!;
  const window = segment.rule.window as Occasion;
  const { before, after } = window;
  const days = occasionDays(window, reading.book.festivals, subject.birth, period.from - after, period.to + before);
  for (const day of days) {
    if (day < period.from - after || day > period.to + before) continue;
    if (!ownsOccasion(segments, i, day - before, (other) => (other.rule.window as Occasion).before)) continue;
    row.begin(segment, subject, day - before, day + after);
    judge(reading, row, day, emit);
  }
}

function walkEvents(
  reading: Reading, segment: Segment, subject: Subject, window: { events: readonly string[]; days: number },
  period: Period, row: Row, emit: Emit,
): void {
  const { events } = reading.facts;
  for (let i = 0; i < events.length; i++) {
    if (!startsDuty(events[i]!, segment, window.events) || isRepeated(events, i, segment, window.events)) continue;
    const first = events[i]!.day;
    const last = first + window.days;
    if (first > period.to || last < period.from || first < segment.from || first > segment.to) continue;
    row.begin(segment, subject, first, last);
    judgeEvent(reading, row, doneDay(events, first, segment, window.events), emit);
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

function judge(reading: Reading, row: Row, occasion: number | null, emit: Emit): void {
  const settings = settingsFrom(row.segment, row.first);
  if (!exists(row.subject, row.first, row.last, settings.ownedShare, false)) return;
  if (!own(reading, row, settings.ownedShare, false)) return;
  if (row.fixed === null) decide(reading, row, occasion, settings.attemptsNeeded);
  conclude(reading, row);
  emit(row);
}

function judgeEvent(reading: Reading, row: Row, doneOn: number, emit: Emit): void {
  const settings = settingsFrom(row.segment, row.first);
  if (!exists(row.subject, row.first, row.last, settings.ownedShare, true)) return;
  if (!own(reading, row, settings.ownedShare, true)) return;
  if (row.fixed === null) decide(reading, row, null, settings.attemptsNeeded);
  if (row.fixed !== 'void' && doneOn < row.metOn) row.metOn = doneOn;
  conclude(reading, row);
  emit(row);
}

/** What a family agreed, what a person excused, and what the visits credit, for a window that is owned. */
function decide(reading: Reading, row: Row, occasion: number | null, attemptsNeeded: number): void {
  if (reading.adapts) adapt(reading, row, occasion);
  if (reading.adapts || reading.away.size > 0) widen(reading, row);
  if (row.fixed === null && reading.excused !== null && reading.excused.has(dutyId(reading.facts.id, row))) {
    row.fixed = 'excused';
    row.reasons |= REASON.excused;
  }
  credit(reading, row, row.last, attemptsNeeded);
}

import { FAR } from './day.ts';
import type { Period } from './answers.ts';
import { credit } from './credit.ts';
import { adapt, widen } from './families.ts';
import { conclude } from './outcome.ts';
import { exists, own } from './ownership.ts';
import { ownsOccasion, type Line, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';
import { REASON } from './reasons.ts';
import { walkRolling } from './rolling.ts';
import { Row } from './row.ts';
import { settingsOn } from './settings.ts';
import { subjectsOf, type Subject } from './subjects.ts';
import { dutyId } from './identity.ts';
import { isCalendar, isOccasion, nextWindowStart, occasionDays, windowStart, type Occasion } from './windows.ts';

/** Called once for each duty, rule by rule, with the one row: copy what you keep. */
export type Emit = (row: Row) => void;

/** Walks every duty of a household that overlaps the period. The one path behind `duties` and `states`. */
export function walk(reading: Reading, period: Period, emit: Emit): void {
  const row = new Row();
  for (const line of reading.plan.lines) {
    let rolling = false;
    for (let i = 0; i < line.segments.length; i++) {
      const segment = line.segments[i]!;
      if (segment.rule.window.kind === 'rolling') rolling = true;
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
  for (const day of occasionDays(window, reading.book.festivals, subject.birth, period.from - after, period.to + before)) {
    if (!ownsOccasion(segments, i, day - before, (other) => (other.rule.window as Occasion).before)) continue;
    row.begin(segment, subject, day - before, day + after);
    judge(reading, row, day, emit);
  }
}

function walkEvents(
  reading: Reading, segment: Segment, subject: Subject, window: { events: readonly string[]; days: number },
  period: Period, row: Row, emit: Emit,
): void {
  for (const [first, doneOn] of eventDays(reading, segment, window.events)) {
    const last = first + window.days;
    if (first > period.to || last < period.from || first < segment.from || first > segment.to) continue;
    row.begin(segment, subject, first, last);
    judgeEvent(reading, row, doneOn, emit);
  }
}

/** The days on which something began this rule's duty, and when it was done; two on one day are one duty. */
function eventDays(reading: Reading, segment: Segment, kinds: readonly string[]): Map<number, number> {
  const days = new Map<number, number>();
  for (const event of reading.facts.events) {
    if (!kinds.includes(event.kind) || (event.role !== null && event.role !== segment.rule.role)) continue;
    const done = event.doneOn === null || event.doneOn < event.day ? FAR : event.doneOn;
    days.set(event.day, Math.max(days.get(event.day) ?? 0, done));
  }
  return days;
}

function judge(reading: Reading, row: Row, occasion: number | null, emit: Emit): void {
  const settings = settingsOn(row.segment.pack, row.first);
  if (!exists(row.subject, row.first, row.last, settings.ownedShare, false)) return;
  if (!own(reading, row, settings.ownedShare, false)) return;
  if (row.fixed === null) decide(reading, row, occasion, settings.attemptsNeeded);
  conclude(reading, row);
  emit(row);
}

function judgeEvent(reading: Reading, row: Row, doneOn: number, emit: Emit): void {
  const settings = settingsOn(row.segment.pack, row.first);
  if (!exists(row.subject, row.first, row.last, settings.ownedShare, true)) return;
  if (!own(reading, row, settings.ownedShare, true)) return;
  if (row.fixed === null) decide(reading, row, null, settings.attemptsNeeded);
  if (row.fixed !== 'void' && doneOn < row.metOn) row.metOn = doneOn;
  conclude(reading, row);
  emit(row);
}

/** What a family agreed, what a person excused, and what the visits credit, for a window that is owned. */
function decide(reading: Reading, row: Row, occasion: number | null, attemptsNeeded: number): void {
  adapt(reading, row, occasion);
  widen(reading, row);
  if (row.fixed === null && reading.excused !== null && reading.excused.has(dutyId(reading.facts.id, row))) {
    row.fixed = 'excused';
    row.reasons |= REASON.excused;
  }
  credit(reading, row, row.last, attemptsNeeded);
}

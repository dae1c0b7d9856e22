import type { FestivalCalendar, Period } from './answers.ts';
import { idTail } from './identity.ts';
import { ownsOccasion, type Segment } from './plan.ts';
import { isCalendar, nextWindowStart, occasionDays, windowStart, type Occasion } from './windows.ts';

/**
 * The windows of one version of a rule that overlap a period, as columns. They hang on no household, and a rebuild asks
 * for one period a hundred thousand times: worked out anew, they were a third of deciding a year.
 */
export interface Frames {
  readonly from: number;
  readonly to: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** The days of the festival or the fixed day; null for calendar windows. */
  readonly occasion: readonly number[] | null;
  /** From the first day to the last, for each day the window it lies in, counted from one, or 0; null where windows overlap. */
  readonly windowOf: Uint16Array | null;
  /** The shared ends of the duties' ids. */
  readonly tails: readonly string[];
}

// Some 55 years; 40 KB for one version of a rule, and windows are then fewer than a place of the table can count.
const MOST_DAYS = 20_000;

/** The windows of the i-th version over a period: a calendar's, a festival's or a fixed day's; kept for the next household. */
export function framesOf(segments: readonly Segment[], i: number, festivals: FestivalCalendar, period: Period): Frames {
  const segment = segments[i]!;
  const known = segment.frames;
  if (known !== null && known.from === period.from && known.to === period.to) return known;
  const { window } = segment.rule;
  segment.frames = isCalendar(window)
    ? calendarFrames(segment, period)
    : occasionFrames(segments, i, occasionsIn(segments, i, festivals, null, period), period);
  return segment.frames;
}

/** The days of the occasions that belong to the i-th version and whose windows overlap the period. */
export function occasionsIn(
  segments: readonly Segment[], i: number, festivals: FestivalCalendar, birth: number | null, period: Period,
): readonly number[] {
  const window = segments[i]!.rule.window as Occasion;
  const from = period.from - window.after;
  const to = period.to + window.before;
  return occasionDays(window, festivals, birth, from, to).filter(
    (day) => day >= from && day <= to && ownsOccasion(segments, i, day - window.before, daysBefore),
  );
}

function daysBefore(segment: Segment): number {
  return (segment.rule.window as Occasion).before;
}

function calendarFrames(segment: Segment, period: Period): Frames {
  const { window } = segment.rule;
  const first: number[] = [];
  const last: number[] = [];
  const until = Math.min(period.to, segment.startsUntil);
  let start = windowStart(window, Math.max(period.from, segment.from));
  if (start < segment.from) start = nextWindowStart(window, start);
  while (start <= until) {
    const next = nextWindowStart(window, start);
    const end = next <= segment.cut ? next - 1 : segment.cut;
    // A version that ended before the period may still reach into it with the window it had begun.
    if (end >= period.from) {
      first.push(start);
      last.push(end);
    }
    start = next;
  }
  return frames(segment, period, first, last, null);
}

/** Windows so far apart that a table would be mostly empty are told day by day elsewhere. */
function windowsByDay(first: readonly number[], last: readonly number[]): Uint16Array | null {
  const from = first[0] ?? 0;
  const to = last[last.length - 1] ?? from;
  if (to - from > MOST_DAYS || first.some((day, k) => k > 0 && day <= last[k - 1]!)) return null;
  const windows = new Uint16Array(to - from + 1);
  for (const [k, day] of first.entries()) windows.fill(k + 1, day - from, last[k]! - from + 1);
  return windows;
}

function occasionFrames(segments: readonly Segment[], i: number, days: readonly number[], period: Period): Frames {
  const { before, after } = segments[i]!.rule.window as Occasion;
  return frames(segments[i]!, period, days.map((day) => day - before), days.map((day) => day + after), days);
}

function frames(segment: Segment, { from, to }: Period, first: readonly number[], last: readonly number[], occasion: readonly number[] | null): Frames {
  return {
    from, to,
    first, last, occasion,
    windowOf: windowsByDay(first, last),
    tails: first.map((day) => idTail(segment.rule.id, day)),
  };
}

import { FAR } from './day.ts';
import { DaySet } from './day-set.ts';
import type { Period } from './answers.ts';
import { credit } from './credit.ts';
import { adapt, mayCallsSuffice, widen } from './families.ts';
import { dutyId } from './identity.ts';
import { conclude } from './outcome.ts';
import { exists, own } from './ownership.ts';
import { settingsFrom, type Line, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';
import { REASON } from './reasons.ts';
import type { Row } from './row.ts';
import { EXCUSED, UNFIXED, VOID } from './state.ts';
import { subjectsOf, type Subject } from './subjects.ts';
import type { Taker } from './walk.ts';

/**
 * Rolling windows hang on one another: each begins on the day after the visit that closed the one before. So the chain
 * is always walked from its beginning, whatever the period; that is also why a slice and the whole come out equal.
 */
interface Chain {
  readonly segments: readonly Segment[];
  readonly subject: Subject;
  /** Days on which the household is served and the condition, the age and the holder stand. */
  readonly active: DaySet;
  /** The last day on which a window may begin, and past which none reaches. */
  readonly startsUntil: number;
  readonly cut: number;
  /** The last day of the rule where nothing follows it: it asks for nothing later than what was due by then. */
  readonly abolished: number;
}

export function walkRolling(reading: Reading, line: Line, period: Period, row: Row, taker: Taker): void {
  for (const segments of line.chains) {
    if (segments[0]!.from > period.to) continue;
    const last = segments[segments.length - 1]!;
    for (const subject of subjectsOf(reading, segments[0]!)) {
      walkChain(reading, {
        segments,
        subject,
        active: activeDays(reading, subject),
        startsUntil: last.startsUntil,
        cut: last.cut,
        abolished: Math.max(last.to, last.startsUntil),
      }, period, row, taker);
    }
  }
}

function activeDays(reading: Reading, subject: Subject): DaySet {
  let days = reading.served;
  for (const asked of [subject.flagged, subject.aged, subject.held]) if (asked !== null) days = days.and(asked);
  if (subject.death === FAR) return days;
  const life = new DaySet();
  life.add(-FAR, subject.death);
  return days.and(life);
}

function walkChain(reading: Reading, chain: Chain, period: Period, row: Row, taker: Taker): void {
  const startsUntil = Math.min(chain.startsUntil, period.to);
  let first = chain.active.firstFrom(chain.segments[0]!.from);
  while (first !== null && first <= startsUntil) {
    const segment = segmentOn(chain, first);
    row.open(segment, chain.subject, mayCallsSuffice(reading, segment));
    row.begin(first, 0);
    const step = judgeWindow(reading, chain, row);
    if (step.exists && endsOn(row, reading.today) >= period.from) {
      conclude(reading, row);
      taker.take(row);
    }
    first = step.next;
  }
}

/** The version in force on the first day of a window; past the last one the old rule goes on. */
function segmentOn(chain: Chain, first: number): Segment {
  let found = chain.segments[0]!;
  for (const segment of chain.segments) if (segment.from <= first) found = segment;
  return found;
}

interface Step {
  readonly exists: boolean;
  /** The first day of the next window; null when no other follows. */
  readonly next: number | null;
}

/** Decides one rolling window and says where the next one begins. */
function judgeWindow(reading: Reading, chain: Chain, row: Row): Step {
  const { active } = chain;
  const { rule } = row.segment;
  const settings = settingsFrom(row.segment, row.first);
  row.last = Math.min(row.first + (rule.window as { days: number }).days - 1, chain.cut);
  const until = openUntil(chain, row);
  widen(reading, row);
  credit(reading, row, until, settings.attemptsNeeded);
  const inTime = row.metOn <= row.last;
  if (inTime && !pausedBy(reading, row, row.metOn)) return closed(reading, chain, row);
  if (!inTime) {
    const elsewhere: Step = { exists: false, next: active.nextBeginning(row.first) };
    if (!exists(chain.subject, row.first, row.last, settings.ownedShare, false)) return elsewhere;
    if (!own(reading, row, settings.ownedShare, false)) return elsewhere;
    if (row.fixed === VOID) return { exists: true, next: forget(row, elsewhere.next) };
  }
  adapt(reading, row, null);
  if (row.fixed === UNFIXED) return closed(reading, chain, row);
  const over = (row.reasons & REASON.paused) === 0 ? row.last : reading.paused.endOfLastWithin(row.first, row.last)!;
  return { exists: true, next: forget(row, active.firstFrom(over + 1)) };
}

/** Met, late, excused or still owed: a window that nothing but a visit or a person's decision ends. */
function closed(reading: Reading, chain: Chain, row: Row): Step {
  const { active } = chain;
  if (reading.excused !== null && reading.excused.has(dutyId(reading.facts.id, row))) {
    row.fixed = EXCUSED;
    row.reasons |= REASON.excused;
    if (row.metOn <= row.last) return { exists: true, next: active.firstFrom(row.metOn + 1) };
    return { exists: true, next: forget(row, active.firstFrom(row.last + 1)) };
  }
  if (row.metOn !== FAR) return { exists: true, next: active.firstFrom(row.metOn + 1) };
  row.until = openUntil(chain, row);
  return { exists: true, next: active.nextBeginning(row.until) };
}

/** The last day on which a visit may close the window: while the family is served and the rule asks, however late. */
function openUntil(chain: Chain, row: Row): number {
  const { active, cut, abolished } = chain;
  if (!active.has(row.last)) return Math.min(active.endOfLastWithin(row.first, row.last) ?? row.last, row.last);
  return Math.min(active.endOf(row.last), cut, Math.max(abolished, row.last));
}

/** Whether a pause had begun by `day`: a window closed before it is met, one still due inside it may be adapted. */
function pausedBy(reading: Reading, row: Row, day: number): boolean {
  return reading.paused.size > 0 && reading.paused.count(row.first, day) > 0;
}

/** Takes the visits of a window that is void, adapted or excused out again: they belong to the one that follows. */
function forget(row: Row, next: number | null): number | null {
  row.credits = 0;
  row.metOn = FAR;
  row.reasons &= ~REASON.credited;
  return next;
}

/** The last day on which a decided rolling duty is still to be seen: overdue it is, until somebody comes. */
function endsOn(row: Row, today: number): number {
  if (row.fixed !== UNFIXED) return row.last;
  if (row.metOn !== FAR) return Math.max(row.last, row.metOn);
  return row.last < today ? row.until : row.last;
}

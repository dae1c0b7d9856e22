import { toNumber, type Assignment, type Book, type Day, type Spell } from '@lianxin/engine';
import type { AccommodationInput, AccommodationProblem, Status } from './accommodations.schema.ts';

export interface Decided {
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly reviewDay: string | null;
  readonly approved: boolean;
  readonly refused: boolean;
}

/** Approved ones last until their last day and past their review day; the review is the office's duty, not the family's (G3). */
export function statusOf({ approved, refused, toDay }: Decided, today: string): Status {
  if (refused) return 'refused';
  if (!approved) return 'asked';
  return toDay !== null && toDay < today ? 'ended' : 'approved';
}

export const reviewDue = (one: Decided, today: string): boolean =>
  statusOf(one, today) === 'approved' && one.reviewDay !== null && one.reviewDay <= today;

/** Festivals a family may decline: those of the calendar, birthdays, and the fixed days of any region, by rule id. */
export function knownFestivals(book: Book): Set<string> {
  const fixed = Object.values(book.packs).flatMap((pack) => pack.rules).filter((rule) => rule.window.kind === 'fixedDay').map((rule) => rule.id);
  return new Set([...Object.keys(book.festivals.days), 'birthday', ...fixed]);
}

/** What is wrong with a request by itself; null: nothing. */
export function requestProblem(input: AccommodationInput, book: Book, served: readonly Spell[]): AccommodationProblem | null {
  const { kind, fromDay, accepted } = input;
  const festivals = input.festivals ?? [];
  const days = input.days ?? [];
  if (input.toDay && input.toDay < fromDay) return 'accommodation.days';
  if (input.reviewDay && (input.reviewDay < fromDay || (input.toDay && input.reviewDay > input.toDay))) return 'accommodation.review';
  if ((festivals.length > 0 && kind !== 'noFestival') || (days.length > 0 && kind !== 'noDays')) return 'accommodation.extra';
  if (kind === 'noDays' && (days.length === 0 || days.some((span) => span.to !== null && span.to < span.from))) return 'accommodation.daysMissing';
  const known = knownFestivals(book);
  if (festivals.some((festival) => !known.has(festival))) return 'accommodation.festivals';
  if ((kind === 'noHomeVisit' && accepted === 'home') || ((kind === 'pause' || kind === 'noContact') && accepted)) return 'accommodation.accepted';
  const from = toNumber(fromDay as Day);
  return served.some((spell) => spell.to === null || spell.to >= from) ? null : 'accommodation.notServed';
}

/**
 * Whether an agreement would relieve this worker: they hold a role in the household, today or on any of its days. Such a person never decides
 * it (duties.md, Families).
 */
export function relieves(assignments: readonly Assignment[], workerId: string | null, agreement: { readonly fromDay: string; readonly toDay: string | null }, today: string): boolean {
  if (workerId === null) return false;
  const from = Math.min(toNumber(agreement.fromDay as Day), toNumber(today as Day));
  const to = agreement.toDay === null ? Infinity : Math.max(toNumber(agreement.toDay as Day), toNumber(today as Day));
  return assignments.some((one) => one.workerId === workerId && one.from <= to && (one.to === null || one.to >= from));
}

export interface ReviewEvent {
  readonly eventId: string;
  readonly day: string;
}

export interface ReviewChanges {
  readonly add: readonly string[];
  /** Reviewed after its day had come. */
  readonly done: readonly ReviewEvent[];
  /** No longer asked for. */
  readonly gone: readonly ReviewEvent[];
}

/**
 * Brings a household's review events in line with its agreements: one event for each review day, since two on one day would be the same duty. An
 * event that no agreement asks for any more is done when somebody looked at that agreement on or after its day, else it is gone.
 * @param agreed the household's agreements as they stand now. @param open its review events neither done nor voided.
 * @param looked the review day an agreement had, and the day somebody reviewed or ended it; null: neither.
 */
export function reviewChanges(agreed: readonly Decided[], open: readonly ReviewEvent[], looked: { readonly reviewDay: string | null; readonly on: string } | null): ReviewChanges {
  const asked = new Set(agreed
    .filter((one) => one.approved && !one.refused && one.reviewDay !== null && (one.toDay === null || one.reviewDay <= one.toDay))
    .map((one) => one.reviewDay!));
  const there = new Set(open.map((event) => event.day));
  const dropped = open.filter((event) => !asked.has(event.day));
  const isDone = (event: ReviewEvent): boolean => looked !== null && event.day === looked.reviewDay && event.day <= looked.on;
  return { add: [...asked].filter((day) => !there.has(day)).sort(), done: dropped.filter(isDone), gone: dropped.filter((event) => !isDone(event)) };
}

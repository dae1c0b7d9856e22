import { FAR } from './day.ts';
import type { Accommodation } from './facts.ts';
import { CALLS, HOME, kindBit } from './kinds.ts';
import type { Segment } from './plan.ts';
import { REASON } from './reasons.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import { ADAPTED, UNFIXED } from './state.ts';

// Families' own ways: what a household agreed changes its duties before anybody is measured by them.

/** Sets a row `adapted`, or the kind the family accepts. `occasion` is the day of the festival; null for other windows. */
export function adapt(reading: Reading, row: Row, occasion: number | null): void {
  const length = row.last - row.first + 1;
  if (reading.paused.size > 0 && reading.paused.count(row.first, row.last) * 2 >= length) fix(row, REASON.paused);
  else if (occasion !== null && reading.wishes.length > 0) adaptOccasion(reading, row, occasion);
  if (reading.noDays.size > 0 && row.fixed === UNFIXED && reading.noDays.count(row.first, row.last) === length) {
    if ((row.reasons & REASON.acceptedKindOwed) === 0) fix(row, REASON.noDayLeft);
  }
}

function fix(row: Row, reason: number): void {
  row.fixed = ADAPTED;
  row.reasons |= reason;
}

/** A wish without an accepted channel outweighs one with: the family that wants nobody is left in peace. */
function adaptOccasion(reading: Reading, row: Row, occasion: number): void {
  let accepted = 0;
  for (const wish of reading.wishes) {
    if (!speaksOf(wish, row, occasion)) continue;
    if (wish.accepted === null) return fix(row, REASON.festivalDeclined);
    accepted |= kindBit(wish.accepted);
  }
  if (accepted === 0) return;
  row.kinds = accepted;
  row.reasons |= REASON.acceptedKindOwed;
}

/**
 * Whether a wish is about this occasion. A declined festival counts when the wish stands on the festival's day or on
 * the window's last day (C: so a wish voiced after the day still stops the visit); days not to come, when the
 * festival itself falls on one.
 */
function speaksOf(wish: Accommodation, row: Row, occasion: number): boolean {
  if (wish.kind === 'noDays') {
    return standsOn(wish, occasion) && wish.days.some((days) => standsOn(days, occasion));
  }
  if (!standsOn(wish, occasion) && !standsOn(wish, row.last)) return false;
  return wish.festivals === null || wish.festivals.includes(occasionName(row.segment));
}

function standsOn(spell: { from: number; to: number | null }, day: number): boolean {
  return spell.from <= day && day <= (spell.to ?? FAR);
}

function occasionName(segment: Segment): string {
  const { window } = segment.rule;
  if (window.kind === 'festival') return window.festival;
  return window.kind === 'birthday' ? 'birthday' : segment.rule.id;
}

/** Why `home` also reads phone and online on a day; 0 where it does not. */
export function callsSuffice(reading: Reading, segment: Segment, day: number): number {
  if ((segment.kinds & HOME) === 0) return 0;
  if (reading.noHome.size > 0 && reading.noHome.has(day)) return REASON.callsSufficeAccommodation;
  if (segment.rule.awayCallsSuffice && reading.away.size > 0 && reading.away.has(day)) return REASON.callsSufficeAway;
  return 0;
}

/** Whether calls may suffice on any day at all. */
export function mayCallsSuffice(reading: Reading, segment: Segment): boolean {
  return (segment.kinds & HOME) !== 0 && (reading.noHome.size > 0 || (segment.rule.awayCallsSuffice && reading.away.size > 0));
}

/**
 * The same for all days of `first..last`: the reason, 0 where calls suffice on none of them, null where some days differ from others.
 */
export function callsSufficeIn(reading: Reading, segment: Segment, first: number, last: number): number | null {
  if (!mayCallsSuffice(reading, segment)) return 0;
  const { noHome, away } = reading;
  if (noHome.covers(first, last)) return REASON.callsSufficeAccommodation;
  if (noHome.count(first, last) > 0) return null;
  if (!segment.rule.awayCallsSuffice || away.count(first, last) === 0) return 0;
  return away.covers(first, last) ? REASON.callsSufficeAway : null;
}

/** Widens the kinds of a row when calls suffice on its last day, the day that also decides whether it is owned. */
export function widen(reading: Reading, row: Row): void {
  if (!row.mayWiden || (row.reasons & REASON.acceptedKindOwed) !== 0) return;
  const reason = callsSuffice(reading, row.segment, row.last);
  if (reason === 0) return;
  row.kinds |= CALLS;
  row.reasons |= reason;
}

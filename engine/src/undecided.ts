import { FAR } from './day.ts';
import type { Period, Undecided } from './answers.ts';
import type { Member } from './facts.ts';
import { isByMember, type Segment } from './plan.ts';
import type { Reading } from './reading.ts';

/**
 * What could not be decided in a period and which fact is missing, by rule and member; better said than left out.
 * The rule of `household.pack` is empty: without a pack no rule is known.
 */
export function undecided(reading: Reading, period: Period): readonly Undecided[] {
  if (reading.served.count(period.from, period.to) === 0) return [];
  const found: Undecided[] = [];
  if (hasDayWithoutPack(reading, period)) found.push({ rule: '', memberId: null, fact: 'household.pack', clause: null });
  for (const line of reading.plan.lines) {
    for (const segment of line.segments) {
      if (segment.from <= period.to && segment.to >= period.from) addUndecided(reading, segment, period, found);
    }
  }
  return found;
}

function hasDayWithoutPack(reading: Reading, period: Period): boolean {
  const { served, plan } = reading;
  const length = period.to - period.from + 1;
  if (plan.packDays.count(period.from, period.to) === length) return false;
  return served.and(plan.packDays).count(period.from, period.to) < served.count(period.from, period.to);
}

function addUndecided(reading: Reading, segment: Segment, period: Period, found: Undecided[]): void {
  const { rule } = segment;
  const say = (fact: Undecided['fact'], memberId: string | null): void => {
    const same = found.some((one) => one.rule === rule.id && one.memberId === memberId && one.fact === fact);
    if (!same) found.push({ rule: rule.id, memberId, fact, clause: rule.clause });
  };
  if (festivalUnknown(reading, segment, period)) say('festival.day', null);
  const asksBirth = rule.window.kind === 'birthday' || rule.when?.ageFrom !== undefined;
  if (!asksBirth) return;
  const living = reading.members.filter((member) => (member.deathDay ?? FAR) >= period.from);
  const unborn = living.filter((member) => member.birthDay === null);
  if (isByMember(rule)) for (const member of unborn) say('member.birthDay', member.id);
  else if (unborn.length > 0 && !reachedByAny(living, rule.when?.ageFrom ?? 0, period)) say('member.birthDay', unborn[0]!.id);
}

/** Whether a known member is old enough all through the period, so that the unknown one cannot change the answer. */
function reachedByAny(members: readonly Member[], years: number, period: Period): boolean {
  return members.some((member) => {
    if (member.birthDay === null || (member.deathDay ?? FAR) < period.to) return false;
    // 366 days a year is never too few, so "surely reached" is never said too early.
    return member.birthDay + years * 366 <= period.from;
  });
}

function festivalUnknown(reading: Reading, segment: Segment, period: Period): boolean {
  const { window } = segment.rule;
  if (window.kind !== 'festival') return false;
  const { festivals } = reading.book;
  const from = Math.max(period.from, segment.from) - window.after;
  const to = Math.min(period.to, segment.to) + window.before;
  return festivals.days[window.festival] === undefined || from < festivals.from || to > festivals.to;
}

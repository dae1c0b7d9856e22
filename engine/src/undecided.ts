import { FAR } from './day.ts';
import type { Period, Undecided } from './answers.ts';
import type { Member } from './facts.ts';
import type { Rule } from './pack.ts';
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
  const { lines } = reading.plan;
  for (let l = 0; l < lines.length; l++) {
    const { segments } = lines[l]!;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i]!;
      if (segment.from > period.to || segment.to < period.from) continue;
      if (segment.rule.window.kind === 'festival' && festivalUnknown(reading, segment, period)) say(found, segment.rule, 'festival.day', null);
      if (segment.asksBirth) addUnborn(reading, segment.rule, period, found);
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

function addUnborn(reading: Reading, rule: Rule, period: Period, found: Undecided[]): void {
  const living = reading.members.filter((member) => (member.deathDay ?? FAR) >= period.from);
  const unborn = living.filter((member) => member.birthDay === null);
  if (isByMember(rule)) for (const member of unborn) say(found, rule, 'member.birthDay', member.id);
  else if (unborn.length > 0 && !reachedByAny(living, rule.when?.ageFrom ?? 0, period)) say(found, rule, 'member.birthDay', unborn[0]!.id);
}

/** Two versions of a rule that miss the same fact say so once. */
function say(found: Undecided[], rule: Rule, fact: Undecided['fact'], memberId: string | null): void {
  const same = found.some((one) => one.rule === rule.id && one.memberId === memberId && one.fact === fact);
  if (!same) found.push({ rule: rule.id, memberId, fact, clause: rule.clause });
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

import { FAR, type DayNumber } from './day.ts';
import type { Book, Duty, DutyAnswer, UncreditedReason, VisitCredit } from './answers.ts';
import type { HouseholdFacts, Visit, VisitKind } from './facts.ts';
import { CALLS, kindBit, kindList, kindMask } from './kinds.ts';
import type { Rule } from './pack.ts';
import { packOn } from './plan.ts';

const NOTHING: VisitCredit = Object.freeze({ credited: [], uncredited: [] });

/**
 * What a visit credited, and for each participant whom it credited nowhere, why not.
 * `answer` must be of a period that holds the visit's day; a visit the facts do not know credits nothing.
 */
export function explainVisit(answer: DutyAnswer, facts: HouseholdFacts, visitId: string, book: Book): VisitCredit {
  const visit = facts.visits.find((one) => one.id === visitId);
  if (visit === undefined) return NOTHING;
  const credited = answer.duties.flatMap((duty) =>
    duty.credits
      .filter((credit) => credit.visitId === visitId)
      .map(({ workerId }) => ({ dutyId: duty.id, rule: duty.rule, clause: duty.clause, workerId })),
  );
  const uncredited = [...new Set(visit.participants)].sort().flatMap((workerId) => {
    const reason = whyNot(answer, facts, visit, workerId, book);
    return reason === null ? [] : [{ workerId, reason }];
  });
  return { credited, uncredited };
}

/** Null when the visit credits a duty of a role this participant holds, whoever of several is named for it. */
function whyNot(answer: DutyAnswer, facts: HouseholdFacts, visit: Visit, workerId: string, book: Book): UncreditedReason | null {
  if (visit.voided) return 'voided';
  if (visit.declined.includes(workerId)) return 'declined';
  const roles = facts.assignments
    .filter((one) => one.workerId === workerId && one.from <= visit.day && visit.day <= (one.to ?? FAR))
    .map((one) => one.role);
  if (roles.length === 0) return 'noRole';
  if (visit.outcome === 'notReached') return 'notReached';
  const theirs = answer.duties.filter((duty) => roles.includes(duty.role) && (duty.holderId ?? workerId) === workerId);
  if (theirs.some((duty) => duty.credits.some((credit) => credit.visitId === visit.id))) return null;
  return nearestMiss(theirs.filter((duty) => isAskedOn(duty, visit.day)), facts, visit, book);
}

/** The duty that the visit came closest to decides which reason is the useful one. */
function nearestMiss(asked: readonly Duty[], facts: HouseholdFacts, visit: Visit, book: Book): UncreditedReason {
  if (asked.length === 0) return 'noWindow';
  const ofKind = asked.filter((duty) => duty.kinds.includes(visit.kind) || widensOn(duty, facts, visit, book));
  if (ofKind.length === 0) return 'kindNotAsked';
  const fits = ofKind.some((duty) => duty.purpose === null || visit.purposes.includes(duty.purpose));
  return fits ? 'alreadyMet' : 'purposeNotAsked';
}

function isAskedOn(duty: Duty, day: DayNumber): boolean {
  if (duty.fixed === 'void' || duty.first > day) return false;
  return day <= (duty.rolling && duty.metOn === null ? (duty.overdueUntil ?? FAR) : Math.max(duty.last, duty.metOn ?? 0));
}

function widensOn(duty: Duty, facts: HouseholdFacts, visit: Visit, book: Book): boolean {
  if ((kindBit(visit.kind) & CALLS) === 0 || duty.reasons.includes('acceptedKindOwed')) return false;
  const rule = packOn(facts, book, duty.first)?.rules.find((one) => one.id === duty.rule);
  return rule !== undefined && owedKinds(facts, rule, visit.day).includes(visit.kind);
}

/** The kinds that credit a rule on a day: `home` also reads phone and online where calls suffice (mark C: on the day itself). */
export function owedKinds(facts: HouseholdFacts, rule: Rule, day: DayNumber): readonly VisitKind[] {
  const stands = (spell: { from: number; to: number | null }): boolean => spell.from <= day && day <= (spell.to ?? FAR);
  const callsSuffice =
    facts.accommodations.some((one) => one.kind === 'noHomeVisit' && stands(one)) ||
    (rule.awayCallsSuffice && facts.residence.some((one) => one.kind === 'away' && stands(one)));
  const mask = kindMask(rule.kinds);
  return kindList(callsSuffice && rule.kinds.includes('home') ? mask | CALLS : mask);
}

import type { DayNumber } from './day.ts';
import type { VisitKind } from './facts.ts';
import type { Clause, Pack } from './pack.ts';

/** The days of each festival, from a library, handed in; outside `from..to` the engine cannot decide. */
export interface FestivalCalendar {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly days: Readonly<Record<string, readonly DayNumber[]>>;
}

/** What stays the same for all households: the packs by id and the festivals. */
export interface Book {
  readonly packs: Readonly<Record<string, Pack>>;
  readonly festivals: FestivalCalendar;
}

export interface Period {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

export type DutyState =
  | 'void' | 'adapted' | 'excused' | 'upcoming' | 'met' | 'open' | 'attempted' | 'vacant' | 'missed';

/** Why a duty is as it is; text belongs to the pages, the engine gives codes. */
export type ReasonCode =
  | 'ownedByService' | 'notServedOnLastDay' | 'servedTooFewDays' | 'householdEnded'
  | 'callsSufficeAway' | 'callsSufficeAccommodation' | 'festivalDeclined' | 'acceptedKindOwed' | 'noDayLeft' | 'paused'
  | 'excused' | 'credited' | 'closedLate' | 'notReachedOnDays' | 'nobodyHeldRole' | 'oldRuleGoesOn';

export interface Credit {
  readonly visitId: string;
  readonly day: DayNumber;
  readonly workerId: string;
}

export interface Duty {
  /** household[~member]~rule~first day[~holder]: the same on every machine and in every order of facts. */
  readonly id: string;
  readonly householdId: string;
  readonly memberId: string | null;
  readonly rule: string;
  readonly role: string;
  /** Only where the rule says each. */
  readonly holderId: string | null;
  readonly packId: string;
  readonly first: DayNumber;
  /** The last day in time; a rolling duty stays overdue after it until a visit closes it. */
  readonly last: DayNumber;
  readonly rolling: boolean;
  readonly kinds: readonly VisitKind[];
  readonly purpose: string | null;
  readonly needed: number;
  readonly credits: readonly Credit[];
  /** Set where no day changes it. */
  readonly fixed: 'void' | 'adapted' | 'excused' | null;
  /** The day on which the last needed credit fell. */
  readonly metOn: DayNumber | null;
  /** Days after `last` on which a rolling duty, or one the office does itself, was closed; null: in time or not closed. */
  readonly lateBy: number | null;
  /** The last day on which a rolling duty that nobody closed is overdue (service or the rule ended); null: it goes on. */
  readonly overdueUntil?: DayNumber | null;
  /** What it is once `last` is past and it was not met. */
  readonly after: 'attempted' | 'vacant' | 'missed';
  /** The holder today, or on the last day once it is over. */
  readonly workerId: string | null;
  /** Nobody holds the role on that day. */
  readonly vacant: boolean;
  readonly state: DutyState;
  readonly reasons: readonly ReasonCode[];
  readonly clause: Clause;
}

/** A rule that could not be decided, and the fact that is missing. */
export interface Undecided {
  readonly rule: string;
  readonly memberId: string | null;
  readonly fact: 'member.birthDay' | 'festival.day' | 'household.pack';
  readonly clause: Clause | null;
}

export interface DutyAnswer {
  readonly duties: readonly Duty[];
  readonly undecided: readonly Undecided[];
}

export type UncreditedReason = 'noRole' | 'declined' | 'notReached' | 'kindNotAsked' | 'purposeNotAsked' | 'alreadyMet' | 'noWindow' | 'voided';

export interface VisitCredit {
  readonly credited: readonly { readonly dutyId: string; readonly rule: string; readonly clause: Clause; readonly workerId: string }[];
  readonly uncredited: readonly { readonly workerId: string; readonly reason: UncreditedReason }[];
}

export interface RoleCoverage {
  readonly role: string;
  readonly held: boolean;
  readonly workerIds: readonly string[];
  /** Somebody holds it, but the pack asks for a leader. */
  readonly leaderMissing: boolean;
  /** First day of the present gap; null while held. */
  readonly vacantSince: DayNumber | null;
  readonly clause: Clause;
}

export interface ContactCoverage {
  readonly served: boolean;
  /** Every required role is held; false where not served. */
  readonly complete: boolean;
  readonly roles: readonly RoleCoverage[];
}

export interface Fulfilment {
  readonly met: number;
  readonly missed: number;
  readonly attempted: number;
  readonly vacant: number;
  /** Beside the figure, never in it. */
  readonly adapted: number;
  readonly excused: number;
  readonly void: number;
}

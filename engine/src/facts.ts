import type { DayNumber } from './day.ts';

/** From a day to a day, both included. `to` null: it goes on. */
export interface Spell {
  readonly from: DayNumber;
  readonly to: DayNumber | null;
}

export type VisitKind = 'home' | 'phone' | 'online' | 'message';
export type VisitOutcome = 'reached' | 'notReached';

export interface Residence extends Spell {
  readonly kind: 'local' | 'away';
}

/** A list a household or a member stands on: `key`, `livingAlone`, `registeredPoor`, `hardship`, `selfCareNone`, `selfCarePartial`. */
export interface Flag extends Spell {
  readonly key: string;
}

export interface Member {
  readonly id: string;
  readonly birthDay: DayNumber | null;
  readonly deathDay: DayNumber | null;
  readonly flags: readonly Flag[];
}

/** A worker in a contact role for this household, also where one assignment holds the role for a whole township. */
export interface Assignment extends Spell {
  readonly id: string;
  readonly role: string;
  readonly workerId: string;
  /** The worker is a party or government leader (a key household needs one, HJ 二（一）). */
  readonly leader: boolean;
}

export interface Visit {
  readonly id: string;
  readonly day: DayNumber;
  readonly kind: VisitKind;
  readonly outcome: VisitOutcome;
  readonly purposes: readonly string[];
  readonly participants: readonly string[];
  /** Participants who said they were not there; they credit nothing. */
  readonly declined: readonly string[];
  readonly voided: boolean;
}

/**
 * Something that starts a duty: an incident (`accident`, `illness`, `disaster`, `death`, `hardship`), `serviceStart`,
 * `contactChange`, `accommodationReview`, `discharge`, `contractSigned`.
 */
export interface Event {
  readonly id: string;
  readonly kind: string;
  readonly day: DayNumber;
  /** Only this role owes what follows (the role that changed hands); null: every role the rule names. */
  readonly role: string | null;
  /** The day it was done where no visit can show it (a review by the office). */
  readonly doneOn: DayNumber | null;
}

/** An agreed change of duties (G3); it goes on past its review day until someone changes it. */
export interface Accommodation extends Spell {
  readonly id: string;
  readonly kind: 'noHomeVisit' | 'noFestival' | 'noDays' | 'pause' | 'noContact' | 'preference';
  /** `noFestival`: which (festival ids, `birthday`, fixed-day rule ids); null: all of them. */
  readonly festivals: readonly string[] | null;
  /** `noDays`: the days not to come. */
  readonly days: readonly Spell[];
  /** The channel the family accepts instead; null: none. */
  readonly accepted: VisitKind | null;
}

/** A person with the right decided that this one duty need not be done. */
export interface Excuse {
  readonly dutyId: string;
}

/** The policy pack the household lives under, from a day to a day: packs change and households move. */
export interface PackSpell extends Spell {
  readonly packId: string;
}

/** All the engine may know of one household. Order within the arrays never matters. */
export interface HouseholdFacts {
  readonly id: string;
  readonly served: readonly Spell[];
  readonly residence: readonly Residence[];
  readonly flags: readonly Flag[];
  readonly members: readonly Member[];
  readonly assignments: readonly Assignment[];
  readonly visits: readonly Visit[];
  readonly events: readonly Event[];
  readonly accommodations: readonly Accommodation[];
  readonly excuses: readonly Excuse[];
  readonly packs: readonly PackSpell[];
}

import type { DayNumber } from './day.ts';

/** From a day to a day, both included. `to` null: it goes on. */
export interface Spell {
  readonly from: DayNumber;
  readonly to: DayNumber | null;
}

/** `clinic`: done where the doctor works; it credits only rules that name it. */
export type VisitKind = 'home' | 'phone' | 'online' | 'message' | 'clinic';
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
  /**
   * For whom alone it was done, as a health check: it credits only rules that ask for its purpose, and of those owed to a member only this one's.
   * Nobody: a visit to the household.
   */
  readonly member?: string | null;
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

/**
 * The visits of a household as columns, one place a visit, rising by day and of one day by id: what a store that keeps day
 * numbers and codes can hand over, and `visitColumns` makes of records. Voided visits are left out.
 * Plain lists: they come out of JSON as they are, and are as fast to look into as typed arrays.
 */
export interface VisitColumns {
  readonly ids: readonly string[];
  readonly day: readonly number[];
  /** The kind as a bit: home 1, phone 2, online 4, message 8, clinic 16; 32 times as much where it was done for one member. */
  readonly kind: readonly number[];
  /** The purposes as bits: the lowest is the first of `purposeNames`; thirty at most. */
  readonly purposes: readonly number[];
  readonly purposeNames: readonly string[];
  /** For whom alone each was done; left out where all were to the household. */
  readonly member?: readonly (string | null)[];
  /** Everybody who took part in any of them, each once. */
  readonly workers: readonly string[];
  /** Beside each worker the places of the visits he or she took part in and somebody was reached, rising, without those declined. */
  readonly reached: readonly (readonly number[])[];
  /** The same of those where nobody was. */
  readonly notReached: readonly (readonly number[])[];
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

/** The same with the visits as columns (see `compact`). */
export interface CompactFacts extends Omit<HouseholdFacts, 'visits'> {
  readonly visits: VisitColumns;
}

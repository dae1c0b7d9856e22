import { FAR, type DayNumber } from './day.ts';
import { Choice } from './credit.ts';
import { DaySet } from './day-set.ts';
import { EventTable } from './event-table.ts';
import type { Accommodation, CompactFacts, HouseholdFacts, Member } from './facts.ts';
import { Holders } from './holders.ts';
import { planOf, type Plan } from './plan.ts';
import type { Book } from './answers.ts';
import { Row } from './row.ts';
import { Sweep } from './sweep.ts';
import { VisitTable } from './visit-table.ts';

/**
 * The facts of one household, read once into arrays. One reading serves one call; `withReading` keeps them for reuse,
 * because making the arrays anew would cost more than all decisions together.
 */
export class Reading {
  facts!: HouseholdFacts | CompactFacts;
  book!: Book;
  plan!: Plan;
  today!: DayNumber;
  /** Days of service, at most until the death of the last member. */
  readonly served = new DaySet();
  /** The day on which the last member died; FAR while one lives. */
  ended: number = FAR;
  readonly away = new DaySet();
  /** Pauses and no contact at all. */
  readonly paused = new DaySet();
  readonly noHome = new DaySet();
  readonly noDays = new DaySet();
  /** Accommodations that may speak of a festival, a birthday or a fixed day. */
  readonly wishes: Accommodation[] = [];
  excused: ReadonlySet<string> | null = null;
  readonly holders = new Holders();
  readonly visits = new VisitTable();
  members: readonly Member[] = [];
  /** Whether anything but calls that suffice speaks against judging by the rule alone: something agreed, or excused. */
  bends = false;
  readonly choice = new Choice();
  readonly sweep = new Sweep();
  readonly row = new Row();
  readonly events = new EventTable();
  private counted = new Int32Array(1_024);

  read(facts: HouseholdFacts | CompactFacts, book: Book, today: DayNumber): void {
    this.facts = facts;
    this.book = book;
    this.today = today;
    this.plan = planOf(facts, book);
    this.members = facts.members.length > 1 ? [...facts.members].sort((a, b) => (a.id < b.id ? -1 : 1)) : facts.members;
    this.ended = lastDeath(facts.members);
    readServed(facts, this.ended, this.served);
    this.away.clear();
    for (const residence of facts.residence) if (residence.kind === 'away') this.away.addSpell(residence);
    this.away.merge();
    this.readAccommodations();
    this.excused = facts.excuses.length === 0 ? null : new Set(facts.excuses.map((excuse) => excuse.dutyId));
    this.bends = this.paused.size > 0 || this.noDays.size > 0 || this.wishes.length > 0 || this.excused !== null;
    this.holders.read(facts.assignments, this.plan);
    this.events.read(facts.events, this.plan);
    this.visits.read(facts.visits, this.holders, this.plan);
  }

  /** `days` zeros and one more, to count by; the same array every time. */
  places(days: number): Int32Array {
    if (days >= this.counted.length) this.counted = new Int32Array(days * 2);
    return this.counted.fill(0, 0, Math.max(0, days + 1));
  }

  private readAccommodations(): void {
    for (const days of [this.paused, this.noHome, this.noDays]) days.clear();
    // Asked first: even of an empty list, setting the length leaves compiled code.
    if (this.wishes.length > 0) this.wishes.length = 0;
    if (this.facts.accommodations.length === 0) return;
    for (const accommodation of this.facts.accommodations) {
      const { kind } = accommodation;
      if (kind === 'pause' || kind === 'noContact') this.paused.addSpell(accommodation);
      else if (kind === 'noHomeVisit') this.noHome.addSpell(accommodation);
      else if (kind === 'noFestival') this.wishes.push(accommodation);
      else if (kind === 'noDays') {
        this.wishes.push(accommodation);
        for (const days of accommodation.days) addBoth(this.noDays, accommodation, days);
      }
    }
    for (const days of [this.paused, this.noHome, this.noDays]) days.merge();
  }
}

/** The day of the last member's death; FAR while one lives or no member is known. */
export function lastDeath(members: readonly Member[]): number {
  let last = -FAR;
  for (const member of members) {
    if (member.deathDay === null) return FAR;
    if (member.deathDay > last) last = member.deathDay;
  }
  return members.length === 0 ? FAR : last;
}

/** Fills `into` with the days on which the household is served. */
export function readServed(facts: Pick<HouseholdFacts, 'served'>, ended: number, into: DaySet): DaySet {
  into.clear();
  for (const spell of facts.served) into.add(spell.from, Math.min(spell.to ?? FAR, ended));
  return into.merge();
}

function addBoth(days: DaySet, a: { from: number; to: number | null }, b: { from: number; to: number | null }): void {
  days.add(Math.max(a.from, b.from), Math.min(a.to ?? FAR, b.to ?? FAR));
}

const idle: Reading[] = [];

/** Lends a reading to one call. A sink that asks the engine again gets another one, so calls may nest. */
export function withReading<T>(facts: HouseholdFacts | CompactFacts, book: Book, today: DayNumber, use: (reading: Reading) => T): T {
  const reading = idle.pop() ?? new Reading();
  try {
    reading.read(facts, book, today);
    return use(reading);
  } finally {
    idle.push(reading);
  }
}

import {
  addDays, duties, fulfilment, fromParts, monthStart, partsOf, quarterStart, stateOn, toDay, toNumber, weekStart, yearStart,
  type Book, type CompactFacts, type Day, type DayNumber, type Period, type Text,
} from '@lianxin/engine';
import { tellsOfChange } from '../contacts/contacts.rules.ts';
import { cachedFrom, standingRow, type CompactStanding } from '../duties/duties.rules.ts';

export type PeriodName = 'month' | 'quarter' | 'year';

export interface NamedPeriod {
  readonly from: Day;
  readonly to: Day;
  readonly days: Period;
  readonly name: Text;
}

const ORDINAL = ['一', '二', '三', '四'] as const;

/** The calendar's month, quarter or year that a day lies in. */
export function periodAround(on: DayNumber, kind: PeriodName): NamedPeriod {
  const { year, month } = partsOf(on);
  const from = { month: monthStart, quarter: quarterStart, year: yearStart }[kind](on);
  const months = { month: 1, quarter: 3, year: 12 }[kind];
  const to = addDays(monthsAfter(from, months), -1);
  const quarter = Math.floor((month - 1) / 3);
  const name: Record<PeriodName, Text> = {
    month: { zh: `${year}年${month}月`, en: `${year}-${String(month).padStart(2, '0')}` },
    quarter: { zh: `${year}年第${ORDINAL[quarter]}季度`, en: `Q${quarter + 1} ${year}` },
    year: { zh: `${year}年`, en: String(year) },
  };
  return { from: toDay(from), to: toDay(to), days: { from, to }, name: name[kind] };
}

function monthsAfter(start: DayNumber, months: number): DayNumber {
  const { year, month } = partsOf(start);
  const index = year * 12 + (month - 1) + months;
  return fromParts(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** Sunday of the week a day lies in. */
export const weekEnd = (on: DayNumber): DayNumber => addDays(weekStart(on), 6);

/** The same of a day as pages write it. */
export const lastDayOfWeek = (day: string): Day => toDay(weekEnd(toNumber(day as Day)));

/** Sums of households; adding two of them gives the sums of both. */
export interface Sums {
  households: number;
  served: number;
  complete: number;
  away: number;
  keyHouseholds: number;
  cardCurrent: number;
  stale: number;
  required: Record<string, number>;
  held: Record<string, number>;
  met: number; missed: number; attempted: number; vacant: number; open: number; adapted: number; excused: number; void: number;
  dueThisWeek: number;
  toTell: number;
}

export const noSums = (): Sums => ({
  households: 0, served: 0, complete: 0, away: 0, keyHouseholds: 0, cardCurrent: 0, stale: 0, required: {}, held: {},
  met: 0, missed: 0, attempted: 0, vacant: 0, open: 0, adapted: 0, excused: 0, void: 0, dueThisWeek: 0, toTell: 0,
});

export function addSums(total: Sums, more: Partial<Sums>): Sums {
  for (const [key, value] of Object.entries(more) as [keyof Sums, Sums[keyof Sums]][]) {
    if (typeof value === 'number') (total[key] as number) += value;
    else for (const [role, n] of Object.entries(value ?? {})) (total[key] as Record<string, number>)[role] = ((total[key] as Record<string, number>)[role] ?? 0) + n;
  }
  return total;
}

const tellingBooks = new WeakMap<Book, Book>();

/**
 * The book with the rules by which a household is told of a changed contact alone: somebody who was not told is looked for over two years, all else within the
 * period. Kept, because the engine keeps its plans by book.
 */
function tellingBook(book: Book): Book {
  const kept = tellingBooks.get(book);
  if (kept) return kept;
  const packs = Object.fromEntries(Object.entries(book.packs).map(([id, pack]) => [id, { ...pack, rules: pack.rules.filter(tellsOfChange) }]));
  const telling = { ...book, packs };
  tellingBooks.set(book, telling);
  return telling;
}

/** One household's sums on a day straight from its facts: the oracle of the kept figures, and the answer for past days. */
export function sumsOf(household: CompactStanding, book: Book, on: DayNumber, period: Period): Sums {
  const cardDays = household.told.cardDays.filter((day) => day <= on);
  const row = standingRow({ ...household, told: { ...household.told, cardDays } }, book, on);
  const sums = noSums();
  sums.households = 1;
  if (row.served) {
    sums.served = 1;
    sums.complete = row.complete ? 1 : 0;
    sums.away = row.away ? 1 : 0;
    sums.keyHouseholds = row.key_household ? 1 : 0;
    sums.cardCurrent = row.card_current ? 1 : 0;
    sums.stale = row.stale_on < toDay(on) ? 1 : 0;
    for (const role of row.required_roles) sums.required[role] = 1;
    for (const role of row.held_roles) sums.held[role] = 1;
  }
  return addSums(sums, dutySums(household.facts, book, on, period));
}

/** @param period the one that `on` lies in: whatever is open that day overlaps it. */
function dutySums(facts: CompactFacts, book: Book, on: DayNumber, period: Period): Partial<Sums> {
  const found = duties(facts, book, period, on).duties;
  const told = duties(facts, tellingBook(book), { from: cachedFrom(on), to: on }, on).duties;
  const open = found.filter((duty) => stateOn(duty, on) === 'open');
  const lastWeekday = weekEnd(on);
  return {
    ...fulfilment(found, period, on),
    open: open.filter((duty) => duty.last >= period.from && duty.last <= period.to).length,
    dueThisWeek: open.filter((duty) => duty.last <= lastWeekday).length,
    toTell: told.filter((duty) => duty.fixed === null && duty.metOn === null && duty.first <= on).length,
  };
}

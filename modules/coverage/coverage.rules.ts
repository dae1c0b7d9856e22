import {
  addDays, coverage, duties, fulfilment, fromParts, monthStart, packOn, partsOf, quarterStart, settingsOn, stateOn, toDay, toNumber, weekStart, yearStart, DEFAULT_SETTINGS,
  type Book, type Day, type DayNumber, type HouseholdFacts, type Period, type Text,
} from '@lianxin/engine';

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

/** Ids of rules by which a household is told of a changed contact (B6). */
export function tellingRules(book: Book): string[] {
  const rules = Object.values(book.packs).flatMap((pack) => pack.rules);
  return [...new Set(rules.filter((rule) => rule.window.kind === 'event' && rule.window.events.includes('contactChange')).map((rule) => rule.id))].sort();
}

export interface CountedHousehold {
  readonly facts: HouseholdFacts;
  readonly updatedOn: DayNumber;
  readonly cardCurrent: boolean;
}

/** One household's sums on a day straight from its facts: the oracle of the kept figures, and the answer for past days. */
export function sumsOf({ facts, updatedOn, cardCurrent }: CountedHousehold, book: Book, on: DayNumber, period: Period): Sums {
  const contacts = coverage(facts, book, on);
  const sums = noSums();
  sums.households = 1;
  if (contacts.served) {
    sums.served = 1;
    sums.complete = contacts.complete ? 1 : 0;
    sums.away = facts.residence.some((spell) => spell.kind === 'away' && within(spell, on)) ? 1 : 0;
    sums.keyHouseholds = facts.flags.some((flag) => flag.key === 'key' && within(flag, on)) ? 1 : 0;
    sums.cardCurrent = cardCurrent ? 1 : 0;
    const pack = packOn(facts, book, on);
    sums.stale = updatedOn + (pack ? settingsOn(pack, on) : DEFAULT_SETTINGS).fileStaleDays < on ? 1 : 0;
    for (const role of contacts.roles) {
      sums.required[role.role] = 1;
      if (role.held && !role.leaderMissing) sums.held[role.role] = 1;
    }
  }
  return addSums(sums, dutySums(facts, book, on, period));
}

function dutySums(facts: HouseholdFacts, book: Book, on: DayNumber, period: Period): Partial<Sums> {
  const lastWeekday = weekEnd(on);
  const reach: Period = { from: (Math.min(period.from, on) - 400) as DayNumber, to: Math.max(period.to, lastWeekday) as DayNumber };
  const found = duties(facts, book, reach, on).duties;
  const telling = new Set(tellingRules(book));
  const open = found.filter((duty) => stateOn(duty, on) === 'open');
  const untold = found.filter((duty) => telling.has(duty.rule) && duty.fixed === null && duty.metOn === null && duty.first <= on);
  return {
    ...fulfilment(found, period, on),
    open: open.filter((duty) => duty.last >= period.from && duty.last <= period.to).length,
    dueThisWeek: open.filter((duty) => duty.last <= lastWeekday).length,
    toTell: untold.length,
  };
}

const within = (spell: { from: number; to: number | null }, on: number): boolean => spell.from <= on && (spell.to === null || on <= spell.to);

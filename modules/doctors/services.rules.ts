import { addDays, toDay, toNumber, type Clause, type Day, type DayNumber, type Rule, type Text } from '@lianxin/engine';
import { packagesOn, servicesOn } from '../policies/care.rules.ts';
import type { CareService } from '../policies/care.schema.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';

/** One thing a package names: a service of the pack, or a rule that asks for it again and again. */
export interface Offered {
  readonly kind: string;
  readonly title: Text;
  readonly note: Text | null;
  readonly clause: Clause;
  /** How it is done: at home, by phone and so on. */
  readonly ways: readonly string[];
  /** A rule that comes round by the calendar and that every visit of such a way meets: a round. */
  readonly regular: boolean;
  /** It may be done without a visit: a service that is no window of a rule, or a rule that counts what is done at the clinic. */
  readonly atClinic: boolean;
  readonly prescription: CareService['prescription'];
  /** It leads to a hospital, and one says to which. */
  readonly toHospital: boolean;
  /** What of the duties that ask for a purpose it credits. */
  readonly purposes: readonly string[];
}

/** What a package of a pack names on a day, in the package's order; what the pack no longer knows is left out. */
export function offeredBy(book: PolicyBook, packId: string, packageId: string, day: DayNumber): readonly Offered[] {
  const services = servicesOn(book, packId, day);
  const rules = (book.packs[packId]?.rules ?? []).filter(({ from, to }) => from <= day && (to === null || day <= to));
  const named = packagesOn(book, packId, day).find(({ id }) => id === packageId)?.services ?? [];
  return named.flatMap((kind) => {
    const service = services.find(({ id }) => id === kind);
    if (service) return [ofService(service)];
    const rule = rules.find(({ id }) => id === kind);
    return rule ? [ofRule(rule)] : [];
  });
}

const ofService = ({ id, title, note, clause, kinds, prescription, toHospital }: CareService): Offered =>
  ({ kind: id, title, note, clause, ways: kinds, regular: false, atClinic: true, prescription, toHospital, purposes: [] });

const ofRule = ({ id, title, clause, kinds, purpose, window }: Rule): Offered => ({
  kind: id, title, note: null, clause, ways: kinds, regular: purpose === null && window.kind !== 'event', atClinic: kinds.includes('clinic'), prescription: null, toHospital: false, purposes: purpose === null ? [] : [purpose],
});

/** The last day a prescription begun on `day` reaches to, and the day to speak of the next one. @returns null where the policy allows no such number of weeks */
export function prescriptionDays(prescription: NonNullable<Offered['prescription']>, day: Day, weeks: number | undefined): { readonly untilDay: Day; readonly remindOn: Day } | null {
  const { weeksFrom, weeksTo, remindDays } = prescription;
  if (weeks === undefined || weeks < weeksFrom || weeks > weeksTo) return null;
  const until = addDays(toNumber(day), weeks * 7 - 1);
  return { untilDay: toDay(until), remindOn: toDay(addDays(until, -remindDays)) };
}

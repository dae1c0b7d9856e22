import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compact, coverage, duties, type Duty, type HouseholdFacts } from '../src/index.ts';
import type { Window } from '../src/index.ts';
import { anyHousehold, anyPeriod, anyToday, BOOK, FROM, TO, visit } from './arbitrary.ts';
import { told } from './asking.ts';
import { tell, type Told } from './oracle.ts';
import { book, household, n, pack, period, rule } from './world.ts';

const RUNS = { numRuns: 150 };
// Walking day by day takes seconds by itself; with eight at work on two cores, some ten times that.
const BUSY = 300_000;
const ALL = { from: FROM, to: TO };

const asTold = (duty: Duty): Told => ({
  id: duty.id, first: duty.first, last: duty.last, state: duty.state, credits: duty.credits.map((credit) => credit.visitId).join(),
  metOn: duty.metOn, workerId: duty.workerId,
});
const byId = <T extends { id: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Some of the duties of a household, excused: ids can only be named once the duties are known. */
function excusing(facts: HouseholdFacts, picks: readonly number[], today: number): HouseholdFacts {
  const all = duties(facts, BOOK, ALL, today as typeof FROM).duties;
  return all.length === 0 ? facts : { ...facts, excuses: picks.map((pick) => ({ dutyId: all[pick % all.length]!.id })) };
}

test('an oracle that walks day by day and shares no code tells the same duties, states, credits and names', () => {
  fc.assert(
    fc.property(anyHousehold, anyPeriod, anyToday, fc.array(fc.nat(1000), { maxLength: 3 }), (household, period, today, picks) => {
      const facts = excusing(household, picks, today);
      expect(byId(duties(facts, BOOK, period, today).duties).map(asTold)).toEqual(tell(facts, BOOK, period, today));
    }), RUNS,
  );
}, BUSY);

test('the order of facts never matters', () => {
  const shuffled = <T>(list: readonly T[], seed: number): T[] =>
    list.map((one, i) => [one, Math.imul(i + 1, seed * 2 + 1) >>> 7] as const).sort((a, b) => a[1] - b[1]).map(([one]) => one);
  fc.assert(
    fc.property(anyHousehold, anyToday, fc.nat(), (facts, today, seed) => {
      const mixed = Object.fromEntries(
        Object.entries(facts).map(([key, value]) => [key, Array.isArray(value) ? shuffled(value, seed) : value]),
      ) as unknown as HouseholdFacts;
      const turned = { ...mixed, visits: mixed.visits.map((one) => ({ ...one, participants: [...one.participants].reverse() })) };
      expect(duties(turned, BOOK, ALL, today)).toEqual(duties(facts, BOOK, ALL, today));
      expect(coverage(turned, BOOK, today)).toEqual(coverage(facts, BOOK, today));
    }), RUNS,
  );
});

test('the rebuild path answers the same states as the path that makes objects', () => {
  fc.assert(
    fc.property(anyHousehold, anyPeriod, anyToday, (facts, period, today) => {
      const rows = told(facts, BOOK, period, today);
      const known = coverage(facts, BOOK, today);
      const made = duties(facts, BOOK, period, today).duties.map((duty) => [
        duty.rule, duty.packId, duty.memberId, duty.holderId, duty.first, duty.last, duty.state, duty.credits.length, duty.metOn,
        duty.overdueUntil, duty.workerId, duty.vacant,
      ]);
      const inOneOrder = (list: readonly unknown[][]): string[] => list.map((row) => JSON.stringify(row)).sort();
      expect(inOneOrder(rows)).toEqual(inOneOrder([...made, [known.served, known.complete]]));
    }), RUNS,
  );
});

test('visits as columns are answered like visits as records', () => {
  fc.assert(
    fc.property(anyHousehold, anyPeriod, anyToday, (facts, period, today) => {
      expect(duties(compact(facts), BOOK, period, today)).toEqual(duties(facts, BOOK, period, today));
      expect(told(compact(facts), BOOK, period, today)).toEqual(told(facts, BOOK, period, today));
    }), RUNS,
  );
});

test('what is judged for a year at once is judged like window by window', () => {
  // An excuse for a duty that does not exist changes nothing, but each window then has to be asked about it.
  const asking = (facts: HouseholdFacts): HouseholdFacts => ({ ...facts, excuses: [{ dutyId: 'none' }] });
  fc.assert(
    fc.property(anyHousehold, anyPeriod, anyToday, (facts, period, today) => {
      expect(duties(asking(facts), BOOK, period, today)).toEqual(duties(facts, BOOK, period, today));
    }), RUNS,
  );
});

test('slices of a time put together are the whole: incremental and full rebuilds agree', () => {
  fc.assert(
    fc.property(anyHousehold, anyToday, fc.integer({ min: 1, max: 90 }), (facts, today, days) => {
      const found = new Map<string, Duty>();
      for (let from = FROM as number; from <= TO; from += days) {
        const slice = { from: from as typeof FROM, to: Math.min(TO, from + days - 1) as typeof FROM };
        for (const duty of duties(facts, BOOK, slice, today).duties) {
          if (found.has(duty.id)) expect(duty).toEqual(found.get(duty.id));
          found.set(duty.id, duty);
        }
      }
      expect(byId([...found.values()])).toEqual(byId(duties(facts, BOOK, ALL, today).duties));
    }), { numRuns: 100 },
  );
});

test('one more reached visit never un-meets a duty of a calendar, occasion or event window', () => {
  fc.assert(
    fc.property(anyHousehold, visit, anyToday, (facts, extra, today) => {
      const more = { ...facts, visits: [...facts.visits, { ...extra, outcome: 'reached' as const, id: 'extra' }] };
      const after = new Map(duties(more, BOOK, ALL, today).duties.map((duty) => [duty.id, duty]));
      for (const duty of duties(facts, BOOK, ALL, today).duties) {
        if (duty.rolling || duty.metOn === null) continue;
        const then = after.get(duty.id);
        expect(then?.metOn).not.toBeNull();
        expect(then!.metOn!).toBeLessThanOrEqual(duty.metOn);
      }
    }), RUNS,
  );
});

test('duties come in the order first day, rule, member, holder, and no id comes twice', () => {
  fc.assert(
    fc.property(anyHousehold, anyToday, (facts, today) => {
      const found = duties(facts, BOOK, ALL, today).duties;
      const key = (duty: Duty): string => [duty.first, duty.rule, duty.memberId ?? '', duty.holderId ?? ''].join(' ');
      expect(found.map(key)).toEqual(found.map(key).sort());
      expect(new Set(found.map((duty) => duty.id)).size).toBe(found.length);
    }), RUNS,
  );
});

test('a duty written down and read again is the same duty', () => {
  fc.assert(
    fc.property(anyHousehold, anyToday, (facts, today) => {
      const answer = duties(facts, BOOK, ALL, today);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    }), { numRuns: 50 },
  );
});

const anyWindow: fc.Arbitrary<Window> = fc.oneof(
  fc.constant<Window>({ kind: 'week' }),
  fc.constantFrom(1, 2, 3, 4, 6, 12).map((months) => ({ kind: 'months', months }) as Window),
);

test('whatever windows three packs ask in turn, every day of a rule lies in exactly one window of it', () => {
  const span = period('2026-01-01', '2028-12-31');
  const change = fc.integer({ min: span.from, max: n('2027-12-31') });
  fc.assert(
    fc.property(fc.tuple(anyWindow, anyWindow, anyWindow), fc.tuple(change, change), (windows, changes) => {
      const [first, second] = [...changes].sort((a, b) => a - b) as [typeof FROM, typeof FROM];
      const packs = windows.map((window, i) => pack([rule({ window })], { id: `p${i}` }));
      const spells = [
        { packId: 'p0', from: n('2020-01-01'), to: (first - 1) as typeof FROM },
        { packId: 'p1', from: first, to: (second - 1) as typeof FROM },
        { packId: 'p2', from: second, to: null },
      ];
      const found = duties(household({ packs: spells }), book(...packs), span, span.from).duties;
      const covered = found.flatMap((duty) => Array.from({ length: duty.last - duty.first + 1 }, (_, i) => duty.first + i));
      const inside = covered.filter((day) => day >= span.from && day <= span.to).sort((a, b) => a - b);
      expect(inside).toEqual(Array.from({ length: span.to - span.from + 1 }, (_, i) => span.from + i));
    }), { numRuns: 150 },
  );
});

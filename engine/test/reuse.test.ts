import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duties, type Book, type DayNumber, type HouseholdFacts, type Period } from '../src/index.ts';
import { anyHousehold, anyPeriod, anyToday, BOOK } from './arbitrary.ts';
import { ask, TODAY, told, YEAR } from './asking.ts';
import { book, held, household, n, pack, period, rule, SINCE, spell, visit } from './world.ts';

// The engine keeps windows, plans and arrays from one household to the next. None of that may ever show.

type Asked = readonly [HouseholdFacts, Period, DayNumber];

const anyAsked: fc.Arbitrary<Asked> = fc.tuple(anyHousehold, anyPeriod, anyToday);

/** The same rules in a book that has never been asked anything. */
const fresh = (): Book => structuredClone(BOOK);

test('an answer is the same whatever was asked before it', () => {
  fc.assert(
    fc.property(fc.array(anyAsked, { minLength: 2, maxLength: 4 }), (asked) => {
      const used = fresh();
      for (const [facts, over, today] of asked) expect(duties(facts, used, over, today)).toEqual(duties(facts, fresh(), over, today));
    }),
    { numRuns: 60 },
  );
});

test('an answer stays as it was when the engine goes on to other households', () => {
  fc.assert(
    fc.property(anyAsked, anyAsked, ([facts, over, today], [others, otherwise, later]) => {
      const answer = duties(facts, BOOK, over, today);
      const told = structuredClone(answer);
      duties(others, BOOK, otherwise, later);
      expect(answer).toEqual(told);
    }),
    { numRuns: 60 },
  );
});

test('two periods asked in turn have their own windows each', () => {
  const of = book(pack([rule()]));
  const months = (over: Period): number => ask(household(), of, TODAY, over).length;
  expect([YEAR, period('2026-03-01', '2026-03-31'), YEAR, period('2026-03-15', '2026-05-01')].map(months)).toEqual([12, 1, 12, 3]);
});

test('pack spells that their owner changes after a call are read anew', () => {
  const of = book(pack([rule({ id: 'old' })], { id: 'a' }), pack([rule({ id: 'new' })], { id: 'b' }));
  const spells = [{ packId: 'a', ...SINCE }];
  const facts = household({ packs: spells });
  expect(new Set(ask(facts, of).map((duty) => duty.rule))).toEqual(new Set(['old']));
  spells[0]!.packId = 'b';
  expect(new Set(ask(facts, of).map((duty) => duty.rule))).toEqual(new Set(['new']));
});

test('a setting that changes in the middle of a year holds for windows that begin after it only', () => {
  const settings = { ownedShare: 0.5, lateEntryDays: 31, fileStaleDays: 62 };
  const of = book(pack([rule()], {
    settings: [
      { ...spell('2020-01-01', '2026-05-31'), ...settings, attemptsNeeded: 3 },
      { ...spell('2026-06-01'), ...settings, attemptsNeeded: 1 },
    ],
  }));
  const tried = ['2026-05-04', '2026-06-04'].map((on) => visit(on, { outcome: 'notReached' }));
  const ended = ask(household({ visits: tried }), of).slice(4, 6).map((duty) => duty.after);
  expect(ended).toEqual(['missed', 'attempted']);
});

test('workers whose ids end alike are told apart, and so are a thousand visits that come in no order', () => {
  const days = Array.from({ length: 1_000 }, (_, i) => visit('2026-01-01', {
    id: `v${String(i).padStart(4, '0')}`, day: (n('2026-01-01') + ((i * 7) % 360)) as DayNumber, participants: [i % 2 === 0 ? 'liwang' : 'wang'],
  }));
  const facts = household({ visits: days, assignments: [held('cadre', 'wang'), held('carer', 'liwang')] });
  const of = book(pack([rule({ window: { kind: 'week' } }), rule({ id: 's', window: { kind: 'week' }, role: 'carer' })]));
  const credited = new Set(ask(facts, of).flatMap((duty) => duty.credits.map((credit) => `${duty.role} ${credit.workerId}`)));
  expect(credited).toEqual(new Set(['cadre wang', 'carer liwang']));
});

test('a sink that asks the engine again in the middle of an answer gets two right answers', () => {
  const facts = household({ visits: [visit('2026-03-03')] });
  const of = book(pack([rule()]));
  const seen = told(facts, of, YEAR, TODAY, () => ask(household({ id: 'other', visits: [] }), of));
  expect(seen).toEqual(told(facts, of, YEAR, TODAY));
  expect(seen.slice(0, -1).map((row) => row[6])).toEqual(ask(facts, of).map((duty) => duty.state));
});

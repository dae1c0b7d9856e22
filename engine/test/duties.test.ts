import { expect, test } from 'vitest';
import { addDays, fulfilment, outcomeIn, stateOn, toDay, type Book, type DayNumber, type HouseholdFacts } from '../src/index.ts';
import { ask, on, spans, TODAY } from './asking.ts';
import { book, bookOf, event, held, household, member, n, pack, period, rule, spell, visit } from './world.ts';

// duties.md, first half: facts, rules, windows, packs in time, ownership; one test a sentence.

// Facts

test('a spell includes its first and its last day', () => {
  const facts = household({ assignments: [held('cadre', 'wang', '2026-03-10', '2026-03-20')], visits: [visit('2026-03-10'), visit('2026-03-20')] });
  expect(on(ask(facts, bookOf(rule({ needed: 2 }))), '2026-03-01').credits).toHaveLength(2);
});

test('the day before and the day after a spell a visit credits nothing', () => {
  const facts = household({ assignments: [held('cadre', 'wang', '2026-03-10', '2026-03-20')], visits: [visit('2026-03-09'), visit('2026-03-21')] });
  expect(on(ask(facts, bookOf(rule())), '2026-03-01').credits).toEqual([]);
});

test('an open window assumes that the spells of today go on', () => {
  const [duty] = ask(household(), bookOf(rule({ window: { kind: 'months', months: 12 } })), n('2026-01-02'));
  expect(duty).toMatchObject({ state: 'open', fixed: null, after: 'missed' });
});

test('29 February counts as the 28th in common years, for a fixed day and for a birthday', () => {
  const facts = household({ members: [member({ birthDay: n('1960-02-29') })] });
  const rules = bookOf(
    rule({ id: 'fixed', window: { kind: 'fixedDay', month: 2, day: 29, before: 0, after: 0 } }),
    rule({ id: 'birthday', window: { kind: 'birthday', before: 0, after: 0 } }),
  );
  expect(new Set(spans(ask(facts, rules, TODAY, period('2027-01-01', '2027-12-31'))))).toEqual(new Set(['2027-02-28..2027-02-28']));
  expect(new Set(spans(ask(facts, rules, TODAY, period('2028-01-01', '2028-12-31'))))).toEqual(new Set(['2028-02-29..2028-02-29']));
});

// Rules

test('a duty is the role’s: any holder credits it', () => {
  const facts = household({ assignments: [held('cadre', 'wang'), held('cadre', 'li')], visits: [visit('2026-03-05', { participants: ['li'] })] });
  expect(on(ask(facts, bookOf(rule())), '2026-03-01').credits).toEqual([{ visitId: 'v.2026-03-05', day: n('2026-03-05'), workerId: 'li' }]);
});

test('with each, every holder owes one, and only a visit that this holder took part in credits it', () => {
  const facts = household({ assignments: [held('cadre', 'wang'), held('cadre', 'li')], visits: [visit('2026-03-05', { participants: ['li'] })] });
  const march = ask(facts, bookOf(rule({ each: true })), TODAY, period('2026-03-01', '2026-03-31'));
  expect(march.map((duty) => [duty.id, duty.state])).toEqual([['h~r~2026-03-01~li', 'met'], ['h~r~2026-03-01~wang', 'missed']]);
});

test('with each, one who held the role for less than half of the days, or not on the last, owes nothing', () => {
  const facts = household({ assignments: [held('cadre', 'wang', '2020-01-01', '2026-03-20'), held('cadre', 'li', '2026-03-20'), held('cadre', 'zhao', '2026-03-10')] });
  const march = ask(facts, bookOf(rule({ each: true })), TODAY, period('2026-03-01', '2026-03-31'));
  expect(march.map((duty) => duty.holderId)).toEqual(['zhao']);
});

test('per member there is one duty for each member, named in its id', () => {
  const facts = household({ members: [member({ id: 'm2' }), member()] });
  const found = ask(facts, bookOf(rule({ perMember: true, window: { kind: 'months', months: 12 } })));
  expect(found.map((duty) => duty.id)).toEqual(['h~m1~r~2026-01-01', 'h~m2~r~2026-01-01']);
});

test('a condition makes a duty only where its flags stand on the last day and on half of the days', () => {
  const keyed = rule({ when: { flags: ['key'] } });
  const from = (day: string, to: string | null = null) => household({ flags: [{ key: 'key', ...spell(day, to) }] });
  const march = (facts: HouseholdFacts) => ask(facts, bookOf(keyed), TODAY, period('2026-03-01', '2026-03-31')).length;
  expect([march(from('2026-03-16')), march(from('2026-03-17')), march(from('2026-01-01', '2026-03-30')), march(household())]).toEqual([1, 0, 0, 0]);
});

test('a key member makes the household key while the member lives', () => {
  const keyed = bookOf(rule({ when: { flags: ['key'] }, window: { kind: 'months', months: 1 } }));
  const flags = [{ key: 'key', ...spell('2020-01-01') }];
  const facts = household({ members: [member({ flags, deathDay: n('2026-04-10') }), member({ id: 'm2' })] });
  expect(spans(ask(facts, keyed))).toEqual(['2026-01-01..2026-01-31', '2026-02-01..2026-02-28', '2026-03-01..2026-03-31']);
});

test('an age is reached on its birthday and looked at on the first day of the window', () => {
  const facts = household({ members: [member({ birthDay: n('1966-03-01') })] });
  const found = ask(facts, bookOf(rule({ perMember: true, when: { flags: [], ageFrom: 60 } })));
  expect(spans(found)[0]).toBe('2026-03-01..2026-03-31');
});

// Windows, walked day by day

const starts: readonly [string, Book, (day: DayNumber) => boolean][] = [
  ['week', bookOf(rule({ window: { kind: 'week' } })), (day) => new Date(day * 864e5).getUTCDay() === 1],
  ...([1, 2, 3, 4, 6, 12] as const).map((months): [string, Book, (day: DayNumber) => boolean] => [
    `${months}-month`, bookOf(rule({ window: { kind: 'months', months } })),
    (day) => toDay(day).endsWith('-01') && (Number(toDay(day).slice(5, 7)) - 1) % months === 0,
  ]),
];

test.each(starts)('every day from 2023 to 2026 lies in exactly one %s window, which begins where the calendar says', (_, of, begins) => {
  const found = ask(household(), of, TODAY, period('2023-01-01', '2026-12-31'));
  for (let day = n('2023-01-01'); day <= n('2026-12-31'); day = addDays(day, 1)) {
    const holding = found.filter((duty) => duty.first <= day && day <= duty.last);
    expect(holding).toHaveLength(1);
    expect(holding[0]!.first === day).toBe(begins(day));
    expect(stateOn(holding[0]!, day)).toBe('open');
    expect(stateOn(holding[0]!, addDays(holding[0]!.first, -1))).toBe('upcoming');
    expect(stateOn(holding[0]!, addDays(holding[0]!.last, 1))).toBe('missed');
  }
});

test('a rolling window runs n days from the day after the last credited visit, the first from the beginning of service', () => {
  const facts = household({ served: [spell('2026-01-10')], visits: [visit('2026-01-20'), visit('2026-02-10')] });
  expect(spans(ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } }))))).toEqual([
    '2026-01-10..2026-02-08', '2026-01-21..2026-02-19', '2026-02-11..2026-03-12',
  ]);
});

test('the first rolling window begins with the rule where the rule is younger than the service', () => {
  const rolling = bookOf(rule({ window: { kind: 'rolling', days: 30 }, ...spell('2026-05-05') }));
  expect(spans(ask(household(), rolling))).toEqual(['2026-05-05..2026-06-03']);
});

test('a handover never resets a rolling window', () => {
  const facts = household({ assignments: [held('cadre', 'wang', '2020-01-01', '2026-01-20'), held('cadre', 'li', '2026-01-21')], served: [spell('2026-01-10')] });
  const [duty, ...more] = ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })));
  expect(more).toEqual([]);
  expect(duty).toMatchObject({ first: n('2026-01-10'), state: 'missed', workerId: 'li' });
});

test('a late visit closes a rolling window, late by its days, and starts the next', () => {
  const facts = household({ served: [spell('2026-01-01')], visits: [visit('2026-02-04')] });
  const found = ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })));
  expect(found[0]).toMatchObject({ last: n('2026-01-30'), metOn: n('2026-02-04'), lateBy: 5, state: 'met', reasons: ['credited', 'closedLate'] });
  expect(toDay(found[1]!.first)).toBe('2026-02-05');
  expect([stateOn(found[0]!, n('2026-01-30')), stateOn(found[0]!, n('2026-02-03')), stateOn(found[0]!, n('2026-02-04'))]).toEqual(['open', 'missed', 'met']);
});

test('an overdue rolling duty is seen in every later time and counts as missed in every period it overlaps', () => {
  const rolling = bookOf(rule({ window: { kind: 'rolling', days: 30 } }));
  const facts = household({ served: [spell('2026-01-01')], visits: [visit('2026-05-10')] });
  const month = (from: string, to: string) => fulfilment(ask(facts, rolling, TODAY, period(from, to)), period(from, to), TODAY);
  expect(month('2026-01-01', '2026-01-31')).toMatchObject({ met: 0, missed: 1 });
  expect(month('2026-03-01', '2026-03-31')).toMatchObject({ met: 0, missed: 1 });
  expect(month('2026-05-01', '2026-05-31')).toMatchObject({ met: 0, missed: 1 });
  expect(month('2026-09-01', '2026-09-30')).toMatchObject({ met: 0, missed: 1 });
});

test('a festival window runs from before to after the festival, by the lunar days handed in, in every year from 2024 to 2030', () => {
  const festival = bookOf(rule({ window: { kind: 'festival', festival: 'springFestival', before: 15, after: 15 }, purpose: 'greeting' }));
  expect(spans(ask(household(), festival, TODAY, period('2024-01-20', '2030-06-30')))).toEqual([
    '2024-01-26..2024-02-25', '2025-01-14..2025-02-13', '2026-02-02..2026-03-04', '2027-01-22..2027-02-21', '2028-01-11..2028-02-10',
    '2029-01-29..2029-02-28', '2030-01-19..2030-02-18',
  ]);
});

test('a festival, a birthday and a fixed day are credited only by a visit that greets', () => {
  const rules = bookOf(
    rule({ id: 'boat', window: { kind: 'festival', festival: 'dragonBoat', before: 10, after: 0 }, purpose: 'greeting' }),
    rule({ id: 'birthday', window: { kind: 'birthday', before: 3, after: 3 }, purpose: 'greeting' }),
    rule({ id: 'day', window: { kind: 'fixedDay', month: 5, day: 29, before: 10, after: 0 }, purpose: 'greeting' }),
  );
  const met = (purposes: string[]) =>
    ask(household({ visits: ['2026-06-19', '2026-05-08', '2026-05-19'].map((day) => visit(day, { purposes })) }), rules).map((duty) => `${duty.rule} ${duty.state}`);
  expect(met(['routine'])).toEqual(['birthday missed', 'day missed', 'boat missed']);
  expect(met(['routine', 'greeting'])).toEqual(['birthday met', 'day met', 'boat met']);
});

test('an event on the 1st with ten days may be answered until the 11th and not on the 12th', () => {
  const told = bookOf(rule({ window: { kind: 'event', events: ['contactChange'], days: 10 } }));
  const facts = (day: string) => household({ events: [event('2026-03-01', { kind: 'contactChange' })], visits: [visit(day)] });
  expect(spans(ask(facts('2026-03-11'), told))).toEqual(['2026-03-01..2026-03-11']);
  expect(ask(facts('2026-03-11'), told)[0]!.state).toBe('met');
  expect(ask(facts('2026-03-12'), told)[0]!.state).toBe('missed');
});

test('an event with no days on is for the same day', () => {
  const prompt = bookOf(rule({ window: { kind: 'event', events: ['illness'], days: 0 } }));
  expect(spans(ask(household({ events: [event('2026-03-01')] }), prompt))).toEqual(['2026-03-01..2026-03-01']);
});

test('an event that names a role is owed by that role alone; two on one day are one duty', () => {
  const rules = bookOf(
    rule({ id: 'a', role: 'cadre', window: { kind: 'event', events: ['illness'], days: 3 } }),
    rule({ id: 'b', role: 'carer', window: { kind: 'event', events: ['illness'], days: 3 } }),
  );
  const facts = household({ events: [event('2026-03-01', { role: 'carer' }), event('2026-03-01', { id: 'e2', role: 'carer' })] });
  expect(ask(facts, rules).map((duty) => duty.rule)).toEqual(['b']);
});

test('what no visit can show is met on the day it was done, late or not', () => {
  const review = bookOf(rule({ role: 'office', window: { kind: 'event', events: ['accommodationReview'], days: 30 } }));
  const done = (day: string) => ask(household({ events: [event('2026-03-01', { kind: 'accommodationReview', doneOn: n(day) })] }), review)[0]!;
  expect(done('2026-03-31')).toMatchObject({ state: 'met', metOn: n('2026-03-31'), lateBy: null });
  expect(done('2026-04-03')).toMatchObject({ state: 'met', lateBy: 3 });
  expect(stateOn(done('2026-04-03'), n('2026-04-02'))).toBe('missed');
});

// Packs in time

const monthly = (id: string, over = {}) => pack([rule(over)], { id });
const moved = (day: string) => household({ packs: [{ packId: 'old', ...spell('2020-01-01', toDay(addDays(n(day), -1))) }, { packId: 'new', ...spell(day) }] });

test('a window belongs to the pack in force on its first day', () => {
  const found = ask(moved('2026-03-15'), book(monthly('old'), monthly('new')));
  expect(found.filter((duty) => duty.packId === 'old').map((duty) => toDay(duty.first))).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
  expect(found).toHaveLength(12);
});

test.each([
  ['week', 'months', '2026-03-11'], ['months', 'week', '2026-03-11'], ['months', 'months', '2026-03-11'], ['week', 'year', '2026-03-11'],
  ['week', 'months', '2026-06-01'], ['months', 'rolling', '2026-03-11'], ['rolling', 'months', '2026-03-11'],
] as const)('when a %s rule becomes a %s rule on %s there is no hole and no overlap', (before, after, day) => {
  const windows = { week: { kind: 'week' }, months: { kind: 'months', months: 1 }, year: { kind: 'months', months: 12 }, rolling: { kind: 'rolling', days: 900 } } as const;
  const facts = { ...moved(day), served: [spell('2025-12-29')] };
  const found = ask(facts, book(monthly('old', { window: windows[before] }), monthly('new', { window: windows[after] })), TODAY, period('2026-01-01', '2027-12-31'));
  for (let at = n('2026-01-01'); at <= n('2027-12-31'); at = addDays(at, 1)) {
    expect(found.filter((duty) => duty.first <= at && at <= duty.last).length, toDay(at)).toBe(1);
  }
});

test('the old rule’s windows go on, and say so, until the new rule’s first window begins', () => {
  const found = ask(moved('2026-03-11'), book(monthly('old', { window: { kind: 'week' } }), monthly('new', { window: { kind: 'months', months: 3 } })));
  const old = found.filter((duty) => duty.packId === 'old');
  expect(spans(old).at(-1)).toBe('2026-03-30..2026-03-31');
  expect(old.filter((duty) => duty.reasons.includes('oldRuleGoesOn')).map((duty) => toDay(duty.first))).toEqual(['2026-03-16', '2026-03-23', '2026-03-30']);
});

test('a rule that the new pack does not have ends with the window begun before the change', () => {
  const found = ask(moved('2026-03-15'), book(monthly('old'), pack([], { id: 'new' })));
  expect(spans(found).at(-1)).toBe('2026-03-01..2026-03-31');
});

test('a new version of a rolling rule does not reset the window that is open', () => {
  const of = book(monthly('old', { window: { kind: 'rolling', days: 30 } }), monthly('new', { window: { kind: 'rolling', days: 60 } }));
  const facts = { ...moved('2026-03-15'), served: [spell('2026-03-01')], visits: [visit('2026-03-25')] };
  expect(ask(facts, of).map((duty) => [duty.packId, toDay(duty.first), toDay(duty.last)])).toEqual([
    ['old', '2026-03-01', '2026-03-30'], ['new', '2026-03-26', '2026-05-24'],
  ]);
});

test.each(['2026-01-20', '2026-02-05', '2026-02-10', '2026-03-10'])(
  'a festival is owed once, however the packs change around it (%s)', (day) => {
    const festival = (before: number) => ({ window: { kind: 'festival', festival: 'springFestival', before, after: 15 }, purpose: 'greeting' });
    for (const [first, second] of [[15, 10], [10, 15]] as const) {
      expect(ask(moved(day), book(monthly('old', festival(first)), monthly('new', festival(second))))).toHaveLength(1);
    }
  });

// Ownership

test('a household served on the last day and on half of the days owns the window, one day less and it is void', () => {
  const february = (from: string) => ask(household({ served: [spell(from)] }), bookOf(rule()), TODAY, period('2026-02-01', '2026-02-28'))[0]!;
  expect(february('2026-02-15')).toMatchObject({ state: 'missed', reasons: ['ownedByService'] });
  expect(february('2026-02-16')).toMatchObject({ state: 'void', reasons: ['servedTooFewDays'] });
});

test('the share of days is a setting of the pack', () => {
  const strict = pack([rule()], { settings: [{ ...spell('2020-01-01'), ownedShare: 0.9, attemptsNeeded: 3, lateEntryDays: 31, fileStaleDays: 62 }] });
  expect(ask(household({ served: [spell('2026-02-05')] }), book(strict), TODAY, period('2026-02-01', '2026-02-28'))[0]!.state).toBe('void');
});

test('the end of service voids what is open, and nothing is owed afterwards', () => {
  const found = ask(household({ served: [spell('2020-01-01', '2026-03-30')] }), bookOf(rule()));
  expect(found.map((duty) => duty.state)).toEqual(['missed', 'missed', 'void']);
  expect(found[2]!.reasons).toEqual(['notServedOnLastDay']);
});

test('the death of the last member voids what is open; of one of two it does not', () => {
  const dead = member({ deathDay: n('2026-03-15') });
  const march = (members: HouseholdFacts['members']) => on(ask(household({ members }), bookOf(rule())), '2026-03-01');
  expect(march([dead])).toMatchObject({ state: 'void', reasons: ['householdEnded'] });
  expect(march([dead, member({ id: 'm2' })]).state).toBe('missed');
});

test('an event window is owned if the household is served on the day of the event, whatever comes after', () => {
  const incident = bookOf(rule({ window: { kind: 'event', events: ['illness'], days: 10 } }));
  const state = (from: string, to: string | null) => ask(household({ served: [spell(from, to)], events: [event('2026-03-05')] }), incident)[0]?.state;
  expect([state('2020-01-01', '2026-03-05'), state('2026-03-06', null), state('2026-04-01', null)]).toEqual(['missed', 'void', undefined]);
});

test('a rolling duty that is overdue when service ends is no longer counted after it', () => {
  const facts = household({ served: [spell('2026-01-01', '2026-03-10')] });
  const found = ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })));
  expect(found[0]!.overdueUntil).toBe(n('2026-03-10'));
  expect(outcomeIn(found[0]!, period('2026-03-01', '2026-03-31'), TODAY)).toBe('missed');
  expect(outcomeIn(found[0]!, period('2026-04-01', '2026-04-30'), TODAY)).toBeNull();
});

test('a rolling duty owned through a gap in service is closed late, not void', () => {
  const facts = household({ served: [spell('2026-01-01', '2026-01-01'), spell('2026-01-03')], visits: [visit('2026-02-05')] });
  expect(ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })))[0]).toMatchObject({ fixed: null, lateBy: 6, state: 'met' });
});

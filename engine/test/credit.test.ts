import { expect, test } from 'vitest';
import { duties, stateOn, toDay, type HouseholdFacts } from '../src/index.ts';
import { ask, on, TODAY, YEAR } from './asking.ts';
import { agreed, bookOf, held, household, member, n, period, rule, spell, visit } from './world.ts';

// duties.md, second half: credit, families, state, and what cannot be decided; one test a sentence.

// Credit

test('one person who is cadre and carer credits both roles with one visit', () => {
  const rules = bookOf(rule({ id: 'a' }), rule({ id: 'b', role: 'carer' }));
  const facts = household({ assignments: [held('cadre', 'wang'), held('carer', 'wang')], visits: [visit('2026-03-05')] });
  expect(ask(facts, rules, TODAY, period('2026-03-01', '2026-03-31')).map((duty) => duty.state)).toEqual(['met', 'met']);
});

test('visits of one day count once towards n times', () => {
  const twice = bookOf(rule({ needed: 2 }));
  const march = (...visits: HouseholdFacts['visits']) => on(ask(household({ visits }), twice), '2026-03-01');
  expect(march(visit('2026-03-05'), visit('2026-03-05', { id: 'v2' }))).toMatchObject({ state: 'missed', credits: [{ visitId: 'v.2026-03-05' }] });
  expect(march(visit('2026-03-05'), visit('2026-03-06'))).toMatchObject({ state: 'met', metOn: n('2026-03-06') });
});

test('only reached counts; three tries on different days and none reached end the window attempted', () => {
  const tried = (days: string[]) => days.map((day, i) => visit(day, { id: `t${i}`, outcome: 'notReached' }));
  const march = (visits: HouseholdFacts['visits']) => on(ask(household({ visits }), bookOf(rule())), '2026-03-01');
  expect(march(tried(['2026-03-02', '2026-03-03', '2026-03-04']))).toMatchObject({ state: 'attempted', reasons: ['notReachedOnDays'] });
  expect(march(tried(['2026-03-02', '2026-03-03', '2026-03-03'])).state).toBe('missed');
  expect(march([...tried(['2026-03-02', '2026-03-03', '2026-03-04']), visit('2026-03-05')]).state).toBe('met');
  expect(stateOn(march(tried(['2026-03-02', '2026-03-03', '2026-03-04'])), n('2026-03-31'))).toBe('open');
});

test('with two needed and one reached, three tries do not make the window attempted', () => {
  const tries = ['2026-03-02', '2026-03-03', '2026-03-04'].map((day) => visit(day, { outcome: 'notReached' }));
  expect(on(ask(household({ visits: [...tries, visit('2026-03-09')] }), bookOf(rule({ needed: 2 }))), '2026-03-01').state).toBe('missed');
});

test('a kind that the rule does not ask, a voided visit and a declined participation credit nothing', () => {
  const home = bookOf(rule({ kinds: ['home'] }));
  const march = (over: object) => on(ask(household({ visits: [visit('2026-03-05', over)] }), home), '2026-03-01').state;
  expect([march({}), march({ kind: 'phone' }), march({ voided: true }), march({ declined: ['wang'] })]).toEqual(['met', 'missed', 'missed', 'missed']);
});

test('a visit counts once in a window and may count in the windows of several rules', () => {
  const found = ask(household({ visits: [visit('2026-03-05')] }), bookOf(rule({ id: 'month' }), rule({ id: 'week', window: { kind: 'week' } })), TODAY, period('2026-03-05', '2026-03-05'));
  expect(found.map((duty) => duty.credits.length)).toEqual([1, 1]);
});

// Families

test('no home visits: home reads home or phone or online, the call is owed and can be missed', () => {
  const home = bookOf(rule({ kinds: ['home'] }));
  const facts = (visits: HouseholdFacts['visits']) => household({ accommodations: [agreed('noHomeVisit')], visits });
  expect(on(ask(facts([visit('2026-03-05', { kind: 'phone' })]), home), '2026-03-01')).toMatchObject({
    state: 'met', kinds: ['home', 'phone', 'online'], reasons: ['callsSufficeAccommodation', 'credited'],
  });
  expect(on(ask(facts([]), home), '2026-03-01').state).toBe('missed');
  expect(on(ask(facts([visit('2026-03-05', { kind: 'message' })]), home), '2026-03-01').state).toBe('missed');
});

test('away: calls suffice only where the pack says so, on the day of the call or when away on the last day', () => {
  const facts = household({ residence: [{ kind: 'away', ...spell('2026-03-04', '2026-03-06') }], visits: [visit('2026-03-05', { kind: 'phone' })] });
  const march = (awayCallsSuffice: boolean, visits = facts.visits) => on(ask({ ...facts, visits }, bookOf(rule({ kinds: ['home'], awayCallsSuffice }))), '2026-03-01');
  expect(march(true)).toMatchObject({ state: 'met', reasons: ['callsSufficeAway', 'credited'] });
  expect(march(false).state).toBe('missed');
  expect(march(true, [visit('2026-03-10', { kind: 'phone' })]).state).toBe('missed');
});

const boat = rule({ id: 'boat', window: { kind: 'festival', festival: 'dragonBoat', before: 10, after: 0 }, purpose: 'greeting', kinds: ['home'] });

test('no contact at a festival: its window is adapted, or the accepted channel is owed', () => {
  const duty = (over: object, visits: HouseholdFacts['visits'] = []) => ask(household({ accommodations: [agreed('noFestival', over)], visits }), bookOf(boat))[0]!;
  expect(duty({})).toMatchObject({ state: 'adapted', reasons: ['festivalDeclined'] });
  expect(duty({ festivals: ['springFestival'] }).state).toBe('missed');
  expect(duty({ festivals: ['dragonBoat'], accepted: 'phone' })).toMatchObject({ state: 'missed', kinds: ['phone'], reasons: ['acceptedKindOwed'] });
  expect(duty({ accepted: 'phone' }, [visit('2026-06-18', { kind: 'phone', purposes: ['greeting'] })]).state).toBe('met');
  expect(duty({ accepted: 'phone' }, [visit('2026-06-18', { kind: 'home', purposes: ['greeting'] })]).state).toBe('missed');
});

test('a wish voiced while the festival’s window runs is respected', () => {
  expect(ask(household({ accommodations: [agreed('noFestival', spell('2026-06-15'))] }), bookOf(boat))[0]!.state).toBe('adapted');
});

test('days not to come adapt the occasion that falls on them; other windows skip them unless no day is left', () => {
  const days = [spell('2026-06-15', '2026-06-22')];
  const rules = bookOf(boat, rule({ id: 'week', window: { kind: 'week' } }), rule({ id: 'month' }));
  const found = ask(household({ accommodations: [agreed('noDays', { days })] }), rules, TODAY, period('2026-06-15', '2026-06-22'));
  expect(found.map((duty) => [duty.rule, toDay(duty.first), duty.state])).toEqual([
    ['month', '2026-06-01', 'missed'], ['boat', '2026-06-09', 'adapted'], ['week', '2026-06-15', 'adapted'], ['week', '2026-06-22', 'missed'],
  ]);
  expect(found[2]!.reasons).toEqual(['noDayLeft']);
});

test('a pause adapts the windows at least half inside it', () => {
  const february = (to: string) => on(ask(household({ accommodations: [agreed('pause', spell('2026-02-01', to))] }), bookOf(rule())), '2026-02-01').state;
  expect([february('2026-02-14'), february('2026-02-13')]).toEqual(['adapted', 'missed']);
  expect(on(ask(household({ accommodations: [agreed('noContact')] }), bookOf(rule())), '2026-02-01').reasons).toEqual(['paused']);
});

test('a rolling window due inside a pause is adapted and the next begins when the pause is over', () => {
  const facts = household({ served: [spell('2026-01-01')], accommodations: [agreed('pause', spell('2026-01-10', '2026-04-30'))] });
  const found = ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })));
  expect(found.map((duty) => [toDay(duty.first), duty.state])).toEqual([['2026-01-01', 'adapted'], ['2026-05-01', 'missed']]);
});

test('a rolling window closed before the pause began stays met', () => {
  const facts = household({ served: [spell('2026-01-01')], visits: [visit('2026-01-05')], accommodations: [agreed('pause', spell('2026-01-10', '2026-04-30'))] });
  const found = ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })));
  expect(found.map((duty) => [toDay(duty.first), duty.state])).toEqual([['2026-01-01', 'met'], ['2026-01-06', 'adapted'], ['2026-05-01', 'missed']]);
});

test('an accommodation goes on until someone changes it', () => {
  const found = ask(household({ accommodations: [agreed('noContact', spell('2024-01-01'))] }), bookOf(rule()), TODAY, period('2030-01-01', '2030-12-31'));
  expect(new Set(found.map((duty) => duty.state))).toEqual(new Set(['adapted']));
});

// State

test('each state gives way to the ones before it', () => {
  const excuses = [{ dutyId: 'h~r~2026-03-01' }];
  const visits = [visit('2026-03-05')];
  const paused = [agreed('pause')];
  const march = (over: Partial<HouseholdFacts>, today = TODAY) => on(ask(household(over), bookOf(rule()), today), '2026-03-15').state;
  expect(march({ served: [spell('2020-01-01', '2026-03-30')], accommodations: paused, excuses, visits })).toBe('void');
  expect(march({ accommodations: paused, excuses, visits })).toBe('adapted');
  expect(march({ excuses, visits }, n('2026-02-01'))).toBe('excused');
  expect(march({ visits }, n('2026-02-28'))).toBe('upcoming');
  expect(march({ visits }, n('2026-03-04'))).toBe('open');
  expect(march({ visits }, n('2026-03-05'))).toBe('met');
  expect(march({ visits })).toBe('met');
  const tries = ['2026-03-02', '2026-03-03', '2026-03-04'].map((day) => visit(day, { outcome: 'notReached' }));
  const brief = [held('cadre', 'wang', '2026-03-01', '2026-03-05')];
  expect(march({ visits: tries, assignments: brief })).toBe('attempted');
  expect(march({ assignments: brief })).toBe('vacant');
  expect(march({})).toBe('missed');
});

test('vacant: nobody held the role on more than half of the days, one day less is missed', () => {
  const february = (to: string) => on(ask(household({ assignments: [held('cadre', 'wang', '2020-01-01', to)] }), bookOf(rule())), '2026-02-01').state;
  expect([february('2026-02-13'), february('2026-02-14')]).toEqual(['vacant', 'missed']);
});

test('an open window of a role that nobody holds today is open and marked vacant; the office never is', () => {
  const empty = household({ assignments: [] });
  expect(on(ask(empty, bookOf(rule()), n('2026-03-10')), '2026-03-10')).toMatchObject({ state: 'open', vacant: true, workerId: null });
  const office = on(ask(empty, bookOf(rule({ role: 'office' }))), '2026-03-10');
  expect(office).toMatchObject({ state: 'missed', vacant: false });
});

test('the worker named is the holder today, or on the last day once the window is over', () => {
  const facts = household({ assignments: [held('cadre', 'wang', '2020-01-01', '2026-03-15'), held('cadre', 'li', '2026-03-15', '2026-04-10'), held('cadre', 'zhao', '2026-04-11')] });
  const march = (today: string) => on(ask(facts, bookOf(rule()), n(today)), '2026-03-01').workerId;
  expect([march('2026-03-10'), march('2026-03-15'), march('2026-03-31'), march('2026-11-22')]).toEqual(['wang', 'li', 'li', 'li']);
});

test('a person’s excuse makes one duty excused and leaves the next as it is', () => {
  const found = ask(household({ excuses: [{ dutyId: 'h~r~2026-03-01' }] }), bookOf(rule()), TODAY, period('2026-03-01', '2026-04-30'));
  expect(found.map((duty) => [duty.state, duty.reasons])).toEqual([['excused', ['excused']], ['missed', []]]);
});

test('tries after the last day of an overdue rolling duty do not make it attempted', () => {
  const tries = ['2026-01-28', '2026-02-02', '2026-02-03'].map((day) => visit(day, { outcome: 'notReached' }));
  const facts = household({ served: [spell('2026-01-01')], visits: tries });
  expect(ask(facts, bookOf(rule({ window: { kind: 'rolling', days: 30 } })))[0]!.state).toBe('missed');
});

test('after an excused rolling duty the next begins after its visit, or after its last day where nobody came', () => {
  const facts = (visits: HouseholdFacts['visits']) => household({ served: [spell('2026-01-01')], excuses: [{ dutyId: 'h~r~2026-01-01' }], visits });
  const firsts = (visits: HouseholdFacts['visits']) => ask(facts(visits), bookOf(rule({ window: { kind: 'rolling', days: 30 } }))).map((duty) => `${toDay(duty.first)} ${duty.state}`);
  expect(firsts([visit('2026-01-10')])).toEqual(['2026-01-01 excused', '2026-01-11 missed']);
  expect(firsts([])).toEqual(['2026-01-01 excused', '2026-01-31 missed']);
  expect(firsts([visit('2026-02-05')])).toEqual(['2026-01-01 excused', '2026-01-31 met', '2026-02-06 missed']);
});

// What cannot be decided

test('a missing birth day, festival or pack is said, with the rule and its clause', () => {
  const of = bookOf(
    rule({ id: 'birthday', window: { kind: 'birthday', before: 3, after: 3 } }),
    rule({ id: 'festival', window: { kind: 'festival', festival: 'noSuch', before: 1, after: 1 } }),
  );
  const facts = household({ members: [member({ birthDay: null })], packs: [{ packId: 'p', ...spell('2026-02-01') }] });
  expect(duties(facts, of, YEAR, TODAY).undecided.map(({ rule: id, memberId, fact }) => [id, memberId, fact])).toEqual([
    ['', null, 'household.pack'], ['birthday', 'm1', 'member.birthDay'], ['festival', null, 'festival.day'],
  ]);
});

test('a festival outside the calendar handed in is undecided, inside it is not', () => {
  const of = bookOf(boat);
  expect(duties(household(), of, period('2031-01-01', '2031-12-31'), TODAY).undecided).toMatchObject([{ fact: 'festival.day', rule: 'boat' }]);
  expect(duties(household(), of, period('2026-01-01', '2026-12-31'), TODAY).undecided).toEqual([]);
});

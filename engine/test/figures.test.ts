import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  coverage, duties, explainVisit, fulfilment, outcomeIn, owedKinds, stateOn, type Assignment, type Duty, type HouseholdFacts,
  visitColumns, type RequiredRole, type Rule,
} from '../src/index.ts';
import { anyHousehold, anyPeriod, anyToday, BOOK } from './arbitrary.ts';
import { told } from './asking.ts';
import { agreed, book, bookOf, CLAUSE, event, held, household, member, n, pack, period, rule, spell, visit } from './world.ts';

// Coverage on a day, fulfilment of a period, and why a visit credited what it did.

const TODAY = n('2026-11-22');
const required = (role: string, over: Partial<RequiredRole> = {}): RequiredRole => ({ role, when: null, leader: false, clause: CLAUSE, ...spell('2020-01-01'), ...over });
const covered = (facts: HouseholdFacts, asked: readonly RequiredRole[], on = '2026-11-22') => coverage(facts, book(pack([], { required: asked })), n(on));
const contacts = (...assignments: Assignment[]): HouseholdFacts => household({ assignments });

// Coverage

test('contacts are complete when every required role is held on that day', () => {
  const asked = [required('carer'), required('cadre')];
  expect(covered(contacts(held('cadre', 'wang'), held('carer', 'li')), asked)).toEqual({
    served: true,
    complete: true,
    roles: ['cadre', 'carer'].map((role) => ({
      role, held: true, workerIds: [role === 'cadre' ? 'wang' : 'li'], leaderMissing: false, vacantSince: null, clause: CLAUSE,
    })),
  });
});

test('no day without a contact goes unseen: the gap is counted from the day after the last holder', () => {
  const facts = contacts(held('cadre', 'wang', '2020-01-01', '2026-06-30'), held('cadre', 'li', '2026-07-03'));
  const since = (day: string) => covered(facts, [required('cadre')], day).roles[0]!.vacantSince;
  expect([since('2026-06-30'), since('2026-07-01'), since('2026-07-02'), since('2026-07-03')]).toEqual([null, n('2026-07-01'), n('2026-07-01'), null]);
});

test('a role never held is vacant since the service or the requirement began, whichever is later', () => {
  const since = (served: string, from: string) =>
    covered(household({ served: [spell(served)], assignments: [] }), [required('cadre', spell(from))]).roles[0]!.vacantSince;
  expect([since('2026-03-01', '2020-01-01'), since('2020-01-01', '2026-05-01')]).toEqual([n('2026-03-01'), n('2026-05-01')]);
});

test('a key household needs a party or government leader; another holder is not enough and both facts are told', () => {
  const asked = [required('cadre'), required('cadre', { leader: true, when: { flags: ['key'] } })];
  const key = { members: [member({ flags: [{ key: 'key', ...spell('2026-02-01') }] })] };
  const facts = (leader: boolean, over: object) => household({ assignments: [held('cadre', 'wang', '2020-01-01', null, leader)], ...over });
  expect(covered(facts(false, key), asked)).toMatchObject({ complete: false, roles: [{ held: true, leaderMissing: true, vacantSince: null }] });
  expect(covered(facts(true, key), asked).complete).toBe(true);
  expect(covered(facts(false, {}), asked).complete).toBe(true);
  expect(covered(facts(false, key), asked, '2026-01-31').complete).toBe(true);
});

test('a household not served that day is in neither number', () => {
  const asked = [required('cadre')];
  const none = { served: false, complete: false, roles: [] };
  expect(covered(household({ served: [spell('2020-01-01', '2026-11-21')] }), asked)).toEqual(none);
  expect(covered(household({ members: [member({ deathDay: n('2026-11-21') })] }), asked)).toEqual(none);
  expect(covered(household({ members: [member({ deathDay: n('2026-11-22') })] }), asked).served).toBe(true);
});

test('served without a pack in force is not complete: nobody can say it is', () => {
  const facts = household({ packs: [{ packId: 'p', ...spell('2020-01-01', '2026-11-21') }] });
  expect(covered(facts, [required('cadre')])).toEqual({ served: true, complete: false, roles: [] });
});

// Fulfilment

const made = (over: Partial<Duty>): Duty => ({
  ...duties(household(), bookOf(rule()), period('2026-03-01', '2026-03-31'), TODAY).duties[0]!, ...over,
});
const MARCH = period('2026-03-01', '2026-03-31');

test('a duty counts in the period in which its window ends, and in no other', () => {
  const duty = made({ first: n('2026-02-20'), last: n('2026-03-10') });
  expect(outcomeIn(duty, MARCH, TODAY)).toBe('missed');
  expect(outcomeIn(duty, period('2026-02-01', '2026-02-28'), TODAY)).toBeNull();
  expect(outcomeIn(duty, period('2026-03-11', '2026-03-31'), TODAY)).toBeNull();
});

test('a window that is not over is not counted yet, unless it is already met', () => {
  const today = n('2026-03-31');
  expect(outcomeIn(made({}), MARCH, today)).toBeNull();
  expect(outcomeIn(made({ metOn: n('2026-03-05') }), MARCH, today)).toBe('met');
  expect(outcomeIn(made({}), MARCH, n('2026-04-01'))).toBe('missed');
  expect(outcomeIn(made({ fixed: 'adapted' }), MARCH, n('2026-03-30'))).toBeNull();
});

test('adapted, excused and void stand beside the figure and never in it', () => {
  const all = (['void', 'adapted', 'excused', null] as const).map((fixed) => made({ fixed, metOn: n('2026-03-05') }));
  expect(fulfilment(all, MARCH, TODAY)).toEqual({ met: 1, missed: 0, attempted: 0, vacant: 0, adapted: 1, excused: 1, void: 1 });
});

test('a rolling duty closed late is missed in the periods it was overdue in, and met in none', () => {
  const late = made({ rolling: true, last: n('2026-03-31'), metOn: n('2026-05-10'), after: 'attempted' });
  const counted = ['2026-03', '2026-04', '2026-05', '2026-06'].map((month) => outcomeIn(late, period(`${month}-01`, `${month}-28`), TODAY));
  expect(counted).toEqual([null, 'missed', 'missed', null]);
  expect(outcomeIn(late, MARCH, TODAY)).toBe('attempted');
});

test('an overdue day after today is not foreseen', () => {
  expect(outcomeIn(made({ rolling: true, last: n('2026-03-10') }), MARCH, n('2026-03-10'))).toBeNull();
  expect(outcomeIn(made({ rolling: true, last: n('2026-03-10') }), MARCH, n('2026-03-11'))).toBe('missed');
  expect(outcomeIn(made({ rolling: true, last: n('2026-03-10') }), period('2026-04-01', '2026-04-30'), n('2026-03-20'))).toBeNull();
});

test('for calendar windows the figure is the count of states on the day, one by one', () => {
  fc.assert(
    fc.property(anyHousehold, anyPeriod, anyToday, (facts, span, today) => {
      const found = duties(facts, BOOK, span, today).duties.filter((duty) => !duty.rolling);
      const ended = found.filter((duty) => duty.last >= span.from && duty.last <= span.to);
      const counted = fulfilment(found, span, today);
      for (const state of ['met', 'missed', 'attempted', 'vacant'] as const) {
        expect(counted[state]).toBe(ended.filter((duty) => stateOn(duty, today) === state).length);
      }
    }), { numRuns: 100 },
  );
});

test('the figure of a period is the sum of its drill-down', () => {
  fc.assert(
    fc.property(anyHousehold, anyPeriod, anyToday, (facts, span, today) => {
      const found = duties(facts, BOOK, span, today).duties;
      const total = Object.values(fulfilment(found, span, today)).reduce((a, b) => a + b, 0);
      expect(total).toBe(found.filter((duty) => outcomeIn(duty, span, today) !== null).length);
    }), { numRuns: 100 },
  );
});

// Why a visit credited what it did

const WEEK = period('2026-03-02', '2026-03-08');
function why(of: readonly Rule[], facts: HouseholdFacts, id = 'v.2026-03-05') {
  const rules = bookOf(...of);
  return explainVisit(duties(facts, rules, WEEK, TODAY), facts, id, rules);
}
const visited = (over: object, more: Partial<HouseholdFacts> = {}) => household({ visits: [visit('2026-03-05', over)], ...more });

test('the answer names every duty a visit credited, its rule, its clause and the worker', () => {
  expect(why([rule(), rule({ id: 's', window: { kind: 'week' } })], visited({}))).toEqual({
    credited: [
      { dutyId: 'h~r~2026-03-01', rule: 'r', clause: CLAUSE, workerId: 'wang' },
      { dutyId: 'h~s~2026-03-02', rule: 's', clause: CLAUSE, workerId: 'wang' },
    ],
    uncredited: [],
  });
});

test.each([
  ['noRole', { participants: ['wang', 'stranger'] }, 'stranger'],
  ['declined', { participants: ['wang', 'li'], declined: ['li'] }, 'li'],
  ['notReached', { outcome: 'notReached' }, 'wang'],
  ['kindNotAsked', { kind: 'phone' }, 'wang'],
  ['purposeNotAsked', { purposes: ['routine'] }, 'wang'],
  ['voided', { voided: true }, 'wang'],
] as const)('a participant whom a visit credits nowhere is told: %s', (reason, over, workerId) => {
  const facts = visited({ purposes: ['handover'], ...over }, { assignments: [held('cadre', 'wang'), held('cadre', 'li')] });
  expect(why([rule({ kinds: ['home'], purpose: 'handover' })], facts).uncredited).toEqual([{ workerId, reason }]);
});

test('a second visit in a window that is met says so, and one that no window asked for says that', () => {
  const twice = household({ visits: [visit('2026-03-05'), visit('2026-03-06')] });
  expect(why([rule()], twice, 'v.2026-03-06').uncredited).toEqual([{ workerId: 'wang', reason: 'alreadyMet' }]);
  expect(why([rule({ window: { kind: 'event', events: ['illness'], days: 3 } })], visited({})).uncredited).toEqual([{ workerId: 'wang', reason: 'noWindow' }]);
});

test('of two holders who both took part neither is told that the visit did not count', () => {
  const facts = visited({ participants: ['wang', 'li'] }, { assignments: [held('cadre', 'wang'), held('cadre', 'li')] });
  expect(why([rule()], facts)).toMatchObject({ credited: [{ workerId: 'li' }], uncredited: [] });
});

test('a visit that the facts do not know credits nothing', () => {
  expect(why([rule()], visited({}), 'unknown')).toEqual({ credited: [], uncredited: [] });
});

test('every participant is either credited, or of a credited role, or told exactly one reason', () => {
  fc.assert(
    fc.property(anyHousehold, anyToday, (facts, today) => {
      const answer = duties(facts, BOOK, period('2025-12-01', '2027-02-28'), today);
      for (const one of facts.visits) {
        const { credited, uncredited } = explainVisit(answer, facts, one.id, BOOK);
        const listed = answer.duties.flatMap((duty) => duty.credits.filter((credit) => credit.visitId === one.id).map(() => duty.id));
        expect(credited.map((credit) => credit.dutyId)).toEqual(listed);
        expect(new Set(uncredited.map((each) => each.workerId)).size).toBe(uncredited.length);
        for (const { workerId } of credited) expect(uncredited.some((each) => each.workerId === workerId)).toBe(false);
        if (credited.length === 0) expect(uncredited.length).toBe(new Set(one.participants).size);
      }
    }), { numRuns: 60 },
  );
});

test('the kinds owed on a day widen where calls suffice that day', () => {
  const facts = household({ accommodations: [agreed('noHomeVisit', spell('2026-03-01', '2026-03-31'))] });
  const home = rule({ kinds: ['home'] });
  expect(owedKinds(facts, home, n('2026-03-31'))).toEqual(['home', 'phone', 'online']);
  expect(owedKinds(facts, home, n('2026-04-01'))).toEqual(['home']);
});

// The engine as a guest

test('a sink may ask the engine again in the middle of an answer', () => {
  const facts = household({ events: [event('2026-03-05')], visits: [visit('2026-03-05')] });
  const other = household({ id: 'other', visits: [visit('2026-01-01', { participants: ['nobody'] })] });
  const rules = bookOf(rule(), rule({ id: 'week', window: { kind: 'week' } }));
  const seen = told(facts, rules, WEEK, TODAY, () => duties(other, rules, WEEK, TODAY));
  expect(seen).toEqual(told(facts, rules, WEEK, TODAY));
});

test('an answer stays as it is when the engine is asked about another household', () => {
  const rules = bookOf(rule());
  const first = duties(visited({}), rules, WEEK, TODAY);
  const before = JSON.stringify(first);
  duties(household({ id: 'other', visits: [visit('2026-03-05', { id: 'x' }), visit('2026-03-06')] }), rules, WEEK, TODAY);
  expect(JSON.stringify(first)).toBe(before);
});

test('a pack with more roles than the engine can hold is refused with its code, not cut short', () => {
  const rules = Array.from({ length: 31 }, (_, i) => rule({ id: `r${i}`, role: `role${i}` }));
  expect(() => duties(household(), bookOf(...rules), WEEK, TODAY)).toThrow('plan.tooManyRoles');
});

test('more kinds of events or purposes than the engine can hold are refused with their code, not cut short', () => {
  const many = (word: string): string[] => Array.from({ length: 31 }, (_, i) => word + i);
  const rules = bookOf(rule({ window: { kind: 'event', events: many('kind'), days: 1 } }));
  expect(() => duties(household(), rules, WEEK, TODAY)).toThrow('plan.tooManyEvents');
  expect(() => visitColumns([visit('2026-03-05', { purposes: many('purpose') })])).toThrow('visits.tooManyPurposes');
});

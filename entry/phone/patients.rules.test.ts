import { expect, test } from 'vitest';
import { worklist } from './due.rules.ts';
import { asksForWhom, notAskedByMember, owedServices, owedTo, partsOf, patientsOf } from './patients.rules.ts';
import { householdOf } from './outbox.rules.ts';
import type { DutyView, PatientList, Reminder } from './server.types.ts';
import { draftOf, emptyDraft, forecast } from './visit.rules.ts';

const clause = { document: '泗卫健〔2020〕', article: '二（二）', summary: { zh: '', en: '' }, mark: 'A', checkedOn: '2026-11-01' } as const;
const household = { id: 'h', name: '潘某', division: { code: '341324101001', name: '杏花村' }, groupName: '二组' };
const round: DutyView = {
  id: 'h/round', memberId: null, role: 'familyDoctor', vacant: false, household, rule: 'familyDoctor.round', title: { zh: '每月巡诊', en: 'Monthly round' }, roleTitle: { zh: '家庭医生', en: 'Family doctor' },
  first: '2026-11-01', last: '2026-11-30', kinds: ['home'], purpose: null, needed: 1, credited: 0, state: 'open', lateBy: null, rolling: false, worker: { id: 'me', name: '柯医生' }, clause,
};
const check: DutyView = { ...round, id: 'h~a/check', memberId: 'a', rule: 'familyDoctor.healthCheck', kinds: ['home', 'clinic'], purpose: 'healthCheck', last: '2026-12-31' };
const contact: DutyView = { ...round, id: 'h/monthly', rule: 'villageCadre.monthly', kinds: ['home', 'phone'] };
const offered = (kind: string, more = {}) => ({ kind, title: { zh: kind, en: kind }, note: null, ways: ['home'], regular: false, purposes: [], atClinic: true, weeks: null, clause, ...more });
const list: PatientList = {
  packages: [{ id: 'p', choices: [offered('familyDoctor.round', { regular: true }), offered('familyDoctor.healthCheck', { purposes: ['healthCheck'] })] }],
  items: [{ member: { id: 'a', name: '潘三妹' }, householdId: 'h', packageId: 'p' }, { member: { id: 'b', name: '潘守义' }, householdId: 'h', packageId: 'p' }, { member: { id: 'c', name: '窦明山' }, householdId: 'other', packageId: 'p' }],
};
const reminder: Reminder = { id: 's', household: { ...household }, member: { id: 'b', name: '潘守义' }, kind: 'longPrescription', title: { zh: '长期处方', en: 'Long prescription' }, untilDay: '2026-11-27' };
const members = patientsOf(list, 'h');
const TODAY = '2026-11-22';

test('a household’s patients are those under contract there; what contracts name is owed to one of them or to the household, the rest is not theirs', () => {
  expect(members.map(({ member }) => member.id)).toEqual(['a', 'b']);
  expect([null, 'a', 'b'].map((of) => owedTo(of, [round, check, contact], members).map(({ rule }) => rule))).toEqual([['familyDoctor.round'], ['familyDoctor.healthCheck'], []]);
});

test('what is said by member is not asked once more as a purpose', () => {
  expect(notAskedByMember([round, check, contact], members)).toEqual([contact]);
});

test('for whom is asked of a doctor who took part and reached somebody, and of nobody else', () => {
  const draft = { ...emptyDraft('me'), kind: 'home' } as const;
  expect(asksForWhom(draft, 'me', members)).toBe(true);
  for (const [change, worker, of] of [[{ kind: null }, 'me', members], [{ outcome: 'notReached' }, 'me', members], [{ participants: ['x'] }, 'me', members], [{}, null, members], [{}, 'me', []]] as const) {
    expect(asksForWhom({ ...draft, ...change }, worker, of)).toBe(false);
  }
});

test('a round comes back into the form as it was tapped, and nothing said makes it a visit and no more', () => {
  const draft = { ...emptyDraft('me'), kind: 'home', done: { a: { kinds: ['familyDoctor.healthCheck'], weeks: null, level: null, hospital: null, words: '血压平稳' } } } as const;
  const owed = owedServices([round, check], [reminder]);
  let made = 0;
  const parts = partsOf(draft, { members, owed }, TODAY, () => `id${made += 1}`)!;
  const visit = { id: 'v', householdId: 'h', kind: 'home', outcome: 'reached', day: TODAY, participants: ['me'], purposes: ['routine'] } as const;
  expect(draftOf({ visit: { ...visit, participants: ['me'], purposes: ['routine'] }, ...parts, services: [...parts.services], entries: [...parts.entries] }).done).toEqual(draft.done);
  expect(partsOf({ ...draft, done: {} }, { members, owed }, TODAY, () => 'id')).toBeNull();
  expect([householdOf({ input: { visit, ...parts } }), householdOf({ input: visit }), householdOf({ input: null })]).toEqual(['h', 'h', null]);
});

test('the forecast counts a check for the member of whom it was said, and not for the other', () => {
  const draft = { ...emptyDraft('me'), kind: 'home' } as const;
  const said = (id: string) => forecast([check], { ...draft, done: { [id]: { kinds: [check.rule], weeks: null, level: null, words: '' } } }, TODAY).counts;
  expect([said('a'), said('b'), forecast([check], draft, TODAY).counts]).toEqual([[check], [], []]);
});

test('an agreed day that is near puts a household on the list by itself, at its own day', () => {
  const [first] = worklist([], [], TODAY, [reminder]);
  expect(first).toMatchObject({ group: 'due', next: '2026-11-27', line: { id: 'h', family: '潘家' } });
  expect(worklist([], [round], TODAY, [{ ...reminder, untilDay: '2026-12-02' }])[0]?.next).toBe('2026-11-30');
});

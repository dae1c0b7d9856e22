import { expect, test } from 'vitest';
import { chosenNeeds, draftFrom, emptyVisit, missingInVisit, visitBody } from './visitDraft.rules.ts';
import type { VisitView } from './visits.schema.ts';

const target = { id: 'a', householdId: 'h' };

test('a visit that was only just begun lacks how and whether, and has today and whoever fills it in', () => {
  const draft = emptyVisit('2026-11-22', 'w');
  expect(missingInVisit(draft)).toEqual(['kind', 'outcome']);
  expect(draft).toMatchObject({ day: '2026-11-22', participants: ['w'] });
  expect(missingInVisit(emptyVisit('2026-11-22', null))).toContain('participants');
});

test('what was not asked is not sent, rather than sent as good', () => {
  const body = visitBody({ ...emptyVisit('2026-11-22', 'w'), kind: 'phone', outcome: 'reached', note: '  ' }, target);
  expect(Object.keys(body).sort()).toEqual(['day', 'householdId', 'id', 'kind', 'outcome', 'participants', 'purposes']);
});

test('health chosen before it turned out that nobody was reached is not sent', () => {
  const body = visitBody({ ...emptyVisit('2026-11-22', 'w'), kind: 'home', outcome: 'notReached', health: 'good', needs: ['living'] }, target);
  expect(body).not.toHaveProperty('health');
  expect(body).not.toHaveProperty('needs');
});

test('"none" and a need shut each other out, the last choice standing', () => {
  expect(chosenNeeds(['medical'], ['medical', 'none'])).toEqual(['none']);
  expect(chosenNeeds(['none'], ['none', 'living'])).toEqual(['living']);
  expect(chosenNeeds(['living', 'talk'], ['living'])).toEqual(['living']);
  expect(chosenNeeds(['none'], [])).toEqual([]);
});

test('putting a visit right begins with what was written, without those who said they were not there', () => {
  const visit: VisitView = {
    id: 'old', householdId: 'h', day: '2026-11-20', kind: 'home', outcome: 'reached', purposes: ['greeting'],
    participants: [{ workerId: 'w', name: '张', declined: false }, { workerId: 'x', name: '李', declined: true }],
    health: 'same', mood: null, needs: ['none'], note: '药快吃完', recorder: { id: 'r', name: '张' }, recordedAt: '2026-11-20T03:00:00.000Z',
    lateDays: 0, lateReason: '', corrects: null, voided: { at: '2026-11-21T03:00:00.000Z', reason: '日子记错', by: '张' },
  };
  const body = visitBody(draftFrom(visit), { ...target, corrects: 'old' });
  expect(body).toMatchObject({ corrects: 'old', participants: ['w'], health: 'same', note: '药快吃完', purposes: ['greeting'] });
});

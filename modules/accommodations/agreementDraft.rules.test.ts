import { expect, test } from 'vitest';
import { FESTIVALS } from '../../platform/calendar/festivals.rules.ts';
import { agreementBody, emptyAgreement, missingInAgreement } from './agreementDraft.rules.ts';
import { declinableText } from './agreements.text.ts';

const TODAY = '2026-11-22';

test('the form offers every festival of the calendar under the calendar\'s own name, and birthdays', () => {
  const { birthday, ...festivals } = declinableText;
  expect(festivals).toEqual(Object.fromEntries(Object.entries(FESTIVALS).map(([id, { title }]) => [id, title])));
  expect(birthday.zh).toBe('生日');
});

test('days not to come need a first and a last day in that order', () => {
  const draft = { ...emptyAgreement(TODAY), kind: 'noDays' as const, agreedBy: '本人' };
  expect(missingInAgreement(draft)).toEqual(['days']);
  expect(missingInAgreement({ ...draft, days: { from: '2026-04-05', to: '2026-04-01' } })).toEqual(['days']);
  expect(missingInAgreement({ ...draft, days: { from: '2026-04-01', to: '2026-04-05' } })).toEqual([]);
});

test('what was filled in for another kind is not sent with this one', () => {
  const draft = { ...emptyAgreement(TODAY), kind: 'pause' as const, festivals: ['qingming'], days: { from: TODAY, to: TODAY }, accepted: 'phone', agreedBy: ' 本人 ' };
  expect(agreementBody(draft, 'a', 'h')).toEqual({ id: 'a', householdId: 'h', kind: 'pause', fromDay: TODAY, agreedBy: '本人' });
  expect(agreementBody({ ...draft, kind: 'noHomeVisit', accepted: 'home' }, 'a', 'h')).not.toHaveProperty('accepted');
  expect(agreementBody({ ...draft, kind: 'noFestival' }, 'a', 'h')).toMatchObject({ festivals: ['qingming'], accepted: 'phone' });
});

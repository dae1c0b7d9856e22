import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import { assignmentInput } from '../contacts/contacts.schema.ts';
import { assignContact } from '../contacts/contacts.service.ts';
import { listDuties } from '../duties/duties.service.ts';
import { visitInput } from '../visits/visits.schema.ts';
import { recordVisit } from '../visits/visits.service.ts';
import { accommodationInput } from './accommodations.schema.ts';
import {
  approveAccommodation, askAccommodation, endAccommodation, listAccommodations, refuseAccommodation, reviewAccommodation,
} from './accommodations.service.ts';

const world = await testWorld();
const doctor = await world.addWorker({ name: '何山二', division: 'baima' });
const carer = await world.addAccount({ username: 'carer', kind: 'contact', division: 'yunshan', name: '邹水七' });
const clerk = await world.addAccount({ username: 'clerk.contact', kind: 'townshipClerk', division: 'baima', name: '柳木五' });

const newHousehold = (name = '潘山一') => world.addHousehold({
  name, division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId: doctor }, { role: 'carer', workerId: carer.workerId }],
});
const inputFor = (householdId: string, more: object = {}) =>
  accommodationInput.parse({ id: uuidv7(), householdId, kind: 'noHomeVisit', fromDay: '2026-11-01', agreedBy: '户主本人', words: '家里人多时不方便', ...more });
const ask = async (username: string, householdId: string, more: object = {}) => (await world.as(username, (ctx) => askAccommodation(ctx, inputFor(householdId, more)))).value;
const approve = (username: string, id: string) => world.as(username, (ctx) => approveAccommodation(ctx, id));
const approved = async (householdId: string, more: object = {}) => approve('officer', (await ask('carer', householdId, more)).id);

const dutiesOf = async (householdId: string, rule: string) => {
  const { items } = await world.as('officer', (ctx) => listDuties(ctx, { household: householdId, state: ['open', 'upcoming', 'missed', 'vacant', 'met', 'adapted', 'void'], limit: 200 }));
  return items.filter((duty) => duty.rule === rule).map((duty) => [duty.first, duty.state]);
};

describe('asking', () => {
  test('is open to every contact of the household and changes nothing before the office has approved', async () => {
    const household = await newHousehold();
    const asked = await ask('carer', household);
    expect(asked).toMatchObject({ status: 'asked', words: '家里人多时不方便', askedBy: { name: '邹水七' }, approvedBy: null, household: { name: '潘山一' } });
    const call = visitInput.parse({ id: uuidv7(), householdId: household, day: world.today, kind: 'phone', outcome: 'reached', participants: [doctor] });
    const { value } = await world.as('officer', (ctx) => recordVisit(ctx, call));
    expect(value.credited.map((one) => one.rule)).not.toContain('familyDoctor.round');
  });

  test('sent again happens once', async () => {
    const household = await newHousehold();
    const input = inputFor(household);
    const once = await world.as('carer', (ctx) => askAccommodation(ctx, input));
    const twice = await world.as('carer', (ctx) => askAccommodation(ctx, input));
    expect(twice).toEqual({ value: once.value, again: true });
    await expect(world.as('carer', (ctx) => askAccommodation(ctx, { ...input, agreedBy: '别人' }))).rejects.toMatchObject({ code: 'id.taken' });
  });

  test('is refused where the request makes no sense, and for those who may only look', async () => {
    const household = await newHousehold();
    await expect(ask('carer', household, { kind: 'noDays' })).rejects.toMatchObject({ code: 'accommodation.daysMissing', status: 422 });
    await expect(ask('reader', household)).rejects.toMatchObject({ status: 403 });
    await expect(ask('clerk.qingshi', household)).rejects.toMatchObject({ status: 404 });
  });

  test('keeps its words sealed', async () => {
    const household = await newHousehold();
    const { id } = await ask('carer', household);
    const row = await world.owner.selectFrom('accommodation').select('wordsEnc').where('countyId', '=', world.countyId).where('accommodationId', '=', id).executeTakeFirstOrThrow();
    expect(row.wordsEnc!.toString('utf8')).not.toContain('不方便');
  });
});

describe('approving', () => {
  test('lets a call do where a home visit was owed', async () => {
    const household = await newHousehold();
    expect(await approved(household)).toMatchObject({ status: 'approved', approvedBy: { name: 'officer' } });
    const call = visitInput.parse({ id: uuidv7(), householdId: household, day: world.today, kind: 'phone', outcome: 'reached', participants: [doctor] });
    const { value } = await world.as('officer', (ctx) => recordVisit(ctx, call));
    expect(value.credited.map((one) => one.rule)).toContain('familyDoctor.round');
  });

  test('a pause makes the weeks inside it adapted, neither met nor missed', async () => {
    const household = await newHousehold();
    await approved(household, { kind: 'pause', fromDay: '2026-11-09', toDay: '2026-11-22' });
    const weeks = new Map((await dutiesOf(household, 'carer.contact')) as [string, string][]);
    expect([weeks.get('2026-11-02'), weeks.get('2026-11-09'), weeks.get('2026-11-16'), weeks.get('2026-11-23')]).toEqual(['missed', 'adapted', 'adapted', 'upcoming']);
  });

  test('days not to come are kept as the engine reads them', async () => {
    const household = await newHousehold();
    await approved(household, { kind: 'noDays', days: [{ from: '2026-11-16', to: '2026-11-22' }] });
    expect(await dutiesOf(household, 'carer.contact')).toContainEqual(['2026-11-16', 'adapted']);
  });

  test('is never for a contact whom it relieves, whatever their post', async () => {
    const household = await newHousehold();
    const asked = await ask('carer', household);
    const assignment = assignmentInput.parse({ id: uuidv7(), householdId: household, role: 'special', workerId: clerk.workerId, fromDay: world.today });
    await world.as('officer', (ctx) => assignContact(ctx, assignment));
    for (const decide of [approveAccommodation, (ctx: never, id: string) => refuseAccommodation(ctx, id, '不合适')] as const) {
      await expect(world.as('clerk.contact', (ctx) => decide(ctx as never, asked.id))).rejects.toMatchObject({ code: 'accommodation.own', status: 403 });
    }
    await expect(approve('clerk.baima', asked.id)).resolves.toMatchObject({ status: 'approved' });
    await expect(world.as('clerk.contact', (ctx) => endAccommodation(ctx, asked.id, { toDay: world.today, reason: '不用了' }))).rejects.toMatchObject({ code: 'accommodation.own' });
    await expect(world.as('clerk.contact', (ctx) => reviewAccommodation(ctx, asked.id, { day: world.today }))).rejects.toMatchObject({ code: 'accommodation.own' });
  });

  test('is for the office only, and happens once', async () => {
    const household = await newHousehold();
    const asked = await ask('carer', household);
    for (const username of ['carer', 'cadre.yunshan', 'reader']) await expect(approve(username, asked.id)).rejects.toMatchObject({ code: 'not-allowed' });
    await approve('clerk.baima', asked.id);
    await expect(approve('officer', asked.id)).rejects.toMatchObject({ code: 'accommodation.decided', status: 409 });
    await expect(world.as('officer', (ctx) => refuseAccommodation(ctx, asked.id, '晚了'))).rejects.toMatchObject({ code: 'accommodation.decided' });
  });
});

test('a refusal keeps its reason for the one who asked, and changes no duty', async () => {
  const household = await newHousehold();
  const asked = await ask('carer', household, { kind: 'noContact' });
  await world.as('clerk.baima', (ctx) => refuseAccommodation(ctx, asked.id, '家里老人需要有人常去看看'));
  const { items } = await world.as('carer', (ctx) => listAccommodations(ctx, { household, limit: 10 }));
  expect(items).toMatchObject([{ status: 'refused', decision: '家里老人需要有人常去看看' }]);
  expect(await dutiesOf(household, 'carer.contact')).toContainEqual(['2026-11-16', 'open']);
});

describe('reviews', () => {
  test('from its review day on the office owes a review, and the agreement stays in force', async () => {
    const household = await newHousehold();
    const agreement = await approved(household, { reviewDay: '2026-11-15' });
    expect(agreement).toMatchObject({ status: 'approved', reviewDue: true });
    expect(await dutiesOf(household, 'accommodation.review')).toEqual([['2026-11-15', 'open']]);
  });

  test('reviewing meets that duty and sets the next', async () => {
    const household = await newHousehold();
    const { id } = await approved(household, { reviewDay: '2026-11-15' });
    const after = await world.as('clerk.baima', (ctx) => reviewAccommodation(ctx, id, { day: '2026-11-20' as never, reviewDay: '2026-12-20' as never, words: '照旧' }));
    expect(after).toMatchObject({ status: 'approved', reviewDay: '2026-12-20', reviewDue: false, decision: '照旧' });
    expect(await dutiesOf(household, 'accommodation.review')).toEqual([['2026-11-15', 'met'], ['2026-12-20', 'upcoming']]);
  });

  test('ending the agreement settles its review too, and the ordinary duties come back', async () => {
    const household = await newHousehold();
    const { id } = await approved(household, { kind: 'noContact', reviewDay: '2026-12-20' });
    expect(await dutiesOf(household, 'carer.contact')).toContainEqual(['2026-11-16', 'adapted']);
    const ended = await world.as('clerk.baima', (ctx) => endAccommodation(ctx, id, { toDay: '2026-11-15', reason: '家里希望恢复联系' }));
    expect(ended).toMatchObject({ status: 'ended', toDay: '2026-11-15', decision: '家里希望恢复联系' });
    expect(await dutiesOf(household, 'carer.contact')).toContainEqual(['2026-11-16', 'open']);
    expect(await dutiesOf(household, 'accommodation.review')).toEqual([]);
    await expect(world.as('clerk.baima', (ctx) => endAccommodation(ctx, id, { toDay: '2026-11-10', reason: '再改' }))).rejects.toMatchObject({ code: 'accommodation.notApproved' });
  });

  test.each([
    ['on a day that has not come', { day: '2026-11-23' }, 'accommodation.future'],
    ['with the next review not after it', { day: '2026-11-20', reviewDay: '2026-11-20' }, 'accommodation.review'],
  ])('are refused %s', async (_what, input, code) => {
    const household = await newHousehold();
    const { id } = await approved(household);
    await expect(world.as('officer', (ctx) => reviewAccommodation(ctx, id, input as never))).rejects.toMatchObject({ code });
  });

  test('and ends are for what is in force', async () => {
    const household = await newHousehold();
    const asked = await ask('carer', household);
    await expect(world.as('officer', (ctx) => reviewAccommodation(ctx, asked.id, { day: world.today }))).rejects.toMatchObject({ code: 'accommodation.notApproved', status: 409 });
    await expect(world.as('officer', (ctx) => endAccommodation(ctx, asked.id, { toDay: world.today, reason: '不用了' }))).rejects.toMatchObject({ code: 'accommodation.notApproved' });
  });
});

test('a list by territory and status shows only what is in scope, page by page, and every look is on record', async () => {
  const [one, two] = [await newHousehold('甲'), await newHousehold('乙')];
  await ask('officer', one, { fromDay: '2026-12-02' });
  await ask('officer', two, { fromDay: '2026-12-01' });
  await approved(two);
  const list = (username: string, more: object) => world.as(username, (ctx) => listAccommodations(ctx, { division: world.divisions.yunshan.code, status: 'asked', limit: 200, ...more }));
  const all = (await list('clerk.baima', {})).items;
  expect(all.every((item) => item.status === 'asked')).toBe(true);
  expect(all.map((item) => item.household.id)).toEqual(expect.arrayContaining([one, two]));
  const page = await list('clerk.baima', { limit: 1 });
  const next = await list('clerk.baima', { limit: 1, after: page.next! });
  expect([...page.items, ...next.items]).toEqual(all.slice(0, 2));
  expect((await list('clerk.qingshi', {})).items).toEqual([]);
  const looks = await world.owner.selectFrom('record').select('householdIds').where('countyId', '=', world.countyId).where('subject', '=', 'accommodations.list').execute();
  expect(looks.some((look) => look.householdIds.includes(one) && look.householdIds.includes(two))).toBe(true);
});

import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { testWorld } from '../../tests/world.ts';
import { checkAtDesk } from '../hospital/desk.service.ts';
import { deliverCertificate, endCertificate, followCertificate, issueCertificate, issueMany, listCertificates } from './certificates.service.ts';

const world = await testWorld();
const KIND = 'specialSupport';
let hospitalId: string;

async function addMember(name: string): Promise<{ memberId: string; householdId: string }> {
  const householdId = await world.addHousehold({ name, division: 'yunshan' });
  const memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId, name }).execute();
  return { memberId, householdId };
}

beforeAll(async () => {
  hospitalId = uuidv7();
  await world.owner.insertInto('hospital').values({ hospitalId, countyId: world.countyId, code: '519900', name: '云岭县人民医院', level: 'county', public: true }).execute();
  await world.owner.insertInto('designation').values({ countyId: world.countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
  await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
});

/** What is printed on one, which no answer of the program gives away. */
async function codeOf(certificateId: string): Promise<string> {
  const { codeEnc } = await world.owner.selectFrom('certificate').select('codeEnc').where('countyId', '=', world.countyId).where('certificateId', '=', certificateId).executeTakeFirstOrThrow();
  return world.keys.open(codeEnc!);
}
const atDesk = (code: string) => world.alone('desk', (ctx) => checkAtDesk(ctx, { code }));

test('fifty offices issue the same kind to one member, and one certificate comes of it', async () => {
  const { memberId } = await addMember('潘大山');
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id: uuidv7(), memberId, kind: KIND }))));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'certificate.held', status: 409 });
});

test('one that is replaced fails at the desk at once, and the new one is good', async () => {
  const { memberId } = await addMember('石小河');
  const [old, next] = [uuidv7(), uuidv7()];
  await world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id: old, memberId, kind: KIND }));
  const oldCode = await codeOf(old);
  expect((await atDesk(oldCode)).status).toBe('valid');
  const { value } = await world.as('clerk.baima', (ctx) => followCertificate(ctx, old, { id: next, why: 'lost', reason: '老人说丢了' }));
  expect(value).toMatchObject({ state: 'valid', replaces: old });
  expect((await atDesk(oldCode)).status).toBe('ended');
  expect((await atDesk(await codeOf(next))).status).toBe('valid');
  await world.as('clerk.baima', (ctx) => endCertificate(ctx, next, { why: 'cancelled', reason: '核对后取消' }));
  expect(await atDesk(await codeOf(next))).toEqual({ status: 'ended', checkId: null, holder: null, benefits: [], doctor: null, deskContact: null });
});

test('one that ran out makes way for the next by itself', async () => {
  const { memberId } = await addMember('云阿水');
  const old = uuidv7();
  await world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id: old, memberId, kind: KIND }));
  await world.owner.updateTable('certificate').set({ issuedOn: '2024-01-01', expiresOn: '2025-12-31' }).where('countyId', '=', world.countyId).where('certificateId', '=', old).execute();
  expect((await atDesk(await codeOf(old))).status).toBe('expired');
  await world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id: uuidv7(), memberId, kind: KIND }));
  const { items } = await world.as('clerk.baima', (ctx) => listCertificates(ctx, { limit: 50, state: 'valid' }));
  expect(items.filter(({ member }) => member.id === memberId)).toHaveLength(1);
});

test('of many at once each is answered by itself, and sent again nothing doubles', async () => {
  const [first, second] = [await addMember('甲一'), await addMember('乙二')];
  const items = [{ id: uuidv7(), memberId: first.memberId, kind: KIND }, { id: uuidv7(), memberId: second.memberId, kind: 'noSuchKind' }];
  const answer = await world.as('clerk.baima', (ctx) => issueMany(ctx, { items }));
  expect(answer.items.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'certificate.kind']);
  const again = await world.as('clerk.baima', (ctx) => issueMany(ctx, { items: [items[0]!] }));
  expect(again.items[0]!.certificate!.id).toBe(items[0]!.id);
});

test('another township neither issues nor sees them, a cadre sees and does not issue', async () => {
  const { memberId, householdId } = await addMember('石守田');
  const id = uuidv7();
  await expect(world.as('clerk.qingshi', (ctx) => issueCertificate(ctx, { id, memberId, kind: KIND }))).rejects.toMatchObject({ code: 'not-found' });
  await expect(world.as('cadre.yunshan', (ctx) => issueCertificate(ctx, { id, memberId, kind: KIND }))).rejects.toMatchObject({ code: 'not-allowed' });
  await world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id, memberId, kind: KIND }));
  await world.as('clerk.baima', (ctx) => deliverCertificate(ctx, id, '2026-11-22'));
  expect((await world.as('cadre.yunshan', (ctx) => listCertificates(ctx, { limit: 50, household: householdId }))).items).toMatchObject([{ id, deliveredOn: '2026-11-22' }]);
  expect((await world.as('clerk.qingshi', (ctx) => listCertificates(ctx, { limit: 50, household: householdId }))).items).toEqual([]);
});

test('the printed code holds nothing of its holder and no stored row gives it away in plain', async () => {
  const { memberId } = await addMember('潘细妹');
  const id = uuidv7();
  await world.as('clerk.baima', (ctx) => issueCertificate(ctx, { id, memberId, kind: KIND }));
  const code = await codeOf(id);
  expect(code).toMatch(/^LX1\.[0-9A-Z]{128}$/);
  const { rows } = await sql<{ found: boolean }>`select bool_or(c::text like ${`%${code}%`}) as found from app.certificate c where c.county_id = ${world.countyId}`.execute(world.owner);
  expect(rows[0]!.found).toBe(false);
});

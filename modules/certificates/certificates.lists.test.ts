import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { verifyCode } from '../../platform/codes/verify.web.ts';
import { testWorld } from '../../tests/world.ts';
import { certificateFigures, listKeys, listLacking, membersOfUse } from './certificates.lists.ts';
import { closeGone, deliverCertificate, issueCertificate, issueMany, listCertificates, noteUnused } from './certificates.service.ts';

const world = await testWorld();
const clerk = 'clerk.baima';
const yunshan = world.divisions.yunshan.code;

async function addMember(name: string, division: 'yunshan' | 'shiqiao' | 'liuwan' = 'yunshan') {
  const householdId = await world.addHousehold({ name, division });
  const memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions[division].divisionId, memberId, name }).execute();
  return { memberId, householdId };
}
const lacking = (by = clerk, division?: string) => world.as(by, (ctx) => listLacking(ctx, { limit: 200, division }));
const figures = (by = clerk) => world.as(by, (ctx) => certificateFigures(ctx, { division: yunshan }));

test('everybody in a village who lacks one is found, issued one in one go, and then nobody lacks any', async () => {
  const people = [await addMember('甲一'), await addMember('乙二')];
  await addMember('丙三', 'liuwan');
  const found = await lacking(clerk, yunshan);
  expect(found.items.map(({ member, title }) => [member.name, title.zh])).toEqual([['甲一', '特扶证'], ['乙二', '特扶证']]);
  expect(found.total).toBe(2);
  const { items } = await world.as(clerk, (ctx) => issueMany(ctx, { items: found.items.map(({ member, kind }) => ({ id: uuidv7(), memberId: member.id, kind })) }));
  expect(items.every(({ certificate }) => certificate?.state === 'valid')).toBe(true);
  expect(people.map(({ memberId }) => items.some(({ certificate }) => certificate?.member.id === memberId))).toEqual([true, true]);
  expect((await lacking(clerk, yunshan)).items).toEqual([]);
  expect((await lacking('officer')).items.map(({ title }) => title.zh)).toEqual(['连心卡']);
});

test('a page of those who lack one goes on where it stopped', async () => {
  for (const name of ['丁四', '戊五', '己六']) await addMember(name, 'shiqiao');
  const first = await world.as(clerk, (ctx) => listLacking(ctx, { limit: 2, division: world.divisions.shiqiao.code }));
  const second = await world.as(clerk, (ctx) => listLacking(ctx, { limit: 2, division: world.divisions.shiqiao.code, after: first.next! }));
  expect(new Set([...first.items, ...second.items].map(({ member }) => member.name))).toEqual(new Set(['丁四', '戊五', '己六']));
  expect(second.next).toBeNull();
});

test('holders, delivered, never used and why are counted, and every count opens to its members', async () => {
  const before = await figures();
  expect(before).toMatchObject({ members: 2, holders: 2, certified: 0, delivered: 0 });
  const hospitalId = uuidv7();
  await world.owner.insertInto('hospital').values({ hospitalId, countyId: world.countyId, code: '519900', name: '云岭县人民医院', level: 'county', public: true }).execute();
  await world.owner.insertInto('designation').values({ countyId: world.countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
  // The channel opened, and both who hold one count.
  const { items } = await world.as(clerk, (ctx) => listCertificates(ctx, { limit: 50, division: yunshan }));
  const [one, other] = items;
  await world.as(clerk, (ctx) => deliverCertificate(ctx, one!.id, '2026-11-22'));
  await world.as(clerk, (ctx) => noteUnused(ctx, one!.id, 'notHonoured'));
  await world.owner.insertInto('encounter').values({
    countyId: world.countyId, encounterId: uuidv7(), hospitalId, householdId: other!.household.id, divisionId: world.divisions.yunshan.divisionId, memberId: other!.member.id, shownName: '乙*',
    kind: 'outpatient', urgent: false, day: '2026-11-20', recorderId: uuidv7(), recordedAt: new Date(),
  }).execute();
  expect(await figures()).toMatchObject({ members: 2, certified: 2, delivered: 1, used: 1, uses: 1, neverUsed: 1, why: [{ why: 'notHonoured', members: 1 }], clause: { article: '一、三（二）' } });
  const behind = await world.as(clerk, (ctx) => membersOfUse(ctx, { division: yunshan, asked: 'neverUsed.notHonoured' }));
  expect(behind).toMatchObject({ total: 1, items: [{ member: { id: one!.member.id }, certificateId: one!.id }] });
  await expect(world.as(clerk, (ctx) => noteUnused(ctx, other!.id, 'notNeeded'))).rejects.toMatchObject({ code: 'certificate.used' });
  expect(await figures('clerk.qingshi')).toMatchObject({ members: 0, certified: 0 });
});

test('who died and whose household left is ended at night, and nobody else', async () => {
  const [died, left, stays] = [await addMember('庚七'), await addMember('辛八'), await addMember('壬九')];
  const ids = new Map<string, string>();
  for (const { memberId } of [died, left, stays]) {
    ids.set(memberId, uuidv7());
    await world.as(clerk, (ctx) => issueCertificate(ctx, { id: ids.get(memberId)!, memberId, kind: 'specialSupport' }));
  }
  await world.owner.updateTable('member').set({ deathDay: '2026-11-21' }).where('countyId', '=', world.countyId).where('memberId', '=', died.memberId).execute();
  await world.owner.updateTable('serviceSpell').set({ toDay: '2026-11-21' }).where('countyId', '=', world.countyId).where('householdId', '=', left.householdId).execute();
  expect(await world.as('officer', (ctx) => closeGone(ctx, 100))).toBe(2);
  expect(await world.as('officer', (ctx) => closeGone(ctx, 100))).toBe(0);
  const kindOf = async ({ householdId }: { householdId: string }) => (await world.as(clerk, (ctx) => listCertificates(ctx, { limit: 5, household: householdId }))).items[0]!.endKind;
  expect([await kindOf(died), await kindOf(left), await kindOf(stays)]).toEqual(['died', 'left', null]);
});

test('with the public key alone a code is known to be genuine in a browser, and a changed one not', async () => {
  const { items } = await world.as('reader', (ctx) => listKeys(ctx));
  const key = Buffer.from(items[0]!.publicKey, 'base64url');
  const { codeEnc } = await world.owner.selectFrom('certificate').select('codeEnc').where('countyId', '=', world.countyId).limit(1).executeTakeFirstOrThrow();
  const code = world.keys.open(codeEnc!);
  expect(verifyCode(key, code)).toBe(true);
  expect(verifyCode(key, code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'))).toBe(false);
});

import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { testWorld } from '../../tests/world.ts';
import { renderPapers } from '../../platform/papers/papers.ts';
import { consentPaper } from './consent.paper.ts';
import { addAttempt, approveByPhone, approveConsent, declineConsent, getConsent, listConsents, proposeConsent } from './consent.service.ts';
import type { ConsentInput } from './consent.schema.ts';
import { checkAtDesk } from './desk.service.ts';
import { registerEncounter, voidEncounter } from './encounters.service.ts';

const world = await testWorld();
const hospitalId = await addHospital(world, '云岭县人民医院');
const other = await addHospital(world, '云岭县中医院');
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
await world.addAccount({ username: 'head', name: '章院长', kind: 'hospitalHead', division: 'county', hospitalId });
await world.addAccount({ username: 'desk.other', kind: 'hospitalDesk', division: 'county', hospitalId: other });
const holder = await addHolder(world, '潘三妹', '51990019600501002');
const encounterId = uuidv7();
const { checkId } = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
await world.as('desk', (ctx) => registerEncounter(ctx, { id: encounterId, checkId: checkId!, kind: 'emergency', urgent: true, department: '', companion: '' }));

const propose = async (over: Partial<ConsentInput> = {}) => {
  const id = uuidv7();
  await world.as('desk', (ctx) => proposeConsent(ctx, { id, encounterId, procedure: 'operation', urgent: true, proposal: '阑尾穿孔，急诊手术', proposer: '黎医生', attempts: [], ...over }));
  return id;
};

test('in an urgent case the phone comes first, the signature later, and both stay with their times', async () => {
  const id = await propose();
  await world.as('desk', (ctx) => addAttempt(ctx, id, { at: '2026-11-22T09:10:00+08:00', whom: '侄女', how: '电话', result: '没有接' }));
  expect(await world.as('desk', (ctx) => approveByPhone(ctx, id, { approver: '章院长' }))).toMatchObject({ state: 'phoneApproved', phone: { approver: '章院长' } });
  expect(await world.as('head', (ctx) => approveConsent(ctx, id))).toMatchObject({ state: 'approved', approval: { approver: '章院长' }, attempts: [{ whom: '侄女' }], name: '潘*妹' });
  await expect(world.as('head', (ctx) => approveConsent(ctx, id))).rejects.toMatchObject({ code: 'consent.decided' });
});

test('a desk proposes and never approves; what is not urgent is not approved by phone; returned can be proposed again', async () => {
  const id = await propose({ urgent: false });
  await expect(world.as('desk', (ctx) => approveConsent(ctx, id))).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(world.as('desk', (ctx) => approveByPhone(ctx, id, { approver: '章院长' }))).rejects.toMatchObject({ code: 'consent.notUrgent' });
  expect(await world.as('head', (ctx) => declineConsent(ctx, id, '写得太简单'))).toMatchObject({ state: 'declined' });
  expect(await propose()).toEqual(expect.any(String));
});

test('a registration under which somebody asks for a consent, or gave one, is not voided; declined it no longer holds it', async () => {
  const made = uuidv7();
  const { checkId: seen } = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
  await world.as('desk', (ctx) => registerEncounter(ctx, { id: made, checkId: seen!, kind: 'emergency', urgent: true, department: '', companion: '' }));
  const mistaken = () => world.as('desk', (ctx) => voidEncounter(ctx, made, '登错了人'));
  const asked = await propose({ encounterId: made });
  await expect(mistaken()).rejects.toMatchObject({ status: 409, code: 'encounter.used' });
  await world.as('head', (ctx) => declineConsent(ctx, asked, '登错了人'));
  expect(await mistaken()).toMatchObject({ id: made, voided: true });
  await world.as('head', async (ctx) => approveConsent(ctx, await propose()));
  await expect(world.as('desk', (ctx) => voidEncounter(ctx, encounterId, '登错了人'))).rejects.toMatchObject({ code: 'encounter.used' });
});

test('another hospital finds none of it, neither does the office of another desk', async () => {
  const id = await propose();
  await expect(world.as('desk.other', (ctx) => getConsent(ctx, id))).rejects.toMatchObject({ code: 'not-found' });
  expect((await world.as('desk.other', (ctx) => listConsents(ctx))).items).toEqual([]);
  await expect(world.as('officer', (ctx) => getConsent(ctx, id))).rejects.toMatchObject({ code: 'not-allowed' });
});

test('the record prints with the article where the region has one; where the region is silent the national one, and with none at all the hospital’s own rule', async () => {
  await world.owner.updateTable('adoption').set({ packId: 'shucheng' }).where('countyId', '=', world.countyId).where('packId', '=', 'sixian').execute();
  await world.owner.deleteFrom('deskReach').execute();
  const encounter = uuidv7();
  const again = await addHolder(world, '潘四妹', '51990019610501002', { kind: 'caringVisit' });
  const check = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: again.code.text }));
  expect(check.status).toBe('valid');
  await world.as('desk', (ctx) => registerEncounter(ctx, { id: encounter, checkId: check.checkId!, kind: 'inpatient', urgent: false, department: '', companion: '' }));
  const one = await world.as('head', async (ctx) => getConsent(ctx, await propose({ encounterId: encounter, attempts: [{ at: '2026-11-22T09:10:00+08:00', whom: '侄女', how: '电话', result: '没有接' }] })));
  expect(one.rule?.clause.article).toBeTruthy();
  const { pdf, pages, missing } = await renderPapers(consentPaper(one));
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  expect(pages).toBe(1);
  expect(missing).toEqual([]);
  await world.owner.updateTable('adoption').set({ packId: 'hubei' }).where('countyId', '=', world.countyId).where('packId', '=', 'shucheng').execute();
  const elsewhere = await world.as('head', async (ctx) => getConsent(ctx, await propose({ encounterId: encounter, procedure: 'specialExamination' })));
  expect(elsewhere.rule?.clause.document).toBeTruthy();
  expect(elsewhere.rule?.clause.document).not.toBe(one.rule?.clause.document);
  // How sure the office is of a rule stands beside it on the page and not in a patient's file.
  expect(elsewhere.rule?.clause.remark?.zh).toContain('我们');
  const written = JSON.stringify(consentPaper(elsewhere));
  expect(written).toContain('民法典');
  expect(written).not.toContain(elsewhere.rule!.clause.remark!.zh);
  expect(JSON.stringify(consentPaper({ ...elsewhere, rule: null }))).toContain('按本院知情同意制度办理');
});

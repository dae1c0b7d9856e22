import { day } from '@lianxin/engine';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { makeContract } from '../../../modules/doctors/contracts.service.ts';
import { readHealth } from '../../../modules/doctors/health.service.ts';
import { listServices, recordService } from '../../../modules/doctors/services.service.ts';
import { makeTeam } from '../../../modules/doctors/teams.service.ts';
import { addHospital } from '../../holders.ts';
import { barriers, tooSmall, tooWide } from './looking.ts';
import { keptOnPhone, servedPhone } from './served.ts';

const served = await servedPhone();
const { world } = served;
const team = uuidv7();
let doctor: string;

interface Family { readonly householdId: string; readonly memberIds: readonly string[] }
let shi: Family;
let an: Family;
let he: Family;

/** A household whose members are all under contract with the team. */
async function addFamily(names: readonly string[], signedOn = '2026-01-10'): Promise<Family> {
  const householdId = await world.addHousehold({ name: names[0]!, division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId: doctor }] });
  const row = { countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId };
  const memberIds = names.map(() => uuidv7());
  await world.owner.insertInto('member').values(names.map((name, index) => ({ ...row, memberId: memberIds[index]!, name }))).execute();
  for (const memberId of memberIds) await world.as('clerk.baima', (ctx) => makeContract(ctx, { id: uuidv7(), memberId, teamId: team, state: 'signed', day: day(signedOn) }));
  return { householdId, memberIds };
}

beforeAll(async () => {
  doctor = (await world.addAccount({ username: 'doctor', name: '柯医生', kind: 'familyDoctor', division: 'yunshan' })).workerId;
  await world.addAccount({ username: 'keeper', kind: 'healthOfficer', division: 'baima' });
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
    id: team, name: '云山村家庭医生队', divisionCode: world.divisions.yunshan.code, members: [{ workerId: doctor, level: 'village', lead: true, fromDay: day('2026-01-01') }],
  }));
  [shi, an, he] = [await addFamily(['石长河', '云小兰']), await addFamily(['安守田']), await addFamily(['贺春生', '卢桂英'], '2026-11-15')];
  // The husband has come home from hospital, and his prescription ends within the week.
  await world.owner.insertInto('event').values({ countyId: world.countyId, eventId: uuidv7(), householdId: shi.householdId, divisionId: world.divisions.yunshan.divisionId, kind: 'discharge', day: '2026-11-20' }).execute();
  await world.as('officer', (ctx) => ctx.duties.refresh(ctx, [shi.householdId]));
  await prescribe(shi.memberIds[0]!);
  await prescribe(an.memberIds[0]!);
});

const prescribe = (memberId: string) => world.as('doctor', (ctx) => recordService(ctx, { id: uuidv7(), memberId, kind: 'longPrescription', weeks: 4, day: day('2026-11-01') }));
const card = (page: Page, family: string) => page.locator('.family', { hasText: family });
const said = (page: Page) => page.locator('main').innerText();
const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

const servicesOf = ({ householdId }: Family) => world.owner.selectFrom('service').select(['memberId', 'kind', 'visitId', 'untilDay', 'doneOn'])
  .where('countyId', '=', world.countyId).where('householdId', '=', householdId).where('visitId', 'is not', null).orderBy('memberId').orderBy('kind').execute();
const visitsOf = ({ householdId }: Family) => world.owner.selectFrom('visit').select(['visitId', 'day', 'kind', 'purposes']).where('countyId', '=', world.countyId).where('householdId', '=', householdId).execute();

// What other programs of the machine may delay.
const SOON = { timeout: 20_000 };

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${served.address}/m/#${path}`);
  await page.locator('h1').waitFor();
  await expect.poll(() => page.locator('.loading').count(), SOON).toBe(0);
}

test('the list says what each family is owed under its contracts, with no member’s name and nothing of illness', async () => {
  const page = await served.phone('doctor');
  await card(page, '石家').waitFor();
  await expect.poll(() => card(page, '石家').innerText(), SOON).toContain('1 位约好的日子近了，11月28日');
  expect(await card(page, '石家').innerText()).toMatch(/巡诊 · 出院后随访|出院后随访 · .*巡诊/);
  expect(await page.locator('body').innerText()).not.toMatch(/处方|小兰|长河|守田|血压|药/);
  await page.context().close();
});

test('at the door four taps without typing say of a couple what was done for both: one visit, two services, one duty met', async () => {
  const page = await served.phone('doctor');
  await card(page, '贺家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '上门' }).tap();
  await group(page, '每位都做了').getByRole('checkbox', { name: /巡诊/ }).tap();
  expect(await page.locator('form > :not(details) input:checked').count()).toBe(4);
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('算作', { exact: true }).waitFor();
  expect(await said(page)).toMatch(/给谁做了什么\s+贺春生 .*巡诊\s+卢桂英 .*巡诊/);
  const [visit, ...more] = await visitsOf(he);
  expect([visit?.kind, more]).toEqual(['home', []]);
  expect(await servicesOf(he)).toMatchObject(he.memberIds.map((memberId) => ({ memberId, kind: 'familyDoctor.round', visitId: visit?.visitId })));
  await page.context().close();
});

test('without a network the follow-up, a prescription and what was found are kept under ids alone, and arrive once though the answer is lost', async () => {
  const page = await served.phone('doctor');
  await card(page, '石家').waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await card(page, '石家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '上门' }).tap();
  await group(page, '给石长河').getByRole('checkbox', { name: /随访/ }).tap();
  await group(page, '给石长河').getByRole('checkbox', { name: '长期处方' }).tap();
  await page.getByText('给石长河还做了别的、记健康档案').tap();
  await page.getByRole('radio', { name: '部分能自理' }).first().tap();
  await page.getByLabel('情况，记进健康档案').first().fill('伤口干净，血压平稳');
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('点一下开了几周').waitFor();
  await page.getByRole('radio', { name: '6 周' }).tap();
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('记好了，先存在手机里').waitFor();
  const kept = await keptOnPhone(page);
  expect(kept).toMatchObject([{ command: 'rounds.record' }]);
  expect(JSON.stringify(kept)).not.toMatch(/石|小兰|柯/);
  let lost = 0;
  await page.route('**/api/commands', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.context().setOffline(false);
  await page.getByText('算作', { exact: true }).waitFor({ timeout: 20_000 });
  expect(lost).toBe(1);
  expect(await said(page)).toMatch(/健康档案记了 2 条/);
  expect(await said(page)).not.toContain('伤口');
  expect(await visitsOf(shi)).toHaveLength(1);
  expect(await servicesOf(shi)).toMatchObject([{ memberId: shi.memberIds[0], kind: 'familyDoctor.discharge' }, { memberId: shi.memberIds[0], kind: 'longPrescription', untilDay: '2027-01-02' }]);
  const { members } = await world.as('keeper', (ctx) => readHealth(ctx, shi.householdId));
  expect(members.flatMap(({ entries }) => entries.map(({ kind, level, words }) => [kind, level, words])).sort()).toEqual([['note', null, '伤口干净，血压平稳'], ['selfCare', 'partial', '']]);
  // The follow-up is met by what was said of him, the reminder settled by the next prescription.
  await open(page, `/households/${shi.householdId}`);
  await page.getByRole('heading', { name: '签约服务' }).waitFor();
  await expect.poll(() => page.locator('.card', { hasText: '签约服务' }).innerText(), SOON).not.toMatch(/随访|处方/);
  await page.context().close();
});

test('a prescription that ends soon stands on the family’s own page by member, and goes with one tap once the next is arranged', async () => {
  const page = await served.phone('doctor');
  await open(page, `/households/${an.householdId}`);
  const services = page.locator('.card', { hasText: '签约服务' });
  await services.getByText('长期处方用到 11月28日').waitFor();
  expect(await services.innerText()).toMatch(/全家[\s\S]*巡诊[\s\S]*安守田/);
  await services.getByRole('button', { name: '安守田的长期处方下一次已经安排' }).tap();
  await expect.poll(() => services.innerText(), SOON).not.toContain('长期处方用到');
  const { doneOn } = await world.owner.selectFrom('service').select('doneOn').where('countyId', '=', world.countyId).where('memberId', '=', an.memberIds[0]!).executeTakeFirstOrThrow();
  expect(doneOn).toBe('2026-11-22');
  await page.context().close();
});

test('what the server refuses comes back as it was tapped, is laid out in words for the office, and is put right', async () => {
  const page = await served.phone('doctor');
  await open(page, `/households/${he.householdId}/record`);
  await page.getByRole('radio', { name: '电话' }).tap();
  await group(page, '给卢桂英').getByRole('checkbox', { name: /电话/ }).tap();
  await page.getByText('改日子、加同去的人').tap();
  await page.getByLabel('哪天').fill('2026-11-10');
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('这一条没收下，内容还在').waitFor();
  await page.getByRole('link', { name: '看看为什么' }).tap();
  await page.getByText('那天没有在用的签约').waitFor();
  await page.getByRole('link', { name: '请办公室代记' }).tap();
  expect(await said(page)).toMatch(/巡诊记录[\s\S]*贺家[\s\S]*卢桂英\s+电话/);
  await page.getByRole('link', { name: '返回' }).tap();
  await page.getByRole('link', { name: '改一改' }).tap();
  expect(await group(page, '给卢桂英').getByRole('checkbox', { name: /电话/ }).isChecked()).toBe(true);
  await page.getByText('改日子、加同去的人').tap();
  await page.getByLabel('哪天').fill('2026-11-21');
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('台账、报表都不用再填').waitFor(SOON);
  expect(await said(page)).toMatch(/给谁做了什么\s+卢桂英 电话/);
  expect(await keptOnPhone(page)).toEqual([]);
  expect(await servicesOf(he)).toContainEqual(expect.objectContaining({ memberId: he.memberIds[1], kind: 'phoneAdvice' }));
  await page.context().close();
});

test('a referral asks with one tap to which hospital of those the county named, and says it back', async () => {
  await addHospital(world, '云岭县人民医院');
  await addHospital(world, '外乡医院', { designated: false });
  const kong = await addFamily(['孔月明']);
  const page = await served.phone('doctor');
  await open(page, `/households/${kong.householdId}/record`);
  await page.getByRole('radio', { name: '上门' }).tap();
  await page.getByText('还做了别的、记健康档案').tap();
  await page.getByRole('checkbox', { name: '协助转诊' }).tap();
  expect(await group(page, '转到哪家医院').getByRole('radio').count()).toBe(1);
  await page.getByRole('radio', { name: '云岭县人民医院' }).tap();
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('算作', { exact: true }).waitFor();
  expect(await said(page)).toContain('协助转诊 · 云岭县人民医院');
  const { items } = await world.as('doctor', (ctx) => listServices(ctx, { household: kong.householdId, limit: 50 }));
  expect(items.map(({ kind, content }) => [kind, content])).toContainEqual(['referral', '云岭县人民医院']);
  await page.context().close();
});

test('a village cadre is asked nothing of it and is told nothing of it', async () => {
  const page = await served.phone('cadre.yunshan');
  await open(page, `/households/${shi.householdId}/record`);
  await page.getByRole('radio', { name: '上门' }).tap();
  expect(await page.getByText('给谁做了什么').count()).toBe(0);
  await open(page, `/households/${shi.householdId}`);
  expect(await said(page)).not.toMatch(/签约服务|处方/);
  await page.context().close();
});

test.each(['zh', 'en'] as const)('the doctor’s form and file have no barrier axe knows, targets for a thumb, and room for doubled text (%s)', async (language) => {
  const page = await served.phone('doctor', { language });
  const found: unknown[] = [];
  for (const path of [`/households/${an.householdId}`, `/households/${he.householdId}/record`]) {
    await open(page, path);
    if (path.endsWith('record')) {
      await page.getByRole('radio').first().tap();
      for (const summary of await page.locator('.for-whom summary').all()) await summary.tap();
      await page.getByRole('checkbox', { name: language === 'zh' ? '长期处方' : 'Long prescription' }).first().tap();
    }
    found.push(...await barriers(page), ...await tooSmall(page, 44));
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    found.push(await tooWide(page));
    await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  }
  expect(found).toEqual([0, 0]);
  await page.context().close();
});

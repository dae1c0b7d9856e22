import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { countRows } from '../../world.ts';
import { cadreWithFamilies, type Families } from './people.ts';
import { keptOnPhone, servedPhone } from './served.ts';

const served = await servedPhone();
const { world } = served;
let families: Families;
beforeAll(async () => { families = await cadreWithFamilies(world, served.address); });

const card = (page: Page, family: string) => page.locator('.family', { hasText: family });
const said = (page: Page) => page.locator('main').innerText();

async function visitsOf(householdId: string) {
  return world.owner.selectFrom('visit').selectAll().where('countyId', '=', world.countyId).where('householdId', '=', householdId).orderBy('visitId').execute();
}

test('from the list to a saved visit it takes three taps and no typing, and it says what the visit counted for', async () => {
  const page = await served.phone('he');
  await card(page, '潘家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '电话' }).tap();
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('算作', { exact: true }).waitFor();
  expect(await said(page)).toContain('村（居）干部每月联系');
  await page.getByText('依据').first().tap();
  expect(await said(page)).toContain('二（一）3');
  const visits = await visitsOf(families.pan);
  expect(visits).toMatchObject([{ kind: 'phone', outcome: 'reached', purposes: ['routine'], needs: [], day: '2026-11-22' }]);
  await page.getByRole('link', { name: '回到名单' }).last().tap();
  await page.locator('.pill', { hasText: '已做' }).tap();
  await expect.poll(() => card(page, '潘家').innerText()).toContain('已做');
  await page.context().close();
});

test('nothing is chosen before the worker chooses it, and a choice can be taken back', async () => {
  const page = await served.phone('he');
  await card(page, '袁家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '电话' }).waitFor();
  // Only who takes part is filled in: the worker; it is folded away with the day.
  expect(await page.locator('form > :not(details) input:checked').count()).toBe(0);
  await page.getByRole('radio', { name: '老样子' }).tap();
  await page.getByRole('radio', { name: '老样子' }).tap();
  expect(await page.locator('form > :not(details) input:checked').count()).toBe(0);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.getByRole('button', { name: '记好了' }).tap();
  expect(await page.getByRole('alert').filter({ hasText: '先点一下' }).count()).toBe(1);
  // What is missing stands far above the button: it comes into sight and has the focus.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('home');
  await expect.poll(() => page.getByText('先点一下').evaluate((words) => words.getBoundingClientRect().top > 0 && words.getBoundingClientRect().bottom < innerHeight)).toBe(true);
  expect(await visitsOf(families.yuan)).toEqual([]);
  await page.context().close();
});

test('without a network a visit is kept on the phone without a name in it, and arrives once when the network is back', async () => {
  const page = await served.phone('he');
  await card(page, '袁家').waitFor();
  await page.context().setOffline(true);
  await card(page, '袁家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '上门' }).tap();
  await page.getByRole('radio', { name: '不太好' }).tap();
  await page.getByRole('checkbox', { name: '看病' }).tap();
  await page.getByRole('textbox').fill('膝盖疼，想去县里看看');
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('记好了，先存在手机里').waitFor();
  const kept = await keptOnPhone(page);
  expect(kept).toHaveLength(1);
  expect(Object.keys(kept[0]!.input).sort()).toEqual(['day', 'health', 'householdId', 'id', 'kind', 'needs', 'note', 'outcome', 'participants', 'purposes']);
  expect(JSON.stringify(kept)).not.toMatch(/袁|何同志/);
  await page.context().setOffline(false);
  await page.getByText('算作', { exact: true }).waitFor();
  expect(await keptOnPhone(page)).toEqual([]);
  expect(await visitsOf(families.yuan)).toMatchObject([{ kind: 'home', needs: ['medical'] }]);
  await page.context().close();
});

test('an answer lost on the way makes no second visit', async () => {
  const page = await served.phone('he');
  await card(page, '窦家').waitFor();
  let lost = 0;
  await page.route('**/api/commands', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await card(page, '窦家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '微信' }).tap();
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('记好了，先存在手机里').waitFor();
  await page.getByText('算作', { exact: true }).waitFor({ timeout: 20_000 });
  expect(lost).toBe(1);
  expect(await visitsOf(families.dou)).toHaveLength(1);
  await page.context().close();
});

test('the list says what to know before calling, and nothing of why a family is served or how they are', async () => {
  const page = await served.phone('he');
  await page.locator('.pill', { hasText: '全部' }).tap();
  await card(page, '柏家').waitFor();
  expect(await card(page, '柏家').innerText()).toContain('只接电话，不上门');
  expect(await card(page, '窦家').innerText()).toContain('现住省城');
  const list = await page.locator('body').innerText();
  expect(list).not.toMatch(/失独|伤残|死亡|子女|孩子|不太好|膝盖|135/);
  expect(list).not.toMatch(/守义|长青|明山|家兴/);
  expect(await page.title()).not.toMatch(/[潘柏窦袁]家/);
  await page.context().close();
});

test('a call is one tap: the number goes to the dialler, is not shown, and the look is on record', async () => {
  const page = await served.phone('he');
  const dialled = page.waitForEvent('request', { predicate: (request) => request.url().endsWith('/reveal') });
  await page.locator('.pill', { hasText: '全部' }).tap();
  await card(page, '潘家').getByText('打电话').tap();
  const answer = await (await dialled).response();
  expect(await answer?.json()).toEqual({ field: 'phone', value: '13500000890' });
  expect(await page.locator('body').innerText()).not.toContain('13500000890');
  const { rows } = await sql<{ purpose: string }>`
    select purpose from app.record where county_id = ${world.countyId} and subject = 'household.phone' and subject_id = ${families.pan} order by at`.execute(world.owner);
  expect(rows).toEqual([{ purpose: 'call' }]);
  await page.context().close();
});

test('a family without a number says so, and what to do', async () => {
  const page = await served.phone('he');
  await page.locator('.pill', { hasText: '全部' }).tap();
  await card(page, '沈家').getByText('打电话').tap();
  await expect.poll(() => card(page, '沈家').innerText()).toContain('档案里没有电话，请告诉镇里补上');
  await page.context().close();
});

test('the short file shows what was agreed first, then who serves them with a number to call, what is owed and the last contacts', async () => {
  const page = await served.phone('he');
  await page.goto(`${served.address}/m/#/households/${families.bai}`);
  await page.getByText('想清静些，打电话就好').waitFor();
  await expect.poll(() => page.locator('.loading').count()).toBe(0);
  const words = await said(page);
  expect(words.indexOf('不上门')).toBeGreaterThan(-1);
  expect(words.indexOf('不上门')).toBeLessThan(words.indexOf('要做的'));
  expect(words).toContain('想清静些，打电话就好');
  expect(await page.getByRole('link', { name: '给柯医生打电话' }).getAttribute('href')).toBe('tel:13900010002');
  expect(words).not.toMatch(/失独|伤残|死亡|可以：上门/);
  await page.getByRole('link', { name: '记一次' }).tap();
  await page.getByRole('radio', { name: '上门' }).tap();
  await page.getByText('和家里说好了不上门').waitFor();
  await page.context().close();
});

test('one\'s own visit is voided with a reason, and the duty it had done is open again', async () => {
  const page = await served.phone('he');
  await page.goto(`${served.address}/m/#/households/${families.pan}`);
  await page.getByText('看记了什么').first().tap();
  await page.getByRole('button', { name: '记错了，作废' }).tap();
  await page.getByRole('button', { name: '作废这一条' }).tap();
  await page.getByText('写一句，以后的人好明白').waitFor();
  await page.getByLabel('哪里记错了').fill('记到别家去了');
  await page.getByRole('button', { name: '作废这一条' }).tap();
  await page.getByText('已作废').first().waitFor();
  expect(await visitsOf(families.pan)).toMatchObject([{ voidReason: '记到别家去了' }]);
  await page.getByRole('link', { name: '返回' }).tap();
  await page.locator('.pill', { hasText: '该做' }).waitFor();
  await expect.poll(() => card(page, '潘家').count()).toBe(1);
  expect(await card(page, '潘家').innerText()).toContain('月底前');
  await page.context().close();
});

test('a refused visit stays with the server\'s words, can be corrected, and leaves only by the worker\'s word', async () => {
  const page = await served.phone('he');
  await page.goto(`${served.address}/m/#/households/${families.shen}/record`);
  await page.getByRole('radio', { name: '电话' }).tap();
  await page.getByText('改日子、加同去的人').tap();
  await page.getByLabel('哪天').fill('2026-11-20');
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('这一条没收下，内容还在').waitFor();
  await page.getByRole('link', { name: '看看为什么' }).tap();
  await page.getByText('那一天这家还没有').waitFor();
  await page.getByRole('link', { name: '请办公室代记' }).tap();
  expect(await said(page)).toContain('2026年11月20日');
  await page.getByRole('link', { name: '返回' }).tap();
  await page.getByRole('link', { name: '改一改' }).tap();
  await page.getByText('改日子、加同去的人').tap();
  await page.getByLabel('哪天').fill('2026-11-22');
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByText('记好了', { exact: true }).waitFor();
  await expect.poll(() => keptOnPhone(page)).toEqual([]);
  expect(await visitsOf(families.shen)).toMatchObject([{ day: '2026-11-22' }]);
  await page.context().close();
});

test('an urgent matter is reported in a few taps, and the answer says who does what now', async () => {
  const page = await served.phone('he');
  await page.getByRole('link', { name: '有急事' }).tap();
  await page.locator('.family-open', { hasText: '潘家' }).tap();
  await page.getByRole('radio', { name: '重病', exact: true }).tap();
  await page.getByRole('button', { name: '报上去' }).tap();
  await page.getByText('接下来谁要做什么').waitFor();
  expect(await said(page)).toContain('严镇长');
  expect(await countRows(world, 'event', families.pan)).toBe(1);
  await page.context().close();
});

test('a family\'s wish goes to the office and stands on their file as asked for', async () => {
  const page = await served.phone('he');
  await page.goto(`${served.address}/m/#/households/${families.yuan}/agreement`);
  await page.getByRole('radio', { name: '节日不打扰' }).tap();
  await page.getByRole('button', { name: '提给办公室' }).tap();
  await page.getByText('写上是谁说的').waitFor();
  await page.getByLabel('谁说的').fill('袁家兴');
  await page.getByRole('button', { name: '提给办公室' }).tap();
  await page.getByText('提上去了，等办公室定').first().waitFor();
  await page.goto(`${served.address}/m/#/households/${families.yuan}`);
  await page.getByText('已经提了，等办公室定').waitFor();
  expect(await page.locator('.agreed').innerText()).toContain('节日不打扰');
  await page.context().close();
});

test('signing out warns of what was not sent, keeps it for its author, and shows the next person only that there is something', async () => {
  const page = await served.phone('he');
  await card(page, '柏家').waitFor();
  await page.context().setOffline(true);
  await card(page, '柏家').getByText('记一次').tap();
  await page.getByRole('radio', { name: '电话' }).tap();
  await page.getByRole('button', { name: '记好了' }).tap();
  await page.getByRole('link', { name: '回到名单' }).last().tap();
  await page.getByRole('link', { name: /^我的/ }).tap();
  await page.getByRole('button', { name: '退出' }).tap();
  await page.getByText('退出后留在这台手机里').waitFor();
  await page.getByRole('button', { name: '知道了，退出' }).tap();
  await page.getByText('这台手机里还有 1 条没送出').waitFor();
  await page.context().setOffline(false);
  await expect.poll(() => page.evaluate(() => fetch('/api/session').then(({ status }) => status))).toBe(401);
  await page.reload();
  await page.getByText('这台手机里还有 1 条没送出').waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/柏家|潘家/);
  expect(await keptOnPhone(page)).toHaveLength(1);
  expect(await visitsOf(families.bai)).toEqual([]);
  await page.context().close();
});

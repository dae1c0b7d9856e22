import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { addHolder, addHospital } from '../holders.ts';
import { barriers, servedWorld, sideways } from './serving.ts';

/** The clerk's round of certificates: issued in one go, a village's papers printed, handed over, one lost, one cancelled, and how they are used. */
const served = await servedWorld();
const { world } = served;
// The paper's short name and the certificate's own.
const KIND = /特扶证|特别扶助/;
const NAMES = ['潘守义', '欧阳长青'] as const;
const SOON = { timeout: 45_000 };
const homes = new Map<string, string>();

beforeAll(async () => {
  const cadre = await world.addWorker({ name: '何同志', division: 'yunshan', phone: '13900010000' });
  for (const name of NAMES) {
    const householdId = await world.addHousehold({ name, division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre }] });
    homes.set(name, householdId);
    await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId: uuidv7(), name, birthDay: '1960-05-01' }).execute();
  }
  await addHospital(world, '云岭县人民医院');
  const old = await addHolder(world, '鲁桂香', '51990019600501002');
  await world.owner.updateTable('certificate').set({ expiresOn: '2026-12-20' }).where('countyId', '=', world.countyId).where('certificateId', '=', old.certificateId).execute();
});

const dialog = (page: Page) => page.getByRole('dialog').last();
const kinds = (page: Page) => page.locator('tbody').innerText();
const figures = () => served.send<{ holders: number; certified: number; delivered: number; neverUsed: number }>('clerk.baima', 'GET', '/api/certificates/figures');
const papers = (page: Page) => page.locator('section').filter({ has: page.getByRole('heading', { name: '四个一' }) }).last();

test('whoever lacks one gets it in one go, and no list says which kind it is', async () => {
  const page = await served.open('clerk.baima', '/certificates');
  await page.locator('tbody tr').nth(1).waitFor();
  expect(await kinds(page)).not.toMatch(KIND);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '全部发证（2 张）' }).click();
  await dialog(page).getByText('同一种证不会发两张').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '发证', exact: true }).click();
  await dialog(page).getByText('发好了 2 张').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('该有证的都有了').waitFor();
  expect(await figures()).toMatchObject({ holders: 3, delivered: 1 });
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('the papers of a village are made in one run, one file of cards and one of sheets, and wait to be handed over', async () => {
  const page = await served.open('clerk.baima', `/certificates?tab=make&division=${world.divisions.yunshan.code}`);
  await page.locator('tbody tr').first().waitFor();
  expect(await kinds(page)).not.toMatch(KIND);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '打印', exact: true }).click();
  await dialog(page).getByRole('button', { name: '做成 PDF' }).click();
  await dialog(page).getByText('做好了。').waitFor(SOON);
  await dialog(page).getByText(/云山村 · 卡片：\d+ 份，\d+ 页/).waitFor();
  await dialog(page).getByText(/云山村 · A4 单子：\d+ 份，\d+ 页/).waitFor();
  expect(await barriers(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: '打开 PDF' }).first().click();
  expect((await download).suggestedFilename()).toBe('云山村 卡片.pdf');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '要送的卡证' }).click();
  await page.locator('tbody').getByText('潘家').waitFor();
  expect(await kinds(page)).toContain('证件 · 潘守义');
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('on the household page they are handed over, a lost one is replaced at once, and a cancelled one is gone', async () => {
  const page = await served.open('clerk.baima', `/households/${homes.get('潘守义')!}`);
  await papers(page).getByRole('button', { name: '送到了' }).click();
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await papers(page).getByText(/^今天送到|送到$/).first().waitFor();
  expect(await figures()).toMatchObject({ delivered: 2 });
  const more = papers(page).getByRole('button', { name: /^潘守义的特扶证/ });
  await more.click();
  await page.getByRole('menuitem', { name: '丢了，挂失补发' }).click();
  await dialog(page).getByText('旧证从现在起在哪个窗口都用不了').waitFor();
  await dialog(page).getByRole('textbox').fill('赶集时丢的');
  await dialog(page).getByRole('button', { name: '丢了，挂失补发' }).click();
  await papers(page).getByText('要打印').first().waitFor();
  expect(await figures()).toMatchObject({ holders: 3, delivered: 1 });
  await more.click();
  await page.getByRole('menuitem', { name: '停用' }).click();
  await dialog(page).getByRole('textbox').fill('本人不再需要');
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '停用' }).click();
  await papers(page).getByText('还没发证').waitFor();
  expect(await figures()).toMatchObject({ holders: 2 });
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('one that runs out is renewed from its list only after it was said what that does to the old one', async () => {
  const page = await served.open('clerk.baima', '/certificates?tab=expiring');
  await page.getByRole('button', { name: '给鲁桂香换新证' }).click();
  await dialog(page).getByText('旧证从现在起在哪个窗口都用不了').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('textbox').fill('快到期');
  await dialog(page).getByRole('button', { name: '换新证' }).click();
  await page.getByText('两个月内没有到期的').waitFor();
  expect(await figures()).toMatchObject({ holders: 2 });
  await page.context().close();
});

test('how they are used: every figure opens to its members, and why one was not used is noted in one of a few words', async () => {
  const page = await served.open('clerk.baima', '/certificates?tab=use');
  await page.getByRole('button', { name: '今年没用过的人 2' }).click();
  await page.getByRole('button', { name: '记原因：欧阳长青为什么没用证' }).click();
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await dialog(page).getByText('请选一个原因').waitFor();
  await dialog(page).getByRole('radio', { name: '没看病，用不着' }).click();
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '没看病，用不着 1' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('on a phone, in English and large type, no list has to be pushed sideways', async () => {
  const page = await served.open('clerk.baima', '/certificates', { width: 390, language: 'en', textSize: 'large' });
  for (const tab of ['Without one', 'To print', 'To hand over', 'Running out', 'How they are used']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect.poll(() => page.locator('.loading').count()).toBe(0);
    expect(await sideways(page), tab).toBe(0);
    expect(await barriers(page), tab).toEqual([]);
  }
  await page.context().close();
});

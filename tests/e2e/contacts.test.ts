import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { barriers, servedWorld, sideways } from './serving.ts';

const served = await servedWorld();
const { world } = served;

beforeAll(async () => {
  const cadre = await world.addWorker({ name: '何同志', division: 'yunshan', phone: '13900010000' });
  await world.addWorker({ name: '殷同志', division: 'yunshan', phone: '13900010001' });
  const contacts = [{ role: 'villageCadre', workerId: cadre }];
  await world.addHousehold({ name: '潘守义', division: 'yunshan', contacts });
  await world.addHousehold({ name: '欧阳长青', division: 'yunshan', contacts });
});

const dialog = (page: Page) => page.getByRole('dialog').last();

async function pickWorker(page: Page, label: string, name: string): Promise<void> {
  await dialog(page).getByLabel(label).fill(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click();
}

test('a whole post is handed over in one step, and the families to be told are listed with the last day', async () => {
  const page = await served.open('clerk.baima', '/contacts');
  await page.getByRole('link', { name: /何同志.*2 户/ }).waitFor();
  await page.getByRole('button', { name: '交接：何同志' }).click();
  await dialog(page).getByText('全部 2 户').waitFor();
  await dialog(page).getByRole('button', { name: '交接', exact: true }).click();
  await dialog(page).getByText('请选接手的人').waitFor();
  await pickWorker(page, '接手的人', '殷同志');
  await dialog(page).getByRole('button', { name: '交接', exact: true }).click();
  await dialog(page).getByText('2 户由殷同志接手').waitFor();
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  await page.getByRole('link', { name: /殷同志.*2 户/ }).waitFor();
  await page.getByRole('tab', { name: '待告知' }).click();
  await page.locator('tbody').getByText('潘家').waitFor();
  expect(await page.locator('tbody').innerText()).toMatch(/殷同志 ?13900010001[\s\S]*12月2日 前/);
  await page.context().close();
});

test('a vacancy is filled on the spot and leaves the list', async () => {
  const page = await served.open('clerk.baima', '/contacts?tab=vacancies&role=carer');
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByRole('button', { name: /^安排人：潘家/ }).click();
  await pickWorker(page, '由谁来联系', '殷同志');
  await dialog(page).getByRole('button', { name: '安排好' }).click();
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  await expect.poll(() => rows.count()).toBe(1);
  await page.context().close();
});

test('a worker is added, found by first letters, and changed', async () => {
  const page = await served.open('clerk.baima', '/contacts?tab=people');
  await page.getByRole('button', { name: '添加工作人员' }).click();
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await dialog(page).getByText('请写姓名').waitFor();
  await dialog(page).getByLabel('姓名').fill('闻人杰');
  await dialog(page).getByLabel('在哪里工作').fill('石桥村');
  await page.locator('.ant-select-tree-title').filter({ hasText: '石桥村' }).click();
  await dialog(page).getByLabel('工作电话').fill('139 0001 0002');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await page.getByRole('searchbox', { name: /拼音首字母找/ }).fill('wrj');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  expect(await page.locator('tbody').innerText()).toContain('13900010002');
  await page.getByRole('button', { name: '修改：闻人杰' }).click();
  await dialog(page).getByLabel('工作电话').fill('139');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await dialog(page).getByText(/拨不通/).first().waitFor();
  await dialog(page).getByLabel('工作电话').fill('13900010003');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect.poll(() => page.locator('tbody').innerText()).toContain('13900010003');
  await page.context().close();
});

test('one person is named for a whole place, and the place is taken back with a reason', async () => {
  const page = await served.open('clerk.baima', '/contacts?tab=places');
  await page.getByText('没有整片负责的人').waitFor();
  await page.getByRole('button', { name: '安排整片负责的人' }).click();
  await dialog(page).getByRole('button', { name: '安排好' }).click();
  await dialog(page).getByText('请选一个岗位').waitFor();
  await dialog(page).getByLabel('哪一片').fill('石桥村');
  await page.locator('.ant-select-tree-title').filter({ hasText: '石桥村' }).last().click();
  await dialog(page).getByLabel('什么岗位').selectOption('carer');
  await pickWorker(page, '由谁负责', '殷同志');
  await dialog(page).getByRole('button', { name: '安排好' }).click();
  await expect.poll(() => page.locator('tbody').innerText()).toMatch(/石桥村[\s\S]*殷同志[\s\S]*13900010001[\s\S]*2026年11月22日 起/);
  await page.getByRole('button', { name: /^结束：殷同志/ }).click();
  await dialog(page).getByLabel('为什么').fill('调到县里');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect.poll(() => page.locator('tbody').innerText()).toContain('2026年11月22日 至 2026年11月22日');
  await page.context().close();
});

test('who may only read is offered no change', async () => {
  const page = await served.open('reader', '/contacts');
  await page.locator('tbody tr').first().waitFor();
  expect(await page.getByRole('button', { name: /交接|添加/ }).count()).toBe(0);
  await page.context().close();
});

test.each(['', '?tab=vacancies', '?tab=tell', '?tab=places', '?tab=people'])('the list %s has no barriers and fits a phone', async (search) => {
  for (const width of [1440, 390]) {
    const page = await served.open('officer', `/contacts${search}`, { width });
    await page.locator('tbody tr').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  }
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers, servedWorld, sideways } from './serving.ts';

const served = await servedWorld();

const dialog = (page: Page) => page.getByRole('dialog').last();

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

test('an account is opened, its first password shown once, a post given; at the first sign-in the password must be changed', async () => {
  const page = await served.open('administrator', '/accounts');
  await page.getByRole('button', { name: '新建账号' }).click();
  await dialog(page).getByLabel('姓名').fill('闻人杰');
  await dialog(page).getByLabel('用户名').fill('W');
  await dialog(page).getByRole('button', { name: '新建' }).click();
  await dialog(page).getByText('用户名只能用').waitFor();
  await dialog(page).getByLabel('用户名').fill('wenrenjie');
  await dialog(page).getByLabel('属于哪里').fill('白马乡');
  await page.locator('.ant-select-tree-title').filter({ hasText: '白马乡' }).click();
  await dialog(page).getByRole('button', { name: '新建' }).click();
  const password = await dialog(page).locator('.accounts-secret').innerText();
  await dialog(page).getByRole('button', { name: '给一个岗位' }).click();
  await dialog(page).getByLabel('乡镇经办人').check({ force: true });
  await dialog(page).getByLabel('在哪里').fill('白马乡');
  await page.locator('.ant-select-tree-title').filter({ hasText: '白马乡' }).last().click();
  await dialog(page).getByRole('button', { name: '给这个岗位' }).click();
  await expect.poll(() => page.locator('tbody').innerText()).toContain('乡镇经办人 · 白马乡');
  await expect.poll(() => page.locator('body').innerText()).not.toContain(password);
  await page.context().close();
  await firstSignIn(password);
});

async function firstSignIn(password: string): Promise<void> {
  const page = await served.open(null, '/sign-in');
  await signIn(page, 'wenrenjie', password);
  await page.getByText('请先换成您自己的密码').waitFor();
  await page.getByRole('link', { name: '总览' }).click();
  await page.getByText('请先换成您自己的密码').waitFor();
  await page.locator('input[name=current]').fill(password);
  await page.locator('input[name=next]').fill('short');
  await page.locator('input[name=again]').fill('short');
  await page.getByRole('button', { name: '改密码' }).click();
  await page.getByText('密码至少 8 位').first().waitFor();
  await page.locator('input[name=next]').fill('Qing-Shan-2026');
  await page.locator('input[name=again]').fill('Qing-Shan-2026');
  await page.getByRole('button', { name: '改密码' }).click();
  await expect.poll(() => page.getByText('请先换成您自己的密码').count()).toBe(0);
  await page.getByRole('link', { name: '总览' }).click();
  await page.getByRole('heading', { name: '白马乡 · 总览' }).waitFor();
  await page.context().close();
}

test('a post is ended with a reason, and an account closed and opened again', async () => {
  const page = await served.open('administrator', '/accounts');
  await page.locator('tbody').getByRole('link', { name: 'reader' }).click();
  await dialog(page).getByRole('button', { name: /^结束：查阅人员/ }).click();
  await dialog(page).getByRole('textbox').fill('借调回原单位');
  await dialog(page).getByRole('button', { name: '结束', exact: true }).click();
  await page.getByText('2026年11月22日').waitFor();
  await page.getByRole('button', { name: '停用账号' }).click();
  await dialog(page).getByRole('textbox').fill('借调回原单位');
  await dialog(page).getByRole('button', { name: '停用账号' }).click();
  await page.getByRole('button', { name: '重新启用' }).click();
  await page.getByRole('button', { name: '停用账号' }).waitFor();
  await page.context().close();
});

test('one cannot close or reset one’s own account', async () => {
  const page = await served.open('administrator', '/accounts');
  await page.locator('tbody').getByRole('link', { name: 'administrator' }).click();
  await page.getByText('这是您自己的账号').waitFor();
  expect(await page.getByRole('button', { name: /停用|重设/ }).count()).toBe(0);
  await page.context().close();
});

test('another place where one is signed in is seen and ended', async () => {
  const page = await served.open('officer', '/me');
  await page.getByText('这里', { exact: true }).waitFor();
  expect(await page.locator('.accounts-sessions > li').count()).toBe(1);
  await page.context().close();
});

test('the language changes at once and stays with the account', async () => {
  const page = await served.open('officer', '/me');
  await page.getByLabel('English').check({ force: true });
  await page.getByRole('heading', { name: 'My sessions and password' }).waitFor();
  await expect.poll(async () => (await served.send<{ account: { language: string } }>('officer', 'GET', '/api/session')).account.language).toBe('en');
  await page.context().close();
});

test.each(['/accounts', '/accounts?tab=organisations', '/me'])('%s has no barriers and fits a phone', async (path) => {
  for (const width of [1440, 390]) {
    const page = await served.open('administrator', path, { width });
    await page.waitForLoadState('networkidle');
    expect(await barriers(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  }
});

import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../../modules/accounts/accounts.password.ts';
import { barriers, tooSmall, tooWide } from './looking.ts';
import { cadreWithFamilies, officeOf, type Families } from './people.ts';
import { servedPhone } from './served.ts';

const served = await servedPhone();
let families: Families;
beforeAll(async () => { families = await cadreWithFamilies(served.world, served.address); });

/** WCAG 2.2 asks for 24 px; a thumb on a moving bus needs 44. */
const TARGET = 44;
const PASSWORD = 'Qing-Shan-2026';

const screens = (): [string, string][] => [
  ['the list', '/'],
  ['the record form', `/households/${families.pan}/record`],
  ['the short file', `/households/${families.bai}`],
  ['choosing a family in need', '/urgent'],
  ['reporting something urgent', `/households/${families.pan}/incident`],
  ['a family\'s wish', `/households/${families.pan}/agreement`],
  ['my own page', '/me'],
  ['the outbox', '/outbox'],
];

async function show(page: Page, path: string): Promise<void> {
  await page.goto(`${served.address}/m/#${path}`);
  await page.locator('h1').waitFor();
  await expect.poll(() => page.locator('.loading').count()).toBe(0);
  await page.waitForLoadState('networkidle');
}

async function each(page: Page, look: (page: Page) => Promise<unknown>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, path] of screens()) {
    await show(page, path);
    found[name] = await look(page);
  }
  return found;
}

const every = (value: unknown) => Object.fromEntries(screens().map(([name]) => [name, value]));

test.each(['zh', 'en'] as const)('no screen has a barrier axe knows, and every target is as large as a thumb (%s)', async (language) => {
  const page = await served.phone('he', { language });
  const found = await each(page, async () => {
    return [...await barriers(page), ...await tooSmall(page, TARGET)];
  });
  expect(found).toEqual(every([]));
  await page.context().close();
});

test('in dark and in high contrast axe finds no barrier either', async () => {
  for (const theme of ['dark', 'contrast'] as const) {
    const page = await served.phone('he', { theme });
    const found = await each(page, async () => {
        return barriers(page);
    });
    expect(found, theme).toEqual(every([]));
    await page.context().close();
  }
});

test.each(['zh', 'en'] as const)('at twice the text size nothing runs out of a narrow phone (%s)', async (language) => {
  const page = await served.phone('he', { language, viewport: { width: 360, height: 740 } });
  const found = await each(page, async () => {
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    return tooWide(page);
  });
  expect(found).toEqual(every(0));
  await page.context().close();
});

test('a visit is recorded with the keyboard alone, and the focus is always seen', async () => {
  const page = await served.phone('he');
  await show(page, '/');
  await page.locator('.family', { hasText: '潘家' }).getByText('记一次').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByRole('radio', { name: '上门' }).focus();
  await page.keyboard.press('Space');
  const ring = await page.locator('.choice:has(input:focus) span').evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(ring).toBe('solid');
  await page.getByRole('button', { name: '记好了' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('status').allInnerTexts().then((texts) => texts.join())).toContain('记好了');
  await page.context().close();
});

test('the door can be read and used by everyone, and a wrong password is said in plain words', async () => {
  const page = await served.phone(null);
  await page.getByLabel('账号').fill('nobody');
  await page.getByLabel('密码', { exact: true }).fill('wrong-password');
  await page.getByRole('button', { name: '登录' }).tap();
  await page.getByRole('alert').waitFor();
  expect([...await barriers(page), ...await tooSmall(page, TARGET)]).toEqual([]);
  await page.getByRole('button', { name: 'English' }).tap();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  // The measure sees a target that is too small, and a line that runs out.
  await page.evaluate(() => { document.querySelector('button')!.style.cssText = 'min-height:0;height:1.5rem;width:200vw;padding:0'; });
  expect([(await tooSmall(page, TARGET)).length, await tooWide(page) > 0]).toEqual([1, true]);
  await page.context().close();
});

test('a one-time code is asked for as the next step and not as a mistake', async () => {
  const { world, address } = served;
  const { accountId } = await world.addAccount({ username: 'careful', name: '殷细心', kind: 'townshipClerk', division: 'baima' });
  await world.owner.updateTable('account').set({ passwordHash: await hashPassword(PASSWORD) }).where('countyId', '=', world.countyId).where('accountId', '=', accountId).execute();
  const send = officeOf(address, await world.token('careful'));
  const { secret } = (await send('/api/account/second-factor', { password: PASSWORD })) as { secret: string };
  const code = (ahead: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
  await send('/api/account/second-factor/confirm', { otp: code(0) });
  const page = await served.phone(null);
  await page.getByLabel('账号').fill('careful');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).tap();
  const box = page.getByLabel('动态口令或备用码');
  await box.waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  expect([...await barriers(page), ...await tooSmall(page, TARGET)]).toEqual([]);
  await box.fill(code(1));
  await page.getByRole('button', { name: '登录' }).tap();
  await page.getByRole('heading', { name: '该联系的' }).waitFor();
  await page.context().close();
});

test.each([['en-US', 'Sign in', 'en'], ['zh-CN', '登录', 'zh-CN'], ['fr-FR', 'Sign in', 'en']])('a first visit with a browser in %s finds the door in “%s”', async (locale, title, lang) => {
  const context = await (await served.phone(null)).context().browser()!.newContext({ locale });
  const page = await context.newPage();
  await page.goto(`${served.address}/m/`);
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
  await context.close();
});

test('a mistyped address says that there is no such page and leads back to the list; one whose # was lost is found', async () => {
  const page = await served.phone('he');
  const main = page.locator('main');
  for (const typed of ['#/nothing', `#/households/${families.pan}/recrod`, '#/households/12345', 'nothing']) {
    await page.goto('about:blank');
    await page.goto(`${served.address}/m/${typed}`);
    await main.getByText('地址可能旧了或打错了。从名单里重新找这一家。').waitFor();
    expect([typed, await barriers(page)]).toEqual([typed, []]);
  }
  await page.getByRole('link', { name: '回到名单' }).click();
  await page.getByRole('heading', { name: '该联系的' }).waitFor();
  await page.goto(`${served.address}/m/households/${families.bai}`);
  await page.getByRole('link', { name: '记一次' }).first().waitFor();
  expect(new URL(page.url()).hash).toBe(`#/households/${families.bai}`);
  await page.context().close();
});

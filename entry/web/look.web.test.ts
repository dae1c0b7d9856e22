import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../tests/browser.ts';

const root = join(import.meta.dirname, '../..');
const built = join(root, '.cache/look');
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-look'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'";
const kinds: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  await build({ configFile: join(root, 'tests/look/vite.config.ts'), logLevel: 'warn' });
  server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    readFile(join(built, path === '/' ? 'index.html' : path)).then(
      (bytes) => response.writeHead(200, { 'content-type': kinds[extname(path)] ?? 'text/html', 'content-security-policy': policy }).end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

interface View { readonly language?: 'zh' | 'en'; readonly theme?: string; readonly textSize?: string; readonly width?: number }

interface Opened { readonly page: Page; readonly complaints: string[] }

async function open(path: string, { language = 'zh', theme = 'light', textSize = 'normal', width = 1440 }: View = {}): Promise<Opened> {
  // The content policy forbids injected scripts, axe among them; what the policy itself refuses is collected from the console.
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  await context.addInitScript((kept) => localStorage.setItem('lianxin.preferences', kept), JSON.stringify({ language, theme, textSize }));
  await context.addInitScript({ path: axe });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (/Content Security Policy|React|Warning/.test(message.text()) && !message.text().includes('DevTools')) complaints.push(message.text()); });
  await page.goto(`${address}#${path}`);
  await page.locator('h1').first().waitFor();
  return { page, complaints };
}

interface Violation { readonly id: string; readonly nodes: { readonly html: string }[] }

async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (where: Document, options: object) => Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const views: readonly (readonly [string, string, View])[] = [
  ['the overview', '/', {}], ['the overview in dark', '/', { theme: 'dark' }], ['the overview on a phone in English', '/', { width: 390, language: 'en' }],
  ['the household file', '/households/1', {}], ['the household file in high contrast', '/households/1', { theme: 'contrast' }],
  ['the form', '/form', {}], ['the form in dark with large text', '/form', { theme: 'dark', textSize: 'large' }],
  ['the door', '/sign-in', {}], ['the door on a phone', '/sign-in', { width: 390 }],
];

test.each(views)('%s has no barrier that axe knows, and nothing the content policy refuses', async (_name, path, view) => {
  const { page, complaints } = await open(path, view);
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each(['/', '/households/1', '/form', '/sign-in'])('%s fits a screen of 320 px with large text', async (path) => {
  const { page } = await open(path, { width: 320, textSize: 'large' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.context().close();
});

test('a panel opens by keyboard, holds the focus, asks before typed words are lost and gives the focus back', async () => {
  const { page, complaints } = await open('/form');
  const opener = page.getByRole('button', { name: '记一次联系' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: '潘家 · 记一次联系' });
  await panel.waitFor();
  expect(await violations(page)).toEqual([]);
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: '填的内容还没保存' }).waitFor();
  await page.getByRole('button', { name: '不要了，关上' }).click();
  await panel.waitFor({ state: 'hidden' });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a covered value asks why before it is shown, and the reason is needed', async () => {
  const { page } = await open('/households/1');
  await page.getByRole('button', { name: '看一次 电话' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: '显示' }).isDisabled()).toBe(true);
  expect(await page.getByText('135 5555 0890').count()).toBe(0);
  await dialog.getByRole('radio', { name: '联系这一家' }).check();
  await dialog.getByRole('button', { name: '显示' }).click();
  await expect.poll(() => page.getByText('135 5555 0890').isVisible()).toBe(true);
  await page.context().close();
});

test('the article behind a rule opens by keyboard and closes with Escape', async () => {
  const { page } = await open('/households/1');
  await page.getByRole('button', { name: /^依据/ }).focus();
  await page.keyboard.press('Enter');
  const words = page.getByText('乡镇领导每季度上门一次');
  await words.waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => words.isVisible()).toBe(false);
  await page.context().close();
});

test('the slash key goes to the search box, and the language changes without loading again', async () => {
  const { page } = await open('/');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('查找家庭');
  await page.getByRole('button', { name: /江梅/ }).click();
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('link', { name: 'Households', exact: true }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.context().close();
});

test('the door says which box is empty and sends nothing', async () => {
  const { page } = await open('/sign-in');
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.url()); });
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('请填账号。').waitFor();
  await page.getByText('请填密码。').waitFor();
  expect(sent).toEqual([]);
  await page.context().close();
});

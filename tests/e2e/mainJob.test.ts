import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import iconv from 'iconv-lite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeDataFolder } from '../../platform/database/embedded.ts';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { launchBrowser } from '../browser.ts';
import { testProgram } from '../demo/program.ts';

/** The program as it is delivered, on an invented county; everything below is done by hand in a browser, from the door on. */
const folder = mkdtempSync(join(tmpdir(), 'lianxin-main-job-'));
const environment = { LANG: 'en_US.UTF-8', LIANXIN_DATA: folder, PORT: '0', DATABASE_URL: '', LIANXIN_TODAY: '2026-11-22', LIANXIN_DEMO: '' };
const program = await testProgram('main-job');
let address = '';
let served: ChildProcess;
let browser: Browser;
let passwords: ReadonlyMap<string, string>;

beforeAll(async () => {
  if (!existsSync(join(projectRoot(), 'dist/web/index.html'))) throw new Error('the pages are built before this test: node entry/build.mjs');
  const demo = await program.run(['demo', '--households', '60', '--seed', '5', '--json'], environment);
  if (demo.code !== 0) throw new Error(demo.err);
  const { accounts } = JSON.parse(demo.out) as { accounts: { username: string; password: string }[] };
  passwords = new Map(accounts.map((account) => [account.username, account.password]));
  served = program.start(['serve'], environment);
  served.stderr!.resume();
  address = await new Promise<string>((resolve, reject) => {
    served.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    createInterface({ input: served.stdout! }).on('line', (line) => {
      const found = /ready: (http\S+)\/$/.exec(line);
      if (found) resolve(found[1]!);
    });
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  const gone = new Promise((resolve) => served.once('close', resolve));
  served?.kill('SIGTERM');
  await gone;
  removeDataFolder(folder);
});

/** Through the door by name and password, at a desk or with a phone in the hand. */
async function signIn(username: string, device: 'desk' | 'phone' = 'desk'): Promise<Page> {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...(device === 'phone' ? phone : { viewport: { width: 1440, height: 900 } }) });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${address}${device === 'phone' ? '/m/' : '/'}`);
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(passwords.get(username)!);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
  return page;
}

const soon = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 20_000 });

/** The sample ledger as the township keeps it, but without the village contact of its first family. */
function ledgerWithGap(): Buffer {
  const text = iconv.decode(readFileSync(join(projectRoot(), 'modules/imports/fixtures/ledger-pairing-gb18030.csv')), 'gb18030');
  return iconv.encode(text.replace('秦安东,13632357317', ','), 'gb18030');
}

/** A figure of the township's overview, as the API that the page reads gives it. */
async function figures(page: Page): Promise<{ contacts: { served: number; complete: number }; fulfilment: { met: number } }> {
  return page.evaluate(async () => (await fetch('/api/coverage')).json());
}

async function openFamily(page: Page, search: string, heading: string): Promise<void> {
  await page.goto(`${address}/households?search=${encodeURIComponent(search)}`);
  await soon(() => page.locator('tbody tr').count()).toBe(1);
  await page.locator('tbody').getByRole('link').first().click();
  await page.getByRole('heading', { name: heading }).waitFor();
}

test('a ledger in, what is wrong put right, a contact assigned, a visit from the phone counted with its article, coverage changed, and a neighbour sees none of it', async () => {
  const clerk = await signIn('clerk.qingshi');
  await clerk.getByRole('heading', { level: 1 }).first().waitFor();
  const before = await figures(clerk);

  // The ledger as the township keeps it.
  await clerk.goto(`${address}/import`);
  await clerk.locator('input[type=file]').setInputFiles({ name: '青石镇台账.csv', mimeType: 'text/csv', buffer: ledgerWithGap() });
  const decision = clerk.getByRole('heading', { name: /请定一下/ });
  await decision.waitFor();
  // The doctor's number that was dragged down the rows: the one the other rows support is taken, three times.
  for (let turn = 0; turn < 3; turn++) {
    const said = await decision.innerText();
    await clerk.getByRole('button', { name: '用 13490299031' }).first().click();
    await soon(() => decision.innerText().catch(() => '')).not.toBe(said);
  }
  await clerk.getByRole('button', { name: '导入这 14 户' }).click();
  await clerk.getByRole('heading', { name: '导入结果' }).waitFor();
  const imported = await figures(clerk);
  expect(imported.contacts.served).toBe(before.contacts.served + 14);

  // The contact the ledger did not name: the gap is seen at once, and filled with the village's cadre.
  await openFamily(clerk, '华冬二', '华冬二家');
  await clerk.getByRole('button', { name: /^安排：/ }).click();
  const cadreName = await workerName('cadre.liuwan');
  await clerk.getByRole('dialog').last().getByLabel('由谁来联系').fill(cadreName);
  await clerk.locator('.ant-select-item-option').filter({ hasText: cadreName }).first().click();
  await clerk.getByRole('dialog').last().getByRole('button', { name: '安排好' }).click();
  await clerk.getByRole('dialog').last().getByRole('button', { name: '好', exact: true }).click();
  const assigned = await figures(clerk);
  expect(assigned.contacts.complete).toBe(imported.contacts.complete + 1);

  // The cadre, on a phone: three taps, and what it counted for.
  const phone = await signIn('cadre.liuwan', 'phone');
  await phone.locator('.pill', { hasText: '全部' }).tap();
  const family = phone.locator('.family', { hasText: '华家' });
  await family.getByText('记一次').tap();
  await phone.getByRole('radio', { name: '上门' }).tap();
  await phone.getByRole('button', { name: '记好了' }).tap();
  await phone.getByText('算作', { exact: true }).waitFor();
  await phone.getByText('依据').first().tap();
  expect(await phone.locator('main').innerText()).toContain('黄金府发〔2021〕58号');

  // The office sees the visit, what it counted for, and the figure that moved.
  await clerk.reload();
  await clerk.getByRole('list', { name: '经过' }).getByText('算作').first().waitFor();
  expect((await figures(clerk)).fulfilment.met).toBeGreaterThan(imported.fulfilment.met);
  await clerk.goto(address);
  await clerk.getByText(`${assigned.contacts.complete} / ${assigned.contacts.served}`).first().waitFor();

  // Another township: nothing of it, by any way in.
  const fileAddress = await addressOf(clerk);
  const neighbour = await signIn('clerk.baima');
  await neighbour.getByRole('heading', { level: 1 }).first().waitFor();
  await neighbour.goto(`${address}/households?search=${encodeURIComponent('华冬二')}`);
  await neighbour.getByRole('heading', { level: 1 }).first().waitFor();
  await soon(() => neighbour.locator('main').innerText()).toMatch(/没有/);
  expect(await neighbour.locator('main').innerText()).not.toContain('华家');
  await neighbour.goto(fileAddress);
  await soon(() => neighbour.locator('main').innerText()).toMatch(/没有找到/);
  expect(await neighbour.locator('main').innerText()).not.toContain('华冬二');
// A whole working day in one test: three people, five sign-ins, a ledger.
}, 300_000);

async function workerName(username: string): Promise<string> {
  const page = await signIn(username);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const name = await page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { account: { name: string } }).account.name);
  await page.context().close();
  return name;
}

async function addressOf(page: Page): Promise<string> {
  await openFamily(page, '华冬二', '华冬二家');
  return page.url();
}

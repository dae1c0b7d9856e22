import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { codeFilm } from '../codeFilm.ts';
import { addHolder, addHospital } from '../holders.ts';
import { barriers, servedWorld, sideways } from './serving.ts';

const served = await servedWorld();
const { world } = served;
const hospitalId = await addHospital(world, '云岭县人民医院');
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
const pan = await addHolder(world, '潘三妹', '51990019600501002');
const BOX = '证件二维码、证件编号或身份证号';

test('a desk lands at its box, checks a holder with Enter, and sees the name masked and no family', async () => {
  const page = await served.open('desk', '/');
  await page.waitForURL('**/desk');
  await page.getByLabel(BOX).fill(pan.code.text);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '有效 · 潘*妹' }).waitFor();
  const words = await page.locator('main').innerText();
  expect(words).toContain(pan.idNumber.slice(-4));
  expect(words).toContain('今年还可免 2 次（共 2 次）');
  expect(words).not.toMatch(/潘三妹|失独|独生子女/);
  expect(page.url()).not.toContain('LX1');
  expect(await page.getByRole('link', { name: '家庭', exact: true }).count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${served.address}/households`);
  await page.waitForURL('**/desk');
  await page.context().close();
});

test('by keyboard alone: scanned, registered with a waiver, and the next person begins at one key', async () => {
  const page = await served.open('desk', '/desk');
  // A scanner types wherever the focus is.
  await page.locator('body').click();
  await page.keyboard.type(pan.code.number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '登记这次就医' }).waitFor();
  await page.getByRole('radio', { name: '急诊' }).focus();
  await page.keyboard.press('Space');
  const ride = page.getByRole('checkbox', { name: /120|救护/ }).first();
  await ride.focus();
  await page.keyboard.press('Space');
  await page.getByLabel('免了多少元（可以以后补）').fill('160');
  await page.keyboard.press('Enter');
  await page.getByText('登记好了').waitFor();
  await page.getByText('160.00 元').waitFor();
  // The answer beside it counts the ride that was just granted.
  await page.getByText('今年还可免 1 次（共 2 次）').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await page.getByLabel(BOX).inputValue()).toBe('');
  expect(await page.getByLabel(BOX).evaluate((box) => box === document.activeElement)).toBe(true);
  await page.context().close();
});

test('a number of nobody, a mistyped one and a lost network are told in calm words, with urgent registration beside them', async () => {
  const page = await served.open('desk', '/desk');
  await page.getByLabel(BOX).fill('110101199003070011');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /没有查到|没有读对/ }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel(BOX).fill(pan.code.text);
  await page.keyboard.press('Enter');
  await page.getByText('证件是真的，是否仍有效待查').waitFor();
  await page.keyboard.press('F2');
  await page.getByLabel(/^病人/).fill('约六十岁女性');
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText(/1 条急救登记先记在这一页上/).waitFor();
  await page.context().setOffline(false);
  await page.getByText('还没对上人的急救登记').waitFor();
  await page.getByText('约六十岁女性').waitFor();
  await page.context().close();
});

test('on a phone nothing has to be pushed sideways, in either language and large type', async () => {
  const page = await served.open('desk', '/desk', { width: 390, language: 'en', textSize: 'large' });
  await page.getByLabel('Code, certificate or ID number').fill(pan.idNumber);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Valid · 潘*妹' }).waitFor();
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

/** Chromium with a camera of its own that sees this film; allowed by whoever sits there, or not. */
async function withCamera(film: Buffer, allowed: boolean, work: (browser: Browser) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-film-'));
  const file = join(folder, 'held.y4m');
  await writeFile(file, film);
  const browser = await launchBrowser(['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`, ...(allowed ? ['--use-fake-ui-for-media-stream'] : [])]);
  try {
    await work(browser);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test('a certificate held before the camera is checked without a key being pressed', async () => {
  await withCamera(codeFilm(pan.code.text), true, async (browser) => {
    const page = await served.open('desk', '/desk', { browser });
    await page.getByRole('button', { name: '摄像头' }).click();
    // A camera made by the browser, and each of its pictures searched, on a machine that also runs the server.
    await page.getByRole('heading', { name: '有效 · 潘*妹' }).waitFor({ timeout: 60_000 });
    expect(await page.locator('video').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});

test('a camera that is not allowed, or is none, is told in calm words, and the box takes the number as before', async () => {
  const typed = async (browser: Browser | undefined, words: RegExp): Promise<void> => {
    const page = await served.open('desk', '/desk', { ...(browser && { browser }) });
    await page.getByRole('button', { name: '摄像头' }).click();
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await page.locator('video').count()).toBe(0);
    await page.getByLabel(BOX).fill(pan.code.number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '有效 · 潘*妹' }).waitFor();
    await page.context().close();
  };
  await withCamera(codeFilm(pan.code.text), false, (browser) => typed(browser, /没有得到使用摄像头的许可.*输入二维码下面的编号/));
  await typed(undefined, /没有找到能用的摄像头/);
});

test('whoever serves a household asks for a bed on its file, the hospital answers, and the answer stands on the file', async () => {
  const file = await served.open('cadre.yunshan', `/households/${pan.householdId}`);
  await file.getByRole('button', { name: '要床位' }).click();
  const form = file.getByRole('dialog');
  await form.getByLabel(/^为什么要住院/).fill('胸闷两天');
  await form.getByLabel(/^怎么去/).fill('村里送来');
  expect(await barriers(file)).toEqual([]);
  await form.getByRole('button', { name: '发给医院' }).click();
  await file.getByText('等医院答复').waitFor();
  expect(await file.locator('main').innerText()).not.toContain('胸闷两天');
  const desk = await served.open('desk', '/desk/stays');
  await desk.getByText('胸闷两天').waitFor();
  await desk.getByRole('button', { name: '答复：潘*妹' }).click();
  await desk.getByRole('radio', { name: '有床，可以来' }).click();
  await desk.getByLabel(/^补充一句/).fill('内科三病区');
  await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await desk.getByText('有床，可以来').first().waitFor();
  await file.reload();
  await file.getByText('内科三病区').waitFor();
  expect(await barriers(file)).toEqual([]);
  await file.context().close();
  await desk.context().close();
});

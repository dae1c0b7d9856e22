import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addHolder, addHospital } from '../holders.ts';
import { barriers, servedWorld, sideways } from './serving.ts';

/** One holder's time at a hospital on every page it touches: the bed, the stay, the consent nobody could give, the registers, and the office's view of it. */
const served = await servedWorld();
const { world } = served;
const HOSPITAL = '云岭县人民医院';
const hospitalId = await addHospital(world, HOSPITAL);
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId, name: '柳窗口' });
await world.addAccount({ username: 'head', kind: 'hospitalHead', division: 'county', hospitalId, name: '秦院长' });
const pan = await addHolder(world, '潘三妹', '51990019600501002');
const BOX = '证件二维码、证件编号或身份证号';

const dialog = (page: Page) => page.getByRole('dialog').last();
const save = (page: Page, words = '保存') => dialog(page).getByRole('button', { name: words, exact: true }).click();

async function register(page: Page, kind: '门诊' | '住院', waiver?: RegExp, sum = '12.5'): Promise<void> {
  await page.getByLabel(BOX).fill(pan.code.number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '登记这次就医' }).waitFor();
  await page.getByRole('radio', { name: kind }).click();
  await page.getByLabel(/^科室/).fill('内科');
  if (waiver) {
    await page.getByRole('checkbox', { name: waiver }).first().click();
    await page.getByLabel('免了多少元（可以以后补）').fill(sum);
  }
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('登记好了').waitFor();
}

test('a stay goes from the bed asked for on the household page over ward and care to the discharge', async () => {
  await served.send('cadre.yunshan', 'POST', '/api/beds', { id: crypto.randomUUID(), householdId: pan.householdId, memberId: pan.memberId, hospitalId, reason: '胸闷两天', transport: '要接' });
  const desk = await served.open('desk', '/desk');
  await register(desk, '住院');
  await desk.getByRole('link', { name: '住院与床位' }).click();
  // Only the page one is on is marked in the menu.
  expect(await desk.locator('.nav-link[aria-current="page"]').allInnerTexts()).toEqual(['住院与床位']);
  await desk.getByText('胸闷两天').waitFor();
  expect(await barriers(desk)).toEqual([]);
  await desk.getByRole('button', { name: '答复：潘*妹' }).click();
  await save(desk);
  await dialog(desk).getByText('请选一项').waitFor();
  // What is missing has the focus, wherever in a long form it stands.
  expect(await desk.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
  await dialog(desk).getByRole('radio', { name: '有床，可以来' }).click();
  await save(desk);
  await desk.getByRole('button', { name: '已入住：潘*妹' }).click();
  await desk.getByText('没有人在等床位').waitFor();
  await desk.getByRole('button', { name: '记住院情况：潘*妹' }).click();
  await dialog(desk).getByLabel(/^病区和床号/).fill('三病区 12 床');
  await dialog(desk).getByLabel(/^住院期间的照护/).fill('护工白天陪护');
  expect(await barriers(desk)).toEqual([]);
  await save(desk);
  await desk.getByRole('button', { name: '办出院：潘*妹' }).click();
  await dialog(desk).getByLabel('交给家庭医生的话').fill('一周后复查。');
  expect(await barriers(desk)).toEqual([]);
  await save(desk, '办出院');
  await desk.getByText('近一个月出院的').waitFor();
  expect(await barriers(desk)).toEqual([]);
  await desk.context().close();
});

test('the household page tells the office the days of it and nobody what was written in the ward', async () => {
  const file = await served.open('officer', `/households/${pan.householdId}`);
  await file.getByText('已入住').first().waitFor();
  const words = await file.locator('main').innerText();
  expect(words).toContain('2026年11月22日');
  expect(words).not.toMatch(/三病区|护工|复查|胸闷/);
  expect(await barriers(file)).toEqual([]);
  await file.context().close();
});

test('consent nobody could give: proposed, attempts written, approved by phone first and signed afterwards', async () => {
  const desk = await served.open('desk', '/desk/consents');
  expect(await barriers(desk)).toEqual([]);
  await desk.getByRole('button', { name: '提出申请' }).click();
  await save(desk, '记下来');
  expect(await barriers(desk)).toEqual([]);
  await dialog(desk).getByRole('combobox').selectOption({ index: 1 });
  await dialog(desk).getByRole('radio', { name: '手术' }).click();
  await dialog(desk).getByRole('checkbox', { name: /紧急/ }).click();
  await dialog(desk).getByLabel('病情和要做的处置').fill('急性阑尾炎，昏迷，拟急诊手术。');
  await dialog(desk).getByLabel('经治医师').fill('邹医生');
  await save(desk, '记下来');
  await desk.getByRole('button', { name: '记一次联系：潘*妹' }).click();
  await dialog(desk).getByLabel('联系谁').fill('侄子');
  await save(desk);
  await dialog(desk).getByText('请写结果怎样').waitFor();
  await dialog(desk).getByLabel('结果').fill('没有接');
  await save(desk);
  await desk.getByText(/侄子/).waitFor();
  await desk.getByRole('button', { name: '记电话批准：潘*妹' }).click();
  await save(desk);
  await dialog(desk).getByText('请写电话里是谁同意的').waitFor();
  await dialog(desk).getByLabel('批准人').fill('秦院长');
  await save(desk);
  await desk.getByText('电话已批准，待补签').first().waitFor();
  expect(await barriers(desk)).toEqual([]);
  // A desk proposes; only the head signs.
  expect(await desk.getByRole('button', { name: /^批准并签字/ }).count()).toBe(0);
  await desk.context().close();

  const head = await served.open('head', '/desk/consents', { width: 390 });
  // One press writes nothing: whose operation it is and who signs is read first, and closing it leaves the record as it was.
  const sign = head.getByRole('button', { name: '批准并签字：潘*妹' });
  await sign.focus();
  await head.keyboard.press('Enter');
  expect(await dialog(head).innerText()).toMatch(/潘\*妹[\s\S]*手术[\s\S]*急性阑尾炎[\s\S]*邹医生[\s\S]*签字人\s+秦院长/);
  expect(await barriers(head)).toEqual([]);
  await head.keyboard.press('Escape');
  await dialog(head).waitFor({ state: 'hidden' });
  await head.reload();
  await head.getByText('电话已批准，待补签').first().waitFor();
  await sign.click();
  await save(head, '批准并签字');
  await head.getByText('已批准').first().waitFor();
  expect(await sideways(head)).toBe(0);
  expect(await barriers(head)).toEqual([]);
  await head.context().close();
});

/** The downloaded table as a person's spreadsheet program reads it: its cells as one text a row. */
async function tableOf(page: Page): Promise<string[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载表格' }).click();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await download).path());
  const rows: string[] = [];
  book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).filter((value) => value !== undefined).join(' | ')));
  return rows;
}

test('the three registers stand on the page and come as tables that a spreadsheet program opens: masked at the desk, named at the office', async () => {
  const desk = await served.open('desk', '/desk');
  await register(desk, '门诊', /诊察费/);
  await desk.getByRole('link', { name: '登记簿' }).click();
  await desk.locator('tbody').getByText('门诊').waitFor();
  expect(await barriers(desk)).toEqual([]);
  expect((await tableOf(desk)).join('\n')).toMatch(/潘\*妹[^\n]*门诊[^\n]*内科/);
  await desk.locator('tbody').getByRole('link', { name: '潘*妹' }).first().click();
  await dialog(desk).getByText('内科').waitFor();
  await dialog(desk).getByText('已减免').waitFor();
  expect(await barriers(desk)).toEqual([]);
  await desk.keyboard.press('Escape');
  await expect.poll(() => desk.url()).not.toContain('encounter=');
  await desk.context().close();

  const office = await served.open('officer', '/hospitals?tab=registers');
  await office.locator('tbody').getByText('潘三妹').waitFor();
  expect((await tableOf(office)).join('\n')).toMatch(/潘三妹[^\n]*内科/);
  await office.getByRole('radio', { name: '住院登记簿' }).click();
  await office.waitForURL(/register=inpatients/);
  await expect.poll(async () => (await tableOf(office)).join('\n')).toMatch(/2026/);
  await office.getByRole('radio', { name: '减免登记簿' }).click();
  await office.getByText('已减免 1 笔，共 12.50 元').waitFor();
  expect((await tableOf(office)).join('\n')).toMatch(/12\.5/);
  expect(await barriers(office)).toEqual([]);
  await office.locator('tbody').getByRole('link', { name: '潘三妹' }).click();
  await office.waitForURL(/\/households\/[0-9a-f-]{36}$/);
  await office.context().close();
});

test('what a waiver came to follows with the bill, is put right, and stands in the register and its total', async () => {
  const desk = await served.open('desk', '/desk');
  await register(desk, '门诊', /诊察费/, '');
  await desk.getByRole('link', { name: '登记簿' }).click();
  await desk.locator('tbody').getByRole('link', { name: '潘*妹' }).first().click();
  await dialog(desk).getByRole('button', { name: /^填金额：.*诊察费/ }).click();
  await save(desk);
  await dialog(desk).getByText('请填金额，最多两位小数').waitFor();
  await dialog(desk).getByLabel('免了多少元').fill('12．5');
  expect(await barriers(desk)).toEqual([]);
  await save(desk);
  await dialog(desk).getByText('12.50 元').waitFor();
  await dialog(desk).getByRole('button', { name: /^改金额：/ }).click();
  await dialog(desk).getByLabel('免了多少元').fill('1234.5');
  await save(desk);
  await dialog(desk).getByText('1234.50 元').waitFor();
  await desk.keyboard.press('Escape');
  await desk.getByRole('radio', { name: '减免登记簿' }).click();
  await desk.locator('tbody').getByText('1234.50').waitFor();
  await desk.context().close();
});

test('a registration entered by mistake is voided with a reason, what hangs on it first, and leaves the register', async () => {
  const desk = await served.open('desk', '/desk');
  await register(desk, '门诊', /诊察费/);
  await desk.getByRole('link', { name: '登记簿' }).click();
  const lines = desk.locator('tbody').getByRole('link', { name: '潘*妹' });
  await lines.first().waitFor();
  const before = await lines.count();
  await lines.first().click();
  await dialog(desk).getByRole('button', { name: '登记错了，作废' }).click();
  await dialog(desk).getByLabel('说明原因').fill('登记成别人了');
  await save(desk, '作废');
  await dialog(desk).getByText('减免请先作废').waitFor();
  await dialog(desk).getByRole('button', { name: '先不' }).click();
  await dialog(desk).getByRole('button', { name: /^作废：.*诊察费/ }).click();
  await dialog(desk).getByLabel('说明原因').fill('登记成别人了');
  expect(await barriers(desk)).toEqual([]);
  await save(desk, '作废');
  await expect.poll(() => desk.getByText('减免和安排').count()).toBe(0);
  await dialog(desk).getByRole('button', { name: '登记错了，作废' }).click();
  await dialog(desk).getByLabel('说明原因').fill('登记成别人了');
  await save(desk, '作废');
  await dialog(desk).getByText('已作废').waitFor();
  await desk.keyboard.press('Escape');
  await expect.poll(() => lines.count()).toBe(before - 1);
  await desk.context().close();
});

test('the office adds a hospital, designates it, names whom to ask for and ends it', async () => {
  const page = await served.open('officer', '/hospitals');
  await page.getByRole('heading', { name: HOSPITAL }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '添加医院' }).click();
  await save(page);
  await dialog(page).getByText('请写医院全称').waitFor();
  await dialog(page).getByLabel('医院名称').fill('云岭县中医医院（云岭县中西医结合医院、云岭县妇幼保健计划生育服务中心）');
  await dialog(page).getByLabel('级别').selectOption('county');
  expect(await barriers(page)).toEqual([]);
  await save(page);
  await page.getByRole('button', { name: /^把“云岭县中医医院.*设为定点医院$/ }).click();
  await save(page, '设为定点');
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: /^云岭县中医医院/ }) });
  await card.getByText(/^定点 · 2026年11月22日 起|定点 · 2026年11月22日 起/).waitFor();
  await card.getByRole('button', { name: /^添加联系人/ }).click();
  await dialog(page).getByLabel('姓名').fill('廉和星');
  await dialog(page).getByLabel(/^电话/).fill('08180000000');
  await save(page);
  await card.getByText('廉和星').waitFor();
  await card.getByRole('button', { name: /^结束定点/ }).click();
  await dialog(page).getByRole('textbox').fill('合并到人民医院');
  expect(await barriers(page)).toEqual([]);
  await save(page, '结束定点');
  await card.getByText(/至 2026年11月22日/).waitFor();
  await page.context().close();
});

test('on a phone, in English and large type, nothing has to be pushed sideways', async () => {
  const office = await served.open('officer', '/hospitals', { width: 390, language: 'en', textSize: 'large' });
  const desk = await served.open('desk', '/desk/stays', { width: 390, language: 'en', textSize: 'large' });
  for (const [page, path] of [[office, '/hospitals'], [office, '/hospitals?tab=registers&register=waivers'], [office, '/hospitals?tab=looks'], [desk, '/desk/stays'], [desk, '/desk/registers']] as const) {
    await page.goto(served.address + path);
    await page.locator('h1').first().waitFor();
    await expect.poll(() => page.locator('.loading').count()).toBe(0);
    expect(await sideways(page), path).toBe(0);
    expect(await barriers(page), path).toEqual([]);
  }
  await office.context().close();
  await desk.context().close();
});

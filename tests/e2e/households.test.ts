import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { beforeAll, expect, test } from 'vitest';
import { barriers, servedWorld, sideways, type View } from './serving.ts';

const served = await servedWorld();
const { world } = served;

interface People { readonly cadre: string; readonly pan: string; readonly bai: string }
let people: People;

beforeAll(async () => {
  const cadre = await world.addWorker({ name: '何同志', division: 'yunshan', phone: '13900010000' });
  const [pan, assignment] = [uuidv7(), uuidv7()];
  // Opened as the office does, so that the name is found by its letters.
  await served.send('officer', 'POST', '/api/households', { id: pan, headName: '潘守义', divisionCode: world.divisions.yunshan.code, phone: '13500000890', servedFrom: SINCE });
  await served.send('officer', 'POST', '/api/assignments', { id: assignment, householdId: pan, role: 'villageCadre', workerId: cadre, fromDay: SINCE });
  const bai = await world.addHousehold({ name: '柏长青', division: 'liuwan', phone: '13500000891' });
  people = { cadre, pan, bai };
});

/** A page is given as long as somebody would wait for it on a busy machine. */
const expectSoon = <T>(read: () => Promise<T> | T) => expect.poll(read, { timeout: 12_000 });
const SINCE = '2025-11-22';
const filePath = (id: string) => `/households/${id}`;
const dialog = (page: Page) => page.getByRole('dialog');
const timeline = (page: Page) => page.getByRole('list', { name: '经过' });

async function choose(page: Page, name: string): Promise<void> {
  await dialog(page).getByRole('radio', { name, exact: true }).check();
}

/** A correction by another colleague, over HTTP. */
async function correct(id: string, reason: string, changes: object): Promise<void> {
  const { version } = await served.send<{ version: number }>('administrator', 'GET', `/api/households/${id}`);
  await served.send('administrator', 'PATCH', `/api/households/${id}`, { version, reason, changes });
}

/** A call today, entered through the page. */
async function recordCall(page: Page): Promise<void> {
  await page.getByRole('button', { name: '记一次联系' }).click();
  await choose(page, '电话');
  await choose(page, '联系上了');
  await dialog(page).getByRole('checkbox', { name: /何同志/ }).check();
  await dialog(page).getByRole('button', { name: '记下来' }).click();
}

test('from the search to the file, a contact recorded, counted with its article, and voided', async () => {
  const page = await served.open('officer', '/households');
  await page.getByRole('searchbox').fill('psy');
  await expectSoon(() => page.locator('tbody tr').count()).toBe(1);
  expect(await page.locator('tbody tr').innerText()).toContain('潘家');
  await page.locator('tbody').getByRole('link').click();
  await page.getByRole('heading', { name: '潘守义家' }).waitFor();
  await recordCall(page);
  await dialog(page).getByText('算作').waitFor();
  await dialog(page).getByRole('button', { name: /^依据/ }).first().click();
  await page.getByText('二（一）3').first().waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  await timeline(page).getByText('算作').first().waitFor();
  await timeline(page).getByText('这条记错了').click();
  await timeline(page).getByRole('button', { name: '作废', exact: true }).click();
  await dialog(page).getByRole('textbox').fill('不是这一家');
  await dialog(page).getByRole('button', { name: '作废' }).click();
  await expectSoon(() => timeline(page).innerText()).toContain('作废：不是这一家');
  expect(await timeline(page).getByText('算作').count()).toBe(0);
  await page.context().close();
});

test('a contact entered wrongly is voided and opens again filled in as before, to be put right', async () => {
  const page = await served.open('officer', filePath(people.pan));
  await recordCall(page);
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  await timeline(page).getByText('这条记错了').first().click();
  await timeline(page).getByRole('button', { name: '作废并改正' }).first().click();
  await dialog(page).getByRole('textbox').fill('其实是上门');
  await dialog(page).getByRole('button', { name: '作废并改正' }).click();
  await dialog(page).getByText('照着改好').waitFor();
  expect(await dialog(page).getByRole('checkbox', { name: /何同志/ }).isChecked()).toBe(true);
  await choose(page, '上门');
  await dialog(page).getByRole('button', { name: '记下来' }).click();
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  await expectSoon(() => timeline(page).innerText()).toContain('改正了作废的一条');
  await page.context().close();
});

test('nothing is chosen beforehand, and what is missing is said beside the question', async () => {
  const page = await served.open('officer', filePath(people.bai));
  await page.getByRole('button', { name: '记一次联系' }).click();
  await dialog(page).getByText('怎么联系的').waitFor();
  expect(await dialog(page).locator('input[type=radio]:checked').count()).toBe(0);
  await dialog(page).getByRole('button', { name: '记下来' }).click();
  expect(await dialog(page).innerText()).toContain('选一下怎么联系的。');
  expect(await dialog(page).innerText()).toContain('选一下联系上没有。');
  await page.context().close();
});

test('two people correct one file: the second sees the other\'s value, keeps what was typed, and saves on top', async () => {
  const page = await served.open('officer', filePath(people.bai));
  await page.getByRole('button', { name: '更正', exact: true }).click();
  await dialog(page).getByLabel('组', { exact: true }).fill('三组');
  await dialog(page).getByLabel('为什么改').fill('问了村里');
  await correct(people.bai, '另一位同事改的', { groupName: '五组', registeredAddress: '柳湾村五组' });
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await dialog(page).getByText('组现在是：五组').waitFor();
  expect(await dialog(page).getByLabel('组', { exact: true }).inputValue()).toBe('三组');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expectSoon(() => dialog(page).count()).toBe(0);
  await expectSoon(() => page.locator('main').innerText()).toContain('柳湾村 三组');
  expect(await page.locator('main').innerText()).toContain('柳湾村五组');
  await page.context().close();
});

test('a phone number is covered, shown once for a purpose, and the look stands in the history with that purpose', async () => {
  const page = await served.open('officer', filePath(people.pan));
  await page.getByText('135****0890').first().waitFor();
  await page.getByRole('button', { name: '看一次 电话', exact: true }).first().click();
  await dialog(page).getByRole('radio', { name: '准备上门' }).check();
  await dialog(page).getByRole('button', { name: '显示' }).click();
  await page.getByText('13500000890').waitFor();
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '变更与查阅' }).click();
  await dialog(page).getByRole('radio', { name: '看过' }).check();
  await expectSoon(() => dialog(page).innerText()).toContain('看了完整电话');
  expect(await dialog(page).innerText()).toContain('准备上门');
  await page.context().close();
});

test('what a family asks for stands above the file, waits for the office, and holds once approved', async () => {
  const page = await served.open('officer', filePath(people.bai));
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '家里有想法' }).click();
  await choose(page, '不上门，电话联系');
  await dialog(page).getByLabel('家里谁说的').fill('柏长青');
  await dialog(page).getByRole('button', { name: '提给办公室' }).click();
  await page.getByText('等办公室定').first().waitFor();
  await page.getByRole('button', { name: '同意', exact: true }).click();
  await expectSoon(() => page.locator('main').innerText()).toContain('officer同意');
  await page.context().close();
});

test('a vacancy says for how long, and is filled where it is read', async () => {
  const page = await served.open('officer', filePath(people.pan));
  await page.getByRole('button', { name: /^安排：/ }).first().click();
  await dialog(page).getByRole('combobox').fill('何同志');
  await page.locator('.ant-select-item-option', { hasText: '何同志' }).first().click();
  await dialog(page).getByRole('button', { name: '安排好' }).click();
  await dialog(page).getByText(/前告诉这一家|跟他们说一声/).waitFor();
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  await expectSoon(() => page.getByRole('button', { name: /^换人：/ }).count()).toBeGreaterThan(1);
  await page.context().close();
});

test('something urgent is reported with its kind alone and says who does what by when', async () => {
  const page = await served.open('officer', filePath(people.pan));
  await page.getByRole('button', { name: '有急事' }).click();
  await choose(page, '重病');
  await dialog(page).getByRole('button', { name: '报上去' }).click();
  await dialog(page).getByText('报上去了').waitFor();
  expect(await dialog(page).innerText()).toMatch(/接下来谁要做什么|规定里没有另外要做的/);
  await page.context().close();
});

test('the list and the browser tab never say why a family is served', async () => {
  await correct(people.pan, '登记类别', { category: 'bereaved' });
  const page = await served.open('officer', '/households');
  await page.locator('tbody tr').first().waitFor();
  expect(await page.content()).not.toMatch(/bereaved|失独|死亡类|伤残/);
  await page.goto(served.address + filePath(people.pan));
  await page.getByRole('heading', { name: '潘守义家' }).waitFor();
  expect(await page.title()).toBe('家庭档案 · 连心');
  expect(await page.locator('body').innerText()).not.toMatch(/失独|死亡类|伤残/);
  await page.context().close();
});

test('a filter lives in the address, is kept under a name, and comes back with one press', async () => {
  const page = await served.open('clerk.baima', '/households?vacant=true');
  await page.locator('tbody tr').first().waitFor();
  expect(await page.locator('main').innerText()).not.toContain('柏家');
  await page.getByRole('button', { name: '存为常用' }).click();
  await dialog(page).getByLabel('起个名字').fill('要补的');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '要补的', exact: true }).waitFor();
  await page.getByRole('button', { name: '清掉筛选' }).click();
  await expectSoon(() => new URL(page.url()).search).toBe('');
  await page.getByRole('button', { name: '要补的', exact: true }).click();
  await expectSoon(() => new URL(page.url()).search).toBe('?vacant=true');
  await page.context().close();
});

test('a file outside one\'s territory looks like one that does not exist, and offers a way back', async () => {
  const page = await served.open('clerk.baima', filePath(people.bai));
  await page.getByRole('alert').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('柏');
  await page.getByRole('link', { name: /家庭/ }).first().waitFor();
  await page.context().close();
});

test('a reader sees the file and is offered nothing that would be refused', async () => {
  const page = await served.open('reader', filePath(people.pan));
  await page.getByText('135****0890').first().waitFor();
  for (const name of ['记一次联系', '更正', '有急事', '看一次']) expect(await page.getByRole('button', { name }).count()).toBe(0);
  await page.context().close();
});

const pages = (): readonly (readonly [string, string, string])[] => [['the list', 'officer', '/households'], ['the file', 'officer', filePath(people.pan)], ['the records', 'administrator', '/records']];
const views: readonly View[] = [{}, { width: 390, language: 'en' }, { width: 390, textSize: 'large' }, { theme: 'dark' }, { theme: 'contrast' }];

test.each(views)('the pages have no barrier axe knows and do not slide sideways at %o', async (view) => {
  for (const [name, username, path] of pages()) {
    const page = await served.open(username, path, view);
    await expectSoon(() => page.locator('.loading').count()).toBe(0);
    expect(await barriers(page), name).toEqual([]);
    expect(await sideways(page), name).toBe(0);
    await page.context().close();
  }
});

test('the sheets have no barrier either', async () => {
  const page = await served.open('officer', filePath(people.pan));
  for (const name of ['记一次联系', '有急事', '更正']) {
    await page.getByRole('button', { name, exact: true }).click();
    await dialog(page).getByRole('button', { name: '先不' }).waitFor();
    expect(await barriers(page), name).toEqual([]);
    await dialog(page).getByRole('button', { name: '先不' }).click();
    await expectSoon(() => dialog(page).count()).toBe(0);
  }
  await page.context().close();
});

test('the records name who did what to whom and why, newest first', async () => {
  await correct(people.pan, '问了村支书', { groupName: '七组', category: 'disabled' });
  const page = await served.open('administrator', '/records?kind=change');
  await page.locator('tbody tr').first().waitFor();
  const said = await page.locator('main').innerText();
  expect(said).toContain('更正了档案');
  expect(said).toContain('问了村支书');
  expect(said).not.toMatch(/bereaved|disabled|死亡类|伤残/);
  await page.context().close();
});

test('the children stand covered, are opened with a record, and put right with a reason', async () => {
  const page = await served.open('clerk.qingshi', filePath(people.bai));
  await page.getByRole('button', { name: '改子女情况' }).click();
  await dialog(page).getByLabel('姓名').fill('柏小明');
  await dialog(page).getByLabel('哪一天').fill('2019-03-02');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('为什么改').fill('村里核对过户口本');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await dialog(page).getByText('请选一下是什么情况').waitFor();
  await dialog(page).getByLabel('情况', { exact: true }).selectOption('unknown');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await page.getByText('1 条，遮着').waitFor();
  expect(await page.locator('main').innerText()).not.toContain('柏小明');
  await page.getByRole('button', { name: '改子女情况' }).click();
  expect(await dialog(page).innerText()).not.toContain('柏小明');
  await dialog(page).getByRole('button', { name: '打开来改' }).click();
  await expectSoon(() => dialog(page).getByLabel('姓名').inputValue()).toBe('柏小明');
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '去掉第 1 个' }).click();
  await dialog(page).getByLabel('为什么改').fill('登错了人家');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expectSoon(() => page.getByText('1 条，遮着').count()).toBe(0);
  await page.context().close();
});

test('something urgent reported by mistake is voided with a reason and leaves the story', async () => {
  await served.send('officer', 'POST', '/api/incidents', { id: uuidv7(), householdId: people.bai, kind: 'illness', day: '2026-11-20', note: '报错了人家' });
  const page = await served.open('clerk.qingshi', filePath(people.bai));
  await timeline(page).getByText('重病').first().waitFor();
  await timeline(page).getByText('这条报错了').click();
  await timeline(page).getByRole('button', { name: '作废' }).click();
  await dialog(page).getByRole('textbox').fill('是隔壁那家');
  await dialog(page).getByRole('button', { name: '作废', exact: true }).click();
  await expectSoon(() => page.getByText('这条报错了').count()).toBe(0);
  await page.context().close();
});

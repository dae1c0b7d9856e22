import { day } from '@lianxin/engine';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { makeTeam } from '../../modules/doctors/teams.service.ts';
import { refreshOutdated } from '../../modules/duties/duties.service.ts';
import { readCode } from '../../platform/codes/codes.rules.ts';
import { codeSvg } from '../codeSvg.ts';
import { addHolder, addHospital } from '../holders.ts';
import { barriers, servedWorld } from './serving.ts';

/** One day of one member of Sixian, from the contract signed at the door to the follow-up after the hospital, by hand in a browser. */
const served = await servedWorld({ phone: true });
const { world } = served;
const BOX = '证件二维码、证件编号或身份证号';
const NAME = '潘三妹';
// What a phone sends by itself, and what a printer makes, on a machine that does other things as well.
const SOON = { timeout: 45_000 };
let householdId: string;
let memberId: string;
let hospitalId: string;

beforeAll(async () => {
  const doctor = await world.addAccount({ username: 'doctor', kind: 'familyDoctor', division: 'yunshan' });
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, {
    id: uuidv7(), name: '云山村家庭医生队', divisionCode: world.divisions.yunshan.code, members: [{ workerId: doctor.workerId, level: 'village', lead: true, fromDay: day('2026-01-01') }],
  }));
  householdId = await world.addHousehold({ name: NAME, division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId: doctor.workerId }] });
  memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId, name: NAME, birthDay: '1960-05-01' }).execute();
  hospitalId = await addHospital(world, '云岭县人民医院');
  await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
  await world.addAccount({ username: 'head', kind: 'hospitalHead', division: 'county', hospitalId, name: '秦院长' });
});

interface Coverage {
  readonly doctors: { readonly of: number; readonly signed: number };
  readonly priority: { readonly members: number; readonly certified: number; readonly delivered: number; readonly uses: number; readonly waived: number };
}
const coverage = () => served.send<Coverage>('clerk.baima', 'GET', '/api/coverage');

/** What is printed on the certificate; no answer of the program gives it away. */
async function printedCode(): Promise<string> {
  const { codeEnc } = await world.owner.selectFrom('certificate').select('codeEnc')
    .where('countyId', '=', world.countyId).where('memberId', '=', memberId).where('endedOn', 'is', null).executeTakeFirstOrThrow();
  return world.keys.open(codeEnc!);
}

/** The code as a photograph of the card would hold it. */
async function pictureOf(page: Page, code: string): Promise<Buffer> {
  const drawing = await page.context().newPage();
  await drawing.setContent(`<div style="width:600px;padding:40px;background:#fff">${codeSvg(code)}</div>`);
  const picture = await drawing.locator('div').screenshot();
  await drawing.close();
  return picture;
}

async function register(page: Page, kind: '急诊' | '住院', waiver?: RegExp): Promise<void> {
  await page.getByRole('heading', { name: '登记这次就医' }).waitFor();
  await page.getByRole('radio', { name: kind }).click();
  if (waiver) await page.getByRole('checkbox', { name: waiver }).first().click();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('登记好了').waitFor();
}

const typed = async (page: Page, number: string): Promise<void> => {
  await page.getByLabel(BOX).fill(number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '有效 · 潘*妹' }).waitFor();
};

test('the village doctor signs the contract on the phone', async () => {
  expect((await coverage()).doctors).toMatchObject({ of: 1, signed: 0 });
  const page = await served.open('doctor', '/m/', { width: 390 });
  await page.getByText('潘家').first().click();
  await page.getByRole('link', { name: '家庭医生签约' }).click();
  await page.getByRole('button', { name: `签约 ${NAME}` }).click();
  await page.getByRole('button', { name: '本人签好了' }).click();
  await expect.poll(async () => (await coverage()).doctors.signed, SOON).toBe(1);
  await page.context().close();
});

test('the office issues the certificate and prints it; on the phone one tap says that it was handed over', async () => {
  const page = await served.open('clerk.baima', `/households/${householdId}`);
  await page.getByRole('button', { name: new RegExp(`^给${NAME}发`) }).click();
  await expect.poll(async () => (await coverage()).priority.certified, SOON).toBe(1);
  const card = page.locator('section, .card').filter({ has: page.getByRole('heading', { name: '四个一' }) }).first();
  await card.getByRole('button', { name: '打印' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '做成 PDF' }).click();
  await page.getByRole('dialog').getByText('做好了').waitFor(SOON);
  await page.context().close();
  const phone = await served.open('doctor', `/m/#/households/${householdId}`, { width: 390 });
  await phone.getByRole('button', { name: '都交到了' }).click();
  // What was handed over stays to be read with the word that it is noted; the tap does not end in nothing.
  const handed = phone.locator('.card').filter({ has: phone.getByRole('heading', { name: '交到手上的' }) });
  await handed.getByText('记好了。').waitFor();
  expect(await handed.getByRole('listitem').count()).toBeGreaterThan(0);
  expect(await barriers(phone)).toEqual([]);
  await expect.poll(async () => (await coverage()).priority.delivered, SOON).toBe(1);
  await phone.context().close();
});

test('the desk knows it by its number and by a picture of its code, grants two rides and says by which article the third is charged', async () => {
  const code = await printedCode();
  const read = readCode(code);
  if (read.kind === 'unreadable') throw new Error(read.reason);
  const page = await served.open('desk', '/desk');
  await typed(page, read.number);
  await register(page, '急诊', /救护车/);
  await page.getByText('已免').waitFor();
  await page.getByRole('button', { name: '下一位' }).click();

  await page.locator('input[type=file]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: await pictureOf(page, code) });
  await page.getByRole('heading', { name: '有效 · 潘*妹' }).waitFor();
  await page.getByText('今年还可免 1 次（共 2 次）').waitFor();
  await register(page, '急诊', /救护车/);
  await page.getByRole('button', { name: '下一位' }).click();

  await typed(page, read.number);
  await page.getByText('今年的 2 次已用完').waitFor();
  await register(page, '急诊', /救护车/);
  await page.getByText('今年的免费次数已经用完，这一次不免；车照派、人照救。').waitFor();
  await page.locator('main').getByText('依据').last().click();
  await page.getByText(/二（三）1/).first().waitFor();
  expect((await coverage()).priority).toMatchObject({ uses: 3 });
  await page.context().close();
});

test('an operation without anybody to ask is proposed, approved by phone first, signed by the head and printed', async () => {
  const desk = await served.open('desk', '/desk');
  await typed(desk, (readCode(await printedCode()) as { number: string }).number);
  await register(desk, '住院');
  await desk.getByRole('link', { name: '按无法取得意见办理' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('radio', { name: '手术' }).click();
  await form.getByRole('checkbox', { name: /紧急/ }).click();
  await form.getByLabel('病情和要做的处置').fill('急性阑尾炎，昏迷，拟急诊手术。');
  await form.getByLabel('经治医师').fill('邹医生');
  await form.getByRole('button', { name: '记下来' }).click();
  await desk.getByRole('button', { name: /^记电话批准/ }).click();
  await desk.getByRole('dialog').getByLabel('批准人').fill('秦院长');
  await desk.getByRole('dialog').getByRole('button', { name: /保存|记/ }).last().click();
  await desk.getByText('电话已批准，待补签').first().waitFor();
  await desk.context().close();

  const head = await served.open('head', '/desk/consents');
  await head.getByRole('button', { name: /^批准并签字/ }).click();
  await head.getByRole('dialog').getByRole('button', { name: '批准并签字' }).click();
  await head.getByText('已批准', { exact: true }).first().waitFor();
  const [consent] = (await served.send<{ items: { id: string }[] }>('head', 'GET', '/api/consents')).items;
  const printed = await head.request.get(`${served.address}/api/consents/${consent!.id}/record.pdf`);
  expect((await printed.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await head.context().close();
});

/** The doctor at a desk says in the form of the visit what was done for whom. */
async function recordRound(): Promise<void> {
  const page = await served.open('doctor', `/households/${householdId}`);
  await page.getByRole('button', { name: /^记一次联系/ }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio', { name: '上门' }).click();
  expect(await form.getByText('给谁做了什么').count()).toBe(0);
  await form.getByRole('radio', { name: '联系上了' }).click();
  const done = form.getByRole('group', { name: new RegExp(`给${NAME}`) }).first();
  await done.getByRole('checkbox', { name: /巡诊/ }).click();
  await done.getByRole('checkbox', { name: /随访/ }).click();
  await form.getByText(`给${NAME}还做了别的、记健康档案`).click();
  await form.getByLabel('情况，记进健康档案').fill('切口愈合好');
  await form.getByRole('button', { name: '记下来' }).click();
  await form.getByText('健康档案记了 1 条').waitFor(SOON);
  expect(await form.innerText()).toMatch(/算作[\s\S]*出院后随访[\s\S]*给谁做了什么/);
  await page.context().close();
}

test('after the discharge the doctor owes the follow-up by its article, makes it, and every register agrees', async () => {
  const page = await served.open('desk', '/desk/stays');
  await page.getByRole('button', { name: /^办出院/ }).click();
  await page.getByRole('dialog').getByLabel('交给家庭医生的话').fill('术后一周换药，注意饮食。');
  await page.getByRole('dialog').getByRole('button', { name: '办出院' }).click();
  await page.getByText('已交给家庭医生').first().waitFor();
  await page.context().close();

  await world.as('officer', (ctx) => refreshOutdated(ctx, 100));
  const owed = () => served.send<{ items: { rule: string; state: string; clause: { article: string } | null }[] }>('doctor', 'GET', '/api/duties?state=open,met&limit=200');
  const followUp = async () => (await owed()).items.find(({ rule }) => rule === 'familyDoctor.discharge');
  expect(await followUp()).toMatchObject({ state: 'open' });
  expect((await followUp())!.clause!.article.length).toBeGreaterThan(0);
  await recordRound();
  expect(await followUp()).toMatchObject({ state: 'met' });

  const register = (kind: string) => served.send<{ items: unknown[] }>('clerk.baima', 'GET', `/api/registers/${kind}?from=2026-11-01&to=2026-11-22`);
  expect((await register('outpatients')).items.length).toBe(3);
  expect((await register('inpatients')).items.length).toBe(1);
  expect((await register('waivers')).items.length).toBeGreaterThanOrEqual(3);
  const { priority, doctors } = await coverage();
  expect(priority).toMatchObject({ members: 1, certified: 1, delivered: 1, uses: 4 });
  expect(doctors).toMatchObject({ of: 1, signed: 1 });
});

test('the same day in Hubei gives the answers of Hubei', async () => {
  const { divisionId } = world.divisions.qingshi;
  await world.owner.updateTable('adoption').set({ toDay: '2026-10-31' }).where('countyId', '=', world.countyId).where('divisionId', '=', divisionId).execute();
  await world.owner.insertInto('adoption').values({ countyId: world.countyId, adoptionId: uuidv7(), divisionId, packId: 'hubei', fromDay: '2026-11-01' }).execute();
  const other = await addHospital(world, '邻县中医院', { designated: false, code: '519800' });
  await world.addAccount({ username: 'desk.other', kind: 'hospitalDesk', division: 'county', hospitalId: other });
  const visit = await addHolder(world, '方秀兰', '51990019620303002', { kind: 'priorityVisit', division: 'liuwan' });
  const card = await addHolder(world, '方秀芝', '51990019620404002', { kind: 'serviceCard', division: 'liuwan' });

  const page = await served.open('desk.other', '/desk');
  await page.getByLabel(BOX).fill(visit.code.number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '有效 · 方*兰' }).waitFor();
  const told = await page.locator('main').innerText();
  for (const step of ['挂号', '缴费', '化验', '取药', '住院']) expect(told).toContain(step);
  expect(told).not.toContain('今年还可免');
  await page.getByLabel(BOX).fill(card.code.number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '没有查到' }).waitFor();
  await page.context().close();

  const designated = await served.open('desk', '/desk');
  await designated.getByLabel(BOX).fill(card.code.number);
  await designated.keyboard.press('Enter');
  await designated.getByRole('heading', { name: '有效 · 方*芝' }).waitFor();
  expect(await designated.locator('main').innerText()).toMatch(/挂号费/);
  await designated.context().close();
});

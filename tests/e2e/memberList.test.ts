import { expect, test } from 'vitest';
import { addHolder, addHospital } from '../holders.ts';
import { barriers, servedWorld, sideways } from './serving.ts';

const served = await servedWorld();
const { world } = served;
const hospitalId = await addHospital(world, '云岭县人民医院');
await world.addAccount({ username: 'head', name: '章院长', kind: 'hospitalHead', division: 'county', hospitalId });
await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
await addHolder(world, '潘三妹', '51990019600501002');

test('a head asks for a list with a purpose, the office allows it for three days, a copy is taken, and the office takes the approval back', async () => {
  const head = await served.open('head', '/desk/lists');
  await head.getByText('没有申请过名单').waitFor();
  await head.getByRole('button', { name: '申请打印名单' }).click();
  const form = head.getByRole('dialog');
  await form.getByRole('button', { name: '提交申请' }).click();
  await form.getByText('请写用途，至少四个字').waitFor();
  await form.getByLabel(/^用途/).fill('导医台没有电脑，优先挂号核对');
  expect(await barriers(head)).toEqual([]);
  await form.getByRole('button', { name: '提交申请' }).click();
  await head.getByText('等审批').waitFor();
  expect(await head.getByRole('button', { name: /取一份打印/ }).count()).toBe(0);
  expect(await barriers(head)).toEqual([]);

  const office = await served.open('officer', '/hospitals?tab=lists');
  await office.getByRole('button', { name: '批准：云岭县人民医院', exact: true }).click();
  const approval = office.getByRole('dialog');
  await approval.getByLabel(/^几天之内可以打印/).selectOption('3');
  expect(await barriers(office)).toEqual([]);
  await approval.getByRole('button', { name: '批准', exact: true }).click();
  await office.getByText(/^.?可以打印$/).waitFor();
  await office.getByText('2026年11月24日').waitFor();
  expect(await barriers(office)).toEqual([]);

  await head.reload();
  const answer = head.waitForResponse(/\/print$/, { timeout: 45_000 });
  await head.getByRole('button', { name: /取一份打印/ }).click();
  expect((await answer).headers()).toMatchObject({ 'content-type': 'application/pdf', 'x-copy': '1', 'x-pages': '1', 'cache-control': 'no-store' });
  await head.getByRole('link', { name: '打开第 1 份' }).waitFor();
  await head.getByText(/第 1 份 · 1 人 · 章院长/).waitFor();
  expect(await head.locator('main').innerText()).not.toContain('潘三妹');

  await office.reload();
  await office.getByRole('button', { name: '撤回：云岭县人民医院' }).click();
  await office.getByRole('dialog').getByLabel(/原因|为什么/).fill('窗口有电脑了');
  await office.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click();
  await office.getByText('窗口有电脑了').waitFor();
  // The head's page is still the old one: the server refuses what it offers.
  await head.getByRole('button', { name: /取一份打印/ }).click();
  await head.getByText(/现在不能打印/).waitFor();
  await head.context().close();
  await office.context().close();
});

test('a desk has no such page, a township no such tab; on a phone in large English type nothing is pushed sideways', async () => {
  const desk = await served.open('desk', '/desk');
  expect(await desk.getByRole('link', { name: '打印的名单' }).count()).toBe(0);
  await desk.context().close();
  const clerk = await served.open('clerk.baima', '/hospitals?tab=lists');
  expect(await clerk.getByRole('tab', { name: '打印的名单' }).count()).toBe(0);
  await clerk.context().close();
  const head = await served.open('head', '/desk/lists', { width: 390, language: 'en', textSize: 'large' });
  await head.getByText('窗口有电脑了').waitFor();
  expect(await sideways(head)).toBe(0);
  expect(await barriers(head)).toEqual([]);
  await head.context().close();
});

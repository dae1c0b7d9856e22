import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { createDivision } from '../../modules/divisions/divisions.service.ts';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { barriers, servedWorld, sideways } from './serving.ts';

const served = await servedWorld();
const { world } = served;
const fixture = join(projectRoot(), 'modules/imports/fixtures/ledger-pairing.xlsx');

beforeAll(async () => {
  const parentCode = world.divisions.qingshi.code;
  for (const name of ['龙泉村', '枫树村', '杏花村', '石门村', '河口村', '松林村']) await world.as('officer', (ctx) => createDivision(ctx, { name, parentCode }));
});

async function handIn(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name: '青石镇台账.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync(fixture) });
  await page.getByRole('heading', { name: '青石镇台账.xlsx' }).waitFor();
}

test('from the file to its result and back again, on the person\'s own rows', async () => {
  const page = await served.open('clerk.qingshi', '/import');
  expect(await barriers(page)).toEqual([]);
  await handIn(page);
  const sheet = page.getByRole('region', { name: '您的表' }).or(page.locator('.imports-sheet'));
  await sheet.first().getByText('疑似下拉填充').first().waitFor();
  // What the ledger's own heading says of a child is not for a shared screen.
  expect(await page.locator('main').innerText()).not.toMatch(/死亡|残疾/);
  expect(await barriers(page)).toEqual([]);

  const decision = page.getByRole('heading', { name: /请定一下/ });
  const before = await decision.innerText();
  await page.getByRole('button', { name: /^用 1/ }).click();
  await expect.poll(() => decision.innerText()).not.toBe(before);
  await page.reload();
  expect(await decision.innerText()).not.toBe(before);

  await page.getByRole('button', { name: /导入这 \d+ 户/ }).click();
  await page.getByRole('heading', { name: '导入结果' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.goBack();
  await page.goto(`${served.address}/import`);
  await page.getByText('青石镇台账.xlsx').first().click();
  await page.getByRole('button', { name: '整份撤回' }).click();
  await page.getByRole('button', { name: '撤回', exact: true }).click();
  await page.getByText('这份表的内容已全部撤回').waitFor();
  const left = await world.owner.selectFrom('household').select('householdId').where('countyId', '=', world.countyId).execute();
  expect(left).toEqual([]);
});

test('a column read wrongly is corrected on the page', async () => {
  const page = await served.open('clerk.qingshi', '/import');
  await handIn(page);
  await page.getByText('每一列是什么').click();
  await page.getByLabel(/^D 列/).selectOption('');
  await page.getByRole('button', { name: '按这样再读一遍' }).click();
  await expect.poll(() => page.getByRole('button', { name: '按这样再读一遍' }).isDisabled()).toBe(true);
  expect(await page.getByLabel(/^D 列/).inputValue()).toBe('');
});

test('on a phone in English nothing has to be pushed sideways', async () => {
  const page = await served.open('clerk.qingshi', '/import', { width: 390, language: 'en' });
  await handIn(page);
  await page.getByText('What each column is').waitFor();
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
});

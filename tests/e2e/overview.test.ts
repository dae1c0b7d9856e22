import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { barriers, servedWorld, sideways, type View } from './serving.ts';

const served = await servedWorld();
const { world } = served;
let pan: string;

const ALL_ROLES = ['townshipLeader', 'villageCadre', 'carer', 'familyDoctor'];

beforeAll(async () => {
  const cadre = await world.addWorker({ name: '何同志', division: 'yunshan', phone: '13900010000' });
  pan = await world.addHousehold({ name: '潘守义', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre }] });
  await world.addHousehold({ name: '欧阳长青', division: 'yunshan', contacts: ALL_ROLES.map((role) => ({ role, workerId: cadre })) });
  await world.addHousehold({ name: '柏长青', division: 'liuwan' });
});

test('what is missing stands in words and opens to the households behind it', async () => {
  const page = await served.open('clerk.baima', '/');
  await page.getByText('1 / 2 户', { exact: true }).first().waitFor();
  await page.getByText(/^还差 1 户：1 户缺.*，1 户缺/).click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('link', { name: '潘家' }).waitFor();
  expect(await panel.innerText()).not.toContain('欧阳');
  await panel.getByRole('link', { name: '潘家' }).click();
  await page.waitForURL(`**/households/${pan}**`);
  await page.context().close();
});

test('who has no contract and no certificate is counted, and opens to each by name', async () => {
  const memberId = uuidv7();
  await world.owner.insertInto('member').values({ countyId: world.countyId, householdId: pan, divisionId: world.divisions.yunshan.divisionId, memberId, name: '潘守义' }).execute();
  const page = await served.open('clerk.baima', '/');
  await page.getByText('愿签 1 人，已签 0 人').waitFor();
  await page.getByText('持有效证 0 / 1 人').waitFor();
  await page.getByRole('link', { name: '还没签 1 人' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('link', { name: '潘守义' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  // Where it is done, the same people stand.
  await panel.getByRole('link', { name: '到“家庭医生”里办' }).click();
  await page.waitForURL('**/doctors?**state=open**');
  await page.locator('tbody').getByText('潘守义').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.goto(`${new URL(page.url()).origin}/?members=uncertified`);
  await page.getByRole('dialog').getByRole('link', { name: '潘守义' }).waitFor();
  await page.context().close();
});

test('from the county down to a village and up again, with the numbers of each place', async () => {
  const page = await served.open('officer', '/');
  await page.getByText('3 户', { exact: true }).first().waitFor();
  const places = page.locator('tbody tr');
  expect(await places.locator('td:first-child').allInnerTexts()).toEqual(['青石镇', '白马乡']);
  await page.getByRole('link', { name: '白马乡', exact: true }).click();
  await page.getByRole('heading', { name: '白马乡 · 总览' }).waitFor();
  await page.getByRole('link', { name: '云山村', exact: true }).click();
  await page.getByRole('heading', { name: '云山村 · 总览' }).waitFor();
  await page.locator('tbody').getByText('欧阳家').waitFor();
  await page.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: '云岭县' }).click();
  await page.getByRole('heading', { name: '云岭县 · 总览' }).waitFor();
  await page.context().close();
});

test('a clerk is not led above the township', async () => {
  const page = await served.open('clerk.baima', `/?division=${world.divisions.yunshan.code}`);
  const way = page.getByRole('navigation', { name: '所在位置' });
  await way.waitFor();
  expect(await way.getByRole('listitem').allInnerTexts()).toEqual(['白马乡', '云山村']);
  await page.context().close();
});

test('a place outside the territory is refused in words, with a way to try again', async () => {
  const page = await served.open('clerk.baima', `/?division=${world.divisions.qingshi.code}`);
  await page.getByRole('alert').waitFor();
  expect(await page.locator('main').innerText()).not.toContain('柏家');
  await page.context().close();
});

test('a day gone by is said to be one, opens no list of today, and leads back', async () => {
  const page = await served.open('officer', '/?on=2026-09-30');
  await page.getByText('这是 2026年9月30日 那天的情况').waitFor();
  const answer = await served.send<{ computed: string; households: number }>('officer', 'GET', '/api/coverage?on=2026-09-30');
  expect(answer.computed).toBe('anew');
  expect(await page.locator('.page-subtitle').innerText()).toBe(`2026年9月30日 · ${answer.households} 户`);
  expect(await page.locator('main').innerText()).not.toContain('需要您处理');
  expect(await page.locator('main a[href^="/worklist"], main a[href^="/households"], main a[href^="/contacts"]').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('link', { name: '白马乡', exact: true }).click();
  await page.getByRole('heading', { name: '白马乡 · 总览' }).waitFor();
  await page.getByText('这是 2026年9月30日 那天的情况').waitFor();
  await page.getByRole('button', { name: '回到今天' }).click();
  await page.getByText('需要您处理').waitFor();
  expect(new URL(page.url()).searchParams.has('on')).toBe(false);
  await page.context().close();
});

test('a contact without a place is shown to the worklist instead of empty figures', async () => {
  const page = await served.open('contact', '/');
  await page.getByRole('link', { name: '去看要做的' }).click();
  await page.getByText('您眼下没有要做的联系').waitFor();
  await page.context().close();
});

test('the office excuses one duty with a reason, and it leaves the list', async () => {
  const page = await served.open('clerk.baima', '/worklist?whose=all&role=carer');
  const lines = page.locator('.worklist-line');
  await lines.first().waitFor();
  const before = await lines.count();
  await page.getByRole('button', { name: /^免做/ }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '免做', exact: true }).click();
  await dialog.getByText('请写一句').or(dialog.locator('.field-error')).first().waitFor();
  await dialog.getByRole('textbox').fill('家人这周在住院，护士每天联系');
  await dialog.getByRole('button', { name: '免做', exact: true }).click();
  await expect.poll(() => lines.count()).toBe(before - 1);
  await page.context().close();
});

test('every rule of a policy is said in words and opens its article', async () => {
  const page = await served.open('reader', '/policies');
  await page.getByText('每季度 1 次').first().waitFor();
  await page.getByRole('button', { name: /^依据/ }).first().click();
  await page.locator('.clause').getByText('核对').first().waitFor();
  expect(await page.getByRole('button', { name: '换用一份' }).count()).toBe(0);
  await page.context().close();
});

const views: readonly (readonly [string, View])[] = [['desk', {}], ['phone', { width: 390 }], ['large English', { width: 390, textSize: 'large', language: 'en' }], ['dark', { theme: 'dark' }]];

for (const path of ['/', '/worklist?whose=all', '/policies']) {
  test.each(views)(`${path} has no barriers and is not pushed sideways: %s`, async (_, view) => {
    const page = await served.open('officer', path, view);
    await page.locator('.table, .worklist').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await barriers(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
}

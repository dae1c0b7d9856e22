import { day } from '@lianxin/engine';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import type { ContractMember, MemberFilterState } from '../../modules/doctors/contracts.schema.ts';
import { makeTeam } from '../../modules/doctors/teams.service.ts';
import { barriers, servedWorld, sideways } from './serving.ts';

/** The clerk's evening at the contracts of a township: many sign, one renews, one says no, and what is not served is seen. */
const served = await servedWorld();
const { world } = served;
const TEAM = uuidv7();
const LONG = '云岭县白马乡中心卫生院云山片区家庭医生签约服务第一团队';
const homes = new Map<string, string>();

async function addMember(name: string, said?: Record<string, string | null>): Promise<void> {
  const householdId = await world.addHousehold({ name, division: 'yunshan' });
  homes.set(name, householdId);
  const row = { countyId: world.countyId, householdId, divisionId: world.divisions.yunshan.divisionId, memberId: uuidv7() };
  await world.owner.insertInto('member').values({ ...row, name }).execute();
  if (said) await world.owner.insertInto('contract').values({ ...row, contractId: uuidv7(), teamId: TEAM, packageId: 'basic', recorderId: uuidv7(), state: 'signed', offeredOn: '2026-01-01', ...said }).execute();
}

const refused = (askAgainOn: string | null) => ({ state: 'refused', refusedOn: '2026-06-01', refusal: 'notNow', askAgainOn });

beforeAll(async () => {
  const { workerId } = await world.addAccount({ username: 'doctor', kind: 'familyDoctor', division: 'baima', name: '袁医生' });
  await world.as('clerk.baima', (ctx) => makeTeam(ctx, { id: TEAM, name: LONG, divisionCode: world.divisions.baima.code, members: [{ workerId, level: 'township', lead: true, fromDay: day('2026-01-01') }] }));
  for (const name of ['潘守义', '阿卜杜拉·买买提·吐尔逊']) await addMember(name);
  await addMember('欧阳长青', { signedOn: '2025-12-10', fromDay: '2025-12-10', toDay: '2026-12-09' });
  await addMember('鲁桂香', refused('2026-11-20'));
  await addMember('施桂兰', refused('2027-03-01'));
});

const dialog = (page: Page) => page.getByRole('dialog').last();
const stood = async (state?: MemberFilterState): Promise<string[]> =>
  (await served.send<{ items: ContractMember[] }>('clerk.baima', 'GET', `/api/contracts/members${state ? `?state=${state}` : ''}`)).items.map(({ member }) => member.name).sort();

test('figures over the list open those to be asked again and those ending soon; pressed again everybody is there', async () => {
  const page = await served.open('clerk.baima', '/doctors');
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(5);
  await page.getByRole('button', { name: '可以再问一次 1' }).click();
  await page.waitForURL(/state=askAgain/);
  await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('鲁桂香')]);
  expect(await page.getByLabel('签约情况').inputValue()).toBe('askAgain');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '可以再问一次 1' }).click();
  await expect.poll(() => rows.count()).toBe(5);
  // Who said no is not asked before the day agreed.
  expect(await page.getByRole('button', { name: '签约 施桂兰' }).count()).toBe(0);
  await page.context().close();
});

test('a page of members signs in one go: those who said no and those under contract are left alone', async () => {
  const page = await served.open('clerk.baima', '/doctors');
  await page.getByRole('button', { name: '选中这一页全部' }).click();
  await page.getByText('选了 5 位').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '签约 3', exact: true }).click();
  await dialog(page).getByText('另外 2 位现在不能这样办，不会动。').waitFor();
  await dialog(page).getByText('阿卜杜拉·买买提·吐尔逊').waitFor();
  await dialog(page).getByRole('button', { name: '签约 3 位' }).click();
  await dialog(page).getByText('请选一个团队。').waitFor();
  await dialog(page).getByLabel('签给哪个团队').selectOption(TEAM);
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '签约 3 位' }).click();
  await dialog(page).getByText('办好 3 位').waitFor();
  await dialog(page).getByRole('button', { name: '好', exact: true }).click();
  expect(await stood('signed')).toEqual(['潘守义', '阿卜杜拉·买买提·吐尔逊', '鲁桂香'].sort());
  expect(await stood('refused')).toEqual(['施桂兰']);
  await page.context().close();
});

test('the one that ends soon is renewed from its figure, and the figure is gone', async () => {
  const page = await served.open('clerk.baima', '/doctors');
  await page.getByRole('button', { name: '快到期 1' }).click();
  await page.getByRole('button', { name: '续签 欧阳长青' }).click();
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await page.getByText('记好了').waitFor();
  await expect.poll(() => page.getByRole('button', { name: /^快到期/ }).count()).toBe(0);
  expect(await stood('expiring')).toEqual([]);
  await page.context().close();
});

test('a household page says in words that signed is not served, and who says no is asked for a reason and when to ask again', async () => {
  const page = await served.open('clerk.baima', `/households/${homes.get('潘守义')!}`);
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: '家庭医生', exact: true }) }).last();
  await card.getByText('这个季度还没服务').waitFor();
  await card.getByText('有到期没做的').waitFor();
  await page.goto(`${served.address}/households/${homes.get('施桂兰')!}`);
  await card.getByRole('button', { name: '暂时不签 施桂兰' }).click();
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await dialog(page).getByText('请选一个原因，或者选“其他”。').waitFor();
  expect(await dialog(page).getByText('服务包').count()).toBe(0);
  await dialog(page).getByLabel('哪个团队去问的').selectOption(TEAM);
  await dialog(page).getByRole('radio', { name: '现在不想谈' }).click();
  await dialog(page).getByLabel('什么时候再问一次').fill('2027-04-01');
  // Enter takes the day; the form is sent by its button alone.
  await page.keyboard.press('Enter');
  expect(await barriers(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await card.getByText(/2027年4月1日 再问一次/).waitFor();
  await card.getByText('不签是本人的选择，不算谁没做好。').waitFor();
  await page.context().close();
});

test('the doctor’s own page tells whether somebody was there, as the office’s does', async () => {
  const page = await served.open('doctor', `/households/${homes.get('潘守义')!}`);
  await page.getByText('这个季度还没服务').waitFor();
  const { workerId } = await world.owner.selectFrom('account').select('workerId').where('countyId', '=', world.countyId).where('username', '=', 'doctor').executeTakeFirstOrThrow();
  await served.send('doctor', 'POST', '/api/rounds', {
    visit: { id: uuidv7(), householdId: homes.get('潘守义'), day: '2026-11-22', kind: 'home', outcome: 'reached', purposes: ['round'], participants: [workerId] }, services: [],
  });
  await page.reload();
  await page.getByText('这个季度服务过').waitFor();
  await page.context().close();
});

test('a team is put together, a doctor joins, and nothing has to be pushed sideways on a phone', async () => {
  const page = await served.open('officer', '/doctors?tab=teams', { width: 390, language: 'en', textSize: 'large' });
  await page.getByRole('heading', { name: LONG }).waitFor();
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put a team together' }).click();
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await dialog(page).getByText('Choose a doctor.').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${served.address}/doctors`);
  await page.locator('tbody tr').first().waitFor();
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

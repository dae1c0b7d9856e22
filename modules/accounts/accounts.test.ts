import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { testWorld, TODAY, type World } from '../../tests/world.ts';
import { runInContext } from '../../platform/http/kernel.ts';
import { coversTerritory, POST_KINDS, RIGHTS, TOKEN_KINDS } from './accounts.rules.ts';
import { accountInput, postInput } from './accounts.schema.ts';
import { changePassword, closeAccount, createAccount, listAccounts, reopenAccount, resetPassword } from './accounts.service.ts';
import { signIn } from './accounts.session.ts';
import { endPost, givePost } from './posts.service.ts';
import { changeWorker, createOrganisation, createWorker, listWorkers } from './workers.service.ts';
import { workersQuery } from './workers.schema.ts';

const world: World = await testWorld();
const { qingshi, liuwan, county } = world.divisions;

const newAccount = (username: string, over: object = {}) => accountInput.parse({ id: uuidv7(), username, name: '新同事', divisionCode: qingshi.code, ...over });
const open = (input: ReturnType<typeof newAccount>, as = 'administrator') => world.as(as, (ctx) => createAccount(ctx, input));
const enter = (username: string, password: string) => signIn(world.program, { username, password, address: 'test', agent: 'test', local: true });
const give = (accountId: string, kind: string, divisionCode: string, as = 'administrator', over: object = {}) =>
  world.as(as, (ctx) => givePost(ctx, postInput.parse({ id: uuidv7(), accountId, kind, divisionCode, fromDay: '2026-01-01', ...over })));

test('an account is opened with a password shown once, and signs in with it', async () => {
  const input = newAccount('Zhang.San');
  const first = await open(input);
  expect(first.value.account).toMatchObject({ username: 'zhang.san', mustChangePassword: true, closed: false, posts: [] });
  expect(first.value.password).toMatch(/^\S{4}-\S{4}-\S{4}$/);
  await expect(enter('zhang.san', first.value.password!)).resolves.toHaveProperty('token');
  const again = await open(input);
  expect(again.again).toBe(true);
  expect(again.value.password).toBeUndefined();
  const { rows } = await sql<{ row: string }>`select t::text as row from app.record t where subject_id = ${input.id}`.execute(world.owner);
  expect(rows).toHaveLength(1);
});

test('a user name is one person in every county, and a weak password is refused with what is missing', async () => {
  await open(newAccount('li.si'));
  await expect(open(newAccount('li.si'))).rejects.toMatchObject({ status: 409, code: 'username.taken' });
  await expect(open(newAccount('wang.wu', { password: 'wang.wu1' }))).rejects.toMatchObject({
    status: 422, code: 'password.weak', fields: [{ code: 'password.username' }],
  });
});

test('only an administrator opens, resets, closes or lists other accounts', async () => {
  const { value: { account } } = await open(newAccount('zhao.liu'));
  for (const username of ['officer', 'clerk.qingshi', 'cadre.liuwan', 'contact', 'reader']) {
    await expect(open(newAccount(`by.${username}`), username), username).rejects.toMatchObject({ status: 403 });
    await expect(world.as(username, (ctx) => resetPassword(ctx, account.id)), username).rejects.toMatchObject({ status: 404 });
    expect((await world.as(username, (ctx) => listAccounts(ctx, {}))).items.map((item) => item.username), username).toEqual([username]);
    await expect(give(account.id, 'reader', county.code, username), username).rejects.toMatchObject({ status: 404 });
  }
  expect((await world.as('administrator', (ctx) => listAccounts(ctx, { division: qingshi.code }))).items.map((item) => item.username)).toContain('zhao.liu');
});

test('nobody gives themselves more by way of their own account', async () => {
  const me = (await world.as('officer', (ctx) => listAccounts(ctx, {}))).items[0]!;
  await expect(give(me.id, 'countyAdministrator', county.code, 'officer')).rejects.toMatchObject({ status: 403 });
  const direct = world.as('officer', (ctx) => ctx.tx.insertInto('post')
    .values({ countyId: world.countyId, postId: uuidv7(), accountId: me.id, kind: 'countyAdministrator', divisionId: county.divisionId, fromDay: '2026-01-01' }).execute());
  await expect(direct).rejects.toMatchObject({ code: '42501' });
});

test('a post opens a territory from its first day to its last, and no longer', async () => {
  const { value: { account, password } } = await open(newAccount('qian.qi'));
  await world.owner.updateTable('account').set({ mustChangePassword: false }).where('countyId', '=', world.countyId).where('accountId', '=', account.id).execute();
  await world.addHousehold({ name: '潘秀英', division: 'liuwan' });
  const sees = async () => {
    const { token } = await enter('qian.qi', password!);
    return runInContext(world.program, (ctx) => ctx, { token, purpose: '', writes: false }, async (ctx) =>
      (await ctx.tx.selectFrom('household').select('headName').where('countyId', '=', world.countyId).orderBy('householdId').execute()).length);
  };
  expect(await sees()).toBe(0);
  const post = await give(account.id, 'townshipClerk', qingshi.code);
  expect(post.value).toMatchObject({ kind: 'townshipClerk', division: { code: qingshi.code, level: 'township' }, toDay: null });
  expect(await sees()).toBe(1);
  await expect(world.as('administrator', (ctx) => endPost(ctx, post.value.id, { toDay: '2025-12-31', reason: '调走' }))).rejects.toMatchObject({ code: 'post.days' });
  await world.as('administrator', (ctx) => endPost(ctx, post.value.id, { toDay: '2026-11-21', reason: '调走' }));
  expect(await sees()).toBe(0);
});

test('a post stands at its own level, and a contact needs a worker', async () => {
  const { value: { account } } = await open(newAccount('sun.ba'));
  await expect(give(account.id, 'townshipClerk', county.code)).rejects.toMatchObject({ code: 'post.level' });
  await expect(give(account.id, 'villageCadre', qingshi.code)).rejects.toMatchObject({ code: 'post.level' });
  await expect(give(account.id, 'contact', liuwan.code)).rejects.toMatchObject({ code: 'post.noWorker' });
  await expect(give(account.id, 'reader', liuwan.code, 'administrator', { toDay: '2025-01-01' })).rejects.toMatchObject({ code: 'post.days' });
});

test('the county keeps an administrator, and nobody closes or resets their own account', async () => {
  const me = (await world.as('administrator', (ctx) => listAccounts(ctx, {}))).items.find((item) => item.username === 'administrator')!;
  const own = me.posts[0]!;
  const end = () => world.as('administrator', (ctx) => endPost(ctx, own.id, { toDay: TODAY, reason: '退休' }));
  await expect(end()).rejects.toMatchObject({ status: 409, code: 'post.lastAdministrator' });
  await expect(world.as('administrator', (ctx) => closeAccount(ctx, me.id, { reason: '退休' }))).rejects.toMatchObject({ code: 'account.own' });
  await expect(world.as('administrator', (ctx) => resetPassword(ctx, me.id))).rejects.toMatchObject({ code: 'account.own' });
});

test('closing an account ends its sessions at once; a reset gives a new password and the old one is over', async () => {
  const input = newAccount('wu.jiu');
  const { value: { password } } = await open(input);
  const { token } = await enter('wu.jiu', password!);
  const still = () => runInContext(world.program, (ctx) => ctx, { token, purpose: '', writes: false, open: 'early' }, async () => true);
  expect(await still()).toBe(true);
  expect((await world.as('administrator', (ctx) => closeAccount(ctx, input.id, { reason: '离职' }))).closed).toBe(true);
  await expect(still()).rejects.toMatchObject({ status: 401 });
  await expect(enter('wu.jiu', password!)).rejects.toMatchObject({ code: 'sign-in.wrong' });
  expect((await world.as('administrator', (ctx) => reopenAccount(ctx, input.id))).closed).toBe(false);
  const renewed = await world.as('administrator', (ctx) => resetPassword(ctx, input.id));
  await expect(enter('wu.jiu', password!)).rejects.toMatchObject({ code: 'sign-in.wrong' });
  await expect(enter('wu.jiu', renewed.password)).resolves.toHaveProperty('token');
});

test('a person changes their own password with the present one', async () => {
  const input = newAccount('zheng.shi');
  const { value: { password } } = await open(input);
  const { token } = await enter('zheng.shi', password!);
  const change = (current: string, next: string) =>
    runInContext(world.program, (ctx) => ctx, { token, purpose: '', writes: true, open: 'personEarly' }, (ctx) => changePassword(ctx, { current, next }));
  await expect(change('wrong', 'Hao4Tian!Qi')).rejects.toMatchObject({ code: 'password.wrong' });
  await expect(change(password!, 'short')).rejects.toMatchObject({ code: 'password.weak' });
  await expect(change(password!, password!)).rejects.toMatchObject({ code: 'password.weak', fields: [{ code: 'password.same' }] });
  expect(await change(password!, 'Hao4Tian!Qi')).toEqual({ ok: true });
  await expect(enter('zheng.shi', 'Hao4Tian!Qi')).resolves.toHaveProperty('token');
  const { items } = await world.as('administrator', (ctx) => listAccounts(ctx, {}));
  expect(items.find((item) => item.username === 'zheng.shi')).toMatchObject({ mustChangePassword: false });
});

test('a worker is found by name, letters and phone, and belongs to an organisation', async () => {
  const [organisationId, workerId] = [uuidv7(), uuidv7()];
  await world.as('clerk.qingshi', (ctx) => createOrganisation(ctx, { id: organisationId, name: '青石镇卫生院', kind: 'clinic', divisionCode: qingshi.code }));
  await world.as('clerk.qingshi', (ctx) => createWorker(ctx, { id: workerId, name: '曾医生', divisionCode: qingshi.code, phone: '138 0000 0001', leader: false, organisationId }));
  for (const search of ['曾', 'zys', 'zengyi', '13800000001']) {
    const { items } = await world.as('cadre.liuwan', (ctx) => listWorkers(ctx, workersQuery.parse({ search })));
    expect(items, search).toMatchObject([{ id: workerId, organisation: { name: '青石镇卫生院' }, phone: '13800000001', phoneMasked: '138****0001' }]);
  }
  const none = await world.as('cadre.liuwan', (ctx) => listWorkers(ctx, workersQuery.parse({ search: '1380000' })));
  expect(none.items).toEqual([]);
});

test('two people who change one worker do not overwrite each other, and a cadre changes none', async () => {
  const workerId = await world.addWorker({ name: '周主任', division: 'qingshi' });
  const change = (version: number, over: object, as = 'clerk.qingshi') => world.as(as, (ctx) => changeWorker(ctx, workerId, { version, ...over }));
  expect(await change(1, { phone: '0818-5551234' })).toMatchObject({ version: 2, phone: '08185551234' });
  await expect(change(1, { leader: true })).rejects.toMatchObject({ status: 409, code: 'version.changed' });
  await expect(change(2, { leftOn: '2026-12-01' })).rejects.toMatchObject({ code: 'worker.leftFuture' });
  await expect(change(2, { phone: '123' })).rejects.toMatchObject({ code: 'phone.length' });
  await expect(change(2, { leader: true }, 'cadre.liuwan')).rejects.toMatchObject({ status: 403 });
  await expect(change(2, { leader: true }, 'clerk.baima')).rejects.toMatchObject({ status: 403 });
});

test('a worker who becomes a leader fills the leader\'s place with their key households at once', async () => {
  const workerId = await world.addWorker({ name: '林镇长', division: 'qingshi' });
  const id = await world.addHousehold({ name: '潘秀珍', division: 'liuwan', contacts: [{ role: 'townshipContact', workerId }] });
  await world.owner.insertInto('flagSpell').values({ countyId: world.countyId, spellId: uuidv7(), householdId: id, divisionId: liuwan.divisionId, key: 'key', source: '名册', fromDay: '2026-01-01' }).execute();
  await world.as('officer', (ctx) => ctx.duties.refresh(ctx, [id]));
  const held = async () => (await world.owner.selectFrom('householdStanding').select('heldRoles').where('countyId', '=', world.countyId).where('householdId', '=', id).executeTakeFirstOrThrow()).heldRoles;
  const before = await held();
  await world.as('officer', (ctx) => changeWorker(ctx, workerId, { version: 1, leader: true }));
  expect((await held()).length).toBeGreaterThan(before.length);
});

test('rights written in the program and in the database are the same table', async () => {
  const { rows } = await sql<{ kind: string; rights: string[] }>`select k as kind, app.post_rights(k) as rights from unnest(${[...new Set([...POST_KINDS, ...TOKEN_KINDS])]}::text[]) as k order by k`.execute(world.owner);
  for (const { kind, rights } of rows) {
    const own: readonly string[] = RIGHTS[kind as keyof typeof RIGHTS];
    if (rights.includes('assigned')) { expect(coversTerritory({ kind }), kind).toBe(false); continue; }
    expect(rights.includes('read'), kind).toBe(own.includes('household.read'));
    expect(rights.includes('write'), kind).toBe(own.includes('household.write'));
    expect(rights.includes('visit'), kind).toBe(own.includes('visit.write'));
    expect(rights.includes('admin'), kind).toBe(own.includes('account.write'));
  }
});

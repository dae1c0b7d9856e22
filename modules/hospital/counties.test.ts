import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { bindAll } from '../../entry/routes.ts';
import { addHolder, addHospital } from '../../tests/holders.ts';
import { neighbourOf, testWorld, type World } from '../../tests/world.ts';
import { makeCode } from '../../platform/codes/codes.ts';
import { openServer } from '../../platform/http/server.ts';
import { hospitalRoutes } from './hospital.routes.ts';
import type { DeskReply, EncounterView, WaiverView } from './hospital.schema.ts';
import type { OpenLook, RegisterLine } from './registers.schema.ts';

// 云岭 lives under Sixian's pack (designated hospitals of county and city), its neighbour in the same province under Hubei's (any public one).
const yunling = await testWorld();
const neighbour = await neighbourOf(yunling, { code: '519800', name: '沅水县', packs: ['hubei'] });
const designated = await addHospital(yunling, '云岭县人民医院');
const desks = {
  designated: await deskOf('desk', designated),
  city: await deskOf('desk.city', await addHospital(yunling, '市第一医院', { code: '519901' })),
  public: await deskOf('desk.public', await addHospital(yunling, '云岭县妇幼保健院', { designated: false })),
  private: await deskOf('desk.private', await addHospital(yunling, '云岭康宁医院', { designated: false, isPublic: false })),
  away: await deskOf('desk.away', await addHospital(yunling, '外省医院', { designated: false, code: '340100' })),
};
const pan = await addHolder(yunling, '潘三妹', '51990019600501002');
const qin = await addHolder(neighbour, '秦桂香', '51980019580312004', { kind: 'priorityVisit' });
const app = await openServer({ version: 'test', log: false, requestsPerMinute: 1_000_000 });
bindAll(app, yunling.program);
const SPAN = `from=${yunling.today}&to=${yunling.today}`;
const STRANGER: DeskReply = { status: 'unknown', checkId: null, holder: null, benefits: [], doctor: null, deskContact: null };

async function deskOf(username: string, hospitalId: string): Promise<string> {
  await yunling.addAccount({ username, kind: 'hospitalDesk', division: 'county', hospitalId });
  return yunling.token(username);
}

async function send<T>(token: string, method: 'GET' | 'POST', url: string, payload?: object): Promise<{ status: number; said: T; text: string }> {
  const answer = await app.inject({ method, url: `/api${url}`, headers: { authorization: `Bearer ${token}` }, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, said: answer.json<T>(), text: answer.body };
}

const check = (token: string, code: string) => send<DeskReply>(token, 'POST', '/desk/checks', { code });
const lines = async (token: string, kind: string) => (await send<{ items: RegisterLine[] }>(token, 'GET', `/registers/${kind}?${SPAN}`)).said.items;
const office = (world: World) => world.token('officer');

/** Checked, registered as an outpatient, and one waiver asked for where there is any. */
async function visit(token: string, code: string): Promise<{ encounterId: string; reply: DeskReply; waiver: WaiverView | null }> {
  const { said: reply } = await check(token, code);
  const encounterId = uuidv7();
  const { status } = await send<EncounterView>(token, 'POST', '/encounters', { id: encounterId, checkId: reply.checkId, kind: 'outpatient', department: '内科' });
  expect(status).toBe(201);
  const benefit = reply.benefits.find(({ kind, care }) => kind === 'waiver' && care.includes('outpatient'));
  const waiver = benefit ? (await send<WaiverView>(token, 'POST', '/waivers', { id: uuidv7(), encounterId, benefitId: benefit.id, amount: 12 })).said : null;
  return { encounterId, reply, waiver };
}

test('each member is admitted where the own pack says, at whatever desk of whatever county', async () => {
  const answers: Record<string, string[]> = {};
  for (const [name, token] of Object.entries(desks)) {
    answers[name] = [(await check(token, pan.code.text)).said.status, (await check(token, qin.code.text)).said.status];
  }
  expect(answers).toEqual({ designated: ['valid', 'valid'], city: ['valid', 'valid'], public: ['unknown', 'valid'], private: ['unknown', 'unknown'], away: ['unknown', 'unknown'] });
  const nobody = await check(desks.private, makeCode(yunling.keys, '519800').text);
  expect(nobody.said).toEqual(STRANGER);
  expect((await check(desks.private, qin.code.text)).text).toBe(nobody.text);
  expect((await send(desks.private, 'POST', '/desk/checks', { idNumber: qin.idNumber })).text).toBe(nobody.text);
});

test('at one desk each gets what the own pack gives: two rides a year and fees of Sixian, priorities of Hubei and a ride for who cannot pay', async () => {
  const [own, guest] = [(await check(desks.designated, pan.code.text)).said, (await check(desks.designated, qin.code.text)).said];
  const documents = ({ benefits }: DeskReply) => [...new Set(benefits.map(({ clause }) => clause.document))];
  expect(own.benefits.some(({ kind, perYear }) => kind === 'ambulance' && perYear === 2)).toBe(true);
  expect(guest.benefits.filter(({ kind }) => kind === 'waiver')).toEqual([]);
  expect(guest.benefits.find(({ kind }) => kind === 'ambulance')).toMatchObject({ perYear: null, needs: ['urgent', 'unableToPay'] });
  expect(guest.benefits.map(({ id }) => id)).toContain('registration');
  expect(documents(own).filter((document) => documents(guest).includes(document))).toEqual([]);
  expect(guest.holder).toEqual({ name: '秦*香', idTail: qin.idNumber.slice(-4), withIdCard: guest.holder!.withIdCard });
});

test('the hospital registers both, and each county reads its own and nothing of the other', async () => {
  const [own, guest] = [await visit(desks.designated, pan.code.number), await visit(desks.designated, qin.code.number)];
  expect(own.waiver).toMatchObject({ granted: true, amount: 12 });
  expect((await lines(desks.designated, 'outpatients')).map(({ name, household }) => [name, household])).toEqual(expect.arrayContaining([['潘*妹', null], ['秦*香', null]]));
  expect(await lines(desks.city, 'outpatients')).toEqual([]);
  expect((await lines(await office(yunling), 'outpatients')).map(({ name }) => name)).toEqual(['潘三妹']);
  expect((await lines(await office(neighbour), 'outpatients')).map(({ name, hospital }) => [name, hospital])).toEqual([['秦桂香', '云岭县人民医院']]);
  expect((await lines(await office(yunling), 'waivers')).map(({ name }) => name)).toEqual(['潘三妹']);
  expect(await lines(await office(neighbour), 'waivers')).toEqual([]);
  const read = async (token: string, id: string) => (await send(token, 'GET', `/encounters/${id}`)).status;
  expect([await read(await office(yunling), own.encounterId), await read(await office(yunling), guest.encounterId)]).toEqual([200, 404]);
  expect([await read(await office(neighbour), own.encounterId), await read(await office(neighbour), guest.encounterId)]).toEqual([404, 200]);
  expect([await read(desks.designated, guest.encounterId), await read(desks.city, guest.encounterId), await read(desks.public, guest.encounterId)]).toEqual([200, 404, 404]);
  const voided = await send(desks.city, 'POST', `/encounters/${guest.encounterId}/void`, { reason: '录错了' });
  expect(voided.status).toBe(404);
});

test('a look nobody followed up is listed for the office of the member, and for no other', async () => {
  await check(desks.city, pan.code.text);
  await check(desks.city, qin.code.text);
  const aDayAndMore = new Date(Date.now() - 30 * 3_600_000);
  for (const { countyId } of [yunling, neighbour]) await yunling.owner.updateTable('deskLook').set({ at: aDayAndMore }).where('countyId', '=', countyId).execute();
  const looked = async (world: World) => (await send<{ items: OpenLook[] }>(await office(world), 'GET', '/desk-looks?open=true')).said.items.map(({ member, hospital }) => `${member.name} ${hospital}`);
  expect(await looked(yunling)).toContain('潘三妹 市第一医院');
  expect((await looked(yunling)).join()).not.toContain('秦桂香');
  expect(await looked(neighbour)).toContain('秦桂香 市第一医院');
  expect((await looked(neighbour)).join()).not.toContain('潘三妹');
});

test('in the county of the hospital nothing names a guest: no row of it holds the household, the member or the name', async () => {
  await visit(desks.designated, qin.code.text);
  for (const table of ['record', 'desk_attempt', 'desk_look', 'encounter', 'waiver', 'command'] as const) {
    const { rows } = await sql<{ found: boolean }>`select coalesce(bool_or(t::text ~ ${`${qin.householdId}|${qin.memberId}|秦桂香`}), false) as found
      from ${sql.table(`app.${table}`)} t where t.county_id = ${yunling.countyId}`.execute(yunling.owner);
    expect({ table, found: rows[0]!.found }).toEqual({ table, found: false });
  }
});

test('looks and registrations of many desks at once stand in the sealed chain of the county of the member, misses in that of the desk', async () => {
  for (const { countyId } of [yunling, neighbour]) await yunling.owner.deleteFrom('deskAttempt').where('countyId', '=', countyId).execute();
  const many = await Promise.all(Array.from({ length: 10 }, (_, at) => deskOf(`desk.${at}`, designated)));
  await sealAll();
  const before = await sealed();
  const seal = () => sql`select app.seal_records(7)`.execute(yunling.program.db);
  const asked = many.flatMap((token) => [
    visit(token, pan.code.text), visit(token, qin.code.number), check(token, pan.code.text), check(token, makeCode(yunling.keys, '519800').text),
  ]);
  await Promise.all([...asked, seal(), seal(), seal()]);
  await sealAll();
  const after = await sealed();
  expect(after.map((county, at) => ({ looks: county.looks - before[at]!.looks, misses: county.misses - before[at]!.misses, registered: county.registered - before[at]!.registered })))
    .toEqual([{ looks: 20, misses: 10, registered: 10 }, { looks: 10, misses: 0, registered: 10 }]);
  for (const { countyId } of [yunling, neighbour]) {
    const { rows: [chain] } = await sql<{ problem: string | null }>`select problem from app.verify_records(${countyId})`.execute(yunling.owner);
    expect(chain).toEqual({ problem: null });
  }
  // Every look and every registration is one of the sealed records, not only as many of them.
  const { rows } = await sql`select l.look_id from app.desk_look l left join app.record r on r.county_id = l.county_id and r.record_id = l.look_id and r.seal is not null
    where r.household_id is distinct from l.household_id union all
    select e.encounter_id from app.encounter e left join app.record r on r.county_id = e.county_id and r.record_id = e.encounter_id and r.seal is not null
    where r.household_id is distinct from e.household_id`.execute(yunling.owner);
  expect(rows).toEqual([]);
  await sql`update app.record set purpose = '别的医院' where county_id = ${neighbour.countyId} and record_id = (select look_id from app.desk_look where county_id = ${neighbour.countyId} limit 1)`.execute(yunling.owner);
  expect((await sql<{ problem: string }>`select problem from app.verify_records(${neighbour.countyId})`.execute(yunling.owner)).rows[0]).toEqual({ problem: 'broken' });
});

async function sealAll(): Promise<void> {
  for (let taken = 1; taken > 0;) taken = (await sql<{ taken: number }>`select app.seal_records(1000) as taken`.execute(yunling.program.db)).rows[0]!.taken;
}

/** How many sealed records each county has of looks, misses and registrations. */
async function sealed(): Promise<{ looks: number; misses: number; registered: number }[]> {
  const counted = [yunling, neighbour].map(async ({ countyId }) => (await sql<{ looks: number; misses: number; registered: number }>`
    select count(*) filter (where subject = 'desk.check' and action = 'look') as looks, count(*) filter (where action = 'miss') as misses,
      count(*) filter (where subject = 'encounter' and action = 'create' and household_id is not null) as registered
    from app.record where county_id = ${countyId} and seal is not null`.execute(yunling.owner)).rows[0]!);
  return Promise.all(counted);
}

test('what a desk asks with goes in the body alone: no address takes it, no refusal repeats it, no record keeps it', async () => {
  const taken = hospitalRoutes.flatMap(({ path, query, params }) => [...path.split('/'), ...[query, params].flatMap((shape) => Object.keys((shape as z.ZodObject | undefined)?.shape ?? {}))]);
  expect(taken.filter((word) => /^:?(code|number|idNumber|certificate)$/i.test(word))).toEqual([]);
  expect((await send(desks.public, 'POST', `/desk/checks?code=${qin.code.number}`)).status).toBe(400);
  const mistyped = `${qin.idNumber.slice(0, -1)}${qin.idNumber.endsWith('5') ? '6' : '5'}`;
  const refused = await send<{ code: string }>(desks.public, 'POST', '/desk/checks', { idNumber: mistyped });
  expect(refused.said.code).toBe('desk.unreadable');
  expect(refused.text).not.toContain(mistyped.slice(6, 14));
  await send(desks.public, 'POST', '/desk/checks', { idNumber: qin.idNumber });
  const { rows } = await sql<{ found: boolean }>`select bool_or(r::text ~ ${`${qin.idNumber}|${qin.code.number}`}) as found from app.record r
    where r.county_id = any(${[yunling.countyId, neighbour.countyId]}::int[])`.execute(yunling.owner);
  expect(rows[0]!.found).toBe(false);
});

interface Told {
  readonly subject: string;
  readonly subjectId: string;
  readonly action: string;
  readonly households: { readonly name: string }[];
  readonly after?: object;
}

test('a registration at a desk of the own county is one line of the records, with the household and what the desk wrote; both records stay', async () => {
  const [own, guest] = [await visit(desks.designated, pan.code.text), await visit(desks.designated, qin.code.text)];
  const told = async (world: World, as: string, encounterId: string, path = '/records') => {
    const { said } = await send<{ items: Told[] }>(await world.token(as), 'GET', `${path}?kind=change&limit=200`);
    return said.items.filter(({ subject, subjectId, action }) => subject === 'encounter' && subjectId === encounterId && action === 'create');
  };
  expect(await told(yunling, 'officer', own.encounterId)).toMatchObject([{ households: [{ name: '潘三妹' }], after: { department: '内科' } }]);
  const kept = await yunling.owner.selectFrom('record').select('householdId').where('countyId', '=', yunling.countyId).where('subject', '=', 'encounter').where('subjectId', '=', own.encounterId).where('action', '=', 'create').execute();
  expect(kept.map(({ householdId }) => householdId !== null).sort()).toEqual([false, true]);
  // What the desk wrote is the desk's: neither the household's page nor the other county reads it.
  const [page, abroad, here] = [await told(yunling, 'officer', own.encounterId, `/households/${pan.householdId}/history`), await told(neighbour, 'officer', guest.encounterId), await told(yunling, 'officer', guest.encounterId)];
  expect([page.length, page[0]?.after, abroad.length, abroad[0]?.after]).toEqual([1, undefined, 1, undefined]);
  expect(here).toMatchObject([{ households: [], after: { department: '内科' } }]);
});

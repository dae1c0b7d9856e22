import { randomBytes } from 'node:crypto';
import { day, type Day } from '@lianxin/engine';
import { sql } from 'kysely';
import { afterAll } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { careContext, openProgram, type Program } from '../entry/program.ts';
import { openSession } from '../modules/accounts/accounts.session.ts';
import type { CareContext } from '../modules/policies/policies.context.ts';
import { keepAdmissions } from '../modules/hospital/hospital.admissions.ts';
import { loadBook } from '../modules/policies/policies.service.ts';
import { keysFrom, type Keys } from '../platform/crypto/keys.ts';
import { openDatabase, openPool, type Database } from '../platform/database/pool.ts';
import { runInContext } from '../platform/http/kernel.ts';
import { runAlone, type LoneContext } from '../platform/http/lone.ts';
import { testDatabase } from '../platform/database/testing.ts';

/**
 * An invented county for tests: 云岭县 with 青石镇 (Huangjin) and 白马乡 (Sixian), two villages each, one account of every kind.
 * The owner lays the ground; everything a test is about goes through the serving role and a session, as in the program.
 */
export interface World {
  readonly program: Program;
  readonly owner: Database;
  readonly keys: Keys;
  readonly countyId: number;
  readonly divisions: Readonly<Record<DivisionName, Division>>;
  readonly today: Day;
  /** Runs work as that account: one transaction in its scope. */
  as<T>(username: string, work: (ctx: CareContext) => Promise<T>, options?: { readonly writes?: boolean; readonly purpose?: string }): Promise<T>;
  /** Runs work as that account, without a transaction: for what is one call of one function. */
  alone<T>(username: string, work: (ctx: LoneContext) => Promise<T>): Promise<T>;
  /** A session token of that account, for requests over HTTP. */
  token(username: string): Promise<string>;
  addAccount(account: NewAccount): Promise<{ accountId: string; workerId: string }>;
  addWorker(worker: { name: string; division: DivisionName; leader?: boolean; phone?: string }): Promise<string>;
  /** Served since `servedFrom` (default: a year before today), with its duties computed. */
  addHousehold(household: NewHousehold): Promise<string>;
}

export type DivisionName = 'county' | 'qingshi' | 'liuwan' | 'shuanghe' | 'baima' | 'yunshan' | 'shiqiao';

export interface Division {
  readonly divisionId: number;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}

export interface NewAccount {
  readonly username: string;
  readonly name?: string;
  readonly kind: string;
  readonly division: DivisionName;
  readonly workerId?: string;
  /** A desk's, or its head's. */
  readonly hospitalId?: string;
}

export interface NewHousehold {
  readonly name: string;
  readonly division: DivisionName;
  readonly servedFrom?: string;
  readonly phone?: string;
  readonly contacts?: readonly { readonly role: string; readonly workerId: string; readonly from?: string; readonly to?: string | null }[];
}

export const TODAY = day('2026-11-22');
const A_YEAR_AGO = '2025-11-22';

const PLACES: readonly { name: DivisionName; parent: DivisionName | null; level: string; code: string; title: string }[] = [
  { name: 'county', parent: null, level: 'county', code: '519900000000', title: '云岭县' },
  { name: 'qingshi', parent: 'county', level: 'township', code: '519900101000', title: '青石镇' },
  { name: 'liuwan', parent: 'qingshi', level: 'village', code: '519900101201', title: '柳湾村' },
  { name: 'shuanghe', parent: 'qingshi', level: 'village', code: '519900101202', title: '双河村' },
  { name: 'baima', parent: 'county', level: 'township', code: '519900102000', title: '白马乡' },
  { name: 'yunshan', parent: 'baima', level: 'village', code: '519900102201', title: '云山村' },
  { name: 'shiqiao', parent: 'baima', level: 'village', code: '519900102202', title: '石桥村' },
];

const ACCOUNTS: readonly NewAccount[] = [
  { username: 'administrator', kind: 'countyAdministrator', division: 'county' },
  { username: 'officer', kind: 'countyOfficer', division: 'county' },
  { username: 'clerk.qingshi', kind: 'townshipClerk', division: 'qingshi' },
  { username: 'clerk.baima', kind: 'townshipClerk', division: 'baima' },
  { username: 'cadre.liuwan', kind: 'villageCadre', division: 'liuwan' },
  { username: 'cadre.yunshan', kind: 'villageCadre', division: 'yunshan' },
  { username: 'contact', kind: 'contact', division: 'yunshan' },
  { username: 'reader', kind: 'reader', division: 'county' },
];

export async function testWorld(today: Day = TODAY): Promise<World> {
  const { ownerUrl, appUrl } = await testDatabase();
  const ownerPool = openPool({ url: ownerUrl, max: 2 });
  const owner = openDatabase(ownerPool);
  const keys = keysFrom(randomBytes(32));
  const book = await loadBook();
  await keepAdmissions(owner, book);
  const program = openProgram({ appUrl, keys, book, clock: { now: () => new Date(), today: () => today } });
  afterAll(async () => {
    await program.close();
    await owner.destroy();
  });
  return populate({ program, owner, keys, today }, { code: '519900', name: '云岭县', packs: ['sixian', 'huangjin'] });
}

interface NewCounty {
  /** Six digits; the codes of its places begin with them. */
  readonly code: string;
  readonly name: string;
  /** Of the county, and of 青石镇 where that lives under another. */
  readonly packs: readonly [county: string, qingshi?: string];
}

/** Another county of the same program and database, with places and accounts called the same; in the table its accounts end with the county’s code. */
export const neighbourOf = ({ program, owner, keys, today }: World, county: NewCounty): Promise<World> => populate({ program, owner, keys, today }, county, `.${county.code}`);

async function populate(base: Pick<World, 'program' | 'owner' | 'keys' | 'today'>, county: NewCounty, usernames = ''): Promise<World> {
  const countyId = await addCounty(base.owner, county);
  const divisions = await addDivisions(base.owner, countyId, county);
  const world = build({ ...base, countyId, divisions, usernames });
  for (const account of ACCOUNTS) await world.addAccount(account);
  return world;
}

interface Ground extends Pick<World, 'program' | 'owner' | 'keys' | 'countyId' | 'divisions' | 'today'> {
  /** What a username ends with in the table, where no two are the same. */
  readonly usernames: string;
}

function build(ground: Ground): World {
  const accounts = new Map<string, string>();
  const tokens = new Map<string, Promise<string>>();
  const token = (username: string): Promise<string> => {
    const accountId = accounts.get(username);
    if (!accountId) throw new Error(`no account ${username} in this world`);
    const known = tokens.get(username) ?? openSession(ground.program.db, { countyId: ground.countyId, accountId }, { address: 'test', agent: 'test' }, false);
    tokens.set(username, known);
    return known;
  };
  const as: World['as'] = async (username, work, options = {}) =>
    runInContext(ground.program, careContext, { token: await token(username), purpose: options.purpose ?? '', writes: options.writes ?? true }, work);
  return {
    ...ground, token, as,
    alone: async (username, work) => runAlone(ground.program, { token: await token(username), purpose: '' }, work),
    addWorker: (worker) => addWorker(ground, worker),
    addAccount: async (account) => {
      const workerId = account.workerId ?? (await addWorker(ground, { name: account.name ?? account.username, division: account.division }));
      const accountId = await addAccount(ground, { ...account, workerId });
      accounts.set(account.username, accountId);
      return { accountId, workerId };
    },
    addHousehold: async (household) => {
      const id = await addHousehold(ground, household);
      await as('officer', (ctx) => ctx.duties.refresh(ctx, [id]));
      return id;
    },
  };
}

async function addCounty(owner: Database, { code, name }: NewCounty): Promise<number> {
  const { countyId } = await owner.insertInto('county').values({ code, name, demo: true }).returning('countyId').executeTakeFirstOrThrow();
  return countyId;
}

async function addDivisions(owner: Database, countyId: number, county: NewCounty): Promise<Record<DivisionName, Division>> {
  const made: Partial<Record<DivisionName, Division>> = {};
  for (const place of PLACES) {
    const parent = place.parent ? made[place.parent]! : null;
    const code = county.code + place.code.slice(county.code.length);
    const { divisionId } = await owner.insertInto('division')
      .values({ countyId, parentId: parent?.divisionId ?? null, level: place.level, code, name: parent ? place.title : county.name, path: '' })
      .returning('divisionId').executeTakeFirstOrThrow();
    const path = `${parent?.path ?? ''}${divisionId}.`;
    await owner.updateTable('division').set({ path }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
    made[place.name] = { divisionId, code, name: parent ? place.title : county.name, path };
  }
  const done = made as Record<DivisionName, Division>;
  const [ofCounty, ofQingshi] = county.packs;
  await owner.insertInto('adoption').values([
    { countyId, adoptionId: uuidv7(), divisionId: done.county.divisionId, packId: ofCounty, fromDay: '2020-09-09', toDay: null },
    ...(ofQingshi ? [{ countyId, adoptionId: uuidv7(), divisionId: done.qingshi.divisionId, packId: ofQingshi, fromDay: '2021-10-08', toDay: null }] : []),
  ]).execute();
  return done;
}

async function addWorker({ owner, keys, countyId, divisions }: Ground, worker: { name: string; division: DivisionName; leader?: boolean; phone?: string }): Promise<string> {
  const workerId = uuidv7();
  await owner.insertInto('worker').values({
    countyId, workerId, divisionId: divisions[worker.division].divisionId, name: worker.name, leader: worker.leader ?? false,
    phoneEnc: worker.phone ? keys.seal(worker.phone) : null, phoneIndex: worker.phone ? keys.blindIndex('phone', worker.phone) : null,
  }).execute();
  return workerId;
}

// Sessions of tests are opened without a password, so no time goes into hashing one.
const NO_PASSWORD = '!';

async function addAccount({ owner, countyId, divisions, usernames }: Ground, account: NewAccount & { workerId: string }): Promise<string> {
  const accountId = uuidv7();
  const { divisionId } = divisions[account.division];
  const username = account.username + usernames;
  await owner.insertInto('account').values({
    countyId, accountId, divisionId, workerId: account.workerId, username, name: account.name ?? account.username, passwordHash: NO_PASSWORD, mustChangePassword: false,
  }).execute();
  await owner.insertInto('username').values({ username, countyId, accountId }).execute();
  await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: account.kind, divisionId, fromDay: '2020-01-01', toDay: null, hospitalId: account.hospitalId ?? null }).execute();
  return accountId;
}

async function addHousehold({ owner, keys, countyId, divisions, today }: Ground, household: NewHousehold): Promise<string> {
  const householdId = uuidv7();
  const { divisionId } = divisions[household.division];
  const servedFrom = household.servedFrom ?? A_YEAR_AGO;
  const row = { countyId, householdId, divisionId };
  await owner.insertInto('household').values({
    ...row, headName: household.name, updatedOn: today,
    phoneEnc: household.phone ? keys.seal(household.phone) : null, phoneIndex: household.phone ? keys.blindIndex('phone', household.phone) : null,
  }).execute();
  await owner.insertInto('serviceSpell').values({ ...row, spellId: uuidv7(), fromDay: servedFrom, toDay: null }).execute();
  for (const contact of household.contacts ?? []) {
    await owner.insertInto('assignment').values({
      ...row, assignmentId: uuidv7(), role: contact.role, workerId: contact.workerId, fromDay: contact.from ?? servedFrom, toDay: contact.to ?? null,
    }).execute();
  }
  return householdId;
}

/** Counts rows past every policy, for asking whether something that was refused really left nothing behind. */
export async function countRows(world: World, table: 'visit' | 'record' | 'duty' | 'event' | 'assignment' | 'household', householdId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(`app.${table}`)} where county_id = ${world.countyId} and household_id = ${householdId}`.execute(world.owner);
  return Number(rows[0]!.n);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { day } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { insertAll } from '../../entry/demo/bulk.ts';
import { careContext, openProgram, type Program } from '../../entry/program.ts';
import { openSession } from '../../modules/accounts/accounts.session.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { keysFrom } from '../../platform/crypto/keys.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database } from '../../platform/database/pool.ts';
import { runInContext } from '../../platform/http/kernel.ts';

/** A county so large that a list which reads more than it shows is felt: townships with villages, four contacts a household, duties computed by the keeper. */
export interface Ground {
  readonly program: Program;
  readonly owner: Database;
  readonly ownerUrl: string;
  readonly countyId: number;
  readonly today: string;
  /** Session tokens: the county officer, and the clerk of one township. */
  readonly officer: string;
  readonly clerk: string;
  close(): Promise<void>;
}

export const TODAY = day('2026-11-22');
export const TOWNSHIPS = 20;
const VILLAGES_EACH = 15;
// Two weeks, so that a household has some fifteen duties: the lists read as much as they would of a year, and laying the ground stays within minutes.
const SERVED_FROM = '2026-11-09';
const VISITED_ON = '2026-11-13';
export const ROLES = ['townshipLeader', 'villageCadre', 'carer', 'familyDoctor'] as const;
const LAID_AT_ONCE = 2_000;
const REFRESHED_AT_ONCE = 1_000;
const SIDE_BY_SIDE = 2;
const SURNAMES = pairs('潘 pan 王 wang 李 li 赵 zhao 陈 chen 杨 yang 周 zhou 吴 wu 徐 xu 孙 sun 马 ma 朱 zhu 胡 hu 林 lin 郭 guo 何 he 高 gao 罗 luo 郑 zheng 梁 liang 谢 xie 宋 song 唐 tang 许 xu 韩 han');
const GIVEN = pairs('春 chun 秀 xiu 德 de 国 guo 桂 gui 玉 yu 明 ming 金 jin 长 chang 永 yong 庆 qing 素 su 文 wen 建 jian 兰 lan 芳 fang 英 ying 华 hua');

function pairs(words: string): readonly (readonly [string, string])[] {
  const parts = words.split(' ');
  return Array.from({ length: parts.length / 2 }, (_, index) => [parts[2 * index]!, parts[2 * index + 1]!] as const);
}

/** Takes some minutes for 100,000 households, most of them for computing what is owed to each. */
export async function layCounty(households: number, say: (words: string) => void = () => {}): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-bench-'));
  const database = await openMigrated({ folder });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 2 }));
  const program = openProgram({
    appUrl: database.appUrl, keys: keysFrom(randomBytes(32)), book: await loadBook(), clock: { now: () => new Date(), today: () => TODAY },
  });
  const countyId = await addPlaces(owner);
  const { officer, clerk } = await addAccounts(owner, program, countyId);
  await addHouseholds(owner, countyId, households);
  await sql`analyze`.execute(owner);
  say('laid');
  await computeAll(owner, program, countyId, officer, say);
  await sql`vacuum analyze`.execute(owner);
  return {
    program, owner, ownerUrl: database.ownerUrl, countyId, today: TODAY, officer, clerk,
    close: async () => {
      await program.close();
      await owner.destroy();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addPlaces(owner: Database): Promise<number> {
  const { countyId } = await owner.insertInto('county').values({ code: '519900', name: '云岭县', demo: true }).returning('countyId').executeTakeFirstOrThrow();
  const county = await addPlace(owner, countyId, null, 'county', '519900000000', '云岭县');
  await owner.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId: county.divisionId, packId: 'sixian', fromDay: '2020-09-09' }).execute();
  for (let index = 1; index <= TOWNSHIPS; index++) {
    const code = `519900${100 + index}`;
    const township = await addPlace(owner, countyId, county, 'township', `${code}000`, `青石${index}镇`);
    for (let village = 1; village <= VILLAGES_EACH; village++) await addPlace(owner, countyId, township, 'village', `${code}${200 + village}`, `柳湾${index}-${village}村`);
  }
  return countyId;
}

interface Place { readonly divisionId: number; readonly path: string }

async function addPlace(owner: Database, countyId: number, parent: Place | null, level: string, code: string, name: string): Promise<Place> {
  const { divisionId } = await owner.insertInto('division').values({ countyId, parentId: parent?.divisionId ?? null, level, code, name, path: '' })
    .returning('divisionId').executeTakeFirstOrThrow();
  const path = `${parent?.path ?? ''}${divisionId}.`;
  await owner.updateTable('division').set({ path }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
  return { divisionId, path };
}

async function addAccounts(owner: Database, program: Program, countyId: number): Promise<{ officer: string; clerk: string }> {
  const session = async (kind: string, code: string): Promise<string> => {
    const [accountId, workerId] = [uuidv7(), uuidv7()];
    const { divisionId } = await owner.selectFrom('division').select('divisionId').where('countyId', '=', countyId).where('code', '=', code).executeTakeFirstOrThrow();
    await owner.insertInto('worker').values({ countyId, workerId, divisionId, name: kind }).execute();
    await owner.insertInto('account').values({ countyId, accountId, divisionId, workerId, username: kind.toLowerCase(), name: kind, passwordHash: '!' }).execute();
    await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind, divisionId, fromDay: '2020-01-01' }).execute();
    return openSession(program.db, { countyId, accountId }, { address: 'bench', agent: 'bench' }, false);
  };
  return { officer: await session('countyOfficer', '519900000000'), clerk: await session('townshipClerk', '519900103000') };
}

/** The people of all households: who looks after them, where, and since when. */
interface Laying {
  readonly countyId: number;
  readonly recorderId: string;
  readonly villages: readonly number[];
  /** Of each village, one worker a role. */
  readonly contacts: readonly (readonly string[])[];
}

async function addHouseholds(owner: Database, countyId: number, households: number): Promise<void> {
  const villages = (await owner.selectFrom('division').select('divisionId').where('countyId', '=', countyId).where('level', '=', 'village').orderBy('code').execute()).map((row) => row.divisionId);
  const contacts = villages.map(() => ROLES.map(() => uuidv7()));
  await owner.insertInto('worker').values(villages.flatMap((divisionId, at) =>
    contacts[at]!.map((workerId, role) => ({ countyId, workerId, divisionId, name: `联系人${at}`, leader: ROLES[role] === 'townshipLeader' })))).execute();
  const { accountId } = await owner.selectFrom('account').select('accountId').where('countyId', '=', countyId).orderBy('accountId').limit(1).executeTakeFirstOrThrow();
  const laying: Laying = { countyId, recorderId: accountId, villages, contacts };
  for (let start = 0; start < households; start += LAID_AT_ONCE) {
    const families = Array.from({ length: Math.min(LAID_AT_ONCE, households - start) }, (_, index) => family(laying, start + index));
    await owner.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = off`.execute(tx);
      for (const table of TABLES) await insertAll(tx, table, families.flatMap((one) => one[table] as never[]));
    });
  }
}

/**
 * One household and what belongs to it; everything but the ids follows from its number, so that two grounds are alike. One in fifty lacks its
 * doctor, one in ten is away, one in three lives alone, one in a hundred has a mark, one in seventy a file grown stale; nineteen in twenty were
 * visited by their carer last week.
 */
function family({ countyId, recorderId, villages, contacts }: Laying, number: number) {
  const at = number % villages.length;
  const row = { countyId, householdId: uuidv7(), divisionId: villages[at]! };
  const spell = { ...row, fromDay: SERVED_FROM };
  const held: readonly string[] = ROLES.filter((role) => number % 50 !== 0 || role !== 'familyDoctor');
  const worker = (role: string): string => contacts[at]![ROLES.indexOf(role as never)]!;
  const visits = number % 20 === 0 ? [] : [{ role: 'carer', visitId: uuidv7() }];
  return {
    household: [{ ...row, ...named(number), updatedOn: number % 70 === 0 ? '2026-05-01' : '2026-11-02', marks: number % 100 === 0 ? ['phone.missing'] : [] }],
    member: [1, 2].map((spouse) => ({ ...row, memberId: uuidv7(), ...memberNamed(number * 3 + spouse) })),
    serviceSpell: [{ ...spell, spellId: uuidv7() }],
    residenceSpell: number % 10 === 0 ? [{ ...spell, spellId: uuidv7(), kind: 'away' }] : [],
    flagSpell: number % 3 === 0 ? [{ ...spell, spellId: uuidv7(), key: 'livingAlone' }] : [],
    assignment: held.map((role) => ({ ...spell, assignmentId: uuidv7(), role, workerId: worker(role) })),
    visit: visits.map(({ visitId }) => ({
      ...row, visitId, day: VISITED_ON, kind: 'home', outcome: 'reached', purposes: ['routine', 'handover'], recorderId, recordedAt: `${VISITED_ON}T09:00:00Z`,
    })),
    visitParticipant: visits.map(({ role, visitId }) => ({ ...row, visitId, workerId: worker(role) })),
  };
}
const TABLES = ['household', 'member', 'serviceSpell', 'residenceSpell', 'flagSpell', 'assignment', 'visit', 'visitParticipant'] as const;

function named(number: number): { headName: string; pinyin: string; initials: string } {
  const { name, ...letters } = memberNamed(number);
  return { headName: name, ...letters };
}

function memberNamed(number: number): { name: string; pinyin: string; initials: string } {
  const parts = [SURNAMES[number % SURNAMES.length]!, GIVEN[Math.floor(number / 31) % GIVEN.length]!, GIVEN[Math.floor(number / 7) % GIVEN.length]!];
  return { name: parts.map(([word]) => word).join(''), pinyin: parts.map(([, letters]) => letters).join(''), initials: parts.map(([, letters]) => letters[0]).join('') };
}

async function computeAll(owner: Database, program: Program, countyId: number, token: string, say: (words: string) => void): Promise<void> {
  const rows = await owner.selectFrom('household').select('householdId').where('countyId', '=', countyId).orderBy('divisionId').orderBy('householdId').execute();
  const ids = rows.map((row) => row.householdId);
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < ids.length) {
      const batch = ids.slice(begun, (begun += REFRESHED_AT_ONCE));
      await runInContext(program, careContext, { token, purpose: 'bench', writes: true }, (ctx) => ctx.duties.refresh(ctx, batch));
      say(`${begun}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
}

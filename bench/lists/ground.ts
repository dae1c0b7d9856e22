import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { day } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { openProgram, type Program } from '../../entry/program.ts';
import { openSession } from '../../modules/accounts/accounts.session.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { keysFrom } from '../../platform/crypto/keys.ts';
import { removeDataFolder } from '../../platform/database/embedded.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database } from '../../platform/database/pool.ts';
import { layAnswers, sameAgain } from './answers.ts';
import { bulk } from './bulk.ts';
import { layFamilies, likeFamilies } from './families.ts';

/** A county so large that a list which reads more than it shows is felt: townships with villages, four contacts a household, duties computed by the engine. */
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

/** Takes some minutes for 100,000 households, most of them for writing down what is owed to each. */
export async function layCounty(households: number): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-bench-'));
  const database = await openMigrated({ folder });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 2 }));
  const program = openProgram({
    appUrl: database.appUrl, keys: keysFrom(randomBytes(32)), book: await loadBook(), clock: { now: () => new Date(), today: () => TODAY },
  });
  const countyId = await addPlaces(owner);
  const { officer, clerk } = await addAccounts(owner, program, countyId);
  const laying = openDatabase(openPool({ url: database.embedded!.superUrl, max: 2 }));
  const alike = await bulk(laying, async (tx) => {
    await layFamilies(tx, countyId, households);
    return likeFamilies(tx);
  });
  await sql`analyze`.execute(laying);
  await layAnswers(laying, program, officer, alike);
  await sql`vacuum analyze`.execute(laying);
  await laying.destroy();
  await sameAgain(owner, program, officer);
  return {
    program, owner, ownerUrl: database.ownerUrl, countyId, today: TODAY, officer, clerk,
    close: async () => {
      await program.close();
      await owner.destroy();
      await database.stop();
      removeDataFolder(folder);
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

interface Division { readonly divisionId: number; readonly path: string }

async function addPlace(owner: Database, countyId: number, parent: Division | null, level: string, code: string, name: string): Promise<Division> {
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
    await owner.insertInto('account').values({ countyId, accountId, divisionId, workerId, username: kind.toLowerCase(), name: kind, passwordHash: '!', mustChangePassword: false }).execute();
    await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind, divisionId, fromDay: '2020-01-01' }).execute();
    return openSession(program.db, { countyId, accountId }, { address: 'bench', agent: 'bench' }, false);
  };
  return { officer: await session('countyOfficer', '519900000000'), clerk: await session('townshipClerk', '519900103000') };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { addDays, day, toDay, toNumber } from '@lianxin/engine';
import { uuidv7 } from 'uuidv7';
import { careContext, openProgram, type Program } from '../../entry/program.ts';
import { openSession } from '../../modules/accounts/accounts.session.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { keysFrom } from '../../platform/crypto/keys.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database } from '../../platform/database/pool.ts';
import { runInContext } from '../../platform/http/kernel.ts';

/** A village cadre each with a village of households that have a year of visits behind them. */
export interface Ground {
  readonly program: Program;
  readonly ownerUrl: string;
  readonly countyId: number;
  readonly today: string;
  readonly cadres: readonly Cadre[];
  close(): Promise<void>;
}

export interface Cadre {
  readonly token: string;
  readonly accountId: string;
  readonly workerId: string;
  readonly divisionId: number;
  readonly households: readonly string[];
}

const VISITS_A_YEAR = 120;

export async function layGround(clients: number, householdsEach: number): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-bench-'));
  const database = await openMigrated({ folder });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 4 }));
  const today = day('2026-11-22');
  const program = openProgram({
    appUrl: database.appUrl, keys: keysFrom(randomBytes(32)), book: await loadBook(), clock: { now: () => new Date(), today: () => today },
  });
  const countyId = (await owner.insertInto('county').values({ code: '519900', name: '云岭县', demo: true }).returning('countyId').executeTakeFirstOrThrow()).countyId;
  const county = await addDivision(owner, countyId, null, 'county', '519900000000');
  await owner.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId: county.divisionId, packId: 'sixian', fromDay: '2020-09-09' }).execute();
  const township = await addDivision(owner, countyId, county, 'township', '519900101000');
  const cadres: Cadre[] = [];
  for (let index = 0; index < clients; index++) {
    const village = await addDivision(owner, countyId, township, 'village', `519900101${200 + index}`);
    cadres.push(await addCadre(owner, program, countyId, village.divisionId, index, householdsEach));
  }
  for (const cadre of cadres) {
    await runInContext(program, careContext, { token: cadre.token, purpose: 'bench', writes: true }, (ctx) => ctx.duties.refresh(ctx, cadre.households));
  }
  return {
    program, countyId, today, cadres, ownerUrl: database.ownerUrl,
    close: async () => {
      await program.close();
      await owner.destroy();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Place { readonly divisionId: number; readonly path: string }

async function addDivision(owner: Database, countyId: number, parent: Place | null, level: string, code: string): Promise<Place> {
  const { divisionId } = await owner.insertInto('division').values({ countyId, parentId: parent?.divisionId ?? null, level, code, name: code, path: '' })
    .returning('divisionId').executeTakeFirstOrThrow();
  const path = `${parent?.path ?? ''}${divisionId}.`;
  await owner.updateTable('division').set({ path }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
  return { divisionId, path };
}

async function addCadre(owner: Database, program: Program, countyId: number, divisionId: number, index: number, householdsEach: number): Promise<Cadre> {
  const [accountId, workerId] = [uuidv7(), uuidv7()];
  await owner.insertInto('worker').values({ countyId, workerId, divisionId, name: `村干部${index}` }).execute();
  await owner.insertInto('account').values({ countyId, accountId, divisionId, workerId, username: `cadre${index}`, name: `村干部${index}`, passwordHash: '!' }).execute();
  await owner.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: 'villageCadre', divisionId, fromDay: '2020-01-01' }).execute();
  const households = Array.from({ length: householdsEach }, () => uuidv7());
  const row = { countyId, divisionId };
  await owner.insertInto('household').values(households.map((householdId) => ({ ...row, householdId, headName: '某家', updatedOn: '2026-11-01' }))).execute();
  await owner.insertInto('serviceSpell').values(households.map((householdId) => ({ ...row, householdId, spellId: uuidv7(), fromDay: '2025-01-01' }))).execute();
  const roles = ['villageCadre', 'carer', 'familyDoctor', 'townshipLeader'];
  await owner.insertInto('assignment').values(households.flatMap((householdId) =>
    roles.map((role) => ({ ...row, householdId, assignmentId: uuidv7(), role, workerId, fromDay: '2025-01-01' })))).execute();
  for (const householdId of households) await addYear(owner, { ...row, householdId }, accountId, workerId);
  const token = await openSession(program.db, { countyId, accountId }, { address: 'bench', agent: 'bench' }, false);
  return { token, accountId, workerId, divisionId, households };
}

async function addYear(owner: Database, row: { countyId: number; divisionId: number; householdId: string }, recorderId: string, workerId: string): Promise<void> {
  const last = toNumber(day('2026-11-20'));
  const visits = Array.from({ length: VISITS_A_YEAR }, (_, index) => ({
    ...row, visitId: uuidv7(), day: toDay(addDays(last, -3 * index)), kind: index % 4 === 0 ? 'home' : 'phone', outcome: 'reached', recorderId, recordedAt: new Date(),
  }));
  await owner.insertInto('visit').values(visits).execute();
  await owner.insertInto('visitParticipant').values(visits.map(({ visitId }) => ({ ...row, visitId, workerId }))).execute();
}

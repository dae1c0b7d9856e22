import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { day } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { careContext, openProgram, type Program } from '../../entry/program.ts';
import { openSession } from '../../modules/accounts/accounts.session.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { keysFrom } from '../../platform/crypto/keys.ts';
import { removeDataFolder } from '../../platform/database/embedded.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database } from '../../platform/database/pool.ts';
import { runInContext } from '../../platform/http/kernel.ts';

/** A village cadre each with villages of households that have a year of visits behind them, one village for each contestant. */
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
  /** By contestant: who writes into a household makes it dearer to read, so no two share one. */
  readonly households: readonly (readonly string[])[];
}

// The third contestant, a bare insert, touches no answer.
const ANSWERED = 2;
const VISITS_A_YEAR = 120;
const DAYS_BETWEEN = 3;

/** The last five weeks are left without a visit, so that every visit posted is the first of its week and credits something. */
const LAST_VISIT = '2026-10-17';

/** Newest first; a worker may enter 31 days back, so there are five Sundays to post. */
export const DAYS_POSTED = ['2026-11-22', '2026-11-15', '2026-11-08', '2026-11-01', '2026-10-25'] as const;

export interface GroundSize {
  readonly clients: number;
  readonly householdsEach: number;
  readonly contestants: number;
}

export async function layGround({ clients, householdsEach, contestants }: GroundSize): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-bench-'));
  const database = await openMigrated({ folder });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 4 }));
  const today = day(DAYS_POSTED[0]);
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
    cadres.push(await addCadre(owner, program, { countyId, divisionId: village.divisionId }, index, { householdsEach, contestants }));
  }
  for (const cadre of cadres) await layAnswers(owner, program, countyId, cadre);
  await sql`vacuum (analyze)`.execute(owner);
  return {
    program, countyId, today, cadres, ownerUrl: database.ownerUrl,
    close: async () => {
      await program.close();
      await owner.destroy();
      await database.stop();
      removeDataFolder(folder);
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

type Row = { readonly countyId: number; readonly divisionId: number };

async function addCadre(owner: Database, program: Program, row: Row, index: number, size: Omit<GroundSize, 'clients'>): Promise<Cadre> {
  const { countyId, divisionId } = row;
  const [accountId, workerId] = [uuidv7(), uuidv7()];
  await owner.insertInto('worker').values({ ...row, workerId, name: `村干部${index}` }).execute();
  await owner.insertInto('account').values({ ...row, accountId, workerId, username: `cadre${index}`, name: `村干部${index}`, passwordHash: '!', mustChangePassword: false }).execute();
  await owner.insertInto('post').values({ ...row, postId: uuidv7(), accountId, kind: 'villageCadre', fromDay: '2020-01-01' }).execute();
  const households = Array.from({ length: size.contestants }, () => Array.from({ length: size.householdsEach }, () => uuidv7()));
  await addHouseholds(owner, row, households.flat(), workerId);
  // The floors read nothing of what was before.
  await addYear(owner, row, households[0]!, { accountId, workerId });
  const token = await openSession(program.db, { countyId, accountId }, { address: 'bench', agent: 'bench' }, false);
  return { token, accountId, workerId, divisionId, households };
}

async function addHouseholds(owner: Database, row: Row, households: readonly string[], workerId: string): Promise<void> {
  await owner.insertInto('household').values(households.map((householdId) => ({ ...row, householdId, headName: '某家', updatedOn: '2026-11-01' }))).execute();
  await owner.insertInto('serviceSpell').values(households.map((householdId) => ({ ...row, householdId, spellId: uuidv7(), fromDay: '2025-01-01' }))).execute();
  const roles = ['villageCadre', 'carer', 'familyDoctor', 'townshipLeader'];
  await owner.insertInto('assignment').values(households.flatMap((householdId) =>
    roles.map((role) => ({ ...row, householdId, assignmentId: uuidv7(), role, workerId, fromDay: '2025-01-01' })))).execute();
}

/** Every fourth a home visit, the others calls. */
async function addYear(owner: Database, row: Row, households: readonly string[], who: { readonly accountId: string; readonly workerId: string }): Promise<void> {
  await sql`
    with laid as (
      insert into app.visit (county_id, visit_id, household_id, division_id, day, kind, outcome, recorder_id, recorded_at)
      select ${row.countyId}, gen_random_uuid(), household_id, ${row.divisionId}, ${LAST_VISIT}::date - ${DAYS_BETWEEN}::int * n,
        case when n % 4 = 0 then 'home' else 'phone' end, 'reached', ${who.accountId}, now()
      from unnest(${[...households]}::uuid[]) household_id, generate_series(0, ${VISITS_A_YEAR}::int - 1) n returning county_id, visit_id, household_id, division_id)
    insert into app.visit_participant (county_id, visit_id, worker_id, household_id, division_id)
    select county_id, visit_id, ${who.workerId}::uuid, household_id, division_id from laid`.execute(owner);
}

/**
 * The engine answers for the first household of a village; the others have the same contacts and the same year behind them, so its answers are
 * theirs under another id. Working all of them out took longer than the bench itself.
 */
async function layAnswers(owner: Database, program: Program, countyId: number, { token, households }: Cadre): Promise<void> {
  const [first, ...twins] = households.slice(0, ANSWERED).flat();
  await runInContext(program, careContext, { token, purpose: 'bench', writes: true }, (ctx) => ctx.duties.refresh(ctx, [first!]));
  await copyRows(owner, countyId, 'duty', first!, twins);
  await copyRows(owner, countyId, 'household_standing', first!, twins);
  await copyRows(owner, countyId, 'kept_facts', first!, twins);
}

/** The id of the household is in the id of its duties too. */
async function copyRows(owner: Database, countyId: number, table: string, from: string, to: readonly string[]): Promise<void> {
  const target = sql.table(`app.${table}`);
  await sql`
    insert into ${target} select copied.*
    from ${target} t, unnest(${[...to]}::text[]) twin, jsonb_populate_record(t, replace(to_jsonb(t)::text, ${from}, twin)::jsonb) copied
    where t.county_id = ${countyId} and t.household_id = ${from}`.execute(owner);
}

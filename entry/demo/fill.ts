import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { toNumber, type Assignment, type DayNumber, type Pack } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { openDatabase, openPool, type Tx } from '../../platform/database/pool.ts';
import { Failure } from '../cli/failure.ts';
import { failureText } from '../cli/failure.text.ts';
import type { Ground } from '../cli/ground.ts';
import type { Say } from '../cli/upkeep.ts';
import { serveText } from '../serve.text.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import { whileBare } from './bare.ts';
import { layCertificates } from './certificates.ts';
import { Chance } from './chance.ts';
import { copyInto, type CopyIn } from './copy.ts';
import { SIDES, layAccounts, layCountyCadres, layDivisions, type DivisionIds, type LaidAccounts } from './county.ts';
import { layDoctors } from './doctors.ts';
import { layHealth } from './health.ts';
import { layEncounters, layHospitals } from './hospital.ts';
import { layMemberLists } from './memberLists.ts';
import { inventFamily, type DemoFamily } from './family.ts';
import { IdNumbers, inventedName, inventedPhone } from './people.ts';
import { COUNTY, townshipCode } from './places.ts';
import { FamilyRows, workerRow } from './rows.ts';
import { layStays } from './stays.ts';
import { everyone, hireCarer, hireStaff, type DemoWorker, type TownshipStaff } from './staff.ts';
import { factsOf, visitYear, type Diligence, type VisitedYear } from './visits.ts';

export interface DemoPlan {
  readonly households: number;
  readonly seed: number;
  /** The system whose county it imitates; 青石镇 follows Huangjin's notice whatever it is. */
  readonly packId: string;
}

// A year of 5,000 families is about 400,000 visits; beyond that they get a month and a half, so that filling takes minutes and not hours.
const LARGEST_WITH_A_YEAR = 5_000;
const SHORT_HISTORY_DAYS = 45;
const YEAR_DAYS = 372;
// Rows of so many families with a year of visits are some 12 MB; while they are written the next are invented.
const FAMILIES_AT_ONCE = 100;
const HUANGJIN = { packId: 'huangjin', fromDay: '2021-10-08' } as const;
const FAMILY_TABLES = [
  'household', 'member', 'identity', 'child', 'service_spell', 'residence_spell', 'flag_spell', 'assignment', 'event', 'visit', 'visit_participant', 'record', 'duty',
  'household_standing', 'duty_tally',
] as const;
const PAUSES_EVERY = 50;
const SAYS_EVERY = 5_000;
const FIRST_ADOPTION = '2020-09-09';
// 清溪镇: the place whose members the hospitals' printed lists name.
const LISTED = 2;

/**
 * Fills an empty database with the invented county 云岭县: everyone in it is made up, the same for the same seed and day. Families, contacts,
 * visits and their records stand as the use cases would have left them, and so do the duties that follow. The records are sealed by
 * whoever goes on: the server's upkeep or the end of the command.
 * @throws Failure when a county is there already, or the pack is unknown
 */
export async function fillDemo(ground: Ground, plan: DemoPlan, say: Say): Promise<{ countyId: number; visits: number }> {
  const began = performance.now();
  const { packs } = ground.program.book;
  if (!Object.hasOwn(packs, plan.packId)) throw new Failure(failureText.packUnknown(plan.packId, Object.keys(packs)), true);
  say(serveText.filling(plan.households));
  const filled = await inOneGo(ground, async (writing) => {
    // Nothing is promised to anyone until the whole county is in.
    await sql`set local synchronous_commit = off`.execute(writing.tx);
    // The indices of 100,000 families are made in one statement, which takes longer than any statement of the server may.
    await sql`set local statement_timeout = 0`.execute(writing.tx);
    if (await writing.tx.selectFrom('county').select('countyId').limit(1).executeTakeFirst()) throw new Failure(failureText.notEmpty());
    const laid = await layCounty(writing, ground, plan, say);
    await takeStock(writing.tx, plan.households);
    return laid;
  });
  say(serveText.filled(plan.households, filled.visits, ((performance.now() - began) / 1000).toFixed(1)));
  return filled;
}

/**
 * Statistics of those tables that hold something and have none. Without them PostgreSQL takes an index in which the whole county is one entry.
 * @param households how many there are: the usual target would read every row of a small county, which takes as long as writing them
 */
async function takeStock(tx: Tx, households: number): Promise<void> {
  await sql`select set_config('default_statistics_target', ${households > LARGEST_WITH_A_YEAR ? '100' : '30'}, true)`.execute(tx);
  await sql`do $$ declare one regclass; begin
    for one in select c.oid from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and pg_relation_size(c.oid) > 0
      and not exists (select from pg_stats s where s.schemaname = 'app' and s.tablename = c.relname)
    loop execute format('analyze %s', one); end loop; end $$`.execute(tx);
}

/** One transaction, and COPY into it. */
interface Writing {
  readonly tx: Tx;
  readonly copyIn: CopyIn;
}

/** A connection of its own, because Kysely knows no COPY and hands out no connection. */
async function inOneGo<T>({ database }: Ground, work: (writing: Writing) => Promise<T>): Promise<T> {
  const pool = openPool({ url: database.ownerUrl, max: 1, copies: true });
  try {
    const client = await pool.connect();
    const only = { connect: async () => client, end: async () => {} } as unknown as typeof pool;
    return await openDatabase(only).transaction().execute((tx) => work({ tx, copyIn: copyInto(client) }));
  } finally {
    await pool.end();
  }
}

/** Everything the families of one county share. */
interface Laid {
  readonly countyId: number;
  readonly ids: DivisionIds;
  readonly townships: readonly TownshipStaff[];
  readonly accounts: LaidAccounts;
  readonly territory: ReadonlyMap<string, Assignment>;
  readonly packOf: (township: TownshipStaff) => Pack;
  readonly today: DayNumber;
}

async function layCounty(writing: Writing, ground: Ground, plan: DemoPlan, say: Say): Promise<{ countyId: number; visits: number }> {
  const { keys, program: { book } } = ground;
  const { tx } = writing;
  const today = toNumber(ground.today);
  const chance = new Chance(plan.seed, 0);
  const { countyId } = await tx.insertInto('county').values({ code: COUNTY.code, name: COUNTY.name, demo: true }).returning('countyId').executeTakeFirstOrThrow();
  const ids = await layDivisions(tx, countyId);
  await tx.insertInto('adoption').values([
    { countyId, adoptionId: uuidv7(), divisionId: ids.get(COUNTY.divisionCode)!, packId: plan.packId, fromDay: FIRST_ADOPTION, toDay: null },
    ...(plan.packId === HUANGJIN.packId ? [] : [{ countyId, adoptionId: uuidv7(), divisionId: ids.get(townshipCode(0))!, ...HUANGJIN, toDay: null }]),
  ]).execute();
  const townships = hireStaff(chance, today, plan.households > LARGEST_WITH_A_YEAR ? SHORT_HISTORY_DAYS : YEAR_DAYS);
  const county = Array.from({ length: 5 }, () => ({ ...hireCarer(chance, COUNTY.divisionCode, today), name: inventedName(chance), phone: inventedPhone(chance) }));
  await insertAll(tx, 'worker', [...county, ...everyone(townships)].map((one) => workerRow(one, countyId, ids.get(one.divisionCode)!, keys)));
  const packOf = (township: TownshipStaff): Pack => book.packs[township.huangjin ? HUANGJIN.packId : plan.packId]!;
  const territory = await layCountyCadres(tx, { countyId, ids, chance }, townships, packOf, county.slice(3));
  const families = new Families(plan, { townships, packOf, today });
  // Some accounts belong to carers, whom only the families bring.
  const carers = await firstCarers(plan, { townships, packOf, today });
  await insertAll(tx, 'worker', carers.map((one) => workerRow(one, countyId, ids.get(one.divisionCode)!, keys)));
  const accounts = await layAccounts(tx, { countyId, ids, chance, today }, { county, townships, carers });
  const visits = await whileBare(tx, FAMILY_TABLES, () => writeFamilies(writing, ground, { countyId, ids, townships, accounts, territory, packOf, today }, families, new Set(carers.map(({ workerId }) => workerId)), say));
  await takeStock(tx, plan.households);
  await layDoctors(tx, { countyId, ids, keys, seed: plan.seed, today, clerks: accounts.clerks }, townships);
  const place = { countyId, divisionId: ids.get(COUNTY.divisionCode)!, keys, book, seed: plan.seed, today };
  // Papers name the hospitals, and whoever comes to one shows a certificate.
  const hospitals = await layHospitals(tx, place);
  await layCertificates(tx, { countyId, divisionIds: [...ids.values()], keys, book, seed: plan.seed, today, officer: accounts.officer });
  await layEncounters(tx, place, hospitals);
  await layHealth(tx, place);
  const followUps = await layStays(tx, place, townships.map(({ code }) => ids.get(code)!), hospitals);
  await layMemberLists(tx, { ...place, listed: ids.get(townshipCode(LISTED))! }, hospitals);
  return { countyId, visits: visits + followUps };
}

interface FamilySource {
  readonly townships: readonly TownshipStaff[];
  readonly packOf: (township: TownshipStaff) => Pack;
  readonly today: DayNumber;
}

/** Which families of a township live in the village whose cadre has an account. */
const CADRE_ROUNDS: readonly number[] = [2, 3, 4];

/** The families of a plan one after another, each from a stream of chance of its own. */
class Families {
  private readonly plan: DemoPlan;
  private readonly source: FamilySource;
  private readonly idNumbers = new IdNumbers();

  constructor(plan: DemoPlan, source: FamilySource) {
    this.plan = plan;
    this.source = source;
  }

  *each(): Generator<{ family: DemoFamily; chance: Chance }> {
    const { townships, packOf, today } = this.source;
    for (let index = 0; index < this.plan.households; index++) {
      const chance = new Chance(this.plan.seed, index + 1);
      const township = townships[index % townships.length]!;
      const drawn = chance.of(township.villages);
      const round = Math.floor(index / townships.length);
      // A cadre who signs in to try the program has families to care for, also in a small county.
      const village = index % townships.length < SIDES && CADRE_ROUNDS.includes(round) ? township.villages[0]! : drawn;
      yield { family: inventFamily(chance, { township, village, pack: packOf(township), today, idNumbers: this.idNumbers, pauses: index % PAUSES_EVERY === PAUSES_EVERY / 2 }), chance };
    }
  }
}

const CARERS_WITH_ACCOUNTS = 3;

function firstCarers(plan: DemoPlan, source: FamilySource): DemoWorker[] {
  const carers: DemoWorker[] = [];
  for (const { family } of new Families({ ...plan, households: Math.min(plan.households, 100) }, source).each()) {
    carers.push(...family.contacts.carers.slice(0, 1));
    if (carers.length >= CARERS_WITH_ACCOUNTS) break;
  }
  return carers.slice(0, CARERS_WITH_ACCOUNTS);
}

async function writeFamilies(writing: Writing, { keys, program: { book } }: Ground, laid: Laid, families: Families, written: ReadonlySet<string>, say: Say): Promise<number> {
  const { countyId, ids, accounts, territory, packOf, today } = laid;
  // The owner writes past the row policies; laying duties asks the scope all the same, as it does of everybody.
  await sql`select set_config('app.write_whole', ${`{${countyId}}`}, true)`.execute(writing.tx);
  const diligence = new Map(everyone(laid.townships).map((one) => [one.workerId, one.diligence]));
  let [visits, count, rows, writes] = [0, 0, new FamilyRows(book), Promise.resolve()];
  for (const { family, chance } of families.each()) {
    const held = territory.get(family.township.code);
    const facts = factsOf(family, packOf(family.township).id, toNumber(FIRST_ADOPTION as never), held ? [held] : []);
    const carers: Diligence = new Map([...diligence, ...family.contacts.carers.map((one) => [one.workerId, one.diligence] as const)]);
    const year: VisitedYear = visitYear(chance, family, facts, book, carers, today);
    const fresh = { ...family, contacts: { ...family.contacts, carers: family.contacts.carers.filter(({ workerId }) => !written.has(workerId)) } };
    rows.add(fresh, facts, year, { countyId, keys, clerk: accounts.clerks.get(family.township.code)!, officer: accounts.officer, divisionId: ids.get(family.village.code)!, chance, today });
    visits += year.visits.length;
    count += 1;
    if (count % FAMILIES_AT_ONCE === 0) {
      await writes;
      writes = rows.write(writing.tx, writing.copyIn, { countyId, today });
      rows = new FamilyRows(book);
    }
    // The batch before goes to the database meanwhile.
    await breathe();
    if (count % SAYS_EVERY === 0) say(serveText.fillingOn(count));
  }
  await writes;
  await rows.write(writing.tx, writing.copyIn, { countyId, today });
  return visits;
}

/** A digest of everyone, every visit and what hospitals wrote of a county, for telling whether two are the same. Keys differ from folder to folder, so it reads plain columns. */
export async function demoDigest({ owner }: Pick<Ground, 'owner'>, countyId: number): Promise<string> {
  const hash = createHash('sha256');
  const rows = [
    await owner.selectFrom('member').select(['memberId', 'householdId', 'name', 'birthDay']).where('countyId', '=', countyId).orderBy('memberId').execute(),
    await owner.selectFrom('visit').select(['visitId', 'householdId', 'day', 'kind', 'outcome', 'purposes']).where('countyId', '=', countyId).orderBy('visitId').execute(),
    await owner.selectFrom('assignment').select(['assignmentId', 'workerId', 'role', 'fromDay', 'toDay']).where('countyId', '=', countyId).orderBy('assignmentId').execute(),
    await owner.selectFrom('encounter').select(['encounterId', 'memberId', 'hospitalId', 'kind', 'day', 'dischargedOn']).where('countyId', '=', countyId).orderBy('encounterId').execute(),
    await owner.selectFrom('bedRequest').select(['requestId', 'memberId', 'answer', 'transport']).where('countyId', '=', countyId).orderBy('requestId').execute(),
    await owner.selectFrom('consent').select(['consentId', 'memberId', 'proposer', 'approvedAt', 'declinedAt']).where('countyId', '=', countyId).orderBy('consentId').execute(),
    await owner.selectFrom('service').select(['serviceId', 'memberId', 'kind', 'untilDay']).where('countyId', '=', countyId).orderBy('serviceId').execute(),
    await owner.selectFrom('memberListPrint').select(['printId', 'members', 'accountName']).where('countyId', '=', countyId).orderBy('printId').execute(),
  ];
  for (const row of rows.flat()) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { day } from '@lianxin/engine';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { openProgram, type Program } from '../../entry/program.ts';
import { openSession } from '../../modules/accounts/accounts.session.ts';
import { keepAdmissions } from '../../modules/hospital/hospital.admissions.ts';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { codeIndex } from '../../platform/codes/codes.ts';
import { numberOf, TOKEN_BYTES } from '../../platform/codes/codes.rules.ts';
import { type Keys, keysFrom } from '../../platform/crypto/keys.ts';
import { removeDataFolder } from '../../platform/database/embedded.ts';
import { openMigrated } from '../../platform/database/migrate-open.ts';
import { openDatabase, openPool, type Database, type Tx } from '../../platform/database/pool.ts';
import { bulk, withoutIndexes } from '../lists/bulk.ts';

/** A designated hospital with its desks, and a county of members who each hold a certificate and have signed with a doctor. */
export interface Ground {
  readonly program: Program;
  readonly ownerUrl: string;
  readonly hospitalId: string;
  readonly desks: readonly string[];
  readonly codes: readonly Code[];
  /** The limits are those of a person serving a queue; each burst begins as if nobody had asked in the last ten minutes. */
  forgetQuestions(): Promise<void>;
  close(): Promise<void>;
}

export interface Code {
  /** As it is typed. */
  readonly number: string;
  readonly index: Buffer;
}

const TODAY = day('2026-11-22');

export async function layGround({ desks, members }: { readonly desks: number; readonly members: number }): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-bench-'));
  const database = await openMigrated({ folder });
  const owner = openDatabase(openPool({ url: database.ownerUrl, max: 2 }));
  const keys = keysFrom(randomBytes(32));
  const book = await loadBook();
  const program = openProgram({ appUrl: database.appUrl, keys, book, clock: { now: () => new Date(), today: () => TODAY } });
  await keepAdmissions(owner, book);
  const place = await addPlace(owner);
  const hospitalId = await addHospital(owner, place.countyId);
  const teamId = await addDoctor(owner, keys, place);
  const tokens: string[] = [];
  for (let index = 0; index < desks; index++) tokens.push(await addDesk(owner, program, place, hospitalId, index));
  const codes = Array.from({ length: members }, () => numberOf(randomBytes(TOKEN_BYTES))).map((number) => ({ number, index: codeIndex(keys, number) }));
  const laying = openDatabase(openPool({ url: database.embedded!.superUrl, max: 1 }));
  await bulk(laying, (tx) => FILLED.reduceRight((work, table) => () => withoutIndexes(tx, table, work), () => layMembers(tx, keys, { ...place, teamId }, codes))());
  await sql`vacuum (analyze)`.execute(laying);
  await laying.destroy();
  return {
    program, ownerUrl: database.ownerUrl, hospitalId, desks: tokens, codes,
    forgetQuestions: async () => { await sql`truncate app.desk_attempt`.execute(owner); },
    close: async () => {
      await program.close();
      await owner.destroy();
      await database.stop();
      removeDataFolder(folder);
    },
  };
}

// Their indexes are built once over all rows.
const FILLED = ['household', 'member', 'service_spell', 'certificate', 'contract'];

interface Place { readonly countyId: number; readonly divisionId: number }

async function addPlace(owner: Database): Promise<Place> {
  const { countyId } = await owner.insertInto('county').values({ code: '519900', name: '云岭县', demo: true }).returning('countyId').executeTakeFirstOrThrow();
  let [parentId, path]: [number | null, string] = [null, ''];
  for (const [level, code] of [['county', '519900000000'], ['township', '519900101000'], ['village', '519900101201']] as const) {
    const { divisionId } = await owner.insertInto('division').values({ countyId, parentId, level, code, name: code, path: '' }).returning('divisionId').executeTakeFirstOrThrow();
    [parentId, path] = [divisionId, `${path}${divisionId}.`];
    await owner.updateTable('division').set({ path }).where('countyId', '=', countyId).where('divisionId', '=', divisionId).execute();
    if (level === 'county') await owner.insertInto('adoption').values({ countyId, adoptionId: uuidv7(), divisionId, packId: 'sixian', fromDay: '2020-09-09' }).execute();
  }
  return { countyId, divisionId: parentId! };
}

async function addHospital(owner: Database, countyId: number): Promise<string> {
  const hospitalId = uuidv7();
  await owner.insertInto('hospital').values({ hospitalId, countyId, code: '519900', name: '云岭县人民医院', level: 'county', public: true }).execute();
  await owner.insertInto('designation').values({ countyId, designationId: uuidv7(), hospitalId, fromDay: '2020-09-09' }).execute();
  await owner.insertInto('deskContact').values({ countyId, contactId: uuidv7(), hospitalId, name: '王秀兰', place: '一楼服务台', inCharge: true, fromDay: '2020-09-09' }).execute();
  return hospitalId;
}

async function addDoctor(owner: Database, keys: Keys, place: Place): Promise<string> {
  const [teamId, workerId] = [uuidv7(), uuidv7()];
  await owner.insertInto('worker').values({ ...place, workerId, name: '何建国', phoneEnc: keys.seal('13900000000') }).execute();
  await owner.insertInto('doctorTeam').values({ ...place, teamId, name: '一队' }).execute();
  await owner.insertInto('doctorTeamMember').values({ ...place, teamId, workerId, level: 'township', lead: true, fromDay: '2020-09-09' }).execute();
  return teamId;
}

async function addDesk(owner: Database, program: Program, place: Place, hospitalId: string, index: number): Promise<string> {
  const [accountId, workerId] = [uuidv7(), uuidv7()];
  const name = `服务台${index}`;
  await owner.insertInto('worker').values({ ...place, workerId, name }).execute();
  await owner.insertInto('account').values({ ...place, accountId, workerId, username: `desk${index}`, name, passwordHash: '!', mustChangePassword: false }).execute();
  await owner.insertInto('post').values({ ...place, postId: uuidv7(), accountId, kind: 'hospitalDesk', hospitalId, fromDay: '2020-01-01' }).execute();
  return openSession(program.db, { countyId: place.countyId, accountId }, { address: 'bench', agent: 'bench' }, false);
}

/** A household, its member, a certificate and a contract for each code; every third lives alone. */
async function layMembers(tx: Tx, keys: Keys, { countyId, divisionId, teamId }: Place & { readonly teamId: string }, codes: readonly Code[]): Promise<void> {
  const row = sql`${countyId}::int, household_id, ${divisionId}::int`;
  await sql`create temp table holder on commit drop as
    select gen_random_uuid() as household_id, gen_random_uuid() as member_id, gen_random_uuid() as certificate_id, code_index, n
    from unnest(${codes.map(({ index }) => index)}::bytea[]) with ordinality as u(code_index, n)`.execute(tx);
  await sql`insert into app.household (county_id, household_id, division_id, head_name, updated_on) select ${row}, '潘三妹', '2026-11-01' from holder`.execute(tx);
  await sql`insert into app.member (county_id, household_id, division_id, member_id, name, birth_day, id_number_enc)
    select ${row}, member_id, '潘三妹', '1960-05-01', ${keys.seal('519900196005010021')}::bytea from holder`.execute(tx);
  await sql`insert into app.service_spell (county_id, household_id, division_id, spell_id, from_day) select ${row}, gen_random_uuid(), '2025-01-01' from holder`.execute(tx);
  await sql`insert into app.flag_spell (county_id, household_id, division_id, spell_id, key, from_day)
    select ${row}, gen_random_uuid(), 'livingAlone', '2025-01-01' from holder where n % 3 = 0`.execute(tx);
  await sql`insert into app.certificate (county_id, household_id, division_id, certificate_id, member_id, kind, code_enc, code_index, issued_on, issued_by, delivered_on)
    select ${row}, certificate_id, member_id, 'specialSupport', ${Buffer.alloc(160, 7)}::bytea, code_index, '2026-01-01', gen_random_uuid(), '2026-01-02' from holder`.execute(tx);
  await sql`insert into app.certificate_code (code_index, county_id, certificate_id) select code_index, ${countyId}::int, certificate_id from holder`.execute(tx);
  await sql`insert into app.contract (county_id, household_id, division_id, contract_id, member_id, team_id, package_id, state, offered_on, signed_on, from_day, to_day, recorder_id)
    select ${row}, gen_random_uuid(), member_id, ${teamId}::uuid, 'basic', 'signed', '2026-01-01', '2026-01-01', '2026-01-01', '2026-12-31', gen_random_uuid() from holder`.execute(tx);
}

import { addDays, toDay, type DayNumber } from '@lianxin/engine';
import type { Insertable } from 'kysely';
import { lastDayOf } from '../../platform/calendar/periods.rules.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB } from '../../platform/database/schema.ts';
import { sealChange } from '../../platform/records/records.ts';
import { Chance } from './chance.ts';
import type { TownshipStaff } from './staff.ts';

interface Place {
  readonly countyId: number;
  readonly ids: ReadonlyMap<string, number>;
  readonly keys: Keys;
  readonly seed: number;
  readonly today: DayNumber;
  readonly clerks: ReadonlyMap<string, string>;
}

// Streams of families count upwards from one; this one is far from all of them.
const STREAM = 0x7fff0000;
// Contracts of so many members with their records are some 5 MB before they are written.
const MEMBERS_AT_ONCE = 2_000;
const MONTHS = 12;

/** A team for each township, and what each member said to a contract: most signed, some are being asked, some would rather not, a few were never asked. */
export async function layDoctors(tx: Tx, place: Place, townships: readonly TownshipStaff[]): Promise<void> {
  const chance = new Chance(place.seed, STREAM);
  for (const township of townships) await layTownship(tx, place, township, chance);
}

async function layTownship(tx: Tx, { countyId, ids, keys, today, clerks }: Place, township: TownshipStaff, chance: Chance): Promise<void> {
  const teamId = await layTeam(tx, { countyId, ids, chance, today }, township);
  const setting: Setting = { countyId, keys, chance, today, teamId, clerk: clerks.get(township.code)!, doctor: township.doctors[0]!.workerId };
  const members = await listSigners(tx, countyId, [township.code, ...township.villages.map(({ code }) => code)].map((code) => ids.get(code)!), toDay(today));
  for (let first = 0; first < members.length; first += MEMBERS_AT_ONCE) {
    const said = members.slice(first, first + MEMBERS_AT_ONCE).flatMap((member) => saidBy(member, setting));
    await insertAll(tx, 'contract', said.map(({ contract }) => contract));
    await insertAll(tx, 'record', said.map(({ record }) => record));
  }
}

async function layTeam(tx: Tx, { countyId, ids, chance, today }: Pick<Place, 'countyId' | 'ids' | 'today'> & { chance: Chance }, township: TownshipStaff): Promise<string> {
  const teamId = chance.id(today);
  const divisionId = ids.get(township.code)!;
  const fromDay = '2020-09-09';
  await tx.insertInto('doctorTeam').values({ countyId, teamId, divisionId, name: `${township.name}卫生院家庭医生团队` }).execute();
  const village = new Map(township.villages.map(({ doctor }) => [doctor.workerId, doctor]));
  await insertAll(tx, 'doctorTeamMember', [
    ...township.doctors.map(({ workerId }, index) => ({ countyId, teamId, workerId, divisionId, level: 'township', lead: index === 0, fromDay })),
    ...[...village.keys()].map((workerId) => ({ countyId, teamId, workerId, divisionId, level: 'village', lead: false, fromDay })),
  ]);
  return teamId;
}

interface Signer { readonly memberId: string; readonly householdId: string; readonly divisionId: number }

/** Served and living, in an order that is the same for the same seed. */
function listSigners(tx: Tx, countyId: number, divisionIds: readonly number[], today: string): Promise<Signer[]> {
  return tx.selectFrom('member as m').innerJoin('householdStanding as s', (join) => join.onRef('s.householdId', '=', 'm.householdId').on('s.countyId', '=', countyId))
    .select(['m.memberId', 'm.householdId', 'm.divisionId']).where('m.countyId', '=', countyId).where('m.divisionId', 'in', [...divisionIds]).where('s.served', '=', true)
    .where((eb) => eb.or([eb('m.deathDay', 'is', null), eb('m.deathDay', '>', today)])).orderBy('m.memberId').execute();
}

interface Setting { readonly countyId: number; readonly keys: Keys; readonly chance: Chance; readonly today: DayNumber; readonly teamId: string; readonly clerk: string; readonly doctor: string }
interface Written { readonly contract: Insertable<DB['contract']>; readonly record: Insertable<DB['record']> }

// In a hundred members: eighty-five under contract, six of them in their last month.
const SAID = [['signed', 79], ['expiring', 6], ['offered', 3], ['refused', 6], ['lapsed', 2], ['none', 4]] as const;
const REFUSED = [['hasOwnDoctor', 3], ['livesElsewhere', 3], ['notNow', 3], ['noNeed', 2], ['doesNotTrust', 1]] as const;

function saidBy(member: Signer, setting: Setting): Written[] {
  const { chance, today } = setting;
  switch (chance.weighed(SAID)) {
    case 'signed': return [signed(member, setting, addDays(today, -chance.int(1, 330)))];
    case 'expiring': return [signed(member, setting, addDays(today, -chance.int(338, 363)))];
    case 'lapsed': return [signed(member, setting, addDays(today, -chance.int(380, 460)))];
    case 'offered': return [written(member, setting, addDays(today, -chance.int(1, 40)), { state: 'offered' })];
    case 'refused': return [refused(member, setting)];
    default: return [];
  }
}

function signed(member: Signer, setting: Setting, from: DayNumber): Written {
  const fromDay = toDay(from);
  return written(member, setting, from, { state: 'signed', signedOn: fromDay, fromDay, toDay: lastDayOf(fromDay, MONTHS) });
}

function refused(member: Signer, setting: Setting): Written {
  const { chance, today } = setting;
  const on = addDays(today, -chance.int(20, 200));
  // A few are due to be asked again this week.
  const askAgainOn = chance.perMille(250) ? toDay(addDays(today, -chance.int(0, 6))) : chance.perMille(600) ? toDay(addDays(today, chance.int(20, 150))) : null;
  return written(member, setting, on, { state: 'refused', refusedOn: toDay(on), refusal: chance.weighed(REFUSED), askAgainOn });
}

// Rows written together have the same columns, whatever each member said.
const UNSAID = { signedOn: null, fromDay: null, toDay: null, refusedOn: null, refusal: null, askAgainOn: null } as const;

function written({ memberId, householdId, divisionId }: Signer, { countyId, keys, chance, clerk, teamId }: Setting, on: DayNumber, said: { readonly state: string } & Partial<Insertable<DB['contract']>>): Written {
  const contractId = chance.id(on);
  const agreed = { memberId, teamId, packageId: 'basic', offeredOn: toDay(on), renews: null };
  return {
    contract: { countyId, contractId, householdId, divisionId, ...agreed, recorderId: clerk, ...UNSAID, ...said },
    record: {
      countyId, recordId: chance.id(on), at: chance.time(on), kind: 'change', accountId: clerk, sessionId: null, purpose: '', subject: 'contract', subjectId: contractId, householdId, divisionId,
      householdIds: [householdId], action: 'create', reason: '', contentEnc: sealChange({ keys }, { before: null, after: { ...agreed, ...said } }),
    },
  };
}

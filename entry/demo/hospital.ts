import { addDays, toDay, type Book, type DayNumber } from '@lianxin/engine';
import { sql, type Insertable } from 'kysely';
import { benefitsOn } from '../../modules/policies/care.rules.ts';
import { policyBook } from '../../modules/policies/policies.context.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB, Json } from '../../platform/database/schema.ts';
import { Chance } from './chance.ts';
import { inventedName, inventedPhone } from './people.ts';

export interface HospitalPlace {
  readonly countyId: number;
  /** The county's own division. */
  readonly divisionId: number;
  readonly keys: Keys;
  readonly book: Book;
  readonly seed: number;
  readonly today: DayNumber;
}

// Streams of families count upwards from one; these are far from all of them.
const STREAM = 0x7ffd0000;
const USE_STREAM = 0x7ffc0000;
const BEGAN = '2020-09-09';

/** The invented hospitals: where they lie tells "within the county" (six digits) and "within the city" (four). */
const HOSPITALS = [
  { username: 'county', name: '云岭县人民医院', code: '519900', level: 'county', designated: true },
  { username: null, name: '云岭县中医院', code: '519900', level: 'county', designated: false },
  { username: 'city', name: '云州市立医院', code: '519901', level: 'city', designated: true },
] as const;

export interface LaidHospital {
  readonly hospitalId: string;
  readonly username: (typeof HOSPITALS)[number]['username'];
  readonly name: string;
  /** Account of its desk, and what whoever stands there is called; null: it has none yet. */
  readonly desk: string | null;
  readonly deskName: string;
  readonly head: { readonly accountId: string; readonly name: string } | null;
}

/** Hospitals, who is asked for at them, and accounts for two desks and one head (D1). Laid before the papers, which name them. */
export async function layHospitals(tx: Tx, { countyId, divisionId, keys, seed, today }: HospitalPlace): Promise<LaidHospital[]> {
  const chance = new Chance(seed, STREAM);
  const laid = HOSPITALS.map((one) => ({ ...one, hospitalId: chance.id(today), desk: one.username === null ? null : chance.id(today) }));
  await insertAll(tx, 'hospital', laid.map(({ hospitalId, code, name, level }) => ({ hospitalId, countyId, code, name, level, public: true })));
  const designated = laid.filter((one) => one.designated);
  await insertAll(tx, 'designation', designated.map(({ hospitalId }) => ({ countyId, designationId: chance.id(today), hospitalId, fromDay: BEGAN })));
  await insertAll(tx, 'deskContact', designated.map(({ hospitalId }) => ({
    countyId, contactId: chance.id(today), hospitalId, name: inventedName(chance), phoneEnc: keys.seal(inventedPhone(chance)), place: '门诊一楼二号窗', inCharge: true, fromDay: BEGAN,
  })));
  const named = laid.map((one, index): LaidHospital => ({
    ...one, deskName: inventedName(chance), head: index === 0 ? { accountId: chance.id(today), name: inventedName(chance) } : null,
  }));
  await layAccounts(tx, { countyId, divisionId, chance, today }, named.flatMap(accountsOf));
  return named;
}

interface DeskAccount { readonly username: string; readonly accountId: string; readonly name: string; readonly kind: string; readonly hospitalId: string }

function accountsOf({ hospitalId, username, desk, deskName, head }: LaidHospital): DeskAccount[] {
  return [
    ...(desk === null ? [] : [{ username: `desk.${username}`, accountId: desk, name: deskName, kind: 'hospitalDesk', hospitalId }]),
    ...(head === null ? [] : [{ username: `head.${username}`, ...head, kind: 'hospitalHead', hospitalId }]),
  ];
}

async function layAccounts(tx: Tx, { countyId, divisionId, chance, today }: { countyId: number; divisionId: number; chance: Chance; today: DayNumber }, accounts: readonly DeskAccount[]): Promise<void> {
  await insertAll(tx, 'account', accounts.map(({ username, accountId, name }) => ({
    countyId, accountId, divisionId, workerId: null, username, name,
    // No password opens it until whoever prints them has drawn one (openDemoAccounts).
    passwordHash: '!', mustChangePassword: false, failures: 0, demo: true, machine: false, language: 'zh', textSize: 'normal', createdAt: chance.time(today),
  })));
  await insertAll(tx, 'username', accounts.map(({ username, accountId }) => ({ username, countyId, accountId })));
  await insertAll(tx, 'post', accounts.map(({ accountId, kind, hospitalId }) => ({ countyId, postId: chance.id(today), accountId, kind, divisionId, fromDay: '2020-01-01', toDay: null, hospitalId })));
}

// In thousandths of the holders: came to a desk in the last year; the office of an invented county wonders about the others (D10).
const CAME = 420;
const YEAR = 360;
const MOST = 4;
const URGENT = 60;
const ACCOMPANIED = 300;
const DEPARTMENTS = ['内科', '外科', '骨科', '眼科', '中医科', '口腔科', '慢病门诊'] as const;
const COMPANIONS = ['导医', '邻居', '村干部', '家庭医生'] as const;

/** A year of holders at the desks, with what was not charged: mostly ordinary outpatient visits, each with the article that waives its fee. */
export async function layEncounters(tx: Tx, { countyId, book, seed, today }: HospitalPlace, hospitals: readonly LaidHospital[]): Promise<void> {
  const chance = new Chance(seed, USE_STREAM);
  const desks = hospitals.filter((one): one is LaidHospital & { desk: string } => one.desk !== null);
  const holders = await tx.selectFrom('certificate as c').innerJoin('member as m', (join) => join.onRef('m.countyId', '=', 'c.countyId').onRef('m.memberId', '=', 'c.memberId').on('m.countyId', '=', countyId))
    .select(['c.certificateId', 'c.householdId', 'c.divisionId', 'c.memberId', sql<string>`app.masked_name(m.name)`.as('shownName'), sql<string | null>`app.pack_of(c.county_id, c.division_id, ${toDay(today)}::date)`.as('packId')])
    .where('c.countyId', '=', countyId).where('c.endedOn', 'is', null).where('c.codeIndex', 'is not', null).orderBy('c.memberId').orderBy('c.kind').execute();
  const [encounters, waivers]: [Insertable<DB['encounter']>[], Insertable<DB['waiver']>[]] = [[], []];
  for (const { packId, ...holder } of holders) {
    if (!chance.perMille(CAME)) continue;
    for (let times = chance.int(1, MOST); times > 0; times--) {
      const on = addDays(today, -chance.int(1, YEAR));
      const desk = chance.of(desks);
      const encounterId = chance.id(on);
      const row = { countyId, encounterId, hospitalId: desk.hospitalId, householdId: holder.householdId, divisionId: holder.divisionId, memberId: holder.memberId, recorderId: desk.desk, recordedAt: chance.time(on) };
      const urgent = chance.perMille(URGENT);
      encounters.push({
        ...row, certificateId: holder.certificateId, shownName: holder.shownName, kind: urgent ? 'emergency' : 'outpatient', urgent, day: toDay(on),
        department: urgent ? '急诊科' : chance.of(DEPARTMENTS), companion: chance.perMille(ACCOMPANIED) ? chance.of(COMPANIONS) : '',
      });
      const fee = packId === null || urgent ? undefined : benefitsOn(policyBook({ book }), packId, on).find(({ kind, care, perYear }) => kind === 'waiver' && perYear === null && care.includes('outpatient'));
      if (fee && packId) waivers.push({ ...row, waiverId: chance.id(on), benefitId: fee.id, packId, clause: fee.clause as unknown as Json, day: toDay(on), granted: true, amount: chance.int(5, 12) });
    }
  }
  await insertAll(tx, 'encounter', encounters);
  await insertAll(tx, 'waiver', waivers);
}

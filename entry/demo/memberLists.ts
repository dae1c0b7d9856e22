import { addDays, toDay, type DayNumber } from '@lianxin/engine';
import { sql, type Insertable } from 'kysely';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB } from '../../platform/database/schema.ts';
import { sealChange } from '../../platform/records/records.ts';
import { Chance } from './chance.ts';
import type { HospitalPlace, LaidHospital } from './hospital.ts';

// Streams of families count upwards from one; this one is far from all of them.
const STREAM = 0x7ffa0000;

interface Signer { readonly accountId: string; readonly workerId: string | null; readonly name: string }

interface ListPlot {
  readonly hospital: 'county' | 'city';
  /** Days before the county is laid, as all numbers here. */
  readonly asked: number;
  readonly purpose: string;
  readonly decided?: { readonly on: number; readonly refusal?: string; readonly until?: number };
  readonly withdrawn?: { readonly on: number; readonly reason: string };
  readonly copies?: readonly number[];
}

/** One of each state: waiting, open to be printed, refused, past its days, taken back. */
const LISTS: readonly ListPlot[] = [
  { hospital: 'county', asked: 1, purpose: '年底体检集中来院，导医台提前核对优先队列' },
  { hospital: 'county', asked: 9, purpose: '急诊分诊台夜间没有网络，核对绿色通道', decided: { on: 8, until: -6 }, copies: [8, 2] },
  { hospital: 'county', asked: 52, purpose: '发给各科室主任了解情况', decided: { on: 51, refusal: '各科室不需要拿到名单，请到窗口当场查验；确有需要请写明由谁保管。' } },
  { hospital: 'city', asked: 95, purpose: '市里定点医院换系统，窗口停用三天', decided: { on: 94, until: 80 }, copies: [93] },
  { hospital: 'county', asked: 150, purpose: '新导医台启用，先用纸质名单', decided: { on: 149, until: 125 }, withdrawn: { on: 146, reason: '导医台装好了扫码枪，用不着纸质名单了' } },
];

/** Printed lists as a year leaves them (D9). A hospital without a head of its own had the county's office ask for it. @param divisionId the place they name */
export async function layMemberLists(tx: Tx, place: HospitalPlace & { readonly listed: number }, hospitals: readonly LaidHospital[]): Promise<void> {
  const { countyId, today, seed } = place;
  const chance = new Chance(seed, STREAM);
  const office = await tx.selectFrom('account').select(['accountId', 'workerId', 'name']).where('countyId', '=', countyId).where('username', 'in', ['admin', 'officer']).orderBy('username').execute();
  const [administrator, officer] = office as [Signer, Signer];
  const [lists, prints, records]: [Insertable<DB['memberList']>[], Insertable<DB['memberListPrint']>[], Insertable<DB['record']>[]] = [[], [], []];
  for (const plot of LISTS) {
    const hospital = hospitals.find(({ username }) => username === plot.hospital)!;
    const asker = hospital.head === null ? administrator : { ...hospital.head, workerId: null };
    const list = listRow(plot, { place, chance, hospital, asker, officer });
    lists.push(list);
    records.push(recordOf(place, chance, { action: 'ask', at: list.askedAt as Date, accountId: asker.accountId, list, after: { purpose: plot.purpose } }));
    for (const [index, days] of (plot.copies ?? []).entries()) {
      const on = addDays(today, -days);
      const { members, families } = await listedOn(tx, place, on);
      const printedAt = chance.time(on);
      prints.push({ countyId, printId: chance.id(on), listId: list.listId, copy: index + 1, members, accountId: asker.accountId, accountName: asker.name, printedAt });
      records.push({ ...recordOf(place, chance, { action: 'print', at: printedAt, accountId: asker.accountId, list, after: null }), kind: 'read', householdIds: families, purpose: plot.purpose });
    }
  }
  await insertAll(tx, 'memberList', lists);
  await insertAll(tx, 'memberListPrint', prints);
  await insertAll(tx, 'record', records);
}

interface Asking {
  readonly place: HospitalPlace & { readonly listed: number };
  readonly chance: Chance;
  readonly hospital: LaidHospital;
  readonly asker: Signer;
  readonly officer: Signer;
}

function listRow({ asked, purpose, decided, withdrawn }: ListPlot, { place: { countyId, listed, today }, chance, hospital, asker, officer }: Asking): Insertable<DB['memberList']> {
  const back = (days: number): DayNumber => addDays(today, -days);
  const approved = decided?.until === undefined ? null : toDay(back(decided.until));
  return {
    countyId, listId: chance.id(back(asked)), hospitalId: hospital.hospitalId, purpose, byHospital: hospital.head !== null,
    askedBy: asker.accountId, askedWorker: asker.workerId, askedName: asker.name, askedAt: chance.time(back(asked)),
    decidedBy: decided ? officer.accountId : null, decidedWorker: decided ? officer.workerId : null, decidedName: decided ? officer.name : null, decidedOn: decided ? toDay(back(decided.on)) : null,
    divisionId: approved === null ? null : listed, untilDay: approved, refusal: decided?.refusal ?? null,
    withdrawnAt: withdrawn ? chance.time(back(withdrawn.on)) : null, withdrawnName: withdrawn ? asker.name : null, withdrawReason: withdrawn?.reason ?? null,
  };
}

/** Whom a copy of that day names: who held a certificate then and lives in that place. */
async function listedOn(tx: Tx, { countyId, listed }: HospitalPlace & { readonly listed: number }, on: DayNumber): Promise<{ members: number; families: string[] }> {
  const { rows: [row] } = await sql<{ members: number; families: string[] }>`
    select count(distinct c.member_id)::int as members, coalesce(array_agg(distinct c.household_id), '{}') as families
    from app.division d join app.certificate c on c.county_id = ${countyId} and c.division_id = d.division_id
    join app.member m on m.county_id = ${countyId} and m.member_id = c.member_id and m.death_day is null
    join app.household_standing s on s.county_id = ${countyId} and s.household_id = c.household_id and s.served
    where d.county_id = ${countyId} and (d.division_id = ${listed} or d.parent_id = ${listed}) and c.ended_on is null
      and c.issued_on <= ${toDay(on)}::date and (c.expires_on is null or c.expires_on >= ${toDay(on)}::date)`.execute(tx);
  return row!;
}

interface Step { readonly action: string; readonly at: Date; readonly accountId: string; readonly list: Insertable<DB['memberList']>; readonly after: unknown }

function recordOf({ countyId, keys, today }: HospitalPlace, chance: Chance, { action, at, accountId, list, after }: Step): Insertable<DB['record']> {
  return {
    countyId, recordId: chance.id(today), at, kind: 'change', accountId, sessionId: null, purpose: '', subject: 'memberList', subjectId: list.listId, householdId: null, divisionId: null,
    householdIds: [], action, reason: '', contentEnc: after === null ? null : sealChange({ keys }, { before: null, after }),
  };
}

import { addDays, toDay, toNumber, type Book, type Day, type DayNumber } from '@lianxin/engine';
import { sql, type Insertable } from 'kysely';
import type { ConditionGroup } from '../../modules/doctors/health.schema.ts';
import { offeredBy, prescriptionDays } from '../../modules/doctors/services.rules.ts';
import { policyBook } from '../../modules/policies/policies.context.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB } from '../../platform/database/schema.ts';
import { Chance } from './chance.ts';

interface Place {
  readonly countyId: number;
  readonly keys: Keys;
  readonly book: Book;
  readonly seed: number;
  readonly today: DayNumber;
}

// Streams of families count upwards from one; this one is far from all of them.
const STREAM = 0x7ff90000;
// A doctor's files, not a county's: enough to open any of them and find something in it.
const PATIENTS_OF_A_DOCTOR = 120;

const CONDITIONS: readonly (readonly [ConditionGroup, readonly string[]])[] = [
  ['hypertension', ['上门量 148/90，药照旧，早晚各量一次记在本子上。', '血压平稳，嘱咐少盐，天冷起床慢一点。']],
  ['diabetes', ['空腹 8.1，饭后走动半小时，下月复查。', '换了药以后没有头晕，脚上没有破口。']],
  ['joints', ['两膝上下楼疼，教了坐着抬腿的动作。', '腰疼反复，热敷后好些，重活请邻居帮忙。']],
  ['heart', ['走快了胸闷，随身带药，约好到县医院复查。']],
  ['lung', ['入冬咳嗽，戒烟三个月了，打过流感疫苗。']],
];
const CHECKS = ['年度体检：血压略高，其余正常，结果已当面讲过。', '年度体检：血糖偏高，约好两周后复查。', '年度体检：听力下降，建议配助听器，帮着问补贴。'] as const;
const ELDERLY = ['老年人健康管理：能自理，记性尚好，家里加了防滑垫。', '老年人健康管理：步子慢，厕所装了扶手，叮嘱夜里开灯。'] as const;
const PRESCRIBED = ['降压药，饭后服。', '降糖药和阿司匹林，药盒按早晚分好。', '护心药，随身带一份。'] as const;

/** Health files and long prescriptions of those under contract with the doctors who sign in (C2, C4): some end soon, some were settled. */
export async function layHealth(tx: Tx, place: Place): Promise<void> {
  const chance = new Chance(place.seed, STREAM);
  const [entries, services]: [Insertable<DB['healthEntry']>[], Insertable<DB['service']>[]] = [[], []];
  for (const patient of await listTeamPatients(tx, place)) {
    entries.push(...entriesOf(place, chance, patient));
    if (chance.perMille(PRESCRIBED_TO)) services.push(...prescribed(place, chance, patient));
  }
  await insertAll(tx, 'healthEntry', entries);
  await insertAll(tx, 'service', services);
}

interface TeamPatient {
  readonly householdId: string;
  readonly divisionId: number;
  readonly memberId: string;
  readonly birthDay: Day;
  readonly contractId: string;
  readonly packageId: string;
  readonly packId: string;
  readonly fromDay: Day;
  readonly accountId: string;
  readonly workerId: string;
}

/** In an order that is the same for the same seed. */
async function listTeamPatients(tx: Tx, { countyId, today }: Place): Promise<TeamPatient[]> {
  const { rows } = await sql<TeamPatient>`
    select k.household_id, k.division_id, k.member_id, k.birth_day, k.contract_id, k.package_id, app.pack_of(${countyId}, k.division_id, ${toDay(today)}::date) as pack_id, k.from_day,
      a.account_id, a.worker_id
    from app.post p join app.account a on a.county_id = ${countyId} and a.account_id = p.account_id
    cross join lateral (
      select c.*, m.birth_day from app.division d join app.contract c on c.county_id = ${countyId} and c.division_id = d.division_id and c.state = 'signed'
        join app.member m on m.county_id = ${countyId} and m.member_id = c.member_id
      where d.county_id = ${countyId} and d.parent_id = p.division_id and c.to_day >= ${toDay(today)}::date and c.from_day < ${toDay(today)}::date and m.birth_day is not null
      order by c.member_id limit ${PATIENTS_OF_A_DOCTOR}) k
    where p.county_id = ${countyId} and p.kind = 'familyDoctor' order by p.division_id, k.member_id`.execute(tx);
  return rows;
}

type Entry = readonly [kind: string, content: { readonly words: string; readonly group?: ConditionGroup; readonly special?: string }];

// In thousandths of the patients.
const ILL = 620;
const CHECKED = 560;
const PRESCRIBED_TO = 260;
const ENDS_SOON = 250;
const LONG_AGO = 70;
const OLD_DAYS = 65 * 365;

function entriesOf({ countyId, keys, today }: Place, chance: Chance, { householdId, divisionId, memberId, birthDay, fromDay, accountId }: TeamPatient): Insertable<DB['healthEntry']>[] {
  const found: Entry[] = [];
  if (chance.perMille(ILL)) {
    const [group, words] = chance.of(CONDITIONS);
    found.push(['condition', { group, words: chance.of(words) }]);
    if (chance.perMille(300)) found.push(['special', { special: 'chronic', words: '按慢病建专档，每季度随访。' }]);
  }
  if (chance.perMille(CHECKED)) found.push(['healthCheck', { words: chance.of(CHECKS) }]);
  if (today - toNumber(birthDay) >= OLD_DAYS) found.push(['elderly', { words: chance.of(ELDERLY) }]);
  return found.map(([kind, content]) => {
    const on = sinceContract(chance, fromDay, today);
    return { countyId, entryId: chance.id(on), householdId, divisionId, memberId, kind, contentEnc: keys.seal(JSON.stringify(content)), day: toDay(on), authorId: accountId, signedAt: chance.time(on), replaces: null };
  });
}

const sinceContract = (chance: Chance, fromDay: Day, today: DayNumber): DayNumber => addDays(toNumber(fromDay), chance.int(0, today - 1 - toNumber(fromDay)));

/** The latest one alone: those before it have been settled by it. */
function prescribed({ countyId, keys, book, today }: Place, chance: Chance, patient: TeamPatient): Insertable<DB['service']>[] {
  const { householdId, divisionId, memberId, contractId, packId, packageId, fromDay, accountId, workerId } = patient;
  const prescription = offeredBy(policyBook({ book }), packId, packageId, today).find((one) => one.prescription !== null);
  if (!prescription?.prescription) return [];
  const { weeksFrom, weeksTo, remindDays } = prescription.prescription;
  const weeks = chance.int(weeksFrom, weeksTo);
  const ago = chance.perMille(ENDS_SOON) ? weeks * 7 - chance.int(1, remindDays) : chance.int(1, LONG_AGO);
  const on = addDays(today, -Math.min(ago, today - toNumber(fromDay)));
  const days = prescriptionDays(prescription.prescription, toDay(on), weeks)!;
  const over = toNumber(days.untilDay) < today;
  return [{
    countyId, serviceId: chance.id(on), householdId, divisionId, memberId, contractId, visitId: null, kind: prescription.kind, day: toDay(on), workerId, purposes: [],
    contentEnc: keys.seal(chance.of(PRESCRIBED)), untilDay: days.untilDay, remindOn: days.remindOn, doneOn: over ? days.remindOn : null, recorderId: accountId, recordedAt: chance.time(on),
  }];
}

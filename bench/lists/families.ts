import { sql } from 'kysely';
import type { Tx } from '../../platform/database/pool.ts';

export const ROLES = ['townshipLeader', 'villageCadre', 'carer', 'familyDoctor'] as const;

// Two weeks, so that a household has some fifteen duties: the lists read as much as they would of a year, and laying the ground stays within minutes.
const SERVED_FROM = '2026-11-09';
const VISITED_ON = '2026-11-13';
const SURNAMES = pairs('潘 pan 王 wang 李 li 赵 zhao 陈 chen 杨 yang 周 zhou 吴 wu 徐 xu 孙 sun 马 ma 朱 zhu 胡 hu 林 lin 郭 guo 何 he 高 gao 罗 luo 郑 zheng 梁 liang 谢 xie 宋 song 唐 tang 许 xu 韩 han');
const GIVEN = pairs('春 chun 秀 xiu 德 de 国 guo 桂 gui 玉 yu 明 ming 金 jin 长 chang 永 yong 庆 qing 素 su 文 wen 建 jian 兰 lan 芳 fang 英 ying 华 hua');

function pairs(line: string): { words: readonly string[]; letters: readonly string[] } {
  const parts = line.split(' ');
  return { words: parts.filter((_, at) => at % 2 === 0), letters: parts.filter((_, at) => at % 2 === 1) };
}

/**
 * So many families and what belongs to them, made where they are stored: sent from here, a million rows take ten times as long. Everything follows
 * from a family's number, so that two grounds are alike. One in fifty lacks its doctor, one in ten is away, one in three lives alone, one in a
 * hundred has a mark, one in seventy a file grown stale; nineteen in twenty were visited by their carer last week.
 */
export async function layFamilies(tx: Tx, countyId: number, households: number): Promise<void> {
  await prepare(tx, countyId, households);
  await layPeople(tx);
  await laySpells(tx);
  await layVisits(tx);
}

async function prepare(tx: Tx, countyId: number, households: number): Promise<void> {
  await sql`create function pg_temp.id(kind int, number bigint) returns uuid language sql immutable as
    $$ select ('019a0000-00' || lpad(to_hex(kind), 2, '0') || '-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$`.execute(tx);
  await sql`create function pg_temp.named(number bigint, surnames text[], given text[]) returns text[] language sql immutable as
    $$ select array[surnames[1 + number % cardinality(surnames)], given[1 + number / 31 % cardinality(given)], given[1 + number / 7 % cardinality(given)]] $$`.execute(tx);
  await sql`create temp table family on commit drop as
    select v.county_id, pg_temp.id(1, n) as household_id, v.division_id, n as number, v.place
    from generate_series(0, ${households}::int - 1) n
    join (select d.county_id, d.division_id, row_number() over (order by d.code) - 1 as place, count(*) over () as places
      from app.division d where d.county_id = ${countyId} and d.level = 'village') v on v.place = n % v.places
    order by n`.execute(tx);
  await sql`analyze family`.execute(tx);
}

async function layPeople(tx: Tx): Promise<void> {
  const named = (number: ReturnType<typeof sql>) => sql`pg_temp.named(${number}, ${SURNAMES.words}::text[], ${GIVEN.words}::text[]) as words,
    pg_temp.named(${number}, ${SURNAMES.letters}::text[], ${GIVEN.letters}::text[]) as letters`;
  const name = sql`array_to_string(words, ''), array_to_string(letters, ''), left(letters[1], 1) || left(letters[2], 1) || left(letters[3], 1)`;
  await sql`insert into app.worker (county_id, worker_id, division_id, name, leader)
    select distinct f.county_id, pg_temp.id(2, f.place * 10 + r.at), f.division_id, '联系人' || f.place, r.role = 'townshipLeader'
    from family f cross join unnest(${[...ROLES]}::text[]) with ordinality as r(role, at)`.execute(tx);
  await sql`insert into app.household (county_id, household_id, division_id, head_name, pinyin, initials, updated_on, marks)
    select county_id, household_id, division_id, ${name}, case when number % 70 = 0 then date '2026-05-01' else '2026-11-02' end,
      case when number % 100 = 0 then array['phone.missing'] else '{}' end
    from (select f.*, ${named(sql`f.number`)} from family f) one order by number`.execute(tx);
  await sql`insert into app.member (county_id, member_id, household_id, division_id, name, pinyin, initials)
    select county_id, pg_temp.id(3, number * 3 + spouse), household_id, division_id, ${name}
    from (select f.*, spouse, ${named(sql`f.number * 3 + spouse`)} from family f cross join generate_series(1, 2) spouse) one order by number`.execute(tx);
}

async function laySpells(tx: Tx): Promise<void> {
  const spell = (kind: number) => sql`select f.county_id, pg_temp.id(${sql.lit(kind)}, f.number), f.household_id, f.division_id, ${SERVED_FROM}::date`;
  await sql`insert into app.service_spell (county_id, spell_id, household_id, division_id, from_day) ${spell(4)} from family f order by f.number`.execute(tx);
  await sql`insert into app.residence_spell (county_id, spell_id, household_id, division_id, from_day, kind) ${spell(5)}, 'away' from family f where f.number % 10 = 0`.execute(tx);
  await sql`insert into app.flag_spell (county_id, spell_id, household_id, division_id, from_day, key) ${spell(6)}, 'livingAlone' from family f where f.number % 3 = 0`.execute(tx);
  await sql`insert into app.assignment (county_id, assignment_id, household_id, division_id, role, worker_id, from_day)
    select f.county_id, pg_temp.id(7, f.number * 10 + r.at), f.household_id, f.division_id, r.role, pg_temp.id(2, f.place * 10 + r.at), ${SERVED_FROM}::date
    from family f cross join unnest(${[...ROLES]}::text[]) with ordinality as r(role, at)
    where f.number % 50 <> 0 or r.role <> 'familyDoctor' order by f.number, r.at`.execute(tx);
}

async function layVisits(tx: Tx): Promise<void> {
  await sql`insert into app.visit (county_id, visit_id, household_id, division_id, day, kind, outcome, purposes, recorder_id, recorded_at)
    select f.county_id, pg_temp.id(8, f.number), f.household_id, f.division_id, ${VISITED_ON}::date, 'home', 'reached', array['routine', 'handover'],
      (select a.account_id from app.account a where a.county_id = f.county_id order by a.account_id limit 1), ${VISITED_ON}::date + time '09:00'
    from family f where f.number % 20 <> 0 order by f.number`.execute(tx);
  await sql`insert into app.visit_participant (county_id, visit_id, worker_id, household_id, division_id)
    select f.county_id, pg_temp.id(8, f.number), pg_temp.id(2, f.place * 10 + ${ROLES.indexOf('carer') + 1}), f.household_id, f.division_id
    from family f where f.number % 20 <> 0 order by f.number`.execute(tx);
}

/**
 * Of each family one of its own village that differs by name alone: whoever looks after them, since when, where they live and what was done for
 * them is the same, so what is owed to the one is owed to the other.
 */
export async function likeFamilies(tx: Tx): Promise<{ householdId: string; likeId: string }[]> {
  const { rows } = await sql<{ householdId: string; likeId: string }>`
    select f.household_id, first_value(f.household_id) over (partition by f.division_id, f.number % 50 = 0, f.number % 20 = 0, f.number % 10 = 0,
      f.number % 3 = 0, f.number % 70 = 0 order by f.number) as like_id
    from family f order by f.number`.execute(tx);
  return rows;
}

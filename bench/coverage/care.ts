import { sql } from 'kysely';
import { loadBook } from '../../modules/policies/policies.service.ts';
import { keepAdmissions } from '../../modules/hospital/hospital.admissions.ts';
import type { Database, Tx } from '../../platform/database/pool.ts';
import type { Ground } from '../lists/ground.ts';

// What a county looks like some years after it began: most members under contract and with a certificate, some of both run out, a few refusals.
const [SIGNED, REFUSED, ENDED, OFFERED] = [80, 85, 90, 92] as const;
const [CERTIFIED, DELIVERED] = [75, 65] as const;

/**
 * Family doctors, certificates and what was done with both, for every member of a ground. Everything follows from a member's place in the order of
 * ids, so that two grounds are alike. One team a township, to which the doctors of its villages belong.
 */
export async function layCare({ owner, countyId, today }: Ground): Promise<void> {
  await keepAdmissions(owner, await loadBook());
  await owner.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await prepare(tx, countyId);
    await layTeams(tx, countyId);
    await layContracts(tx, today);
    await layCertificates(tx, today);
    await layDone(tx, countyId, today);
  });
  await analyse(owner);
}

async function prepare(tx: Tx, countyId: number): Promise<void> {
  await sql`create function pg_temp.id(kind int, number bigint) returns uuid language sql immutable as
    $$ select ('019a0000-00' || lpad(to_hex(kind), 2, '0') || '-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$`.execute(tx);
  await sql`create temp table person on commit drop as
    select m.county_id, m.household_id, m.division_id, m.member_id, d.parent_id as township_id, row_number() over (order by m.member_id) as number,
      (select a.account_id from app.account a where a.county_id = m.county_id order by a.account_id limit 1) as recorder_id
    from app.member m join app.division d on d.division_id = m.division_id where m.county_id = ${countyId}`.execute(tx);
  await sql`analyze person`.execute(tx);
}

async function layTeams(tx: Tx, countyId: number): Promise<void> {
  await sql`insert into app.doctor_team (county_id, team_id, division_id, name)
    select d.county_id, pg_temp.id(20, d.division_id), d.division_id, d.name from app.division d where d.county_id = ${countyId} and d.level = 'township'`.execute(tx);
  await sql`insert into app.doctor_team_member (county_id, team_id, worker_id, division_id, level, from_day)
    select distinct a.county_id, pg_temp.id(20, d.parent_id), a.worker_id, d.parent_id, 'village', date '2020-01-01'
    from app.assignment a join app.division d on d.division_id = a.division_id where a.county_id = ${countyId} and a.role = 'familyDoctor'`.execute(tx);
}

async function layContracts(tx: Tx, today: string): Promise<void> {
  const row = sql`select p.county_id, p.household_id, p.division_id, p.member_id, pg_temp.id(20, p.township_id), 'basic', p.recorder_id`;
  const columns = sql`county_id, household_id, division_id, member_id, team_id, package_id, recorder_id`;
  await sql`insert into app.contract (${columns}, contract_id, state, offered_on, signed_on, from_day, to_day, ended_on)
    ${row}, pg_temp.id(21, p.number), 'ended', ${today}::date - 500, ${today}::date - 500, ${today}::date - 500, ${today}::date - 136, ${today}::date - 136
    from person p where p.number % 100 < ${SIGNED} and p.number % 4 = 0 or p.number % 100 between ${REFUSED} and ${ENDED - 1}`.execute(tx);
  await sql`insert into app.contract (${columns}, contract_id, state, offered_on, signed_on, from_day, to_day)
    ${row}, pg_temp.id(22, p.number), 'signed', d.day, d.day, d.day, d.day + 365
    from person p cross join lateral (select ${today}::date - (30 + p.number % 100)::int as day) d where p.number % 100 < ${SIGNED}`.execute(tx);
  await sql`insert into app.contract (${columns}, contract_id, state, offered_on, refused_on, refusal)
    ${row}, pg_temp.id(23, p.number), 'refused', ${today}::date - 60, ${today}::date - 60, 'notNow' from person p where p.number % 100 between ${SIGNED} and ${REFUSED - 1}`.execute(tx);
  await sql`insert into app.contract (${columns}, contract_id, state, offered_on)
    ${row}, pg_temp.id(24, p.number), 'offered', ${today}::date - 5 from person p where p.number % 100 between ${ENDED} and ${OFFERED - 1}`.execute(tx);
}

async function layCertificates(tx: Tx, today: string): Promise<void> {
  await sql`insert into app.certificate (county_id, certificate_id, household_id, division_id, member_id, kind, issued_on, issued_by, expires_on, delivered_on)
    select p.county_id, pg_temp.id(25, p.number), p.household_id, p.division_id, p.member_id, 'specialSupport', ${today}::date - 200, p.recorder_id,
      ${today}::date + case when p.number % 50 = 0 then -10 else 1000 end, case when p.number % 100 < ${DELIVERED} then ${today}::date - 190 end
    from person p where p.number % 100 < ${CERTIFIED}`.execute(tx);
}

/** Doctors among those who came, services at the clinic, and certificates shown at the county's hospital. */
async function layDone(tx: Tx, countyId: number, today: string): Promise<void> {
  await sql`insert into app.visit_participant (county_id, visit_id, worker_id, household_id, division_id)
    select v.county_id, v.visit_id, a.worker_id, v.household_id, v.division_id
    from app.visit v join app.assignment a on a.county_id = v.county_id and a.household_id = v.household_id and a.role = 'familyDoctor'
    where v.county_id = ${countyId} and get_byte(uuid_send(v.visit_id), 15) % 3 = 0`.execute(tx);
  await sql`insert into app.service (county_id, service_id, household_id, division_id, member_id, kind, day, worker_id, recorder_id, recorded_at)
    select p.county_id, pg_temp.id(26, p.number), p.household_id, p.division_id, p.member_id, 'healthCheck', ${today}::date - 20, p.recorder_id, p.recorder_id, now()
    from person p where p.number % 5 = 0`.execute(tx);
  await sql`insert into app.hospital (hospital_id, county_id, code, name, level, public) values (pg_temp.id(27, 1), ${countyId}, '519900', '云岭县人民医院', 'county', true)`.execute(tx);
  await sql`insert into app.designation (county_id, designation_id, hospital_id, from_day) values (${countyId}, pg_temp.id(28, 1), pg_temp.id(27, 1), '2020-09-09')`.execute(tx);
  await sql`insert into app.encounter (county_id, encounter_id, hospital_id, household_id, division_id, member_id, shown_name, kind, urgent, day, recorder_id, recorded_at)
    select p.county_id, pg_temp.id(29, p.number), pg_temp.id(27, 1), p.household_id, p.division_id, p.member_id, '某*', 'outpatient', false, ${today}::date - 15, p.recorder_id, now()
    from person p where p.number % 20 = 0`.execute(tx);
}

async function analyse(owner: Database): Promise<void> {
  for (const table of ['contract', 'certificate', 'service', 'encounter', 'visit_participant', 'doctor_team_member']) await sql`vacuum analyze ${sql.table(`app.${table}`)}`.execute(owner);
}

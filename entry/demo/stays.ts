import { addDays, toDay, type DayNumber } from '@lianxin/engine';
import { sql, type Insertable } from 'kysely';
import { offeredBy } from '../../modules/doctors/services.rules.ts';
import { dutyKeeper } from '../../modules/duties/duties.keeper.ts';
import { benefitsOn } from '../../modules/policies/care.rules.ts';
import { policyBook, type CareContext } from '../../modules/policies/policies.context.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB, Json } from '../../platform/database/schema.ts';
import { sealChange } from '../../platform/records/records.ts';
import { Chance } from './chance.ts';
import { consentRow, consentRecords } from './consents.ts';
import { EPISODES, LOOKED_UP, URGENT, type Episode } from './episodes.ts';
import type { HospitalPlace, LaidHospital } from './hospital.ts';

// Streams of families count upwards from one; this one is far from all of them.
const STREAM = 0x7ffb0000;
// Twice as many as any place has episodes would do; a county of 100,000 families is not searched for them.
const CANDIDATES = 40;

/** Somebody an episode may have happened to: served, with a certificate, signed with a doctor who is named. */
export interface Patient {
  readonly certificateId: string;
  readonly householdId: string;
  readonly divisionId: number;
  readonly memberId: string;
  readonly contractId: string;
  readonly shownName: string;
  readonly packId: string;
  readonly packageId: string;
  /** Of the household, today. */
  readonly doctorId: string;
  /** Who asks for a bed and writes a follow-up down: the doctor where one signs in, or the clerk. */
  readonly askerId: string;
}

/** What one run of laying writes. */
export interface Stays {
  readonly place: HospitalPlace;
  readonly chance: Chance;
  readonly rows: { [T in StayTable]: Insertable<DB[T]>[] };
  /** Ambulance rides by member, benefit and year. */
  readonly used: Map<string, number>;
}
type StayTable = 'deskLook' | 'encounter' | 'waiver' | 'bedRequest' | 'consent' | 'event' | 'visit' | 'visitParticipant' | 'service' | 'record';

/**
 * Beds asked for, stays with what hangs on them and what is owed after them, an episode for each state a page shows (C5, D5-D8).
 * @param townshipIds divisions in the order of `Episode.township`
 * @returns visits written: the follow-ups
 */
export async function layStays(tx: Tx, place: HospitalPlace, townshipIds: readonly number[], hospitals: readonly LaidHospital[]): Promise<number> {
  const stays: Stays = {
    place, chance: new Chance(place.seed, STREAM), used: new Map(),
    rows: { deskLook: [], encounter: [], waiver: [], bedRequest: [], consent: [], event: [], visit: [], visitParticipant: [], service: [], record: [] },
  };
  const taken = new Set<string>();
  const candidates = await listCandidates(tx, place, townshipIds);
  for (const episode of [...EPISODES, ...LOOKED_UP]) {
    const patient = candidates[episode.township]?.find(({ householdId }) => !taken.has(householdId));
    const hospital = hospitals.find(({ username }) => username === episode.hospital);
    if (!patient || !hospital?.desk) continue;
    taken.add(patient.householdId);
    happen({ stays, patient, hospital: hospital as Scene['hospital'] }, episode);
  }
  for (const table of Object.keys(stays.rows) as StayTable[]) await insertAll(tx, table, stays.rows[table] as never);
  await layQuotas(tx, stays);
  await layUrgent(tx, stays, hospitals[0]!);
  // Going home starts a duty, and a follow-up meets it. The facts are read as everybody's are: by who may see them.
  await sql`select set_config('app.read_whole', ${`{${place.countyId}}`}, true)`.execute(tx);
  const ctx = { tx, actor: { countyId: place.countyId }, today: toDay(place.today), book: place.book } as unknown as CareContext;
  await dutyKeeper.refresh(ctx, [...taken]);
  return stays.rows.visit.length;
}

/** By township, each in an order that is the same for the same seed. */
async function listCandidates(tx: Tx, { countyId, today }: HospitalPlace, townshipIds: readonly number[]): Promise<Patient[][]> {
  const on = toDay(today);
  const { rows } = await sql<Patient & { place: number }>`
    select t.place, p.* from unnest(${[...townshipIds]}::int[]) with ordinality as t(division_id, place)
    cross join lateral (
      select c.certificate_id, c.household_id, c.division_id, c.member_id, k.contract_id, app.masked_name(m.name) as shown_name,
        app.pack_of(c.county_id, c.division_id, ${on}::date) as pack_id, k.package_id, a.worker_id as doctor_id, asker.account_id as asker_id, asker.worker_id as asker_worker
      from app.division d
      join app.certificate c on c.county_id = ${countyId} and c.division_id = d.division_id and c.ended_on is null
      join app.member m on m.county_id = ${countyId} and m.member_id = c.member_id and m.death_day is null
      join app.household_standing s on s.county_id = ${countyId} and s.household_id = c.household_id and s.served
      join app.contract k on k.county_id = ${countyId} and k.member_id = c.member_id and k.state = 'signed' and k.from_day <= ${on}::date - 30 and k.to_day >= ${on}::date
      join app.assignment a on a.county_id = ${countyId} and a.household_id = c.household_id and a.role = 'familyDoctor' and a.from_day <= ${on}::date - 60 and a.to_day is null
      cross join lateral (select o.account_id, w.worker_id from app.post o join app.account w on w.county_id = ${countyId} and w.account_id = o.account_id
        where o.county_id = ${countyId} and o.division_id = t.division_id and o.kind in ('familyDoctor', 'townshipClerk') order by o.kind limit 1) asker
      where d.county_id = ${countyId} and d.parent_id = t.division_id
      -- Families of a doctor who signs in come first: what is owed after a stay is then found on that doctor's own list.
      order by (a.worker_id = asker.worker_id) desc, c.member_id, c.kind limit ${CANDIDATES}) p
    order by t.place, (p.doctor_id = p.asker_worker) desc, p.member_id, p.certificate_id`.execute(tx);
  return townshipIds.map((_, index) => rows.filter(({ place }) => Number(place) === index + 1));
}

interface Scene {
  readonly stays: Stays;
  readonly patient: Patient;
  readonly hospital: LaidHospital & { desk: string };
}

function happen(scene: Scene, { looked, rides = [], bed, stay }: Episode): void {
  const back = (days: number): DayNumber => addDays(scene.stays.place.today, -days);
  if (looked !== undefined) lookUp(scene, back(looked));
  for (const days of rides) ride(scene, register(scene, { on: back(days), kind: 'emergency', urgent: true, department: '急诊科' }), back(days));
  const stayed = stay ? admit(scene, stay, back) : null;
  if (bed) ask(scene, bed, back, stayed);
}

/** Keys everything of one member at one hospital has. */
const whose = ({ stays, patient, hospital }: Scene) => ({
  countyId: stays.place.countyId, hospitalId: hospital.hospitalId, householdId: patient.householdId, divisionId: patient.divisionId, memberId: patient.memberId,
});

/** Found at a desk, and nothing registered (D9). */
function lookUp(scene: Scene, on: DayNumber): void {
  const { stays: { chance, rows }, patient: { certificateId, shownName }, hospital: { desk, deskName, name } } = scene;
  const lookId = chance.id(on);
  const at = chance.time(on);
  rows.deskLook.push({ ...whose(scene), lookId, certificateId, accountId: desk, accountName: deskName, foundBy: chance.of(['code', 'idNumber']), valid: true, at, shownName });
  record(scene, { on, at, kind: 'read', action: 'look', accountId: desk, subject: 'desk.check', subjectId: lookId, purpose: name, after: null });
}

interface Registered { readonly on: DayNumber; readonly kind: string; readonly urgent: boolean; readonly department: string }

// Rows written together have the same columns, whatever came of each.
const NO_STAY = { admittedOn: null, bedEnc: null, careEnc: null, toldEnc: null, dischargedOn: null, summaryEnc: null, handedBackAt: null } as const;

function register(scene: Scene, { on, ...registered }: Registered, stay: Partial<Insertable<DB['encounter']>> = {}): string {
  const { stays: { chance, rows }, patient, hospital } = scene;
  const encounterId = chance.id(on);
  const at = chance.time(on);
  rows.encounter.push({
    ...whose(scene), encounterId, certificateId: patient.certificateId, shownName: patient.shownName, ...registered, day: toDay(on), companion: '', recorderId: hospital.desk, recordedAt: at,
    ...NO_STAY, ...stay,
  });
  record(scene, { on, at, accountId: hospital.desk, subject: 'encounter', subjectId: encounterId, purpose: hospital.name, after: null });
  return encounterId;
}

function admit(scene: Scene, plot: NonNullable<Episode['stay']>, back: (days: number) => DayNumber): string {
  const { stays: { place: { keys }, chance, rows }, hospital } = scene;
  const from = back(plot.from);
  const over = plot.over ? { ...plot.over, on: back(plot.over.on) } : null;
  const { urgent = false, department, bed, care, told } = plot;
  const encounterId = register(scene, { on: from, kind: 'inpatient', urgent, department }, {
    admittedOn: toDay(from), bedEnc: keys.seal(bed), careEnc: keys.seal(care), toldEnc: keys.seal(told),
    ...(over && { dischargedOn: toDay(over.on), summaryEnc: keys.seal(over.summary), handedBackAt: chance.time(over.on) }),
  });
  if (plot.ride) ride(scene, encounterId, from);
  if (plot.consent) {
    const setting = { ...scene.stays, hospital };
    const consent = consentRow(setting, plot.consent, { ...whose(scene), encounterId, packId: scene.patient.packId }, from);
    rows.consent.push(consent);
    rows.record.push(...consentRecords(setting, consent, from));
  }
  if (over) goHome(scene, over);
  return encounterId;
}

/** What app.discharge writes: the day from which the follow-up is owed; and the follow-up itself, by phone. */
function goHome(scene: Scene, over: { readonly on: DayNumber; readonly followedUp?: number }): void {
  const { stays: { place, chance, rows }, patient, hospital } = scene;
  const { countyId, householdId, divisionId, memberId } = whose(scene);
  rows.event.push({ countyId, eventId: chance.id(over.on), householdId, divisionId, kind: 'discharge', day: toDay(over.on), recorderId: hospital.desk, recordedAt: chance.time(over.on) });
  if (over.followedUp === undefined) return;
  const on = addDays(over.on, over.followedUp);
  const { askerId, doctorId, contractId, packId, packageId } = patient;
  const visitId = chance.id(on);
  const at = chance.time(on);
  const visit = { visitId, day: toDay(on), kind: 'phone', outcome: 'reached', purposes: ['round'] };
  rows.visit.push({ countyId, householdId, divisionId, ...visit, needs: [], contentEnc: null, recorderId: askerId, recordedAt: at, recordedOn: toDay(on), lateReason: '', corrects: null });
  rows.visitParticipant.push({ countyId, visitId, workerId: doctorId, householdId, divisionId });
  record(scene, { on, at, accountId: askerId, subject: 'visit', subjectId: visitId, purpose: '', after: { ...visit, householdId, participants: [doctorId] } });
  const followUp = offeredBy(policyBook(place), packId, packageId, on).find(({ kind }) => kind.endsWith('.discharge'));
  if (!followUp) return;
  rows.service.push({
    countyId, serviceId: chance.id(on), householdId, divisionId, memberId, contractId, visitId, kind: followUp.kind, day: toDay(on), workerId: doctorId, purposes: [...followUp.purposes],
    contentEnc: place.keys.seal('问了出院后的吃药和休息，恢复得不错，约好下次上门。'), recorderId: askerId, recordedAt: at,
  });
}

/** A ride free of charge while the year's are not used up; after that it goes all the same, and says which article does not cover it (D5). */
function ride(scene: Scene, encounterId: string, on: DayNumber): void {
  const { stays: { place, chance, rows, used }, patient: { packId, memberId }, hospital } = scene;
  const benefit = benefitsOn(policyBook(place), packId, on).find(({ kind, perYear }) => kind === 'ambulance' && perYear !== null);
  if (!benefit) return;
  const key = [memberId, benefit.id, toDay(on).slice(0, 4)].join(' ');
  const before = used.get(key) ?? 0;
  const granted = before < benefit.perYear!;
  if (granted) used.set(key, before + 1);
  rows.waiver.push({
    ...whose(scene), waiverId: chance.id(on), encounterId, benefitId: benefit.id, packId, clause: benefit.clause as unknown as Json, day: toDay(on), granted,
    refusal: granted ? null : 'quotaSpent', amount: granted ? chance.int(120, 260) : null, details: { urgent: true, unableToPay: false, ride: null }, quota: granted,
    recorderId: hospital.desk, recordedAt: chance.time(on),
  });
}

function ask(scene: Scene, { asked, reason, transport, answer }: NonNullable<Episode['bed']>, back: (days: number) => DayNumber, encounterId: string | null): void {
  const { stays: { place: { keys }, chance, rows }, patient: { shownName, askerId }, hospital } = scene;
  const on = back(asked);
  const requestId = chance.id(on);
  const at = chance.time(on);
  rows.bedRequest.push({
    ...whose(scene), requestId, shownName, reasonEnc: keys.seal(reason), transport, askedBy: askerId, askedAt: at, answer: answer?.answer ?? null, answerNote: answer?.note ?? '',
    answeredBy: answer ? hospital.desk : null, answeredAt: answer ? chance.time(back(asked - answer.after)) : null, encounterId,
  });
  record(scene, { on, at, accountId: askerId, subject: 'bedRequest', subjectId: requestId, purpose: '', after: { hospital: hospital.name, transport } });
}

interface Told { readonly kind?: 'read'; readonly action?: string; readonly on: DayNumber; readonly at: Date; readonly accountId: string; readonly subject: string; readonly subjectId: string; readonly purpose: string; readonly after: unknown }

function record({ stays: { place: { countyId, keys }, chance, rows }, patient: { householdId, divisionId } }: Scene, { on, after, ...told }: Told): void {
  rows.record.push({
    countyId, recordId: chance.id(on), kind: 'change', action: 'create', sessionId: null, ...told, householdId, divisionId, householdIds: [householdId], reason: '',
    contentEnc: after === null ? null : sealChange({ keys }, { before: null, after }),
  });
}

async function layQuotas(tx: Tx, { place: { countyId }, used }: Stays): Promise<void> {
  await insertAll(tx, 'quotaUse', [...used].map(([key, count]) => {
    const [memberId, benefitId, year] = key.split(' ') as [string, string, string];
    return { countyId, memberId, benefitId, year: Number(year), used: count };
  }));
}

async function layUrgent(tx: Tx, { place: { countyId, keys, today }, chance }: Stays, { hospitalId, desk }: LaidHospital): Promise<void> {
  await insertAll(tx, 'urgentRegistration', URGENT.map(({ on, patient, note }) => {
    const at = chance.time(addDays(today, -on));
    return { countyId, registrationId: chance.id(addDays(today, -on)), hospitalId, patientEnc: keys.seal(patient), noteEnc: keys.seal(note), arrivedAt: at, recorderId: desk!, recordedAt: at };
  }));
}

import { sql } from 'kysely';
import type { Clause } from '@lianxin/engine';
import type { Tx } from '../../platform/database/pool.ts';
import { prepared } from '../../platform/database/prepared.ts';
import { together } from '../../platform/database/together.ts';
import { type LoneContext, refused } from '../../platform/http/lone.ts';
import type { DeskFacts } from './desk.rules.ts';
import type { DeskStatus, WaiverRefusal } from './hospital.schema.ts';

interface Found extends DeskFacts {
  readonly status: DeskStatus;
  readonly lookId: string;
  readonly name: string;
  /** Sealed, in base64. */
  readonly idNumberEnc: string | null;
  readonly doctorName: string | null;
  /** Sealed, in base64. */
  readonly doctorPhoneEnc: string | null;
  readonly deskContact: string | null;
}
type NotFound = { readonly status: Exclude<DeskStatus, 'valid'> };
export type DeskAnswer = Found & { readonly status: 'valid' } | NotFound;

export interface Asked {
  /** Under which the desk goes on. */
  readonly lookId: string;
  readonly by: 'code' | 'idNumber';
  readonly index: Buffer;
}

interface Question extends Asked {
  readonly session: Buffer;
  readonly purpose: string;
  readonly today: string;
}
type Answered = { readonly lookId: string } & ({ readonly refusal: null; readonly answer: DeskAnswer } | { readonly refusal: string; readonly answer: null });

const checkHolders = prepared((values: readonly unknown[]) => sql<Answered>`/* prepared desk_checks */ select look_id, refusal, answer from app.desk_checks(${sql.join(values)})`);

const askTogether = together(async (db, asked: readonly Question[]) => {
  const { rows } = await checkHolders(db, [
    asked.map(({ session }) => session), asked.map(({ purpose }) => purpose), asked.map(({ lookId }) => lookId), asked.map(({ by }) => by),
    asked.map(({ index }) => index), asked.map(({ today }) => today),
  ]);
  // Whose answer a row is hangs on its place alone.
  if (rows.length !== asked.length || rows.some(({ lookId }, at) => lookId !== asked[at]!.lookId)) throw new Error('not one row for each who asked');
  return rows.map((row): DeskAnswer | Error => (row.refusal === null ? row.answer : refused(row.refusal)));
});

// Of two questions of one account at the same moment the second waits for the answer to the first, which may be the last it is given.
const AFTER_THE_FIRST = 'LX409';

/** Asks for the holder of a code or a number (app.desk_checks in 0034_hospital.sql); who asks is found, and the question counted and recorded, there. */
export async function askDesk(ctx: LoneContext, asked: Asked): Promise<DeskAnswer> {
  const { db, session, purpose, today } = ctx;
  return askTogether(db, { ...asked, session, purpose, today })
    .catch((error: { readonly code?: string }) => { if (error.code === AFTER_THE_FIRST) return askDesk(ctx, asked); throw error; });
}

export interface NewEncounter {
  readonly id: string;
  readonly checkId: string;
  readonly kind: string;
  readonly urgent: boolean;
  readonly day: string;
  readonly department: string;
  readonly companion: string;
  readonly now: Date;
}

/** @returns the member's county; null when the look is not this hospital's or too old */
export async function insertEncounter(tx: Tx, one: NewEncounter): Promise<number | null> {
  const { rows: [row] } = await sql<{ countyId: number | null }>`select app.register_encounter(${one.id}, ${one.checkId}, ${one.kind}, ${one.urgent}, ${one.day}::date,
    ${one.department}, ${one.companion}, ${one.now}) as county_id`.execute(tx);
  return row!.countyId;
}

/** The county of an encounter the actor may see; null: there is none, or it is another hospital's. */
export async function findEncounterCounty(tx: Tx, encounterId: string): Promise<number | null> {
  const { rows: [row] } = await sql<{ countyId: number | null }>`select app.encounter_county(${encounterId}) as county_id`.execute(tx);
  return row!.countyId;
}

export function findEncounter(tx: Tx, countyId: number, encounterId: string) {
  return tx.selectFrom('encounter').selectAll().where('countyId', '=', countyId).where('encounterId', '=', encounterId).executeTakeFirst();
}
export type EncounterRow = NonNullable<Awaited<ReturnType<typeof findEncounter>>>;

export function listWaiverRows(tx: Tx, countyId: number, encounterIds: readonly string[]) {
  return tx.selectFrom('waiver').selectAll()
    .where('countyId', '=', countyId).where('encounterId', 'in', [...encounterIds]).orderBy('recordedAt').orderBy('waiverId').execute();
}
export type WaiverRow = Awaited<ReturnType<typeof listWaiverRows>>[number];

/** What the desk may know of the member of one of its own encounters on that day; undefined: not its own. */
export async function findEncounterFacts(tx: Tx, encounterId: string, today: string): Promise<DeskFacts | undefined> {
  const { rows } = await sql<DeskFacts>`select * from app.encounter_facts(${encounterId}, ${today}::date)`.execute(tx);
  return rows[0];
}

export interface NewWaiver {
  readonly id: string;
  readonly encounterId: string;
  readonly benefitId: string;
  readonly packId: string;
  readonly clause: Clause;
  readonly day: string;
  readonly refusal: WaiverRefusal | null;
  /** Uses a year; null: no limit. */
  readonly limit: number | null;
  readonly amount: number | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Writes it granted or refused; where a quota is asked for, desks take turns at the member's row of the year. */
export async function insertWaiver(tx: Tx, one: NewWaiver): Promise<void> {
  await sql`select app.grant_waiver(${one.id}, ${one.encounterId}, ${one.benefitId}, ${one.packId}, ${JSON.stringify(one.clause)}::jsonb, ${one.day}::date,
    ${one.refusal}, ${one.limit}, ${one.amount}, ${JSON.stringify(one.details)}::jsonb, ${one.now})`.execute(tx);
}

/** @returns false when it was voided before, or is none of that encounter */
export async function voidWaiverRow(tx: Tx, waiverId: string, encounterId: string, reason: string, at: Date): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select app.void_waiver(${waiverId}, ${encounterId}, ${reason}, ${at}) as done`.execute(tx);
  return row!.done;
}

/** @returns the sum before; undefined: there is no such waiver to put a sum to */
export async function priceWaiverRow(tx: Tx, waiverId: string, encounterId: string, amount: number): Promise<{ readonly before: number | null } | undefined> {
  const { rows } = await sql<{ before: number | null }>`select before from app.price_waiver(${waiverId}, ${encounterId}, ${amount})`.execute(tx);
  return rows[0];
}

/** @returns false when it was voided before */
export async function voidEncounterRow(tx: Tx, countyId: number, encounterId: string, reason: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('encounter').set((eb) => ({ voidedAt: at, voidReason: reason, version: eb('version', '+', 1) }))
    .where('countyId', '=', countyId).where('encounterId', '=', encounterId).where('voidedAt', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export function findHospital(tx: Tx, hospitalId: string) {
  return tx.selectFrom('hospital').select(['hospitalId', 'name', 'code', 'level', 'public', 'endedOn', 'countyId']).where('hospitalId', '=', hospitalId).executeTakeFirst();
}

/** The session's hospital's own of some days, newest first, over all counties. */
export async function listHospitalEncounters(tx: Tx, asked: { readonly kind: string | null; readonly from: string; readonly to: string; readonly before: Date | null; readonly limit: number }): Promise<EncounterRow[]> {
  const { rows } = await sql<EncounterRow>`select e.* from app.hospital_encounters(${asked.kind}, ${asked.from}::date, ${asked.to}::date, ${asked.before}, ${asked.limit}) e
    order by e.recorded_at desc, e.encounter_id`.execute(tx);
  return rows;
}

/** What a household had at hospitals, newest first. */
export function listHouseholdEncounters(tx: Tx, countyId: number, householdId: string, limit: number): Promise<EncounterRow[]> {
  return tx.selectFrom('encounter').selectAll().where('countyId', '=', countyId).where('householdId', '=', householdId).where('voidedAt', 'is', null)
    .orderBy('day', 'desc').orderBy('encounterId', 'desc').limit(limit).execute();
}

export function listHospitalNames(tx: Tx, hospitalIds: readonly string[]) {
  return tx.selectFrom('hospital').select(['hospitalId', 'name']).where('hospitalId', 'in', [...hospitalIds]).orderBy('hospitalId').execute();
}

import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { differences, includesDay, overlap } from '../households/households.rules.ts';
import { authoriseCounty, authoriseFile } from './hospital.access.ts';
import { DESIGNATION_WORD, DESK_CONTACT_WORD, HOSPITAL_WORD, hospitalProblem } from './hospital.text.ts';
import {
  countDesks, endDesignationRow, insertDeskContact, insertDesignation, insertHospital, listDeskContactRows, listDesignationRows, listHospitalRows, updateDeskContact,
  updateHospital, type DeskContactRow, type DesignationRow, type HospitalRow,
} from './places.queries.ts';
import type { DeskContactChange, DeskContactInput, DesignationInput, HospitalChange, HospitalInput, HospitalView } from './places.schema.ts';

/** Hospitals with their designation for this county and whom to ask for there (D1); `designated` leaves those of today. */
export async function listHospitals(ctx: Context, { designated }: { readonly designated?: boolean | undefined } = {}): Promise<{ items: HospitalView[]; next: null }> {
  authoriseFile(ctx);
  const { tx, today, actor: { countyId } } = ctx;
  const [rows, designations, contacts, desks] = [
    await listHospitalRows(tx), await listDesignationRows(tx, countyId), await listDeskContactRows(tx, countyId), await countDesks(tx, today)];
  const views = rows.map((row) => viewOf(ctx, row, designations, contacts, desks.get(row.hospitalId) ?? 0));
  return { items: views.filter((one) => !designated || one.designated), next: null };
}

function viewOf({ keys, today, actor }: Context, row: HospitalRow, designations: readonly DesignationRow[], contacts: readonly DeskContactRow[], desks: number): HospitalView {
  const spells = designations.filter(({ hospitalId }) => hospitalId === row.hospitalId);
  return {
    id: row.hospitalId, name: row.name, code: row.code.slice(0, 6), level: row.level as HospitalView['level'], public: row.public, endedOn: row.endedOn,
    own: row.countyId === actor.countyId, desks,
    designated: (row.endedOn === null || row.endedOn >= today) && spells.some((spell) => includesDay(spell, today)),
    designations: spells.map(({ designationId, fromDay, toDay }) => ({ id: designationId, fromDay, toDay })),
    contacts: contacts.filter(({ hospitalId, toDay }) => hospitalId === row.hospitalId && (toDay === null || toDay >= today)).map((contact) => ({
      id: contact.contactId, name: contact.name, phone: contact.phoneEnc ? keys.open(contact.phoneEnc) : null, place: contact.place, inCharge: contact.inCharge,
      fromDay: contact.fromDay, toDay: contact.toDay,
    })),
  };
}

/** @throws Problem `not-found` (404) */
async function getHospital(ctx: Context, hospitalId: string): Promise<HospitalView> {
  const hospital = (await listHospitals(ctx)).items.find(({ id }) => id === hospitalId);
  if (!hospital) throw notFound(HOSPITAL_WORD);
  return hospital;
}

/** @throws Problem `not-allowed` (403), `id.taken` (409) */
export async function addHospital(ctx: Context, input: HospitalInput): Promise<Created<HospitalView>> {
  authoriseCounty(ctx);
  const { id, name, code, level } = input;
  const load = () => getHospital(ctx, id);
  return once(ctx, { name: 'hospitals.add', id, body: input }, async () => {
    await insertHospital(ctx.tx, { hospitalId: id, countyId: ctx.actor.countyId, name, code, level, public: input.public, endedOn: null });
    await record(ctx, 'hospital', id, 'create', null, input);
    return load();
  }, load);
}

/** @throws Problem `hospital.notYours`, `not-allowed` (403), `not-found` (404) */
export async function changeHospital(ctx: Context, hospitalId: string, change: HospitalChange): Promise<HospitalView> {
  authoriseCounty(ctx);
  const hospital = await getHospital(ctx, hospitalId);
  if (!hospital.own) throw hospitalProblem('hospital.notYours');
  const { name, level, public: isPublic, endedOn } = hospital;
  const { before, after } = differences({ name, level, public: isPublic, endedOn }, change);
  if (Object.keys(after).length > 0) {
    await updateHospital(ctx.tx, ctx.actor.countyId, hospitalId, after);
    await record(ctx, 'hospital', hospitalId, 'change', before, after);
  }
  return getHospital(ctx, hospitalId);
}

/** @throws Problem `designation.days` (422), `designation.twice`, `hospital.ended` (409), `not-allowed`, `not-found`, `id.taken` */
export async function designate(ctx: Context, input: DesignationInput): Promise<Created<HospitalView>> {
  authoriseCounty(ctx);
  const load = () => getHospital(ctx, input.hospitalId);
  return once(ctx, { name: 'designations.add', id: input.id, body: input }, async () => {
    const hospital = await load();
    const spell = { fromDay: input.fromDay, toDay: input.toDay ?? null };
    if (spell.toDay !== null && spell.toDay < spell.fromDay) throw hospitalProblem('designation.days');
    if (hospital.endedOn !== null) throw hospitalProblem('hospital.ended');
    if (hospital.designations.some((other) => overlap(other, spell))) throw hospitalProblem('designation.twice');
    await insertDesignation(ctx.tx, { countyId: ctx.actor.countyId, designationId: input.id, hospitalId: input.hospitalId, ...spell });
    await record(ctx, 'designation', input.id, 'create', null, { hospital: hospital.name, ...spell });
    return load();
  }, load);
}

/** @throws Problem `designation.days` (422), `not-allowed`, `not-found` */
export async function endDesignation(ctx: Context, designationId: string, { toDay, reason }: { readonly toDay: string; readonly reason: string }): Promise<HospitalView> {
  authoriseCounty(ctx);
  const row = (await listDesignationRows(ctx.tx, ctx.actor.countyId)).find((one) => one.designationId === designationId);
  if (!row) throw notFound(DESIGNATION_WORD);
  if (toDay < row.fromDay) throw hospitalProblem('designation.days');
  await endDesignationRow(ctx.tx, ctx.actor.countyId, designationId, toDay);
  await record(ctx, 'designation', designationId, 'end', { toDay: row.toDay }, { toDay }, reason);
  return getHospital(ctx, row.hospitalId);
}

/** @throws Problem `hospital.ended` (409), `not-allowed`, `not-found`, `id.taken` */
export async function addDeskContact(ctx: Context, input: DeskContactInput): Promise<Created<HospitalView>> {
  authoriseCounty(ctx);
  const { id, hospitalId, name, phone, place, inCharge, fromDay } = input;
  const load = () => getHospital(ctx, hospitalId);
  return once(ctx, { name: 'desk-contacts.add', id, body: input }, async () => {
    if ((await load()).endedOn !== null) throw hospitalProblem('hospital.ended');
    const phoneEnc = phone === undefined ? null : ctx.keys.seal(phone);
    await insertDeskContact(ctx.tx, { countyId: ctx.actor.countyId, contactId: id, hospitalId, name, phoneEnc, place, inCharge, fromDay, toDay: null });
    await record(ctx, 'deskContact', id, 'create', null, input);
    return load();
  }, load);
}

async function getDeskContact(ctx: Context, contactId: string): Promise<DeskContactRow> {
  const row = (await listDeskContactRows(ctx.tx, ctx.actor.countyId)).find((one) => one.contactId === contactId);
  if (!row) throw notFound(DESK_CONTACT_WORD);
  return row;
}

/** @throws Problem `not-allowed`, `not-found` */
export async function changeDeskContact(ctx: Context, contactId: string, change: DeskContactChange): Promise<HospitalView> {
  authoriseCounty(ctx);
  const row = await getDeskContact(ctx, contactId);
  const now = { name: row.name, phone: row.phoneEnc ? ctx.keys.open(row.phoneEnc) : null, place: row.place, inCharge: row.inCharge };
  const { before, after } = differences(now, change);
  const { phone, ...plain } = after as DeskContactChange;
  if (Object.keys(after).length > 0) {
    await updateDeskContact(ctx.tx, ctx.actor.countyId, contactId, {
      ...plain, ...(phone === undefined ? {} : { phoneEnc: phone === null ? null : ctx.keys.seal(phone) }) } as never);
    await record(ctx, 'deskContact', contactId, 'change', before, after);
  }
  return getHospital(ctx, row.hospitalId);
}

/** @throws Problem `designation.days` (422), `not-allowed`, `not-found` */
export async function endDeskContact(ctx: Context, contactId: string, { toDay, reason }: { readonly toDay: string; readonly reason: string }): Promise<HospitalView> {
  authoriseCounty(ctx);
  const row = await getDeskContact(ctx, contactId);
  if (toDay < row.fromDay) throw hospitalProblem('designation.days');
  await updateDeskContact(ctx.tx, ctx.actor.countyId, contactId, { toDay });
  await record(ctx, 'deskContact', contactId, 'end', { toDay: row.toDay }, { toDay }, reason);
  return getHospital(ctx, row.hospitalId);
}

const record = (ctx: Context, subject: string, subjectId: string, action: string, before: unknown, after: unknown, reason = '') =>
  recordChange(ctx, { subject, subjectId, householdId: null, divisionId: null, action, reason, before, after });

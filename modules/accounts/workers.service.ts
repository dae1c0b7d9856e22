import type { Context } from '../../platform/context.ts';
import { maskPhone } from '../../platform/crypto/masks.ts';
import { once } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { changedMeanwhile } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { authorise } from './accounts.access.ts';
import { atHospital } from './accounts.rules.ts';
import { leftInFuture, noOrganisation, noWorker, workerPhoneWrong } from './accounts.text.ts';
import { readPhone } from './typed.rules.ts';
import { workerCondition } from './workers.search.ts';
import type { OrganisationInput, OrganisationView, WorkerInput, WorkerPatch, WorkersQuery, WorkerView } from './workers.schema.ts';
import { findOrganisation, findWorker, householdsOfWorker, listOrganisationRows, listWorkerRows, updateWorkerRow, type WorkerRow } from './workers.queries.ts';

/**
 * The context with the one thing of duties that workers need: whether a key household has a leader changes with the leader. Named here
 * because the module that owns it comes later.
 */
export interface StandingContext extends Context {
  readonly duties: { refresh(ctx: StandingContext, householdIds: readonly string[]): Promise<void> };
}

/** Who serves, for everyone of the county. */
export async function listWorkers(ctx: Context, query: WorkersQuery): Promise<{ items: WorkerView[]; next: string | null }> {
  const { tx, actor: { countyId } } = ctx;
  const place = query.division === undefined ? null : await getDivisionByCode(ctx, query.division);
  const rows = await listWorkerRows(tx, countyId, {
    condition: workerCondition(ctx, query.search), divisionIds: place === null ? null : await divisionIdsWithin(tx, countyId, place.path),
    left: query.left === true, limit: query.limit + 1, after: fromCursor<readonly [string, string]>(query.after, 2),
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map((row) => viewOf(ctx, row)), next: rows.length > query.limit && last ? toCursor([last.pinyin, last.workerId]) : null };
}

function viewOf(ctx: Context, row: WorkerRow): WorkerView {
  const number = row.phoneEnc === null ? null : ctx.keys.open(row.phoneEnc);
  // A hospital is told whom to call with the answer about a member; it has no use for the county's telephone book.
  const phone = ctx.actor.posts.every(({ kind }) => atHospital(kind)) ? null : number;
  return {
    id: row.workerId, name: row.name, divisionCode: row.divisionCode, divisionName: row.divisionName, leader: row.leader, leftOn: row.leftOn, version: row.version,
    organisation: row.organisationId === null ? null : { id: row.organisationId, name: row.organisationName ?? '' },
    phone, phoneMasked: number === null ? null : maskPhone(number),
  };
}

/** @throws Problem `not-found` (404) */
export async function getWorker(ctx: Context, workerId: string): Promise<WorkerView> {
  const row = await findWorker(ctx.tx, ctx.actor.countyId, workerId);
  if (!row) throw noWorker();
  return viewOf(ctx, row);
}

function phoneColumns(ctx: Context, typed: string | null | undefined) {
  if (!typed) return { phoneEnc: null, phoneIndex: null };
  const phone = readPhone(typed);
  if (phone === null) throw workerPhoneWrong();
  return { phoneEnc: ctx.keys.seal(phone), phoneIndex: ctx.keys.blindIndex('phone', phone) };
}

async function checkOrganisation(ctx: Context, id: string | null | undefined): Promise<void> {
  if (id && !(await findOrganisation(ctx.tx, ctx.actor.countyId, id))) throw noOrganisation();
}

/** @throws Problem `phone.length` (422), `not-found` for the place or organisation, `not-allowed`, `id.taken` */
export async function createWorker(ctx: Context, input: WorkerInput) {
  const division = await getDivisionByCode(ctx, input.divisionCode);
  authorise(ctx, 'contact.write', division);
  return once(ctx, { name: 'workers.create', id: input.id, body: input }, async () => {
    await checkOrganisation(ctx, input.organisationId);
    await ctx.tx.insertInto('worker').values({
      countyId: ctx.actor.countyId, workerId: input.id, divisionId: division.divisionId, organisationId: input.organisationId ?? null,
      name: input.name, ...readName(input.name), ...phoneColumns(ctx, input.phone), leader: input.leader,
    }).execute();
    await recordChange(ctx, { subject: 'worker', subjectId: input.id, householdId: null, divisionId: division.divisionId, action: 'create', before: null, after: input });
    return getWorker(ctx, input.id);
  }, () => getWorker(ctx, input.id));
}

/**
 * Changes a worker. Roles are not touched by `leftOn`: they go to somebody by a handover, so that no family is dropped silently.
 * @throws Problem `version.changed` (409), `phone.length`, `worker.leftFuture` (422), `not-found`, `not-allowed` (also at a new place)
 */
export async function changeWorker(ctx: StandingContext, workerId: string, { version, ...changes }: WorkerPatch): Promise<WorkerView> {
  const row = await findWorker(ctx.tx, ctx.actor.countyId, workerId);
  if (!row) throw noWorker();
  authorise(ctx, 'contact.write', row);
  if (changes.leftOn && changes.leftOn > ctx.today) throw leftInFuture();
  await checkOrganisation(ctx, changes.organisationId);
  const columns = await changedColumns(ctx, changes);
  if (!(await updateWorkerRow(ctx.tx, ctx.actor.countyId, workerId, version, columns))) throw changedMeanwhile();
  const before = viewOf(ctx, row);
  const after = await getWorker(ctx, workerId);
  await recordChange(ctx, { subject: 'worker', subjectId: workerId, householdId: null, divisionId: row.divisionId, action: 'change', before, after });
  if (before.leader !== after.leader) await ctx.duties.refresh(ctx, await householdsOfWorker(ctx.tx, ctx.actor.countyId, workerId));
  return after;
}

async function changedColumns(ctx: Context, { divisionCode, phone, name, leader, organisationId, leftOn }: Omit<WorkerPatch, 'version'>) {
  const place = divisionCode === undefined ? null : await getDivisionByCode(ctx, divisionCode);
  if (place) authorise(ctx, 'contact.write', place);
  return {
    ...(place ? { divisionId: place.divisionId } : {}),
    ...(name === undefined ? {} : { name, ...readName(name) }),
    ...(phone === undefined ? {} : phoneColumns(ctx, phone)),
    ...(leader === undefined ? {} : { leader }),
    ...(organisationId === undefined ? {} : { organisationId }),
    ...(leftOn === undefined ? {} : { leftOn }),
  };
}

export async function listOrganisations(ctx: Context) {
  return { items: (await listOrganisationRows(ctx.tx, ctx.actor.countyId)) as OrganisationView[], next: null };
}

/** @throws Problem `not-found` for the place, `not-allowed`, `id.taken` */
export async function createOrganisation(ctx: Context, { divisionCode, ...input }: OrganisationInput) {
  const division = await getDivisionByCode(ctx, divisionCode);
  authorise(ctx, 'contact.write', division);
  const load = async () => (await findOrganisation(ctx.tx, ctx.actor.countyId, input.id)) as OrganisationView;
  return once(ctx, { name: 'organisations.create', id: input.id, body: { divisionCode, ...input } }, async () => {
    await ctx.tx.insertInto('organisation')
      .values({ countyId: ctx.actor.countyId, organisationId: input.id, divisionId: division.divisionId, kind: input.kind, name: input.name }).execute();
    await recordChange(ctx, { subject: 'organisation', subjectId: input.id, householdId: null, divisionId: division.divisionId, action: 'create', before: null, after: input });
    return load();
  }, load);
}

import { uuidv7 } from 'uuidv7';
import { insertAll } from '../../platform/database/insert-all.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChanges } from '../../platform/records/records.ts';
import { updateWorkerRow } from '../accounts/workers.queries.ts';
import { batches } from '../contacts/contacts.rules.ts';
import { openText, phoneColumns } from '../households/households.sealed.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { listWorkerPhones, listWorkersNamed, type NamedWorker } from './known.queries.ts';
import type { PlaceIndex } from './places.ts';
import type { Run } from './reading.ts';
import { listImportWorkers, settleWorkers, type ResolvedWorker, type StoredWorker } from './store.queries.ts';

// Names of a township are some dozens; a county's file names a few thousand people.
const WORKERS_AT_ONCE = 500;

/** Worker ids by the key of the name in the file. */
export type WorkerMap = ReadonlyMap<string, string>;

/**
 * Finds or adds the people a file names: an existing worker of that township by name and number, by name alone where it stands for one
 * person, else a new one. A number the office's files did not have yet is added; one that differs is changed, because the paper is newer.
 */
export async function resolveWorkers(run: Run, importId: string, places: PlaceIndex): Promise<WorkerMap> {
  const all = await run((ctx) => listImportWorkers(ctx.tx, ctx.actor.countyId, importId));
  for (const batch of batches(all.filter((one) => one.workerId === null), WORKERS_AT_ONCE)) await run((ctx) => resolveBatch(ctx, importId, batch, places));
  const resolved = await run((ctx) => listImportWorkers(ctx.tx, ctx.actor.countyId, importId));
  return new Map(resolved.flatMap((one) => (one.workerId === null ? [] : [[one.workerKey, one.workerId]])));
}

async function resolveBatch(ctx: CareContext, importId: string, named: readonly StoredWorker[], places: PlaceIndex): Promise<void> {
  const { tx, actor: { countyId } } = ctx;
  const known = await listWorkersNamed(tx, countyId, named.map((one) => one.name), places.divisionIds);
  const taken = new Set<string>();
  const fresh: Fresh[] = [];
  const resolved: ResolvedWorker[] = [];
  for (const one of named) {
    const phone = one.phoneEnc === null ? null : ctx.keys.open(one.phoneEnc);
    const worker = choose(ctx, known.filter((each) => each.name === one.name && !taken.has(each.workerId) && isAt(places, each, one)), phone);
    if (worker) taken.add(worker.workerId);
    const workerId = worker?.workerId ?? uuidv7();
    const phoneChanged = worker !== undefined && (await bringPhone(ctx, worker, phone));
    if (!worker) fresh.push({ one, workerId, phone });
    resolved.push({ workerKey: one.workerKey, workerId, created: worker === undefined, phoneChanged, phoneBefore: phoneChanged ? worker.phoneEnc : null });
  }
  await addWorkers(ctx, fresh);
  await settleWorkers(tx, countyId, importId, resolved);
}

const isAt = (places: PlaceIndex, worker: NamedWorker, { placeId }: StoredWorker): boolean => places.meets(worker.divisionId, placeId);

function choose(ctx: CareContext, same: readonly NamedWorker[], phone: string | null): NamedWorker | undefined {
  const index = phone === null ? null : ctx.keys.blindIndex('phone', phone);
  return same.find((worker) => index !== null && worker.phoneIndex?.equals(index)) ?? same.find((worker) => worker.phoneIndex === null) ?? (same.length === 1 ? same[0] : undefined);
}

/** @returns whether the number is another than before */
async function bringPhone(ctx: CareContext, worker: NamedWorker, phone: string | null): Promise<boolean> {
  const before = openText(ctx, worker.phoneEnc);
  if (phone === null || phone === before) return false;
  await writePhone(ctx, worker, { action: 'change', before, after: phone });
  return true;
}

async function writePhone(ctx: CareContext, worker: Pick<NamedWorker, 'workerId' | 'divisionId' | 'version'>, { action, before, after }: { action: string; before: string | null; after: string | null }): Promise<void> {
  await updateWorkerRow(ctx.tx, ctx.actor.countyId, worker.workerId, worker.version, phoneColumns(ctx, after));
  await recordChanges(ctx, [{
    subject: 'worker', subjectId: worker.workerId, householdId: null, divisionId: worker.divisionId, action, before: { phone: before }, after: { phone: after },
  }]);
}

/** Gives workers the numbers back that the file had changed; a number that somebody has changed since stays as they left it. */
export async function putPhonesBack(ctx: CareContext, importId: string): Promise<void> {
  const { tx, actor: { countyId } } = ctx;
  const changed = (await listImportWorkers(tx, countyId, importId)).filter(({ phoneChanged }) => phoneChanged);
  const workers = new Map((await listWorkerPhones(tx, countyId, changed.map(({ workerId }) => workerId!))).map((one) => [one.workerId, one]));
  for (const { workerId, phoneEnc, phoneBeforeEnc } of changed) {
    const worker = workers.get(workerId!);
    const brought = openText(ctx, phoneEnc);
    if (worker && openText(ctx, worker.phoneEnc) === brought) await writePhone(ctx, worker, { action: 'importUndone', before: brought, after: openText(ctx, phoneBeforeEnc) });
  }
}

type Fresh = { one: StoredWorker; workerId: string; phone: string | null };

async function addWorkers(ctx: CareContext, fresh: readonly Fresh[]): Promise<void> {
  if (fresh.length === 0) return;
  const { tx, actor: { countyId } } = ctx;
  await insertAll(tx, 'worker', fresh.map(({ one, workerId, phone }) => ({
    countyId, workerId, divisionId: one.placeId, name: one.name, ...readName(one.name), ...phoneColumns(ctx, phone),
  })));
  await recordChanges(ctx, fresh.map(({ one, workerId, phone }) => ({
    subject: 'worker', subjectId: workerId, householdId: null, divisionId: one.placeId, action: 'create', before: null, after: { name: one.name, phone },
  })));
}

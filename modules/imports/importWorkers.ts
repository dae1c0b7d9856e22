import { uuidv7 } from 'uuidv7';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { recordChanges } from '../../platform/records/records.ts';
import { updateWorkerRow } from '../accounts/workers.queries.ts';
import { batches } from '../contacts/contacts.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { listWorkersNamed, type NamedWorker } from './known.queries.ts';
import type { PlaceIndex } from './places.ts';
import type { Run } from './reading.ts';
import { listImportWorkers, updateImportWorker, type StoredWorker } from './store.queries.ts';

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
  for (const one of named) {
    const phone = one.phoneEnc === null ? null : ctx.keys.open(one.phoneEnc);
    const worker = choose(ctx, known.filter((each) => each.name === one.name && !taken.has(each.workerId) && isAt(places, each, one)), phone);
    if (worker) taken.add(worker.workerId);
    const workerId = worker?.workerId ?? uuidv7();
    if (worker) await bringPhone(ctx, worker, phone);
    else fresh.push({ one, workerId, phone });
    await updateImportWorker(tx, countyId, importId, one.workerKey, { workerId, created: worker === undefined });
  }
  await addWorkers(ctx, fresh);
}

const isAt = (places: PlaceIndex, worker: NamedWorker, { placeId }: StoredWorker): boolean => places.meets(worker.divisionId, placeId);

function choose(ctx: CareContext, same: readonly NamedWorker[], phone: string | null): NamedWorker | undefined {
  const index = phone === null ? null : ctx.keys.blindIndex('phone', phone);
  return same.find((worker) => index !== null && worker.phoneIndex?.equals(index)) ?? same.find((worker) => worker.phoneIndex === null) ?? (same.length === 1 ? same[0] : undefined);
}

async function bringPhone(ctx: CareContext, worker: NamedWorker, phone: string | null): Promise<void> {
  const before = worker.phoneEnc === null ? null : ctx.keys.open(worker.phoneEnc);
  if (phone === null || phone === before) return;
  await updateWorkerRow(ctx.tx, ctx.actor.countyId, worker.workerId, worker.version, { phoneEnc: ctx.keys.seal(phone), phoneIndex: ctx.keys.blindIndex('phone', phone) });
  await recordChanges(ctx, [{
    subject: 'worker', subjectId: worker.workerId, householdId: null, divisionId: worker.divisionId, action: 'change', before: { phone: before }, after: { phone },
  }]);
}

type Fresh = { one: StoredWorker; workerId: string; phone: string | null };

async function addWorkers(ctx: CareContext, fresh: readonly Fresh[]): Promise<void> {
  if (fresh.length === 0) return;
  const { tx, actor: { countyId }, keys } = ctx;
  await tx.insertInto('worker').values(fresh.map(({ one, workerId, phone }) => ({
    countyId, workerId, divisionId: one.placeId, name: one.name, ...readName(one.name),
    phoneEnc: phone === null ? null : keys.seal(phone), phoneIndex: phone === null ? null : keys.blindIndex('phone', phone),
  }))).execute();
  await recordChanges(ctx, fresh.map(({ one, workerId, phone }) => ({
    subject: 'worker', subjectId: workerId, householdId: null, divisionId: one.placeId, action: 'create', before: null, after: { name: one.name, phone },
  })));
}

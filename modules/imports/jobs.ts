import { sql } from 'kysely';
import { runInContext, type Machinery, type MakeContext } from '../../platform/http/kernel.ts';
import { toProblem } from '../../platform/http/problems.ts';
import { Problem } from '../../platform/problem.ts';
import { openSession } from '../accounts/accounts.session.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { applyRows, type Applying } from './applying.ts';
import type { ImportFailure, ImportStep } from './imports.api.schema.ts';
import { NO_DECISIONS, type StoredMapping } from './decisions.rules.ts';
import { resolveWorkers } from './importWorkers.ts';
import { getImport } from './imports.service.ts';
import { loadPlaces } from './places.ts';
import { readImport, type Run } from './reading.ts';
import { countDone, lockImport, pendingRows, takeStock, updateImport } from './store.queries.ts';
import { undoImport } from './undoing.ts';

/** What the work on imports stands on: the running program and how its contexts are made. */
export interface ImportProgram {
  readonly machinery: Machinery;
  readonly makeContext: MakeContext<CareContext>;
}

// Five hundred files open in about a second, so people at work never wait long for a lock, and a stop loses no more than that.
const ROWS_AT_ONCE = 500;
// A new county is empty, then grows hundredfold while PostgreSQL keeps the plans it made at first: it is told after 500, 5,000 and 50,000 rows.
const TAKES_STOCK_BEFORE: ReadonlySet<number> = new Set([1, 10, 100]);

/**
 * Work on imports that goes on by itself. Each step is a transaction of its own that leaves the import able to go on from there, so a job
 * that dies with the program is simply started again.
 */
export class ImportJobs {
  private readonly program: ImportProgram;
  private readonly running = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(program: ImportProgram) {
    this.program = program;
  }

  /** Goes on with an import as its owner; a second call while it runs joins the first. */
  go(countyId: number, importId: string, accountId: string): Promise<void> {
    const known = this.running.get(importId);
    if (known) return known;
    const job = this.work(countyId, importId, accountId).finally(() => this.running.delete(importId));
    this.running.set(importId, job);
    return job;
  }

  /** Goes on with whatever a stop interrupted. */
  async resume(): Promise<void> {
    if (this.stopping) return;
    const { rows } = await sql<{ countyId: number; importId: string; accountId: string }>`select county_id, import_id, account_id from app.unfinished_imports()`.execute(this.program.machinery.db);
    for (const row of rows) void this.go(row.countyId, row.importId, row.accountId).catch(() => {});
  }

  /** Lets the step at hand finish and starts no other. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.running.values());
  }

  private async work(countyId: number, importId: string, accountId: string): Promise<void> {
    const run = ownRun(this.program, { countyId, accountId });
    try {
      await workOn(run, importId, () => this.stopping);
    } catch (error) {
      if (this.stopping) return;
      await run((ctx) => fail(ctx, importId, error));
      if (!(error instanceof Problem)) throw error;
    }
  }
}

/** Runs each step as that account through a session of its own: the person may sign out and the work goes on. */
export function ownRun({ machinery, makeContext }: ImportProgram, account: { countyId: number; accountId: string }): Run {
  let token: string | null = null;
  return async (work) => {
    const step = async () => {
      token ??= await openSession(machinery.db, account, { address: 'localhost', agent: 'lianxin import' }, true);
      return runInContext(machinery, makeContext, { token, purpose: 'import', writes: true }, work);
    };
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'session.none') throw error;
      token = null;
      return step();
    }
  };
}

/** Takes the import as far as it goes from where it stands. */
export async function workOn(run: Run, importId: string, stopped: () => boolean = () => false): Promise<void> {
  const { status } = await run((ctx) => getImport(ctx, importId));
  if (status === 'reading') await readImport(run, importId);
  if (status === 'applying') await applyImport(run, importId, stopped);
  if (status === 'undoing') await undoImport(run, importId, stopped);
}

/** Applies what is not applied yet, a batch a transaction. */
async function applyImport(run: Run, importId: string, stopped: () => boolean): Promise<void> {
  const applying = await run((ctx) => prepare(ctx, importId));
  const workers = await resolveWorkers(run, importId, applying.places);
  for (let [after, batch]: [number | null, number] = [0, 0]; after !== null && !stopped(); batch++) {
    const behind: number = after;
    if (TAKES_STOCK_BEFORE.has(batch)) await run((ctx) => takeStock(ctx.tx));
    after = await run((ctx) => applyNext(ctx, { ...applying, workers }, behind));
  }
}

export async function prepare(ctx: CareContext, importId: string): Promise<Omit<Applying, 'workers'>> {
  const stored = await getImport(ctx, importId);
  const mapping = stored.mapping as unknown as StoredMapping;
  return { stored, mapping, places: await loadPlaces(ctx, stored), separate: new Set((mapping.decisions ?? NO_DECISIONS).separate) };
}

/** @returns the last row applied; null when nothing is left */
export async function applyNext(ctx: CareContext, applying: Applying, after: number): Promise<number | null> {
  const { tx, actor: { countyId } } = ctx;
  const { importId } = applying.stored;
  await lockImport(tx, countyId, importId);
  const rows = await pendingRows(tx, countyId, importId, after, ROWS_AT_ONCE);
  if (rows.length > 0) await applyRows(ctx, applying, rows);
  await countDone(tx, countyId, importId, rows.length);
  if (rows.length === 0) await updateImport(tx, countyId, importId, { status: 'done' });
  return rows.at(-1)?.rowNumber ?? null;
}

async function fail(ctx: CareContext, importId: string, error: unknown): Promise<void> {
  const { code, text } = toProblem(error).problem;
  const step = (await getImport(ctx, importId)).status as ImportStep;
  await updateImport(ctx.tx, ctx.actor.countyId, importId, { status: 'failed', failure: JSON.stringify({ code, text, step } satisfies ImportFailure) });
}

import { readTable } from '../../platform/documents/documents.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { beginApply, errorsWorkbook } from './imports.apply.ts';
import type { ImportResult } from './imports.api.schema.ts';
import { addImport, getImport, problemsOf, resultOf, type NewImport } from './imports.service.ts';
import { workOn } from './jobs.ts';
import type { Run } from './reading.ts';

export interface ImportedLedger extends ImportResult {
  /** The rows that stayed out as a workbook; null when it was not asked for. */
  readonly errors: Buffer | null;
}

export interface LedgerOptions {
  /** Says all that would happen and changes nothing. */
  readonly dryRun: boolean;
  readonly errors: 'zh' | 'en' | null;
}

/**
 * A ledger from file to result in one go, as the command line does it: the same steps as over HTTP.
 * @param run each call is a transaction of its own
 * @throws Problem as `addImport`, `file.*` (422), and whatever stopped the reading
 */
export async function importLedger(run: Run, input: NewImport, options: LedgerOptions): Promise<ImportedLedger> {
  await readTable({ name: input.fileName, bytes: input.bytes });
  return options.dryRun ? tryLedger(run, input, options) : bringLedger(run, input, options);
}

async function bringLedger(run: Run, input: NewImport, { errors }: LedgerOptions): Promise<ImportedLedger> {
  await run((ctx) => addImport(ctx, input));
  await workOn(run, input.id);
  await run((ctx) => beginApply(ctx, input.id, []));
  await workOn(run, input.id);
  const result = await run(async (ctx) => {
    const stored = await getImport(ctx, input.id);
    return (await resultOf(ctx, stored, await problemsOf(ctx, stored, Infinity)))!;
  });
  return { ...result, errors: errors === null ? null : (await errorsWorkbook(run, input.id, errors)).bytes };
}

/** Carries a result out of a transaction that is not to be kept. */
class NotKept extends Error {
  readonly result: ImportedLedger;
  constructor(result: ImportedLedger) {
    super('a dry run is never kept');
    this.result = result;
  }
}

/** The very same steps in one transaction that is thrown away, so that a dry run can say nothing else than the real one does. */
async function tryLedger(run: Run, input: NewImport, options: LedgerOptions): Promise<ImportedLedger> {
  try {
    return await run(async (ctx) => {
      // Duties of households that will not stay are nobody's business.
      const dry: CareContext = { ...ctx, duties: { ...ctx.duties, refresh: async () => {}, lay: async () => {} } };
      throw new NotKept(await bringLedger((work) => work(dry), input, options));
    });
  } catch (error) {
    if (error instanceof NotKept) return error.result;
    throw error;
  }
}

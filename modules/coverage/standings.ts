import { loadStandings } from '../duties/duties.facts.ts';
import type { CompactStanding } from '../duties/duties.rules.ts';
import type { CareContext } from '../policies/policies.context.ts';

// Facts of so many households with all their visits are in memory twice at once: some 10 MB.
const BATCH = 200;

/**
 * Households with their facts, in the order of the ids; those the actor may not see are left out. While some are worked with, the database gathers
 * the next: each takes about half of the time.
 */
export async function* standingsOf(ctx: CareContext, householdIds: readonly string[]): AsyncGenerator<CompactStanding> {
  const batches = Array.from({ length: Math.ceil(householdIds.length / BATCH) }, (_, at) => householdIds.slice(at * BATCH, (at + 1) * BATCH));
  let ahead = batches[0] && gather(ctx, batches[0]);
  for (const next of [...batches.slice(1), undefined]) {
    const found = await ahead;
    ahead = next && gather(ctx, next);
    yield* found ?? [];
  }
}

/** Whoever stops early leaves a batch behind that nobody waits for; should it fail, nobody must fall over it. */
function gather(ctx: CareContext, ids: readonly string[]): Promise<CompactStanding[]> {
  const found = loadStandings(ctx, ids);
  found.catch(() => undefined);
  return found;
}

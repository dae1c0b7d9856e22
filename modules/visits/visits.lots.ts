import type { Created } from '../../platform/database/once.ts';
import type { Database, Tx } from '../../platform/database/pool.ts';
import { together } from '../../platform/database/together.ts';
import type { Lot } from '../../platform/http/lot.ts';
import { Problem } from '../../platform/problem.ts';
import type { CareContext, FoundInLot } from '../policies/policies.context.ts';
import { insertVisits, type NewVisit } from './visits.queries.ts';
import type { RecordedVisit, VisitInput } from './visits.schema.ts';
import { askedVisit, decideVisit } from './visits.service.ts';

interface Asked {
  readonly lot: Lot<CareContext>;
  readonly input: VisitInput;
}
/** Undefined: it goes by itself. */
type Answer = Created<RecordedVisit> | undefined;
type Decided = { readonly row: NewVisit & { readonly session: Buffer }; readonly recorded: RecordedVisit } | Problem | undefined;

/**
 * Records a visit together with those that come at the same moment: one look at all their households, one writing, one commit, each under the scope of
 * its own recorder. Undefined where it takes more than that, or the lot as a whole could not be written: then it is recorded by itself, from the beginning.
 * @throws Problem as recordVisit
 */
export const recordInLot = (lot: Lot<CareContext>, input: VisitInput): Promise<Answer> => recordTogether(lot.db, { lot, input });

// One is being read, one weighed, one written: with two the ratio to the same rows was 0.70 where it is 0.76, with one 0.46.
const LANES = 3;

const recordTogether = together<Asked, Answer>(async (db: Database, asked: readonly Asked[]) => {
  const inTurn = oneEachHousehold(asked);
  const decided = await writeAll(db, inTurn).catch((): undefined[] => []);
  const answers = new Map(inTurn.map((one, at) => [one, decided[at]]));
  return asked.map((one): Answer | Error => {
    const decision = answers.get(one);
    return decision && !(decision instanceof Problem) ? { value: decision.recorded, again: false } : decision;
  });
}, LANES);

/**
 * Of two visits to one household the second must know of the first, and of two days each is judged by its own. In the order in which everything here
 * locks households.
 */
function oneEachHousehold(asked: readonly Asked[]): Asked[] {
  const first = new Map<string, Asked>();
  for (const one of asked) {
    if (!first.has(one.input.householdId) && one.lot.early.today === asked[0]!.lot.early.today) first.set(one.input.householdId, one);
  }
  return [...first.values()].sort((a, b) => (a.input.householdId < b.input.householdId ? -1 : 1));
}

async function writeAll(db: Database, asked: readonly Asked[]): Promise<Decided[]> {
  let written: Promise<void> = Promise.resolve();
  try {
    return await db.transaction().execute(async (tx) => {
      const decided = await decideAll(tx, asked);
      // The commit is sent right behind it, as where one visit is recorded by itself.
      written = insertVisits(tx, decided.flatMap((one) => (one && !(one instanceof Problem) ? [one.row] : [])));
      written.catch(() => {});
      return decided;
    });
  } finally {
    await written;
  }
}

async function decideAll(tx: Tx, asked: readonly Asked[]): Promise<Decided[]> {
  const { early } = asked[0]!.lot;
  const found = await early.duties.forVisits(tx, early, asked.map(({ lot: { session, purpose }, input }) => ({ session, purpose, asked: askedVisit(input) })));
  return asked.map((one, at) => {
    try {
      return decide(one, found[at]!);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  });
}

function decide({ lot, input }: Asked, { scope, found }: FoundInLot): Decided {
  if (!scope) return undefined;
  const decided = decideVisit(lot.under(scope), input, found);
  return decided && { recorded: decided.recorded, row: { ...decided.row, session: lot.session } };
}

import type { Day, HouseholdFacts, Visit, VisitCredit } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import type { PolicyBook } from './policies.schema.ts';

/** The book with its sheets: the engine computes with the packs alone; the program is always given the book that carries both. */
export const policyBook = (ctx: Pick<Context, 'book'>): PolicyBook => ctx.book as PolicyBook;

/**
 * What modules that change facts may ask of the one that keeps duties, which stands after them all.
 * The program's entry puts it into the context, so that no module imports a later one.
 */
export interface DutyKeeper {
  /** Computes the stored duties and standing of these households anew, after facts of theirs changed in this transaction. */
  refresh(ctx: CareContext, householdIds: readonly string[]): Promise<void>;
  /** Stores the first duties and standing of households that this transaction has just written, in one go for hundreds of them. */
  lay(ctx: CareContext, households: readonly NewHouseholdFacts[]): Promise<void>;
  /** The facts of these households as the engine takes them; those the actor may not see are left out. */
  load(ctx: CareContext, householdIds: readonly string[]): Promise<LoadedHousehold[]>;
  /** One household with just the visits that can share a window with a visit of that day. */
  loadAround(ctx: CareContext, householdId: string, day: Day): Promise<LoadedHousehold | null>;
  /** What storing one more visit changes: what it credits, and the rows of duties and standing to write with it. */
  weigh(ctx: CareContext, household: LoadedHousehold, visit: Visit): WeighedVisit;
}

export interface LoadedHousehold {
  readonly facts: HouseholdFacts;
  readonly divisionId: number;
  /** Ids of the divisions from the county down, each followed by a full stop. */
  readonly divisionPath: string;
  /** The day its file was last brought up to date. */
  readonly updatedOn: string;
  /** The day its stored duties were computed for; null: never. */
  readonly computedOn: string | null;
  /** Last days, among visits left out of the facts, on which somebody was reached and a contact card was handed over. */
  readonly reachedBefore: string | null;
  readonly cardBefore: string | null;
}

/** What whoever writes a new household knows of it; what its place gives it (packs, who serves all of it) is added by the keeper. */
export interface NewHouseholdFacts {
  readonly facts: Omit<HouseholdFacts, 'packs'>;
  readonly divisionId: number;
  readonly updatedOn: string;
}

export interface WeighedVisit {
  readonly credit: VisitCredit;
  /** For app.record_visit: the duty rows that change or go, and the standing; null where the stored rows are of another day and must be computed whole. */
  readonly answers: { readonly duties: readonly object[]; readonly gone: readonly object[]; readonly standing: object } | null;
}

export interface CareContext extends Context {
  readonly duties: DutyKeeper;
}

import type { Day, HouseholdFacts, Visit, VisitCredit } from '@lianxin/engine';
import type { Context, Deciding } from '../../platform/context.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { Ahead, ScopeRow } from '../../platform/database/scope.ts';
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
  /** What recording a visit must know: the household with just the visits that can share a window with it, and the rest. Asked ahead of the scope. */
  forVisit(ctx: Pick<CareContext, 'book' | 'today'>, asked: AskedVisit): Ahead<FoundForVisit | null>;
  /** The same of several who record at once, in their order, each under a scope of its own; the last one's is open afterwards. */
  forVisits(tx: Tx, ctx: Pick<CareContext, 'book' | 'today'>, asked: readonly AskedInLot[]): Promise<FoundInLot[]>;
  /** What storing one more visit changes: what it credits, and the rows of duties and standing to write with it. */
  weigh(ctx: Deciding<CareContext>, household: LoadedHousehold, visit: Visit): WeighedVisit;
}

export interface LoadedHousehold {
  readonly facts: HouseholdFacts;
  readonly divisionId: number;
  /** Ids of the divisions from the county down, each followed by a full stop. */
  readonly divisionPath: string;
  /** Assigned to the actor today, or under contract with the actor's team. */
  readonly mine: boolean;
  /** The day its file was last brought up to date. */
  readonly updatedOn: string;
  /** The day its stored duties were computed for; null: never. */
  readonly computedOn: string | null;
}

/** What whoever writes a new household knows of it; what its place gives it (packs, who serves all of it) is added by the keeper. */
export interface NewHouseholdFacts {
  readonly facts: Omit<HouseholdFacts, 'packs'>;
  readonly divisionId: number;
  readonly updatedOn: string;
}

/** Null in its place: there is no such household, or the actor may not see it. */
export interface FoundForVisit {
  readonly loaded: LoadedHousehold;
  readonly recording: Recording;
}

export interface AskedVisit {
  readonly householdId: string;
  readonly day: Day;
  readonly commandId: string;
  /** Workers who took part. */
  readonly participants: readonly string[];
}

export interface AskedInLot {
  /** SHA-256 of the session token. */
  readonly session: Buffer;
  readonly purpose: string;
  readonly asked: AskedVisit;
}

export interface FoundInLot {
  /** Null: there is no such session. */
  readonly scope: ScopeRow | null;
  readonly found: FoundForVisit | null;
}

export interface Recording {
  /** Digest of the same command sent before; null: never sent. */
  readonly digest: Buffer | null;
  readonly recorderName: string;
  /** Those asked for whom the county knows. */
  readonly workers: readonly { readonly id: string; readonly name: string }[];
}

export interface VisitAnswers {
  /** Duty rows that change, in the names of app.duty, and ids of those that go. */
  readonly duties: readonly object[];
  readonly gone: readonly string[];
  /** The day, when somebody was reached. */
  readonly reachedOn: Day | null;
}

export interface WeighedVisit {
  readonly credit: VisitCredit;
  /** What app.record_visit writes of it; null where more hangs on the visit, or the stored rows are of another day: then the household is refreshed. */
  readonly answers: VisitAnswers | null;
}

export interface CareContext extends Context {
  readonly duties: DutyKeeper;
}

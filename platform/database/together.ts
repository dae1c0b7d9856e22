import DataLoader from 'dataloader';
import type { Database } from './pool.ts';

/** @returns an answer or a refusal for each question, in their order */
type AskAll<Q, A> = (db: Database, questions: readonly Q[]) => Promise<readonly (A | Error)[]>;
type Asking<Q, A> = (questions: readonly Q[]) => Promise<readonly (A | Error)[]>;

/** More would keep the first of them waiting for the last; from sixteen on another one more saves next to nothing. */
const MOST = 32;

/**
 * Asks in one go what is asked at the same moment. Where nothing of the kind is under way a question leaves at once and alone; while as many lots are
 * under way as there are lanes, what comes gathers and leaves behind them, so nobody waits for company. A lot that fails as a whole is asked again one
 * by one: what is wrong with one question is the trouble of that one.
 * @param lanes how many lots may be under way at once
 */
export function together<Q, A>(askAll: AskAll<Q, A>, lanes = 1): (db: Database, question: Q) => Promise<A> {
  const loaders = new WeakMap<Database, DataLoader<Q, A>>();
  return (db, question) => {
    const loader = loaders.get(db) ?? inLots((questions: readonly Q[]) => askAll(db, questions), lanes);
    loaders.set(db, loader);
    return loader.load(question);
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function inLots<Q, A>(askAll: Asking<Q, A>, lanes: number): DataLoader<Q, A> {
  let waiting: (() => void)[] = [];
  let underWay = 0;
  const schedule = (leave: () => void): void => {
    if (underWay >= lanes) return void waiting.push(leave);
    underWay += 1;
    // At the end of this turn of the loop: what other connections brought in the same turn goes along.
    setImmediate(leave);
  };
  const ask = async (questions: readonly Q[]): Promise<readonly (A | Error)[]> => {
    try {
      return await allOrEach(askAll, questions);
    } finally {
      const [next, ...later] = waiting;
      waiting = later;
      if (!next) underWay -= 1;
      next?.();
      // The next lot is on its way before these answers are written out, which takes as long as the database needs for it.
      if (next) await nextTurn();
    }
  };
  return new DataLoader<Q, A>(ask, { cache: false, maxBatchSize: MOST, batchScheduleFn: schedule });
}

async function allOrEach<Q, A>(askAll: Asking<Q, A>, questions: readonly Q[]): Promise<readonly (A | Error)[]> {
  try {
    return await askAll(questions);
  } catch (error) {
    if (questions.length === 1) return [error as Error];
    return (await Promise.all(questions.map((one) => allOrEach(askAll, [one])))).flat();
  }
}

import type { CompiledQuery, QueryResult, RawBuilder } from 'kysely';
import type { Database } from './pool.ts';

/**
 * A statement that is sent all day and asks for the same things in the same order: put together by the query builder the first time, and from then on
 * sent with other values. Putting it together takes longer than sending it.
 * @param compose uses every value once, in their order, each as a value of its own
 */
export function prepared<T, V extends readonly unknown[]>(compose: (values: V) => RawBuilder<T>): (db: Database, values: V) => Promise<QueryResult<T>> {
  let query: CompiledQuery<T> | undefined;
  return (db, values) => {
    query ??= composed(compose(values).compile(db), values);
    return db.executeQuery<T>({ ...query, parameters: values });
  };
}

function composed<T>(query: CompiledQuery<T>, values: readonly unknown[]): CompiledQuery<T> {
  const inOrder = query.parameters.length === values.length && values.every((value, at) => Object.is(value, query.parameters[at]));
  if (!inOrder) throw new Error(`the values of this statement do not stand in their order: ${query.sql}`);
  return query;
}

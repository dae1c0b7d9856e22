import { type Expression, sql, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/context.ts';
import { coversTerritory, rightsOfKind } from '../accounts/accounts.rules.ts';

/**
 * The actor's territory as a condition that an index answers, or null for someone who reads the whole county. The row policies decide what is
 * seen and are judged row by row: without this the page of a village is found by judging every row of the county before it.
 * @param alias of a table with `division_id` and `household_id`
 */
export function withinReach({ posts }: Pick<Actor, 'posts'>, alias: string): Expression<SqlBool> | null {
  const reading = posts.filter((post) => rightsOfKind(post.kind).includes('household.read'));
  if (reading.some((post) => coversTerritory(post) && post.level === 'county')) return null;
  const below = sql<SqlBool>`${sql.ref(`${alias}.divisionId`)} = any(app.read_divisions())`;
  const assigned = sql<SqlBool>`${sql.ref(`${alias}.householdId`)} = any(app.read_households())`;
  if (reading.every(coversTerritory)) return below;
  return !reading.some(coversTerritory) ? assigned : sql<SqlBool>`(${below} or ${assigned})`;
}

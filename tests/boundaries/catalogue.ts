import type pg from 'pg';

import type { Source } from './sources.ts';

/** Registries of values unique in the whole country are keyed by that value and know the county by number only. */
export const REGISTRIES = ['identity', 'username', 'session', 'certificate_code', 'sign_in_guess'] as const;

export type Placements = { readonly reference: ReadonlySet<string>; readonly unplaced: readonly string[] };

/**
 * Where the migrations put each table on a cluster: reference tables, and tables nobody has placed (which
 * could not be spread later without dropping every foreign key).
 */
export function placements(sources: readonly Source[]): Placements {
  const sql = sources.filter(({ path }) => /^db\/migrations\/.*\.sql$/.test(path)).map(({ text }) => text).join('\n');
  const named = (pattern: RegExp): Set<string> => new Set([...sql.matchAll(pattern)].map((match) => match[1] ?? ''));
  const reference = named(/place_reference\('app\.(\w+)'\)/g);
  const placed = new Set([...reference, ...named(/place_sharded\('app\.(\w+)'/g), ...REGISTRIES]);
  // Partitions follow their table.
  return { reference, unplaced: [...named(/create table (?:if not exists )?app\.(\w+)(?! partition of)\b/g)].filter((name) => !placed.has(name)) };
}

/**
 * Tables of people that could not be spread over servers by county, and tables without row security, in a
 * live database.
 * @returns one line for each fault
 */
export async function faultyTables(client: pg.Client, reference: ReadonlySet<string>): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(FAULTS, [REGISTRIES, [...reference]]);
  return rows.map((row) => row.fault);
}

const FAULTS = `
  with t as (
    select c.oid, c.relname, c.relrowsecurity,
           (select attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'county_id' and c.relname <> all ($2)) as county
      from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition),
  k as (select k.conname, k.contype, k.conkey, k.confrelid, t.relname, t.county from pg_constraint k join t on t.oid = k.conrelid)
  select fault from (
    select format('%s has no row security', relname) as fault from t where not relrowsecurity
    union all
    select format('%s: county_id may be null', t.relname) from t join pg_attribute a on a.attrelid = t.oid and a.attnum = t.county where not a.attnotnull
    union all
    select format('%s holds people but no county_id', t.relname) from t join pg_attribute a on a.attrelid = t.oid
     where t.county is null and a.attname in ('household_id', 'member_id', 'worker_id', 'account_id') and t.relname <> all ($1)
    union all
    select format('%s has no primary key', relname) from t where not exists (select from pg_constraint p where p.conrelid = t.oid and p.contype = 'p')
    union all
    select format('%s: %s does not begin with county_id', relname, conname) from k
     where county is not null and contype in ('p', 'u') and conkey[1] <> county and relname <> all ($1)
    union all
    select format('%s: unique index %s does not begin with county_id', t.relname, i.indexrelid::regclass)
      from pg_index i join t on t.oid = i.indrelid
     where i.indisunique and t.county is not null and i.indkey[0] <> t.county and t.relname <> all ($1)
       and not exists (select from pg_constraint p where p.conindid = i.indexrelid)
    union all
    select format('%s: %s refers to a table of people without county_id', k.relname, k.conname)
      from k join t on t.oid = k.confrelid
     where k.contype = 'f' and k.county is not null and t.county is not null and not (k.county = any (k.conkey))
  ) x order by fault`;

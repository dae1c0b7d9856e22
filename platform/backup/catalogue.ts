import type pg from 'pg';
import { inOrderOfReferences, type Reference } from './order.rules.ts';

/** One table and the statements that copy it, made and quoted by the server itself. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly copyOut: string;
  readonly copyIn: string;
  readonly anyRow: string;
}

export interface Catalogue {
  /** Each after those it refers to. */
  readonly tables: readonly CopiedTable[];
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
}

// Who was signed in then is not signed in after a restore: a session is a key to the files, and would come back to life with the copy. Guesses at names
// that nobody has are kept by the machine they were made at, and must not make an empty database look full.
const LEFT_OUT = ['session', 'sign_in_guess'];

// A query is copied instead of the table, since a partitioned table itself gives nothing out. Generated columns make themselves anew.
const TABLES = `
  select c.relname as name, cols.names as columns,
         format('copy (select %s from app.%I) to stdout', cols.list, c.relname) as "copyOut",
         format('copy app.%I (%s) from stdin', c.relname, cols.list) as "copyIn",
         format('select exists (select from app.%I) as found', c.relname) as "anyRow"
    from pg_class c
    cross join lateral (
      select string_agg(format('%I', a.attname), ', ' order by a.attnum) as list, array_agg(a.attname::text order by a.attnum) as names
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') cols
   where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1::text[])
   order by c.relname`;

const REFERENCES = `
  select f.relname as "from", t.relname as "to"
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
   where k.contype = 'f' and k.connamespace = 'app'::regnamespace and k.conparentid = 0
   order by 1, 2`;

/** What of a migrated database is copied. Works for its owner; needs no superuser. */
export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const tables = (await client.query<CopiedTable>(TABLES, [LEFT_OUT])).rows;
  const references = (await client.query<Reference>(REFERENCES)).rows;
  const migrations = (await client.query<{ name: string; sha256: string }>('select name, sha256 from lianxin.migration order by name')).rows;
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = inOrderOfReferences([...byName.keys()], references.filter(({ to }) => byName.has(to)));
  return { tables: ordered.map((name) => byName.get(name)!), migrations };
}

/** Where the counters of the identity columns stand; null: never used. */
export async function readSequences(client: pg.Client): Promise<{ name: string; value: number | null }[]> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences where schemaname = 'app' order by 1`);
  return rows.map(({ name, value }) => ({ name, value: value === null ? null : Number(value) }));
}

/** The latest seal of every county's records. */
export async function readSeals(client: pg.Client): Promise<{ county: number; seal: number; hash: string }[]> {
  const { rows } = await client.query<{ county: number; seal: string; hash: string }>(
    // By its table's name: a bare `seal` would be the text beside it, and the tenth come before the ninth.
    `select distinct on (s.county_id) s.county_id as county, s.seal::text, encode(s.hash, 'hex') as hash from app.seal s order by s.county_id, s.seal desc`);
  return rows.map(({ county, seal, hash }) => ({ county, seal: Number(seal), hash }));
}

/** A connection for long copies: the limits that keep pages quick would end them, and a scan that joins another half-way would give the same rows in another order. */
export const COPYING = { application_name: 'lianxin backup', options: '-c search_path=app -c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c synchronize_seqscans=off' } as const;

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../platform/database/migrate-root.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { placements } from '../boundaries/catalogue.ts';
import { projectSources } from '../boundaries/sources.ts';

/**
 * A hospital serves members of several counties, therefore its functions look rows up without naming one, where every index of a county's table leads
 * with it. At the size of a province such a look-up reads the whole table unless an index of its own begins with what it names. The functions are
 * found in the catalogue and called; the server itself says (auto_explain) how it would go about each of their statements.
 */
const database = await testDatabase();
const client = new pg.Client({ connectionString: database.superUrl });
const HERE = '01a00000-0000-7000-8000-000000000001';

/** Meant to go over all there is, at the start or in the night. */
const OVER_EVERYTHING = ['fold_tallies', 'take_stock', 'holds_sealed', 'seal_records'];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}
interface Index {
  readonly leading: string;
  readonly partial: boolean;
  readonly table: string;
}

let explained: string[] = [];
let indexes = new Map<string, Index>();
const reference = placements(projectSources(projectRoot())).reference;

beforeAll(async () => {
  await client.connect();
  client.on('notice', ({ message = '' }) => void explained.push(message));
  await client.query(`load 'auto_explain'`);
  await client.query(`set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_format = json; set client_min_messages = log`);
  // A small table is read whole, and two are merged, whatever indexes there are; this asks what could be done once they have grown. A plan for any value,
  // as after the fifth call.
  await client.query(`set enable_seqscan = off; set enable_mergejoin = off; set enable_hashjoin = off; set plan_cache_mode = force_generic_plan; set app.hospital_id = '${HERE}'; set app.county_ids = '{1}'`);
  const { rows } = await client.query<Index & { name: string }>(`
    select i.indexrelid::regclass::text as name, c.relname as table, i.indpred is not null as partial, coalesce(a.attname, '') as leading
    from pg_index i join pg_class c on c.oid = i.indrelid left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where c.relnamespace = 'app'::regnamespace`);
  indexes = new Map(rows.map((row) => [row.name, row]));
});
afterAll(() => client.end());

/** Functions that read tables and are not told of which county. */
async function countyless(): Promise<{ name: string; call: string }[]> {
  const { rows } = await client.query<{ name: string; call: string }>(`
    select p.proname as name, format('select * from app.%I(%s)', p.proname, coalesce((
        select string_agg(case t.type::regtype::text when 'uuid' then '''${HERE}''::uuid' when 'date' then 'date ''2026-11-22''' when 'integer' then '1' when 'bytea' then '''\\x00''::bytea'
          when 'bytea[]' then '''{"\\\\x00"}''::bytea[]' when 'uuid[]' then '''{${HERE}}''::uuid[]' when 'date[]' then '''{2026-11-22}''::date[]'
          when 'text[]' then '''{outpatient}''::text[]' when 'timestamp with time zone' then 'now()' when 'jsonb' then '''{}''::jsonb' when 'numeric' then '1.0' when 'boolean' then 'false' else '''outpatient''::' || t.type::regtype end, ', ' order by t.n)
        from unnest(p.proargtypes) with ordinality as t (type, n)), '')) as call
    from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype and p.prosrc ~* '(from|join|update|into)\\s+app\\.'
      and not coalesce(p.proargnames @> array['p_county'], false) and p.proname <> all ($1)
    order by p.proname`, [OVER_EVERYTHING]);
  return rows;
}

async function plansOf(call: string): Promise<Plan[]> {
  explained = [];
  await client.query('begin');
  // What a function refuses, it refuses after it has looked.
  await client.query(call).catch(() => {});
  await client.query('rollback');
  return explained.filter((said) => said.includes('plan:')).map((said) => (JSON.parse(said.slice(said.indexOf('{'))) as { Plan: Plan }).Plan);
}

/** Where a plan reads more than what it looks for. */
function faults(plan: Plan): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': name, 'Index Cond': condition = '' } = plan;
  const index = name === undefined ? undefined : indexes.get(name);
  const whole = type === 'Seq Scan' && table !== undefined && !reference.has(table) ? [`${table} is read whole`] : [];
  // A partial index holds little more than what is asked for, and may be gone through.
  const along = index && !index.partial && !reference.has(index.table) && !new RegExp(`\\b${index.leading}\\b`).test(condition) ? [`${index.table} is gone through along ${name}`] : [];
  return [...whole, ...along, ...(plan.Plans ?? []).flatMap(faults)];
}

test('a function that is not told the county finds its rows by an index that begins with what it is told', async () => {
  const functions = await countyless();
  expect(functions.map(({ name }) => name)).toEqual(expect.arrayContaining(['encounter_county', 'register_encounter', 'hospital_encounters', 'bed_request_county', 'consent_county', 'void_waiver', 'desk_counts', 'sign_in_account']));
  const found: Record<string, string[]> = {};
  for (const { name, call } of functions) {
    const plans = await plansOf(call);
    expect([name, plans.length > 0]).toEqual([name, true]);
    found[name] = [...new Set(plans.flatMap(faults))];
  }
  expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
});

test('without one of these indexes the same question is answered otherwise', async () => {
  await client.query('drop index app.encounter_id');
  expect((await plansOf(`select app.encounter_county('${HERE}')`)).flatMap(faults)).not.toEqual([]);
});

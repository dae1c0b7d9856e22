-- The ground every table stands on: schema, placement for Citus, the scope of a session and the guard that turns it into row policies.

create schema app;
comment on schema app is 'Everything Lianxin stores. Serving uses the role lianxin_app, which owns nothing.';
grant usage on schema app to lianxin_app;

-- On one server these do nothing; on Citus they must run right after CREATE TABLE, before any foreign key is added.
create function app.place_sharded(target regclass) returns void language plpgsql as $$
begin
  if exists (select 1 from pg_extension where extname = 'citus') then
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    execute format('select create_distributed_table(%L, %L)', target::text, 'county_id');
  end if;
end $$;

create function app.place_reference(target regclass) returns void language plpgsql as $$
begin
  if exists (select 1 from pg_extension where extname = 'citus') then
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    execute format('select create_reference_table(%L)', target::text);
  end if;
end $$;

-- The scope lives in transaction-local settings written by app.set_scope. After a transaction a setting reads '' and not NULL,
-- so every reader goes through nullif: an empty scope is NULL, every comparison with it is NULL, and no row is seen.
create function app.account_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
create function app.county_ids() returns int[] language sql stable as
  $$ select nullif(current_setting('app.county_ids', true), '')::int[] $$;
create function app.read_whole() returns int[] language sql stable as
  $$ select nullif(current_setting('app.read_whole', true), '')::int[] $$;
create function app.read_divisions() returns int[] language sql stable as
  $$ select nullif(current_setting('app.read_divisions', true), '')::int[] $$;
create function app.read_households() returns uuid[] language sql stable as
  $$ select nullif(current_setting('app.read_households', true), '')::uuid[] $$;
create function app.write_whole() returns int[] language sql stable as
  $$ select nullif(current_setting('app.write_whole', true), '')::int[] $$;
create function app.write_divisions() returns int[] language sql stable as
  $$ select nullif(current_setting('app.write_divisions', true), '')::int[] $$;
create function app.visit_whole() returns int[] language sql stable as
  $$ select nullif(current_setting('app.visit_whole', true), '')::int[] $$;
create function app.visit_divisions() returns int[] language sql stable as
  $$ select nullif(current_setting('app.visit_divisions', true), '')::int[] $$;
create function app.visit_households() returns uuid[] language sql stable as
  $$ select nullif(current_setting('app.visit_households', true), '')::uuid[] $$;
create function app.admin_whole() returns int[] language sql stable as
  $$ select nullif(current_setting('app.admin_whole', true), '')::int[] $$;
create function app.admin_divisions() returns int[] language sql stable as
  $$ select nullif(current_setting('app.admin_divisions', true), '')::int[] $$;

-- Whether the scope of the transaction shows a row of that place and household.
create function app.sees(p_county int, p_division int, p_household uuid) returns boolean language sql stable as
  $$ select coalesce(p_county = any(app.read_whole()) or p_division = any(app.read_divisions()) or p_household = any(app.read_households()), false) $$;

-- One shape of policy for every table that holds a household's rows: whole counties first (a county officer's check ends there),
-- then divisions, then single households. The arrays hold nothing outside the session's county. No further comparison of county_id: an indexable
-- one beside the query's own makes the planner count it twice and read a whole county for one household (measured: 120 rows, 0.3 -> 130 ms).
-- writer: who may change rows.
--   office  those whose post may write files of that territory
--   visit   those, and contacts for the households assigned to them
create procedure app.guard_household_rows(target regclass, writer text) language plpgsql as $$
declare
  seen constant text :=
    'app.sees(county_id, division_id, household_id)';
  written constant text := case writer
    when 'office' then 'county_id = any(app.write_whole()) or division_id = any(app.write_divisions())'
    when 'visit' then 'county_id = any(app.visit_whole()) or division_id = any(app.visit_divisions()) or household_id = any(app.visit_households())'
  end;
begin
  if written is null then raise exception 'unknown writer %', writer; end if;
  execute format('alter table %s enable row level security', target);
  execute format('create policy read_in_scope on %s for select to lianxin_app using (%s)', target, seen);
  execute format('create policy insert_in_scope on %s for insert to lianxin_app with check (%s)', target, written);
  execute format('create policy update_in_scope on %s for update to lianxin_app using (%s) with check (%s)', target, written, written);
  execute format('create policy delete_in_scope on %s for delete to lianxin_app using (%s)', target, written);
end $$;

create table app.county (
  county_id int generated always as identity,
  code text not null,
  name text not null,
  demo boolean not null default false,
  constraint county_pkey primary key (county_id),
  constraint county_code_key unique (code),
  constraint county_code_form check (code ~ '^[0-9]{6}([0-9]{6})?$')
);
comment on table app.county is 'county_id is our own immutable number: GB/T 2260 codes change with mergers, and the key that shards everything may not.';
comment on column app.county.demo is 'Invented people only; accounts of a demo county sign in from this machine alone.';
select app.place_reference('app.county');
alter table app.county enable row level security;
create policy read_all on app.county for select to lianxin_app using (true);
grant select on app.county to lianxin_app;

create table app.division (
  division_id int generated always as identity,
  county_id int not null,
  parent_id int,
  level text not null,
  code text not null,
  name text not null,
  path text collate "C" not null,
  ended_on date,
  constraint division_pkey primary key (division_id),
  constraint division_code_key unique (code),
  constraint division_level_known check (level in ('county', 'township', 'village')),
  constraint division_county_fkey foreign key (county_id) references app.county (county_id),
  constraint division_parent_fkey foreign key (parent_id) references app.division (division_id)
);
comment on table app.division is 'County, townships, villages. A village added in a hurry has a code of its own beginning with its township''s.';
comment on column app.division.path is 'Ids from the county down, each followed by a full stop: descendants are a range of it.';
select app.place_reference('app.division');
create index division_county_path on app.division (county_id, path);
create index division_parent on app.division (parent_id);
alter table app.division enable row level security;
create policy read_all on app.division for select to lianxin_app using (true);
create policy insert_by_office on app.division for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or parent_id = any(app.write_divisions()));
grant select, insert on app.division to lianxin_app;
grant update (path) on app.division to lianxin_app;
create policy set_path_by_office on app.division for update to lianxin_app
  using (county_id = any(app.write_whole()) or parent_id = any(app.write_divisions()))
  with check (county_id = any(app.write_whole()) or parent_id = any(app.write_divisions()));

create table app.adoption (
  county_id int not null,
  adoption_id uuid not null,
  division_id int not null,
  pack_id text not null,
  from_day date not null,
  to_day date,
  constraint adoption_pkey primary key (county_id, adoption_id),
  constraint adoption_days check (to_day is null or to_day >= from_day)
);
comment on table app.adoption is 'Which policy pack is in force in a division from which day; the nearest division upwards decides.';
select app.place_sharded('app.adoption');
alter table app.adoption add constraint adoption_division_fkey foreign key (division_id) references app.division (division_id);
alter table app.adoption enable row level security;
create policy read_in_county on app.adoption for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_administrator on app.adoption for insert to lianxin_app with check (county_id = any(app.admin_whole()));
create policy update_by_administrator on app.adoption for update to lianxin_app
  using (county_id = any(app.admin_whole())) with check (county_id = any(app.admin_whole()));
grant select, insert, update on app.adoption to lianxin_app;

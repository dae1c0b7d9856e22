-- The record of every look and every change, sealed into a chain nobody can mend unseen.

create table app.record (
  county_id int not null,
  record_id uuid not null,
  at timestamptz not null,
  kind text not null,
  account_id uuid,
  session_id uuid,
  purpose text not null default '',
  subject text not null,
  subject_id text not null default '',
  household_id uuid,
  division_id int,
  household_ids uuid[] not null default '{}',
  action text not null,
  reason text not null default '',
  content_enc bytea,
  seal bigint,
  constraint record_pkey primary key (county_id, record_id),
  constraint record_kind_known check (kind in ('read', 'change', 'session'))
);
comment on table app.record is 'One row a look (naming the households shown) and one a change (old and new value, encrypted). Only inserted.';
comment on column app.record.seal is 'Number of the seal that holds it; null until the sealer has taken it.';
select app.place_sharded('app.record');
create index record_household on app.record (county_id, household_id, at) where household_id is not null;
create index record_at on app.record (county_id, at);
create index record_unsealed on app.record (county_id, at) where seal is null;
create index record_households on app.record using gin (household_ids);
alter table app.record enable row level security;
create policy read_records on app.record for select to lianxin_app using (
  county_id = any(app.county_ids()) and (county_id = any(app.read_whole()) or division_id = any(app.read_divisions())
    or household_id = any(app.read_households()) or account_id = app.account_id()));
create policy write_own on app.record for insert to lianxin_app
  with check (county_id = any(app.county_ids()) and account_id = app.account_id() and seal is null);
grant select, insert on app.record to lianxin_app;

create table app.seal (
  county_id int not null,
  seal bigint not null,
  at timestamptz not null,
  records uuid[] not null,
  previous bytea not null,
  hash bytea not null,
  constraint seal_pkey primary key (county_id, seal)
);
comment on table app.seal is 'A chain: each hash covers the one before and the stored bytes of the records it names, taken by membership, never by time or id.';
select app.place_sharded('app.seal');
alter table app.seal enable row level security;
create policy read_in_county on app.seal for select to lianxin_app using (county_id = any(app.admin_whole()));
grant select on app.seal to lianxin_app;

-- The bytes that are sealed. Every column that says something is in it, each with its length before it, so that no two rows share bytes.
create function app.record_bytes(r app.record) returns bytea language plpgsql stable as $$
declare
  part text;
  body text := '';
begin
  foreach part in array array[
    r.county_id::text, r.record_id::text, (extract(epoch from r.at) * 1000000)::bigint::text, r.kind, coalesce(r.account_id::text, ''),
    coalesce(r.session_id::text, ''), r.purpose, r.subject, r.subject_id, coalesce(r.household_id::text, ''),
    coalesce(r.division_id::text, ''), r.household_ids::text, r.action, r.reason, coalesce(encode(r.content_enc, 'hex'), '')]
  loop
    body := body || length(part) || ':' || part;
  end loop;
  return convert_to(body, 'UTF8');
end $$;

-- Takes up to p_limit unsealed records of every county into one new seal each; returns how many records were sealed.
create function app.seal_records(p_limit int) returns int
language plpgsql security definer set search_path = app, pg_temp as $$
declare
  c int;
  last_seal bigint;
  previous bytea;
  ids uuid[];
  body bytea;
  total int := 0;
begin
  for c in select county_id from app.county order by county_id loop
    perform pg_advisory_xact_lock(7151, c);
    select coalesce(array_agg(u.record_id order by u.record_id), '{}') into ids
      from (select r.record_id from app.record r where r.county_id = c and r.seal is null order by r.at limit p_limit) u;
    continue when cardinality(ids) = 0;
    select s.seal, s.hash into last_seal, previous from app.seal s where s.county_id = c order by s.seal desc limit 1;
    last_seal := coalesce(last_seal, 0) + 1;
    previous := coalesce(previous, ''::bytea);
    select sha256(previous || string_agg(sha256(app.record_bytes(r)), ''::bytea order by r.record_id)) into body
      from app.record r where r.county_id = c and r.record_id = any(ids);
    insert into app.seal (county_id, seal, at, records, previous, hash) values (c, last_seal, clock_timestamp(), ids, previous, body);
    update app.record r set seal = last_seal where r.county_id = c and r.record_id = any(ids);
    total := total + cardinality(ids);
  end loop;
  return total;
end $$;

-- Walks a county's chain. problem: 'broken' (bytes or links changed), 'missing' (a sealed record is gone), 'unsealed' (older than ten minutes).
create function app.verify_records(p_county int)
returns table (seals bigint, records bigint, head bytea, problem text, at_seal bigint)
language plpgsql stable security definer set search_path = app, pg_temp as $$
declare
  s app.seal%rowtype;
  previous bytea := ''::bytea;
  found_records bigint;
  body bytea;
begin
  seals := 0; records := 0; head := previous; problem := null; at_seal := null;
  for s in select * from app.seal x where x.county_id = p_county order by x.seal loop
    select count(*), sha256(previous || string_agg(sha256(app.record_bytes(r)), ''::bytea order by r.record_id))
      into found_records, body from app.record r where r.county_id = p_county and r.record_id = any(s.records) and r.seal = s.seal;
    if found_records <> cardinality(s.records) then problem := 'missing'; at_seal := s.seal; return next; return; end if;
    if s.seal <> seals + 1 or s.previous <> previous or s.hash <> body then problem := 'broken'; at_seal := s.seal; return next; return; end if;
    seals := s.seal; records := records + found_records; previous := s.hash; head := s.hash;
  end loop;
  if exists (select 1 from app.record r where r.county_id = p_county and r.seal > seals) then
    problem := 'broken'; at_seal := seals + 1;
  elsif exists (select 1 from app.record r where r.county_id = p_county and r.seal is null and r.at < clock_timestamp() - interval '10 minutes') then
    problem := 'unsealed';
  end if;
  return next;
end $$;
revoke execute on function app.verify_records(int) from public;
revoke execute on function app.seal_records(int) from public;
grant execute on function app.seal_records(int), app.verify_records(int) to lianxin_app;

create table app.command (
  county_id int not null,
  account_id uuid not null,
  command_id uuid not null,
  command text not null,
  digest bytea not null,
  subject_id uuid,
  at timestamptz not null,
  constraint command_pkey primary key (county_id, account_id, command_id)
);
comment on table app.command is 'What makes a command happen once: its id by its actor, and a keyed digest of its body. The answer is computed anew, never replayed from here.';
select app.place_sharded('app.command');
alter table app.command enable row level security;
create policy own on app.command for select to lianxin_app using (county_id = any(app.county_ids()) and account_id = app.account_id());
create policy insert_own on app.command for insert to lianxin_app with check (county_id = any(app.county_ids()) and account_id = app.account_id());
grant select, insert on app.command to lianxin_app;

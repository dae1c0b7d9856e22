-- Imports: a township's own file on its way into the county's files, and how to take it back.

create table app.import (
  county_id int not null,
  import_id uuid not null,
  division_id int not null,
  account_id uuid not null,
  file_name text not null,
  file_size int not null,
  status text not null,
  template text,
  mapping jsonb,
  problems jsonb not null default '[]',
  counts jsonb not null default '{}',
  total int not null default 0,
  held int not null default 0,
  done int not null default 0,
  failure jsonb,
  created_at timestamptz not null,
  applied_at timestamptz,
  undone_at timestamptz,
  constraint import_pkey primary key (county_id, import_id)
);
--;;
comment on table app.import is 'One file handed in: read, looked at, applied, perhaps taken back. Rows stay sealed.';
--;;
comment on column app.import.status is 'reading, ready, applying, done, undoing, undone, or failed (see failure).';
--;;
comment on column app.import.mapping is 'Which column is which; headings only, nobody''s values.';
--;;
comment on column app.import.counts is 'How often each problem code occurs in the file.';
--;;
select app.place_sharded('app.import');
--;;
alter table app.import add constraint import_status_known check (status in ('reading', 'ready', 'applying', 'done', 'undoing', 'undone', 'failed'));
--;;
create index import_created on app.import (county_id, created_at);
--;;
create table app.import_file (
  county_id int not null,
  import_id uuid not null,
  part int not null,
  division_id int not null,
  content_enc bytea not null,
  constraint import_file_pkey primary key (county_id, import_id, part)
);
--;;
comment on table app.import_file is 'The file as it was handed in, sealed in parts of a megabyte: the rows held back are written in its own form.';
--;;
select app.place_sharded('app.import_file');
--;;
alter table app.import_file add constraint import_file_import_fkey foreign key (county_id, import_id) references app.import (county_id, import_id) on delete cascade;
--;;
create table app.import_row (
  county_id int not null,
  import_id uuid not null,
  row_number int not null,
  division_id int not null,
  held boolean not null,
  codes text[] not null,
  content_enc bytea not null,
  result text,
  household_id uuid,
  version_after int,
  before_enc bytea,
  traces jsonb,
  constraint import_row_pkey primary key (county_id, import_id, row_number)
);
--;;
comment on table app.import_row is 'One row of the file: what it says and what is wrong with it, sealed; what became of it.';
--;;
comment on column app.import_row.codes is 'Problem codes of the row, without values.';
--;;
comment on column app.import_row.result is 'imported, updated, unchanged or skipped; null: not yet applied.';
--;;
comment on column app.import_row.before_enc is 'Sealed: what the household''s file said before this row changed it.';
--;;
comment on column app.import_row.traces is 'Ids this row wrote (assignments, events, spells), and ids it ended with their former last day (ended, endedSpells).';
--;;
select app.place_sharded('app.import_row');
--;;
alter table app.import_row add constraint import_row_import_fkey foreign key (county_id, import_id) references app.import (county_id, import_id) on delete cascade;
--;;
alter table app.import_row add constraint import_row_result_known check (result in ('imported', 'updated', 'unchanged', 'skipped'));
--;;
create index import_row_household on app.import_row (county_id, import_id, household_id);
--;;
create table app.import_worker (
  county_id int not null,
  import_id uuid not null,
  worker_key text collate "C" not null,
  division_id int not null,
  place_id int not null,
  name text not null,
  phone_enc bytea,
  worker_id uuid,
  created boolean not null default false,
  phone_changed boolean not null default false,
  phone_before_enc bytea,
  constraint import_worker_pkey primary key (county_id, import_id, worker_key)
);
--;;
comment on table app.import_worker is 'The people a file names as contacts: one name in one township is one person until someone separates them.';
--;;
comment on column app.import_worker.place_id is 'The township the name was found in.';
--;;
comment on column app.import_worker.phone_before_enc is 'Sealed: where the file changed the phone of a worker who was there before, what it was; null: none.';
--;;
select app.place_sharded('app.import_worker');
--;;
alter table app.import_worker add constraint import_worker_import_fkey foreign key (county_id, import_id) references app.import (county_id, import_id) on delete cascade;
--;;
create table app.import_mapping (
  county_id int not null,
  division_id int not null,
  signature bytea not null,
  fields jsonb not null,
  constraint import_mapping_pkey primary key (county_id, division_id, signature)
);
--;;
comment on table app.import_mapping is 'A correction of which column is which, remembered for the office and that heading.';
--;;
comment on column app.import_mapping.signature is 'Keyed digest of the heading as it stands in the file.';
--;;
select app.place_sharded('app.import_mapping');
--;;
do $$
declare name text;
begin
  foreach name in array array['import', 'import_file', 'import_row', 'import_worker', 'import_mapping'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('create policy office on app.%I for all to lianxin_app using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))
      with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))', name);
  end loop;
end $$;
--;;
grant select, insert, update on app.import to lianxin_app;
--;;
grant select, insert on app.import_file to lianxin_app;
--;;
grant select, insert, update, delete on app.import_row to lianxin_app;
--;;
grant select, insert, update, delete on app.import_worker to lianxin_app;
--;;
grant select, insert, update on app.import_mapping to lianxin_app;
--;;
-- A program that was stopped in the middle goes on when it starts again, for whoever asked; it must find those imports before anyone signs in.
create function app.unfinished_imports() returns table (county_id int, import_id uuid, account_id uuid)
language sql stable security definer set search_path = app, pg_temp as $$
  select i.county_id, i.import_id, i.account_id from app.import i where i.status in ('reading', 'applying', 'undoing') order by i.created_at, i.import_id $$;
--;;
revoke execute on function app.unfinished_imports() from public;
--;;
grant execute on function app.unfinished_imports() to lianxin_app;
--;;
-- Many people's numbers claimed in one statement; answers the members whose number another person holds.
create function app.claim_identities(p_county int, p_claims jsonb) returns setof uuid
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if not (p_county = any(app.county_ids())) then raise exception 'county out of scope' using errcode = '42501'; end if;
  insert into app.identity (id_number_index, county_id, member_id)
    select decode(c.index, 'hex'), p_county, c.member from jsonb_to_recordset(p_claims) as c(index text, member uuid) order by 1
    on conflict (id_number_index) do nothing;
  return query select c.member from jsonb_to_recordset(p_claims) as c(index text, member uuid)
    join app.identity i on i.id_number_index = decode(c.index, 'hex') where i.member_id <> c.member;
end $$;
--;;
revoke execute on function app.claim_identities(int, jsonb) from public;
--;;
grant execute on function app.claim_identities(int, jsonb) to lianxin_app;
--;;
-- What stands in the way of taking an import back: rows whose household something else has built on since.
create function app.import_built_on(p_county int, p_import uuid) returns table (row_number int, household_id uuid)
language sql stable security definer set search_path = app, pg_temp as $$
  select r.row_number, r.household_id
  from app.import_row r join app.import i on i.county_id = p_county and i.import_id = r.import_id
  left join app.household h on h.county_id = p_county and h.household_id = r.household_id
  where r.county_id = p_county and r.import_id = p_import and r.result in ('imported', 'updated')
    and (p_county = any(app.write_whole()) or i.division_id = any(app.write_divisions()))
    and (h.household_id is null or h.version <> r.version_after
      or exists (select from app.visit v where v.county_id = p_county and v.household_id = r.household_id and v.recorded_at >= i.applied_at)
      or exists (select from app.accommodation a where a.county_id = p_county and a.household_id = r.household_id and a.asked_at >= i.applied_at)
      or exists (select from app.event e where e.county_id = p_county and e.household_id = r.household_id and e.recorded_at >= i.applied_at
        and not coalesce(r.traces->'events' ? e.event_id::text, false))
      or exists (select from app.assignment g where g.county_id = p_county and g.household_id = r.household_id
        and ((r.result = 'imported' and not coalesce(r.traces->'assignments' ? g.assignment_id::text, false))
          or r.traces->'assignments' ? g.handed_over_from::text
          or (r.traces->'assignments' ? g.assignment_id::text and g.to_day is not null))))
  order by r.row_number $$;
--;;
revoke execute on function app.import_built_on(int, uuid) from public;
--;;
grant execute on function app.import_built_on(int, uuid) to lianxin_app;
--;;
-- A part of the sums of places added to what stands there: summing a village anew for each five hundred rows of a file would read it once for
-- every batch, which for a file of 100,000 rows is more than all the rest. Equal to app.sum_division of the same rows; a test holds the two equal.
create function app.add_roles(p_sum jsonb, p_part jsonb, p_sign int) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(c.role, c.n), '{}') from (
    select r.role, sum(r.n) as n from (
      select key as role, value::int as n from jsonb_each_text(p_sum) union all select key, p_sign * value::int from jsonb_each_text(p_part)) r
    group by r.role having sum(r.n) <> 0) c $$;
--;;
-- p_sign 1: these households have just got their standing; -1: they are about to lose it.
create function app.add_standings(p_county int, p_ids uuid[], p_sign int) returns void
language sql security definer set search_path = app, pg_temp as $$
  insert into app.division_standing as t (county_id, division_id, served, complete, key_households, away, card_current, required, held)
  select p_county, x.division_id, p_sign * count(*) filter (where x.served)::int, p_sign * count(*) filter (where x.complete)::int,
    p_sign * count(*) filter (where x.served and x.key_household)::int, p_sign * count(*) filter (where x.served and x.away)::int,
    p_sign * count(*) filter (where x.served and x.card_current)::int,
    app.count_roles(array_agg(array_to_string(x.required_roles, ',')) filter (where x.served)),
    app.count_roles(array_agg(array_to_string(x.held_roles, ',')) filter (where x.served))
  from app.household_standing x where x.county_id = p_county and x.household_id = any(p_ids)
  group by x.division_id order by x.division_id
  on conflict (county_id, division_id) do update
  set served = t.served + excluded.served, complete = t.complete + excluded.complete, key_households = t.key_households + excluded.key_households,
      away = t.away + excluded.away, card_current = t.card_current + excluded.card_current,
      required = app.add_roles(t.required, excluded.required, p_sign), held = app.add_roles(t.held, excluded.held, p_sign) $$;
--;;
revoke execute on function app.add_standings(int, uuid[], int) from public;
--;;
-- Takes rows of an import back. Erasing is allowed nowhere else: what is erased here is what this import wrote, and nothing has built on it.
create function app.take_back(p_county int, p_import uuid, p_rows int[]) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
declare
  gone uuid[];
begin
  if exists (select from app.import_row r join app.household h on h.county_id = p_county and h.household_id = r.household_id
      where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows)
        and not coalesce(p_county = any(app.write_whole()) or h.division_id = any(app.write_divisions()), false)) then
    raise exception 'household out of scope' using errcode = '42501';
  end if;
  select coalesce(array_agg(h.household_id), '{}') into gone from app.import_row r join app.household h on h.county_id = p_county and h.household_id = r.household_id
    where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows) and r.result = 'imported' and h.import_id = p_import;
  -- Summing a village anew for each batch would read what is left of it once for every two hundred rows.
  perform app.add_standings(p_county, gone, -1);
  perform app.tally_households(p_county, gone, -1);
  delete from app.identity i using app.member m
    where m.county_id = p_county and m.household_id = any(gone) and i.id_number_index = m.id_number_index and i.member_id = m.member_id;
  delete from app.household h where h.county_id = p_county and h.household_id = any(gone);
  delete from app.event e using app.import_row r
    where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows) and r.result = 'updated'
      and e.county_id = p_county and e.household_id = r.household_id and r.traces->'events' ? e.event_id::text;
  delete from app.assignment g using app.import_row r
    where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows) and r.result = 'updated'
      and g.county_id = p_county and g.household_id = r.household_id and r.traces->'assignments' ? g.assignment_id::text;
  update app.assignment g set to_day = e."toDay"
    from app.import_row r cross join lateral jsonb_to_recordset(r.traces->'ended') as e("assignmentId" uuid, "toDay" date)
    where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows) and r.result = 'updated'
      and g.county_id = p_county and g.household_id = r.household_id and g.assignment_id = e."assignmentId";
  delete from app.residence_spell s using app.import_row r
    where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows) and r.result = 'updated'
      and s.county_id = p_county and s.household_id = r.household_id and r.traces->'spells' ? s.spell_id::text;
  update app.residence_spell s set to_day = e."toDay"
    from app.import_row r cross join lateral jsonb_to_recordset(r.traces->'endedSpells') as e("spellId" uuid, "toDay" date)
    where r.county_id = p_county and r.import_id = p_import and r.row_number = any(p_rows) and r.result = 'updated'
      and s.county_id = p_county and s.household_id = r.household_id and s.spell_id = e."spellId";
end $$;
--;;
revoke execute on function app.take_back(int, uuid, int[]) from public;
--;;
grant execute on function app.take_back(int, uuid, int[]) to lianxin_app;
--;;
-- The people an import brought and nobody needs any more.
create function app.forget_import_workers(p_county int, p_import uuid) returns void
language sql security definer set search_path = app, pg_temp as $$
  delete from app.worker w using app.import_worker iw
  where iw.county_id = p_county and iw.import_id = p_import and iw.created and w.county_id = p_county and w.worker_id = iw.worker_id
    and (p_county = any(app.write_whole()) or w.division_id = any(app.write_divisions()))
    and not exists (select from app.assignment g where g.county_id = p_county and g.worker_id = w.worker_id)
    and not exists (select from app.territory_assignment g where g.county_id = p_county and g.worker_id = w.worker_id)
    and not exists (select from app.visit_participant g where g.county_id = p_county and g.worker_id = w.worker_id)
    and not exists (select from app.import_worker o where o.county_id = p_county and o.worker_id = w.worker_id and o.import_id <> p_import)
    and not exists (select from app.account a where a.county_id = p_county and a.worker_id = w.worker_id) $$;
--;;
revoke execute on function app.forget_import_workers(int, uuid) from public;
--;;
grant execute on function app.forget_import_workers(int, uuid) to lianxin_app;

-- The ground of coverages 2 and 3: who may see health, which hospitals there are, and what the packs say of who may check a certificate.

create function app.health_whole() returns int[] language sql stable as
  $$ select nullif(current_setting('app.health_whole', true), '')::int[] $$;
create function app.health_divisions() returns int[] language sql stable as
  $$ select nullif(current_setting('app.health_divisions', true), '')::int[] $$;
create function app.health_households() returns uuid[] language sql stable as
  $$ select nullif(current_setting('app.health_households', true), '')::uuid[] $$;
create function app.hospital_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.hospital_id', true), '')::uuid $$;

-- Whether the scope shows what is known of a household's health: the keeper of health files there, and the team it is under contract with.
create function app.sees_health(p_county int, p_division int, p_household uuid) returns boolean language sql stable as
  $$ select coalesce(p_county = any(app.health_whole()) or p_division = any(app.health_divisions()) or p_household = any(app.health_households()), false) $$;

-- As app.guard_household_rows for rows about health: nobody else sees that they exist. Written by the team alone, each entry signed by its author.
create procedure app.guard_health_rows(target regclass) language plpgsql as $$
declare
  seen constant text := 'app.sees_health(county_id, division_id, household_id)';
  written constant text := 'household_id = any(app.health_households())';
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy read_health on %s for select to lianxin_app using (%s)', target, seen);
  execute format('create policy insert_by_team on %s for insert to lianxin_app with check (%s)', target, written);
  execute format('create policy update_by_team on %s for update to lianxin_app using (%s) with check (%s)', target, written, written);
end $$;

create table app.hospital (
  hospital_id uuid not null,
  county_id int not null,
  code text not null,
  name text not null,
  level text not null,
  public boolean not null,
  ended_on date,
  constraint hospital_pkey primary key (hospital_id),
  constraint hospital_county_fkey foreign key (county_id) references app.county (county_id),
  constraint hospital_code_form check (code ~ '^[0-9]{6}([0-9]{6})?$'),
  constraint hospital_level_known check (level in ('village', 'township', 'county', 'city', 'province'))
);
comment on table app.hospital is 'A medical institution whose desk may check certificates (D1). It may serve members of other counties, so it is the same row for all.';
comment on column app.hospital.county_id is 'The county whose administrator keeps its accounts; not always the one it lies in.';
comment on column app.hospital.code is 'Division code of where it lies: "within the county", "within the city" and "within the province" are told by its first 6, 4 and 2 digits.';
select app.place_reference('app.hospital');
alter table app.hospital enable row level security;
create policy read_all on app.hospital for select to lianxin_app using (true);
create policy insert_by_office on app.hospital for insert to lianxin_app with check (county_id = any(app.write_whole()));
create policy update_by_office on app.hospital for update to lianxin_app
  using (county_id = any(app.write_whole())) with check (county_id = any(app.write_whole()));
grant select, insert on app.hospital to lianxin_app;
grant update (name, level, public, ended_on) on app.hospital to lianxin_app;
alter table app.post add constraint post_hospital_fkey foreign key (hospital_id) references app.hospital (hospital_id);
alter table app.post add constraint post_hospital_named check ((kind in ('hospitalDesk', 'hospitalHead')) = (hospital_id is not null));

create table app.designation (
  county_id int not null,
  designation_id uuid not null,
  hospital_id uuid not null,
  from_day date not null,
  to_day date,
  constraint designation_pkey primary key (county_id, designation_id),
  constraint designation_days check (to_day is null or to_day >= from_day)
);
comment on table app.designation is 'Designated for the members of this county, from a day to a day (D1).';
select app.place_sharded('app.designation');
alter table app.designation add constraint designation_hospital_fkey foreign key (hospital_id) references app.hospital (hospital_id);
create index designation_hospital on app.designation (county_id, hospital_id);
alter table app.designation enable row level security;
create policy read_in_county on app.designation for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.designation for insert to lianxin_app with check (county_id = any(app.write_whole()));
create policy update_by_office on app.designation for update to lianxin_app
  using (county_id = any(app.write_whole())) with check (county_id = any(app.write_whole()));
grant select, insert on app.designation to lianxin_app;
grant update (to_day) on app.designation to lianxin_app;

create table app.pack_admission (
  pack_id text not null,
  admit_id text not null,
  at text not null,
  reach text not null,
  from_day date not null,
  to_day date,
  constraint pack_admission_pkey primary key (pack_id, admit_id, from_day),
  constraint pack_admission_at_known check (at in ('designated', 'public')),
  constraint pack_admission_reach_known check (reach in ('county', 'city', 'province'))
);
comment on table app.pack_admission is 'Which hospitals a pack lets check its members, as the pack files say: written by the owner at each start, never by the serving role.';
select app.place_reference('app.pack_admission');
alter table app.pack_admission enable row level security;
create policy read_all on app.pack_admission for select to lianxin_app using (true);
grant select on app.pack_admission to lianxin_app;

-- The pack a place lives under on a day: the nearest adoption upwards decides.
create function app.pack_of(p_county int, p_division int, p_day date) returns text
language sql stable security definer set search_path = app, pg_temp as $$
  select a.pack_id from app.division own
    join app.division up on up.county_id = p_county and own.path >= up.path and own.path < up.path || '~'
    join app.adoption a on a.county_id = p_county and a.division_id = up.division_id
  where own.division_id = p_division and own.county_id = p_county
    and a.from_day <= p_day and (a.to_day is null or a.to_day >= p_day)
  order by length(up.path) desc, a.from_day desc limit 1 $$;

revoke execute on function app.pack_of(int, int, date) from public;
grant execute on function app.pack_of(int, int, date) to lianxin_app;

-- The household, its people, and what is known of them as spells.

create table app.household (
  county_id int not null,
  household_id uuid not null,
  division_id int not null,
  head_name text not null,
  pinyin text not null default '',
  initials text collate "C" not null default '',
  group_name text not null default '',
  registered_address text not null default '',
  living_address text not null default '',
  phone_enc bytea,
  phone_index bytea,
  category text not null default 'unknown',
  situation_enc bytea,
  marks text[] not null default '{}',
  updated_on date not null,
  version int not null default 1,
  import_id uuid,
  constraint household_pkey primary key (county_id, household_id),
  constraint household_category_known check (category in ('bereaved', 'disabled', 'unknown'))
);
comment on table app.household is 'One household, one file (A1, A3). A village or the township itself when the village is not known yet.';
comment on column app.household.situation_enc is 'Sealed JSON {living, difficulties, requests}: how they live, main difficulties, what they ask for (A3).';
comment on column app.household.marks is 'Import warnings nobody has resolved yet (problem codes).';
comment on column app.household.updated_on is 'Day the file was last brought up to date; staleness is counted from it (A6).';
select app.place_sharded('app.household');
alter table app.household add constraint household_division_fkey foreign key (division_id) references app.division (division_id);
create index household_division on app.household (county_id, division_id, household_id);
create index household_initials on app.household (county_id, initials);
create index household_name on app.household (county_id, head_name collate "C");
create index household_phone on app.household (county_id, phone_index);
call app.guard_household_rows('app.household', 'office');
grant select, insert, update, delete on app.household to lianxin_app;

create table app.member (
  county_id int not null,
  member_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  name text not null,
  pinyin text not null default '',
  initials text collate "C" not null default '',
  relation text not null default 'unknown',
  sex text not null default '0',
  birth_day date,
  death_day date,
  id_number_enc bytea,
  id_number_index bytea,
  phone_enc bytea,
  phone_index bytea,
  constraint member_pkey primary key (county_id, member_id),
  constraint member_relation_known check (relation in ('husband', 'wife', 'head', 'child', 'unknown')),
  constraint member_sex_known check (sex in ('0', '1', '2', '9'))
);
comment on table app.member is 'A person served: the spouses, and a disabled child where a benefit covers the child (A1). Sex is GB/T 2261.1.';
select app.place_sharded('app.member');
alter table app.member add constraint member_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index member_household on app.member (county_id, household_id);
create index member_id_number on app.member (county_id, id_number_index);
create index member_phone on app.member (county_id, phone_index);
create index member_initials on app.member (county_id, initials);
call app.guard_household_rows('app.member', 'office');
grant select, insert, update, delete on app.member to lianxin_app;

create table app.child (
  county_id int not null,
  child_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  details_enc bytea not null,
  constraint child_pkey primary key (county_id, child_id)
);
comment on table app.child is 'The child, never shown outside the file: all of it sealed JSON {name, birthDay, events: [{kind, day}]}.';
select app.place_sharded('app.child');
alter table app.child add constraint child_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index child_household on app.child (county_id, household_id);
call app.guard_household_rows('app.child', 'office');
grant select, insert, update, delete on app.child to lianxin_app;

create table app.identity (
  id_number_index bytea not null,
  county_id int not null,
  member_id uuid not null,
  constraint identity_pkey primary key (id_number_index)
);
comment on table app.identity is 'One person, one file in the whole country: a registry keyed by the blind index alone. Nobody may read it; app.claim_identity answers yes or no.';
alter table app.identity enable row level security;

-- True when the number is now (or already was) this member's; false when somebody else in the country holds it, and no more is told.
create function app.claim_identity(p_index bytea, p_county int, p_member uuid) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
declare holder uuid;
begin
  if not (p_county = any(app.county_ids())) then return false; end if;
  insert into app.identity (id_number_index, county_id, member_id) values (p_index, p_county, p_member)
  on conflict (id_number_index) do nothing;
  select i.member_id into holder from app.identity i where i.id_number_index = p_index;
  return holder = p_member;
end $$;

create function app.release_identity(p_index bytea, p_county int, p_member uuid) returns void
language sql security definer set search_path = app, pg_temp as $$
  delete from app.identity where id_number_index = p_index and county_id = p_county and member_id = p_member
    and p_county = any(app.county_ids()) $$;

create table app.service_spell (
  county_id int not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  from_day date not null,
  to_day date,
  end_reason text,
  constraint service_spell_pkey primary key (county_id, spell_id),
  constraint service_spell_days check (to_day is null or to_day >= from_day)
);
comment on table app.service_spell is 'From when to when the household is served. Without a date in the source it begins on the day of import.';
select app.place_sharded('app.service_spell');
alter table app.service_spell add constraint service_spell_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index service_spell_household on app.service_spell (county_id, household_id);
call app.guard_household_rows('app.service_spell', 'office');
grant select, insert, update, delete on app.service_spell to lianxin_app;

create table app.residence_spell (
  county_id int not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  kind text not null,
  place text not null default '',
  from_day date not null,
  to_day date,
  constraint residence_spell_pkey primary key (county_id, spell_id),
  constraint residence_spell_days check (to_day is null or to_day >= from_day),
  constraint residence_spell_kind_known check (kind in ('local', 'away'))
);
comment on table app.residence_spell is 'Where the household lives; only spells away need be written, the rest is local.';
select app.place_sharded('app.residence_spell');
alter table app.residence_spell add constraint residence_spell_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index residence_spell_household on app.residence_spell (county_id, household_id);
call app.guard_household_rows('app.residence_spell', 'office');
grant select, insert, update, delete on app.residence_spell to lianxin_app;

create table app.flag_spell (
  county_id int not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid,
  key text not null,
  source text not null default '',
  from_day date not null,
  to_day date,
  constraint flag_spell_pkey primary key (county_id, spell_id),
  constraint flag_spell_days check (to_day is null or to_day >= from_day),
  constraint flag_spell_key_known check (key in ('key', 'livingAlone', 'registeredPoor', 'hardship', 'povertyRegister', 'selfCareNone', 'selfCarePartial'))
);
comment on table app.flag_spell is 'Lists a household or a member stands on, each with its source and dates (A4).';
select app.place_sharded('app.flag_spell');
alter table app.flag_spell add constraint flag_spell_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index flag_spell_household on app.flag_spell (county_id, household_id);
call app.guard_household_rows('app.flag_spell', 'office');
grant select, insert, update, delete on app.flag_spell to lianxin_app;

create table app.pack_spell (
  county_id int not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  pack_id text not null,
  from_day date not null,
  to_day date,
  constraint pack_spell_pkey primary key (county_id, spell_id),
  constraint pack_spell_days check (to_day is null or to_day >= from_day)
);
comment on table app.pack_spell is 'The pack a household lived under in a division it has since left; the present one comes from app.adoption.';
select app.place_sharded('app.pack_spell');
alter table app.pack_spell add constraint pack_spell_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index pack_spell_household on app.pack_spell (county_id, household_id);
call app.guard_household_rows('app.pack_spell', 'office');
grant select, insert, update, delete on app.pack_spell to lianxin_app;

create table app.saved_view (
  county_id int not null,
  view_id uuid not null,
  account_id uuid not null,
  name text not null,
  query jsonb not null,
  constraint saved_view_pkey primary key (county_id, view_id)
);
comment on table app.saved_view is 'Filters a person keeps for themselves.';
select app.place_sharded('app.saved_view');
alter table app.saved_view enable row level security;
create policy own on app.saved_view to lianxin_app
  using (county_id = any(app.county_ids()) and account_id = app.account_id())
  with check (county_id = any(app.county_ids()) and account_id = app.account_id());
grant select, insert, update, delete on app.saved_view to lianxin_app;

alter table app.assignment add constraint assignment_household_fkey
  foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;

create table app.territory_assignment (
  county_id int not null,
  assignment_id uuid not null,
  division_id int not null,
  role text not null,
  worker_id uuid not null,
  from_day date not null,
  to_day date,
  constraint territory_assignment_pkey primary key (county_id, assignment_id),
  constraint territory_assignment_days check (to_day is null or to_day >= from_day)
);
comment on table app.territory_assignment is 'A role held for every household of a division by one worker (a county cadre for a township, HJ 二（一）).';
select app.place_sharded('app.territory_assignment');
alter table app.territory_assignment add constraint territory_assignment_worker_fkey foreign key (county_id, worker_id) references app.worker (county_id, worker_id);
create index territory_assignment_division on app.territory_assignment (county_id, division_id);
alter table app.territory_assignment enable row level security;
create policy read_in_county on app.territory_assignment for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.territory_assignment for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
create policy update_by_office on app.territory_assignment for update to lianxin_app
  using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
grant select, insert, update on app.territory_assignment to lianxin_app;

-- Family doctors: teams, contracts, what is done under them, and the health file (C1-C8).

create table app.doctor_team (
  county_id int not null,
  team_id uuid not null,
  division_id int not null,
  organisation_id uuid,
  name text not null,
  ended_on date,
  version int not null default 1,
  constraint doctor_team_pkey primary key (county_id, team_id)
);
comment on table app.doctor_team is 'A family-doctor team of county, township and village doctors (SX 二（二）); its division is where it works.';
select app.place_sharded('app.doctor_team');
alter table app.doctor_team add constraint doctor_team_division_fkey foreign key (division_id) references app.division (division_id);
alter table app.doctor_team add constraint doctor_team_organisation_fkey foreign key (county_id, organisation_id) references app.organisation (county_id, organisation_id);
create index doctor_team_division on app.doctor_team (county_id, division_id);
alter table app.doctor_team enable row level security;
create policy read_in_county on app.doctor_team for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.doctor_team for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
create policy update_by_office on app.doctor_team for update to lianxin_app
  using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
grant select, insert, update on app.doctor_team to lianxin_app;

create table app.doctor_team_member (
  county_id int not null,
  team_id uuid not null,
  worker_id uuid not null,
  division_id int not null,
  level text not null,
  lead boolean not null default false,
  from_day date not null,
  to_day date,
  constraint doctor_team_member_pkey primary key (county_id, team_id, worker_id, from_day),
  constraint doctor_team_member_days check (to_day is null or to_day >= from_day),
  constraint doctor_team_member_level_known check (level in ('county', 'township', 'village'))
);
comment on column app.doctor_team_member.division_id is 'The team''s, so that whoever keeps the team keeps its members.';
select app.place_sharded('app.doctor_team_member');
alter table app.doctor_team_member add constraint doctor_team_member_team_fkey foreign key (county_id, team_id) references app.doctor_team (county_id, team_id) on delete cascade;
alter table app.doctor_team_member add constraint doctor_team_member_worker_fkey foreign key (county_id, worker_id) references app.worker (county_id, worker_id);
create index doctor_team_member_worker on app.doctor_team_member (county_id, worker_id);
alter table app.doctor_team_member enable row level security;
create policy read_in_county on app.doctor_team_member for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.doctor_team_member for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
create policy update_by_office on app.doctor_team_member for update to lianxin_app
  using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
grant select, insert, update on app.doctor_team_member to lianxin_app;

create table app.contract (
  county_id int not null,
  contract_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  team_id uuid not null,
  package_id text not null,
  state text not null,
  offered_on date not null,
  from_day date,
  to_day date,
  signed_on date,
  refused_on date,
  refusal text,
  refusal_enc bytea,
  ask_again_on date,
  ended_on date,
  end_reason text,
  renews uuid,
  recorder_id uuid not null,
  version int not null default 1,
  constraint contract_pkey primary key (county_id, contract_id),
  constraint contract_state_known check (state in ('offered', 'signed', 'refused', 'ended')),
  constraint contract_signed check (state <> 'signed' or (signed_on is not null and from_day is not null and to_day >= from_day)),
  constraint contract_refused check (state <> 'refused' or (refused_on is not null and refusal is not null)),
  constraint contract_ended check ((state = 'ended') = (ended_on is not null))
);
comment on table app.contract is 'A member''s contract with a team for a period and a package, also one that was offered and refused (C1). In force: signed_on is set and the day lies from from_day to the earlier of to_day and ended_on; expiring and expired follow from the day.';
comment on column app.contract.refusal is 'Why it was refused: a closed word (contract schema); refusal_enc holds what was said. A refusal is nobody''s failure (C6).';
comment on column app.contract.ended_on is 'Its last day in force; with a renewal it may still lie ahead.';
select app.place_sharded('app.contract');
alter table app.contract add constraint contract_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
alter table app.contract add constraint contract_member_fkey foreign key (county_id, member_id) references app.member (county_id, member_id) on delete cascade;
alter table app.contract add constraint contract_team_fkey foreign key (county_id, team_id) references app.doctor_team (county_id, team_id);
-- One at a time for a member: whatever two desks do in the same second, the second offer or signature finds the first one's row here.
create unique index contract_open on app.contract (county_id, member_id) where state in ('offered', 'signed');
create index contract_member on app.contract (county_id, member_id, offered_on);
create index contract_household on app.contract (county_id, household_id);
create index contract_team on app.contract (county_id, team_id);
create index contract_ends on app.contract (county_id, to_day) where state = 'signed';
alter table app.contract enable row level security;
create policy read_in_scope on app.contract for select to lianxin_app using (app.sees(county_id, division_id, household_id));
create policy insert_in_scope on app.contract for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()) or household_id = any(app.visit_households()));
create policy update_in_scope on app.contract for update to lianxin_app
  using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()) or household_id = any(app.visit_households()))
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()) or household_id = any(app.visit_households()));
grant select, insert, update on app.contract to lianxin_app;

create table app.service (
  county_id int not null,
  service_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  contract_id uuid,
  visit_id uuid,
  kind text not null,
  day date not null,
  worker_id uuid not null,
  purposes text[] not null default '{}',
  content_enc bytea,
  until_day date,
  remind_on date,
  done_on date,
  recorder_id uuid not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  constraint service_pkey primary key (county_id, service_id),
  constraint service_until check (until_day is null or until_day >= day)
);
comment on table app.service is 'Something done for one member under a contract (C2-C5, C7): a round, a health check, a long prescription. Never changed: voided and followed by another. kind is one the pack names.';
comment on column app.service.purposes is 'What of the duties that ask for a purpose it credits, as the pack said when it was recorded.';
comment on column app.service.visit_id is 'The visit in which it was done; null when it was done where the doctor works.';
comment on column app.service.until_day is 'Last day a long prescription reaches to; remind_on is the day to speak of the next one, done_on when that was settled.';
select app.place_sharded('app.service');
alter table app.service add constraint service_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
alter table app.service add constraint service_member_fkey foreign key (county_id, member_id) references app.member (county_id, member_id) on delete cascade;
alter table app.service add constraint service_visit_fkey foreign key (county_id, visit_id) references app.visit (county_id, visit_id);
create index service_member on app.service (county_id, member_id, day);
create index service_household on app.service (county_id, household_id, day);
create index service_reminder on app.service (county_id, remind_on) where remind_on is not null and done_on is null and voided_at is null;
call app.guard_health_rows('app.service');
grant select, insert on app.service to lianxin_app;
grant update (done_on, voided_at, voided_by, void_reason) on app.service to lianxin_app;

create table app.health_entry (
  county_id int not null,
  entry_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  kind text not null,
  content_enc bytea not null,
  day date not null,
  author_id uuid not null,
  signed_at timestamptz not null,
  service_id uuid,
  replaces uuid,
  ended_on date,
  ended_by uuid,
  end_reason text,
  constraint health_entry_pkey primary key (county_id, entry_id),
  constraint health_entry_kind_known check (kind in ('condition', 'selfCare', 'special', 'assessment', 'elderly', 'traditional', 'healthCheck', 'note'))
);
comment on table app.health_entry is 'The health file of a member (C2), entry by entry, each dated and signed: sealed, seen by the team and the keeper of health files, every look recorded.';
select app.place_sharded('app.health_entry');
alter table app.health_entry add constraint health_entry_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
alter table app.health_entry add constraint health_entry_member_fkey foreign key (county_id, member_id) references app.member (county_id, member_id) on delete cascade;
create index health_entry_member on app.health_entry (county_id, member_id, day);
create index health_entry_household on app.health_entry (county_id, household_id);
call app.guard_health_rows('app.health_entry');
grant select, insert on app.health_entry to lianxin_app;
grant update (ended_on, ended_by, end_reason) on app.health_entry to lianxin_app;

-- What a doctor reaches through a team while belonging to it. Households: those with a member offered or under contract, and one that refused and is to be
-- asked again by now or refused within a week, or a phone whose answer got lost would be told that what it did does not exist. Health: only where a contract is signed and not over. Nobody's file opens because it was offered to them to sign.
create function app.team_households(p_county int, p_worker uuid, p_today date) returns table (households uuid[], health uuid[])
language sql stable security definer set search_path = app, pg_temp as $$
  select coalesce(array_agg(distinct c.household_id), '{}'),
    coalesce(array_agg(distinct c.household_id) filter (where c.signed_on is not null and least(c.to_day, coalesce(c.ended_on, c.to_day)) >= p_today), '{}')
  from app.doctor_team_member m join app.contract c on c.county_id = m.county_id and c.team_id = m.team_id
  where m.county_id = p_county and c.county_id = p_county and m.worker_id = p_worker
    and m.from_day <= p_today and (m.to_day is null or m.to_day >= p_today)
    and (c.state in ('offered', 'signed') or (c.state = 'ended' and c.ended_on >= p_today) or (c.state = 'refused' and (c.ask_again_on <= p_today or c.refused_on >= p_today - 7)
      and not exists (select 1 from app.contract later where later.county_id = p_county and later.member_id = c.member_id and later.offered_on > c.offered_on))) $$;
revoke execute on function app.team_households(int, uuid, date) from public;

-- What a doctor finds of a member's self-care is a mark of the household file, on which duties hang (CT 每周问诊), and a doctor may not write that file:
-- this one mark, and only of whoever's health is the doctor's to write. What stood before ends the day before.
create function app.write_self_care(p_county int, p_member uuid, p_spell uuid, p_level text, p_day date) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
declare
  of_member app.member;
  wanted constant text := case p_level when 'none' then 'selfCareNone' when 'partial' then 'selfCarePartial' end;
begin
  select * into of_member from app.member m where m.county_id = p_county and m.member_id = p_member;
  if not found or not coalesce(of_member.household_id = any(app.health_households()), false) then
    raise exception 'not under contract' using errcode = '42501';
  end if;
  update app.flag_spell f set to_day = greatest(f.from_day, p_day - 1)
  where f.county_id = p_county and f.household_id = of_member.household_id and f.member_id = p_member and f.key in ('selfCareNone', 'selfCarePartial')
    and f.key is distinct from wanted and f.from_day <= p_day and (f.to_day is null or f.to_day >= p_day);
  if wanted is null or exists (select 1 from app.flag_spell f where f.county_id = p_county and f.household_id = of_member.household_id and f.member_id = p_member
      and f.key = wanted and f.from_day <= p_day and f.to_day is null) then
    return;
  end if;
  insert into app.flag_spell (county_id, spell_id, household_id, division_id, member_id, key, source, from_day, to_day)
  values (p_county, p_spell, of_member.household_id, of_member.division_id, p_member, wanted, '家庭医生评估', p_day, null);
end $$;
revoke execute on function app.write_self_care(int, uuid, uuid, text, date) from public;
grant execute on function app.write_self_care(int, uuid, uuid, text, date) to lianxin_app;

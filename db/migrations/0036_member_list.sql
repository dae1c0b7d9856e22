-- The printed list of members for a designated hospital (D9): asked for with a purpose, decided by somebody else at the county's office, printed while
-- the approval lasts, each copy counted and recorded. Without an approval there is the check at the desk and nothing else.

create table app.member_list (
  county_id int not null,
  list_id uuid not null,
  hospital_id uuid not null,
  purpose text not null,
  by_hospital boolean not null,
  asked_by uuid not null,
  asked_worker uuid,
  asked_name text not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_worker uuid,
  decided_name text,
  decided_on date,
  division_id int,
  until_day date,
  refusal text,
  withdrawn_at timestamptz,
  withdrawn_name text,
  withdraw_reason text,
  constraint member_list_pkey primary key (county_id, list_id),
  constraint member_list_decided check ((decided_by is null) = (decided_on is null) and (decided_by is null) = (decided_name is null)
    and (decided_by is null) = (until_day is null and refusal is null) and (until_day is null or refusal is null) and (until_day is null) = (division_id is null)),
  -- Four eyes: neither the account that asked nor the same person under another account.
  constraint member_list_four_eyes check (decided_by is null or (decided_by <> asked_by and (decided_worker is null or asked_worker is null or decided_worker <> asked_worker))),
  constraint member_list_days check (until_day between decided_on and decided_on + 29),
  constraint member_list_withdrawn check ((withdrawn_at is null) = (withdraw_reason is null) and (withdrawn_at is null) = (withdrawn_name is null))
);
comment on table app.member_list is 'A printed list of members asked for by or for a designated hospital, in the county of the members (D9). It holds no name of a member: those are read when it is printed.';
comment on column app.member_list.division_id is 'The place whose members it names: what the approver found the hospital needs.';
comment on column app.member_list.until_day is 'The last day it may be printed; null: not approved.';
select app.place_sharded('app.member_list');
alter table app.member_list add constraint member_list_hospital_fkey foreign key (hospital_id) references app.hospital (hospital_id);
-- One question at a time: a pile of them is approved without being read.
create unique index member_list_one_open on app.member_list (county_id, hospital_id) where decided_by is null and withdrawn_at is null;
create index member_list_asked on app.member_list (county_id, asked_at);
create index member_list_hospital on app.member_list (hospital_id, asked_at);
alter table app.member_list enable row level security;
create policy read_by_office on app.member_list for select to lianxin_app using (county_id = any(app.write_whole()));
create policy ask_by_office on app.member_list for insert to lianxin_app
  with check (county_id = any(app.write_whole()) and asked_by = app.account_id() and not by_hospital and decided_by is null and withdrawn_at is null);
create policy decide_by_office on app.member_list for update to lianxin_app
  using (county_id = any(app.write_whole())) with check (county_id = any(app.write_whole()));
grant select, insert on app.member_list to lianxin_app;
grant update (decided_by, decided_worker, decided_name, decided_on, division_id, until_day, refusal, withdrawn_at, withdrawn_name, withdraw_reason) on app.member_list to lianxin_app;

create table app.member_list_print (
  county_id int not null,
  print_id uuid not null,
  list_id uuid not null,
  copy int not null,
  members int not null,
  account_id uuid not null,
  account_name text not null,
  printed_at timestamptz not null,
  constraint member_list_print_pkey primary key (county_id, print_id),
  constraint member_list_print_copy unique (county_id, list_id, copy)
);
comment on table app.member_list_print is 'One copy that left the press: its number stands on it, so that the office can ask for it back.';
select app.place_sharded('app.member_list_print');
alter table app.member_list_print add constraint member_list_print_list_fkey foreign key (county_id, list_id) references app.member_list (county_id, list_id);
alter table app.member_list_print enable row level security;
create policy read_by_office on app.member_list_print for select to lianxin_app using (county_id = any(app.write_whole()));
grant select on app.member_list_print to lianxin_app;

-- The hospital the session is the head of on that day; a desk is not enough.
create function app.heads_hospital(p_today date) returns uuid
language sql stable security definer set search_path = app, pg_temp as $$
  select p.hospital_id from app.post p
  where p.county_id = any(app.county_ids()) and p.account_id = app.account_id() and p.kind = 'hospitalHead' and p.hospital_id = app.hospital_id()
    and p.from_day <= p_today and (p.to_day is null or p.to_day >= p_today)
  order by p.hospital_id limit 1 $$;
revoke execute on function app.heads_hospital(date) from public;

-- The counties that have designated the head's hospital: whom it may ask.
create function app.designating_counties(p_today date) returns table (county_id int, code text, name text)
language sql stable security definer set search_path = app, pg_temp as $$
  select c.county_id, c.code, c.name from app.county c
  where exists (select 1 from app.designation d where d.county_id = c.county_id and d.hospital_id = app.heads_hospital(p_today)
    and d.from_day <= p_today and (d.to_day is null or d.to_day >= p_today)) $$;
revoke execute on function app.designating_counties(date) from public;
grant execute on function app.designating_counties(date) to lianxin_app;

-- The head asks: the request lies in the county of the members, which need not be the one that keeps the hospital's accounts.
-- @returns false when that county has not designated the hospital, or a request waits there already
create function app.ask_member_list(p_list uuid, p_county int, p_purpose text, p_worker uuid, p_today date, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  insert into app.member_list (county_id, list_id, hospital_id, purpose, by_hospital, asked_by, asked_worker, asked_name, asked_at)
    select c.county_id, p_list, app.heads_hospital(p_today), p_purpose, true, a.account_id, p_worker, a.name, p_now
    from app.designating_counties(p_today) c, app.account a
    where c.county_id = p_county and a.county_id = any(app.county_ids()) and a.account_id = app.account_id()
  on conflict do nothing;
  return found;
end $$;
revoke execute on function app.ask_member_list(uuid, int, text, uuid, date, timestamptz) from public;
grant execute on function app.ask_member_list(uuid, int, text, uuid, date, timestamptz) to lianxin_app;

-- What the head's hospital asked of any county, or was approved for it, newest first.
create function app.hospital_member_lists(p_today date, p_limit int) returns setof app.member_list
language sql stable security definer set search_path = app, pg_temp as $$
  select l.* from app.member_list l where l.hospital_id = app.heads_hospital(p_today) order by l.asked_at desc, l.list_id limit p_limit $$;
create function app.hospital_member_list_prints(p_today date) returns setof app.member_list_print
language sql stable security definer set search_path = app, pg_temp as $$
  select p.* from app.member_list l join app.member_list_print p on p.county_id = l.county_id and p.list_id = l.list_id
  where l.hospital_id = app.heads_hospital(p_today) $$;
-- @returns false when it is not the head's hospital's, or was withdrawn or refused before
create function app.withdraw_member_list(p_county int, p_list uuid, p_reason text, p_today date, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.member_list l set withdrawn_at = p_now, withdraw_reason = p_reason,
      withdrawn_name = (select a.name from app.account a where a.county_id = any(app.county_ids()) and a.account_id = app.account_id())
    where l.county_id = p_county and l.list_id = p_list and l.hospital_id = app.heads_hospital(p_today) and l.withdrawn_at is null and l.refusal is null;
  return found;
end $$;
revoke execute on function app.hospital_member_lists(date, int), app.hospital_member_list_prints(date), app.withdraw_member_list(int, uuid, text, date, timestamptz) from public;
grant execute on function app.hospital_member_lists(date, int), app.hospital_member_list_prints(date), app.withdraw_member_list(int, uuid, text, date, timestamptz) to lianxin_app;

-- Prints one copy: there is no way to the names that does not count the copy and record the look at every household on it. Whom the list names is what
-- the desk would be told that day (app.desk_facts): served, with a valid certificate, of a pack that admits this hospital as a designated one.
-- @returns a row for each certificate held, with the number of the copy; none when the list is not approved that day, is not the caller's, or would be empty
create function app.print_member_list(p_county int, p_list uuid, p_print uuid, p_today date)
returns table (copy int, member_id uuid, name text, id_number_enc bytea, kind text, pack_id text, code_enc bytea, external_enc bytea, doctor_name text, doctor_phone_enc bytea)
language plpgsql security definer set search_path = app, pg_temp as $$
#variable_conflict use_column
declare
  l app.member_list%rowtype;
  head boolean;
begin
  -- Two copies at once take turns at the list, so that no two have one number.
  select * into l from app.member_list x where x.county_id = p_county and x.list_id = p_list for update;
  head := coalesce(l.hospital_id = app.heads_hospital(p_today), false);
  if l.list_id is null or not (head or coalesce(l.county_id = any(app.write_whole()), false)) then return; end if;
  if l.withdrawn_at is not null or l.until_day is null or p_today not between l.decided_on and l.until_day then return; end if;

  return query
    with place as materialized (
      select d.division_id from app.division top join app.division d on d.county_id = l.county_id and d.path >= top.path and d.path < top.path || '~'
      where top.division_id = l.division_id and top.county_id = l.county_id
        and app.admitted_as(l.county_id, d.division_id, l.hospital_id, p_today) = 'designated'),
    -- What a desk may be told costs a millisecond a person: asked once for each, and only of those who hold some certificate at all.
    listed as materialized (
      select m.member_id, m.household_id, f.name, f.id_number_enc, f.pack_id, f.certificates, f.doctor_name, f.doctor_phone_enc
      from place p join app.member m on m.county_id = l.county_id and m.division_id = p.division_id
      cross join lateral app.desk_facts(l.county_id, m.member_id, l.hospital_id, p_today) f
      where f.served and cardinality(f.certificates) > 0
        and exists (select 1 from app.certificate x where x.county_id = l.county_id and x.member_id = m.member_id and x.ended_on is null)),
    -- Sent twice it is the same copy; under the id of another list's copy it is none.
    counted as (
      insert into app.member_list_print as q (county_id, print_id, list_id, copy, members, account_id, account_name, printed_at)
        select l.county_id, p_print, l.list_id, coalesce((select max(before.copy) from app.member_list_print before where before.county_id = l.county_id and before.list_id = l.list_id), 0) + 1,
          (select count(*) from listed), a.account_id, a.name, clock_timestamp()
        from app.account a where a.county_id = any(app.county_ids()) and a.account_id = app.account_id() and exists (select 1 from listed)
        on conflict (county_id, print_id) do update set members = excluded.members where q.list_id = excluded.list_id
        returning q.copy),
    looked as (
      insert into app.record (county_id, record_id, at, kind, account_id, purpose, subject, subject_id, household_id, household_ids, action)
        select l.county_id, gen_random_uuid(), clock_timestamp(), 'read', app.account_id(), case when head then h.name || ' · ' else '' end || l.purpose, 'memberList',
          l.list_id::text, case when cardinality(s.families) = 1 then s.families[1] end, s.families, 'print'
        from counted, app.hospital h, (select array_agg(distinct listed.household_id) as families from listed) s where h.hospital_id = l.hospital_id)
    select counted.copy, listed.member_id, listed.name, listed.id_number_enc, x.kind, listed.pack_id, x.code_enc, x.external_enc, listed.doctor_name, listed.doctor_phone_enc
    from counted, listed join app.certificate x on x.county_id = l.county_id and x.member_id = listed.member_id and x.kind = any(listed.certificates) and x.ended_on is null
    order by listed.name, listed.member_id, x.kind;
end $$;
revoke execute on function app.print_member_list(int, uuid, uuid, date) from public;
grant execute on function app.print_member_list(int, uuid, uuid, date) to lianxin_app;

-- The hospital desk (D1-D10): what a desk is told, what it registers, what is waived, and consent where nobody can sign.
-- A hospital sees its own rows only (app.hospital_id() of the session); the member's office sees those of its territory.

create table app.desk_contact (
  county_id int not null,
  contact_id uuid not null,
  hospital_id uuid not null,
  name text not null,
  phone_enc bytea,
  place text not null default '',
  in_charge boolean not null default false,
  from_day date not null,
  to_day date,
  constraint desk_contact_pkey primary key (county_id, contact_id),
  constraint desk_contact_days check (to_day is null or to_day >= from_day)
);
comment on table app.desk_contact is 'Who at a designated hospital is asked for, at which window (D1, the attachment table of SX).';
select app.place_sharded('app.desk_contact');
alter table app.desk_contact add constraint desk_contact_hospital_fkey foreign key (hospital_id) references app.hospital (hospital_id);
create index desk_contact_hospital on app.desk_contact (county_id, hospital_id);
alter table app.desk_contact enable row level security;
create policy read_in_county on app.desk_contact for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.desk_contact for insert to lianxin_app with check (county_id = any(app.write_whole()));
create policy update_by_office on app.desk_contact for update to lianxin_app
  using (county_id = any(app.write_whole())) with check (county_id = any(app.write_whole()));
grant select, insert, update on app.desk_contact to lianxin_app;

create table app.desk_attempt (
  attempt_id uuid not null,
  county_id int not null,
  hospital_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  found boolean not null,
  constraint desk_attempt_pkey primary key (county_id, attempt_id)
);
comment on table app.desk_attempt is 'Every question a desk asked, in the desk''s own county: what the limits count. It does not say who was asked for.';
select app.place_sharded('app.desk_attempt');
create index desk_attempt_recent on app.desk_attempt (county_id, account_id, at);
create index desk_attempt_misses on app.desk_attempt (county_id, hospital_id, at) where not found;
alter table app.desk_attempt enable row level security;
create policy read_by_administrator on app.desk_attempt for select to lianxin_app using (county_id = any(app.admin_whole()));
grant select on app.desk_attempt to lianxin_app;

create table app.desk_look (
  county_id int not null,
  look_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  certificate_id uuid,
  account_id uuid not null,
  account_name text not null,
  found_by text not null,
  valid boolean not null,
  at timestamptz not null,
  shown_name text not null,
  constraint desk_look_pkey primary key (county_id, look_id),
  constraint desk_look_found_by_known check (found_by in ('code', 'idNumber'))
);
comment on table app.desk_look is 'A member found at a desk, in the member''s county: the handle under which the desk goes on, and what the office reads when nothing followed.';
select app.place_sharded('app.desk_look');
-- Like a record it stays whatever becomes of the file, and has no foreign key: to check one would write to the household's own row at every look.
create index desk_look_at on app.desk_look (county_id, at);
create index desk_look_household on app.desk_look (county_id, household_id);
alter table app.desk_look enable row level security;
create policy read_by_office on app.desk_look for select to lianxin_app using (app.sees(county_id, division_id, household_id));
grant select on app.desk_look to lianxin_app;

create table app.encounter (
  county_id int not null,
  encounter_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  look_id uuid,
  certificate_id uuid,
  shown_name text not null,
  kind text not null,
  urgent boolean not null,
  day date not null,
  department text not null default '',
  companion text not null default '',
  recorder_id uuid not null,
  recorded_at timestamptz not null,
  admitted_on date,
  bed_enc bytea,
  care_enc bytea,
  told_enc bytea,
  discharged_on date,
  summary_enc bytea,
  handed_back_at timestamptz,
  voided_at timestamptz,
  void_reason text,
  version int not null default 1,
  constraint encounter_pkey primary key (county_id, encounter_id),
  constraint encounter_whose unique (county_id, encounter_id, hospital_id, household_id, member_id),
  constraint encounter_kind_known check (kind in ('outpatient', 'emergency', 'inpatient')),
  constraint encounter_stay check (discharged_on is null or (admitted_on is not null and discharged_on >= admitted_on))
);
comment on table app.encounter is 'An outpatient, emergency or inpatient episode of a member at a hospital (D8). What a stay adds is sealed in it: bed, care given, who was told, the summary at discharge.';
comment on column app.encounter.shown_name is 'The name as the desk was shown it, with its middle hidden.';
select app.place_sharded('app.encounter');
alter table app.encounter add constraint encounter_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
alter table app.encounter add constraint encounter_hospital_fkey foreign key (hospital_id) references app.hospital (hospital_id);
create index encounter_household on app.encounter (county_id, household_id, day);
create index encounter_hospital on app.encounter (county_id, hospital_id, day);
create index encounter_look on app.encounter (county_id, look_id);

create table app.waiver (
  county_id int not null,
  waiver_id uuid not null,
  encounter_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  benefit_id text not null,
  pack_id text not null,
  clause jsonb not null,
  day date not null,
  granted boolean not null,
  refusal text,
  amount numeric(10, 2),
  details jsonb not null default '{}',
  quota boolean not null default false,
  recorder_id uuid not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  constraint waiver_pkey primary key (county_id, waiver_id),
  constraint waiver_amount check (amount is null or amount >= 0),
  constraint waiver_refused check (granted = (refusal is null))
);
comment on table app.waiver is 'A fee reduced or not charged, with amount and rule (D4, D5); an ambulance ride is one. Asked for and not granted is written too, with the reason: the ride went all the same.';
select app.place_sharded('app.waiver');
-- Whose it is cannot differ from whose encounter it is.
alter table app.waiver add constraint waiver_encounter_fkey foreign key (county_id, encounter_id, hospital_id, household_id, member_id)
  references app.encounter (county_id, encounter_id, hospital_id, household_id, member_id) on delete cascade;
create index waiver_encounter on app.waiver (county_id, encounter_id);
create index waiver_member on app.waiver (county_id, member_id, benefit_id, day);
create index waiver_hospital on app.waiver (county_id, hospital_id, day);

create table app.quota_use (
  county_id int not null,
  member_id uuid not null,
  benefit_id text not null,
  year int not null,
  used int not null,
  constraint quota_use_pkey primary key (county_id, member_id, benefit_id, year),
  constraint quota_use_used check (used >= 0)
);
comment on table app.quota_use is 'How often a benefit was used in a calendar year. One row that desks take turns at, so that the last ride is granted once.';
select app.place_sharded('app.quota_use');
alter table app.quota_use enable row level security;

create table app.bed_request (
  county_id int not null,
  request_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  shown_name text not null,
  reason_enc bytea,
  transport text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  answer text,
  answer_note text not null default '',
  answered_by uuid,
  answered_at timestamptz,
  encounter_id uuid,
  constraint bed_request_pkey primary key (county_id, request_id),
  constraint bed_request_answer_known check (answer in ('ready', 'soon', 'none'))
);
comment on table app.bed_request is 'A contact or the doctor asks a designated hospital for a bed before the member comes (C5, D8).';
select app.place_sharded('app.bed_request');
alter table app.bed_request add constraint bed_request_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index bed_request_hospital on app.bed_request (county_id, hospital_id, asked_at);
create index bed_request_household on app.bed_request (county_id, household_id);

create table app.consent (
  county_id int not null,
  consent_id uuid not null,
  encounter_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  procedure text not null,
  urgent boolean not null,
  proposal_enc bytea not null,
  proposer text not null,
  proposed_at timestamptz not null,
  attempts_enc bytea not null,
  phone_approver text,
  phone_approved_at timestamptz,
  approver_id uuid,
  approver text,
  approved_at timestamptz,
  declined_at timestamptz,
  decline_reason text,
  pack_id text,
  clause jsonb,
  recorder_id uuid not null,
  constraint consent_pkey primary key (county_id, consent_id),
  constraint consent_procedure_known check (procedure in ('operation', 'specialExamination', 'specialTreatment'))
);
comment on table app.consent is 'Treatment when neither patient nor relatives can be asked (D7): the attending doctor proposes, the head of the institution approves. In urgent cases by phone first, signed later. It never holds care up.';
comment on column app.consent.attempts_enc is 'Sealed JSON list {at, whom, how, result}: who was tried to be reached.';
select app.place_sharded('app.consent');
-- Whose it is cannot differ from whose encounter it is.
alter table app.consent add constraint consent_encounter_fkey foreign key (county_id, encounter_id, hospital_id, household_id, member_id)
  references app.encounter (county_id, encounter_id, hospital_id, household_id, member_id) on delete cascade;
create index consent_encounter on app.consent (county_id, encounter_id);
create index consent_hospital on app.consent (county_id, hospital_id, proposed_at);

create table app.urgent_registration (
  county_id int not null,
  registration_id uuid not null,
  hospital_id uuid not null,
  patient_enc bytea not null,
  note_enc bytea,
  arrived_at timestamptz not null,
  recorder_id uuid not null,
  recorded_at timestamptz not null,
  encounter_id uuid,
  constraint urgent_registration_pkey primary key (county_id, registration_id)
);
comment on table app.urgent_registration is 'Someone who came in urgent need and was treated before any question (D6); joined to a member later, or never. In the desk''s own county.';
select app.place_sharded('app.urgent_registration');
create index urgent_registration_hospital on app.urgent_registration (county_id, hospital_id, arrived_at);

-- Rows of a hospital: read by that hospital and by the member's office; written through the functions of this file, which know the hospital
-- from the session and the member from a look, so that no desk can name a member it was not shown.
do $$
declare t text;
begin
  foreach t in array array['encounter', 'waiver', 'bed_request', 'consent'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('grant select on app.%I to lianxin_app', t);
  end loop;
  -- What care somebody had is health: read where it was given, by the office that answers for the waivers, and by whoever sees the health file.
  -- A cadre or a contact who serves the family reads none of it.
  foreach t in array array['encounter', 'waiver', 'consent'] loop
    execute format('create policy read_by_hospital_office_or_team on app.%I for select to lianxin_app
      using (coalesce(hospital_id = app.hospital_id() or county_id = any(app.write_whole()) or division_id = any(app.write_divisions()), false)
        or app.sees_health(county_id, division_id, household_id))', t);
  end loop;
end $$;
-- What a hospital may write itself: how a stay goes, what it answers about a bed, and consent. The rest goes through functions.
create policy update_by_hospital on app.encounter for update to lianxin_app
  using (coalesce(hospital_id = app.hospital_id(), false)) with check (hospital_id = app.hospital_id());
grant update (department, companion, bed_enc, care_enc, told_enc, summary_enc, handed_back_at, voided_at, void_reason, version) on app.encounter to lianxin_app;
create policy read_by_hospital_office_or_asker on app.bed_request for select to lianxin_app
  using (coalesce(hospital_id = app.hospital_id() or county_id = any(app.write_whole()) or division_id = any(app.write_divisions()) or asked_by = app.account_id(), false)
    or app.sees_health(county_id, division_id, household_id));
create policy ask_for_own_household on app.bed_request for insert to lianxin_app
  with check ((county_id = any(app.visit_whole()) or division_id = any(app.visit_divisions()) or household_id = any(app.visit_households())) and asked_by = app.account_id());
create policy answer_by_hospital on app.bed_request for update to lianxin_app
  using (coalesce(hospital_id = app.hospital_id(), false)) with check (hospital_id = app.hospital_id());
grant insert on app.bed_request to lianxin_app;
grant update (answer, answer_note, answered_by, answered_at, encounter_id) on app.bed_request to lianxin_app;
create policy propose_by_hospital on app.consent for insert to lianxin_app with check (hospital_id = app.hospital_id() and recorder_id = app.account_id());
create policy update_by_hospital on app.consent for update to lianxin_app
  using (coalesce(hospital_id = app.hospital_id(), false)) with check (hospital_id = app.hospital_id());
grant insert on app.consent to lianxin_app;
grant update (attempts_enc, phone_approver, phone_approved_at, approver_id, approver, approved_at, declined_at, decline_reason) on app.consent to lianxin_app;
alter table app.urgent_registration enable row level security;
create policy read_own on app.urgent_registration for select to lianxin_app using (hospital_id = app.hospital_id());
create policy insert_own on app.urgent_registration for insert to lianxin_app
  with check (hospital_id = app.hospital_id() and county_id = any(app.county_ids()) and recorder_id = app.account_id());
create policy join_own on app.urgent_registration for update to lianxin_app
  using (hospital_id = app.hospital_id()) with check (hospital_id = app.hospital_id());
grant select, insert on app.urgent_registration to lianxin_app;
grant update (encounter_id) on app.urgent_registration to lianxin_app;

-- How many leading digits of a county's code two places share when one lies within reach of the other; the same rule stands in care.rules.ts
-- (digitsOf), and a test holds them equal. Municipalities are city and province at once; 90 is "directly under the province".
create function app.reach_digits(p_reach text, p_code text) returns int language sql immutable as $$
  select case
    when p_reach = 'county' then 6
    when p_reach = 'province' or left(p_code, 2) in ('11', '12', '31', '50') then 2
    when substr(p_code, 3, 2) = '90' then 6
    else 4 end $$;

-- What a hospital is to those who live under a pack in a county on a day: 'designated', 'public', or null where the pack does not let it check them;
-- with the codes of both places, which decide how far it reaches.
create function app.admission(p_county int, p_pack text, p_hospital uuid, p_day date, out county_code text, out hospital_code text, out admitted text)
language plpgsql stable as $$
begin
  select c.code, h.code,
      case when (h.ended_on is null or h.ended_on >= p_day) and exists (select 1 from app.pack_admission p
          where p.pack_id = p_pack and p.from_day <= p_day and (p.to_day is null or p.to_day >= p_day)
            and (d.county_id is not null or p.at = 'public')
            and left(h.code, app.reach_digits(p.reach, c.code)) = left(c.code, app.reach_digits(p.reach, c.code)))
        then case when d.county_id is not null then 'designated' when h.public then 'public' end end
    into county_code, hospital_code, admitted
    from app.county c join app.hospital h on h.hospital_id = p_hospital
    left join app.designation d on d.county_id = p_county and d.hospital_id = p_hospital and d.from_day <= p_day and (d.to_day is null or d.to_day >= p_day)
    where c.county_id = p_county;
end $$;
revoke execute on function app.admission(int, text, uuid, date) from public;

create function app.admitted_as(p_county int, p_division int, p_hospital uuid, p_day date) returns text
language sql stable security definer set search_path = app, pg_temp as $$
  select a.admitted from app.admission(p_county, app.pack_of(p_county, p_division, p_day), p_hospital, p_day) a $$;
revoke execute on function app.admitted_as(int, int, uuid, date) from public;

-- What a desk may know of a member whichever hospital asks, and nothing else of the file: composed here, so that no query of the program can ask for more.
-- PostgreSQL makes it part of the statement that asks, which keeps its plan only inside a function of plpgsql.
create function app.desk_person(p_county int, p_member uuid, p_today date)
returns table (household_id uuid, division_id int, name text, id_number_enc bytea, birth_day date, served boolean, flags text[], certificates text[], used jsonb,
  doctor_name text, doctor_phone_enc bytea)
language sql stable as $$
  select m.household_id, m.division_id, m.name, m.id_number_enc, m.birth_day,
    m.death_day is null and exists (select 1 from app.service_spell s where s.county_id = p_county and s.household_id = m.household_id
      and s.from_day <= p_today and (s.to_day is null or s.to_day >= p_today)),
    array(select f.key from app.flag_spell f where f.county_id = p_county and f.household_id = m.household_id
      and (f.member_id is null or f.member_id = p_member) and f.from_day <= p_today and (f.to_day is null or f.to_day >= p_today)),
    array(select x.kind from app.certificate x where x.county_id = p_county and x.member_id = p_member
      and x.ended_on is null and x.issued_on <= p_today and (x.expires_on is null or x.expires_on >= p_today)),
    coalesce((select jsonb_object_agg(q.benefit_id, q.used) from app.quota_use q where q.county_id = p_county and q.member_id = p_member
      and q.year = extract(year from p_today)::int), '{}'),
    d.name, d.phone_enc
  from app.member m
  left join lateral (
    select w.name, w.phone_enc from app.contract t
      join app.doctor_team_member tm on tm.county_id = t.county_id and tm.team_id = t.team_id
        and tm.from_day <= p_today and (tm.to_day is null or tm.to_day >= p_today)
      join app.worker w on w.county_id = tm.county_id and w.worker_id = tm.worker_id
    where t.county_id = p_county and t.member_id = p_member and t.signed_on is not null
      and t.from_day <= p_today and p_today <= least(t.to_day, coalesce(t.ended_on, t.to_day))
    order by tm.lead desc, tm.from_day, w.worker_id limit 1) d on true
  where m.county_id = p_county and m.member_id = p_member $$;
revoke execute on function app.desk_person(int, uuid, date) from public;

-- The same with what the hospital is to the member on that day: 'designated', 'public', or null where the member's pack does not let it check them.
create function app.desk_facts(p_county int, p_member uuid, p_hospital uuid, p_today date)
returns table (household_id uuid, division_id int, pack_id text, county_code text, hospital_code text, admitted text, name text, id_number_enc bytea, birth_day date,
  served boolean, flags text[], certificates text[], used jsonb, doctor_name text, doctor_phone_enc bytea)
language sql stable as $$
  select f.household_id, f.division_id, k.pack_id, a.county_code, a.hospital_code, a.admitted, f.name, f.id_number_enc, f.birth_day,
    f.served, f.flags, f.certificates, f.used, f.doctor_name, f.doctor_phone_enc
  from app.desk_person(p_county, p_member, p_today) f
  cross join lateral (select app.pack_of(p_county, f.division_id, p_today) as pack_id offset 0) k
  cross join lateral app.admission(p_county, k.pack_id, p_hospital, p_today) a $$;
revoke execute on function app.desk_facts(int, uuid, uuid, date) from public;

create table app.desk_reach (
  county_id int not null,
  division_id int not null,
  hospital_id uuid not null,
  from_day date not null,
  to_day date not null,
  pack_id text,
  county_code text not null,
  hospital_code text not null,
  hospital_name text not null,
  admitted text,
  contact text,
  constraint desk_reach_pkey primary key (county_id, division_id, hospital_id)
);
comment on table app.desk_reach is 'What a hospital is to those who live in a place, and whom its desk may ask there, as worked out by app.reach_of: kept because nine tables were asked for it at each question. Forgotten as soon as one of them changes.';
comment on column app.desk_reach.to_day is 'From from_day to here nothing of it changes by itself.';
select app.place_sharded('app.desk_reach');
-- Nobody reads or writes it but the functions of this file.
alter table app.desk_reach enable row level security;

-- Works it out from what holds on a day, with the days around it on which no designation, admission, adoption or contact begins or ends.
create function app.reach_of(p_county int, p_division int, p_hospital uuid, p_day date) returns app.desk_reach
language plpgsql stable as $$
#variable_conflict use_column
declare
  r app.desk_reach;
  here record;
begin
  r.county_id := p_county;
  r.division_id := p_division;
  r.hospital_id := p_hospital;
  r.pack_id := app.pack_of(p_county, p_division, p_day);
  here := app.admission(p_county, r.pack_id, p_hospital, p_day);
  r.county_code := here.county_code;
  r.hospital_code := here.hospital_code;
  r.admitted := here.admitted;
  select h.name into r.hospital_name from app.hospital h where h.hospital_id = p_hospital;
  select k.name || case when k.place = '' then '' else ' · ' || k.place end into r.contact from app.desk_contact k
    where k.county_id = p_county and k.hospital_id = p_hospital and k.from_day <= p_day and (k.to_day is null or k.to_day >= p_day)
    order by k.in_charge desc, k.from_day, k.contact_id limit 1;
  -- Of the whole county and all packs: a few days more than could matter here cost nothing but working it out again on one of them.
  select coalesce(max(b.day) filter (where b.day <= p_day), '-infinity'), coalesce(min(b.day) filter (where b.day > p_day) - 1, 'infinity') into r.from_day, r.to_day
    from (
      select unnest(array[d.from_day, d.to_day + 1]) as day from app.designation d where d.county_id = p_county and d.hospital_id = p_hospital
      union all select unnest(array[o.from_day, o.to_day + 1]) from app.adoption o where o.county_id = p_county
      union all select unnest(array[p.from_day, p.to_day + 1]) from app.pack_admission p
      union all select unnest(array[k.from_day, k.to_day + 1]) from app.desk_contact k where k.county_id = p_county and k.hospital_id = p_hospital
      union all select h.ended_on + 1 from app.hospital h where h.hospital_id = p_hospital) b;
  return r;
end $$;
revoke execute on function app.reach_of(int, int, uuid, date) from public;

-- Forgets what is kept of a county, or of a hospital in all counties, in the transaction of whoever changed a designation, an adoption, a contact or a
-- hospital there. Whoever works it out meanwhile from what held before keeps nothing of it: they hold this lock together, and a change holds it alone.
-- @raises 42501 it is neither a county nor a hospital of the caller's
create function app.forget_reach(p_county int, p_hospital uuid default null) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if not coalesce(p_county = any(app.county_ids()), false) or not (p_hospital is null or exists (select 1 from app.hospital h where h.hospital_id = p_hospital and h.county_id = p_county)) then
    raise exception 'not of this county' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(7157);
  if p_hospital is null then delete from app.desk_reach r where r.county_id = p_county;
  else delete from app.desk_reach r where r.hospital_id = p_hospital; end if;
end $$;
revoke execute on function app.forget_reach(int, uuid) from public;
grant execute on function app.forget_reach(int, uuid) to lianxin_app;

-- Works it out and keeps it.
create function app.keep_reach(p_county int, p_division int, p_hospital uuid, p_day date) returns app.desk_reach
language plpgsql as $$
declare r app.desk_reach;
begin
  -- Somebody is changing it: answered as it stands, and not kept.
  if not pg_try_advisory_xact_lock_shared(7157) then return app.reach_of(p_county, p_division, p_hospital, p_day); end if;
  r := app.reach_of(p_county, p_division, p_hospital, p_day);
  insert into app.desk_reach select r.*
    on conflict (county_id, division_id, hospital_id) do update set from_day = excluded.from_day, to_day = excluded.to_day, pack_id = excluded.pack_id,
      county_code = excluded.county_code, hospital_code = excluded.hospital_code, hospital_name = excluded.hospital_name, admitted = excluded.admitted,
      contact = excluded.contact;
  return r;
end $$;
revoke execute on function app.keep_reach(int, int, uuid, date) from public;

-- What is kept, or else worked out and kept: the second half runs only where the first finds nothing.
create function app.kept_reach(p_county int, p_division int, p_hospital uuid, p_day date) returns setof app.desk_reach
language sql stable as $$
  select x.* from app.desk_reach x
    where x.county_id = p_county and x.division_id = p_division and x.hospital_id = p_hospital and p_day between x.from_day and x.to_day
  union all
  select y.* from app.keep_reach(p_county, p_division, p_hospital, p_day) y where p_division is not null
  limit 1 $$;
revoke execute on function app.kept_reach(int, int, uuid, date) from public;

-- 潘三妹 -> 潘*妹, 李四 -> 李*: the first sign, and the last of three or more.
create function app.masked_name(p_name text) returns text language sql immutable as $$
  select case when length(p_name) <= 1 then p_name when length(p_name) = 2 then left(p_name, 1) || '*'
    else left(p_name, 1) || repeat('*', length(p_name) - 2) || right(p_name, 1) end $$;

-- Who asks: the sessions of persons at a hospital's desk, by the same conditions as app.set_scope (0002), and a test holds the two equal. A desk reads
-- no table of households, so it needs none of the settings a scope consists of, which took as long to write as the whole answer.
-- @returns one row a session in their order; `refusal` says why it may not ask: LX401 no such session, LX402 the password is somebody else's choice,
--   LX405 a program, LX403 nobody at a desk. `resting`: it was not used in the last minute
create function app.desks_of(p_sessions bytea[], p_days date[])
returns table (n bigint, county_id int, account_id uuid, account_name text, hospital_id uuid, resting boolean, refusal text)
language sql stable as $$
  select u.n, s.county_id, s.account_id, s.name, s.hospital_id, coalesce(s.resting, false),
    case when s.account_id is null then 'LX401' when s.must_change_password and not s.program then 'LX402' when s.post_id is not null then 'LX405'
      when s.hospital_id is null then 'LX403' end
  from unnest(p_sessions, p_days) with ordinality u(digest, today, n)
  left join lateral (
    select s.county_id, s.account_id, a.name, a.must_change_password, s.program, s.post_id, s.seen_at < clock_timestamp() - interval '1 minute' as resting,
      (select q.hospital_id from app.post q where q.county_id = s.county_id and q.account_id = s.account_id and q.hospital_id is not null
        and q.from_day <= u.today and (q.to_day is null or q.to_day >= u.today) order by q.kind, q.post_id limit 1) as hospital_id
    from app.session s join app.account a on a.county_id = s.county_id and a.account_id = s.account_id
    where s.digest = u.digest and s.ends_at >= clock_timestamp() and s.seen_at >= clock_timestamp() - make_interval(mins => s.idle_minutes) and a.closed_at is null) s on true $$;
revoke execute on function app.desks_of(bytea[], date[]) from public;

-- Questions of desks, each of them the code of a certificate or an ID number, as a blind index. It answers only when the member's pack admits the
-- hospital that asks; unknown and not admitted leave the same nothing. Every question is counted and recorded; the limits are those of a person
-- serving a queue, not of a program walking a registry:
--   60 in ten minutes an account (one each ten seconds, without a pause), 10 misses in ten minutes an account, 40 misses an hour a hospital.
-- It is a transaction of its own in one round trip: somebody waits at the counter, and nothing comes before or after it. All that are asked at the same
-- moment are answered by one statement, because to begin and end one that looks into twenty tables and writes three costs more than what it does there
-- for one question; none of them knows of the others. One value is answered each, not a row: to describe and read fifteen columns took the program
-- longer than what stands in them.
-- The limit of a hospital may be passed by those who ask in one lot; the others never.
-- @returns a row a question, in their order. refusal: as app.desks_of says it; LX429 a limit is reached, and urgent registration needs no question; LX409
--   another of the same account was before it, ask again. Else answer: {"status"}, and with 'valid' what DeskFacts and the answer of a desk are made
--   from (hospital.queries.ts)
create function app.desk_checks(p_sessions bytea[], p_purposes text[], p_looks uuid[], p_bys text[], p_indexes bytea[], p_days date[])
returns table (look_id uuid, refusal text, answer json)
language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  counties int[];
  accounts uuid[];
  names text[];
  hospitals uuid[];
  refusals text[];
  rested bytea[];
  -- Said once: of a clock that goes on while a statement runs no index is asked, and each question would read all its account has ever asked.
  ten_minutes_ago timestamptz := clock_timestamp() - interval '10 minutes';
  an_hour_ago timestamptz := clock_timestamp() - interval '1 hour';
  -- A look is a read: its record may be lost with the machine's power in the same instant.
  done text := set_config('synchronous_commit', 'off', true);
begin
  select array_agg(d.county_id order by d.n), array_agg(d.account_id order by d.n), array_agg(d.account_name order by d.n), array_agg(d.hospital_id order by d.n),
      array_agg(d.refusal order by d.n), array_agg(p_sessions[d.n]) filter (where d.resting and d.refusal is null)
    into counties, accounts, names, hospitals, refusals, rested from app.desks_of(p_sessions, p_days) d;
  -- One question at a time from one account: two at once could not both count the other. In one order, so that no two lots wait for each other.
  perform pg_advisory_xact_lock(a.key) from (select distinct hashtextextended(u.id::text, 7154) as key from unnest(accounts) u(id) where u.id is not null order by 1) a;
  if rested is not null then
    -- Whoever holds one of them is doing just this.
    update app.session s set seen_at = clock_timestamp() where s.digest in (select x.digest from app.session x where x.digest = any(rested) for no key update skip locked);
  end if;

  return query
  with judged as materialized (
    select q.n, q.look_id, q.county_id, q.hospital_id, q.account_id, q.account_name, q.purpose, q.by,
      k.county_id as home, k.member_id, k.certificate_id, f.household_id, f.division_id, app.masked_name(f.name) as shown_name, r.hospital_name,
      case
        when q.refusal is not null then q.refusal
        when a.recent >= 60 or a.missed >= 10 then 'LX429'
        when array_position(accounts, q.account_id) < q.n then 'LX409'
        when a.missed > 0 and 40 <= (select count(*) from app.desk_attempt t
          where t.county_id = q.county_id and t.hospital_id = q.hospital_id and not t.found and t.at > an_hour_ago) then 'LX429' end as refused,
      -- A number alone tells nothing of somebody without a valid certificate: that they are known at all is already too much.
      case
        when k.member_id is null or r.admitted is null then 'unknown'
        when q.by = 'idNumber' and (not f.served or cardinality(f.certificates) = 0) then 'unknown'
        when q.by = 'code' and k.ended_on is not null then 'ended'
        when q.by = 'code' and k.expires_on < q.today then 'expired'
        when q.by = 'code' and k.issued_on > q.today then 'unknown'
        when not f.served then 'ended'
        else 'valid' end as status,
      json_build_object('status', 'valid', 'lookId', q.look_id, 'packId', r.pack_id, 'countyCode', r.county_code, 'hospitalCode', r.hospital_code,
        'admitted', r.admitted, 'name', app.masked_name(f.name), 'idNumberEnc', encode(f.id_number_enc, 'base64'), 'birthDay', f.birth_day, 'flags', f.flags,
        'certificates', f.certificates, 'used', f.used, 'doctorName', f.doctor_name, 'doctorPhoneEnc', encode(f.doctor_phone_enc, 'base64'), 'deskContact', r.contact) as told
    from unnest(counties, accounts, names, hospitals, refusals, p_looks, p_purposes, p_bys, p_indexes, p_days) with ordinality
      q(county_id, account_id, account_name, hospital_id, refusal, look_id, purpose, by, index, today, n)
    cross join lateral (
      select count(*) as recent, count(*) filter (where not t.found) as missed from app.desk_attempt t
      where t.county_id = q.county_id and t.account_id = q.account_id and t.at > ten_minutes_ago) a
    left join lateral (
      select x.county_id, x.member_id, x.certificate_id, x.issued_on, x.expires_on, x.ended_on
        from app.certificate_code c join app.certificate x on x.county_id = c.county_id and x.certificate_id = c.certificate_id
        where q.by = 'code' and c.code_index = q.index
      union all
      select i.county_id, i.member_id, null, null, null, null from app.identity i where q.by = 'idNumber' and i.id_number_index = q.index) k on q.refusal is null and array_position(accounts, q.account_id) = q.n
    left join lateral app.desk_person(k.county_id, k.member_id, q.today) f on true
    left join lateral app.kept_reach(k.county_id, f.division_id, q.hospital_id, q.today) r on true),
  attempts as (
    insert into app.desk_attempt (county_id, attempt_id, hospital_id, account_id, at, found)
      select j.county_id, j.look_id, j.hospital_id, j.account_id, clock_timestamp(), j.status <> 'unknown' from judged j where j.refused is null),
  looks as (
    insert into app.desk_look (county_id, look_id, hospital_id, household_id, division_id, member_id, certificate_id, account_id, account_name, found_by, valid, at, shown_name)
      select j.home, j.look_id, j.hospital_id, j.household_id, j.division_id, j.member_id, j.certificate_id, j.account_id, j.account_name, j.by, j.status = 'valid',
        clock_timestamp(), case when j.status = 'valid' then j.shown_name else '' end
      from judged j where j.refused is null and j.status <> 'unknown'),
  -- Of somebody found where they live, in the name of the hospital; of nobody where the desk is.
  records as (
    insert into app.record (county_id, record_id, at, kind, account_id, purpose, subject, subject_id, household_id, division_id, household_ids, action)
      select j.home, j.look_id, clock_timestamp(), 'read', j.account_id, j.hospital_name, 'desk.check', j.look_id::text, j.household_id, j.division_id,
        array[j.household_id], 'look' from judged j where j.refused is null and j.status <> 'unknown'
      union all
      select j.county_id, j.look_id, clock_timestamp(), 'read', j.account_id, j.purpose, 'desk.check', '', null, null, '{}', 'miss'
        from judged j where j.refused is null and j.status = 'unknown')
  select j.look_id, j.refused, case when j.refused is not null then null when j.status = 'valid' then j.told else json_build_object('status', j.status) end
  from judged j order by j.n;
end $$;
revoke execute on function app.desk_checks(bytea[], text[], uuid[], text[], bytea[], date[]) from public;
grant execute on function app.desk_checks(bytea[], text[], uuid[], text[], bytea[], date[]) to lianxin_app;

-- The county an encounter belongs to, for its hospital: a hospital serves members of several counties and knows the encounter by its id alone.
create function app.encounter_county(p_encounter uuid) returns int
language sql stable security definer set search_path = app, pg_temp as $$
  select e.county_id from app.encounter e where e.encounter_id = p_encounter
    and (coalesce(e.hospital_id = app.hospital_id() or e.county_id = any(app.write_whole()) or e.division_id = any(app.write_divisions()), false)
      or app.sees_health(e.county_id, e.division_id, e.household_id)) $$;
revoke execute on function app.encounter_county(uuid) from public;
grant execute on function app.encounter_county(uuid) to lianxin_app;

-- Registers an episode of the member a look has found (D8): the desk names the look, never the member, and a look serves for half a day.
-- @returns the county of the member; null when there is no such look of this hospital
create function app.register_encounter(p_encounter uuid, p_look uuid, p_kind text, p_urgent boolean, p_day date, p_department text, p_companion text, p_now timestamptz)
returns int language plpgsql security definer set search_path = app, pg_temp as $$
declare l app.desk_look%rowtype;
begin
  select * into l from app.desk_look x where x.look_id = p_look and x.hospital_id = app.hospital_id() and x.valid and x.at > clock_timestamp() - interval '12 hours';
  if not found then return null; end if;
  insert into app.encounter (county_id, encounter_id, hospital_id, household_id, division_id, member_id, look_id, certificate_id, shown_name, kind, urgent, day,
      department, companion, recorder_id, recorded_at, admitted_on)
    values (l.county_id, p_encounter, l.hospital_id, l.household_id, l.division_id, l.member_id, p_look, l.certificate_id, l.shown_name, p_kind, p_urgent, p_day,
      p_department, p_companion, app.account_id(), p_now, case when p_kind = 'inpatient' then p_day end);
  -- Where the member lives, that it happened and at which hospital; what was written, the desk records in its own county.
  insert into app.record (county_id, record_id, at, kind, account_id, purpose, subject, subject_id, household_id, division_id, household_ids, action)
    values (l.county_id, p_encounter, p_now, 'change', app.account_id(), (select h.name from app.hospital h where h.hospital_id = l.hospital_id), 'encounter',
      p_encounter::text, l.household_id, l.division_id, array[l.household_id], 'create');
  return l.county_id;
end $$;
revoke execute on function app.register_encounter(uuid, uuid, text, boolean, date, text, text, timestamptz) from public;
grant execute on function app.register_encounter(uuid, uuid, text, boolean, date, text, text, timestamptz) to lianxin_app;

-- What the desk may know of the member of one of its own encounters, as it stands on that day: for deciding a waiver.
create function app.encounter_facts(p_encounter uuid, p_day date)
returns table (pack_id text, county_code text, hospital_code text, admitted text, flags text[], birth_day date, certificates text[], used jsonb)
language sql stable security definer set search_path = app, pg_temp as $$
  select f.pack_id, f.county_code, f.hospital_code, f.admitted, f.flags, f.birth_day, f.certificates, f.used
  from app.encounter e
  cross join lateral app.desk_facts(e.county_id, e.member_id, e.hospital_id, p_day) f
  where e.encounter_id = p_encounter and e.hospital_id = app.hospital_id() $$;
revoke execute on function app.encounter_facts(uuid, date) from public;
grant execute on function app.encounter_facts(uuid, date) to lianxin_app;

-- Writes a waiver, granted or refused. With a limit the use is taken from the member's row of the year in the same statement that looks at it, so
-- fifty desks at once grant the last one once; the others' rides are written as not covered.
create function app.grant_waiver(p_waiver uuid, p_encounter uuid, p_benefit text, p_pack text, p_clause jsonb, p_day date, p_refusal text, p_limit int,
  p_amount numeric, p_details jsonb, p_now timestamptz)
returns table (granted boolean, refusal text, used int) language plpgsql security definer set search_path = app, pg_temp as $$
#variable_conflict use_column
declare
  e app.encounter%rowtype;
  taken int;
begin
  -- Held, so that nobody voids the registration at the same moment and leaves a waiver under it.
  select * into e from app.encounter x where x.encounter_id = p_encounter and x.hospital_id = app.hospital_id() and x.voided_at is null for share;
  if not found then raise exception 'no such encounter here' using errcode = '42501'; end if;
  refusal := p_refusal;
  if refusal is null and p_limit is not null then
    insert into app.quota_use as q (county_id, member_id, benefit_id, year, used)
      select e.county_id, e.member_id, p_benefit, extract(year from p_day)::int, 1 where p_limit > 0
      on conflict (county_id, member_id, benefit_id, year) do update set used = q.used + 1 where q.used < p_limit
      returning q.used into taken;
    if taken is null then refusal := 'quotaSpent'; end if;
  end if;
  insert into app.waiver (county_id, waiver_id, encounter_id, hospital_id, household_id, division_id, member_id, benefit_id, pack_id, clause, day, granted,
      refusal, amount, details, recorder_id, recorded_at, quota)
    values (e.county_id, p_waiver, p_encounter, e.hospital_id, e.household_id, e.division_id, e.member_id, p_benefit, p_pack, p_clause, p_day, refusal is null,
      refusal, p_amount, p_details, app.account_id(), p_now, p_limit is not null and refusal is null);
  return query select refusal is null, refusal, taken;
end $$;
revoke execute on function app.grant_waiver(uuid, uuid, text, text, jsonb, date, text, int, numeric, jsonb, timestamptz) from public;
grant execute on function app.grant_waiver(uuid, uuid, text, text, jsonb, date, text, int, numeric, jsonb, timestamptz) to lianxin_app;

-- A waiver entered by mistake: it stays with its reason, and what it took of a quota is given back.
create function app.void_waiver(p_waiver uuid, p_encounter uuid, p_reason text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
declare w app.waiver%rowtype;
begin
  update app.waiver x set voided_at = p_now, void_reason = p_reason
    where x.waiver_id = p_waiver and x.encounter_id = p_encounter and x.hospital_id = app.hospital_id() and x.voided_at is null returning x.* into w;
  if not found then return false; end if;
  if w.quota then
    update app.quota_use q set used = q.used - 1
      where q.county_id = w.county_id and q.member_id = w.member_id and q.benefit_id = w.benefit_id and q.year = extract(year from w.day)::int;
  end if;
  return true;
end $$;
revoke execute on function app.void_waiver(uuid, uuid, text, timestamptz) from public;
grant execute on function app.void_waiver(uuid, uuid, text, timestamptz) to lianxin_app;

-- The sum of a waiver once the bill is known, or put right.
-- @returns what stood there before; no row: there is none to put a sum to
create function app.price_waiver(p_waiver uuid, p_encounter uuid, p_amount numeric) returns table (before numeric)
language sql security definer set search_path = app, pg_temp as $$
  with held as (
    select x.county_id, x.waiver_id, x.amount from app.waiver x
    where x.waiver_id = p_waiver and x.encounter_id = p_encounter and x.hospital_id = app.hospital_id() and x.granted and x.voided_at is null for update)
  update app.waiver w set amount = p_amount from held where w.county_id = held.county_id and w.waiver_id = held.waiver_id returning held.amount $$;
revoke execute on function app.price_waiver(uuid, uuid, numeric) from public;
grant execute on function app.price_waiver(uuid, uuid, numeric) to lianxin_app;

-- Discharge (C5, D8): the day, and the event from which the doctor's follow-up is owed. The hospital cannot compute a family's duties, so the
-- household is marked as not computed, and whoever keeps duties is told as soon as this is committed; upkeep would find it within a minute anyway.
create function app.discharge(p_encounter uuid, p_day date, p_event uuid, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
declare e app.encounter%rowtype;
begin
  update app.encounter x set discharged_on = p_day, version = x.version + 1
    where x.encounter_id = p_encounter and x.hospital_id = app.hospital_id() and x.admitted_on <= p_day and x.discharged_on is null and x.voided_at is null
    returning x.* into e;
  if not found then return false; end if;
  insert into app.event (county_id, event_id, household_id, division_id, kind, day, recorder_id, recorded_at)
    values (e.county_id, p_event, e.household_id, e.division_id, 'discharge', p_day, app.account_id(), p_now);
  update app.household_standing s set computed_on = s.computed_on - 1 where s.county_id = e.county_id and s.household_id = e.household_id;
  perform pg_notify('lianxin_outdated', e.county_id::text);
  return true;
end $$;
revoke execute on function app.discharge(uuid, date, uuid, timestamptz) from public;
grant execute on function app.discharge(uuid, date, uuid, timestamptz) to lianxin_app;

-- A hospital's own rows over all counties, by day: its registers.
create function app.hospital_encounters(p_kind text, p_from date, p_to date, p_before timestamptz, p_limit int) returns setof app.encounter
language sql stable security definer set search_path = app, pg_temp as $$
  select e.* from app.encounter e where e.hospital_id = app.hospital_id() and e.day between p_from and p_to and (p_kind is null or e.kind = p_kind)
    and (p_before is null or e.recorded_at < p_before) order by e.recorded_at desc limit p_limit $$;
create function app.hospital_waivers(p_from date, p_to date, p_limit int)
returns table (waiver_id uuid, encounter_id uuid, day date, shown_name text, kind text, benefit_id text, pack_id text, clause jsonb, granted boolean, refusal text,
  amount numeric, voided_at timestamptz)
language sql stable security definer set search_path = app, pg_temp as $$
  select w.waiver_id, w.encounter_id, w.day, e.shown_name, e.kind, w.benefit_id, w.pack_id, w.clause, w.granted, w.refusal, w.amount, w.voided_at
  from app.waiver w join app.encounter e on e.county_id = w.county_id and e.encounter_id = w.encounter_id
  where w.hospital_id = app.hospital_id() and w.day between p_from and p_to order by w.recorded_at desc limit p_limit $$;
-- A request for a bed belongs to the member's county; its hospital knows it by its id, as it does an encounter.
create function app.bed_request_county(p_request uuid) returns int
language sql stable security definer set search_path = app, pg_temp as $$
  select b.county_id from app.bed_request b where b.request_id = p_request and b.hospital_id = app.hospital_id() $$;
create function app.encounter_name(p_encounter uuid) returns text
language sql stable security definer set search_path = app, pg_temp as $$
  select e.shown_name from app.encounter e where e.encounter_id = p_encounter and e.hospital_id = app.hospital_id() $$;
create function app.consent_county(p_consent uuid) returns int
language sql stable security definer set search_path = app, pg_temp as $$
  select s.county_id from app.consent s where s.consent_id = p_consent and s.hospital_id = app.hospital_id() $$;
-- The stay a bed was asked for: only of the member it was asked for.
create function app.join_bed_request(p_request uuid, p_encounter uuid) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.bed_request b set encounter_id = p_encounter
    from app.encounter e where e.encounter_id = p_encounter and e.hospital_id = app.hospital_id() and e.kind = 'inpatient' and e.voided_at is null
      and b.request_id = p_request and b.hospital_id = e.hospital_id and b.county_id = e.county_id and b.member_id = e.member_id and b.encounter_id is null;
  return found;
end $$;
create function app.hospital_bed_requests(p_limit int) returns setof app.bed_request
language sql stable security definer set search_path = app, pg_temp as $$
  select b.* from app.bed_request b where b.hospital_id = app.hospital_id() and b.encounter_id is null order by b.asked_at desc limit p_limit $$;
create function app.hospital_consents(p_from timestamptz, p_limit int) returns setof app.consent
language sql stable security definer set search_path = app, pg_temp as $$
  select s.* from app.consent s where s.hospital_id = app.hospital_id() and s.proposed_at >= p_from order by s.proposed_at desc limit p_limit $$;
revoke execute on function app.hospital_encounters(text, date, date, timestamptz, int), app.hospital_waivers(date, date, int), app.hospital_bed_requests(int),
  app.hospital_consents(timestamptz, int), app.bed_request_county(uuid), app.encounter_name(uuid), app.consent_county(uuid), app.join_bed_request(uuid, uuid) from public;
grant execute on function app.hospital_encounters(text, date, date, timestamptz, int), app.hospital_waivers(date, date, int), app.hospital_bed_requests(int),
  app.hospital_consents(timestamptz, int), app.bed_request_county(uuid), app.encounter_name(uuid), app.consent_county(uuid), app.join_bed_request(uuid, uuid) to lianxin_app;

-- How many accounts stand at each hospital's desks, whichever county keeps them: whether the channel is open there (D10). Who they are it does not say.
create function app.desk_counts(p_today date) returns table (hospital_id uuid, desks int)
language sql stable security definer set search_path = app, pg_temp as $$
  select p.hospital_id, count(*)::int from app.post p join app.account a on a.county_id = p.county_id and a.account_id = p.account_id
  where p.hospital_id is not null and p.from_day <= p_today and (p.to_day is null or p.to_day >= p_today)
    -- A closed account keeps its posts; nobody stands at that desk from the day it was closed.
    and (a.closed_at is null or (a.closed_at at time zone 'Asia/Shanghai')::date > p_today) group by p.hospital_id $$;
revoke execute on function app.desk_counts(date) from public;
grant execute on function app.desk_counts(date) to lianxin_app;

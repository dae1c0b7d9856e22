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
create index desk_attempt_hospital on app.desk_attempt (county_id, hospital_id, at);
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
  at timestamptz not null,
  shown_name text not null,
  constraint desk_look_pkey primary key (county_id, look_id),
  constraint desk_look_found_by_known check (found_by in ('code', 'idNumber'))
);
comment on table app.desk_look is 'A member found at a desk, in the member''s county: the handle under which the desk goes on, and what the office reads when nothing followed.';
select app.place_sharded('app.desk_look');
alter table app.desk_look add constraint desk_look_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
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
    execute format('create policy read_by_hospital_or_office on app.%I for select to lianxin_app
      using (coalesce(hospital_id = app.hospital_id(), false) or app.sees(county_id, division_id, household_id))', t);
    execute format('grant select on app.%I to lianxin_app', t);
  end loop;
end $$;
alter table app.urgent_registration enable row level security;
create policy read_own on app.urgent_registration for select to lianxin_app using (hospital_id = app.hospital_id());
create policy insert_own on app.urgent_registration for insert to lianxin_app
  with check (hospital_id = app.hospital_id() and county_id = any(app.county_ids()) and recorder_id = app.account_id());
grant select, insert on app.urgent_registration to lianxin_app;

-- What the migrations add up to. Written by `npm run check -- --write`; never by hand.

create schema app;
grant usage on schema app to lianxin_app;

create table accommodation (
  county_id integer not null,
  accommodation_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  kind text not null,
  festivals text[],
  days jsonb not null default '[]'::jsonb,
  accepted text,
  from_day date not null,
  to_day date,
  review_day date,
  agreed_by text not null,
  words_enc bytea,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  approved_by uuid,
  approved_at timestamp with time zone,
  refused_at timestamp with time zone,
  decision_enc bytea,
  constraint accommodation_pkey PRIMARY KEY (county_id, accommodation_id),
  constraint accommodation_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint accommodation_accepted_known CHECK ((accepted = ANY (ARRAY['home'::text, 'phone'::text, 'online'::text, 'message'::text]))),
  constraint accommodation_days CHECK (((to_day IS NULL) OR (to_day >= from_day))),
  constraint accommodation_kind_known CHECK ((kind = ANY (ARRAY['noHomeVisit'::text, 'noFestival'::text, 'noDays'::text, 'pause'::text, 'noContact'::text, 'preference'::text])))
);
CREATE INDEX accommodation_household ON app.accommodation USING btree (county_id, household_id);
alter table accommodation enable row level security;
create policy delete_in_scope on accommodation for delete to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy insert_in_scope on accommodation for insert to lianxin_app
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on accommodation for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on accommodation for update to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
grant insert, select on accommodation to lianxin_app;
grant update (approved_at) on accommodation to lianxin_app;
grant update (approved_by) on accommodation to lianxin_app;
grant update (decision_enc) on accommodation to lianxin_app;
grant update (refused_at) on accommodation to lianxin_app;
grant update (review_day) on accommodation to lianxin_app;
grant update (to_day) on accommodation to lianxin_app;
comment on table accommodation is 'An agreed change of duties for one household (G3); in force once the office has approved it, and until changed.';
comment on column accommodation.decision_enc is 'Sealed words of the office: why it was refused or ended, or what the last review found.';

create table account (
  county_id integer not null,
  account_id uuid not null,
  division_id integer not null,
  worker_id uuid,
  username text not null,
  name text not null,
  password_hash text not null,
  must_change_password boolean not null default true,
  failures integer not null default 0,
  locked_until timestamp with time zone,
  closed_at timestamp with time zone,
  demo boolean not null default false,
  machine boolean not null default false,
  language text not null default 'zh'::text,
  text_size text not null default 'normal'::text,
  created_at timestamp with time zone not null default now(),
  constraint account_pkey PRIMARY KEY (county_id, account_id),
  constraint account_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint account_worker_fkey FOREIGN KEY (county_id, worker_id) REFERENCES worker(county_id, worker_id),
  constraint account_language_known CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint account_text_size_known CHECK ((text_size = ANY (ARRAY['normal'::text, 'large'::text])))
);
alter table account enable row level security;
create policy insert_administered on account for insert to lianxin_app
  with check (((county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
create policy read_own_or_administered on account for select to lianxin_app
  using (((account_id = account_id()) OR (county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
create policy update_own_or_administered on account for update to lianxin_app
  using (((account_id = account_id()) OR (county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))))
  with check (((account_id = account_id()) OR (county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
grant insert (account_id) on account to lianxin_app;
grant select (account_id) on account to lianxin_app;
grant select (closed_at) on account to lianxin_app;
grant update (closed_at) on account to lianxin_app;
grant insert (county_id) on account to lianxin_app;
grant select (county_id) on account to lianxin_app;
grant select (created_at) on account to lianxin_app;
grant select (demo) on account to lianxin_app;
grant insert (division_id) on account to lianxin_app;
grant select (division_id) on account to lianxin_app;
grant select (failures) on account to lianxin_app;
grant update (failures) on account to lianxin_app;
grant insert (language) on account to lianxin_app;
grant select (language) on account to lianxin_app;
grant update (language) on account to lianxin_app;
grant select (locked_until) on account to lianxin_app;
grant update (locked_until) on account to lianxin_app;
grant select (machine) on account to lianxin_app;
grant insert (must_change_password) on account to lianxin_app;
grant select (must_change_password) on account to lianxin_app;
grant update (must_change_password) on account to lianxin_app;
grant insert (name) on account to lianxin_app;
grant select (name) on account to lianxin_app;
grant update (name) on account to lianxin_app;
grant insert (password_hash) on account to lianxin_app;
grant update (password_hash) on account to lianxin_app;
grant insert (text_size) on account to lianxin_app;
grant select (text_size) on account to lianxin_app;
grant update (text_size) on account to lianxin_app;
grant insert (username) on account to lianxin_app;
grant select (username) on account to lianxin_app;
grant insert (worker_id) on account to lianxin_app;
grant select (worker_id) on account to lianxin_app;
grant update (worker_id) on account to lianxin_app;
comment on column account.machine is 'The program itself, for what nobody asked for by hand (a new day); it has no password that opens it.';

create table adoption (
  county_id integer not null,
  adoption_id uuid not null,
  division_id integer not null,
  pack_id text not null,
  from_day date not null,
  to_day date,
  constraint adoption_pkey PRIMARY KEY (county_id, adoption_id),
  constraint adoption_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint adoption_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
alter table adoption enable row level security;
create policy insert_by_administrator on adoption for insert to lianxin_app
  with check ((county_id = ANY (admin_whole())));
create policy read_in_county on adoption for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_administrator on adoption for update to lianxin_app
  using ((county_id = ANY (admin_whole())))
  with check ((county_id = ANY (admin_whole())));
grant insert, select, update on adoption to lianxin_app;
comment on table adoption is 'Which policy pack is in force in a division from which day; the nearest division upwards decides.';

create table assignment (
  county_id integer not null,
  assignment_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  role text not null,
  worker_id uuid not null,
  from_day date not null,
  to_day date,
  handed_over_from uuid,
  note_enc bytea,
  handover_id uuid,
  constraint assignment_pkey PRIMARY KEY (county_id, assignment_id),
  constraint assignment_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint assignment_worker_fkey FOREIGN KEY (county_id, worker_id) REFERENCES worker(county_id, worker_id),
  constraint assignment_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
CREATE INDEX assignment_handover ON app.assignment USING btree (county_id, handover_id) WHERE (handover_id IS NOT NULL);
CREATE INDEX assignment_household ON app.assignment USING btree (county_id, household_id);
CREATE INDEX assignment_role ON app.assignment USING btree (county_id, role, household_id) INCLUDE (division_id, from_day, to_day);
CREATE INDEX assignment_worker ON app.assignment USING btree (county_id, worker_id);
alter table assignment enable row level security;
create policy delete_in_scope on assignment for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on assignment for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on assignment for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on assignment for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on assignment to lianxin_app;
comment on table assignment is 'A worker in a contact role for one household, from a day to a day; ended, never deleted.';
comment on column assignment.handed_over_from is 'The assignment it follows in the same role; null for the first holder.';
comment on column assignment.handover_id is 'The handover (B6) that began it; null where a contact was assigned alone.';

create table bed_request (
  county_id integer not null,
  request_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  shown_name text not null,
  reason_enc bytea,
  transport text not null default ''::text,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  answer text,
  answer_note text not null default ''::text,
  answered_by uuid,
  answered_at timestamp with time zone,
  encounter_id uuid,
  constraint bed_request_pkey PRIMARY KEY (county_id, request_id),
  constraint bed_request_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint bed_request_answer_known CHECK ((answer = ANY (ARRAY['ready'::text, 'soon'::text, 'none'::text])))
);
CREATE INDEX bed_request_hospital ON app.bed_request USING btree (county_id, hospital_id, asked_at);
CREATE INDEX bed_request_household ON app.bed_request USING btree (county_id, household_id);
CREATE INDEX bed_request_id ON app.bed_request USING btree (request_id);
CREATE INDEX bed_request_waiting ON app.bed_request USING btree (hospital_id, asked_at) WHERE (encounter_id IS NULL);
alter table bed_request enable row level security;
create policy answer_by_hospital on bed_request for update to lianxin_app
  using (COALESCE((hospital_id = hospital_id()), false))
  with check ((hospital_id = hospital_id()));
create policy ask_for_own_household on bed_request for insert to lianxin_app
  with check ((((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))) AND (asked_by = account_id())));
create policy read_by_hospital_office_or_asker on bed_request for select to lianxin_app
  using ((COALESCE(((hospital_id = hospital_id()) OR (county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions())) OR (asked_by = account_id())), false) OR sees_health(county_id, division_id, household_id)));
grant insert, select on bed_request to lianxin_app;
grant update (answer) on bed_request to lianxin_app;
grant update (answer_note) on bed_request to lianxin_app;
grant update (answered_at) on bed_request to lianxin_app;
grant update (answered_by) on bed_request to lianxin_app;
grant update (encounter_id) on bed_request to lianxin_app;
comment on table bed_request is 'A contact or the doctor asks a designated hospital for a bed before the member comes (C5, D8).';

create table certificate (
  county_id integer not null,
  certificate_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  kind text not null,
  code_enc bytea,
  code_index bytea,
  external_enc bytea,
  issued_on date not null,
  issued_by uuid not null,
  expires_on date,
  printed_on date,
  delivered_on date,
  ended_on date,
  end_kind text,
  end_reason text,
  replaces uuid,
  unused_why text,
  unused_said_on date,
  version integer not null default 1,
  constraint certificate_pkey PRIMARY KEY (county_id, certificate_id),
  constraint certificate_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint certificate_member_fkey FOREIGN KEY (county_id, member_id) REFERENCES member(county_id, member_id) ON DELETE CASCADE,
  constraint certificate_coded CHECK (((code_enc IS NULL) = (code_index IS NULL))),
  constraint certificate_end_known CHECK ((end_kind = ANY (ARRAY['corrected'::text, 'replaced'::text, 'cancelled'::text, 'expired'::text, 'lost'::text, 'died'::text, 'left'::text]))),
  constraint certificate_ended CHECK (((ended_on IS NULL) = (end_kind IS NULL))),
  constraint certificate_unused_known CHECK ((unused_why = ANY (ARRAY['notNeeded'::text, 'notKnown'::text, 'tooFar'::text, 'notHonoured'::text, 'unwilling'::text, 'notAtHand'::text, 'other'::text]))),
  constraint certificate_unused_said CHECK (((unused_why IS NULL) = (unused_said_on IS NULL)))
);
CREATE INDEX certificate_division ON app.certificate USING btree (county_id, division_id);
CREATE INDEX certificate_household ON app.certificate USING btree (county_id, household_id);
CREATE UNIQUE INDEX certificate_one_of_a_kind ON app.certificate USING btree (county_id, member_id, kind) WHERE (ended_on IS NULL);
alter table certificate enable row level security;
create policy delete_in_scope on certificate for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on certificate for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on certificate for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on certificate for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on certificate to lianxin_app;
comment on table certificate is 'A certificate of a kind the pack names, or one issued elsewhere that the pack accepts (external_enc holds its number). Valid on a day: issued by then, not ended before it, not past expires_on.';
comment on column certificate.code_enc is 'The random code printed on it, sealed; code_index finds it. It says nothing of the person.';
comment on column certificate.unused_why is 'Why its holder has never shown it, in the holder''s words as a closed list, and the day it was said (D10).';

create table certificate_code (
  code_index bytea not null,
  county_id integer not null,
  certificate_id uuid not null,
  constraint certificate_code_pkey PRIMARY KEY (code_index)
);
alter table certificate_code enable row level security;
comment on table certificate_code is 'Where a code leads, in the whole country: keyed by the blind index alone. Nobody reads it but app.desk_checks, nobody writes it but app.claim_code.';

create table child (
  county_id integer not null,
  child_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  details_enc bytea not null,
  constraint child_pkey PRIMARY KEY (county_id, child_id),
  constraint child_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE
);
CREATE INDEX child_household ON app.child USING btree (county_id, household_id);
alter table child enable row level security;
create policy delete_in_scope on child for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on child for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on child for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on child for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on child to lianxin_app;
comment on table child is 'The child, never shown outside the file: all of it sealed JSON {name, birthDay, events: [{kind, day}]}.';

create table command (
  county_id integer not null,
  account_id uuid not null,
  command_id uuid not null,
  command text not null,
  digest bytea not null,
  subject_id uuid,
  at timestamp with time zone not null,
  constraint command_pkey PRIMARY KEY (county_id, account_id, command_id)
);
alter table command enable row level security;
create policy insert_own on command for insert to lianxin_app
  with check (((county_id = ANY (county_ids())) AND (account_id = account_id())));
create policy own on command for select to lianxin_app
  using (((county_id = ANY (county_ids())) AND (account_id = account_id())));
grant insert, select on command to lianxin_app;
comment on table command is 'What makes a command happen once: its id by its actor, and a keyed digest of its body. The answer is computed anew, never replayed from here.';

create table consent (
  county_id integer not null,
  consent_id uuid not null,
  encounter_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  procedure text not null,
  urgent boolean not null,
  proposal_enc bytea not null,
  proposer text not null,
  proposed_at timestamp with time zone not null,
  attempts_enc bytea not null,
  phone_approver text,
  phone_approved_at timestamp with time zone,
  approver_id uuid,
  approver text,
  approved_at timestamp with time zone,
  declined_at timestamp with time zone,
  decline_reason text,
  pack_id text,
  clause jsonb,
  recorder_id uuid not null,
  constraint consent_pkey PRIMARY KEY (county_id, consent_id),
  constraint consent_encounter_fkey FOREIGN KEY (county_id, encounter_id, hospital_id, household_id, member_id) REFERENCES encounter(county_id, encounter_id, hospital_id, household_id, member_id) ON DELETE CASCADE,
  constraint consent_procedure_known CHECK ((procedure = ANY (ARRAY['operation'::text, 'specialExamination'::text, 'specialTreatment'::text])))
);
CREATE INDEX consent_encounter ON app.consent USING btree (county_id, encounter_id);
CREATE INDEX consent_hospital ON app.consent USING btree (county_id, hospital_id, proposed_at);
CREATE INDEX consent_id ON app.consent USING btree (consent_id);
CREATE INDEX consent_of_hospital ON app.consent USING btree (hospital_id, proposed_at);
alter table consent enable row level security;
create policy propose_by_hospital on consent for insert to lianxin_app
  with check (((hospital_id = hospital_id()) AND (recorder_id = account_id())));
create policy read_by_hospital_office_or_team on consent for select to lianxin_app
  using ((COALESCE(((hospital_id = hospital_id()) OR (county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))), false) OR sees_health(county_id, division_id, household_id)));
create policy update_by_hospital on consent for update to lianxin_app
  using (COALESCE((hospital_id = hospital_id()), false))
  with check ((hospital_id = hospital_id()));
grant insert, select on consent to lianxin_app;
grant update (approved_at) on consent to lianxin_app;
grant update (approver) on consent to lianxin_app;
grant update (approver_id) on consent to lianxin_app;
grant update (attempts_enc) on consent to lianxin_app;
grant update (decline_reason) on consent to lianxin_app;
grant update (declined_at) on consent to lianxin_app;
grant update (phone_approved_at) on consent to lianxin_app;
grant update (phone_approver) on consent to lianxin_app;
comment on table consent is 'Treatment when neither patient nor relatives can be asked (D7): the attending doctor proposes, the head of the institution approves. In urgent cases by phone first, signed later. It never holds care up.';
comment on column consent.attempts_enc is 'Sealed JSON list {at, whom, how, result}: who was tried to be reached.';

create table contract (
  county_id integer not null,
  contract_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
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
  version integer not null default 1,
  constraint contract_pkey PRIMARY KEY (county_id, contract_id),
  constraint contract_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint contract_member_fkey FOREIGN KEY (county_id, member_id) REFERENCES member(county_id, member_id) ON DELETE CASCADE,
  constraint contract_team_fkey FOREIGN KEY (county_id, team_id) REFERENCES doctor_team(county_id, team_id),
  constraint contract_ended CHECK (((state = 'ended'::text) = (ended_on IS NOT NULL))),
  constraint contract_refused CHECK (((state <> 'refused'::text) OR ((refused_on IS NOT NULL) AND (refusal IS NOT NULL)))),
  constraint contract_signed CHECK (((state <> 'signed'::text) OR ((signed_on IS NOT NULL) AND (from_day IS NOT NULL) AND (to_day >= from_day)))),
  constraint contract_state_known CHECK ((state = ANY (ARRAY['offered'::text, 'signed'::text, 'refused'::text, 'ended'::text])))
);
CREATE INDEX contract_ask_again ON app.contract USING btree (county_id, ask_again_on) WHERE (state = 'refused'::text);
CREATE INDEX contract_ends ON app.contract USING btree (county_id, to_day) WHERE (state = 'signed'::text);
CREATE INDEX contract_household ON app.contract USING btree (county_id, household_id);
CREATE INDEX contract_member ON app.contract USING btree (county_id, member_id, offered_on);
CREATE UNIQUE INDEX contract_open ON app.contract USING btree (county_id, member_id) WHERE (state = ANY (ARRAY['offered'::text, 'signed'::text]));
CREATE INDEX contract_team ON app.contract USING btree (county_id, team_id);
alter table contract enable row level security;
create policy insert_in_scope on contract for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on contract for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on contract for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions())) OR (household_id = ANY (visit_households()))));
grant insert, select, update on contract to lianxin_app;
comment on table contract is 'A member''s contract with a team for a period and a package, also one that was offered and refused (C1). In force: signed_on is set and the day lies from from_day to the earlier of to_day and ended_on; expiring and expired follow from the day.';
comment on column contract.ended_on is 'Its last day in force; with a renewal it may still lie ahead.';
comment on column contract.refusal is 'Why it was refused: a closed word (contract schema); refusal_enc holds what was said. A refusal is nobody''s failure (C6).';

create table county (
  county_id integer not null generated always as identity,
  code text not null,
  name text not null,
  demo boolean not null default false,
  constraint county_pkey PRIMARY KEY (county_id),
  constraint county_code_key UNIQUE (code),
  constraint county_code_form CHECK ((code ~ '^[0-9]{6}([0-9]{6})?$'::text))
);
alter table county enable row level security;
create policy read_all on county for select to lianxin_app
  using (true);
grant select on county to lianxin_app;
comment on table county is 'county_id is our own immutable number: GB/T 2260 codes change with mergers, and the key that shards everything may not.';
comment on column county.demo is 'Invented people only; accounts of a demo county sign in from this machine alone.';

create table designation (
  county_id integer not null,
  designation_id uuid not null,
  hospital_id uuid not null,
  from_day date not null,
  to_day date,
  constraint designation_pkey PRIMARY KEY (county_id, designation_id),
  constraint designation_hospital_fkey FOREIGN KEY (hospital_id) REFERENCES hospital(hospital_id),
  constraint designation_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
CREATE INDEX designation_hospital ON app.designation USING btree (county_id, hospital_id);
CREATE INDEX designation_of_hospital ON app.designation USING btree (hospital_id);
alter table designation enable row level security;
create policy insert_by_office on designation for insert to lianxin_app
  with check ((county_id = ANY (write_whole())));
create policy read_in_county on designation for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on designation for update to lianxin_app
  using ((county_id = ANY (write_whole())))
  with check ((county_id = ANY (write_whole())));
grant insert, select on designation to lianxin_app;
grant update (to_day) on designation to lianxin_app;
comment on table designation is 'Designated for the members of this county, from a day to a day (D1).';

create table desk_attempt (
  attempt_id uuid not null,
  county_id integer not null,
  hospital_id uuid not null,
  account_id uuid not null,
  at timestamp with time zone not null,
  found boolean not null,
  constraint desk_attempt_pkey PRIMARY KEY (county_id, attempt_id)
);
CREATE INDEX desk_attempt_misses ON app.desk_attempt USING btree (county_id, hospital_id, at) WHERE (NOT found);
CREATE INDEX desk_attempt_recent ON app.desk_attempt USING btree (county_id, account_id, at);
alter table desk_attempt enable row level security;
create policy read_by_administrator on desk_attempt for select to lianxin_app
  using ((county_id = ANY (admin_whole())));
grant select on desk_attempt to lianxin_app;
comment on table desk_attempt is 'Every question a desk asked, in the desk''s own county: what the limits count. It does not say who was asked for.';

create table desk_contact (
  county_id integer not null,
  contact_id uuid not null,
  hospital_id uuid not null,
  name text not null,
  phone_enc bytea,
  place text not null default ''::text,
  in_charge boolean not null default false,
  from_day date not null,
  to_day date,
  constraint desk_contact_pkey PRIMARY KEY (county_id, contact_id),
  constraint desk_contact_hospital_fkey FOREIGN KEY (hospital_id) REFERENCES hospital(hospital_id),
  constraint desk_contact_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
CREATE INDEX desk_contact_hospital ON app.desk_contact USING btree (county_id, hospital_id);
alter table desk_contact enable row level security;
create policy insert_by_office on desk_contact for insert to lianxin_app
  with check ((county_id = ANY (write_whole())));
create policy read_in_county on desk_contact for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on desk_contact for update to lianxin_app
  using ((county_id = ANY (write_whole())))
  with check ((county_id = ANY (write_whole())));
grant insert, select, update on desk_contact to lianxin_app;
comment on table desk_contact is 'Who at a designated hospital is asked for, at which window (D1, the attachment table of SX).';

create table desk_look (
  county_id integer not null,
  look_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  certificate_id uuid,
  account_id uuid not null,
  account_name text not null,
  found_by text not null,
  valid boolean not null,
  at timestamp with time zone not null,
  shown_name text not null,
  constraint desk_look_pkey PRIMARY KEY (county_id, look_id),
  constraint desk_look_found_by_known CHECK ((found_by = ANY (ARRAY['code'::text, 'idNumber'::text])))
);
CREATE INDEX desk_look_at ON app.desk_look USING btree (county_id, at);
CREATE INDEX desk_look_household ON app.desk_look USING btree (county_id, household_id);
CREATE INDEX desk_look_id ON app.desk_look USING btree (look_id);
alter table desk_look enable row level security;
create policy read_by_office on desk_look for select to lianxin_app
  using (sees(county_id, division_id, household_id));
grant select on desk_look to lianxin_app;
comment on table desk_look is 'A member found at a desk, in the member''s county: the handle under which the desk goes on, and what the office reads when nothing followed.';

create table desk_reach (
  county_id integer not null,
  division_id integer not null,
  hospital_id uuid not null,
  from_day date not null,
  to_day date not null,
  pack_id text,
  county_code text not null,
  hospital_code text not null,
  hospital_name text not null,
  admitted text,
  contact text,
  constraint desk_reach_pkey PRIMARY KEY (county_id, division_id, hospital_id)
);
alter table desk_reach enable row level security;
comment on table desk_reach is 'What a hospital is to those who live in a place, and whom its desk may ask there, as worked out by app.reach_of: kept because nine tables were asked for it at each question. Forgotten as soon as one of them changes.';
comment on column desk_reach.to_day is 'From from_day to here nothing of it changes by itself.';

create table division (
  division_id integer not null generated always as identity,
  county_id integer not null,
  parent_id integer,
  level text not null,
  code text not null,
  name text not null,
  path text collate "C" not null,
  ended_on date,
  constraint division_pkey PRIMARY KEY (division_id),
  constraint division_code_key UNIQUE (code),
  constraint division_county_fkey FOREIGN KEY (county_id) REFERENCES county(county_id),
  constraint division_parent_fkey FOREIGN KEY (parent_id) REFERENCES division(division_id),
  constraint division_level_known CHECK ((level = ANY (ARRAY['county'::text, 'township'::text, 'village'::text])))
);
CREATE INDEX division_county_path ON app.division USING btree (county_id, path);
CREATE INDEX division_parent ON app.division USING btree (parent_id);
alter table division enable row level security;
create policy insert_by_office on division for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (parent_id = ANY (write_divisions()))));
create policy read_all on division for select to lianxin_app
  using (true);
create policy set_path_by_office on division for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (parent_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (parent_id = ANY (write_divisions()))));
grant insert, select on division to lianxin_app;
grant update (path) on division to lianxin_app;
comment on table division is 'County, townships, villages. A village added in a hurry has a code of its own beginning with its township''s.';
comment on column division.path is 'Ids from the county down, each followed by a full stop: descendants are a range of it.';

create table division_standing (
  county_id integer not null,
  division_id integer not null,
  served integer not null default 0,
  complete integer not null default 0,
  key_households integer not null default 0,
  away integer not null default 0,
  card_current integer not null default 0,
  required jsonb not null default '{}'::jsonb,
  held jsonb not null default '{}'::jsonb,
  constraint division_standing_pkey PRIMARY KEY (county_id, division_id)
);
alter table division_standing enable row level security;
create policy read_in_scope on division_standing for select to lianxin_app
  using (((county_id = ANY (county_ids())) AND ((county_id = ANY (read_whole())) OR (division_id = ANY (read_divisions())))));
grant select on division_standing to lianxin_app;
comment on table division_standing is 'Sums of household_standing for each division of residence, kept by deltas; a total is a sum over a handful of rows.';

create table doctor_team (
  county_id integer not null,
  team_id uuid not null,
  division_id integer not null,
  organisation_id uuid,
  name text not null,
  ended_on date,
  version integer not null default 1,
  constraint doctor_team_pkey PRIMARY KEY (county_id, team_id),
  constraint doctor_team_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint doctor_team_organisation_fkey FOREIGN KEY (county_id, organisation_id) REFERENCES organisation(county_id, organisation_id)
);
CREATE INDEX doctor_team_division ON app.doctor_team USING btree (county_id, division_id);
alter table doctor_team enable row level security;
create policy insert_by_office on doctor_team for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_county on doctor_team for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on doctor_team for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on doctor_team to lianxin_app;
comment on table doctor_team is 'A family-doctor team of county, township and village doctors (SX 二（二）); its division is where it works.';

create table doctor_team_member (
  county_id integer not null,
  team_id uuid not null,
  worker_id uuid not null,
  division_id integer not null,
  level text not null,
  lead boolean not null default false,
  from_day date not null,
  to_day date,
  constraint doctor_team_member_pkey PRIMARY KEY (county_id, team_id, worker_id, from_day),
  constraint doctor_team_member_team_fkey FOREIGN KEY (county_id, team_id) REFERENCES doctor_team(county_id, team_id) ON DELETE CASCADE,
  constraint doctor_team_member_worker_fkey FOREIGN KEY (county_id, worker_id) REFERENCES worker(county_id, worker_id),
  constraint doctor_team_member_days CHECK (((to_day IS NULL) OR (to_day >= from_day))),
  constraint doctor_team_member_level_known CHECK ((level = ANY (ARRAY['county'::text, 'township'::text, 'village'::text])))
);
CREATE INDEX doctor_team_member_worker ON app.doctor_team_member USING btree (county_id, worker_id);
alter table doctor_team_member enable row level security;
create policy insert_by_office on doctor_team_member for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_county on doctor_team_member for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on doctor_team_member for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on doctor_team_member to lianxin_app;
comment on column doctor_team_member.division_id is 'The team''s, so that whoever keeps the team keeps its members.';

create table duty (
  county_id integer not null,
  household_id uuid not null,
  duty_id text collate "C" not null,
  division_id integer not null,
  member_id uuid,
  rule text not null,
  role text not null,
  pack_id text not null,
  first_day date not null,
  last_day date not null,
  rolling boolean not null,
  needed smallint not null,
  credited smallint not null,
  fixed text,
  met_on date,
  late_by integer,
  overdue_until date,
  after_state text not null,
  worker_id uuid,
  vacant boolean not null,
  constraint duty_pkey PRIMARY KEY (county_id, household_id, duty_id),
  constraint duty_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE
);
CREATE INDEX duty_last_day ON app.duty USING btree (county_id, last_day);
CREATE INDEX duty_late ON app.duty USING btree (county_id, division_id) WHERE ((fixed IS NULL) AND (rolling OR (met_on > last_day)));
CREATE INDEX duty_owed ON app.duty USING btree (county_id, last_day, household_id, duty_id) WHERE ((fixed IS NULL) AND (met_on IS NULL));
CREATE INDEX duty_owed_division ON app.duty USING btree (county_id, division_id, last_day) WHERE ((fixed IS NULL) AND (met_on IS NULL));
CREATE INDEX duty_owed_household ON app.duty USING btree (county_id, household_id, last_day) WHERE ((fixed IS NULL) AND (met_on IS NULL));
CREATE INDEX duty_owed_rule ON app.duty USING btree (county_id, rule, last_day) WHERE ((fixed IS NULL) AND (met_on IS NULL));
CREATE INDEX duty_owed_worker ON app.duty USING btree (county_id, worker_id, last_day, household_id, duty_id) WHERE ((fixed IS NULL) AND (met_on IS NULL));
CREATE INDEX duty_settled ON app.duty USING btree (county_id, division_id, last_day) WHERE (fixed IS NOT NULL);
alter table duty enable row level security;
create policy delete_in_scope on duty for delete to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy insert_in_scope on duty for insert to lianxin_app
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on duty for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on duty for update to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
grant delete, insert, select, update on duty to lianxin_app;
comment on table duty is 'Stored answers of the engine for lists and totals. The state on a day is app.duty_state of these columns; nothing else is stored for it.';

create table duty_tally (
  county_id integer not null,
  division_id integer not null,
  last_day date not null,
  tally_id bigint not null generated always as identity,
  first_day date not null,
  rule text not null,
  role text not null,
  rolling boolean not null,
  fixed text,
  met_on date,
  overdue_until date,
  after_state text not null,
  n integer not null,
  folded boolean not null default false,
  constraint duty_tally_pkey PRIMARY KEY (county_id, division_id, last_day, tally_id)
);
CREATE INDEX duty_tally_new ON app.duty_tally USING btree (county_id, division_id) WHERE (NOT folded);
alter table duty_tally enable row level security;
comment on table duty_tally is 'Changes of the number of duties that are alike, added and never updated, so that two visits in a village never wait for each other. The number is the sum of n.';
comment on column duty_tally.folded is 'Put together by app.fold_tallies from many.';
comment on column duty_tally.met_on is 'Not always a duty''s own: app.tallied_met_on.';
comment on column duty_tally.overdue_until is 'Not always a duty''s own: app.tallied_overdue_until.';

create table encounter (
  county_id integer not null,
  encounter_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  look_id uuid,
  certificate_id uuid,
  shown_name text not null,
  kind text not null,
  urgent boolean not null,
  day date not null,
  department text not null default ''::text,
  companion text not null default ''::text,
  recorder_id uuid not null,
  recorded_at timestamp with time zone not null,
  admitted_on date,
  bed_enc bytea,
  care_enc bytea,
  told_enc bytea,
  discharged_on date,
  summary_enc bytea,
  handed_back_at timestamp with time zone,
  voided_at timestamp with time zone,
  void_reason text,
  version integer not null default 1,
  constraint encounter_pkey PRIMARY KEY (county_id, encounter_id),
  constraint encounter_whose UNIQUE (county_id, encounter_id, hospital_id, household_id, member_id),
  constraint encounter_hospital_fkey FOREIGN KEY (hospital_id) REFERENCES hospital(hospital_id),
  constraint encounter_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint encounter_kind_known CHECK ((kind = ANY (ARRAY['outpatient'::text, 'emergency'::text, 'inpatient'::text]))),
  constraint encounter_stay CHECK (((discharged_on IS NULL) OR ((admitted_on IS NOT NULL) AND (discharged_on >= admitted_on))))
);
CREATE INDEX encounter_hospital ON app.encounter USING btree (county_id, hospital_id, day);
CREATE INDEX encounter_household ON app.encounter USING btree (county_id, household_id, day);
CREATE INDEX encounter_id ON app.encounter USING btree (encounter_id);
CREATE INDEX encounter_look ON app.encounter USING btree (county_id, look_id);
CREATE INDEX encounter_of_hospital ON app.encounter USING btree (hospital_id, day);
alter table encounter enable row level security;
create policy read_by_hospital_office_or_team on encounter for select to lianxin_app
  using ((COALESCE(((hospital_id = hospital_id()) OR (county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))), false) OR sees_health(county_id, division_id, household_id)));
create policy update_by_hospital on encounter for update to lianxin_app
  using (COALESCE((hospital_id = hospital_id()), false))
  with check ((hospital_id = hospital_id()));
grant select on encounter to lianxin_app;
grant update (bed_enc) on encounter to lianxin_app;
grant update (care_enc) on encounter to lianxin_app;
grant update (companion) on encounter to lianxin_app;
grant update (department) on encounter to lianxin_app;
grant update (handed_back_at) on encounter to lianxin_app;
grant update (summary_enc) on encounter to lianxin_app;
grant update (told_enc) on encounter to lianxin_app;
grant update (version) on encounter to lianxin_app;
grant update (void_reason) on encounter to lianxin_app;
grant update (voided_at) on encounter to lianxin_app;
comment on table encounter is 'An outpatient, emergency or inpatient episode of a member at a hospital (D8). What a stay adds is sealed in it: bed, care given, who was told, the summary at discharge.';
comment on column encounter.shown_name is 'The name as the desk was shown it, with its middle hidden.';

create table event (
  county_id integer not null,
  event_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  kind text not null,
  day date not null,
  role text,
  done_on date,
  note_enc bytea,
  recorder_id uuid,
  recorded_at timestamp with time zone not null default now(),
  voided_at timestamp with time zone,
  constraint event_pkey PRIMARY KEY (county_id, event_id),
  constraint event_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE
);
CREATE INDEX event_household ON app.event USING btree (county_id, household_id);
alter table event enable row level security;
create policy delete_in_scope on event for delete to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy insert_in_scope on event for insert to lianxin_app
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on event for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on event for update to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
grant insert, select on event to lianxin_app;
grant update (done_on) on event to lianxin_app;
grant update (voided_at) on event to lianxin_app;
comment on table event is 'What starts a duty: an incident (B11), a change of contact (B6), the first contact (B5), a review of an agreement.';

create table excuse (
  county_id integer not null,
  excuse_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  duty_id text not null,
  reason text not null,
  given_by uuid not null,
  given_at timestamp with time zone not null,
  constraint excuse_pkey PRIMARY KEY (county_id, excuse_id),
  constraint excuse_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX excuse_duty ON app.excuse USING btree (county_id, household_id, duty_id);
alter table excuse enable row level security;
create policy delete_in_scope on excuse for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on excuse for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on excuse for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on excuse for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select on excuse to lianxin_app;
comment on table excuse is 'A person with the right decided that this one duty need not be done.';

create table flag_spell (
  county_id integer not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid,
  key text not null,
  source text not null default ''::text,
  from_day date not null,
  to_day date,
  constraint flag_spell_pkey PRIMARY KEY (county_id, spell_id),
  constraint flag_spell_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint flag_spell_days CHECK (((to_day IS NULL) OR (to_day >= from_day))),
  constraint flag_spell_key_known CHECK ((key = ANY (ARRAY['key'::text, 'livingAlone'::text, 'registeredPoor'::text, 'hardship'::text, 'povertyRegister'::text, 'selfCareNone'::text, 'selfCarePartial'::text])))
);
CREATE INDEX flag_spell_household ON app.flag_spell USING btree (county_id, household_id);
CREATE INDEX flag_spell_key ON app.flag_spell USING btree (county_id, key, household_id) INCLUDE (division_id, from_day, to_day);
alter table flag_spell enable row level security;
create policy delete_in_scope on flag_spell for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on flag_spell for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on flag_spell for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on flag_spell for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on flag_spell to lianxin_app;
comment on table flag_spell is 'Lists a household or a member stands on, each with its source and dates (A4).';

create table health_entry (
  county_id integer not null,
  entry_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  kind text not null,
  content_enc bytea not null,
  day date not null,
  author_id uuid not null,
  signed_at timestamp with time zone not null,
  service_id uuid,
  replaces uuid,
  ended_on date,
  ended_by uuid,
  end_reason text,
  constraint health_entry_pkey PRIMARY KEY (county_id, entry_id),
  constraint health_entry_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint health_entry_member_fkey FOREIGN KEY (county_id, member_id) REFERENCES member(county_id, member_id) ON DELETE CASCADE,
  constraint health_entry_kind_known CHECK ((kind = ANY (ARRAY['condition'::text, 'selfCare'::text, 'special'::text, 'assessment'::text, 'elderly'::text, 'traditional'::text, 'healthCheck'::text, 'note'::text])))
);
CREATE INDEX health_entry_household ON app.health_entry USING btree (county_id, household_id);
CREATE INDEX health_entry_member ON app.health_entry USING btree (county_id, member_id, day);
alter table health_entry enable row level security;
create policy insert_by_team on health_entry for insert to lianxin_app
  with check ((household_id = ANY (health_households())));
create policy read_health on health_entry for select to lianxin_app
  using (sees_health(county_id, division_id, household_id));
create policy update_by_team on health_entry for update to lianxin_app
  using ((household_id = ANY (health_households())))
  with check ((household_id = ANY (health_households())));
grant insert, select on health_entry to lianxin_app;
grant update (end_reason) on health_entry to lianxin_app;
grant update (ended_by) on health_entry to lianxin_app;
grant update (ended_on) on health_entry to lianxin_app;
comment on table health_entry is 'The health file of a member (C2), entry by entry, each dated and signed: sealed, seen by the team and the keeper of health files, every look recorded.';

create table hospital (
  hospital_id uuid not null,
  county_id integer not null,
  code text not null,
  name text not null,
  level text not null,
  public boolean not null,
  ended_on date,
  constraint hospital_pkey PRIMARY KEY (hospital_id),
  constraint hospital_county_fkey FOREIGN KEY (county_id) REFERENCES county(county_id),
  constraint hospital_code_form CHECK ((code ~ '^[0-9]{6}([0-9]{6})?$'::text)),
  constraint hospital_level_known CHECK ((level = ANY (ARRAY['village'::text, 'township'::text, 'county'::text, 'city'::text, 'province'::text])))
);
alter table hospital enable row level security;
create policy insert_by_office on hospital for insert to lianxin_app
  with check ((county_id = ANY (write_whole())));
create policy read_all on hospital for select to lianxin_app
  using (true);
create policy update_by_office on hospital for update to lianxin_app
  using ((county_id = ANY (write_whole())))
  with check ((county_id = ANY (write_whole())));
grant insert, select on hospital to lianxin_app;
grant update (ended_on) on hospital to lianxin_app;
grant update (level) on hospital to lianxin_app;
grant update (name) on hospital to lianxin_app;
grant update (public) on hospital to lianxin_app;
comment on table hospital is 'A medical institution whose desk may check certificates (D1). It may serve members of other counties, so it is the same row for all.';
comment on column hospital.code is 'Division code of where it lies: "within the county", "within the city" and "within the province" are told by its first 6, 4 and 2 digits.';
comment on column hospital.county_id is 'The county whose administrator keeps its accounts; not always the one it lies in.';

create table household (
  county_id integer not null,
  household_id uuid not null,
  division_id integer not null,
  head_name text not null,
  pinyin text not null default ''::text,
  initials text collate "C" not null default ''::text,
  group_name text not null default ''::text,
  registered_address text not null default ''::text,
  living_address text not null default ''::text,
  phone_enc bytea,
  phone_index bytea,
  category text not null default 'unknown'::text,
  situation_enc bytea,
  marks text[] not null default '{}'::text[],
  updated_on date not null,
  version integer not null default 1,
  import_id uuid,
  constraint household_pkey PRIMARY KEY (county_id, household_id),
  constraint household_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint household_category_known CHECK ((category = ANY (ARRAY['bereaved'::text, 'disabled'::text, 'unknown'::text])))
);
CREATE INDEX household_division ON app.household USING btree (county_id, division_id, household_id);
CREATE INDEX household_initials ON app.household USING btree (county_id, initials) INCLUDE (household_id, division_id);
CREATE INDEX household_marked ON app.household USING btree (county_id, household_id) INCLUDE (division_id) WHERE (cardinality(marks) > 0);
CREATE INDEX household_name ON app.household USING btree (county_id, head_name COLLATE "C") INCLUDE (household_id, division_id);
CREATE INDEX household_phone ON app.household USING btree (county_id, phone_index);
CREATE INDEX household_pinyin ON app.household USING btree (county_id, pinyin COLLATE "C") INCLUDE (household_id, division_id);
CREATE INDEX household_place_initials ON app.household USING btree (county_id, division_id, initials) INCLUDE (household_id);
alter table household enable row level security;
create policy delete_in_scope on household for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on household for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on household for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on household for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on household to lianxin_app;
comment on table household is 'One household, one file (A1, A3). A village or the township itself when the village is not known yet.';
comment on column household.marks is 'Import warnings nobody has resolved yet (problem codes).';
comment on column household.situation_enc is 'Sealed JSON {living, difficulties, requests}: how they live, main difficulties, what they ask for (A3).';
comment on column household.updated_on is 'Day the file was last brought up to date; staleness is counted from it (A6).';

create table household_standing (
  county_id integer not null,
  household_id uuid not null,
  division_id integer not null,
  computed_on date not null,
  served boolean not null,
  complete boolean not null,
  vacant_roles text[] not null,
  required_roles text[] not null,
  held_roles text[] not null,
  key_household boolean not null,
  away boolean not null,
  callable_only boolean not null,
  card_current boolean not null,
  last_visit_on date,
  stale_on date not null,
  overdue_on datemultirange not null default '{}'::datemultirange,
  constraint household_standing_pkey PRIMARY KEY (county_id, household_id),
  constraint household_standing_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE
);
CREATE INDEX household_standing_computed ON app.household_standing USING btree (county_id, computed_on);
CREATE INDEX household_standing_place ON app.household_standing USING btree (county_id, division_id, household_id);
CREATE INDEX household_standing_stale ON app.household_standing USING btree (county_id, division_id, stale_on) INCLUDE (served);
alter table household_standing enable row level security;
create policy delete_in_scope on household_standing for delete to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy insert_in_scope on household_standing for insert to lianxin_app
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on household_standing for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on household_standing for update to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
grant delete, insert, select, update on household_standing to lianxin_app;
comment on table household_standing is 'One row a household: coverage and what lists filter by, as of computed_on.';
comment on column household_standing.overdue_on is 'The days on which something owed is overdue (app.overdue_on of every such duty), unless it is done before.';

create table identity (
  id_number_index bytea not null,
  county_id integer not null,
  member_id uuid not null,
  constraint identity_pkey PRIMARY KEY (id_number_index)
);
alter table identity enable row level security;
comment on table identity is 'One person, one file in the whole country: a registry keyed by the blind index alone. Nobody may read it; app.claim_identity answers yes or no.';

create table import (
  county_id integer not null,
  import_id uuid not null,
  division_id integer not null,
  account_id uuid not null,
  file_name text not null,
  file_size integer not null,
  status text not null,
  template text,
  mapping jsonb,
  problems jsonb not null default '[]'::jsonb,
  counts jsonb not null default '{}'::jsonb,
  total integer not null default 0,
  held integer not null default 0,
  done integer not null default 0,
  failure jsonb,
  created_at timestamp with time zone not null,
  applied_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint import_pkey PRIMARY KEY (county_id, import_id),
  constraint import_status_known CHECK ((status = ANY (ARRAY['reading'::text, 'ready'::text, 'applying'::text, 'done'::text, 'undoing'::text, 'undone'::text, 'failed'::text])))
);
CREATE INDEX import_created ON app.import USING btree (county_id, created_at);
CREATE INDEX import_unfinished ON app.import USING btree (created_at) WHERE (status = ANY (ARRAY['reading'::text, 'applying'::text, 'undoing'::text]));
alter table import enable row level security;
create policy office on import for all to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on import to lianxin_app;
comment on table import is 'One file handed in: read, looked at, applied, perhaps taken back. Rows stay sealed.';
comment on column import.counts is 'How often each problem code occurs in the file.';
comment on column import.mapping is 'Which column is which; headings only, nobody''s values.';
comment on column import.status is 'reading, ready, applying, done, undoing, undone, or failed (see failure).';

create table import_file (
  county_id integer not null,
  import_id uuid not null,
  part integer not null,
  division_id integer not null,
  content_enc bytea not null,
  constraint import_file_pkey PRIMARY KEY (county_id, import_id, part),
  constraint import_file_import_fkey FOREIGN KEY (county_id, import_id) REFERENCES import(county_id, import_id) ON DELETE CASCADE
);
alter table import_file enable row level security;
create policy office on import_file for all to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select on import_file to lianxin_app;
comment on table import_file is 'The file as it was handed in, sealed in parts of a megabyte: the rows held back are written in its own form.';

create table import_mapping (
  county_id integer not null,
  division_id integer not null,
  signature bytea not null,
  fields jsonb not null,
  constraint import_mapping_pkey PRIMARY KEY (county_id, division_id, signature)
);
alter table import_mapping enable row level security;
create policy office on import_mapping for all to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on import_mapping to lianxin_app;
comment on table import_mapping is 'A correction of which column is which, remembered for the office and that heading.';
comment on column import_mapping.signature is 'Keyed digest of the heading as it stands in the file.';

create table import_row (
  county_id integer not null,
  import_id uuid not null,
  row_number integer not null,
  division_id integer not null,
  held boolean not null,
  codes text[] not null,
  content_enc bytea not null,
  result text,
  household_id uuid,
  version_after integer,
  before_enc bytea,
  traces jsonb,
  constraint import_row_pkey PRIMARY KEY (county_id, import_id, row_number),
  constraint import_row_import_fkey FOREIGN KEY (county_id, import_id) REFERENCES import(county_id, import_id) ON DELETE CASCADE,
  constraint import_row_result_known CHECK ((result = ANY (ARRAY['imported'::text, 'updated'::text, 'unchanged'::text, 'skipped'::text])))
);
CREATE INDEX import_row_household ON app.import_row USING btree (county_id, import_id, household_id);
alter table import_row enable row level security;
create policy office on import_row for all to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on import_row to lianxin_app;
comment on table import_row is 'One row of the file: what it says and what is wrong with it, sealed; what became of it.';
comment on column import_row.before_enc is 'Sealed: what the household''s file said before this row changed it.';
comment on column import_row.codes is 'Problem codes of the row, without values.';
comment on column import_row.result is 'imported, updated, unchanged or skipped; null: not yet applied.';
comment on column import_row.traces is 'Ids this row wrote (assignments, events, spells), and ids it ended with their former last day (ended, endedSpells).';

create table import_worker (
  county_id integer not null,
  import_id uuid not null,
  worker_key text collate "C" not null,
  division_id integer not null,
  place_id integer not null,
  name text not null,
  phone_enc bytea,
  worker_id uuid,
  created boolean not null default false,
  phone_changed boolean not null default false,
  phone_before_enc bytea,
  constraint import_worker_pkey PRIMARY KEY (county_id, import_id, worker_key),
  constraint import_worker_import_fkey FOREIGN KEY (county_id, import_id) REFERENCES import(county_id, import_id) ON DELETE CASCADE
);
alter table import_worker enable row level security;
create policy office on import_worker for all to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on import_worker to lianxin_app;
comment on table import_worker is 'The people a file names as contacts: one name in one township is one person until someone separates them.';
comment on column import_worker.phone_before_enc is 'Sealed: where the file changed the phone of a worker who was there before, what it was; null: none.';
comment on column import_worker.place_id is 'The township the name was found in.';

create table kept_facts (
  county_id integer not null,
  household_id uuid not null,
  facts json not null,
  constraint kept_facts_pkey PRIMARY KEY (county_id, household_id),
  constraint kept_facts_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE
);
alter table kept_facts enable row level security;
comment on table kept_facts is 'app.household_facts of a household as its stored duties were worked out from them: what recording a visit reads, because asking fifteen tables again for each visit took a third of it. Right as long as its standing is of today.';

create table member (
  county_id integer not null,
  member_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  name text not null,
  pinyin text not null default ''::text,
  initials text collate "C" not null default ''::text,
  relation text not null default 'unknown'::text,
  sex text not null default '0'::text,
  birth_day date,
  death_day date,
  id_number_enc bytea,
  id_number_index bytea,
  phone_enc bytea,
  phone_index bytea,
  constraint member_pkey PRIMARY KEY (county_id, member_id),
  constraint member_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint member_relation_known CHECK ((relation = ANY (ARRAY['husband'::text, 'wife'::text, 'head'::text, 'child'::text, 'unknown'::text]))),
  constraint member_sex_known CHECK ((sex = ANY (ARRAY['0'::text, '1'::text, '2'::text, '9'::text])))
);
CREATE INDEX member_household ON app.member USING btree (county_id, household_id);
CREATE INDEX member_id_number ON app.member USING btree (county_id, id_number_index);
CREATE INDEX member_initials ON app.member USING btree (county_id, initials) INCLUDE (household_id, division_id);
CREATE INDEX member_name ON app.member USING btree (county_id, name COLLATE "C") INCLUDE (household_id, division_id);
CREATE INDEX member_phone ON app.member USING btree (county_id, phone_index);
CREATE INDEX member_pinyin ON app.member USING btree (county_id, pinyin COLLATE "C") INCLUDE (household_id, division_id);
CREATE INDEX member_place_initials ON app.member USING btree (county_id, division_id, initials) INCLUDE (household_id);
alter table member enable row level security;
create policy delete_in_scope on member for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on member for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on member for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on member for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on member to lianxin_app;
comment on table member is 'A person served: the spouses, and a disabled child where a benefit covers the child (A1). Sex is GB/T 2261.1.';

create table member_list (
  county_id integer not null,
  list_id uuid not null,
  hospital_id uuid not null,
  purpose text not null,
  by_hospital boolean not null,
  asked_by uuid not null,
  asked_worker uuid,
  asked_name text not null,
  asked_at timestamp with time zone not null,
  decided_by uuid,
  decided_worker uuid,
  decided_name text,
  decided_on date,
  division_id integer,
  until_day date,
  refusal text,
  withdrawn_at timestamp with time zone,
  withdrawn_name text,
  withdraw_reason text,
  constraint member_list_pkey PRIMARY KEY (county_id, list_id),
  constraint member_list_hospital_fkey FOREIGN KEY (hospital_id) REFERENCES hospital(hospital_id),
  constraint member_list_days CHECK (((until_day >= decided_on) AND (until_day <= (decided_on + 29)))),
  constraint member_list_decided CHECK ((((decided_by IS NULL) = (decided_on IS NULL)) AND ((decided_by IS NULL) = (decided_name IS NULL)) AND ((decided_by IS NULL) = ((until_day IS NULL) AND (refusal IS NULL))) AND ((until_day IS NULL) OR (refusal IS NULL)) AND ((until_day IS NULL) = (division_id IS NULL)))),
  constraint member_list_four_eyes CHECK (((decided_by IS NULL) OR ((decided_by <> asked_by) AND ((decided_worker IS NULL) OR (asked_worker IS NULL) OR (decided_worker <> asked_worker))))),
  constraint member_list_withdrawn CHECK ((((withdrawn_at IS NULL) = (withdraw_reason IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_name IS NULL))))
);
CREATE INDEX member_list_asked ON app.member_list USING btree (county_id, asked_at);
CREATE INDEX member_list_hospital ON app.member_list USING btree (hospital_id, asked_at);
CREATE UNIQUE INDEX member_list_one_open ON app.member_list USING btree (county_id, hospital_id) WHERE ((decided_by IS NULL) AND (withdrawn_at IS NULL));
alter table member_list enable row level security;
create policy ask_by_office on member_list for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) AND (asked_by = account_id()) AND (NOT by_hospital) AND (decided_by IS NULL) AND (withdrawn_at IS NULL)));
create policy decide_by_office on member_list for update to lianxin_app
  using ((county_id = ANY (write_whole())))
  with check ((county_id = ANY (write_whole())));
create policy read_by_office on member_list for select to lianxin_app
  using ((county_id = ANY (write_whole())));
grant insert, select on member_list to lianxin_app;
grant update (decided_by) on member_list to lianxin_app;
grant update (decided_name) on member_list to lianxin_app;
grant update (decided_on) on member_list to lianxin_app;
grant update (decided_worker) on member_list to lianxin_app;
grant update (division_id) on member_list to lianxin_app;
grant update (refusal) on member_list to lianxin_app;
grant update (until_day) on member_list to lianxin_app;
grant update (withdraw_reason) on member_list to lianxin_app;
grant update (withdrawn_at) on member_list to lianxin_app;
grant update (withdrawn_name) on member_list to lianxin_app;
comment on table member_list is 'A printed list of members asked for by or for a designated hospital, in the county of the members (D9). It holds no name of a member: those are read when it is printed.';
comment on column member_list.division_id is 'The place whose members it names: what the approver found the hospital needs.';
comment on column member_list.until_day is 'The last day it may be printed; null: not approved.';

create table member_list_print (
  county_id integer not null,
  print_id uuid not null,
  list_id uuid not null,
  copy integer not null,
  members integer not null,
  account_id uuid not null,
  account_name text not null,
  printed_at timestamp with time zone not null,
  constraint member_list_print_pkey PRIMARY KEY (county_id, print_id),
  constraint member_list_print_copy UNIQUE (county_id, list_id, copy),
  constraint member_list_print_list_fkey FOREIGN KEY (county_id, list_id) REFERENCES member_list(county_id, list_id)
);
alter table member_list_print enable row level security;
create policy read_by_office on member_list_print for select to lianxin_app
  using ((county_id = ANY (write_whole())));
grant select on member_list_print to lianxin_app;
comment on table member_list_print is 'One copy that left the press: its number stands on it, so that the office can ask for it back.';

create table organisation (
  county_id integer not null,
  organisation_id uuid not null,
  division_id integer not null,
  kind text not null,
  name text not null,
  constraint organisation_pkey PRIMARY KEY (county_id, organisation_id),
  constraint organisation_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint organisation_kind_known CHECK ((kind = ANY (ARRAY['healthOffice'::text, 'townshipOffice'::text, 'villageCommittee'::text, 'clinic'::text, 'hospital'::text, 'association'::text, 'other'::text])))
);
alter table organisation enable row level security;
create policy insert_by_office on organisation for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_county on organisation for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on organisation for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on organisation to lianxin_app;

create table pack_admission (
  pack_id text not null,
  admit_id text not null,
  at text not null,
  reach text not null,
  from_day date not null,
  to_day date,
  constraint pack_admission_pkey PRIMARY KEY (pack_id, admit_id, from_day),
  constraint pack_admission_at_known CHECK ((at = ANY (ARRAY['designated'::text, 'public'::text]))),
  constraint pack_admission_reach_known CHECK ((reach = ANY (ARRAY['county'::text, 'city'::text, 'province'::text])))
);
alter table pack_admission enable row level security;
create policy read_all on pack_admission for select to lianxin_app
  using (true);
grant select on pack_admission to lianxin_app;
comment on table pack_admission is 'Which hospitals a pack lets check its members, as the pack files say: written by the owner at each start, never by the serving role.';

create table pack_spell (
  county_id integer not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  pack_id text not null,
  from_day date not null,
  to_day date,
  constraint pack_spell_pkey PRIMARY KEY (county_id, spell_id),
  constraint pack_spell_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint pack_spell_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
CREATE INDEX pack_spell_household ON app.pack_spell USING btree (county_id, household_id);
alter table pack_spell enable row level security;
create policy delete_in_scope on pack_spell for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on pack_spell for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on pack_spell for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on pack_spell for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on pack_spell to lianxin_app;
comment on table pack_spell is 'The pack a household lived under in a division it has since left; the present one comes from app.adoption.';

create table paper (
  county_id integer not null,
  paper_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid,
  kind text not null,
  certificate_id uuid,
  contract_id uuid,
  run_id uuid not null,
  made_at timestamp with time zone not null,
  made_on date not null,
  printed_digest bytea not null,
  delivered_on date,
  delivered_by uuid,
  delivery_visit_id uuid,
  constraint paper_pkey PRIMARY KEY (county_id, paper_id),
  constraint paper_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint paper_kind_known CHECK ((kind = ANY (ARRAY['contactCard'::text, 'certificate'::text, 'greenChannel'::text, 'agreement'::text])))
);
CREATE INDEX paper_household ON app.paper USING btree (county_id, household_id, kind, made_at);
CREATE INDEX paper_run_of ON app.paper USING btree (county_id, run_id);
alter table paper enable row level security;
create policy insert_in_scope on paper for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on paper for select to lianxin_app
  using (sees(county_id, division_id, household_id));
grant insert, select on paper to lianxin_app;
comment on table paper is 'One of the four papers as it was made and handed over (E7).';
comment on column paper.printed_digest is 'Keyed digest of what stands on it: when the contacts, the doctor or a phone change, today''s digest differs and the paper is outdated, without anybody having to remember to say so.';

create table paper_run (
  county_id integer not null,
  run_id uuid not null,
  division_id integer not null,
  kinds text[] not null,
  households integer not null,
  made_at timestamp with time zone not null,
  made_by uuid not null,
  reason text not null default ''::text,
  constraint paper_run_pkey PRIMARY KEY (county_id, run_id)
);
alter table paper_run enable row level security;
create policy insert_in_scope on paper_run for insert to lianxin_app
  with check ((((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))) AND (made_by = account_id())));
create policy read_own_place on paper_run for select to lianxin_app
  using (((county_id = ANY (read_whole())) OR (division_id = ANY (read_divisions())) OR (made_by = account_id())));
grant insert, select on paper_run to lianxin_app;
comment on table paper_run is 'One printing of papers for a village or a household: who, when, how many. The PDF itself is not kept.';

create table post (
  county_id integer not null,
  post_id uuid not null,
  account_id uuid not null,
  kind text not null,
  division_id integer not null,
  hospital_id uuid,
  from_day date not null,
  to_day date,
  given_by uuid,
  constraint post_pkey PRIMARY KEY (county_id, post_id),
  constraint post_account_fkey FOREIGN KEY (county_id, account_id) REFERENCES account(county_id, account_id),
  constraint post_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint post_hospital_fkey FOREIGN KEY (hospital_id) REFERENCES hospital(hospital_id),
  constraint post_days CHECK (((to_day IS NULL) OR (to_day >= from_day))),
  constraint post_hospital_named CHECK (((kind = ANY (ARRAY['hospitalDesk'::text, 'hospitalHead'::text])) = (hospital_id IS NOT NULL))),
  constraint post_kind_known CHECK ((kind = ANY (ARRAY['countyAdministrator'::text, 'countyOfficer'::text, 'townshipClerk'::text, 'villageCadre'::text, 'contact'::text, 'familyDoctor'::text, 'healthOfficer'::text, 'hospitalDesk'::text, 'hospitalHead'::text, 'reader'::text])))
);
CREATE INDEX post_account ON app.post USING btree (county_id, account_id);
CREATE INDEX post_desk ON app.post USING btree (hospital_id) WHERE (hospital_id IS NOT NULL);
alter table post enable row level security;
create policy insert_administered on post for insert to lianxin_app
  with check (((county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
create policy read_own_or_administered on post for select to lianxin_app
  using (((account_id = account_id()) OR (county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
create policy update_administered on post for update to lianxin_app
  using (((county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))))
  with check (((county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
grant insert, select on post to lianxin_app;
grant update (to_day) on post to lianxin_app;
comment on table post is 'What an account may do and where, from a day to a day. A write is allowed by one post that covers the row; two posts never add up.';
comment on column post.hospital_id is 'Whose desk: a post at a hospital names it, no other does.';

create table quota_use (
  county_id integer not null,
  member_id uuid not null,
  benefit_id text not null,
  year integer not null,
  used integer not null,
  constraint quota_use_pkey PRIMARY KEY (county_id, member_id, benefit_id, year),
  constraint quota_use_used CHECK ((used >= 0))
);
alter table quota_use enable row level security;
comment on table quota_use is 'How often a benefit was used in a calendar year. One row that desks take turns at, so that the last ride is granted once.';

create table record (
  county_id integer not null,
  record_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  account_id uuid,
  session_id uuid,
  purpose text not null default ''::text,
  subject text not null,
  subject_id text not null default ''::text,
  household_id uuid,
  division_id integer,
  household_ids uuid[] not null default '{}'::uuid[],
  action text not null,
  reason text not null default ''::text,
  content_enc bytea,
  seal bigint,
  constraint record_pkey PRIMARY KEY (county_id, record_id),
  constraint record_kind_known CHECK ((kind = ANY (ARRAY['read'::text, 'change'::text, 'session'::text])))
);
CREATE INDEX record_at ON app.record USING btree (county_id, at);
CREATE INDEX record_household ON app.record USING btree (county_id, household_id, at) WHERE (household_id IS NOT NULL);
CREATE INDEX record_households ON app.record USING gin (household_ids);
CREATE INDEX record_unsealed ON app.record USING btree (county_id, at) WHERE (seal IS NULL);
alter table record enable row level security;
create policy read_records on record for select to lianxin_app
  using (((county_id = ANY (county_ids())) AND ((county_id = ANY (read_whole())) OR (division_id = ANY (read_divisions())) OR (household_id = ANY (read_households())) OR (account_id = account_id()))));
create policy write_own on record for insert to lianxin_app
  with check (((county_id = ANY (county_ids())) AND (account_id = account_id()) AND (seal IS NULL)));
grant insert, select on record to lianxin_app;
comment on table record is 'One row a look (naming the households shown) and one a change (old and new value, encrypted). Only inserted.';
comment on column record.seal is 'Number of the seal that holds it; null until the sealer has taken it.';

create table residence_spell (
  county_id integer not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  kind text not null,
  place text not null default ''::text,
  from_day date not null,
  to_day date,
  constraint residence_spell_pkey PRIMARY KEY (county_id, spell_id),
  constraint residence_spell_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint residence_spell_days CHECK (((to_day IS NULL) OR (to_day >= from_day))),
  constraint residence_spell_kind_known CHECK ((kind = ANY (ARRAY['local'::text, 'away'::text])))
);
CREATE INDEX residence_spell_household ON app.residence_spell USING btree (county_id, household_id);
alter table residence_spell enable row level security;
create policy delete_in_scope on residence_spell for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on residence_spell for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on residence_spell for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on residence_spell for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on residence_spell to lianxin_app;
comment on table residence_spell is 'Where the household lives; only spells away need be written, the rest is local.';

create table saved_view (
  county_id integer not null,
  view_id uuid not null,
  account_id uuid not null,
  name text not null,
  query jsonb not null,
  constraint saved_view_pkey PRIMARY KEY (county_id, view_id)
);
alter table saved_view enable row level security;
create policy own on saved_view for all to lianxin_app
  using (((county_id = ANY (county_ids())) AND (account_id = account_id())))
  with check (((county_id = ANY (county_ids())) AND (account_id = account_id())));
grant delete, insert, select, update on saved_view to lianxin_app;
comment on table saved_view is 'Filters a person keeps for themselves.';

create table seal (
  county_id integer not null,
  seal bigint not null,
  at timestamp with time zone not null,
  records uuid[] not null,
  previous bytea not null,
  hash bytea not null,
  constraint seal_pkey PRIMARY KEY (county_id, seal)
);
alter table seal enable row level security;
create policy read_in_county on seal for select to lianxin_app
  using ((county_id = ANY (admin_whole())));
grant select on seal to lianxin_app;
comment on table seal is 'A chain: each hash covers the one before and the stored bytes of the records it names, taken by membership, never by time or id.';

create table second_factor (
  county_id integer not null,
  account_id uuid not null,
  division_id integer not null,
  secret_enc bytea not null,
  begun_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  recovery bytea[] not null default '{}'::bytea[],
  constraint second_factor_pkey PRIMARY KEY (county_id, account_id),
  constraint second_factor_account_fkey FOREIGN KEY (county_id, account_id) REFERENCES account(county_id, account_id)
);
alter table second_factor enable row level security;
create policy delete_administered on second_factor for delete to lianxin_app
  using (((account_id <> account_id()) AND ((county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions())))));
create policy insert_own on second_factor for insert to lianxin_app
  with check ((account_id = account_id()));
create policy read_own_or_administered on second_factor for select to lianxin_app
  using (((account_id = account_id()) OR (county_id = ANY (admin_whole())) OR (division_id = ANY (admin_divisions()))));
create policy update_own on second_factor for update to lianxin_app
  using ((account_id = account_id()))
  with check ((account_id = account_id()));
grant delete, insert on second_factor to lianxin_app;
grant select (account_id) on second_factor to lianxin_app;
grant select (begun_at) on second_factor to lianxin_app;
grant update (begun_at) on second_factor to lianxin_app;
grant select (confirmed_at) on second_factor to lianxin_app;
grant update (confirmed_at) on second_factor to lianxin_app;
grant select (county_id) on second_factor to lianxin_app;
grant select (division_id) on second_factor to lianxin_app;
grant update (last_step) on second_factor to lianxin_app;
grant update (recovery) on second_factor to lianxin_app;
grant update (secret_enc) on second_factor to lianxin_app;
comment on table second_factor is 'The one-time codes of an account (RFC 6238), one authenticator at most. Asked for at the door once confirmed.';
comment on column second_factor.last_step is 'The latest half minute whose code was used; neither it nor an earlier one opens the door again.';
comment on column second_factor.recovery is 'Keyed digests of the recovery codes not used yet.';
comment on column second_factor.secret_enc is 'Sealed; what the authenticator and we both know.';

create table service (
  county_id integer not null,
  service_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  contract_id uuid,
  visit_id uuid,
  kind text not null,
  day date not null,
  worker_id uuid not null,
  purposes text[] not null default '{}'::text[],
  content_enc bytea,
  until_day date,
  remind_on date,
  done_on date,
  recorder_id uuid not null,
  recorded_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  voided_by uuid,
  void_reason text,
  constraint service_pkey PRIMARY KEY (county_id, service_id),
  constraint service_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint service_member_fkey FOREIGN KEY (county_id, member_id) REFERENCES member(county_id, member_id) ON DELETE CASCADE,
  constraint service_visit_fkey FOREIGN KEY (county_id, visit_id) REFERENCES visit(county_id, visit_id),
  constraint service_until CHECK (((until_day IS NULL) OR (until_day >= day)))
);
CREATE INDEX service_household ON app.service USING btree (county_id, household_id, day);
CREATE INDEX service_member ON app.service USING btree (county_id, member_id, day);
CREATE INDEX service_reminder ON app.service USING btree (county_id, remind_on) WHERE ((remind_on IS NOT NULL) AND (done_on IS NULL) AND (voided_at IS NULL));
alter table service enable row level security;
create policy insert_by_team on service for insert to lianxin_app
  with check ((household_id = ANY (health_households())));
create policy read_health on service for select to lianxin_app
  using (sees_health(county_id, division_id, household_id));
create policy update_by_team on service for update to lianxin_app
  using ((household_id = ANY (health_households())))
  with check ((household_id = ANY (health_households())));
grant insert, select on service to lianxin_app;
grant update (done_on) on service to lianxin_app;
grant update (void_reason) on service to lianxin_app;
grant update (voided_at) on service to lianxin_app;
grant update (voided_by) on service to lianxin_app;
comment on table service is 'Something done for one member under a contract (C2-C5, C7): a round, a health check, a long prescription. Never changed: voided and followed by another. kind is one the pack names.';
comment on column service.purposes is 'What of the duties that ask for a purpose it credits, as the pack said when it was recorded.';
comment on column service.until_day is 'Last day a long prescription reaches to; remind_on is the day to speak of the next one, done_on when that was settled.';
comment on column service.visit_id is 'The visit in which it was done; null when it was done where the doctor works.';

create table service_spell (
  county_id integer not null,
  spell_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  from_day date not null,
  to_day date,
  end_reason text,
  constraint service_spell_pkey PRIMARY KEY (county_id, spell_id),
  constraint service_spell_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint service_spell_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
CREATE INDEX service_spell_household ON app.service_spell USING btree (county_id, household_id);
alter table service_spell enable row level security;
create policy delete_in_scope on service_spell for delete to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy insert_in_scope on service_spell for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_scope on service_spell for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on service_spell for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant delete, insert, select, update on service_spell to lianxin_app;
comment on table service_spell is 'From when to when the household is served. Without a date in the source it begins on the day of import.';

create table session (
  digest bytea not null,
  session_id uuid not null,
  county_id integer not null,
  account_id uuid not null,
  opened_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  idle_minutes integer not null,
  address text,
  agent text,
  program boolean not null default false,
  post_id uuid,
  acts_as text,
  name text,
  constraint session_pkey PRIMARY KEY (digest),
  constraint session_id_key UNIQUE (session_id),
  constraint session_token_days CHECK (((post_id IS NULL) OR (ends_at <= (opened_at + '90 days'::interval)))),
  constraint session_token_kind CHECK ((acts_as = ANY (ARRAY['reader'::text, 'recorder'::text]))),
  constraint session_token_whole CHECK ((((post_id IS NULL) = (acts_as IS NULL)) AND ((post_id IS NULL) = (name IS NULL))))
);
CREATE INDEX session_account ON app.session USING btree (county_id, account_id);
alter table session enable row level security;
create policy end_own on session for delete to lianxin_app
  using ((account_id = account_id()));
create policy read_own on session for select to lianxin_app
  using ((account_id = account_id()));
grant delete on session to lianxin_app;
grant select (account_id) on session to lianxin_app;
grant select (acts_as) on session to lianxin_app;
grant select (address) on session to lianxin_app;
grant select (agent) on session to lianxin_app;
grant select (county_id) on session to lianxin_app;
grant select (ends_at) on session to lianxin_app;
grant select (name) on session to lianxin_app;
grant select (opened_at) on session to lianxin_app;
grant select (post_id) on session to lianxin_app;
grant select (program) on session to lianxin_app;
grant select (seen_at) on session to lianxin_app;
grant select (session_id) on session to lianxin_app;
comment on table session is 'Keyed by the SHA-256 of the token, so that a stolen table signs nobody in. Small, local, without foreign keys.';
comment on column session.acts_as is 'Of a token: the kind it has in place of the post''s own.';
comment on column session.post_id is 'Of a token: the post it acts for; when that ends, so does the token.';

create table sign_in_guess (
  bucket integer not null,
  failures integer not null,
  locked_until timestamp with time zone,
  constraint sign_in_guess_pkey PRIMARY KEY (bucket),
  constraint sign_in_guess_bucket CHECK (((bucket >= 0) AND (bucket <= 65535)))
);
alter table sign_in_guess enable row level security;
comment on table sign_in_guess is 'Wrong passwords for names that no account has, counted as app.account counts those of its own. Names are not kept: they fall into a fixed number of buckets by a keyed digest, so that no flood of names fills the disk. Of one server, like sessions.';
comment on column sign_in_guess.bucket is 'The first 16 bits of the digest of the name: who does not hold the key cannot choose two names of one bucket.';

create table territory_assignment (
  county_id integer not null,
  assignment_id uuid not null,
  division_id integer not null,
  role text not null,
  worker_id uuid not null,
  from_day date not null,
  to_day date,
  constraint territory_assignment_pkey PRIMARY KEY (county_id, assignment_id),
  constraint territory_assignment_worker_fkey FOREIGN KEY (county_id, worker_id) REFERENCES worker(county_id, worker_id),
  constraint territory_assignment_days CHECK (((to_day IS NULL) OR (to_day >= from_day)))
);
CREATE INDEX territory_assignment_division ON app.territory_assignment USING btree (county_id, division_id);
alter table territory_assignment enable row level security;
create policy insert_by_office on territory_assignment for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_county on territory_assignment for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on territory_assignment for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on territory_assignment to lianxin_app;
comment on table territory_assignment is 'A role held for every household of a division by one worker (a county cadre for a township, HJ 二（一）).';

create table urgent_registration (
  county_id integer not null,
  registration_id uuid not null,
  hospital_id uuid not null,
  patient_enc bytea not null,
  note_enc bytea,
  arrived_at timestamp with time zone not null,
  recorder_id uuid not null,
  recorded_at timestamp with time zone not null,
  encounter_id uuid,
  constraint urgent_registration_pkey PRIMARY KEY (county_id, registration_id)
);
CREATE INDEX urgent_registration_hospital ON app.urgent_registration USING btree (county_id, hospital_id, arrived_at);
alter table urgent_registration enable row level security;
create policy insert_own on urgent_registration for insert to lianxin_app
  with check (((hospital_id = hospital_id()) AND (county_id = ANY (county_ids())) AND (recorder_id = account_id())));
create policy join_own on urgent_registration for update to lianxin_app
  using ((hospital_id = hospital_id()))
  with check ((hospital_id = hospital_id()));
create policy read_own on urgent_registration for select to lianxin_app
  using ((hospital_id = hospital_id()));
grant insert, select on urgent_registration to lianxin_app;
grant update (encounter_id) on urgent_registration to lianxin_app;
comment on table urgent_registration is 'Someone who came in urgent need and was treated before any question (D6); joined to a member later, or never. In the desk''s own county.';

create table username (
  username text not null,
  county_id integer not null,
  account_id uuid not null,
  constraint username_pkey PRIMARY KEY (username),
  constraint username_form CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'::text))
);
alter table username enable row level security;
create policy claim_in_county on username for insert to lianxin_app
  with check ((county_id = ANY (county_ids())));
grant insert on username to lianxin_app;
comment on table username is 'A name signs in without saying its county, so it is unique everywhere and kept apart, keyed by itself.';

create table visit (
  county_id integer not null,
  visit_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  day date not null,
  kind text not null,
  outcome text not null,
  purposes text[] not null default '{routine}'::text[],
  needs text[] not null default '{}'::text[],
  content_enc bytea,
  recorder_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_on date not null default CURRENT_DATE,
  late_reason text not null default ''::text,
  corrects uuid,
  voided_at timestamp with time zone,
  voided_by uuid,
  void_reason text,
  constraint visit_pkey PRIMARY KEY (county_id, visit_id),
  constraint visit_household_fkey FOREIGN KEY (county_id, household_id) REFERENCES household(county_id, household_id) ON DELETE CASCADE,
  constraint visit_kind_known CHECK ((kind = ANY (ARRAY['home'::text, 'phone'::text, 'online'::text, 'message'::text]))),
  constraint visit_outcome_known CHECK ((outcome = ANY (ARRAY['reached'::text, 'notReached'::text])))
);
CREATE INDEX visit_household ON app.visit USING btree (county_id, household_id, day);
CREATE INDEX visit_purpose ON app.visit USING btree (county_id, household_id, day) WHERE (purposes <> '{routine}'::text[]);
CREATE INDEX visit_voided ON app.visit USING btree (county_id, visit_id) WHERE (voided_at IS NOT NULL);
alter table visit enable row level security;
create policy delete_in_scope on visit for delete to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy insert_in_scope on visit for insert to lianxin_app
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on visit for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on visit for update to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
grant insert, select on visit to lianxin_app;
grant update (void_reason) on visit to lianxin_app;
grant update (voided_at) on visit to lianxin_app;
grant update (voided_by) on visit to lianxin_app;
comment on table visit is 'One contact with a household of any kind (B13). Never changed: a correction voids one and adds another.';
comment on column visit.content_enc is 'Sealed JSON {health, mood, note}.';
comment on column visit.recorded_on is 'The civil day on which it was entered: how late that was is counted from it.';

create table visit_participant (
  county_id integer not null,
  visit_id uuid not null,
  worker_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  declined_at timestamp with time zone,
  constraint visit_participant_pkey PRIMARY KEY (county_id, visit_id, worker_id),
  constraint visit_participant_visit_fkey FOREIGN KEY (county_id, visit_id) REFERENCES visit(county_id, visit_id) ON DELETE CASCADE,
  constraint visit_participant_worker_fkey FOREIGN KEY (county_id, worker_id) REFERENCES worker(county_id, worker_id)
);
CREATE INDEX visit_participant_household ON app.visit_participant USING btree (county_id, household_id);
CREATE INDEX visit_participant_worker ON app.visit_participant USING btree (county_id, worker_id);
alter table visit_participant enable row level security;
create policy delete_in_scope on visit_participant for delete to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy insert_in_scope on visit_participant for insert to lianxin_app
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
create policy read_in_scope on visit_participant for select to lianxin_app
  using (sees(county_id, division_id, household_id));
create policy update_in_scope on visit_participant for update to lianxin_app
  using (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))))
  with check (((county_id = ANY (visit_whole())) OR (division_id = ANY (visit_divisions())) OR (household_id = ANY (visit_households()))));
grant insert, select on visit_participant to lianxin_app;
grant update (declined_at) on visit_participant to lianxin_app;

create table waiver (
  county_id integer not null,
  waiver_id uuid not null,
  encounter_id uuid not null,
  hospital_id uuid not null,
  household_id uuid not null,
  division_id integer not null,
  member_id uuid not null,
  benefit_id text not null,
  pack_id text not null,
  clause jsonb not null,
  day date not null,
  granted boolean not null,
  refusal text,
  amount numeric(10,2),
  details jsonb not null default '{}'::jsonb,
  quota boolean not null default false,
  recorder_id uuid not null,
  recorded_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  void_reason text,
  constraint waiver_pkey PRIMARY KEY (county_id, waiver_id),
  constraint waiver_encounter_fkey FOREIGN KEY (county_id, encounter_id, hospital_id, household_id, member_id) REFERENCES encounter(county_id, encounter_id, hospital_id, household_id, member_id) ON DELETE CASCADE,
  constraint waiver_amount CHECK (((amount IS NULL) OR (amount >= (0)::numeric))),
  constraint waiver_refused CHECK ((granted = (refusal IS NULL)))
);
CREATE INDEX waiver_encounter ON app.waiver USING btree (county_id, encounter_id);
CREATE INDEX waiver_hospital ON app.waiver USING btree (county_id, hospital_id, day);
CREATE INDEX waiver_id ON app.waiver USING btree (waiver_id);
CREATE INDEX waiver_member ON app.waiver USING btree (county_id, member_id, benefit_id, day);
CREATE INDEX waiver_of_hospital ON app.waiver USING btree (hospital_id, day);
alter table waiver enable row level security;
create policy read_by_hospital_office_or_team on waiver for select to lianxin_app
  using ((COALESCE(((hospital_id = hospital_id()) OR (county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))), false) OR sees_health(county_id, division_id, household_id)));
grant select on waiver to lianxin_app;
comment on table waiver is 'A fee reduced or not charged, with amount and rule (D4, D5); an ambulance ride is one. Asked for and not granted is written too, with the reason: the ride went all the same.';

create table worker (
  county_id integer not null,
  worker_id uuid not null,
  division_id integer not null,
  organisation_id uuid,
  name text not null,
  pinyin text not null default ''::text,
  initials text collate "C" not null default ''::text,
  phone_enc bytea,
  phone_index bytea,
  leader boolean not null default false,
  left_on date,
  version integer not null default 1,
  constraint worker_pkey PRIMARY KEY (county_id, worker_id),
  constraint worker_division_fkey FOREIGN KEY (division_id) REFERENCES division(division_id),
  constraint worker_organisation_fkey FOREIGN KEY (county_id, organisation_id) REFERENCES organisation(county_id, organisation_id)
);
CREATE INDEX worker_division ON app.worker USING btree (county_id, division_id);
CREATE INDEX worker_phone ON app.worker USING btree (county_id, phone_index);
CREATE INDEX worker_pinyin ON app.worker USING btree (county_id, pinyin COLLATE "C");
alter table worker enable row level security;
create policy insert_by_office on worker for insert to lianxin_app
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
create policy read_in_county on worker for select to lianxin_app
  using ((county_id = ANY (county_ids())));
create policy update_by_office on worker for update to lianxin_app
  using (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))))
  with check (((county_id = ANY (write_whole())) OR (division_id = ANY (write_divisions()))));
grant insert, select, update on worker to lianxin_app;
comment on table worker is 'A person who serves; may or may not have an account. Everyone of the county may know who serves and their work phone.';
comment on column worker.leader is 'Party or government leader of the township: a key household needs one as contact (HJ 二（一）).';

CREATE OR REPLACE FUNCTION app.account_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.account_id', true), '')::uuid $function$
;
grant execute on function account_id() to public;
comment on function account_id() is NULL;

CREATE OR REPLACE FUNCTION app.account_names(p_county integer, p_accounts uuid[])
 RETURNS TABLE(account_id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select a.account_id, a.name from app.account a
  where a.county_id = p_county and p_county = any(app.county_ids()) and a.account_id = any(p_accounts) $function$
;
grant execute on function account_names(integer,uuid[]) to public;
comment on function account_names(integer,uuid[]) is NULL;

CREATE OR REPLACE FUNCTION app.add_roles(p_sum jsonb, p_part jsonb, p_sign integer)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(jsonb_object_agg(c.role, c.n), '{}') from (
    select r.role, sum(r.n) as n from (
      select key as role, value::int as n from jsonb_each_text(p_sum) union all select key, p_sign * value::int from jsonb_each_text(p_part)) r
    group by r.role having sum(r.n) <> 0) c $function$
;
grant execute on function add_roles(jsonb,jsonb,integer) to public;
comment on function add_roles(jsonb,jsonb,integer) is NULL;

CREATE OR REPLACE FUNCTION app.add_standings(p_county integer, p_ids uuid[], p_sign integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
      required = app.add_roles(t.required, excluded.required, p_sign), held = app.add_roles(t.held, excluded.held, p_sign) $function$
;
-- granted to no one
comment on function add_standings(integer,uuid[],integer) is NULL;

CREATE OR REPLACE FUNCTION app.admin_divisions()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.admin_divisions', true), '')::int[] $function$
;
grant execute on function admin_divisions() to public;
comment on function admin_divisions() is NULL;

CREATE OR REPLACE FUNCTION app.admin_whole()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.admin_whole', true), '')::int[] $function$
;
grant execute on function admin_whole() to public;
comment on function admin_whole() is NULL;

CREATE OR REPLACE FUNCTION app.admission(p_county integer, p_pack text, p_hospital uuid, p_day date, OUT county_code text, OUT hospital_code text, OUT admitted text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$
;
-- granted to no one
comment on function admission(integer,text,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.admitted_as(p_county integer, p_division integer, p_hospital uuid, p_day date)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select a.admitted from app.admission(p_county, app.pack_of(p_county, p_division, p_day), p_hospital, p_day) a $function$
;
-- granted to no one
comment on function admitted_as(integer,integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.ask_member_list(p_list uuid, p_county integer, p_purpose text, p_worker uuid, p_today date, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  insert into app.member_list (county_id, list_id, hospital_id, purpose, by_hospital, asked_by, asked_worker, asked_name, asked_at)
    select c.county_id, p_list, app.heads_hospital(p_today), p_purpose, true, a.account_id, p_worker, a.name, p_now
    from app.designating_counties(p_today) c, app.account a
    where c.county_id = p_county and a.county_id = any(app.county_ids()) and a.account_id = app.account_id()
  on conflict do nothing;
  return found;
end $function$
;
grant execute on function ask_member_list(uuid,integer,text,uuid,date,timestamp with time zone) to lianxin_app;
comment on function ask_member_list(uuid,integer,text,uuid,date,timestamp with time zone) is NULL;

CREATE OR REPLACE FUNCTION app.bed_request_county(p_request uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select b.county_id from app.bed_request b where b.request_id = p_request and b.hospital_id = app.hospital_id() $function$
;
grant execute on function bed_request_county(uuid) to lianxin_app;
comment on function bed_request_county(uuid) is NULL;

CREATE OR REPLACE FUNCTION app.care_members(p_county integer, p_divisions integer[], p_day date)
 RETURNS TABLE(household_id uuid, division_id integer, member_id uuid, counted boolean)
 LANGUAGE sql
 STABLE
AS $function$
  select m.household_id, m.division_id, m.member_id, (m.death_day is null or m.death_day > p_day)
    and m.household_id in (select s.household_id from app.service_spell s
      where s.county_id = p_county and s.division_id = any(p_divisions) and s.from_day <= p_day and (s.to_day is null or s.to_day >= p_day))
  from app.member m where m.county_id = p_county and m.division_id = any(p_divisions) $function$
;
-- granted to no one
comment on function care_members(integer,integer[],date) is NULL;

CREATE OR REPLACE FUNCTION app.certificate_care(p_county integer, p_divisions integer[], p_day date, p_required jsonb)
 RETURNS TABLE(division_id integer, member_id uuid, certified boolean, delivered boolean)
 LANGUAGE sql
 STABLE
AS $function$
  with channel as materialized (
    select exists (select 1 from app.designation d join app.hospital h on h.hospital_id = d.hospital_id
        where d.county_id = p_county and d.from_day <= p_day and (d.to_day is null or d.to_day >= p_day) and (h.ended_on is null or h.ended_on >= p_day)) as designated,
      exists (select 1 from app.hospital h where h.public and (h.ended_on is null or h.ended_on >= p_day)) as public),
  opened as materialized (
    select distinct p.pack_id from app.pack_admission p, channel c
    where p.from_day <= p_day and (p.to_day is null or p.to_day >= p_day) and (case p.at when 'public' then c.public or c.designated else c.designated end)),
  kind as materialized (select array(select distinct k from jsonb_each(p_required) r, jsonb_array_elements_text(r.value) k order by k) as all),
  -- The kinds a pack requires, as bits; null where none is, or no hospital opens the channel: then nobody there counts as certified.
  place as (
    select u.division_id, min((select bit_or(1::bigint << array_position(kind.all, r)) from kind, jsonb_array_elements_text(p_required -> o.pack_id) r)) as required
    from unnest(p_divisions) u(division_id) left join app.packs_of(p_county, p_divisions, p_day) k on k.division_id = u.division_id
      left join opened o on o.pack_id = k.pack_id group by u.division_id),
  held as (
    select x.member_id, min(x.division_id) as division_id, bit_or(1::bigint << array_position(kind.all, x.kind)) as kinds,
      bool_and(x.delivered_on is not null and x.delivered_on <= p_day) as delivered
    from app.certificate x, kind
    where x.county_id = p_county and x.division_id = any(p_divisions) and x.issued_on <= p_day and (x.ended_on is null or x.ended_on > p_day)
      and (x.expires_on is null or x.expires_on >= p_day) group by x.member_id)
  select h.division_id, h.member_id, coalesce(h.kinds & p.required = p.required, false), h.delivered
  from held h join place p on p.division_id = h.division_id $function$
;
-- granted to no one
comment on function certificate_care(integer,integer[],date,jsonb) is NULL;

CREATE OR REPLACE FUNCTION app.certificate_use(p_county integer, p_divisions integer[], p_day date, p_from date)
 RETURNS TABLE(division_id integer, member_id uuid, uses integer, waived numeric)
 LANGUAGE sql
 STABLE
AS $function$
  select min(u.division_id), u.member_id, sum(u.uses)::int, sum(u.waived) from (
    select e.division_id, e.member_id, 1 as uses, 0 as waived from app.encounter e
    where e.county_id = p_county and e.division_id = any(p_divisions) and e.day between p_from and p_day and e.voided_at is null
    union all
    select w.division_id, w.member_id, 0, w.amount from app.waiver w
    where w.county_id = p_county and w.division_id = any(p_divisions) and w.day between p_from and p_day and w.granted and w.voided_at is null) u
  group by u.member_id $function$
;
-- granted to no one
comment on function certificate_use(integer,integer[],date,date) is NULL;

CREATE OR REPLACE FUNCTION app.change_division(p_county integer, p_division integer, p_name text, p_code text, p_ended_on date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  update app.division d set name = p_name, code = p_code, ended_on = p_ended_on
  where d.county_id = p_county and d.division_id = p_division and d.level <> 'county' and p_county = any(app.admin_whole());
  return found;
end $function$
;
grant execute on function change_division(integer,integer,text,text,date) to lianxin_app;
comment on function change_division(integer,integer,text,text,date) is NULL;

CREATE OR REPLACE FUNCTION app.claim_code(p_index bytea, p_county integer, p_certificate uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  insert into app.certificate_code (code_index, county_id, certificate_id)
    select c.code_index, c.county_id, c.certificate_id from app.certificate c
    where c.county_id = p_county and c.certificate_id = p_certificate and c.code_index = p_index
      and (c.county_id = any(app.write_whole()) or c.division_id = any(app.write_divisions()));
  if not found then raise exception 'no such certificate' using errcode = '42501'; end if;
end $function$
;
grant execute on function claim_code(bytea,integer,uuid) to lianxin_app;
comment on function claim_code(bytea,integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.claim_identities(p_county integer, p_claims jsonb)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if not (p_county = any(app.county_ids())) then raise exception 'county out of scope' using errcode = '42501'; end if;
  insert into app.identity (id_number_index, county_id, member_id)
    select decode(c.index, 'hex'), p_county, c.member from jsonb_to_recordset(p_claims) as c(index text, member uuid) order by 1
    on conflict (id_number_index) do nothing;
  return query select c.member from jsonb_to_recordset(p_claims) as c(index text, member uuid)
    join app.identity i on i.id_number_index = decode(c.index, 'hex') where i.member_id <> c.member;
end $function$
;
grant execute on function claim_identities(integer,jsonb) to lianxin_app;
comment on function claim_identities(integer,jsonb) is NULL;

CREATE OR REPLACE FUNCTION app.claim_identity(p_index bytea, p_county integer, p_member uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare holder uuid;
begin
  if not (p_county = any(app.county_ids())) then return false; end if;
  insert into app.identity (id_number_index, county_id, member_id) values (p_index, p_county, p_member)
  on conflict (id_number_index) do nothing;
  select i.member_id into holder from app.identity i where i.id_number_index = p_index;
  return holder = p_member;
end $function$
;
grant execute on function claim_identity(bytea,integer,uuid) to public;
comment on function claim_identity(bytea,integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.close_session(p_digest bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$ delete from app.session where digest = p_digest $function$
;
grant execute on function close_session(bytea) to public;
comment on function close_session(bytea) is NULL;

CREATE OR REPLACE FUNCTION app.close_sessions_of(p_county integer, p_account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if exists (select 1 from app.account a where a.county_id = p_county and a.account_id = p_account
             and (a.account_id = app.account_id() or a.county_id = any(app.admin_whole()) or a.division_id = any(app.admin_divisions()))) then
    delete from app.session s where s.county_id = p_county and s.account_id = p_account
      and s.digest is distinct from nullif(current_setting('app.session_digest', true), '')::bytea;
  end if;
end $function$
;
grant execute on function close_sessions_of(integer,uuid) to public;
comment on function close_sessions_of(integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.consent_county(p_consent uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select s.county_id from app.consent s where s.consent_id = p_consent and s.hospital_id = app.hospital_id() $function$
;
grant execute on function consent_county(uuid) to lianxin_app;
comment on function consent_county(uuid) is NULL;

CREATE OR REPLACE FUNCTION app.count_care(p_county integer, p_divisions integer[], p_day date, p_from date, p_required jsonb, p_medical text[])
 RETURNS TABLE(division_id integer, members integer, signed integer, refused integer, offered integer, lapsed integer, unattended integer, overdue integer, certified integer, undelivered integer, never_used integer, uses integer, waived numeric)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '64MB'
AS $function$
#variable_conflict use_column
declare seen constant int[] := app.seen_whole(p_county, p_divisions);
begin
  return query
  with gone as materialized (select m.division_id, m.member_id from app.care_members(p_county, seen, p_day) m where not m.counted),
  used as materialized (select u.* from app.certificate_use(p_county, seen, p_day, p_from) u where u.member_id not in (select g.member_id from gone g)),
  people as materialized (select m.division_id, count(*) as members from app.care_members(p_county, seen, p_day) m group by 1),
  less as (select g.division_id, count(*) as members from gone g group by 1),
  doctors as materialized (
    select d.division_id, count(*) filter (where d.contract = 'signed') as signed, count(*) filter (where d.contract = 'refused') as refused,
      count(*) filter (where d.contract = 'offered') as offered, count(*) filter (where d.contract = 'lapsed') as lapsed,
      count(*) filter (where d.contract = 'signed' and not d.attended) as unattended, count(*) filter (where d.contract = 'signed' and d.overdue) as overdue
    from app.doctor_care(p_county, seen, p_day, p_from, p_medical) d where d.member_id not in (select g.member_id from gone g) group by 1),
  certificates as materialized (
    select c.division_id, count(*) filter (where c.certified) as certified, count(*) filter (where c.certified and not c.delivered) as undelivered,
      count(*) filter (where c.certified and c.member_id not in (select u.member_id from used u where u.uses > 0)) as never_used
    from app.certificate_care(p_county, seen, p_day, p_required) c where c.member_id not in (select g.member_id from gone g) group by 1),
  uses as (select u.division_id, sum(u.uses) as uses, sum(u.waived) as waived from used u group by 1)
  select p.division_id, (p.members - coalesce(l.members, 0))::int, coalesce(d.signed, 0)::int, coalesce(d.refused, 0)::int, coalesce(d.offered, 0)::int,
    coalesce(d.lapsed, 0)::int, coalesce(d.unattended, 0)::int, coalesce(d.overdue, 0)::int, coalesce(c.certified, 0)::int, coalesce(c.undelivered, 0)::int,
    coalesce(c.never_used, 0)::int, coalesce(u.uses, 0)::int, coalesce(u.waived, 0)
  from people p left join less l on l.division_id = p.division_id left join doctors d on d.division_id = p.division_id
    left join certificates c on c.division_id = p.division_id left join uses u on u.division_id = p.division_id
  where p.members > coalesce(l.members, 0);
end $function$
;
grant execute on function count_care(integer,integer[],date,date,jsonb,text[]) to lianxin_app;
comment on function count_care(integer,integer[],date,date,jsonb,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.count_duties(p_county integer, p_divisions integer[], p_today date, p_from date, p_to date, p_week_end date, p_telling text[])
 RETURNS TABLE(division_id integer, met bigint, missed bigint, attempted bigint, vacant bigint, adapted bigint, excused bigint, void bigint, open bigint, due_this_week bigint, to_tell bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare seen constant int[] := app.whole_divisions(p_county, p_divisions);
begin
  return query
  select c.division_id,
    coalesce(sum(c.n) filter (where c.outcome = 'met'), 0), coalesce(sum(c.n) filter (where c.outcome = 'missed'), 0),
    coalesce(sum(c.n) filter (where c.outcome = 'attempted'), 0), coalesce(sum(c.n) filter (where c.outcome = 'vacant'), 0),
    coalesce(sum(c.n) filter (where c.outcome = 'adapted'), 0), coalesce(sum(c.n) filter (where c.outcome = 'excused'), 0),
    coalesce(sum(c.n) filter (where c.outcome = 'void'), 0), coalesce(sum(c.n) filter (where c.state = 'open' and c.last_day between p_from and p_to), 0),
    coalesce(sum(c.n) filter (where c.state = 'open' and c.last_day <= p_week_end), 0), coalesce(sum(c.n) filter (where c.untold), 0)
  from (
    select t.division_id, t.last_day, t.n,
      app.duty_outcome(t.fixed, t.first_day, t.last_day, t.rolling, t.met_on, t.overdue_until, t.after_state, p_from, p_to, p_today) as outcome,
      app.duty_state(t.fixed, t.first_day, t.last_day, t.met_on, t.after_state, p_today) as state,
      t.rule = any(p_telling) and t.fixed is null and t.met_on is null and t.first_day <= p_today as untold
    from app.duty_tally t
    where t.county_id = p_county and t.division_id = any(seen) and t.first_day <= greatest(p_today, p_to)
      and (t.last_day >= p_from or (t.fixed is null and t.met_on is null) or t.rolling)
    offset 0) c
  group by c.division_id order by c.division_id;
end $function$
;
grant execute on function count_duties(integer,integer[],date,date,date,date,text[]) to lianxin_app;
comment on function count_duties(integer,integer[],date,date,date,date,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.count_files(p_county integer, p_divisions integer[], p_today date)
 RETURNS TABLE(division_id integer, households bigint, stale bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare seen constant int[] := app.whole_divisions(p_county, p_divisions);
begin
  return query
  select s.division_id, count(*), count(*) filter (where s.served and s.stale_on < p_today)
  from app.household_standing s where s.county_id = p_county and s.division_id = any(seen) group by s.division_id order by s.division_id;
end $function$
;
grant execute on function count_files(integer,integer[],date) to lianxin_app;
comment on function count_files(integer,integer[],date) is NULL;

CREATE OR REPLACE FUNCTION app.count_roles(p_lists text[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(jsonb_object_agg(role, n), '{}') from (
    select role, count(*) as n from unnest(p_lists) as list, unnest(string_to_array(list, ',')) as role where role <> '' group by role) c $function$
;
grant execute on function count_roles(text[]) to public;
comment on function count_roles(text[]) is NULL;

CREATE OR REPLACE FUNCTION app.count_vacancies(p_county integer, p_divisions integer[], p_role text)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  whole constant int[] := app.whole_divisions(p_county, p_divisions);
  mine constant uuid[] := coalesce(app.read_households(), '{}');
begin
  return (select coalesce(sum(case when p_role is null then cardinality(s.vacant_roles) else 1 end), 0) from app.household_standing s
    where s.county_id = p_county and s.division_id = any(p_divisions) and (s.division_id = any(whole) or s.household_id = any(mine))
      and s.served and s.vacant_roles <> '{}' and (p_role is null or p_role = any(s.vacant_roles)));
end $function$
;
grant execute on function count_vacancies(integer,integer[],text) to lianxin_app;
comment on function count_vacancies(integer,integer[],text) is NULL;

CREATE OR REPLACE FUNCTION app.count_worklist(p_county integer, p_divisions integer[], p_states text[], p_role text, p_from date, p_until date, p_today date)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare
  whole constant boolean := coalesce(p_county = any(app.read_whole()), false);
  mine constant int[] := coalesce(app.read_divisions(), '{}');
begin
  return (select coalesce(sum(t.n), 0) from app.duty_tally t
    where t.county_id = p_county and (whole or t.division_id = any(mine)) and (p_divisions is null or t.division_id = any(p_divisions))
      and (p_role is null or t.role = p_role) and (p_from is null or t.last_day >= p_from) and (p_until is null or t.last_day <= p_until)
      and app.duty_state(t.fixed, t.first_day, t.last_day, t.met_on, t.after_state, p_today) = any(p_states));
end $function$
;
grant execute on function count_worklist(integer,integer[],text[],text,date,date,date) to lianxin_app;
comment on function count_worklist(integer,integer[],text[],text,date,date,date) is NULL;

CREATE OR REPLACE FUNCTION app.county_ids()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.county_ids', true), '')::int[] $function$
;
grant execute on function county_ids() to public;
comment on function county_ids() is NULL;

CREATE OR REPLACE FUNCTION app.deliver_papers(p_county integer, p_papers uuid[], p_day date, p_visit uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  return query
    with mine as (
      select p.paper_id, p.household_id, p.certificate_id from app.paper p
      where p.county_id = p_county and p.paper_id = any(p_papers) and p_county = any(app.county_ids())
        and coalesce(p_county = any(app.visit_whole()) or p.division_id = any(app.visit_divisions()) or p.household_id = any(app.visit_households()), false)),
    marked as (
      update app.certificate c set delivered_on = p_day, version = c.version + 1 from mine m
      where c.county_id = p_county and c.certificate_id = m.certificate_id and c.ended_on is null and c.delivered_on is null)
    update app.paper p set delivered_on = p_day, delivered_by = app.account_id(),
      delivery_visit_id = (select v.visit_id from app.visit v where v.county_id = p_county and v.visit_id = p_visit and v.household_id = m.household_id)
    from mine m where p.county_id = p_county and p.paper_id = m.paper_id
    returning p.paper_id;
end $function$
;
grant execute on function deliver_papers(integer,uuid[],date,uuid) to lianxin_app;
comment on function deliver_papers(integer,uuid[],date,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.designating_counties(p_today date)
 RETURNS TABLE(county_id integer, code text, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select c.county_id, c.code, c.name from app.county c
  where exists (select 1 from app.designation d where d.county_id = c.county_id and d.hospital_id = app.heads_hospital(p_today)
    and d.from_day <= p_today and (d.to_day is null or d.to_day >= p_today)) $function$
;
grant execute on function designating_counties(date) to lianxin_app;
comment on function designating_counties(date) is NULL;

CREATE OR REPLACE FUNCTION app.desk_checks(p_sessions bytea[], p_purposes text[], p_looks uuid[], p_bys text[], p_indexes bytea[], p_days date[])
 RETURNS TABLE(look_id uuid, refusal text, answer json)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$
;
grant execute on function desk_checks(bytea[],text[],uuid[],text[],bytea[],date[]) to lianxin_app;
comment on function desk_checks(bytea[],text[],uuid[],text[],bytea[],date[]) is NULL;

CREATE OR REPLACE FUNCTION app.desk_counts(p_today date)
 RETURNS TABLE(hospital_id uuid, desks integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select p.hospital_id, count(*)::int from app.post p join app.account a on a.county_id = p.county_id and a.account_id = p.account_id
  where p.hospital_id is not null and p.from_day <= p_today and (p.to_day is null or p.to_day >= p_today)
    -- A closed account keeps its posts; nobody stands at that desk from the day it was closed.
    and (a.closed_at is null or (a.closed_at at time zone 'Asia/Shanghai')::date > p_today) group by p.hospital_id $function$
;
grant execute on function desk_counts(date) to lianxin_app;
comment on function desk_counts(date) is NULL;

CREATE OR REPLACE FUNCTION app.desk_facts(p_county integer, p_member uuid, p_hospital uuid, p_today date)
 RETURNS TABLE(household_id uuid, division_id integer, pack_id text, county_code text, hospital_code text, admitted text, name text, id_number_enc bytea, birth_day date, served boolean, flags text[], certificates text[], used jsonb, doctor_name text, doctor_phone_enc bytea)
 LANGUAGE sql
 STABLE
AS $function$
  select f.household_id, f.division_id, k.pack_id, a.county_code, a.hospital_code, a.admitted, f.name, f.id_number_enc, f.birth_day,
    f.served, f.flags, f.certificates, f.used, f.doctor_name, f.doctor_phone_enc
  from app.desk_person(p_county, p_member, p_today) f
  cross join lateral (select app.pack_of(p_county, f.division_id, p_today) as pack_id offset 0) k
  cross join lateral app.admission(p_county, k.pack_id, p_hospital, p_today) a $function$
;
-- granted to no one
comment on function desk_facts(integer,uuid,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.desk_person(p_county integer, p_member uuid, p_today date)
 RETURNS TABLE(household_id uuid, division_id integer, name text, id_number_enc bytea, birth_day date, served boolean, flags text[], certificates text[], used jsonb, doctor_name text, doctor_phone_enc bytea)
 LANGUAGE sql
 STABLE
AS $function$
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
  where m.county_id = p_county and m.member_id = p_member $function$
;
-- granted to no one
comment on function desk_person(integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.desks_of(p_sessions bytea[], p_days date[])
 RETURNS TABLE(n bigint, county_id integer, account_id uuid, account_name text, hospital_id uuid, resting boolean, refusal text)
 LANGUAGE sql
 STABLE
AS $function$
  select u.n, s.county_id, s.account_id, s.name, s.hospital_id, coalesce(s.resting, false),
    case when s.account_id is null then 'LX401' when s.must_change_password and not s.program then 'LX402' when s.post_id is not null then 'LX405'
      when s.hospital_id is null then 'LX403' end
  from unnest(p_sessions, p_days) with ordinality u(digest, today, n)
  left join lateral (
    select s.county_id, s.account_id, a.name, a.must_change_password, s.program, s.post_id, s.seen_at < clock_timestamp() - interval '1 minute' as resting,
      (select q.hospital_id from app.post q where q.county_id = s.county_id and q.account_id = s.account_id and q.hospital_id is not null
        and q.from_day <= u.today and (q.to_day is null or q.to_day >= u.today) order by q.kind, q.post_id limit 1) as hospital_id
    from app.session s join app.account a on a.county_id = s.county_id and a.account_id = s.account_id
    where s.digest = u.digest and s.ends_at >= clock_timestamp() and s.seen_at >= clock_timestamp() - make_interval(mins => s.idle_minutes) and a.closed_at is null) s on true $function$
;
-- granted to no one
comment on function desks_of(bytea[],date[]) is NULL;

CREATE OR REPLACE FUNCTION app.discharge(p_encounter uuid, p_day date, p_event uuid, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function discharge(uuid,date,uuid,timestamp with time zone) to lianxin_app;
comment on function discharge(uuid,date,uuid,timestamp with time zone) is NULL;

CREATE OR REPLACE FUNCTION app.division_ground(p_county integer, p_divisions integer[])
 RETURNS TABLE(division_id integer, territory json, adoptions json)
 LANGUAGE sql
 STABLE
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select d.division_id,
    (select coalesce(json_agg(json_build_object('id', g.assignment_id, 'role', g.role, 'workerId', g.worker_id, 'from', g.from_day - date '1970-01-01',
        'to', g.to_day - date '1970-01-01', 'leader', w.leader) order by g.assignment_id), '[]'::json)
      from app.territory_assignment g join app.worker w on w.county_id = g.county_id and w.worker_id = g.worker_id
      where g.county_id = p_county and w.county_id = p_county and g.division_id = any(string_to_array(rtrim(d.path, '.'), '.')::int[])),
    (select coalesce(json_agg(json_build_object('packId', o.pack_id, 'depth', length(od.path), 'from', o.from_day - date '1970-01-01',
        'to', o.to_day - date '1970-01-01') order by o.adoption_id), '[]'::json)
      from app.adoption o join app.division od on od.division_id = o.division_id
      where o.county_id = p_county and od.division_id = any(string_to_array(rtrim(d.path, '.'), '.')::int[]))
  from app.division d where d.county_id = p_county and d.division_id = any(p_divisions) $function$
;
grant execute on function division_ground(integer,integer[]) to public;
grant execute on function division_ground(integer,integer[]) to lianxin_app;
comment on function division_ground(integer,integer[]) is NULL;

CREATE OR REPLACE FUNCTION app.division_in_use(p_county integer, p_division integer, p_on date)
 RETURNS TABLE(households integer, places integer, posts integer, contacts integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if (p_county = any(app.admin_whole())) is not true then return; end if;
  return query select
    (select count(*)::int from app.household_standing s where s.county_id = p_county and s.division_id = p_division and s.served),
    (select count(*)::int from app.division d where d.county_id = p_county and d.parent_id = p_division and d.ended_on is null),
    (select count(*)::int from app.post q where q.county_id = p_county and q.division_id = p_division and (q.to_day is null or q.to_day >= p_on)),
    (select count(*)::int from app.territory_assignment t where t.county_id = p_county and t.division_id = p_division and (t.to_day is null or t.to_day >= p_on));
end $function$
;
grant execute on function division_in_use(integer,integer,date) to lianxin_app;
comment on function division_in_use(integer,integer,date) is NULL;

CREATE OR REPLACE FUNCTION app.doctor_care(p_county integer, p_divisions integer[], p_day date, p_from date, p_medical text[])
 RETURNS TABLE(division_id integer, member_id uuid, contract text, attended boolean, overdue boolean)
 LANGUAGE sql
 STABLE
AS $function$
  with said as (
    select distinct on (c.member_id) c.household_id, c.division_id, c.member_id, c.team_id,
      case when c.signed then 'signed' when c.state = 'refused' then 'refused' when c.ahead then 'offered' else 'lapsed' end as state
    from (
      select c.household_id, c.division_id, c.member_id, c.team_id, c.contract_id, c.offered_on, c.state, c.signed_on is null or c.from_day > p_day as ahead,
        c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day)) as signed
      from app.contract c where c.county_id = p_county and c.division_id = any(p_divisions) and c.offered_on <= p_day) c
    order by c.member_id, c.signed desc, c.offered_on desc, c.contract_id desc),
  late as materialized (select l.* from app.late_duties(p_county, p_divisions, p_day, p_from, p_medical) l)
  select s.division_id, s.member_id, s.state,
    s.member_id in (
      select d.member_id from app.service d
      where d.county_id = p_county and d.division_id = any(p_divisions) and d.day between p_from and p_day and d.voided_at is null
        and not exists (select 1 from app.visit v where v.county_id = p_county and v.visit_id = d.visit_id and v.voided_at is not null))
    or (s.household_id, s.team_id) in (
      select v.household_id, m.team_id
      from app.visit v join app.visit_participant w on w.county_id = p_county and w.visit_id = v.visit_id and w.declined_at is null
        join app.doctor_team_member m on m.county_id = p_county and m.worker_id = w.worker_id and m.from_day <= v.day and (m.to_day is null or m.to_day >= v.day)
      where v.county_id = p_county and v.division_id = any(p_divisions) and v.day between p_from and p_day and v.outcome = 'reached' and v.voided_at is null),
    s.household_id in (select l.household_id from late l where l.member_id is null) or s.member_id in (select l.member_id from late l where l.member_id is not null)
  from said s $function$
;
-- granted to no one
comment on function doctor_care(integer,integer[],date,date,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.duty_counts(p_county integer, p_whole uuid[], p_some uuid[], p_duties text[])
 RETURNS duty_count[]
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return (
    select array_agg(k::app.duty_count) from (
      select d.division_id, d.last_day, d.first_day, d.rule, d.role, d.rolling, d.fixed,
        app.tallied_met_on(d.rolling, d.first_day, d.last_day, d.met_on) as met_on,
        app.tallied_overdue_until(d.rolling, d.overdue_until) as overdue_until, d.after_state, count(*)::int as n
      from (
        select t.* from app.duty t where t.county_id = p_county and t.household_id = any(p_whole)
        union all
        select t.* from app.duty t where t.county_id = p_county and t.household_id = any(p_some) and t.duty_id = any(p_duties)) d
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) k);
end $function$
;
-- granted to no one
comment on function duty_counts(integer,uuid[],uuid[],text[]) is NULL;

CREATE OR REPLACE FUNCTION app.duty_outcome(p_fixed text, p_first date, p_last date, p_rolling boolean, p_met_on date, p_overdue_until date, p_after text, p_from date, p_to date, p_day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when p_rolling and p_fixed is null
      and greatest(p_last + 1, p_from) <= least(coalesce(p_met_on - 1, p_day), coalesce(p_overdue_until, p_day), p_day, p_to) then 'missed'
    when p_last < p_from or p_last > p_to then null
    when p_rolling and p_met_on > p_last then case when p_last < p_day then p_after end
    when app.duty_state(p_fixed, p_first, p_last, p_met_on, p_after, p_day) in ('upcoming', 'open') then null
    when app.duty_state(p_fixed, p_first, p_last, p_met_on, p_after, p_day) = 'met' or p_last <= p_day
      then app.duty_state(p_fixed, p_first, p_last, p_met_on, p_after, p_day)
  end $function$
;
grant execute on function duty_outcome(text,date,date,boolean,date,date,text,date,date,date) to public;
comment on function duty_outcome(text,date,date,boolean,date,date,text,date,date,date) is NULL;

CREATE OR REPLACE FUNCTION app.duty_state(p_fixed text, p_first date, p_last date, p_met_on date, p_after text, p_day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when p_fixed is not null then p_fixed
    when p_day < p_first then 'upcoming'
    when p_met_on <= p_day then 'met'
    when p_day <= p_last then 'open'
    else p_after
  end $function$
;
grant execute on function duty_state(text,date,date,date,text,date) to public;
comment on function duty_state(text,date,date,date,text,date) is NULL;

CREATE OR REPLACE FUNCTION app.encounter_county(p_encounter uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select e.county_id from app.encounter e where e.encounter_id = p_encounter
    and (coalesce(e.hospital_id = app.hospital_id() or e.county_id = any(app.write_whole()) or e.division_id = any(app.write_divisions()), false)
      or app.sees_health(e.county_id, e.division_id, e.household_id)) $function$
;
grant execute on function encounter_county(uuid) to lianxin_app;
comment on function encounter_county(uuid) is NULL;

CREATE OR REPLACE FUNCTION app.encounter_facts(p_encounter uuid, p_day date)
 RETURNS TABLE(pack_id text, county_code text, hospital_code text, admitted text, flags text[], birth_day date, certificates text[], used jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select f.pack_id, f.county_code, f.hospital_code, f.admitted, f.flags, f.birth_day, f.certificates, f.used
  from app.encounter e
  cross join lateral app.desk_facts(e.county_id, e.member_id, e.hospital_id, p_day) f
  where e.encounter_id = p_encounter and e.hospital_id = app.hospital_id() $function$
;
grant execute on function encounter_facts(uuid,date) to lianxin_app;
comment on function encounter_facts(uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.encounter_name(p_encounter uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select e.shown_name from app.encounter e where e.encounter_id = p_encounter and e.hospital_id = app.hospital_id() $function$
;
grant execute on function encounter_name(uuid) to lianxin_app;
comment on function encounter_name(uuid) is NULL;

CREATE OR REPLACE FUNCTION app.fold_tallies(p_more_than integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare folded int;
begin
  with full_places as (
    select t.county_id, t.division_id from app.duty_tally t where not t.folded group by t.county_id, t.division_id having count(*) > p_more_than),
  gone as (
    delete from app.duty_tally t using full_places p where t.county_id = p.county_id and t.division_id = p.division_id returning t.*),
  kept as (
    insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, fixed, met_on, overdue_until, after_state, n, folded)
    select g.county_id, g.division_id, g.last_day, g.first_day, g.rule, g.role, g.rolling, g.fixed, g.met_on, g.overdue_until, g.after_state, sum(g.n), true
    from gone g group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(g.n) <> 0)
  select count(*) into folded from full_places;
  return folded;
end $function$
;
grant execute on function fold_tallies(integer) to lianxin_app;
comment on function fold_tallies(integer) is NULL;

CREATE OR REPLACE FUNCTION app.forget_import_workers(p_county integer, p_import uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  delete from app.worker w using app.import_worker iw
  where iw.county_id = p_county and iw.import_id = p_import and iw.created and w.county_id = p_county and w.worker_id = iw.worker_id
    and (p_county = any(app.write_whole()) or w.division_id = any(app.write_divisions()))
    and not exists (select from app.assignment g where g.county_id = p_county and g.worker_id = w.worker_id)
    and not exists (select from app.territory_assignment g where g.county_id = p_county and g.worker_id = w.worker_id)
    and not exists (select from app.visit_participant g where g.county_id = p_county and g.worker_id = w.worker_id)
    and not exists (select from app.import_worker o where o.county_id = p_county and o.worker_id = w.worker_id and o.import_id <> p_import)
    and not exists (select from app.account a where a.county_id = p_county and a.worker_id = w.worker_id) $function$
;
grant execute on function forget_import_workers(integer,uuid) to lianxin_app;
comment on function forget_import_workers(integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.forget_reach(p_county integer, p_hospital uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if not coalesce(p_county = any(app.county_ids()), false) or not (p_hospital is null or exists (select 1 from app.hospital h where h.hospital_id = p_hospital and h.county_id = p_county)) then
    raise exception 'not of this county' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(7157);
  if p_hospital is null then delete from app.desk_reach r where r.county_id = p_county;
  else delete from app.desk_reach r where r.hospital_id = p_hospital; end if;
end $function$
;
grant execute on function forget_reach(integer,uuid) to lianxin_app;
comment on function forget_reach(integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.grant_waiver(p_waiver uuid, p_encounter uuid, p_benefit text, p_pack text, p_clause jsonb, p_day date, p_refusal text, p_limit integer, p_amount numeric, p_details jsonb, p_now timestamp with time zone)
 RETURNS TABLE(granted boolean, refusal text, used integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function grant_waiver(uuid,uuid,text,text,jsonb,date,text,integer,numeric,jsonb,timestamp with time zone) to lianxin_app;
comment on function grant_waiver(uuid,uuid,text,text,jsonb,date,text,integer,numeric,jsonb,timestamp with time zone) is NULL;

CREATE OR REPLACE PROCEDURE app.guard_health_rows(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
declare
  seen constant text := 'app.sees_health(county_id, division_id, household_id)';
  written constant text := 'household_id = any(app.health_households())';
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy read_health on %s for select to lianxin_app using (%s)', target, seen);
  execute format('create policy insert_by_team on %s for insert to lianxin_app with check (%s)', target, written);
  execute format('create policy update_by_team on %s for update to lianxin_app using (%s) with check (%s)', target, written, written);
end $procedure$
;
grant execute on function guard_health_rows(regclass) to public;
comment on function guard_health_rows(regclass) is NULL;

CREATE OR REPLACE PROCEDURE app.guard_household_rows(IN target regclass, IN writer text)
 LANGUAGE plpgsql
AS $procedure$
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
end $procedure$
;
grant execute on function guard_household_rows(regclass,text) to public;
comment on function guard_household_rows(regclass,text) is NULL;

CREATE OR REPLACE FUNCTION app.heads_hospital(p_today date)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select p.hospital_id from app.post p
  where p.county_id = any(app.county_ids()) and p.account_id = app.account_id() and p.kind = 'hospitalHead' and p.hospital_id = app.hospital_id()
    and p.from_day <= p_today and (p.to_day is null or p.to_day >= p_today)
  order by p.hospital_id limit 1 $function$
;
-- granted to no one
comment on function heads_hospital(date) is NULL;

CREATE OR REPLACE FUNCTION app.health_divisions()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.health_divisions', true), '')::int[] $function$
;
grant execute on function health_divisions() to public;
comment on function health_divisions() is NULL;

CREATE OR REPLACE FUNCTION app.health_households()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.health_households', true), '')::uuid[] $function$
;
grant execute on function health_households() to public;
comment on function health_households() is NULL;

CREATE OR REPLACE FUNCTION app.health_whole()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.health_whole', true), '')::int[] $function$
;
grant execute on function health_whole() to public;
comment on function health_whole() is NULL;

CREATE OR REPLACE FUNCTION app.holds_sealed()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare
  sealed record;
  held boolean;
begin
  for sealed in select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and a.attname like '%\_enc' and not a.attisdropped
    order by c.relname <> 'record', c.relname, a.attname
  loop
    execute format('select exists (select from app.%I where %I is not null)', sealed.relname, sealed.attname) into held;
    if held then return true; end if;
  end loop;
  return false;
end $function$
;
-- granted to no one
comment on function holds_sealed() is NULL;

CREATE OR REPLACE FUNCTION app.hospital_bed_requests(p_limit integer)
 RETURNS SETOF bed_request
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select b.* from app.bed_request b where b.hospital_id = app.hospital_id() and b.encounter_id is null order by b.asked_at desc limit p_limit $function$
;
grant execute on function hospital_bed_requests(integer) to lianxin_app;
comment on function hospital_bed_requests(integer) is NULL;

CREATE OR REPLACE FUNCTION app.hospital_consents(p_from timestamp with time zone, p_limit integer)
 RETURNS SETOF consent
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select s.* from app.consent s where s.hospital_id = app.hospital_id() and s.proposed_at >= p_from order by s.proposed_at desc limit p_limit $function$
;
grant execute on function hospital_consents(timestamp with time zone,integer) to lianxin_app;
comment on function hospital_consents(timestamp with time zone,integer) is NULL;

CREATE OR REPLACE FUNCTION app.hospital_encounters(p_kind text, p_from date, p_to date, p_before timestamp with time zone, p_limit integer)
 RETURNS SETOF encounter
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select e.* from app.encounter e where e.hospital_id = app.hospital_id() and e.day between p_from and p_to and (p_kind is null or e.kind = p_kind)
    and (p_before is null or e.recorded_at < p_before) order by e.recorded_at desc limit p_limit $function$
;
grant execute on function hospital_encounters(text,date,date,timestamp with time zone,integer) to lianxin_app;
comment on function hospital_encounters(text,date,date,timestamp with time zone,integer) is NULL;

CREATE OR REPLACE FUNCTION app.hospital_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.hospital_id', true), '')::uuid $function$
;
grant execute on function hospital_id() to public;
comment on function hospital_id() is NULL;

CREATE OR REPLACE FUNCTION app.hospital_member_list_prints(p_today date)
 RETURNS SETOF member_list_print
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select p.* from app.member_list l join app.member_list_print p on p.county_id = l.county_id and p.list_id = l.list_id
  where l.hospital_id = app.heads_hospital(p_today) $function$
;
grant execute on function hospital_member_list_prints(date) to lianxin_app;
comment on function hospital_member_list_prints(date) is NULL;

CREATE OR REPLACE FUNCTION app.hospital_member_lists(p_today date, p_limit integer)
 RETURNS SETOF member_list
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select l.* from app.member_list l where l.hospital_id = app.heads_hospital(p_today) order by l.asked_at desc, l.list_id limit p_limit $function$
;
grant execute on function hospital_member_lists(date,integer) to lianxin_app;
comment on function hospital_member_lists(date,integer) is NULL;

CREATE OR REPLACE FUNCTION app.hospital_waivers(p_from date, p_to date, p_limit integer)
 RETURNS TABLE(waiver_id uuid, encounter_id uuid, day date, shown_name text, kind text, benefit_id text, pack_id text, clause jsonb, granted boolean, refusal text, amount numeric, voided_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select w.waiver_id, w.encounter_id, w.day, e.shown_name, e.kind, w.benefit_id, w.pack_id, w.clause, w.granted, w.refusal, w.amount, w.voided_at
  from app.waiver w join app.encounter e on e.county_id = w.county_id and e.encounter_id = w.encounter_id
  where w.hospital_id = app.hospital_id() and w.day between p_from and p_to order by w.recorded_at desc limit p_limit $function$
;
grant execute on function hospital_waivers(date,date,integer) to lianxin_app;
comment on function hospital_waivers(date,date,integer) is NULL;

CREATE OR REPLACE FUNCTION app.household_care(p_county integer, p_household uuid, p_day date, p_from date, p_medical text[])
 RETURNS TABLE(member_id uuid, attended boolean, overdue boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select m.member_id,
    exists (
      select 1 from app.visit v
        join app.visit_participant w on w.county_id = p_county and w.visit_id = v.visit_id and w.declined_at is null
        join app.doctor_team_member d on d.county_id = p_county and d.worker_id = w.worker_id and d.team_id = c.team_id and d.from_day <= v.day and (d.to_day is null or d.to_day >= v.day)
      where v.county_id = p_county and v.household_id = p_household and v.day between p_from and p_day and v.outcome = 'reached' and v.voided_at is null)
    or exists (
      select 1 from app.service s
      where s.county_id = p_county and s.member_id = m.member_id and s.day between p_from and p_day and s.voided_at is null
        and not exists (select 1 from app.visit v where v.county_id = p_county and v.visit_id = s.visit_id and v.voided_at is not null)),
    exists (
      select 1 from app.duty d
      where d.county_id = p_county and d.household_id = p_household and (d.member_id is null or d.member_id = m.member_id) and d.role = any(p_medical) and d.fixed is null
        and d.last_day < p_day and (d.last_day >= p_from or d.rolling)
        and (d.met_on is null or d.met_on > p_day) and (d.overdue_until is null or d.overdue_until >= p_day))
  from app.member m
    join app.contract c on c.county_id = p_county and c.member_id = m.member_id and c.offered_on <= p_day
      and c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day))
  where m.county_id = p_county and m.household_id = p_household and (m.death_day is null or m.death_day > p_day) and p_county = any(app.county_ids())
    and (coalesce(p_county = any(app.read_whole()) or m.division_id = any(app.read_divisions()), false) or app.sees_health(m.county_id, m.division_id, m.household_id)) $function$
;
grant execute on function household_care(integer,uuid,date,date,text[]) to lianxin_app;
comment on function household_care(integer,uuid,date,date,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.household_columns(p_county integer, p_ids uuid[])
 RETURNS TABLE(updated_on date, facts json, visits json)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare epoch constant date := date '1970-01-01';
begin
  return query
  with seen as materialized (
    select f.* from app.household_facts(p_county, p_ids) f),
  told as (
    select v.household_id, v.visit_id as id, v.day - epoch as day, v.kind, v.outcome = 'reached' as reached, v.purposes, null::uuid as member_id, y.workers
    from app.visit v
    left join (select y.visit_id, string_agg(y.worker_id::text, ' ') as workers from app.visit_participant y
      where y.county_id = p_county and y.household_id = any(p_ids) and y.declined_at is null group by y.visit_id) y on y.visit_id = v.visit_id
    where v.county_id = p_county and v.household_id = any(p_ids) and v.voided_at is null
    union all
    select x.household_id, x.service_id, x.day - epoch, coalesce(v.kind, 'clinic'), true, x.purposes, x.member_id, x.worker_id::text
    from app.service x left join app.visit v on v.county_id = p_county and v.visit_id = x.visit_id
    where x.county_id = p_county and x.household_id = any(p_ids) and x.purposes <> '{}' and x.voided_at is null and v.voided_at is null),
  -- Sorted once, in front of all columns: asked for in each of them, the order cost as much as the columns.
  columns as (
    select t.household_id, json_build_object('ids', json_agg(t.id), 'day', json_agg(t.day),
      'kind', json_agg(case t.kind when 'home' then 1 when 'phone' then 2 when 'online' then 4 when 'message' then 8 else 16 end
        * case when t.member_id is null then 1 else 32 end),
      'reached', json_agg(t.reached), 'purposes', json_agg(array_to_string(t.purposes, ' ')), 'workers', json_agg(coalesce(t.workers, '')),
      'member', case when bool_or(t.member_id is not null) then json_agg(t.member_id) end) as visits
    from (select told.* from told order by told.household_id, told.day, told.id) t group by t.household_id)
  select s.updated_on, s.facts, c.visits from seen s left join columns c on c.household_id = s.household_id order by s.household_id;
end $function$
;
grant execute on function household_columns(integer,uuid[]) to lianxin_app;
comment on function household_columns(integer,uuid[]) is NULL;

CREATE OR REPLACE FUNCTION app.household_facts(p_county integer, p_ids uuid[])
 RETURNS TABLE(household_id uuid, division_id integer, division_path text, updated_on date, computed_on date, mine boolean, facts json)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare epoch constant date := date '1970-01-01';
begin
  return query
  select h.household_id, h.division_id, d.path, h.updated_on,
    (select s.computed_on from app.household_standing s where s.county_id = p_county and s.household_id = h.household_id),
    coalesce(h.household_id = any(app.visit_households()), false),
    json_build_object(
      'id', h.household_id,
      'served', (select coalesce(json_agg(json_build_object('from', s.from_day - epoch, 'to', s.to_day - epoch)), '[]'::json)
        from app.service_spell s where s.county_id = p_county and s.household_id = h.household_id),
      'residence', (select coalesce(json_agg(json_build_object('kind', s.kind, 'from', s.from_day - epoch, 'to', s.to_day - epoch)), '[]'::json)
        from app.residence_spell s where s.county_id = p_county and s.household_id = h.household_id),
      'flags', (select coalesce(json_agg(json_build_object('key', s.key, 'memberId', s.member_id, 'from', s.from_day - epoch, 'to', s.to_day - epoch)), '[]'::json)
        from app.flag_spell s where s.county_id = p_county and s.household_id = h.household_id),
      'members', (select coalesce(json_agg(json_build_object('id', m.member_id, 'birthDay', m.birth_day - epoch, 'deathDay', m.death_day - epoch)), '[]'::json)
        from app.member m where m.county_id = p_county and m.household_id = h.household_id and m.relation <> 'child'),
      'assignments', (select coalesce(json_agg(json_build_object('id', g.assignment_id, 'role', g.role, 'workerId', g.worker_id,
          'from', g.from_day - epoch, 'to', g.to_day - epoch, 'leader', w.leader)), '[]'::json)
        from app.assignment g join app.worker w on w.county_id = g.county_id and w.worker_id = g.worker_id
        where g.county_id = p_county and w.county_id = p_county and g.household_id = h.household_id),
      'territory', (select coalesce(json_agg(json_build_object('id', g.assignment_id, 'role', g.role, 'workerId', g.worker_id,
          'from', g.from_day - epoch, 'to', g.to_day - epoch, 'leader', w.leader)), '[]'::json)
        from app.territory_assignment g join app.worker w on w.county_id = g.county_id and w.worker_id = g.worker_id
        where g.county_id = p_county and w.county_id = p_county and g.division_id = any(string_to_array(rtrim(d.path, '.'), '.')::int[])),
      'events', (select coalesce(json_agg(json_build_object('id', e.event_id, 'kind', e.kind, 'day', e.day - epoch, 'role', e.role, 'doneOn', e.done_on - epoch)), '[]'::json)
        from app.event e where e.county_id = p_county and e.household_id = h.household_id and e.voided_at is null),
      'accommodations', (select coalesce(json_agg(json_build_object('id', a.accommodation_id, 'kind', a.kind, 'from', a.from_day - epoch, 'to', a.to_day - epoch,
          'festivals', a.festivals, 'days', a.days, 'accepted', a.accepted)), '[]'::json)
        from app.accommodation a where a.county_id = p_county and a.household_id = h.household_id and a.approved_at is not null and a.refused_at is null),
      'excuses', (select coalesce(json_agg(json_build_object('dutyId', x.duty_id)), '[]'::json)
        from app.excuse x where x.county_id = p_county and x.household_id = h.household_id),
      'adoptions', (select coalesce(json_agg(json_build_object('packId', o.pack_id, 'depth', length(od.path), 'from', o.from_day - epoch, 'to', o.to_day - epoch)), '[]'::json)
        from app.adoption o join app.division od on od.division_id = o.division_id
        where o.county_id = p_county and od.division_id = any(string_to_array(rtrim(d.path, '.'), '.')::int[])),
      'formerPacks', (select coalesce(json_agg(json_build_object('packId', s.pack_id, 'from', s.from_day - epoch, 'to', s.to_day - epoch)), '[]'::json)
        from app.pack_spell s where s.county_id = p_county and s.household_id = h.household_id))
  from app.household h join app.division d on d.division_id = h.division_id
  where h.county_id = p_county and h.household_id = any(p_ids) and app.sees(h.county_id, h.division_id, h.household_id)
  order by h.household_id;
end $function$
;
grant execute on function household_facts(integer,uuid[]) to lianxin_app;
comment on function household_facts(integer,uuid[]) is NULL;

CREATE OR REPLACE FUNCTION app.household_records(p_county integer, p_ids uuid[])
 RETURNS TABLE(household_id uuid, division_id integer, division_path text, updated_on date, computed_on date, mine boolean, facts json, visits json, services json)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  return query
  select f.*, v.* from app.household_facts(p_county, p_ids) f
  cross join lateral app.household_visits(p_county, f.household_id, '-infinity', '-infinity', '{}') v
  order by f.household_id;
end $function$
;
grant execute on function household_records(integer,uuid[]) to lianxin_app;
comment on function household_records(integer,uuid[]) is NULL;

CREATE OR REPLACE FUNCTION app.household_visits(p_county integer, p_household uuid, p_visits_from date, p_asked_from date, p_asked text[], OUT visits json, OUT services json)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare epoch constant date := date '1970-01-01';
begin
  select
    -- As columns: a JSON object for each visit asks the catalogue for the types of all its values again.
    (select json_build_object('id', json_agg(v.visit_id), 'day', json_agg(v.day - epoch), 'kind', json_agg(v.kind), 'outcome', json_agg(v.outcome),
        'purposes', json_agg(v.purposes), 'voided', json_agg(v.voided_at is not null), 'participants', json_agg(v.present), 'declined', json_agg(v.declined))
      from (
        select v.*, x.present, x.declined
        from (
          select n.visit_id, n.day, n.kind, n.outcome, n.purposes, n.voided_at from app.visit n
          where n.county_id = p_county and n.household_id = p_household and n.day >= p_visits_from
          union all
          select f.visit_id, f.day, f.kind, f.outcome, f.purposes, f.voided_at from app.visit f
          where f.county_id = p_county and f.household_id = p_household and f.day >= p_asked_from and f.day < p_visits_from and f.purposes <> '{routine}' and f.purposes && p_asked) v
        -- Visit by visit: whoever reads a quarter of visits would otherwise gather the participants of all years.
        cross join lateral (select array_agg(y.worker_id) filter (where y.declined_at is null) as present,
            array_agg(y.worker_id) filter (where y.declined_at is not null) as declined
          from app.visit_participant y where y.county_id = p_county and y.visit_id = v.visit_id) x
        order by v.day, v.visit_id) v),
    -- What was done for one member, at the clinic or in a visit, where a rule may ask for its purpose (0032); of no kind of illness, and nothing of what was found.
    (select coalesce(json_agg(json_build_object('id', x.service_id, 'day', x.day - epoch, 'kind', coalesce(v.kind, 'clinic'), 'outcome', 'reached',
        'purposes', x.purposes, 'voided', false, 'participants', array[x.worker_id], 'declined', '{}'::text[], 'member', x.member_id)), '[]'::json)
      from app.service x left join app.visit v on v.county_id = p_county and v.visit_id = x.visit_id
      where x.county_id = p_county and x.household_id = p_household and x.day >= p_asked_from and x.purposes <> '{}' and x.voided_at is null
        and v.voided_at is null)
    into visits, services;
end $function$
;
-- granted to no one
comment on function household_visits(integer,uuid,date,date,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.import_built_on(p_county integer, p_import uuid)
 RETURNS TABLE(row_number integer, household_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
  order by r.row_number $function$
;
grant execute on function import_built_on(integer,uuid) to lianxin_app;
comment on function import_built_on(integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.join_bed_request(p_request uuid, p_encounter uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  update app.bed_request b set encounter_id = p_encounter
    from app.encounter e where e.encounter_id = p_encounter and e.hospital_id = app.hospital_id() and e.kind = 'inpatient' and e.voided_at is null
      and b.request_id = p_request and b.hospital_id = e.hospital_id and b.county_id = e.county_id and b.member_id = e.member_id and b.encounter_id is null;
  return found;
end $function$
;
grant execute on function join_bed_request(uuid,uuid) to lianxin_app;
comment on function join_bed_request(uuid,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.keep_reach(p_county integer, p_division integer, p_hospital uuid, p_day date)
 RETURNS desk_reach
 LANGUAGE plpgsql
AS $function$
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
end $function$
;
-- granted to no one
comment on function keep_reach(integer,integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.keep_tally(p_county integer, p_before duty_count[], p_after duty_count[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if p_before is not distinct from p_after then return; end if;
  insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, fixed, met_on, overdue_until, after_state, n)
  select p_county, c.division_id, c.last_day, c.first_day, c.rule, c.role, c.rolling, c.fixed, c.met_on, c.overdue_until, c.after_state, sum(c.sign * c.n)
  from (
    select a.*, 1 as sign from unnest(p_after) a union all select b.*, -1 from unnest(p_before) b) c
  group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(c.sign * c.n) <> 0;
end $function$
;
-- granted to no one
comment on function keep_tally(integer,duty_count[],duty_count[]) is NULL;

CREATE OR REPLACE FUNCTION app.kept_reach(p_county integer, p_division integer, p_hospital uuid, p_day date)
 RETURNS SETOF desk_reach
 LANGUAGE sql
 STABLE
AS $function$
  select x.* from app.desk_reach x
    where x.county_id = p_county and x.division_id = p_division and x.hospital_id = p_hospital and p_day between x.from_day and x.to_day
  union all
  select y.* from app.keep_reach(p_county, p_division, p_hospital, p_day) y where p_division is not null
  limit 1 $function$
;
-- granted to no one
comment on function kept_reach(integer,integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.late_duties(p_county integer, p_divisions integer[], p_day date, p_from date, p_roles text[])
 RETURNS TABLE(household_id uuid, member_id uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select l.household_id, l.member_id from unnest(p_divisions) u(division_id) cross join lateral (
    select d.household_id, d.member_id from app.duty d
    where d.county_id = p_county and d.division_id = u.division_id and d.role = any(p_roles) and d.fixed is null and d.met_on is null
      and d.last_day >= p_from and d.last_day < p_day and (d.overdue_until is null or d.overdue_until >= p_day)
    union
    select d.household_id, d.member_id from app.duty d
    where d.county_id = p_county and d.division_id = u.division_id and d.role = any(p_roles) and d.fixed is null and (d.rolling or d.met_on > d.last_day)
      and d.last_day < p_day and (d.last_day >= p_from or d.rolling)
      and (d.met_on is null or d.met_on > p_day) and (d.overdue_until is null or d.overdue_until >= p_day)) l $function$
;
-- granted to no one
comment on function late_duties(integer,integer[],date,date,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.lay_answers(p_county integer, p_standings json, p_duties json)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare
  ids constant uuid[] := array(select n.household_id from json_to_recordset(p_standings) as n(household_id uuid));
  mine int;
begin
  select count(*) into mine from app.household h where h.county_id = p_county and h.household_id = any(ids)
    and coalesce(p_county = any(app.write_whole()) or h.division_id = any(app.write_divisions()), false);
  if mine <> cardinality(ids) then raise exception 'household out of scope' using errcode = '42501'; end if;

  insert into app.duty (county_id, household_id, duty_id, division_id, member_id, rule, role, pack_id, first_day, last_day, rolling, needed, credited,
    fixed, met_on, late_by, overdue_until, after_state, worker_id, vacant)
  select p_county, n.household_id, d.duty_id, h.division_id, d.member_id, d.rule, d.role, d.pack_id, d.first_day, d.last_day, d.rolling, d.needed, d.credited,
    d.fixed, d.met_on, d.late_by, d.overdue_until, d.after_state, d.worker_id, d.vacant
  from json_to_recordset(p_duties) as n(household_id uuid, duty_id text[], member_id uuid[], rule text[], role text[], pack_id text[], first_day date[],
    last_day date[], rolling boolean[], needed smallint[], credited smallint[], fixed text[], met_on date[], late_by int[], overdue_until date[],
    after_state text[], worker_id uuid[], vacant boolean[])
  join app.household h on h.county_id = p_county and h.household_id = n.household_id
  cross join lateral unnest(n.duty_id, n.member_id, n.rule, n.role, n.pack_id, n.first_day, n.last_day, n.rolling, n.needed, n.credited, n.fixed, n.met_on,
    n.late_by, n.overdue_until, n.after_state, n.worker_id, n.vacant) as d(duty_id, member_id, rule, role, pack_id, first_day, last_day, rolling, needed,
    credited, fixed, met_on, late_by, overdue_until, after_state, worker_id, vacant)
  where n.household_id = any(ids);

  insert into app.household_standing (county_id, household_id, division_id, computed_on, served, complete, vacant_roles, required_roles, held_roles,
    key_household, away, callable_only, card_current, last_visit_on, stale_on, overdue_on)
  select p_county, n.household_id, h.division_id, n.computed_on, n.served, n.complete, n.vacant_roles, n.required_roles, n.held_roles,
    n.key_household, n.away, n.callable_only, n.card_current, n.last_visit_on, n.stale_on,
    coalesce((select range_agg(app.overdue_on(u.last_day, u.rolling)) from unnest(o.last_day, o.rolling, o.fixed, o.met_on) as u(last_day, rolling, fixed, met_on)
      where u.fixed is null and u.met_on is null), '{}')
  from json_to_recordset(p_standings) as n(household_id uuid, computed_on date, served boolean, complete boolean, vacant_roles text[], required_roles text[],
    held_roles text[], key_household boolean, away boolean, callable_only boolean, card_current boolean, last_visit_on date, stale_on date)
  join app.household h on h.county_id = p_county and h.household_id = n.household_id
  left join json_to_recordset(p_duties) as o(household_id uuid, last_day date[], rolling boolean[], fixed text[], met_on date[]) on o.household_id = n.household_id;

  perform app.add_standings(p_county, ids, 1);
  perform app.tally_households(p_county, ids, 1);
end $function$
;
grant execute on function lay_answers(integer,json,json) to lianxin_app;
comment on function lay_answers(integer,json,json) is NULL;

CREATE OR REPLACE FUNCTION app.list_loads(p_county integer, p_divisions integer[], p_on date, p_after uuid, p_limit integer)
 RETURNS TABLE(worker_id uuid, role text, households integer, workers integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
declare
  whole constant int[] := app.whole_divisions(p_county, p_divisions);
  mine constant uuid[] := coalesce(app.read_households(), '{}');
begin
  return query
  with held as not materialized (
    select a.worker_id, a.role, a.household_id from app.assignment a
    where a.county_id = p_county and a.division_id = any(p_divisions) and (a.division_id = any(whole) or a.household_id = any(mine))
      and a.from_day <= p_on and (a.to_day is null or a.to_day >= p_on)),
  page as materialized (
    select w.worker_id, count(*) over ()::int as workers from (
      select distinct h.worker_id from held h where p_after is null or h.worker_id > p_after) w order by w.worker_id limit p_limit)
  select h.worker_id, h.role, count(distinct h.household_id)::int, p.workers
  from page p join held h on h.worker_id = p.worker_id
  group by grouping sets ((h.worker_id, p.workers, h.role), (h.worker_id, p.workers));
end $function$
;
grant execute on function list_loads(integer,integer[],date,uuid,integer) to lianxin_app;
comment on function list_loads(integer,integer[],date,uuid,integer) is NULL;

CREATE OR REPLACE FUNCTION app.list_vacancies(p_county integer, p_divisions integer[], p_role text, p_division integer, p_household uuid, p_last text, p_limit integer)
 RETURNS TABLE(division_id integer, household_id uuid, role text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
declare
  whole constant int[] := app.whole_divisions(p_county, p_divisions);
  mine constant uuid[] := coalesce(app.read_households(), '{}');
begin
  return query
  select s.division_id, s.household_id, v.role
  from app.household_standing s cross join lateral unnest(s.vacant_roles) as v(role)
  where s.county_id = p_county and s.division_id = any(p_divisions) and (s.division_id = any(whole) or s.household_id = any(mine))
    and s.served and s.vacant_roles <> '{}' and (p_role is null or v.role = p_role)
    and (p_division is null or (s.division_id, s.household_id, v.role) > (p_division, p_household, p_last))
  order by s.division_id, s.household_id, v.role limit p_limit;
end $function$
;
grant execute on function list_vacancies(integer,integer[],text,integer,uuid,text,integer) to lianxin_app;
comment on function list_vacancies(integer,integer[],text,integer,uuid,text,integer) is NULL;

CREATE OR REPLACE FUNCTION app.lock_households(p_county integer, p_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  perform 1 from app.household_standing s where s.county_id = p_county and s.household_id = any(p_ids)
    and app.sees(s.county_id, s.division_id, s.household_id) order by s.household_id for no key update;
end $function$
;
grant execute on function lock_households(integer,uuid[]) to lianxin_app;
comment on function lock_households(integer,uuid[]) is NULL;

CREATE OR REPLACE FUNCTION app.masked_name(p_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when length(p_name) <= 1 then p_name when length(p_name) = 2 then left(p_name, 1) || '*'
    else left(p_name, 1) || repeat('*', length(p_name) - 2) || right(p_name, 1) end $function$
;
grant execute on function masked_name(text) to public;
comment on function masked_name(text) is NULL;

CREATE OR REPLACE FUNCTION app.member_care(p_county integer, p_divisions integer[], p_day date, p_from date, p_required jsonb, p_medical text[])
 RETURNS TABLE(household_id uuid, division_id integer, member_id uuid, contract text, attended boolean, overdue boolean, certified boolean, delivered boolean, uses integer, waived numeric)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '64MB'
AS $function$
#variable_conflict use_column
declare seen constant int[] := app.seen_whole(p_county, p_divisions);
begin
  return query
  select m.household_id, m.division_id, m.member_id, coalesce(d.contract, 'none'), coalesce(d.attended, false), coalesce(d.overdue, false),
    coalesce(c.certified, false), coalesce(c.delivered, false), coalesce(u.uses, 0), coalesce(u.waived, 0)
  from app.care_members(p_county, seen, p_day) m
    left join app.doctor_care(p_county, seen, p_day, p_from, p_medical) d on d.member_id = m.member_id
    left join app.certificate_care(p_county, seen, p_day, p_required) c on c.member_id = m.member_id
    left join app.certificate_use(p_county, seen, p_day, p_from) u on u.member_id = m.member_id
  where m.counted;
end $function$
;
grant execute on function member_care(integer,integer[],date,date,jsonb,text[]) to lianxin_app;
comment on function member_care(integer,integer[],date,date,jsonb,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.move_household(p_county integer, p_household uuid, p_division integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare
  old_division int;
  t text;
begin
  select h.division_id into old_division from app.household h where h.county_id = p_county and h.household_id = p_household for update;
  if old_division is null or not exists (select 1 from app.division d where d.division_id = p_division and d.county_id = p_county)
    or not (p_county = any(app.county_ids()))
    or not coalesce(p_county = any(app.write_whole()) or (old_division = any(app.write_divisions()) and p_division = any(app.write_divisions())), false) then
    raise exception 'household out of scope' using errcode = '42501';
  end if;
  for t in
    select k.relname from pg_class k
    where k.relnamespace = 'app'::regnamespace and k.relkind in ('r', 'p') and k.relname not in ('record', 'duty', 'household_standing')
      and (select count(*) from pg_attribute a where a.attrelid = k.oid and a.attname in ('county_id', 'household_id', 'division_id') and not a.attisdropped) = 3
    order by k.relname
  loop
    execute format('update app.%I set division_id = $1 where county_id = $2 and household_id = $3', t) using p_division, p_county, p_household;
  end loop;
end $function$
;
grant execute on function move_household(integer,uuid,integer) to lianxin_app;
comment on function move_household(integer,uuid,integer) is NULL;

CREATE OR REPLACE FUNCTION app.open_session(p_digest bytea, p_session uuid, p_county integer, p_account uuid, p_idle_minutes integer, p_hours integer, p_address text, p_agent text, p_program boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if not exists (select 1 from app.account a where a.county_id = p_county and a.account_id = p_account and a.closed_at is null
                 and (a.locked_until is null or a.locked_until <= clock_timestamp())) then
    raise exception 'account closed or locked' using errcode = 'LX401';
  end if;
  update app.account a set failures = 0, locked_until = null where a.county_id = p_county and a.account_id = p_account;
  delete from app.session s where s.county_id = p_county and s.account_id = p_account and s.ends_at < clock_timestamp();
  insert into app.session (digest, session_id, county_id, account_id, opened_at, seen_at, ends_at, idle_minutes, address, agent, program)
  values (p_digest, p_session, p_county, p_account, clock_timestamp(), clock_timestamp(),
          clock_timestamp() + make_interval(hours => p_hours), p_idle_minutes, left(p_address, 80), left(p_agent, 200), p_program);
end $function$
;
grant execute on function open_session(bytea,uuid,integer,uuid,integer,integer,text,text,boolean) to public;
comment on function open_session(bytea,uuid,integer,uuid,integer,integer,text,text,boolean) is NULL;

CREATE OR REPLACE FUNCTION app.open_token(p_digest bytea, p_session uuid, p_post uuid, p_acts_as text, p_name text, p_days integer, p_today date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  insert into app.session (digest, session_id, county_id, account_id, opened_at, seen_at, ends_at, idle_minutes, program, post_id, acts_as, name)
  select p_digest, p_session, q.county_id, q.account_id, now(), now(), now() + make_interval(days => p_days), p_days * 24 * 60, false, q.post_id, p_acts_as, p_name
  from app.post q
  where q.post_id = p_post and q.account_id = app.account_id() and q.county_id = any(app.county_ids())
    and q.from_day <= p_today and (q.to_day is null or q.to_day >= p_today)
    and app.post_rights(p_acts_as) <@ app.post_rights(q.kind)
    and exists (select from app.session own where own.digest = nullif(current_setting('app.session_digest', true), '')::bytea and own.post_id is null);
  return found;
end $function$
;
grant execute on function open_token(bytea,uuid,uuid,text,text,integer,date) to lianxin_app;
comment on function open_token(bytea,uuid,uuid,text,text,integer,date) is NULL;

CREATE OR REPLACE FUNCTION app.other_administrators(p_county integer, p_account uuid, p_today date)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  return (select count(distinct a.account_id) from app.post p join app.account a on a.county_id = p.county_id and a.account_id = p.account_id
    where p.county_id = p_county and p.kind = 'countyAdministrator' and p.account_id <> p_account and a.closed_at is null
      and p.from_day <= p_today and p.to_day is null and p_county = any(app.county_ids()));
end $function$
;
grant execute on function other_administrators(integer,uuid,date) to lianxin_app;
comment on function other_administrators(integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.overdue_on(p_last date, p_rolling boolean)
 RETURNS daterange
 LANGUAGE sql
 IMMUTABLE
AS $function$ select daterange(p_last + 1, case when p_rolling then null else p_last + 93 end) $function$
;
grant execute on function overdue_on(date,boolean) to public;
comment on function overdue_on(date,boolean) is NULL;

CREATE OR REPLACE FUNCTION app.pack_of(p_county integer, p_division integer, p_day date)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select a.pack_id from app.division own
    join app.division up on up.county_id = p_county and own.path >= up.path and own.path < up.path || '~'
    join app.adoption a on a.county_id = p_county and a.division_id = up.division_id
  where own.division_id = p_division and own.county_id = p_county
    and a.from_day <= p_day and (a.to_day is null or a.to_day >= p_day)
  order by length(up.path) desc, a.from_day desc limit 1 $function$
;
grant execute on function pack_of(integer,integer,date) to lianxin_app;
comment on function pack_of(integer,integer,date) is NULL;

CREATE OR REPLACE FUNCTION app.packs_of(p_county integer, p_divisions integer[], p_day date)
 RETURNS TABLE(division_id integer, pack_id text)
 LANGUAGE sql
 STABLE ROWS 100
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select distinct on (own.division_id) own.division_id, a.pack_id
  from app.adoption a
    join app.division up on up.county_id = p_county and up.division_id = a.division_id
    join app.division own on own.county_id = p_county and own.path >= up.path and own.path < up.path || '~'
  where a.county_id = p_county and a.from_day <= p_day and (a.to_day is null or a.to_day >= p_day) and own.division_id = any(p_divisions)
  order by own.division_id, length(up.path) desc, a.from_day desc $function$
;
-- granted to no one
comment on function packs_of(integer,integer[],date) is NULL;

CREATE OR REPLACE FUNCTION app.place_reference(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from pg_extension where extname = 'citus') then
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    execute format('select create_reference_table(%L)', target::text);
  end if;
end $function$
;
grant execute on function place_reference(regclass) to public;
comment on function place_reference(regclass) is NULL;

CREATE OR REPLACE FUNCTION app.place_sharded(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from pg_extension where extname = 'citus') then
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    execute format('select create_distributed_table(%L, %L)', target::text, 'county_id');
  end if;
end $function$
;
grant execute on function place_sharded(regclass) to public;
comment on function place_sharded(regclass) is NULL;

CREATE OR REPLACE FUNCTION app.post_rights(p_kind text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case p_kind
    when 'countyAdministrator' then array['read', 'write', 'visit', 'admin']
    when 'countyOfficer' then array['read', 'write', 'visit']
    when 'townshipClerk' then array['read', 'write', 'visit']
    when 'villageCadre' then array['read', 'visit']
    when 'contact' then array['assigned']
    when 'familyDoctor' then array['assigned', 'team']
    when 'healthOfficer' then array['read', 'health']
    when 'reader' then array['read']
    when 'recorder' then array['read', 'visit']
    else array[]::text[]
  end $function$
;
grant execute on function post_rights(text) to public;
comment on function post_rights(text) is NULL;

CREATE OR REPLACE FUNCTION app.price_waiver(p_waiver uuid, p_encounter uuid, p_amount numeric)
 RETURNS TABLE(before numeric)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  with held as (
    select x.county_id, x.waiver_id, x.amount from app.waiver x
    where x.waiver_id = p_waiver and x.encounter_id = p_encounter and x.hospital_id = app.hospital_id() and x.granted and x.voided_at is null for update)
  update app.waiver w set amount = p_amount from held where w.county_id = held.county_id and w.waiver_id = held.waiver_id returning held.amount $function$
;
grant execute on function price_waiver(uuid,uuid,numeric) to lianxin_app;
comment on function price_waiver(uuid,uuid,numeric) is NULL;

CREATE OR REPLACE FUNCTION app.print_member_list(p_county integer, p_list uuid, p_print uuid, p_today date)
 RETURNS TABLE(copy integer, member_id uuid, name text, id_number_enc bytea, kind text, pack_id text, code_enc bytea, external_enc bytea, doctor_name text, doctor_phone_enc bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function print_member_list(integer,uuid,uuid,date) to lianxin_app;
comment on function print_member_list(integer,uuid,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.reach_digits(p_reach text, p_code text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when p_reach = 'county' then 6
    when p_reach = 'province' or left(p_code, 2) in ('11', '12', '31', '50') then 2
    when substr(p_code, 3, 2) = '90' then 6
    else 4 end $function$
;
grant execute on function reach_digits(text,text) to public;
comment on function reach_digits(text,text) is NULL;

CREATE OR REPLACE FUNCTION app.reach_of(p_county integer, p_division integer, p_hospital uuid, p_day date)
 RETURNS desk_reach
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$
;
-- granted to no one
comment on function reach_of(integer,integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.read_divisions()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.read_divisions', true), '')::int[] $function$
;
grant execute on function read_divisions() to public;
comment on function read_divisions() is NULL;

CREATE OR REPLACE FUNCTION app.read_households()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.read_households', true), '')::uuid[] $function$
;
grant execute on function read_households() to public;
comment on function read_households() is NULL;

CREATE OR REPLACE FUNCTION app.read_whole()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.read_whole', true), '')::int[] $function$
;
grant execute on function read_whole() to public;
comment on function read_whole() is NULL;

CREATE OR REPLACE FUNCTION app.record_bytes(r app.record)
 RETURNS bytea
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$
;
grant execute on function record_bytes(app.record) to public;
comment on function record_bytes(app.record) is NULL;

CREATE OR REPLACE FUNCTION app.record_visit(p_county integer, p_id uuid, p_household uuid, p_division integer, p_day date, p_kind text, p_outcome text, p_purposes text[], p_needs text[], p_content bytea, p_late_reason text, p_corrects uuid, p_at timestamp with time zone, p_participants uuid[], p_digest bytea, p_record uuid, p_record_content bytea, p_session uuid, p_purpose text, p_today date, p_reached_on date, p_duties jsonb, p_gone text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  actor constant uuid := app.account_id();
  participant uuid;
begin
  insert into app.command (county_id, account_id, command_id, command, digest, subject_id, at)
  values (p_county, actor, p_id, 'visits.record', p_digest, p_id, p_at);
  insert into app.visit (county_id, visit_id, household_id, division_id, day, kind, outcome, purposes, needs, content_enc, recorder_id, recorded_at, recorded_on,
    late_reason, corrects)
  values (p_county, p_id, p_household, p_division, p_day, p_kind, p_outcome, p_purposes, p_needs, p_content, actor, p_at, p_today, p_late_reason, p_corrects);
  foreach participant in array p_participants loop
    insert into app.visit_participant (county_id, visit_id, worker_id, household_id, division_id) values (p_county, p_id, participant, p_household, p_division);
  end loop;
  insert into app.record (county_id, record_id, at, kind, account_id, session_id, purpose, subject, subject_id, household_id, division_id, household_ids, action, content_enc)
  values (p_county, p_record, p_at, 'change', actor, p_session, p_purpose, 'visit', p_id::text, p_household, p_division, array[p_household], 'create', p_record_content);
  if p_duties is not null then
    perform app.store_visit_answers(p_county, p_household, p_reached_on, p_duties, p_gone);
  end if;
end $function$
;
grant execute on function record_visit(integer,uuid,uuid,integer,date,text,text,text[],text[],bytea,text,uuid,timestamp with time zone,uuid[],bytea,uuid,bytea,uuid,text,date,date,jsonb,text[]) to lianxin_app;
comment on function record_visit(integer,uuid,uuid,integer,date,text,text,text[],text[],bytea,text,uuid,timestamp with time zone,uuid[],bytea,uuid,bytea,uuid,text,date,date,jsonb,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.record_visit_each(p_visits jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET lock_timeout TO '200ms'
AS $function$
declare v record;
begin
  for v in select x.* from jsonb_to_recordset(p_visits) as x(digest_of_session bytea, county_id int, id uuid, household_id uuid, division_id int, day date, kind text,
    outcome text, purposes text[], needs text[], content bytea, late_reason text, corrects uuid, at timestamptz, participants uuid[], digest bytea, record_id uuid,
    record_content bytea, session_id uuid, purpose text, today date, reached_on date, duties jsonb, gone text[]) loop
    -- Whoever asked last is still in place.
    if current_setting('app.session_digest', true) is distinct from v.digest_of_session::text or current_setting('app.purpose', true) is distinct from v.purpose then
      perform app.set_scope(v.digest_of_session, v.purpose, v.today, true);
    end if;
    perform app.record_visit(v.county_id, v.id, v.household_id, v.division_id, v.day, v.kind, v.outcome, v.purposes, v.needs, v.content, v.late_reason, v.corrects,
      v.at, v.participants, v.digest, v.record_id, v.record_content, v.session_id, v.purpose, v.today, v.reached_on, v.duties, v.gone);
  end loop;
end $function$
;
grant execute on function record_visit_each(jsonb) to lianxin_app;
comment on function record_visit_each(jsonb) is NULL;

CREATE OR REPLACE FUNCTION app.recording_facts(p_county integer, p_household uuid, p_today date, p_visits_from date, p_asked_from date, p_asked text[], p_command uuid, p_workers uuid[])
 RETURNS TABLE(division_id integer, division_path text, updated_on date, computed_on date, mine boolean, facts json, visits json, services json, digest bytea, recorder_name text, workers json)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
begin
  perform app.lock_households(p_county, array[p_household]);
  return query
  select h.division_id, d.path, h.updated_on, s.computed_on, coalesce(h.household_id = any(app.visit_households()), false),
    coalesce(case when s.computed_on = p_today then k.facts end, (select f.facts from app.household_facts(p_county, array[p_household]) f)),
    v.visits, v.services,
    (select c.digest from app.command c where c.county_id = p_county and c.account_id = app.account_id() and c.command_id = p_command),
    (select a.name from app.account a where a.county_id = p_county and a.account_id = app.account_id()),
    (select coalesce(json_agg(json_build_object('id', w.worker_id, 'name', w.name)), '[]'::json) from app.worker w
      where w.county_id = p_county and p_county = any(app.county_ids()) and w.worker_id = any(p_workers))
  from app.household h
  join app.division d on d.division_id = h.division_id
  left join app.household_standing s on s.county_id = p_county and s.household_id = h.household_id
  left join app.kept_facts k on k.county_id = p_county and k.household_id = h.household_id
  cross join lateral app.household_visits(p_county, h.household_id, p_visits_from, p_asked_from, p_asked) v
  where h.county_id = p_county and h.household_id = p_household and app.sees(h.county_id, h.division_id, h.household_id);
end $function$
;
grant execute on function recording_facts(integer,uuid,date,date,date,text[],uuid,uuid[]) to lianxin_app;
comment on function recording_facts(integer,uuid,date,date,date,text[],uuid,uuid[]) is NULL;

CREATE OR REPLACE FUNCTION app.recording_facts_each(p_sessions bytea[], p_purposes text[], p_today date, p_households uuid[], p_visits_from date[], p_asked_from date[], p_asked text[], p_commands uuid[], p_workers text[])
 RETURNS TABLE(n integer, county_id integer, account_id uuid, worker_id uuid, session_id uuid, posts json, token boolean, must_change_password boolean, division_id integer, division_path text, updated_on date, computed_on date, mine boolean, facts json, visits json, services json, digest bytea, recorder_name text, workers json)
 LANGUAGE plpgsql
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET lock_timeout TO '200ms'
AS $function$
#variable_conflict use_column
declare s record;
begin
  for i in 1 .. cardinality(p_sessions) loop
    begin
      select x.* into strict s from app.set_scope(p_sessions[i], p_purposes[i], p_today, true) x;
    exception when sqlstate 'LX401' then
      n := i;
      return next;
      continue;
    end;
    return query
    select i, s.county_id, s.account_id, s.worker_id, s.session_id, s.posts, s.token, s.must_change_password, a.*
    from (select 1) one
    left join lateral app.recording_facts(s.county_id, p_households[i], p_today, p_visits_from[i], p_asked_from[i], p_asked[i]::text[], p_commands[i], p_workers[i]::uuid[]) a on true;
  end loop;
end $function$
;
grant execute on function recording_facts_each(bytea[],text[],date,uuid[],date[],date[],text[],uuid[],text[]) to lianxin_app;
comment on function recording_facts_each(bytea[],text[],date,uuid[],date[],date[],text[],uuid[],text[]) is NULL;

CREATE OR REPLACE FUNCTION app.records_naming(p_county integer, p_household uuid, p_kind text, p_from timestamp with time zone, p_before timestamp with time zone, p_before_id uuid, p_limit integer)
 RETURNS SETOF app.record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if not exists (select 1 from app.household h where h.county_id = p_county and h.household_id = p_household and p_county = any(app.county_ids())
      and (p_county = any(app.read_whole()) or h.division_id = any(app.read_divisions()) or h.household_id = any(app.read_households()))) then
    return;
  end if;
  return query select r.* from app.record r
    where r.county_id = p_county and r.household_ids @> array[p_household]
      and (p_kind is null or r.kind = p_kind) and (p_from is null or r.at >= p_from)
      and (p_before is null or r.at < p_before or (r.at = p_before and (p_before_id is null or r.record_id < p_before_id)))
    order by r.at desc, r.record_id desc limit p_limit;
end $function$
;
grant execute on function records_naming(integer,uuid,text,timestamp with time zone,timestamp with time zone,uuid,integer) to lianxin_app;
comment on function records_naming(integer,uuid,text,timestamp with time zone,timestamp with time zone,uuid,integer) is NULL;

CREATE OR REPLACE FUNCTION app.register_encounter(p_encounter uuid, p_look uuid, p_kind text, p_urgent boolean, p_day date, p_department text, p_companion text, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function register_encounter(uuid,uuid,text,boolean,date,text,text,timestamp with time zone) to lianxin_app;
comment on function register_encounter(uuid,uuid,text,boolean,date,text,text,timestamp with time zone) is NULL;

CREATE OR REPLACE FUNCTION app.release_identity(p_index bytea, p_county integer, p_member uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  delete from app.identity where id_number_index = p_index and county_id = p_county and member_id = p_member
    and p_county = any(app.county_ids()) $function$
;
grant execute on function release_identity(bytea,integer,uuid) to public;
comment on function release_identity(bytea,integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.seal_records(p_limit integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function seal_records(integer) to lianxin_app;
comment on function seal_records(integer) is NULL;

CREATE OR REPLACE FUNCTION app.seen_whole(p_county integer, p_divisions integer[])
 RETURNS integer[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'app', 'pg_temp'
AS $function$ select case when p_county = any(app.county_ids()) then app.whole_divisions(p_county, p_divisions) else '{}' end $function$
;
-- granted to no one
comment on function seen_whole(integer,integer[]) is NULL;

CREATE OR REPLACE FUNCTION app.sees(p_county integer, p_division integer, p_household uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(p_county = any(app.read_whole()) or p_division = any(app.read_divisions()) or p_household = any(app.read_households()), false) $function$
;
grant execute on function sees(integer,integer,uuid) to public;
comment on function sees(integer,integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.sees_health(p_county integer, p_division integer, p_household uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(p_county = any(app.health_whole()) or p_division = any(app.health_divisions()) or p_household = any(app.health_households()), false) $function$
;
grant execute on function sees_health(integer,integer,uuid) to public;
comment on function sees_health(integer,integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.set_scope(p_digest bytea, p_purpose text, p_today date, p_writes boolean)
 RETURNS TABLE(county_id integer, account_id uuid, worker_id uuid, session_id uuid, posts json, token boolean, must_change_password boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  s app.session%rowtype;
  a record;
  kind text;
  held text[];
  places text[];
  last_places text[];
  whole text;
  reach text;
  assigned uuid[];
  contact boolean := false;
  teamed boolean := false;
  team uuid[];
  health_of uuid[];
  -- What set_config gives back: as an assignment it costs a twentieth of a statement of its own, and there are sixteen of them.
  done text;
begin
  select * into s from app.session where digest = p_digest;
  if not found or s.ends_at < clock_timestamp() or s.seen_at < clock_timestamp() - make_interval(mins => s.idle_minutes) then
    raise exception 'no such session' using errcode = 'LX401';
  end if;
  -- The account and its posts that are alive in one statement: of two small ones the beginning and the end cost more than the rows.
  select acc.account_id, acc.worker_id, acc.closed_at, acc.must_change_password and not s.program as unchanged, p.*
    into a
    from app.account acc
    cross join lateral (
      select json_agg(json_build_object('postId', q.post_id, 'kind', coalesce(s.acts_as, q.kind), 'divisionId', d.division_id, 'path', d.path,
                                        'level', d.level, 'code', d.code, 'name', d.name) order by d.path, q.kind) as posts,
        array_agg(coalesce(s.acts_as, q.kind) order by d.path, q.kind) as kinds, array_agg(d.path order by d.path, q.kind) as paths,
        array_agg(d.level = 'county' order by d.path, q.kind) as counties, (array_agg(q.hospital_id order by q.kind, q.post_id) filter (where q.hospital_id is not null))[1] as hospital
      from app.post q join app.division d on d.division_id = q.division_id
      where q.county_id = s.county_id and q.account_id = s.account_id
        and q.from_day <= p_today and (q.to_day is null or q.to_day >= p_today)
        -- A token is one post under a smaller kind (0030). A password somebody else chose opens nothing until it is changed; sessions the program
        -- opens itself, for an import or the command line on the machine, were never behind one.
        and (s.post_id is null or q.post_id = s.post_id) and (not acc.must_change_password or s.program)) p
    where acc.county_id = s.county_id and acc.account_id = s.account_id;
  if not found or a.closed_at is not null then
    raise exception 'account closed' using errcode = 'LX401';
  end if;
  -- A record of a look may be lost with the machine's power in the same instant; a change never.
  if not p_writes then perform set_config('synchronous_commit', 'off', true); end if;
  -- Once a minute is enough for an idle time-out of ten, and saves a row version on every look. Whoever holds the row is doing just this, and may go on
  -- with a long report: nobody waits for that.
  if s.seen_at < clock_timestamp() - interval '1 minute' then
    update app.session set seen_at = clock_timestamp() where digest = (select x.digest from app.session x where x.digest = p_digest for no key update skip locked);
  end if;
  if s.post_id is not null and a.posts is null then
    raise exception 'the post of this token has ended' using errcode = 'LX401';
  end if;
  done := set_config('app.account_id', a.account_id::text, true);
  done := set_config('app.session_digest', p_digest::text, true);
  done := set_config('app.purpose', coalesce(p_purpose, ''), true);
  done := set_config('app.county_ids', '{' || s.county_id || '}', true);
  for i in 1 .. coalesce(cardinality(a.kinds), 0) loop
    held := app.post_rights(a.kinds[i]);
    contact := contact or 'assigned' = any(held);
    teamed := teamed or 'team' = any(held);
  end loop;
  -- In this order rights over the same places follow one another nearly always, and what lies below them is looked up once.
  foreach kind in array array['read', 'visit', 'write', 'admin', 'health'] loop
    places := '{}';
    whole := '';
    for i in 1 .. coalesce(cardinality(a.kinds), 0) loop
      continue when not kind = any(app.post_rights(a.kinds[i]));
      places := places || a.paths[i];
      if a.counties[i] then whole := '{' || s.county_id || '}'; end if;
    end loop;
    if whole = '' and places is distinct from last_places then
      last_places := places;
      -- One place, as nearly everybody has: nothing lies below it twice.
      if cardinality(places) = 1 then
        select coalesce(array_agg(below.division_id)::text, '') into reach from app.division below
          where below.county_id = s.county_id and below.path >= places[1] and below.path < places[1] || '~';
      elsif places <> '{}' then
        select coalesce(array_agg(distinct below.division_id)::text, '') into reach
          from unnest(places) as top(path) join app.division below
            on below.county_id = s.county_id and below.path >= top.path and below.path < top.path || '~';
      else
        reach := '';
      end if;
    end if;
    done := set_config('app.' || kind || '_whole', whole, true);
    done := set_config('app.' || kind || '_divisions', case when whole = '' then reach else '' end, true);
  end loop;
  if contact and a.worker_id is not null then
    select coalesce(array_agg(distinct g.household_id), '{}') into assigned from app.assignment g
      where g.county_id = s.county_id and g.worker_id = a.worker_id
        and g.from_day <= p_today and (g.to_day is null or g.to_day >= p_today);
  end if;
  if teamed and a.worker_id is not null then
    select t.households, t.health into team, health_of from app.team_households(s.county_id, a.worker_id, p_today) t;
    assigned := coalesce(assigned, '{}') || team;
  end if;
  done := set_config('app.health_households', coalesce(health_of::text, ''), true);
  done := set_config('app.hospital_id', coalesce(a.hospital::text, ''), true);
  done := set_config('app.read_households', coalesce(assigned::text, ''), true);
  done := set_config('app.visit_households', coalesce(assigned::text, ''), true);
  return query select s.county_id, s.account_id, a.worker_id, s.session_id, coalesce(a.posts, '[]'::json), s.post_id is not null, a.unchanged;
end $function$
;
grant execute on function set_scope(bytea,text,date,boolean) to lianxin_app;
comment on function set_scope(bytea,text,date,boolean) is NULL;

CREATE OR REPLACE FUNCTION app.sign_in_account(p_username text)
 RETURNS TABLE(county_id integer, account_id uuid, password_hash text, failures integer, locked_until timestamp with time zone, closed boolean, demo boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  return query
    select a.county_id, a.account_id, a.password_hash, a.failures, a.locked_until, a.closed_at is not null, a.demo
    from app.username u join app.account a on a.county_id = u.county_id and a.account_id = u.account_id
    where u.username = p_username;
end $function$
;
grant execute on function sign_in_account(text) to public;
comment on function sign_in_account(text) is NULL;

CREATE OR REPLACE FUNCTION app.sign_in_factor(p_county integer, p_account uuid)
 RETURNS TABLE(secret_enc bytea, confirmed boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  return query select f.secret_enc, f.confirmed_at is not null from app.second_factor f where f.county_id = p_county and f.account_id = p_account;
end $function$
;
grant execute on function sign_in_factor(integer,uuid) to lianxin_app;
comment on function sign_in_factor(integer,uuid) is NULL;

CREATE OR REPLACE FUNCTION app.sign_in_failed(p_county integer, p_account uuid, p_limit integer, p_lock_minutes integer)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare until timestamptz;
begin
  update app.account a
  set failures = case when a.failures + 1 >= p_limit then 0 else a.failures + 1 end,
      locked_until = case when a.failures + 1 >= p_limit then clock_timestamp() + make_interval(mins => p_lock_minutes) else a.locked_until end
  where a.county_id = p_county and a.account_id = p_account
  returning a.locked_until into until;
  return until;
end $function$
;
grant execute on function sign_in_failed(integer,uuid,integer,integer) to public;
comment on function sign_in_failed(integer,uuid,integer,integer) is NULL;

CREATE OR REPLACE FUNCTION app.store_answers(p_county integer, p_standings json, p_duties json)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  ids constant uuid[] := array(select n.household_id from json_to_recordset(p_standings) as n(household_id uuid));
  stranger uuid;
  moved int[];
  written int;
  village int;
begin
  -- Past the row policies, so the same question is asked here, once for each household.
  select x.household_id into stranger
  from unnest(ids) as x(household_id)
  left join app.household h on h.county_id = p_county and h.household_id = x.household_id
  where h.household_id is null or not coalesce(
    p_county = any(app.visit_whole()) or h.division_id = any(app.visit_divisions()) or h.household_id = any(app.visit_households())
    or p_county = any(app.write_whole()) or h.division_id = any(app.write_divisions()), false)
  limit 1;
  if found then raise exception 'household out of scope' using errcode = '42501'; end if;

  -- The tally of each place (0026) is told what became of these duties: looked at before they are written, with the households locked in one order,
  -- because of two who look at once and write one after the other the second would tell again what the first one has told.
  perform 1 from app.household_standing s where s.county_id = p_county and s.household_id = any(ids) order by s.household_id for no key update;
  with given as materialized (
    select n.household_id, h.division_id, d.*
    from json_to_recordset(p_duties) as n(household_id uuid, duty_id text[], member_id uuid[], rule text[], role text[], pack_id text[], first_day date[],
      last_day date[], rolling boolean[], needed smallint[], credited smallint[], fixed text[], met_on date[], late_by int[], overdue_until date[],
      after_state text[], worker_id uuid[], vacant boolean[])
    join app.household h on h.county_id = p_county and h.household_id = n.household_id
    cross join lateral unnest(n.duty_id, n.member_id, n.rule, n.role, n.pack_id, n.first_day, n.last_day, n.rolling, n.needed, n.credited, n.fixed, n.met_on,
      n.late_by, n.overdue_until, n.after_state, n.worker_id, n.vacant) as d(duty_id, member_id, rule, role, pack_id, first_day, last_day, rolling, needed,
      credited, fixed, met_on, late_by, overdue_until, after_state, worker_id, vacant)
    where n.household_id = any(ids)),
  stood as materialized (
    select t.* from app.duty t where t.county_id = p_county and t.household_id = any(ids)),
  gone as (
    delete from app.duty t using (
      select s.household_id, s.duty_id from stood s
      where not exists (select from given g where g.household_id = s.household_id and g.duty_id = s.duty_id)) o
    where t.county_id = p_county and t.household_id = o.household_id and t.duty_id = o.duty_id
    returning t.*),
  differing as materialized (
    select g.* from given g left join stood s on s.household_id = g.household_id and s.duty_id = g.duty_id
    where s.duty_id is null
      or (s.division_id, s.pack_id, s.last_day, s.needed, s.credited, s.fixed, s.met_on, s.late_by, s.overdue_until, s.after_state, s.worker_id, s.vacant)
        is distinct from (g.division_id, g.pack_id, g.last_day, g.needed, g.credited, g.fixed, g.met_on, g.late_by, g.overdue_until, g.after_state,
          g.worker_id, g.vacant)),
  kept as (
    insert into app.duty as t (county_id, household_id, duty_id, division_id, member_id, rule, role, pack_id, first_day, last_day, rolling, needed, credited,
      fixed, met_on, late_by, overdue_until, after_state, worker_id, vacant)
    select p_county, g.household_id, g.duty_id, g.division_id, g.member_id, g.rule, g.role, g.pack_id, g.first_day, g.last_day, g.rolling, g.needed,
      g.credited, g.fixed, g.met_on, g.late_by, g.overdue_until, g.after_state, g.worker_id, g.vacant
    from differing g
    on conflict (county_id, household_id, duty_id) do update
    set division_id = excluded.division_id, pack_id = excluded.pack_id, last_day = excluded.last_day, needed = excluded.needed, credited = excluded.credited,
        fixed = excluded.fixed, met_on = excluded.met_on, late_by = excluded.late_by, overdue_until = excluded.overdue_until,
        after_state = excluded.after_state, worker_id = excluded.worker_id, vacant = excluded.vacant
    returning t.*),
  told as (
    insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, fixed, met_on, overdue_until, after_state, n)
    select p_county, c.division_id, c.last_day, c.first_day, c.rule, c.role, c.rolling, c.fixed, app.tallied_met_on(c.rolling, c.first_day, c.last_day, c.met_on),
      app.tallied_overdue_until(c.rolling, c.overdue_until), c.after_state, sum(c.sign)
    from (
      select s.*, -1 as sign from stood s join differing g on g.household_id = s.household_id and g.duty_id = s.duty_id
      union all select o.*, -1 from gone o
      union all select k.*, 1 from kept k) c
    group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(c.sign) <> 0)
  select count(*) into written from kept;

  select array_agg(distinct c.division_id) into moved from (
    select unnest(array[old.division_id, h.division_id]) as division_id
    from json_to_recordset(p_standings) as n(household_id uuid, served boolean, complete boolean, key_household boolean, away boolean,
      card_current boolean, required_roles text[], held_roles text[])
    join app.household h on h.county_id = p_county and h.household_id = n.household_id
    left join app.household_standing old on old.county_id = p_county and old.household_id = n.household_id
    where old.household_id is null or (old.division_id, old.served, old.complete, old.key_household, old.away, old.card_current, old.required_roles, old.held_roles)
      is distinct from (h.division_id, n.served, n.complete, n.key_household, n.away, n.card_current, n.required_roles, n.held_roles)) c
  where c.division_id is not null;

  insert into app.household_standing as t (county_id, household_id, division_id, computed_on, served, complete, vacant_roles, required_roles, held_roles,
    key_household, away, callable_only, card_current, last_visit_on, stale_on, overdue_on)
  select p_county, n.household_id, h.division_id, n.computed_on, n.served, n.complete, n.vacant_roles, n.required_roles, n.held_roles,
    n.key_household, n.away, n.callable_only, n.card_current, n.last_visit_on, n.stale_on,
    coalesce((select range_agg(app.overdue_on(u.last_day, u.rolling)) from app.duty u
      where u.county_id = p_county and u.household_id = n.household_id and u.fixed is null and u.met_on is null), '{}')
  from json_to_recordset(p_standings) as n(household_id uuid, computed_on date, served boolean, complete boolean, vacant_roles text[], required_roles text[],
    held_roles text[], key_household boolean, away boolean, callable_only boolean, card_current boolean, last_visit_on date, stale_on date)
  join app.household h on h.county_id = p_county and h.household_id = n.household_id
  on conflict (county_id, household_id) do update
  set division_id = excluded.division_id, computed_on = excluded.computed_on, served = excluded.served, complete = excluded.complete,
      vacant_roles = excluded.vacant_roles, required_roles = excluded.required_roles, held_roles = excluded.held_roles,
      key_household = excluded.key_household, away = excluded.away, callable_only = excluded.callable_only,
      card_current = excluded.card_current, last_visit_on = excluded.last_visit_on, stale_on = excluded.stale_on,
      overdue_on = excluded.overdue_on
  where (t.*) is distinct from (excluded.*);

  insert into app.kept_facts as t (county_id, household_id, facts)
  select p_county, n.household_id, n.facts from json_to_recordset(p_standings) as n(household_id uuid, facts json)
  on conflict (county_id, household_id) do update set facts = excluded.facts where t.facts::text <> excluded.facts::text;

  -- Ascending, so that two transactions touching two villages each lock them in the same order.
  for village in select unnest(moved) order by 1 loop
    perform app.sum_division(p_county, village);
  end loop;
  return written;
end $function$
;
grant execute on function store_answers(integer,json,json) to lianxin_app;
comment on function store_answers(integer,json,json) is NULL;

CREATE OR REPLACE FUNCTION app.store_visit_answers(p_county integer, p_household uuid, p_reached_on date, p_duties jsonb, p_gone text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  village int;
  overdue datemultirange;
  changed int := 0;
  -- The last days of duties no longer owed.
  settled date[];
  owed_anew boolean := false;
begin
  select s.division_id, s.overdue_on into strict village, overdue from app.household_standing s where s.county_id = p_county and s.household_id = p_household;
  if not coalesce(p_county = any(app.visit_whole()) or village = any(app.visit_divisions()) or p_household = any(app.visit_households()), false) then
    raise exception 'household out of scope' using errcode = '42501';
  end if;
  if p_duties <> '[]' then
    -- Nearly always the duty is there and one of its days or counts changes. As it was and as it is in one statement, both for the tally: one that also
    -- looked for what is new or gone took twice as long to begin and to end.
    with changed as (
      update app.duty t
      set division_id = village, pack_id = d.pack_id, last_day = d.last_day, needed = d.needed, credited = d.credited, fixed = d.fixed, met_on = d.met_on,
          late_by = d.late_by, overdue_until = d.overdue_until, after_state = d.after_state, worker_id = d.worker_id, vacant = d.vacant
      -- The limit tells the planner that they are few; of a JSON it expects a hundred and reads all duties of the household.
      from (select * from jsonb_to_recordset(p_duties) as d(duty_id text, pack_id text, last_day date, needed smallint, credited smallint, fixed text,
          met_on date, late_by int, overdue_until date, after_state text, worker_id uuid, vacant boolean) limit jsonb_array_length(p_duties)) d
        join app.duty o on o.county_id = p_county and o.household_id = p_household and o.duty_id = d.duty_id
      where t.county_id = p_county and t.household_id = p_household and t.duty_id = d.duty_id
      returning t.rule, t.role, t.rolling, t.first_day,
        o.division_id as old_division_id, o.last_day as old_last_day, o.fixed as old_fixed, o.met_on as old_met_on, o.overdue_until as old_overdue_until,
        o.after_state as old_after_state, t.division_id, t.last_day, t.fixed, t.met_on, t.overdue_until, t.after_state),
    told as (
      insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, fixed, met_on, overdue_until, after_state, n)
      select p_county, x.division_id, x.last_day, c.first_day, c.rule, c.role, c.rolling, x.fixed, app.tallied_met_on(c.rolling, c.first_day, x.last_day, x.met_on),
        app.tallied_overdue_until(c.rolling, x.overdue_until), x.after_state, sum(x.sign)
      from changed c cross join lateral (values
        (c.old_division_id, c.old_last_day, c.old_fixed, c.old_met_on, c.old_overdue_until, c.old_after_state, -1),
        (c.division_id, c.last_day, c.fixed, c.met_on, c.overdue_until, c.after_state, 1)) as x(division_id, last_day, fixed, met_on, overdue_until, after_state, sign)
      group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(x.sign) <> 0)
    select count(*), array_agg(c.old_last_day) filter (where c.old_fixed is null and c.old_met_on is null and not (c.fixed is null and c.met_on is null)),
        coalesce(bool_or(c.fixed is null and c.met_on is null and (c.old_fixed is not null or c.old_met_on is not null or c.old_last_day <> c.last_day)), false)
      into changed, settled, owed_anew from changed c;
  end if;
  if changed < jsonb_array_length(p_duties) or p_gone <> '{}' then
    with begun as (
      insert into app.duty as t (county_id, household_id, duty_id, division_id, member_id, rule, role, pack_id, first_day, last_day, rolling, needed, credited,
        fixed, met_on, late_by, overdue_until, after_state, worker_id, vacant)
      select p_county, p_household, d.duty_id, village, d.member_id, d.rule, d.role, d.pack_id, d.first_day, d.last_day, d.rolling, d.needed, d.credited,
        d.fixed, d.met_on, d.late_by, d.overdue_until, d.after_state, d.worker_id, d.vacant
      from jsonb_to_recordset(p_duties) as d(duty_id text, member_id uuid, rule text, role text, pack_id text, first_day date, last_day date, rolling boolean,
        needed smallint, credited smallint, fixed text, met_on date, late_by int, overdue_until date, after_state text, worker_id uuid, vacant boolean)
      on conflict (county_id, household_id, duty_id) do nothing
      returning t.*),
    gone as (
      delete from app.duty t where t.county_id = p_county and t.household_id = p_household and t.duty_id = any(p_gone) returning t.*)
    insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, fixed, met_on, overdue_until, after_state, n)
    select p_county, t.division_id, t.last_day, t.first_day, t.rule, t.role, t.rolling, t.fixed, app.tallied_met_on(t.rolling, t.first_day, t.last_day, t.met_on),
      app.tallied_overdue_until(t.rolling, t.overdue_until), t.after_state, t.sign
    from (select b.*, 1 as sign from begun b union all select g.*, -1 from gone g) t;
    owed_anew := true;
  end if;
  if owed_anew or (settled is not null and upper_inf(overdue)) then
    overdue := coalesce((select range_agg(app.overdue_on(u.last_day, u.rolling)) from app.duty u
      where u.county_id = p_county and u.household_id = p_household and u.fixed is null and u.met_on is null), '{}');
  elsif settled is not null then
    -- All of them lie equally long on lists, so what one leaves uncovered is covered by the last before it or the first after it or by none: two looks
    -- into the index instead of the ninety rows a household still owes.
    overdue := (
      select overdue - range_agg(app.overdue_on(x.last_day, false)) + coalesce(range_agg(beside.days), '{}')
      from unnest(settled) as x(last_day) left join lateral (
        (select app.overdue_on(u.last_day, false) as days from app.duty u
          where u.county_id = p_county and u.household_id = p_household and u.fixed is null and u.met_on is null and u.last_day <= x.last_day
          order by u.last_day desc limit 1)
        union all
        (select app.overdue_on(u.last_day, false) from app.duty u
          where u.county_id = p_county and u.household_id = p_household and u.fixed is null and u.met_on is null and u.last_day >= x.last_day
          order by u.last_day limit 1)) beside on true);
  end if;
  update app.household_standing s set last_visit_on = greatest(s.last_visit_on, p_reached_on), overdue_on = overdue
  where s.county_id = p_county and s.household_id = p_household
    and (s.last_visit_on, s.overdue_on) is distinct from (greatest(s.last_visit_on, p_reached_on), overdue);
end $function$
;
grant execute on function store_visit_answers(integer,uuid,date,jsonb,text[]) to lianxin_app;
comment on function store_visit_answers(integer,uuid,date,jsonb,text[]) is NULL;

CREATE OR REPLACE FUNCTION app.stranger_failed(p_bucket integer, p_limit integer, p_lock_minutes integer)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
declare
  later timestamptz := clock_timestamp() + make_interval(mins => p_lock_minutes);
  until timestamptz;
begin
  insert into app.sign_in_guess as g (bucket, failures) values (p_bucket, 1)
  on conflict (bucket) do update set failures = case when g.failures + 1 >= p_limit then 0 else g.failures + 1 end,
    locked_until = case when g.failures + 1 >= p_limit then later else g.locked_until end
  returning g.locked_until into until;
  return until;
end $function$
;
grant execute on function stranger_failed(integer,integer,integer) to lianxin_app;
comment on function stranger_failed(integer,integer,integer) is NULL;

CREATE OR REPLACE FUNCTION app.stranger_locked(p_bucket integer)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$ select g.locked_until from app.sign_in_guess g where g.bucket = p_bucket $function$
;
grant execute on function stranger_locked(integer) to lianxin_app;
comment on function stranger_locked(integer) is NULL;

CREATE OR REPLACE FUNCTION app.sum_division(p_county integer, p_division integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  insert into app.division_standing (county_id, division_id) values (p_county, p_division) on conflict (county_id, division_id) do nothing;
  perform 1 from app.division_standing s where s.county_id = p_county and s.division_id = p_division for update;
  update app.division_standing t
  set served = s.served, complete = s.complete, key_households = s.key_households, away = s.away, card_current = s.card_current,
      required = s.required, held = s.held
  from (
    select count(*) filter (where x.served)::int as served, count(*) filter (where x.complete)::int as complete,
      count(*) filter (where x.served and x.key_household)::int as key_households, count(*) filter (where x.served and x.away)::int as away,
      count(*) filter (where x.served and x.card_current)::int as card_current,
      app.count_roles(array_agg(array_to_string(x.required_roles, ',')) filter (where x.served)) as required,
      app.count_roles(array_agg(array_to_string(x.held_roles, ',')) filter (where x.served)) as held
    from app.household_standing x where x.county_id = p_county and x.division_id = p_division) s
  where t.county_id = p_county and t.division_id = p_division;
end $function$
;
-- granted to no one
comment on function sum_division(integer,integer) is NULL;

CREATE OR REPLACE FUNCTION app.take_back(p_county integer, p_import uuid, p_rows integer[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function take_back(integer,uuid,integer[]) to lianxin_app;
comment on function take_back(integer,uuid,integer[]) is NULL;

CREATE OR REPLACE FUNCTION app.take_stock()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  if cardinality(app.write_whole()) is null and cardinality(app.write_divisions()) is null then raise exception 'no office' using errcode = '42501'; end if;
  analyze app.household, app.member, app.worker, app.assignment, app.service_spell, app.child, app.duty, app.household_standing, app.import_row;
end $function$
;
grant execute on function take_stock() to lianxin_app;
comment on function take_stock() is NULL;

CREATE OR REPLACE FUNCTION app.tallied_met_on(p_rolling boolean, p_first date, p_last date, p_met_on date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$ select case when p_rolling and p_met_on > p_last then p_met_on when p_met_on is not null then p_first end $function$
;
grant execute on function tallied_met_on(boolean,date,date,date) to public;
comment on function tallied_met_on(boolean,date,date,date) is NULL;

CREATE OR REPLACE FUNCTION app.tallied_overdue_until(p_rolling boolean, p_overdue_until date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$ select case when p_rolling then p_overdue_until end $function$
;
grant execute on function tallied_overdue_until(boolean,date) to public;
comment on function tallied_overdue_until(boolean,date) is NULL;

CREATE OR REPLACE FUNCTION app.tally_households(p_county integer, p_ids uuid[], p_sign integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if p_sign < 0 then perform app.keep_tally(p_county, app.duty_counts(p_county, p_ids, null, null), null);
  else perform app.keep_tally(p_county, null, app.duty_counts(p_county, p_ids, null, null));
  end if;
end $function$
;
-- granted to no one
comment on function tally_households(integer,uuid[],integer) is NULL;

CREATE OR REPLACE FUNCTION app.team_households(p_county integer, p_worker uuid, p_today date)
 RETURNS TABLE(households uuid[], health uuid[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct c.household_id), '{}'),
    coalesce(array_agg(distinct c.household_id) filter (where c.signed_on is not null and least(c.to_day, coalesce(c.ended_on, c.to_day)) >= p_today), '{}')
  from app.doctor_team_member m join app.contract c on c.county_id = m.county_id and c.team_id = m.team_id
  where m.county_id = p_county and c.county_id = p_county and m.worker_id = p_worker
    and m.from_day <= p_today and (m.to_day is null or m.to_day >= p_today)
    and (c.state in ('offered', 'signed') or (c.state = 'ended' and c.ended_on >= p_today) or (c.state = 'refused' and (c.ask_again_on <= p_today or c.refused_on >= p_today - 7)
      and not exists (select 1 from app.contract later where later.county_id = p_county and later.member_id = c.member_id and later.offered_on > c.offered_on))) $function$
;
-- granted to no one
comment on function team_households(integer,uuid,date) is NULL;

CREATE OR REPLACE FUNCTION app.unfinished_imports()
 RETURNS TABLE(county_id integer, import_id uuid, account_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
  select i.county_id, i.import_id, i.account_id from app.import i where i.status in ('reading', 'applying', 'undoing') order by i.created_at, i.import_id $function$
;
grant execute on function unfinished_imports() to lianxin_app;
comment on function unfinished_imports() is NULL;

CREATE OR REPLACE FUNCTION app.use_factor_step(p_county integer, p_account uuid, p_step bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  update app.second_factor f set last_step = p_step where f.county_id = p_county and f.account_id = p_account and f.last_step < p_step;
  return found;
end $function$
;
grant execute on function use_factor_step(integer,uuid,bigint) to lianxin_app;
comment on function use_factor_step(integer,uuid,bigint) is NULL;

CREATE OR REPLACE FUNCTION app.use_recovery_code(p_county integer, p_account uuid, p_digest bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  update app.second_factor f set recovery = array_remove(f.recovery, p_digest)
  where f.county_id = p_county and f.account_id = p_account and p_digest = any(f.recovery);
  return found;
end $function$
;
grant execute on function use_recovery_code(integer,uuid,bytea) to lianxin_app;
comment on function use_recovery_code(integer,uuid,bytea) is NULL;

CREATE OR REPLACE FUNCTION app.verify_records(p_county integer)
 RETURNS TABLE(seals bigint, records bigint, head bytea, problem text, at_seal bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function verify_records(integer) to lianxin_app;
comment on function verify_records(integer) is NULL;

CREATE OR REPLACE FUNCTION app.visit_divisions()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.visit_divisions', true), '')::int[] $function$
;
grant execute on function visit_divisions() to public;
comment on function visit_divisions() is NULL;

CREATE OR REPLACE FUNCTION app.visit_households()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.visit_households', true), '')::uuid[] $function$
;
grant execute on function visit_households() to public;
comment on function visit_households() is NULL;

CREATE OR REPLACE FUNCTION app.visit_whole()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.visit_whole', true), '')::int[] $function$
;
grant execute on function visit_whole() to public;
comment on function visit_whole() is NULL;

CREATE OR REPLACE FUNCTION app.void_waiver(p_waiver uuid, p_encounter uuid, p_reason text, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function void_waiver(uuid,uuid,text,timestamp with time zone) to lianxin_app;
comment on function void_waiver(uuid,uuid,text,timestamp with time zone) is NULL;

CREATE OR REPLACE FUNCTION app.whole_divisions(p_county integer, p_divisions integer[])
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(array_agg(d), '{}') from unnest(p_divisions) d where coalesce(p_county = any(app.read_whole()) or d = any(app.read_divisions()), false) $function$
;
grant execute on function whole_divisions(integer,integer[]) to public;
comment on function whole_divisions(integer,integer[]) is NULL;

CREATE OR REPLACE FUNCTION app.withdraw_member_list(p_county integer, p_list uuid, p_reason text, p_today date, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
begin
  update app.member_list l set withdrawn_at = p_now, withdraw_reason = p_reason,
      withdrawn_name = (select a.name from app.account a where a.county_id = any(app.county_ids()) and a.account_id = app.account_id())
    where l.county_id = p_county and l.list_id = p_list and l.hospital_id = app.heads_hospital(p_today) and l.withdrawn_at is null and l.refusal is null;
  return found;
end $function$
;
grant execute on function withdraw_member_list(integer,uuid,text,date,timestamp with time zone) to lianxin_app;
comment on function withdraw_member_list(integer,uuid,text,date,timestamp with time zone) is NULL;

CREATE OR REPLACE FUNCTION app.worklist_days(p_county integer, p_divisions integer[], p_states text[], p_role text, p_from date, p_until date, p_after date, p_today date, p_rows integer, OUT first_day date, OUT last_day date)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  whole constant boolean := coalesce(p_county = any(app.read_whole()), false);
  mine constant int[] := coalesce(app.read_divisions(), '{}');
begin
  select min(r.last_day), max(r.last_day) into first_day, last_day from (
    select d.last_day, coalesce(sum(d.n) filter (where p_after is null or d.last_day > p_after)
      over (order by d.last_day rows between unbounded preceding and 1 preceding), 0) as before
    from (
      select t.last_day, sum(t.n) as n from app.duty_tally t
      where t.county_id = p_county and (whole or t.division_id = any(mine)) and (p_divisions is null or t.division_id = any(p_divisions))
        and (p_role is null or t.role = p_role) and (p_from is null or t.last_day >= p_from) and (p_until is null or t.last_day <= p_until)
        and (p_after is null or t.last_day >= p_after)
        and app.duty_state(t.fixed, t.first_day, t.last_day, t.met_on, t.after_state, p_today) = any(p_states)
      group by t.last_day having sum(t.n) > 0) d) r
  where r.before < p_rows;
end $function$
;
grant execute on function worklist_days(integer,integer[],text[],text,date,date,date,date,integer) to lianxin_app;
comment on function worklist_days(integer,integer[],text[],text,date,date,date,date,integer) is NULL;

CREATE OR REPLACE FUNCTION app.write_divisions()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.write_divisions', true), '')::int[] $function$
;
grant execute on function write_divisions() to public;
comment on function write_divisions() is NULL;

CREATE OR REPLACE FUNCTION app.write_self_care(p_county integer, p_member uuid, p_spell uuid, p_level text, p_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'app', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function write_self_care(integer,uuid,uuid,text,date) to lianxin_app;
comment on function write_self_care(integer,uuid,uuid,text,date) is NULL;

CREATE OR REPLACE FUNCTION app.write_whole()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.write_whole', true), '')::int[] $function$
;
grant execute on function write_whole() to public;
comment on function write_whole() is NULL;

-- What was done for a household and what changes what is owed: visits, events, accommodations, excuses.

create table app.visit (
  county_id int not null,
  visit_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  day date not null,
  kind text not null,
  outcome text not null,
  purposes text[] not null default '{routine}',
  needs text[] not null default '{}',
  content_enc bytea,
  recorder_id uuid not null,
  recorded_at timestamptz not null,
  recorded_on date not null default current_date,
  late_reason text not null default '',
  corrects uuid,
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  constraint visit_pkey primary key (county_id, visit_id),
  constraint visit_kind_known check (kind in ('home', 'phone', 'online', 'message')),
  constraint visit_outcome_known check (outcome in ('reached', 'notReached'))
);
comment on table app.visit is 'One contact with a household of any kind (B13). Never changed: a correction voids one and adds another.';
comment on column app.visit.recorded_on is 'The civil day on which it was entered: how late that was is counted from it.';
comment on column app.visit.content_enc is 'Sealed JSON {health, mood, note}.';
select app.place_sharded('app.visit');
alter table app.visit add constraint visit_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index visit_household on app.visit (county_id, household_id, day);
-- For rules that look back a year for one purpose; of the ordinary visits between nothing is read.
create index visit_purpose on app.visit (county_id, household_id, day) where purposes <> '{routine}';
call app.guard_household_rows('app.visit', 'visit');
grant select, insert on app.visit to lianxin_app;
grant update (voided_at, voided_by, void_reason) on app.visit to lianxin_app;

create table app.visit_participant (
  county_id int not null,
  visit_id uuid not null,
  worker_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  declined_at timestamptz,
  constraint visit_participant_pkey primary key (county_id, visit_id, worker_id)
);
select app.place_sharded('app.visit_participant');
alter table app.visit_participant add constraint visit_participant_visit_fkey foreign key (county_id, visit_id) references app.visit (county_id, visit_id) on delete cascade;
alter table app.visit_participant add constraint visit_participant_worker_fkey foreign key (county_id, worker_id) references app.worker (county_id, worker_id);
create index visit_participant_worker on app.visit_participant (county_id, worker_id);
create index visit_participant_household on app.visit_participant (county_id, household_id);
call app.guard_household_rows('app.visit_participant', 'visit');
grant select, insert on app.visit_participant to lianxin_app;
grant update (declined_at) on app.visit_participant to lianxin_app;

create table app.event (
  county_id int not null,
  event_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  kind text not null,
  day date not null,
  role text,
  done_on date,
  note_enc bytea,
  recorder_id uuid,
  recorded_at timestamptz not null default now(),
  voided_at timestamptz,
  constraint event_pkey primary key (county_id, event_id)
);
comment on table app.event is 'What starts a duty: an incident (B11), a change of contact (B6), the first contact (B5), a review of an agreement.';
select app.place_sharded('app.event');
alter table app.event add constraint event_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index event_household on app.event (county_id, household_id);
call app.guard_household_rows('app.event', 'visit');
grant select, insert on app.event to lianxin_app;
grant update (done_on, voided_at) on app.event to lianxin_app;

create table app.accommodation (
  county_id int not null,
  accommodation_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  kind text not null,
  festivals text[],
  days jsonb not null default '[]',
  accepted text,
  from_day date not null,
  to_day date,
  review_day date,
  agreed_by text not null,
  words_enc bytea,
  asked_by uuid not null,
  asked_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  refused_at timestamptz,
  constraint accommodation_pkey primary key (county_id, accommodation_id),
  constraint accommodation_days check (to_day is null or to_day >= from_day),
  constraint accommodation_kind_known check (kind in ('noHomeVisit', 'noFestival', 'noDays', 'pause', 'noContact', 'preference')),
  constraint accommodation_accepted_known check (accepted in ('home', 'phone', 'online', 'message'))
);
comment on table app.accommodation is 'An agreed change of duties for one household (G3); in force once the office has approved it, and until changed.';
select app.place_sharded('app.accommodation');
alter table app.accommodation add constraint accommodation_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index accommodation_household on app.accommodation (county_id, household_id);
call app.guard_household_rows('app.accommodation', 'visit');
grant select, insert on app.accommodation to lianxin_app;
grant update (to_day, review_day, approved_by, approved_at, refused_at) on app.accommodation to lianxin_app;

create table app.excuse (
  county_id int not null,
  excuse_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  duty_id text not null,
  reason text not null,
  given_by uuid not null,
  given_at timestamptz not null,
  constraint excuse_pkey primary key (county_id, excuse_id)
);
comment on table app.excuse is 'A person with the right decided that this one duty need not be done.';
select app.place_sharded('app.excuse');
alter table app.excuse add constraint excuse_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create unique index excuse_duty on app.excuse (county_id, household_id, duty_id);
call app.guard_household_rows('app.excuse', 'office');
grant select, insert on app.excuse to lianxin_app;

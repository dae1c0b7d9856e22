-- A cache of the engine: what is owed, and how each household and village stands. Rebuilt from facts it comes out equal.

create table app.duty (
  county_id int not null,
  household_id uuid not null,
  duty_id text collate "C" not null,
  division_id int not null,
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
  late_by int,
  overdue_until date,
  after_state text not null,
  worker_id uuid,
  vacant boolean not null,
  constraint duty_pkey primary key (county_id, household_id, duty_id)
);
comment on table app.duty is 'Stored answers of the engine for lists and totals. The state on a day is app.duty_state of these columns; nothing else is stored for it.';
select app.place_sharded('app.duty');
alter table app.duty add constraint duty_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
-- Not yet met and not settled: what worklists ask for. Partial, because nine duties in ten are over and done.
create index duty_owed_worker on app.duty (county_id, worker_id, last_day) where fixed is null and met_on is null;
create index duty_owed_division on app.duty (county_id, division_id, last_day) where fixed is null and met_on is null;
create index duty_last_day on app.duty (county_id, last_day);
call app.guard_household_rows('app.duty', 'visit');
grant select, insert, update, delete on app.duty to lianxin_app;

-- The states of duties.md on a day, in their order. The engine's stateOn says the same; a test holds them equal.
create function app.duty_state(p_fixed text, p_first date, p_last date, p_met_on date, p_after text, p_day date) returns text
language sql immutable as $$
  select case
    when p_fixed is not null then p_fixed
    when p_day < p_first then 'upcoming'
    when p_met_on <= p_day then 'met'
    when p_day <= p_last then 'open'
    else p_after
  end $$;

-- What a duty counts as in a period, null: not at all. The engine's outcomeIn says the same; a test holds them equal.
create function app.duty_outcome(p_fixed text, p_first date, p_last date, p_rolling boolean, p_met_on date, p_overdue_until date, p_after text,
  p_from date, p_to date, p_day date) returns text
language sql immutable as $$
  select case
    when p_rolling and p_fixed is null
      and greatest(p_last + 1, p_from) <= least(coalesce(p_met_on - 1, p_day), coalesce(p_overdue_until, p_day), p_day, p_to) then 'missed'
    when p_last < p_from or p_last > p_to then null
    when p_rolling and p_met_on > p_last then case when p_last < p_day then p_after end
    when app.duty_state(p_fixed, p_first, p_last, p_met_on, p_after, p_day) in ('upcoming', 'open') then null
    when app.duty_state(p_fixed, p_first, p_last, p_met_on, p_after, p_day) = 'met' or p_last <= p_day
      then app.duty_state(p_fixed, p_first, p_last, p_met_on, p_after, p_day)
  end $$;

-- The days on which a duty still owed counts as overdue on lists. A rolling one stays until it is done; what was missed in a window that is over
-- belongs to lists for a quarter (92 days) and to figures and reports ever after. Days and not a yes or no: no passing of a day changes it.
create function app.overdue_on(p_last date, p_rolling boolean) returns daterange language sql immutable as
  $$ select daterange(p_last + 1, case when p_rolling then null else p_last + 93 end) $$;

create table app.household_standing (
  county_id int not null,
  household_id uuid not null,
  division_id int not null,
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
  overdue_on datemultirange not null default '{}',
  constraint household_standing_pkey primary key (county_id, household_id)
);
comment on table app.household_standing is 'One row a household: coverage and what lists filter by, as of computed_on.';
comment on column app.household_standing.overdue_on is 'The days on which something owed is overdue (app.overdue_on of every such duty), unless it is done before.';
select app.place_sharded('app.household_standing');
alter table app.household_standing add constraint household_standing_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index household_standing_division on app.household_standing (county_id, division_id);
create index household_standing_computed on app.household_standing (county_id, computed_on);
call app.guard_household_rows('app.household_standing', 'visit');
grant select, insert, update, delete on app.household_standing to lianxin_app;

create table app.division_standing (
  county_id int not null,
  division_id int not null,
  served int not null default 0,
  complete int not null default 0,
  key_households int not null default 0,
  away int not null default 0,
  card_current int not null default 0,
  required jsonb not null default '{}',
  held jsonb not null default '{}',
  constraint division_standing_pkey primary key (county_id, division_id)
);
comment on table app.division_standing is 'Sums of household_standing for each division of residence, kept by deltas; a total is a sum over a handful of rows.';
select app.place_sharded('app.division_standing');
alter table app.division_standing enable row level security;
create policy read_in_scope on app.division_standing for select to lianxin_app
  using (county_id = any(app.county_ids()) and (county_id = any(app.read_whole()) or division_id = any(app.read_divisions())));
grant select on app.division_standing to lianxin_app;

-- How facts leave the database for the engine, and how its answers come back.

create table app.kept_facts (
  county_id int not null,
  household_id uuid not null,
  facts json not null,
  constraint kept_facts_pkey primary key (county_id, household_id)
);
comment on table app.kept_facts is 'app.household_facts of a household as its stored duties were worked out from them: what recording a visit reads, because asking fifteen tables again for each visit took a third of it. Right as long as its standing is of today.';
select app.place_sharded('app.kept_facts');
alter table app.kept_facts add constraint kept_facts_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
-- Nobody reads or writes it but the functions of this file.
alter table app.kept_facts enable row level security;

-- All the engine may know of some households but for what was done for them, one JSON each, days as days since 1970-01-01.
-- plpgsql with a generic plan, because planning this once for every visit costs more than running it (1.1 beside 0.9 ms): left to itself the planner
-- takes an array of unknown length for ten households and plans anew each time. It reads past the row policies and asks
-- app.sees once for each household instead: judged row by row, a year of visits costs four times what reading it does.
create function app.household_facts(p_county int, p_ids uuid[])
returns table (household_id uuid, division_id int, division_path text, updated_on date, computed_on date, mine boolean, facts json)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.household_facts(int, uuid[]) from public;
grant execute on function app.household_facts(int, uuid[]) to lianxin_app;

-- What was done for one household. Visits before p_visits_from are left out, but for those since p_asked_from with one of the purposes p_asked: few rules
-- look back a year, and those that do ask for a purpose, while a year of visits costs as much as all the rest. Nobody's scope is asked here: the
-- functions that call it have asked.
create function app.household_visits(p_county int, p_household uuid, p_visits_from date, p_asked_from date, p_asked text[], out visits json, out services json)
language plpgsql stable set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.household_visits(int, uuid, date, date, text[]) from public;

-- Some households with all that was ever done for them.
create function app.household_records(p_county int, p_ids uuid[])
returns table (household_id uuid, division_id int, division_path text, updated_on date, computed_on date, mine boolean, facts json, visits json, services json)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select f.*, v.* from app.household_facts(p_county, p_ids) f
  cross join lateral app.household_visits(p_county, f.household_id, '-infinity', '-infinity', '{}') v
  order by f.household_id;
end $$;
revoke execute on function app.household_records(int, uuid[]) from public;
grant execute on function app.household_records(int, uuid[]) to lianxin_app;

-- The same of many households that are worked out anew, with all that was ever done for them as columns (VisitColumns of the engine) instead of an
-- object for each visit: gathered for the batch in one go and not household by household. Voided visits and declined participations, which credit
-- nothing, are left out. Kinds are bits, 32 times as much where it was done for one member; purposes and workers stand in one text with spaces.
create function app.household_columns(p_county int, p_ids uuid[])
returns table (updated_on date, facts json, visits json)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.household_columns(int, uuid[]) from public;
grant execute on function app.household_columns(int, uuid[]) to lianxin_app;

-- Sums of one division's households. The row is locked before it is summed, so that two people changing two households of a village at once
-- cannot each count without the other.
create function app.sum_division(p_county int, p_division int) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
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
end $$;
revoke execute on function app.sum_division(int, int) from public;

create function app.count_roles(p_lists text[]) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(role, n), '{}') from (
    select role, count(*) as n from unnest(p_lists) as list, unnest(string_to_array(list, ',')) as role where role <> '' group by role) c $$;

-- As what a duty is tallied: of a rolling duty done late, the day; of any other that is done, its first day, because a day after today is no visit's
-- and which day it was makes no figure. Until when it was overdue is asked of rolling ones only.
create function app.tallied_met_on(p_rolling boolean, p_first date, p_last date, p_met_on date) returns date language sql immutable as
  $$ select case when p_rolling and p_met_on > p_last then p_met_on when p_met_on is not null then p_first end $$;
create function app.tallied_overdue_until(p_rolling boolean, p_overdue_until date) returns date language sql immutable as
  $$ select case when p_rolling then p_overdue_until end $$;

-- How many duties are alike in all that the figures of a place ask for (0026).
create type app.duty_count as (division_id int, last_day date, first_day date, rule text, role text, rolling boolean, fixed text, met_on date,
  overdue_until date, after_state text, n int);

-- Stores what the engine said of whole households: what is not in it is gone. A night works out a county anew and finds nearly every duty as it stood,
-- therefore the answers are read once and rows that are the same are neither written nor locked nor tallied: doing that took four times as long.
-- p_standings: [{… as app.household_standing, and the facts it was worked out from}]. p_duties: [{household_id, … as app.duty, each a column of all its duties}].
create function app.store_answers(p_county int, p_standings json, p_duties json) returns int
language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.store_answers(int, json, json) from public;
grant execute on function app.store_answers(int, json, json) to lianxin_app;

-- Whoever is about to work out anew what a household is owed locks its standing first and reads its facts afterwards: of two who change one household
-- at once the second must know of the first, or it would write answers that are not of it. In one order, so that two who change several do not each
-- wait for the other. What the session does not see is not locked.
create function app.lock_households(p_county int, p_ids uuid[]) returns void
language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform 1 from app.household_standing s where s.county_id = p_county and s.household_id = any(p_ids)
    and app.sees(s.county_id, s.division_id, s.household_id) order by s.household_id for no key update;
end $$;
revoke execute on function app.lock_households(int, uuid[]) from public;
grant execute on function app.lock_households(int, uuid[]) to lianxin_app;

-- One household for recording a visit, and what else must be known for that, in one round trip with plans that are kept. Its facts are those its
-- duties of today were worked out from; where there are none, they are gathered. Everybody of a county may know who serves there; of commands and
-- names only the caller's own are told.
create function app.recording_facts(p_county int, p_household uuid, p_today date, p_visits_from date, p_asked_from date, p_asked text[], p_command uuid, p_workers uuid[])
returns table (division_id int, division_path text, updated_on date, computed_on date, mine boolean, facts json, visits json, services json,
  digest bytea, recorder_name text, workers json)
language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.recording_facts(int, uuid, date, date, date, text[], uuid, uuid[]) from public;
grant execute on function app.recording_facts(int, uuid, date, date, date, text[], uuid, uuid[]) to lianxin_app;

-- The same for several who record a visit at the same moment, each under their own scope, opened one after the other: what one may not see is not there
-- for that one. Afterwards the scope is the last one's. Whoever finds a household held by somebody else does not keep the others waiting for it: they
-- give up after 200 ms, four times what a lot takes, and each goes by itself.
-- @returns a row for each in their order, n from 1; all else null for whoever has no session
-- @raises 55P03 one of the households is held
create function app.recording_facts_each(p_sessions bytea[], p_purposes text[], p_today date, p_households uuid[], p_visits_from date[], p_asked_from date[],
  p_asked text[], p_commands uuid[], p_workers text[])
returns table (n int, county_id int, account_id uuid, worker_id uuid, session_id uuid, posts json, token boolean, must_change_password boolean,
  division_id int, division_path text, updated_on date, computed_on date, mine boolean, facts json, visits json, services json, digest bytea, recorder_name text, workers json)
language plpgsql set search_path = app, pg_temp set plan_cache_mode = force_generic_plan set lock_timeout = '200ms' as $$
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
end $$;
revoke execute on function app.recording_facts_each(bytea[], text[], date, uuid[], date[], date[], text[], uuid[], text[]) from public;
grant execute on function app.recording_facts_each(bytea[], text[], date, uuid[], date[], date[], text[], uuid[], text[]) to lianxin_app;

-- The answers one visit changes: a few duties, the last day on which somebody was reached, and with these the tally of its place (0026). No role,
-- file or sum of a village hangs on a visit; one that hands over a card does not come by here. Past the row policies, so the scope is asked here.
create function app.store_visit_answers(p_county int, p_household uuid, p_reached_on date, p_duties jsonb, p_gone text[]) returns void
language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.store_visit_answers(int, uuid, date, jsonb, text[]) from public;
grant execute on function app.store_visit_answers(int, uuid, date, jsonb, text[]) to lianxin_app;

-- A visit with everything that belongs to it in one round trip: the visit, who took part, what makes it happen once, the record of the change,
-- and the answers it changes. Runs as the caller, so that the row policies judge every insert.
create function app.record_visit(p_county int, p_id uuid, p_household uuid, p_division int, p_day date, p_kind text, p_outcome text, p_purposes text[],
  p_needs text[], p_content bytea, p_late_reason text, p_corrects uuid, p_at timestamptz, p_participants uuid[], p_digest bytea,
  p_record uuid, p_record_content bytea, p_session uuid, p_purpose text, p_today date, p_reached_on date, p_duties jsonb, p_gone text[])
returns void language plpgsql set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
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
end $$;
revoke execute on function app.record_visit(int, uuid, uuid, int, date, text, text, text[], text[], bytea, text, uuid, timestamptz, uuid[], bytea, uuid, bytea, uuid, text, date, date, jsonb, text[]) from public;
grant execute on function app.record_visit(int, uuid, uuid, int, date, text, text, text[], text[], bytea, text, uuid, timestamptz, uuid[], bytea, uuid, bytea, uuid, text, date, date, jsonb, text[]) to lianxin_app;

-- Visits that were weighed together, each written under its own recorder's scope.
-- @raises 55P03 one of the households is held, as by whoever moves it, who locks the file before its standing
create function app.record_visit_each(p_visits jsonb) returns void
language plpgsql set search_path = app, pg_temp set plan_cache_mode = force_generic_plan set lock_timeout = '200ms' as $$
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
end $$;
revoke execute on function app.record_visit_each(jsonb) from public;
grant execute on function app.record_visit_each(jsonb) to lianxin_app;

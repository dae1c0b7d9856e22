-- What a county of a hundred thousand households opens: worklists found by the tally, and who serves whom looked up past the row policies, which judge
-- four hundred thousand contacts one by one (1 µs each, three times a page).

-- Worklists of what was agreed away or excused, which is little.
create index duty_settled on app.duty (county_id, division_id, last_day) where fixed is not null;
-- Who is still to be told of a new contact, which the overview asks first thing: by its few rules 10 ms, among all that is owed 2 s. No visit that meets a duty touches it.
create index duty_owed_rule on app.duty (county_id, rule, last_day) where fixed is null and met_on is null;

-- From which to which last day the next p_rows rows of a worklist lie; null where there are none. A list that is ordered by that day and asks for what is
-- rare before or behind it (a doctor's among the carers', what is met with all that is still to come after it) otherwise reads a million duties for its
-- first fifty. Asked and answered as app.count_worklist. p_after: the last day of the page before.
create function app.worklist_days(p_county int, p_divisions int[], p_states text[], p_role text, p_from date, p_until date, p_after date, p_today date, p_rows int,
  out first_day date, out last_day date)
language plpgsql stable security definer set search_path = app, pg_temp as $$
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
end $$;
revoke execute on function app.worklist_days(int, int[], text[], text, date, date, date, date, int) from public;
grant execute on function app.worklist_days(int, int[], text[], text, date, date, date, date, int) to lianxin_app;

-- Workers who hold a role on a day for households of these divisions that the session sees, by id: for each role the number of households, and for role null
-- that of all roles together, a household counted once. p_limit: workers, not rows. workers: how many there are after p_after.
create function app.list_loads(p_county int, p_divisions int[], p_on date, p_after uuid, p_limit int) returns table (worker_id uuid, role text, households int, workers int)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan as $$
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
end $$;
revoke execute on function app.list_loads(int, int[], date, uuid, int) from public;
grant execute on function app.list_loads(int, int[], date, uuid, int) to lianxin_app;

-- Required roles that are not held as asked, by division and household: the p_limit after the place told of. p_role null: all.
create function app.list_vacancies(p_county int, p_divisions int[], p_role text, p_division int, p_household uuid, p_last text, p_limit int)
returns table (division_id int, household_id uuid, role text)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan as $$
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
end $$;
-- How many there are in all.
create function app.count_vacancies(p_county int, p_divisions int[], p_role text) returns int
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  whole constant int[] := app.whole_divisions(p_county, p_divisions);
  mine constant uuid[] := coalesce(app.read_households(), '{}');
begin
  return (select coalesce(sum(case when p_role is null then cardinality(s.vacant_roles) else 1 end), 0) from app.household_standing s
    where s.county_id = p_county and s.division_id = any(p_divisions) and (s.division_id = any(whole) or s.household_id = any(mine))
      and s.served and s.vacant_roles <> '{}' and (p_role is null or p_role = any(s.vacant_roles)));
end $$;
revoke execute on function app.list_vacancies(int, int[], text, int, uuid, text, int), app.count_vacancies(int, int[], text) from public;
grant execute on function app.list_vacancies(int, int[], text, int, uuid, text, int), app.count_vacancies(int, int[], text) to lianxin_app;

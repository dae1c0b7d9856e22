-- The figures of a place counted past the row policies, as app.household_facts reads: which divisions the session reads whole is asked once,
-- and not once for each of two million duties.

create function app.whole_divisions(p_county int, p_divisions int[]) returns int[] language sql stable as
  $$ select coalesce(array_agg(d), '{}') from unnest(p_divisions) d where coalesce(p_county = any(app.read_whole()) or d = any(app.read_divisions()), false) $$;

-- What duties count as in a period, by division. The fence (offset 0) keeps the outcome from being worked out once for each of its counts.
create function app.count_duties(p_county int, p_divisions int[], p_today date, p_from date, p_to date, p_week_end date, p_telling text[])
returns table (division_id int, met bigint, missed bigint, attempted bigint, vacant bigint, adapted bigint, excused bigint, void bigint, open bigint,
  due_this_week bigint, to_tell bigint)
language plpgsql stable security definer set search_path = app, pg_temp as $$
declare seen constant int[] := app.whole_divisions(p_county, p_divisions);
begin
  return query
  select c.division_id,
    count(*) filter (where c.outcome = 'met'), count(*) filter (where c.outcome = 'missed'), count(*) filter (where c.outcome = 'attempted'),
    count(*) filter (where c.outcome = 'vacant'), count(*) filter (where c.outcome = 'adapted'), count(*) filter (where c.outcome = 'excused'),
    count(*) filter (where c.outcome = 'void'), count(*) filter (where c.state = 'open' and c.last_day between p_from and p_to),
    count(*) filter (where c.state = 'open' and c.last_day <= p_week_end), count(*) filter (where c.untold)
  from (
    select d.division_id, d.last_day,
      app.duty_outcome(d.fixed, d.first_day, d.last_day, d.rolling, d.met_on, d.overdue_until, d.after_state, p_from, p_to, p_today) as outcome,
      app.duty_state(d.fixed, d.first_day, d.last_day, d.met_on, d.after_state, p_today) as state,
      d.rule = any(p_telling) and d.fixed is null and d.met_on is null and d.first_day <= p_today as untold
    from app.duty d
    where d.county_id = p_county and d.division_id = any(seen) and d.first_day <= greatest(p_today, p_to)
      and (d.last_day >= p_from or (d.fixed is null and d.met_on is null) or d.rolling)
    offset 0) c
  group by c.division_id order by c.division_id;
end $$;
revoke execute on function app.count_duties(int, int[], date, date, date, date, text[]) from public;
grant execute on function app.count_duties(int, int[], date, date, date, date, text[]) to lianxin_app;

-- Files and stale ones by division; a file grows stale by a day passing, so it is counted at reading.
create function app.count_files(p_county int, p_divisions int[], p_today date) returns table (division_id int, households bigint, stale bigint)
language plpgsql stable security definer set search_path = app, pg_temp as $$
declare seen constant int[] := app.whole_divisions(p_county, p_divisions);
begin
  return query
  select s.division_id, count(*), count(*) filter (where s.served and s.stale_on < p_today)
  from app.household_standing s where s.county_id = p_county and s.division_id = any(seen) group by s.division_id order by s.division_id;
end $$;
revoke execute on function app.count_files(int, int[], date) from public;
grant execute on function app.count_files(int, int[], date) to lianxin_app;

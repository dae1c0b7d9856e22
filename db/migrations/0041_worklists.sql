-- What a county of a hundred thousand households opens: worklists found by the tally.

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

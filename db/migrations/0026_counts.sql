-- The figures of a place counted past the row policies, as app.household_facts reads: which divisions the session reads whole is asked once,
-- and not once for each row.

create function app.whole_divisions(p_county int, p_divisions int[]) returns int[] language sql stable as
  $$ select coalesce(array_agg(d), '{}') from unnest(p_divisions) d where coalesce(p_county = any(app.read_whole()) or d = any(app.read_divisions()), false) $$;

-- How many duties of a place are alike in all that its figures ask for. Counted anew, a quarter of a county of a hundred thousand households is two
-- million rows (6.5 s); alike they are some thousands. States of a day are not in it, so that no passing of a day changes it: app.duty_outcome and
-- app.duty_state tell them from these columns as they do from a duty's own.
create table app.duty_tally (
  county_id int not null,
  division_id int not null,
  last_day date not null,
  tally_id bigint generated always as identity,
  first_day date not null,
  rule text not null,
  role text not null,
  rolling boolean not null,
  fixed text,
  met_on date,
  overdue_until date,
  after_state text not null,
  n int not null,
  folded boolean not null default false,
  constraint duty_tally_pkey primary key (county_id, division_id, last_day, tally_id)
);
comment on table app.duty_tally is 'Changes of the number of duties that are alike, added and never updated, so that two visits in a village never wait for each other. The number is the sum of n.';
comment on column app.duty_tally.met_on is 'Not always a duty''s own: app.tallied_met_on.';
comment on column app.duty_tally.overdue_until is 'Not always a duty''s own: app.tallied_overdue_until.';
comment on column app.duty_tally.folded is 'Put together by app.fold_tallies from many.';
select app.place_sharded('app.duty_tally');
-- Closed: read by app.count_duties alone, which asks the scope, and written by app.keep_tally.
alter table app.duty_tally enable row level security;

-- Counts of duties as they stand in app.duty now: all of p_whole's, and of p_some the ones named. Called within functions that have asked the scope,
-- in plpgsql because its plans are kept: a visit comes by here twice.
create function app.duty_counts(p_county int, p_whole uuid[], p_some uuid[], p_duties text[]) returns app.duty_count[]
language plpgsql stable as $$
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
end $$;
revoke execute on function app.duty_counts(int, uuid[], uuid[], text[]) from public;

-- Writes what became of the counts between two looks at the same duties; where nothing did, nothing.
create function app.keep_tally(p_county int, p_before app.duty_count[], p_after app.duty_count[]) returns void
language plpgsql as $$
begin
  if p_before is not distinct from p_after then return; end if;
  insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, fixed, met_on, overdue_until, after_state, n)
  select p_county, c.division_id, c.last_day, c.first_day, c.rule, c.role, c.rolling, c.fixed, c.met_on, c.overdue_until, c.after_state, sum(c.sign * c.n)
  from (
    select a.*, 1 as sign from unnest(p_after) a union all select b.*, -1 from unnest(p_before) b) c
  group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(c.sign * c.n) <> 0;
end $$;
revoke execute on function app.keep_tally(int, app.duty_count[], app.duty_count[]) from public;

-- p_sign 1: these households have just got all their duties; -1: they are about to lose them.
create function app.tally_households(p_county int, p_ids uuid[], p_sign int) returns void
language plpgsql as $$
begin
  if p_sign < 0 then perform app.keep_tally(p_county, app.duty_counts(p_county, p_ids, null, null), null);
  else perform app.keep_tally(p_county, null, app.duty_counts(p_county, p_ids, null, null));
  end if;
end $$;
revoke execute on function app.tally_households(int, uuid[], int) from public;

-- Puts together what was added since, in places where it is more than p_more_than rows. The sums stay what they are, so anybody's program may do it;
-- of two at once the second finds the rows gone.
create function app.fold_tallies(p_more_than int) returns int
language plpgsql security definer set search_path = app, pg_temp as $$
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
end $$;
create index duty_tally_new on app.duty_tally (county_id, division_id) where not folded;
revoke execute on function app.fold_tallies(int) from public;
grant execute on function app.fold_tallies(int) to lianxin_app;

-- What duties count as in a period, by division. The fence (offset 0) keeps the outcome from being worked out once for each of its counts.
create function app.count_duties(p_county int, p_divisions int[], p_today date, p_from date, p_to date, p_week_end date, p_telling text[])
returns table (division_id int, met bigint, missed bigint, attempted bigint, vacant bigint, adapted bigint, excused bigint, void bigint, open bigint,
  due_this_week bigint, to_tell bigint)
language plpgsql stable security definer set search_path = app, pg_temp as $$
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
end $$;
revoke execute on function app.count_duties(int, int[], date, date, date, date, text[]) from public;
grant execute on function app.count_duties(int, int[], date, date, date, date, text[]) to lianxin_app;

-- How many duties a worklist has for who reads places: exact however many they are, where counting two million rows stops at ten thousand.
-- p_divisions null: all that are read.
create function app.count_worklist(p_county int, p_divisions int[], p_states text[], p_role text, p_from date, p_until date, p_today date) returns bigint
language plpgsql stable security definer set search_path = app, pg_temp as $$
declare
  whole constant boolean := coalesce(p_county = any(app.read_whole()), false);
  mine constant int[] := coalesce(app.read_divisions(), '{}');
begin
  return (select coalesce(sum(t.n), 0) from app.duty_tally t
    where t.county_id = p_county and (whole or t.division_id = any(mine)) and (p_divisions is null or t.division_id = any(p_divisions))
      and (p_role is null or t.role = p_role) and (p_from is null or t.last_day >= p_from) and (p_until is null or t.last_day <= p_until)
      and app.duty_state(t.fixed, t.first_day, t.last_day, t.met_on, t.after_state, p_today) = any(p_states));
end $$;
revoke execute on function app.count_worklist(int, int[], text[], text, date, date, date) from public;
grant execute on function app.count_worklist(int, int[], text[], text, date, date, date) to lianxin_app;

-- Files and stale ones by division; a file grows stale by a day passing, so it is counted at reading.
create index household_standing_stale on app.household_standing (county_id, division_id, stale_on) include (served);
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

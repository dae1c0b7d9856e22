-- What comes in by the hundred thousand: a prefecture's ledger, an invented county. The same rows as one by one, in few statements.

-- What places give every household in them: who serves all of a place by one assignment, and the packs in force there and above. As
-- app.household_facts tells it of one household; nothing of it is about a family.
create function app.division_ground(p_county int, p_divisions int[]) returns table (division_id int, territory json, adoptions json)
language sql stable set search_path = app, pg_temp as $$
  select d.division_id,
    (select coalesce(json_agg(json_build_object('id', g.assignment_id, 'role', g.role, 'workerId', g.worker_id, 'from', g.from_day - date '1970-01-01',
        'to', g.to_day - date '1970-01-01', 'leader', w.leader) order by g.assignment_id), '[]'::json)
      from app.territory_assignment g join app.worker w on w.county_id = g.county_id and w.worker_id = g.worker_id
      where g.county_id = p_county and w.county_id = p_county and g.division_id = any(string_to_array(rtrim(d.path, '.'), '.')::int[])),
    (select coalesce(json_agg(json_build_object('packId', o.pack_id, 'depth', length(od.path), 'from', o.from_day - date '1970-01-01',
        'to', o.to_day - date '1970-01-01') order by o.adoption_id), '[]'::json)
      from app.adoption o join app.division od on od.division_id = o.division_id
      where o.county_id = p_county and od.division_id = any(string_to_array(rtrim(d.path, '.'), '.')::int[]))
  from app.division d where d.county_id = p_county and d.division_id = any(p_divisions) $$;
grant execute on function app.division_ground(int, int[]) to lianxin_app;

-- The first answers of households that have none: nothing to compare with, nothing to take away.
-- The form is that of app.store_answers.
create function app.lay_answers(p_county int, p_standings json, p_duties json) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
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
end $$;
revoke execute on function app.lay_answers(int, json, json) from public;
grant execute on function app.lay_answers(int, json, json) to lianxin_app;

-- Every row that comes in is checked against its household and its worker. Until a minute after the first thousands have come PostgreSQL has no
-- statistics of a new county, takes an index in which all of it is one entry, and keeps that plan: half a millisecond a row, ten times all the rest.
create function app.take_stock() returns void
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if cardinality(app.write_whole()) is null and cardinality(app.write_divisions()) is null then raise exception 'no office' using errcode = '42501'; end if;
  analyze app.household, app.member, app.worker, app.assignment, app.service_spell, app.child, app.duty, app.household_standing, app.import_row;
end $$;
revoke execute on function app.take_stock() from public;
grant execute on function app.take_stock() to lianxin_app;

-- Whether anything stored can only be read with the key: every column whose name says that it is sealed, so that none is forgotten when a module
-- adds one. Records come first, because whatever is sealed elsewhere nearly always left one.
create function app.holds_sealed() returns boolean
language plpgsql stable set search_path = app, pg_temp as $$
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
end $$;
revoke execute on function app.holds_sealed() from public;

-- Coverages 2 and 3 on a day, member by member: the one definition behind the figures, their drill-down and the lists (duties.md, C6, D10).

-- What was done in a visit falls with it, and that is asked of every service in a period; few visits are voided.
create index visit_voided on app.visit (county_id, visit_id) where voided_at is not null;
-- The duties that are late on a day though their window ended before the period, or though they were done since: the others stand in duty_owed_division.
create index duty_late on app.duty (county_id, division_id) where fixed is null and (rolling or met_on > last_day);

-- The pack of each of some places on a day, as app.pack_of tells of one: asked place by place, three hundred villages took 70 ms. A test holds them equal.
create function app.packs_of(p_county int, p_divisions int[], p_day date) returns table (division_id int, pack_id text)
language sql stable rows 100 set search_path = app, pg_temp as $$
  select distinct on (own.division_id) own.division_id, a.pack_id
  from app.adoption a
    join app.division up on up.county_id = p_county and up.division_id = a.division_id
    join app.division own on own.county_id = p_county and own.path >= up.path and own.path < up.path || '~'
  where a.county_id = p_county and a.from_day <= p_day and (a.to_day is null or a.to_day >= p_day) and own.division_id = any(p_divisions)
  order by own.division_id, length(up.path) desc, a.from_day desc $$;
revoke execute on function app.packs_of(int, int[], date) from public;

-- What is counted, each by itself: whom, what was said with their doctors, what they hold, what they used. It is read through once, because a county has two
-- hundred thousand members and laying all of it beside each of them took twice as long as counting it; member by member, looked up, fifteen times as long.
-- Whoever calls them has asked the scope. They are written to be laid into the query that asks (no security definer, no setting of their own), and ask
-- "is it among these" where each row would otherwise be carried through one join more.

-- Every member of these divisions; counted: living that day, and of a household that is served.
create function app.care_members(p_county int, p_divisions int[], p_day date) returns table (household_id uuid, division_id int, member_id uuid, counted boolean)
language sql stable as $$
  select m.household_id, m.division_id, m.member_id, (m.death_day is null or m.death_day > p_day)
    and m.household_id in (select s.household_id from app.service_spell s
      where s.county_id = p_county and s.division_id = any(p_divisions) and s.from_day <= p_day and (s.to_day is null or s.to_day >= p_day))
  from app.member m where m.county_id = p_county and m.division_id = any(p_divisions) $$;
revoke execute on function app.care_members(int, int[], date) from public;

-- Whose duties of these roles are late on a day: ran out since p_from and still not done, or rolling and overdue. member_id null: the household's.
-- Place by place, because over a county the planner takes the days of all duties there are for the shorter way. A function of its own, because the
-- planner takes that for so dear that within the query of which it is a hundredth all other ways cost it the same.
create function app.late_duties(p_county int, p_divisions int[], p_day date, p_from date, p_roles text[]) returns table (household_id uuid, member_id uuid)
language sql stable set search_path = app, pg_temp as $$
  select l.household_id, l.member_id from unnest(p_divisions) u(division_id) cross join lateral (
    select d.household_id, d.member_id from app.duty d
    where d.county_id = p_county and d.division_id = u.division_id and d.role = any(p_roles) and d.fixed is null and d.met_on is null
      and d.last_day >= p_from and d.last_day < p_day and (d.overdue_until is null or d.overdue_until >= p_day)
    union
    select d.household_id, d.member_id from app.duty d
    where d.county_id = p_county and d.division_id = u.division_id and d.role = any(p_roles) and d.fixed is null and (d.rolling or d.met_on > d.last_day)
      and d.last_day < p_day and (d.last_day >= p_from or d.rolling)
      and (d.met_on is null or d.met_on > p_day) and (d.overdue_until is null or d.overdue_until >= p_day)) l $$;
revoke execute on function app.late_duties(int, int[], date, date, text[]) from public;

-- Coverage 2: one row for each member with whom a contract was ever spoken of.
--   contract   'signed' in force that day; else what was said last: 'offered', 'refused', 'lapsed'
--   attended   the team was there, or did something under the contract, between p_from and p_day
--   overdue    a duty of a medical role ran out since p_from and is still not done, or a rolling one is overdue
-- p_medical: the medical roles of all packs.
create function app.doctor_care(p_county int, p_divisions int[], p_day date, p_from date, p_medical text[])
returns table (division_id int, member_id uuid, contract text, attended boolean, overdue boolean)
language sql stable as $$
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
  from said s $$;
revoke execute on function app.doctor_care(int, int[], date, date, text[]) from public;

-- Coverage 3: one row for each member who holds a certificate that day.
--   certified  holds a valid certificate of every kind the pack requires, and a hospital opens the channel that day
--   delivered  of what is held, everything is in the member's hands
-- p_required: the kinds required, by pack.
create function app.certificate_care(p_county int, p_divisions int[], p_day date, p_required jsonb)
returns table (division_id int, member_id uuid, certified boolean, delivered boolean)
language sql stable as $$
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
  from held h join place p on p.division_id = h.division_id $$;
revoke execute on function app.certificate_care(int, int[], date, jsonb) from public;

-- And one for each who used a certificate or was waived something between p_from and p_day.
create function app.certificate_use(p_county int, p_divisions int[], p_day date, p_from date) returns table (division_id int, member_id uuid, uses int, waived numeric)
language sql stable as $$
  select min(u.division_id), u.member_id, sum(u.uses)::int, sum(u.waived) from (
    select e.division_id, e.member_id, 1 as uses, 0 as waived from app.encounter e
    where e.county_id = p_county and e.division_id = any(p_divisions) and e.day between p_from and p_day and e.voided_at is null
    union all
    select w.division_id, w.member_id, 0, w.amount from app.waiver w
    where w.county_id = p_county and w.division_id = any(p_divisions) and w.day between p_from and p_day and w.granted and w.voided_at is null) u
  group by u.member_id $$;
revoke execute on function app.certificate_use(int, int[], date, date) from public;

-- The divisions among these that the session reads whole: who reads a part would take its figure for that of all.
create function app.seen_whole(p_county int, p_divisions int[]) returns int[] language sql stable set search_path = app, pg_temp as
  $$ select case when p_county = any(app.county_ids()) then app.whole_divisions(p_county, p_divisions) else '{}' end $$;
revoke execute on function app.seen_whole(int, int[]) from public;

-- All of it side by side, member by member, for the lists behind the figures; contract 'none' where nobody ever asked.
-- Planned anew each time with the places at hand, because one village is looked up and a county is read through; the memory is for the two hundred
-- thousand members of such a county, which otherwise go by the disk.
create function app.member_care(p_county int, p_divisions int[], p_day date, p_from date, p_required jsonb, p_medical text[])
returns table (household_id uuid, division_id int, member_id uuid, contract text, attended boolean, overdue boolean, certified boolean, delivered boolean, uses int, waived numeric)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
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
end $$;
revoke execute on function app.member_care(int, int[], date, date, jsonb, text[]) from public;
grant execute on function app.member_care(int, int[], date, date, jsonb, text[]) to lianxin_app;

-- The same counted by division; a test holds every figure to its list. What hangs on no member's being both (who signed and is certified) is counted each
-- by itself, less those who are not counted any more: they died, or their household is no longer served.
create function app.count_care(p_county int, p_divisions int[], p_day date, p_from date, p_required jsonb, p_medical text[])
returns table (division_id int, members int, signed int, refused int, offered int, lapsed int, unattended int, overdue int, certified int, undelivered int, never_used int,
  uses int, waived numeric)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
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
end $$;
revoke execute on function app.count_care(int, int[], date, date, jsonb, text[]) from public;
grant execute on function app.count_care(int, int[], date, date, jsonb, text[]) to lianxin_app;

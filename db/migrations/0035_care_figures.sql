-- Coverages 2 and 3 on a day, member by member: the one definition behind the figures, their drill-down and the lists (duties.md, C6, D10).

-- What was done in a visit falls with it, and that is asked of every service in a period; few visits are voided.
create index visit_voided on app.visit (county_id, visit_id) where voided_at is not null;
-- The duties that are late on a day though their window ended before the period, or though they were done since: the others stand in duty_owed_division.
create index duty_late on app.duty (county_id, division_id) where fixed is null and (rolling or met_on > last_day);

-- The pack of each of some places on a day, as app.pack_of tells of one: asked place by place, three hundred villages took 70 ms. A test holds them equal.
create function app.packs_of(p_county int, p_divisions int[], p_day date) returns table (division_id int, pack_id text)
language sql stable set search_path = app, pg_temp as $$
  select distinct on (own.division_id) own.division_id, a.pack_id
  from app.adoption a
    join app.division up on up.county_id = p_county and up.division_id = a.division_id
    join app.division own on own.county_id = p_county and own.path >= up.path and own.path < up.path || '~'
  where a.county_id = p_county and a.from_day <= p_day and (a.to_day is null or a.to_day >= p_day) and own.division_id = any(p_divisions)
  order by own.division_id, length(up.path) desc, a.from_day desc $$;
revoke execute on function app.packs_of(int, int[], date) from public;

-- One row for each served, living member of these divisions; whoever calls it has asked the scope.
--   contract   'signed' in force that day; else what was said last: 'offered', 'refused', 'lapsed'; 'none' where nobody ever asked
--   attended   the team was there, or did something under the contract, between p_from and p_day
--   overdue    a duty of a medical role ran out since p_from and is still not done, or a rolling one is overdue
--   certified  holds a valid certificate of every kind the pack requires, and a hospital opens the channel that day
-- p_required: the kinds required, by pack. p_medical: the medical roles of all packs.
-- It is written to be laid into the query that asks it
-- (no security definer, no setting of its own), so that two hundred thousand members are counted where they are found.
-- Everything is looked for by division and joined whole: looked up member by member, it took fifteen times as long.
create function app.care_of_members(p_county int, p_divisions int[], p_day date, p_from date, p_required jsonb, p_medical text[])
returns table (household_id uuid, division_id int, member_id uuid, contract text, attended boolean, overdue boolean, certified boolean, delivered boolean, uses int, waived numeric)
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
  place as materialized (
    select u.division_id, (select bit_or(1::bigint << array_position(kind.all, r)) from kind, jsonb_array_elements_text(p_required -> o.pack_id) r) as required
    from unnest(p_divisions) u(division_id) left join app.packs_of(p_county, p_divisions, p_day) k on k.division_id = u.division_id
      left join opened o on o.pack_id = k.pack_id),
  said as (
    select distinct on (c.member_id) c.member_id, c.team_id,
      case
        when c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day)) then 'signed'
        when c.state = 'refused' then 'refused'
        when c.signed_on is null or c.from_day > p_day then 'offered'
        else 'lapsed'
      end as state
    from app.contract c where c.county_id = p_county and c.division_id = any(p_divisions) and c.offered_on <= p_day
    order by c.member_id, (c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day))) desc, c.offered_on desc, c.contract_id desc),
  visited as (
    select distinct v.household_id, m.team_id
    from app.visit v join app.visit_participant w on w.county_id = p_county and w.visit_id = v.visit_id and w.declined_at is null
      join app.doctor_team_member m on m.county_id = p_county and m.worker_id = w.worker_id and m.from_day <= v.day and (m.to_day is null or m.to_day >= v.day)
    where v.county_id = p_county and v.division_id = any(p_divisions) and v.day between p_from and p_day and v.outcome = 'reached' and v.voided_at is null),
  done as (
    select distinct s.member_id from app.service s
    where s.county_id = p_county and s.division_id = any(p_divisions) and s.day between p_from and p_day and s.voided_at is null
      and not exists (select 1 from app.visit v where v.county_id = p_county and v.visit_id = s.visit_id and v.voided_at is not null)),
  -- Place by place, because over a county the planner takes the days of all duties there are for the shorter way.
  late as materialized (
    select l.* from unnest(p_divisions) u(division_id) cross join lateral (
      select d.household_id, d.member_id from app.duty d
      where d.county_id = p_county and d.division_id = u.division_id and d.role = any(p_medical) and d.fixed is null and d.met_on is null
        and d.last_day >= p_from and d.last_day < p_day and (d.overdue_until is null or d.overdue_until >= p_day)
      union
      select d.household_id, d.member_id from app.duty d
      where d.county_id = p_county and d.division_id = u.division_id and d.role = any(p_medical) and d.fixed is null and (d.rolling or d.met_on > d.last_day)
        and d.last_day < p_day and (d.last_day >= p_from or d.rolling)
        and (d.met_on is null or d.met_on > p_day) and (d.overdue_until is null or d.overdue_until >= p_day)) l),
  late_household as (select distinct l.household_id from late l where l.member_id is null),
  held as (
    select x.member_id, bit_or(1::bigint << array_position(kind.all, x.kind)) as kinds, bool_and(x.delivered_on is not null and x.delivered_on <= p_day) as delivered from app.certificate x, kind
    where x.county_id = p_county and x.division_id = any(p_divisions) and x.issued_on <= p_day and (x.ended_on is null or x.ended_on > p_day)
      and (x.expires_on is null or x.expires_on >= p_day) group by x.member_id),
  used as (
    select e.member_id, count(*)::int as uses from app.encounter e
    where e.county_id = p_county and e.division_id = any(p_divisions) and e.day between p_from and p_day and e.voided_at is null group by e.member_id),
  waived as (
    select w.member_id, sum(w.amount) as amount from app.waiver w
    where w.county_id = p_county and w.division_id = any(p_divisions) and w.day between p_from and p_day and w.granted and w.voided_at is null group by w.member_id)
  select m.household_id, m.division_id, m.member_id, coalesce(s.state, 'none'),
    d.member_id is not null or v.household_id is not null,
    lh.household_id is not null or lm.member_id is not null,
    coalesce(h.kinds & p.required = p.required, false),
    coalesce(h.delivered, false), coalesce(u.uses, 0), coalesce(w.amount, 0)
  from app.member m
    join place p on p.division_id = m.division_id
    left join said s on s.member_id = m.member_id
    left join visited v on v.household_id = m.household_id and v.team_id = s.team_id
    left join done d on d.member_id = m.member_id
    left join late_household lh on lh.household_id = m.household_id
    left join late lm on lm.household_id = m.household_id and lm.member_id = m.member_id
    left join held h on h.member_id = m.member_id
    left join used u on u.member_id = m.member_id
    left join waived w on w.member_id = m.member_id
  where m.county_id = p_county and m.division_id = any(p_divisions) and (m.death_day is null or m.death_day > p_day)
    and m.household_id in (select s.household_id from app.service_spell s
      where s.county_id = p_county and s.division_id = any(p_divisions) and s.from_day <= p_day and (s.to_day is null or s.to_day >= p_day)) $$;
revoke execute on function app.care_of_members(int, int[], date, date, jsonb, text[]) from public;

-- The divisions among these that the session reads whole: who reads a part would take its figure for that of all.
create function app.seen_whole(p_county int, p_divisions int[]) returns int[] language sql stable set search_path = app, pg_temp as
  $$ select case when p_county = any(app.county_ids()) then app.whole_divisions(p_county, p_divisions) else '{}' end $$;
revoke execute on function app.seen_whole(int, int[]) from public;

-- Planned anew each time with the places at hand, because one village is looked up and a county is read through; the memory is for the two hundred
-- thousand members of such a county, which otherwise go by the disk.
create function app.member_care(p_county int, p_divisions int[], p_day date, p_from date, p_required jsonb, p_medical text[])
returns table (household_id uuid, division_id int, member_id uuid, contract text, attended boolean, overdue boolean, certified boolean, delivered boolean, uses int, waived numeric)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
declare seen constant int[] := app.seen_whole(p_county, p_divisions);
begin
  return query select c.* from app.care_of_members(p_county, seen, p_day, p_from, p_required, p_medical) c;
end $$;
revoke execute on function app.member_care(int, int[], date, date, jsonb, text[]) from public;
grant execute on function app.member_care(int, int[], date, date, jsonb, text[]) to lianxin_app;

-- Members alike in all that figures ask for, counted by division: a hundred thousand households make some thousand rows.
create function app.count_care(p_county int, p_divisions int[], p_day date, p_from date, p_required jsonb, p_medical text[])
returns table (division_id int, contract text, attended boolean, overdue boolean, certified boolean, delivered boolean, used boolean, members int, uses int, waived numeric)
language plpgsql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
#variable_conflict use_column
declare seen constant int[] := app.seen_whole(p_county, p_divisions);
begin
  return query
  select c.division_id, c.contract, c.attended, c.overdue, c.certified, c.delivered, c.uses > 0, count(*)::int, sum(c.uses)::int, sum(c.waived)
  from app.care_of_members(p_county, seen, p_day, p_from, p_required, p_medical) c group by 1, 2, 3, 4, 5, 6, 7;
end $$;
revoke execute on function app.count_care(int, int[], date, date, jsonb, text[]) from public;
grant execute on function app.count_care(int, int[], date, date, jsonb, text[]) to lianxin_app;

-- What coverage 2 says of the members of one household, for those on whose page it stands (C6); and the members one agreed to ask again.

-- One row for each living member under contract on that day.
--   attended   the contract's team was there, or did something under a contract, between p_from and p_day
--   overdue    a duty of a medical role ran out since p_from and is still not done, or a rolling one is overdue
-- The same words as app.member_care, which asks them of whole places and answers only who may read a place as a whole. A family doctor may not, and works
-- from the household; a test holds the two equal. Who was attended says something of what was done: nobody is told who may see neither the place nor the health files.
-- p_medical: the medical roles of all packs.
create function app.household_care(p_county int, p_household uuid, p_day date, p_from date, p_medical text[])
returns table (member_id uuid, attended boolean, overdue boolean)
language sql stable security definer set search_path = app, pg_temp as $$
  select m.member_id,
    exists (
      select 1 from app.visit v
        join app.visit_participant w on w.county_id = p_county and w.visit_id = v.visit_id and w.declined_at is null
        join app.doctor_team_member d on d.county_id = p_county and d.worker_id = w.worker_id and d.team_id = c.team_id and d.from_day <= v.day and (d.to_day is null or d.to_day >= v.day)
      where v.county_id = p_county and v.household_id = p_household and v.day between p_from and p_day and v.outcome = 'reached' and v.voided_at is null)
    or exists (
      select 1 from app.service s
      where s.county_id = p_county and s.member_id = m.member_id and s.day between p_from and p_day and s.voided_at is null
        and not exists (select 1 from app.visit v where v.county_id = p_county and v.visit_id = s.visit_id and v.voided_at is not null)),
    exists (
      select 1 from app.duty d
      where d.county_id = p_county and d.household_id = p_household and (d.member_id is null or d.member_id = m.member_id) and d.role = any(p_medical) and d.fixed is null
        and d.last_day < p_day and (d.last_day >= p_from or d.rolling)
        and (d.met_on is null or d.met_on > p_day) and (d.overdue_until is null or d.overdue_until >= p_day))
  from app.member m
    join app.contract c on c.county_id = p_county and c.member_id = m.member_id and c.offered_on <= p_day
      and c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day))
  where m.county_id = p_county and m.household_id = p_household and (m.death_day is null or m.death_day > p_day) and p_county = any(app.county_ids())
    and (coalesce(p_county = any(app.read_whole()) or m.division_id = any(app.read_divisions()), false) or app.sees_health(m.county_id, m.division_id, m.household_id)) $$;
revoke execute on function app.household_care(int, uuid, date, date, text[]) from public;
grant execute on function app.household_care(int, uuid, date, date, text[]) to lianxin_app;

-- Few of a county's contracts are refusals with a day, and those whose day has come are asked for each time the page is opened.
create index contract_ask_again on app.contract (county_id, ask_again_on) where state = 'refused';

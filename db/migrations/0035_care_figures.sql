-- Coverages 2 and 3 on a day, member by member: the one definition behind the figures, their drill-down and the lists (duties.md, C6, D10).

-- What was done in a visit falls with it. Asked in one place: the figures of a place and the page of a household must agree on it.
create function app.visit_stands(p_county int, p_visit uuid) returns boolean language sql stable as $$
  select not exists (select 1 from app.visit v where v.county_id = p_county and v.visit_id = p_visit and v.voided_at is not null) $$;
revoke execute on function app.visit_stands(int, uuid) from public;

-- One row for each served, living member of these divisions that the scope covers as territory.
--   contract   'signed' in force that day; else what was said last: 'offered', 'refused', 'lapsed'; 'none' where nobody ever asked
--   attended   the team was there, or did something under the contract, between p_from and p_day
--   overdue    a duty of a medical role ran out since p_from and is still not done, or a rolling one is overdue
--   certified  holds a valid certificate of every kind the pack requires, and a hospital opens the channel that day
-- p_required: the kinds required, by pack. p_medical: the medical roles of all packs.
create function app.member_care(p_county int, p_divisions int[], p_day date, p_from date, p_required jsonb, p_medical text[])
returns table (household_id uuid, division_id int, member_id uuid, contract text, attended boolean, overdue boolean, certified boolean, delivered boolean, uses int, waived numeric)
language sql stable security definer set search_path = app, pg_temp as $$
  with place as materialized (
    select u.division_id, app.pack_of(p_county, u.division_id, p_day) as pack_id
    from unnest(p_divisions) u(division_id)
    where coalesce(p_county = any(app.read_whole()) or u.division_id = any(app.read_divisions()), false) and p_county = any(app.county_ids())),
  channel as materialized (
    select exists (select 1 from app.designation d join app.hospital h on h.hospital_id = d.hospital_id
        where d.county_id = p_county and d.from_day <= p_day and (d.to_day is null or d.to_day >= p_day) and (h.ended_on is null or h.ended_on >= p_day)) as designated,
      exists (select 1 from app.hospital h where h.public and (h.ended_on is null or h.ended_on >= p_day)) as public),
  opened as materialized (
    select distinct p.pack_id from app.pack_admission p, channel c
    where p.from_day <= p_day and (p.to_day is null or p.to_day >= p_day) and (case p.at when 'public' then c.public or c.designated else c.designated end)),
  person as materialized (
    select m.household_id, m.division_id, m.member_id, p.pack_id
    from place p join app.member m on m.county_id = p_county and m.division_id = p.division_id
    where (m.death_day is null or m.death_day > p_day) and exists (
      select 1 from app.service_spell s where s.county_id = p_county and s.household_id = m.household_id and s.from_day <= p_day and (s.to_day is null or s.to_day >= p_day))),
  said as (
    select distinct on (c.member_id) c.member_id, c.team_id,
      case
        when c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day)) then 'signed'
        when c.state = 'refused' then 'refused'
        when c.signed_on is null or c.from_day > p_day then 'offered'
        else 'lapsed'
      end as state
    from app.contract c where c.county_id = p_county and c.offered_on <= p_day and c.member_id in (select member_id from person)
    order by c.member_id, (c.signed_on is not null and c.from_day <= p_day and p_day <= least(c.to_day, coalesce(c.ended_on, c.to_day))) desc, c.offered_on desc, c.contract_id desc),
  visited as (
    select distinct v.household_id, m.team_id
    from app.visit v join app.visit_participant w on w.county_id = p_county and w.visit_id = v.visit_id and w.declined_at is null
      join app.doctor_team_member m on m.county_id = p_county and m.worker_id = w.worker_id and m.from_day <= v.day and (m.to_day is null or m.to_day >= v.day)
    where v.county_id = p_county and v.day between p_from and p_day and v.outcome = 'reached' and v.voided_at is null
      and v.household_id in (select household_id from person)),
  done as (
    select distinct s.member_id from app.service s
    where s.county_id = p_county and s.day between p_from and p_day and s.voided_at is null and s.member_id in (select member_id from person) and app.visit_stands(p_county, s.visit_id)),
  late as materialized (
    select distinct d.household_id, d.member_id from app.duty d
    where d.county_id = p_county and d.division_id = any(p_divisions) and d.role = any(p_medical) and d.fixed is null
      and d.last_day < p_day and (d.last_day >= p_from or d.rolling)
      and (d.met_on is null or d.met_on > p_day) and (d.overdue_until is null or d.overdue_until >= p_day)),
  late_household as (select distinct l.household_id from late l where l.member_id is null),
  held as (
    select x.member_id, array_agg(x.kind) as kinds, bool_and(x.delivered_on is not null and x.delivered_on <= p_day) as delivered from app.certificate x
    where x.county_id = p_county and x.issued_on <= p_day and (x.ended_on is null or x.ended_on > p_day) and (x.expires_on is null or x.expires_on >= p_day)
      and x.member_id in (select member_id from person) group by x.member_id),
  used as (
    select e.member_id, count(*)::int as uses from app.encounter e
    where e.county_id = p_county and e.day between p_from and p_day and e.voided_at is null and e.member_id in (select member_id from person) group by e.member_id),
  waived as (
    select w.member_id, sum(w.amount) as amount from app.waiver w
    where w.county_id = p_county and w.day between p_from and p_day and w.granted and w.voided_at is null and w.member_id in (select member_id from person) group by w.member_id)
  select p.household_id, p.division_id, p.member_id, coalesce(s.state, 'none'),
    d.member_id is not null or v.household_id is not null,
    lh.household_id is not null or lm.member_id is not null,
    o.pack_id is not null and jsonb_array_length(coalesce(p_required -> p.pack_id, '[]')) > 0
      and coalesce(h.kinds @> array(select jsonb_array_elements_text(coalesce(p_required -> p.pack_id, '[]'))), false),
    coalesce(h.delivered, false), coalesce(u.uses, 0), coalesce(w.amount, 0)
  from person p
    left join said s on s.member_id = p.member_id
    left join visited v on v.household_id = p.household_id and v.team_id = s.team_id
    left join done d on d.member_id = p.member_id
    left join late_household lh on lh.household_id = p.household_id
    left join late lm on lm.household_id = p.household_id and lm.member_id = p.member_id
    left join held h on h.member_id = p.member_id
    left join used u on u.member_id = p.member_id
    left join waived w on w.member_id = p.member_id
    left join opened o on o.pack_id = p.pack_id $$;
revoke execute on function app.member_care(int, int[], date, date, jsonb, text[]) from public;
grant execute on function app.member_care(int, int[], date, date, jsonb, text[]) to lianxin_app;

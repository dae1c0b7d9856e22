-- What the household's file needs beyond its tables: finding by letters, moving to another village, and who did what to it.

-- Typed letters are compared byte by byte whatever language the server sorts in, so the indexes are too.
create index household_pinyin on app.household (county_id, (pinyin collate "C"));
create index member_pinyin on app.member (county_id, (pinyin collate "C"));
create index member_name on app.member (county_id, (name collate "C"));
create index worker_pinyin on app.worker (county_id, (pinyin collate "C"));
-- A list of fifty households counts what each still owes; without this each count reads years of duties that are over and done.
create index duty_owed_household on app.duty (county_id, household_id, last_day) where fixed is null and met_on is null;

-- division_id stands on every row of a household, and most of those rows may never be changed by the serving role (a visit stays as it was
-- recorded). So one function moves them all, and asks the scope at both ends by itself. Which tables these are it asks the database: a table that was
-- forgotten here would leave its rows in the sight of the old village. Records stay as they were sealed; duties and standing are left to the answers
-- that are computed next: they need the old village to lower its sums.
create function app.move_household(p_county int, p_household uuid, p_division int) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
declare
  old_division int;
  t text;
begin
  select h.division_id into old_division from app.household h where h.county_id = p_county and h.household_id = p_household for update;
  if old_division is null or not exists (select 1 from app.division d where d.division_id = p_division and d.county_id = p_county)
    or not (p_county = any(app.county_ids()))
    or not coalesce(p_county = any(app.write_whole()) or (old_division = any(app.write_divisions()) and p_division = any(app.write_divisions())), false) then
    raise exception 'household out of scope' using errcode = '42501';
  end if;
  for t in
    select k.relname from pg_class k
    where k.relnamespace = 'app'::regnamespace and k.relkind in ('r', 'p') and k.relname not in ('record', 'duty', 'household_standing')
      and (select count(*) from pg_attribute a where a.attrelid = k.oid and a.attname in ('county_id', 'household_id', 'division_id') and not a.attisdropped) = 3
    order by k.relname
  loop
    execute format('update app.%I set division_id = $1 where county_id = $2 and household_id = $3', t) using p_division, p_county, p_household;
  end loop;
end $$;
revoke execute on function app.move_household(int, uuid, int) from public;
grant execute on function app.move_household(int, uuid, int) to lianxin_app;

-- Every look and change that names a household the caller may read, newest first. Past the row policies on purpose: a list names fifty
-- households in one row that belongs to no village, and after a move the new township must still see what the old one did.
create function app.records_naming(p_county int, p_household uuid, p_kind text, p_from timestamptz, p_before timestamptz, p_before_id uuid, p_limit int)
returns setof app.record language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  if not exists (select 1 from app.household h where h.county_id = p_county and h.household_id = p_household and p_county = any(app.county_ids())
      and (p_county = any(app.read_whole()) or h.division_id = any(app.read_divisions()) or h.household_id = any(app.read_households()))) then
    return;
  end if;
  return query select r.* from app.record r
    where r.county_id = p_county and r.household_ids @> array[p_household]
      and (p_kind is null or r.kind = p_kind) and (p_from is null or r.at >= p_from)
      and (p_before is null or r.at < p_before or (r.at = p_before and (p_before_id is null or r.record_id < p_before_id)))
    order by r.at desc, r.record_id desc limit p_limit;
end $$;
revoke execute on function app.records_naming(int, uuid, text, timestamptz, timestamptz, uuid, int) from public;
grant execute on function app.records_naming(int, uuid, text, timestamptz, timestamptz, uuid, int) to lianxin_app;

-- A county whose last administrator is gone could never get another one.
create function app.other_administrators(p_county int, p_account uuid, p_today date) returns int
language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  return (select count(distinct a.account_id) from app.post p join app.account a on a.county_id = p.county_id and a.account_id = p.account_id
    where p.county_id = p_county and p.kind = 'countyAdministrator' and p.account_id <> p_account and a.closed_at is null
      and p.from_day <= p_today and p.to_day is null and p_county = any(app.county_ids()));
end $$;
revoke execute on function app.other_administrators(int, uuid, date) from public;
grant execute on function app.other_administrators(int, uuid, date) to lianxin_app;

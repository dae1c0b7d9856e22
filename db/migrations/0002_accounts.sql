-- Who works here, who may sign in, and what a signed-in session may see.

create table app.organisation (
  county_id int not null,
  organisation_id uuid not null,
  division_id int not null,
  kind text not null,
  name text not null,
  constraint organisation_pkey primary key (county_id, organisation_id),
  constraint organisation_kind_known check (kind in ('healthOffice', 'townshipOffice', 'villageCommittee', 'clinic', 'hospital', 'association', 'other'))
);
select app.place_sharded('app.organisation');
alter table app.organisation add constraint organisation_division_fkey foreign key (division_id) references app.division (division_id);
alter table app.organisation enable row level security;
create policy read_in_county on app.organisation for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.organisation for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
create policy update_by_office on app.organisation for update to lianxin_app
  using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
grant select, insert, update on app.organisation to lianxin_app;

create table app.worker (
  county_id int not null,
  worker_id uuid not null,
  division_id int not null,
  organisation_id uuid,
  name text not null,
  pinyin text not null default '',
  initials text collate "C" not null default '',
  phone_enc bytea,
  phone_index bytea,
  leader boolean not null default false,
  left_on date,
  version int not null default 1,
  constraint worker_pkey primary key (county_id, worker_id)
);
comment on table app.worker is 'A person who serves; may or may not have an account. Everyone of the county may know who serves and their work phone.';
comment on column app.worker.leader is 'Party or government leader of the township: a key household needs one as contact (HJ 二（一）).';
select app.place_sharded('app.worker');
alter table app.worker add constraint worker_division_fkey foreign key (division_id) references app.division (division_id);
alter table app.worker add constraint worker_organisation_fkey foreign key (county_id, organisation_id) references app.organisation (county_id, organisation_id);
create index worker_division on app.worker (county_id, division_id);
create index worker_phone on app.worker (county_id, phone_index);
alter table app.worker enable row level security;
create policy read_in_county on app.worker for select to lianxin_app using (county_id = any(app.county_ids()));
create policy insert_by_office on app.worker for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
create policy update_by_office on app.worker for update to lianxin_app
  using (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()))
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
grant select, insert, update on app.worker to lianxin_app;

create table app.account (
  county_id int not null,
  account_id uuid not null,
  division_id int not null,
  worker_id uuid,
  username text not null,
  name text not null,
  password_hash text not null,
  must_change_password boolean not null default true,
  failures int not null default 0,
  locked_until timestamptz,
  closed_at timestamptz,
  demo boolean not null default false,
  machine boolean not null default false,
  language text not null default 'zh',
  text_size text not null default 'normal',
  created_at timestamptz not null default now(),
  constraint account_pkey primary key (county_id, account_id),
  constraint account_language_known check (language in ('zh', 'en')),
  constraint account_text_size_known check (text_size in ('normal', 'large'))
);
comment on column app.account.machine is 'The program itself, for what nobody asked for by hand (a new day); it has no password that opens it.';
select app.place_sharded('app.account');
alter table app.account add constraint account_division_fkey foreign key (division_id) references app.division (division_id);
alter table app.account add constraint account_worker_fkey foreign key (county_id, worker_id) references app.worker (county_id, worker_id);
alter table app.account enable row level security;
create policy read_own_or_administered on app.account for select to lianxin_app
  using (account_id = app.account_id() or county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
create policy insert_administered on app.account for insert to lianxin_app
  with check (county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
create policy update_own_or_administered on app.account for update to lianxin_app
  using (account_id = app.account_id() or county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()))
  with check (account_id = app.account_id() or county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
-- The hash can be written but never read by the serving role: checking a password goes through app.sign_in_account.
grant select (county_id, account_id, division_id, worker_id, username, name, must_change_password, failures, locked_until, closed_at, demo, machine, language, text_size, created_at)
  on app.account to lianxin_app;
grant insert (county_id, account_id, division_id, worker_id, username, name, password_hash, must_change_password, language, text_size) on app.account to lianxin_app;
grant update (name, worker_id, password_hash, must_change_password, failures, locked_until, closed_at, language, text_size) on app.account to lianxin_app;

create table app.username (
  username text not null,
  county_id int not null,
  account_id uuid not null,
  constraint username_pkey primary key (username),
  constraint username_form check (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$')
);
comment on table app.username is 'A name signs in without saying its county, so it is unique everywhere and kept apart, keyed by itself.';
alter table app.username enable row level security;
create policy claim_in_county on app.username for insert to lianxin_app with check (county_id = any(app.county_ids()));
grant insert on app.username to lianxin_app;

create table app.post (
  county_id int not null,
  post_id uuid not null,
  account_id uuid not null,
  kind text not null,
  division_id int not null,
  hospital_id uuid,
  from_day date not null,
  to_day date,
  given_by uuid,
  constraint post_pkey primary key (county_id, post_id),
  constraint post_days check (to_day is null or to_day >= from_day),
  constraint post_kind_known check (kind in ('countyAdministrator', 'countyOfficer', 'townshipClerk', 'villageCadre', 'contact', 'familyDoctor', 'healthOfficer', 'hospitalDesk', 'hospitalHead', 'reader'))
);
comment on column app.post.hospital_id is 'Whose desk: a post at a hospital names it, no other does.';
comment on table app.post is 'What an account may do and where, from a day to a day. A write is allowed by one post that covers the row; two posts never add up.';
select app.place_sharded('app.post');
alter table app.post add constraint post_account_fkey foreign key (county_id, account_id) references app.account (county_id, account_id);
alter table app.post add constraint post_division_fkey foreign key (division_id) references app.division (division_id);
create index post_account on app.post (county_id, account_id);
alter table app.post enable row level security;
create policy read_own_or_administered on app.post for select to lianxin_app
  using (account_id = app.account_id() or county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
create policy insert_administered on app.post for insert to lianxin_app
  with check (county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
create policy update_administered on app.post for update to lianxin_app
  using (county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()))
  with check (county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
grant select, insert on app.post to lianxin_app;
grant update (to_day) on app.post to lianxin_app;

create table app.session (
  digest bytea not null,
  session_id uuid not null,
  county_id int not null,
  account_id uuid not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  idle_minutes int not null,
  address text,
  agent text,
  program boolean not null default false,
  constraint session_pkey primary key (digest),
  constraint session_id_key unique (session_id)
);
comment on table app.session is 'Keyed by the SHA-256 of the token, so that a stolen table signs nobody in. Small, local, without foreign keys.';
create index session_account on app.session (county_id, account_id);
alter table app.session enable row level security;
create policy read_own on app.session for select to lianxin_app using (account_id = app.account_id());
create policy end_own on app.session for delete to lianxin_app using (account_id = app.account_id());
grant select (session_id, county_id, account_id, opened_at, seen_at, ends_at, address, agent, program), delete on app.session to lianxin_app;

create table app.assignment (
  county_id int not null,
  assignment_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  role text not null,
  worker_id uuid not null,
  from_day date not null,
  to_day date,
  handed_over_from uuid,
  note_enc bytea,
  constraint assignment_pkey primary key (county_id, assignment_id),
  constraint assignment_days check (to_day is null or to_day >= from_day)
);
comment on table app.assignment is 'A worker in a contact role for one household, from a day to a day; ended, never deleted.';
select app.place_sharded('app.assignment');
alter table app.assignment add constraint assignment_worker_fkey foreign key (county_id, worker_id) references app.worker (county_id, worker_id);
create index assignment_household on app.assignment (county_id, household_id);
create index assignment_worker on app.assignment (county_id, worker_id);
call app.guard_household_rows('app.assignment', 'office');
grant select, insert, update on app.assignment to lianxin_app;

-- Looked up before there is a session, so it must read past the row policies; it gives away one row for one exact name.
create function app.sign_in_account(p_username text)
returns table (county_id int, account_id uuid, password_hash text, failures int, locked_until timestamptz, closed boolean, demo boolean)
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  return query
    select a.county_id, a.account_id, a.password_hash, a.failures, a.locked_until, a.closed_at is not null, a.demo
    from app.username u join app.account a on a.county_id = u.county_id and a.account_id = u.account_id
    where u.username = p_username;
end $$;

-- Counts a failure and locks when the limit is reached; returns until when. One statement, so that guesses in parallel cannot share a count.
create function app.sign_in_failed(p_county int, p_account uuid, p_limit int, p_lock_minutes int) returns timestamptz
language plpgsql security definer set search_path = app, pg_temp as $$
declare until timestamptz;
begin
  update app.account a
  set failures = case when a.failures + 1 >= p_limit then 0 else a.failures + 1 end,
      locked_until = case when a.failures + 1 >= p_limit then clock_timestamp() + make_interval(mins => p_lock_minutes) else a.locked_until end
  where a.county_id = p_county and a.account_id = p_account
  returning a.locked_until into until;
  return until;
end $$;

create function app.open_session(p_digest bytea, p_session uuid, p_county int, p_account uuid, p_idle_minutes int, p_hours int, p_address text, p_agent text, p_program boolean)
returns void language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if not exists (select 1 from app.account a where a.county_id = p_county and a.account_id = p_account and a.closed_at is null
                 and (a.locked_until is null or a.locked_until <= clock_timestamp())) then
    raise exception 'account closed or locked' using errcode = 'LX401';
  end if;
  update app.account a set failures = 0, locked_until = null where a.county_id = p_county and a.account_id = p_account;
  delete from app.session s where s.county_id = p_county and s.account_id = p_account and s.ends_at < clock_timestamp();
  insert into app.session (digest, session_id, county_id, account_id, opened_at, seen_at, ends_at, idle_minutes, address, agent, program)
  values (p_digest, p_session, p_county, p_account, clock_timestamp(), clock_timestamp(),
          clock_timestamp() + make_interval(hours => p_hours), p_idle_minutes, left(p_address, 80), left(p_agent, 200), p_program);
end $$;

create function app.close_session(p_digest bytea) returns void
language sql security definer set search_path = app, pg_temp as $$ delete from app.session where digest = p_digest $$;

-- An administrator closes an account or resets its password: its sessions end at once. Only sessions of accounts the caller may administer.
create function app.close_sessions_of(p_county int, p_account uuid) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if exists (select 1 from app.account a where a.county_id = p_county and a.account_id = p_account
             and (a.account_id = app.account_id() or a.county_id = any(app.admin_whole()) or a.division_id = any(app.admin_divisions()))) then
    delete from app.session s where s.county_id = p_county and s.account_id = p_account
      and s.digest is distinct from nullif(current_setting('app.session_digest', true), '')::bytea;
  end if;
end $$;

-- Who entered something is shown by name to everyone who may see it, and an account row is not readable for that.
create function app.account_names(p_county int, p_accounts uuid[]) returns table (account_id uuid, name text)
language sql stable security definer set search_path = app, pg_temp as $$
  select a.account_id, a.name from app.account a
  where a.county_id = p_county and p_county = any(app.county_ids()) and a.account_id = any(p_accounts) $$;

-- What each kind of post may do; the one place in the database that says so (the same table stands in accounts.rules.ts, and a test holds them equal).
create function app.post_rights(p_kind text) returns text[] language sql immutable as $$
  select case p_kind
    when 'countyAdministrator' then array['read', 'write', 'visit', 'admin']
    when 'countyOfficer' then array['read', 'write', 'visit']
    when 'townshipClerk' then array['read', 'write', 'visit']
    when 'villageCadre' then array['read', 'visit']
    when 'contact' then array['assigned']
    when 'familyDoctor' then array['assigned', 'team']
    when 'healthOfficer' then array['read', 'health']
    when 'reader' then array['read']
    when 'recorder' then array['read', 'visit']
    else array[]::text[]
  end $$;

-- Opens a transaction for one session: finds it, checks it is alive, and writes what it may see and do as arrays.
-- SET LOCAL through set_config inside this function: measured to reach the workers of a cluster only when done in a function.
-- Arrays for a right are left empty where a whole county is covered: the policy's first comparison already decides.
create function app.set_scope(p_digest bytea, p_purpose text, p_today date, p_writes boolean)
returns table (county_id int, account_id uuid, worker_id uuid, session_id uuid, posts json, token boolean, must_change_password boolean)
language plpgsql security definer set search_path = app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s app.session%rowtype;
  a record;
  kind text;
  held text[];
  places text[];
  last_places text[];
  whole text;
  reach text;
  assigned uuid[];
  contact boolean := false;
  teamed boolean := false;
  team uuid[];
  health_of uuid[];
  -- What set_config gives back: as an assignment it costs a twentieth of a statement of its own, and there are sixteen of them.
  done text;
begin
  select * into s from app.session where digest = p_digest;
  if not found or s.ends_at < clock_timestamp() or s.seen_at < clock_timestamp() - make_interval(mins => s.idle_minutes) then
    raise exception 'no such session' using errcode = 'LX401';
  end if;
  -- The account and its posts that are alive in one statement: of two small ones the beginning and the end cost more than the rows.
  select acc.account_id, acc.worker_id, acc.closed_at, acc.must_change_password and not s.program as unchanged, p.*
    into a
    from app.account acc
    cross join lateral (
      select json_agg(json_build_object('postId', q.post_id, 'kind', coalesce(s.acts_as, q.kind), 'divisionId', d.division_id, 'path', d.path,
                                        'level', d.level, 'code', d.code, 'name', d.name) order by d.path, q.kind) as posts,
        array_agg(coalesce(s.acts_as, q.kind) order by d.path, q.kind) as kinds, array_agg(d.path order by d.path, q.kind) as paths,
        array_agg(d.level = 'county' order by d.path, q.kind) as counties, (array_agg(q.hospital_id order by q.kind, q.post_id) filter (where q.hospital_id is not null))[1] as hospital
      from app.post q join app.division d on d.division_id = q.division_id
      where q.county_id = s.county_id and q.account_id = s.account_id
        and q.from_day <= p_today and (q.to_day is null or q.to_day >= p_today)
        -- A token is one post under a smaller kind (0030). A password somebody else chose opens nothing until it is changed; sessions the program
        -- opens itself, for an import or the command line on the machine, were never behind one.
        and (s.post_id is null or q.post_id = s.post_id) and (not acc.must_change_password or s.program)) p
    where acc.county_id = s.county_id and acc.account_id = s.account_id;
  if not found or a.closed_at is not null then
    raise exception 'account closed' using errcode = 'LX401';
  end if;
  -- A record of a look may be lost with the machine's power in the same instant; a change never.
  if not p_writes then perform set_config('synchronous_commit', 'off', true); end if;
  -- Once a minute is enough for an idle time-out of ten, and saves a row version on every look. Whoever holds the row is doing just this, and may go on
  -- with a long report: nobody waits for that.
  if s.seen_at < clock_timestamp() - interval '1 minute' then
    update app.session set seen_at = clock_timestamp() where digest = (select x.digest from app.session x where x.digest = p_digest for no key update skip locked);
  end if;
  if s.post_id is not null and a.posts is null then
    raise exception 'the post of this token has ended' using errcode = 'LX401';
  end if;
  done := set_config('app.account_id', a.account_id::text, true);
  done := set_config('app.session_digest', p_digest::text, true);
  done := set_config('app.purpose', coalesce(p_purpose, ''), true);
  done := set_config('app.county_ids', '{' || s.county_id || '}', true);
  for i in 1 .. coalesce(cardinality(a.kinds), 0) loop
    held := app.post_rights(a.kinds[i]);
    contact := contact or 'assigned' = any(held);
    teamed := teamed or 'team' = any(held);
  end loop;
  -- In this order rights over the same places follow one another nearly always, and what lies below them is looked up once.
  foreach kind in array array['read', 'visit', 'write', 'admin', 'health'] loop
    places := '{}';
    whole := '';
    for i in 1 .. coalesce(cardinality(a.kinds), 0) loop
      continue when not kind = any(app.post_rights(a.kinds[i]));
      places := places || a.paths[i];
      if a.counties[i] then whole := '{' || s.county_id || '}'; end if;
    end loop;
    if whole = '' and places is distinct from last_places then
      last_places := places;
      -- One place, as nearly everybody has: nothing lies below it twice.
      if cardinality(places) = 1 then
        select coalesce(array_agg(below.division_id)::text, '') into reach from app.division below
          where below.county_id = s.county_id and below.path >= places[1] and below.path < places[1] || '~';
      elsif places <> '{}' then
        select coalesce(array_agg(distinct below.division_id)::text, '') into reach
          from unnest(places) as top(path) join app.division below
            on below.county_id = s.county_id and below.path >= top.path and below.path < top.path || '~';
      else
        reach := '';
      end if;
    end if;
    done := set_config('app.' || kind || '_whole', whole, true);
    done := set_config('app.' || kind || '_divisions', case when whole = '' then reach else '' end, true);
  end loop;
  if contact and a.worker_id is not null then
    select coalesce(array_agg(distinct g.household_id), '{}') into assigned from app.assignment g
      where g.county_id = s.county_id and g.worker_id = a.worker_id
        and g.from_day <= p_today and (g.to_day is null or g.to_day >= p_today);
  end if;
  if teamed and a.worker_id is not null then
    select t.households, t.health into team, health_of from app.team_households(s.county_id, a.worker_id, p_today) t;
    assigned := coalesce(assigned, '{}') || team;
  end if;
  done := set_config('app.health_households', coalesce(health_of::text, ''), true);
  done := set_config('app.hospital_id', coalesce(a.hospital::text, ''), true);
  done := set_config('app.read_households', coalesce(assigned::text, ''), true);
  done := set_config('app.visit_households', coalesce(assigned::text, ''), true);
  return query select s.county_id, s.account_id, a.worker_id, s.session_id, coalesce(a.posts, '[]'::json), s.post_id is not null, a.unchanged;
end $$;
revoke execute on function app.set_scope(bytea, text, date, boolean) from public;
grant execute on function app.set_scope(bytea, text, date, boolean) to lianxin_app;

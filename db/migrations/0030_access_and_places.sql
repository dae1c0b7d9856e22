-- One-time codes at the door; sessions for programs that may do less than the person they belong to; places renamed and ended.

create table app.second_factor (
  county_id int not null,
  account_id uuid not null,
  division_id int not null,
  secret_enc bytea not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  recovery bytea[] not null default '{}',
  constraint second_factor_pkey primary key (county_id, account_id)
);
comment on table app.second_factor is 'The one-time codes of an account (RFC 6238), one authenticator at most. Asked for at the door once confirmed.';
comment on column app.second_factor.secret_enc is 'Sealed; what the authenticator and we both know.';
comment on column app.second_factor.last_step is 'The latest half minute whose code was used; neither it nor an earlier one opens the door again.';
comment on column app.second_factor.recovery is 'Keyed digests of the recovery codes not used yet.';
select app.place_sharded('app.second_factor');
alter table app.second_factor add constraint second_factor_account_fkey foreign key (county_id, account_id) references app.account (county_id, account_id);
alter table app.second_factor enable row level security;
create policy read_own_or_administered on app.second_factor for select to lianxin_app
  using (account_id = app.account_id() or county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions()));
create policy insert_own on app.second_factor for insert to lianxin_app with check (account_id = app.account_id());
create policy update_own on app.second_factor for update to lianxin_app using (account_id = app.account_id()) with check (account_id = app.account_id());
-- One does not take one's own lock off: whoever sits at an unlocked screen could.
create policy delete_administered on app.second_factor for delete to lianxin_app
  using (account_id <> app.account_id() and (county_id = any(app.admin_whole()) or division_id = any(app.admin_divisions())));
-- Secret and recovery codes can be written but not read back; checking them goes through the functions below.
grant select (county_id, account_id, division_id, begun_at, confirmed_at), insert, delete on app.second_factor to lianxin_app;
grant update (secret_enc, begun_at, confirmed_at, last_step, recovery) on app.second_factor to lianxin_app;

-- Asked before there is a session, like app.sign_in_account; gives away one sealed value of one exact account.
create function app.sign_in_factor(p_county int, p_account uuid) returns table (secret_enc bytea, confirmed boolean)
language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  return query select f.secret_enc, f.confirmed_at is not null from app.second_factor f where f.county_id = p_county and f.account_id = p_account;
end $$;
revoke execute on function app.sign_in_factor(int, uuid) from public;
grant execute on function app.sign_in_factor(int, uuid) to lianxin_app;

-- True once for each step and never for an earlier one. One statement, so that a code sent twice at the same moment opens once.
create function app.use_factor_step(p_county int, p_account uuid, p_step bigint) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.second_factor f set last_step = p_step where f.county_id = p_county and f.account_id = p_account and f.last_step < p_step;
  return found;
end $$;
revoke execute on function app.use_factor_step(int, uuid, bigint) from public;
grant execute on function app.use_factor_step(int, uuid, bigint) to lianxin_app;

create function app.use_recovery_code(p_county int, p_account uuid, p_digest bytea) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.second_factor f set recovery = array_remove(f.recovery, p_digest)
  where f.county_id = p_county and f.account_id = p_account and p_digest = any(f.recovery);
  return found;
end $$;
revoke execute on function app.use_recovery_code(int, uuid, bytea) from public;
grant execute on function app.use_recovery_code(int, uuid, bytea) to lianxin_app;

-- A token is a session of ninety days at most that acts as one of the owner's posts under a smaller kind. app.set_scope (0002) narrows by both
-- columns, so that what a token may not see is not there, whatever the program above forgets.
alter table app.session add column post_id uuid;
alter table app.session add column acts_as text;
alter table app.session add column name text;
alter table app.session add constraint session_token_whole check ((post_id is null) = (acts_as is null) and (post_id is null) = (name is null));
alter table app.session add constraint session_token_kind check (acts_as in ('reader', 'recorder'));
alter table app.session add constraint session_token_days check (post_id is null or ends_at <= opened_at + interval '90 days');
comment on column app.session.post_id is 'Of a token: the post it acts for; when that ends, so does the token.';
comment on column app.session.acts_as is 'Of a token: the kind it has in place of the post''s own.';
grant select (post_id, acts_as, name) on app.session to lianxin_app;

-- Opened by the person signed in, for one of their own posts of today, and never with a right the post has not.
-- A contact's post covers households one by one and has no right of a place, so it has no smaller kind.
create function app.open_token(p_digest bytea, p_session uuid, p_post uuid, p_acts_as text, p_name text, p_days int, p_today date) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  insert into app.session (digest, session_id, county_id, account_id, opened_at, seen_at, ends_at, idle_minutes, program, post_id, acts_as, name)
  select p_digest, p_session, q.county_id, q.account_id, now(), now(), now() + make_interval(days => p_days), p_days * 24 * 60, false, q.post_id, p_acts_as, p_name
  from app.post q
  where q.post_id = p_post and q.account_id = app.account_id() and q.county_id = any(app.county_ids())
    and q.from_day <= p_today and (q.to_day is null or q.to_day >= p_today)
    and app.post_rights(p_acts_as) <@ app.post_rights(q.kind)
    and exists (select from app.session own where own.digest = nullif(current_setting('app.session_digest', true), '')::bytea and own.post_id is null);
  return found;
end $$;
revoke execute on function app.open_token(bytea, uuid, uuid, text, text, int, date) from public;
grant execute on function app.open_token(bytea, uuid, uuid, text, text, int, date) to lianxin_app;

-- Renaming and ending places is the county administrator's alone: the policy of app.division lets every office add below itself, which must not
-- let it rename what its neighbours look for.
create function app.change_division(p_county int, p_division int, p_name text, p_code text, p_ended_on date) returns boolean
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  update app.division d set name = p_name, code = p_code, ended_on = p_ended_on
  where d.county_id = p_county and d.division_id = p_division and d.level <> 'county' and p_county = any(app.admin_whole());
  return found;
end $$;
revoke execute on function app.change_division(int, int, text, text, date) from public;
grant execute on function app.change_division(int, int, text, text, date) to lianxin_app;

-- What still stands in a place: households served, places below, posts and whole-place contacts from that day on. Counted past the row
-- policies, so that an end is never allowed because somebody could not see the reason against it; asked by the county administrator alone.
create function app.division_in_use(p_county int, p_division int, p_on date) returns table (households int, places int, posts int, contacts int)
language plpgsql stable security definer set search_path = app, pg_temp as $$
begin
  if (p_county = any(app.admin_whole())) is not true then return; end if;
  return query select
    (select count(*)::int from app.household_standing s where s.county_id = p_county and s.division_id = p_division and s.served),
    (select count(*)::int from app.division d where d.county_id = p_county and d.parent_id = p_division and d.ended_on is null),
    (select count(*)::int from app.post q where q.county_id = p_county and q.division_id = p_division and (q.to_day is null or q.to_day >= p_on)),
    (select count(*)::int from app.territory_assignment t where t.county_id = p_county and t.division_id = p_division and (t.to_day is null or t.to_day >= p_on));
end $$;
revoke execute on function app.division_in_use(int, int, date) from public;
grant execute on function app.division_in_use(int, int, date) to lianxin_app;

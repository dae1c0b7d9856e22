-- A name that is an account's locks after some wrong passwords. If names that are none never did, whoever guesses could tell the two apart.
create table app.sign_in_guess (
  bucket int not null,
  failures int not null,
  locked_until timestamptz,
  constraint sign_in_guess_pkey primary key (bucket),
  constraint sign_in_guess_bucket check (bucket between 0 and 65535)
);
comment on table app.sign_in_guess is 'Wrong passwords for names that no account has, counted as app.account counts those of its own. Names are not kept: they fall into a fixed number of buckets by a keyed digest, so that no flood of names fills the disk. Of one server, like sessions.';
comment on column app.sign_in_guess.bucket is 'The first 16 bits of the digest of the name: who does not hold the key cannot choose two names of one bucket.';
alter table app.sign_in_guess enable row level security;

-- Asked together with app.sign_in_account at every sign-in, whether the name is known or not: the same work for both.
create function app.stranger_locked(p_bucket int) returns timestamptz
language sql stable security definer set search_path = app, pg_temp as $$ select g.locked_until from app.sign_in_guess g where g.bucket = p_bucket $$;
revoke execute on function app.stranger_locked(int) from public;
grant execute on function app.stranger_locked(int) to lianxin_app;

-- As app.sign_in_failed, for a name that is nobody's.
create function app.stranger_failed(p_bucket int, p_limit int, p_lock_minutes int) returns timestamptz
language plpgsql security definer set search_path = app, pg_temp as $$
declare
  later timestamptz := clock_timestamp() + make_interval(mins => p_lock_minutes);
  until timestamptz;
begin
  insert into app.sign_in_guess as g (bucket, failures) values (p_bucket, 1)
  on conflict (bucket) do update set failures = case when g.failures + 1 >= p_limit then 0 else g.failures + 1 end,
    locked_until = case when g.failures + 1 >= p_limit then later else g.locked_until end
  returning g.locked_until into until;
  return until;
end $$;
revoke execute on function app.stranger_failed(int, int, int) from public;
grant execute on function app.stranger_failed(int, int, int) to lianxin_app;

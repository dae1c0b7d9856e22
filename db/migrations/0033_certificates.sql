-- Certificates and the four papers (E6, E7).

create table app.certificate (
  county_id int not null,
  certificate_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid not null,
  kind text not null,
  code_enc bytea,
  code_index bytea,
  external_enc bytea,
  issued_on date not null,
  issued_by uuid not null,
  expires_on date,
  printed_on date,
  delivered_on date,
  ended_on date,
  end_kind text,
  end_reason text,
  replaces uuid,
  unused_why text,
  unused_said_on date,
  version int not null default 1,
  constraint certificate_pkey primary key (county_id, certificate_id),
  constraint certificate_end_known check (end_kind in ('corrected', 'replaced', 'cancelled', 'expired', 'lost', 'died', 'left')),
  constraint certificate_ended check ((ended_on is null) = (end_kind is null)),
  constraint certificate_coded check ((code_enc is null) = (code_index is null)),
  constraint certificate_unused_known check (unused_why in ('notNeeded', 'notKnown', 'tooFar', 'notHonoured', 'unwilling', 'notAtHand', 'other')),
  constraint certificate_unused_said check ((unused_why is null) = (unused_said_on is null))
);
comment on table app.certificate is 'A certificate of a kind the pack names, or one issued elsewhere that the pack accepts (external_enc holds its number). Valid on a day: issued by then, not ended before it, not past expires_on.';
comment on column app.certificate.code_enc is 'The random code printed on it, sealed; code_index finds it. It says nothing of the person.';
comment on column app.certificate.unused_why is 'Why its holder has never shown it, in the holder''s words as a closed list, and the day it was said (D10).';
select app.place_sharded('app.certificate');
alter table app.certificate add constraint certificate_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
alter table app.certificate add constraint certificate_member_fkey foreign key (county_id, member_id) references app.member (county_id, member_id) on delete cascade;
-- Never two of a kind for a member, whatever two offices do in the same second: ended is written before the next one is.
create unique index certificate_one_of_a_kind on app.certificate (county_id, member_id, kind) where ended_on is null;
create index certificate_household on app.certificate (county_id, household_id);
create index certificate_division on app.certificate (county_id, division_id);
call app.guard_household_rows('app.certificate', 'office');
grant select, insert, update on app.certificate to lianxin_app;

create table app.certificate_code (
  code_index bytea not null,
  county_id int not null,
  certificate_id uuid not null,
  constraint certificate_code_pkey primary key (code_index)
);
comment on table app.certificate_code is 'Where a code leads, in the whole country: keyed by the blind index alone. Nobody reads it but app.desk_checks, nobody writes it but app.claim_code.';
alter table app.certificate_code enable row level security;

-- A code once taken leads to its certificate for good: ended ones stay findable, so that a desk can say so. Only for a certificate the caller may
-- write, and only the index that stands on it.
create function app.claim_code(p_index bytea, p_county int, p_certificate uuid) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  insert into app.certificate_code (code_index, county_id, certificate_id)
    select c.code_index, c.county_id, c.certificate_id from app.certificate c
    where c.county_id = p_county and c.certificate_id = p_certificate and c.code_index = p_index
      and (c.county_id = any(app.write_whole()) or c.division_id = any(app.write_divisions()));
  if not found then raise exception 'no such certificate' using errcode = '42501'; end if;
end $$;
revoke execute on function app.claim_code(bytea, int, uuid) from public;
grant execute on function app.claim_code(bytea, int, uuid) to lianxin_app;

create table app.paper_run (
  county_id int not null,
  run_id uuid not null,
  division_id int not null,
  kinds text[] not null,
  households int not null,
  made_at timestamptz not null,
  made_by uuid not null,
  reason text not null default '',
  constraint paper_run_pkey primary key (county_id, run_id)
);
comment on table app.paper_run is 'One printing of papers for a village or a household: who, when, how many. The PDF itself is not kept.';
select app.place_sharded('app.paper_run');
alter table app.paper_run enable row level security;
create policy read_own_place on app.paper_run for select to lianxin_app
  using (county_id = any(app.read_whole()) or division_id = any(app.read_divisions()) or made_by = app.account_id());
create policy insert_in_scope on app.paper_run for insert to lianxin_app
  with check ((county_id = any(app.write_whole()) or division_id = any(app.write_divisions())) and made_by = app.account_id());
grant select, insert on app.paper_run to lianxin_app;

create table app.paper (
  county_id int not null,
  paper_id uuid not null,
  household_id uuid not null,
  division_id int not null,
  member_id uuid,
  kind text not null,
  certificate_id uuid,
  contract_id uuid,
  run_id uuid not null,
  made_at timestamptz not null,
  made_on date not null,
  printed_digest bytea not null,
  delivered_on date,
  delivered_by uuid,
  delivery_visit_id uuid,
  constraint paper_pkey primary key (county_id, paper_id),
  constraint paper_kind_known check (kind in ('contactCard', 'certificate', 'greenChannel', 'agreement'))
);
comment on table app.paper is 'One of the four papers as it was made and handed over (E7).';
comment on column app.paper.printed_digest is 'Keyed digest of what stands on it: when the contacts, the doctor or a phone change, today''s digest differs and the paper is outdated, without anybody having to remember to say so.';
select app.place_sharded('app.paper');
alter table app.paper add constraint paper_household_fkey foreign key (county_id, household_id) references app.household (county_id, household_id) on delete cascade;
create index paper_household on app.paper (county_id, household_id, kind, made_at);
alter table app.paper enable row level security;
create policy read_in_scope on app.paper for select to lianxin_app using (app.sees(county_id, division_id, household_id));
create policy insert_in_scope on app.paper for insert to lianxin_app
  with check (county_id = any(app.write_whole()) or division_id = any(app.write_divisions()));
grant select, insert on app.paper to lianxin_app;
create index paper_run_of on app.paper (county_id, run_id);

-- Handing a certificate over is seen by whoever visits, who may not write certificates otherwise: so the paper and the certificate on it are
-- marked here together, for papers whose household the scope may visit. Answers the papers marked; those it does not cover are not there.
create function app.deliver_papers(p_county int, p_papers uuid[], p_day date, p_visit uuid) returns setof uuid
language plpgsql security definer set search_path = app, pg_temp as $$
begin
  return query
    with mine as (
      select p.paper_id, p.household_id, p.certificate_id from app.paper p
      where p.county_id = p_county and p.paper_id = any(p_papers) and p_county = any(app.county_ids())
        and coalesce(p_county = any(app.visit_whole()) or p.division_id = any(app.visit_divisions()) or p.household_id = any(app.visit_households()), false)),
    marked as (
      update app.certificate c set delivered_on = p_day, version = c.version + 1 from mine m
      where c.county_id = p_county and c.certificate_id = m.certificate_id and c.ended_on is null and c.delivered_on is null)
    update app.paper p set delivered_on = p_day, delivered_by = app.account_id(),
      delivery_visit_id = (select v.visit_id from app.visit v where v.county_id = p_county and v.visit_id = p_visit and v.household_id = m.household_id)
    from mine m where p.county_id = p_county and p.paper_id = m.paper_id
    returning p.paper_id;
end $$;
revoke execute on function app.deliver_papers(int, uuid[], date, uuid) from public;
grant execute on function app.deliver_papers(int, uuid[], date, uuid) to lianxin_app;

-- what better-auth does not keep of an account: whose password must be changed, how old it is, how often he has signed in
create table access_account (
  account_id uuid primary key references auth_user on delete cascade,
  must_change boolean not null default false,
  password_at timestamptz not null,
  -- who gave the password that must be changed: for an office holder he may not take away the second step as well
  reset_by uuid,
  -- and who took away the second step, until there is a new one
  totp_reset_by uuid,
  sign_ins int not null default 0,
  signed_in_at timestamptz
);
insert into access_account (account_id, password_at, sign_ins) select id, "createdAt", 1 from auth_user;

create table access_password (
  id bigint generated always as identity primary key,
  account_id uuid not null references auth_user on delete cascade,
  hash text not null
);
create index access_password_account on access_password (account_id, id desc);

-- counted by name and not by account, so that an unknown name is locked like a known one and nobody learns which names exist
create table access_attempt (
  username text primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

alter table auth_session add column seen_at timestamptz not null default now();

create table access_totp (
  account_id uuid primary key references auth_user on delete cascade,
  sealed text not null,
  confirmed_at timestamptz,
  -- the half minute whose code was used last: it and those before it open nothing any more
  last_step bigint not null default 0
);
create table access_recovery (
  account_id uuid not null references auth_user on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (account_id, hash)
);

create table access_policy (
  id boolean primary key default true check (id),
  min_length int not null default 10 check (min_length between 8 and 64),
  min_classes int not null default 3 check (min_classes between 1 and 4),
  kept_passwords int not null default 5 check (kept_passwords between 0 and 24),
  expire_days int not null default 90 check (expire_days between 0 and 730),
  lock_after int not null default 5 check (lock_after between 3 and 20),
  lock_minutes int not null default 30 check (lock_minutes between 1 and 1440),
  idle_minutes int not null default 30 check (idle_minutes between 5 and 1440),
  life_hours int not null default 12 check (life_hours between 1 and 168),
  totp text not null default 'offices' check (totp in ('nobody', 'offices', 'everybody')),
  version int not null default 1
);
insert into access_policy default values;
select audit_table('access_policy', '{}');

-- one account holds one office, and one person (by name) only one of them
create table access_office (
  account_id uuid primary key references auth_user on delete cascade,
  office text not null check (office in ('systemAdmin', 'securityAdmin', 'auditor')),
  person text not null,
  constraint access_office_person unique (person)
);
select audit_table('access_office', '{}');

-- both sides lock the account, so that a grant and an office given at once cannot both go through
create function access_office_alone() returns trigger language plpgsql as $$
declare other boolean;
begin
  perform from auth_user where id = new.account_id for update;
  if tg_table_name = 'access_office' then other := exists (select from access_grant where account_id = new.account_id);
  else other := exists (select from access_office where account_id = new.account_id);
  end if;
  if other then
    raise exception 'an office and a grant in one hand' using errcode = '23514', constraint = 'access_office_alone';
  end if;
  return new;
end $$;
create trigger access_office_alone before insert or update on access_office for each row execute function access_office_alone();
create trigger access_office_alone before insert or update of account_id on access_grant for each row execute function access_office_alone();

-- where the three offices are separated no role holds everything, or anything of theirs
create function access_no_super_admin() returns trigger language plpgsql as $$
begin
  if exists (select from house_setting where name = 'mode' and value = '"three"')
    and exists (select from unnest(new.operations) o where o = '*' or o like 'access.%' or o like 'audit.%') then
    raise exception 'a role above the offices' using errcode = '23514', constraint = 'access_no_super_admin';
  end if;
  return new;
end $$;
create trigger access_no_super_admin before insert or update of operations on access_role for each row execute function access_no_super_admin();

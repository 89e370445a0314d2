-- the tables of better-auth, generated once and frozen here; its own migrations never run
create table auth_user (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  username text unique,
  "displayUsername" text,
  closed_at timestamptz
);
create table auth_session (
  id uuid primary key default gen_random_uuid(),
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth_user on delete cascade
);
create index auth_session_user on auth_session ("userId");
create table auth_account (
  id uuid primary key default gen_random_uuid(),
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth_user on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index auth_account_user on auth_account ("userId");
create table auth_verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index auth_verification_identifier on auth_verification (identifier);

create table access_role (
  id uuid primary key,
  name text not null unique,
  operations text[] not null check (cardinality(operations) > 0)
);
-- meeting_id null: everywhere
create table access_grant (
  id uuid primary key,
  account_id uuid not null references auth_user on delete cascade,
  role_id uuid not null references access_role on delete restrict,
  meeting_id uuid,
  constraint access_grant_once unique nulls not distinct (account_id, role_id, meeting_id)
);

-- a personal link; only the hash of its token is kept, so that nobody who reads the database can walk in
create table access_link (
  meeting_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('attendee', 'unitLink')),
  subject_id uuid not null,
  name text not null,
  hash text not null unique,
  issued_at timestamptz not null default now(),
  opened_at timestamptz,
  revoked_at timestamptz,
  primary key (meeting_id, id)
);
create unique index access_link_one on access_link (meeting_id, kind, subject_id) where revoked_at is null;

create table access_device (
  meeting_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('gate', 'screen')),
  name text not null,
  enrol_hash text unique,
  enrol_until timestamptz,
  enrolled_at timestamptz,
  seen_at timestamptz,
  revoked_at timestamptz,
  primary key (meeting_id, id)
);

-- what a browser carries after a link was opened or a device enrolled
create table access_key (
  hash text primary key,
  meeting_id uuid not null,
  link_id uuid,
  device_id uuid,
  created_at timestamptz not null default now(),
  check (num_nonnulls(link_id, device_id) = 1),
  foreign key (meeting_id, link_id) references access_link on delete cascade,
  foreign key (meeting_id, device_id) references access_device on delete cascade
);

create view device_v as select meeting_id, id, kind, name, enrolled_at, seen_at, revoked_at from access_device;
create view link_v as select meeting_id, kind, subject_id, issued_at, opened_at from access_link where revoked_at is null;

select audit_table('access_role', '{}');
select audit_table('access_grant', '{}');
select audit_table('access_device', '{enrol_hash}');
select audit_table('auth_user', '{}');

-- where a grant counts: everywhere (all null), in a unit and below, in a series, or in one meeting and there perhaps only for some delegations or at some gates;
-- from when to when, by whose hand and why
alter table access_grant
  add column unit_id uuid references unit on delete restrict,
  add column series_id uuid,
  add column delegations uuid[],
  add column gates uuid[],
  add column valid_from timestamptz,
  add column valid_until timestamptz,
  add column granted_by text not null default '',
  add column granted_at timestamptz not null default now(),
  add column note text not null default '',
  add constraint access_grant_one_place check (num_nonnulls(meeting_id, unit_id, series_id) <= 1),
  -- both limits at once would say "these people at these gates", which no operation can keep to
  add constraint access_grant_limit check (num_nonnulls(delegations, gates) = 0 or (num_nonnulls(delegations, gates) = 1 and meeting_id is not null)),
  add constraint access_grant_span check (valid_from < valid_until),
  drop constraint access_grant_once,
  add constraint access_grant_once unique nulls not distinct (account_id, role_id, meeting_id, unit_id, series_id);
create index access_grant_meeting on access_grant (meeting_id);
create index access_grant_role on access_grant (role_id);

-- presets that come with the product, as they came: a house that has changed one keeps its own
alter table access_role add column preset text, add column preset_operations text[];
create unique index access_role_preset on access_role (preset);

-- keys of other systems; only the hash is kept
create table access_api_key (
  id uuid primary key,
  name text not null,
  hash text not null unique,
  role_id uuid not null references access_role on delete restrict,
  meeting_id uuid,
  unit_id uuid references unit on delete restrict,
  series_id uuid,
  delegations uuid[],
  gates uuid[],
  expires_at timestamptz not null,
  made_by text not null,
  made_at timestamptz not null,
  seen_at timestamptz,
  seen_from text,
  revoked_at timestamptz,
  check (num_nonnulls(meeting_id, unit_id, series_id) <= 1),
  check (num_nonnulls(delegations, gates) = 0 or (num_nonnulls(delegations, gates) = 1 and meeting_id is not null))
);
create unique index access_api_key_name on access_api_key (name) where revoked_at is null;
select audit_table('access_api_key', '{hash}');

-- what a browser or a gate carries ends some time after the meeting, whoever forgot to take it back
alter table access_key add column ends_at timestamptz;

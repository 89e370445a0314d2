-- outbox of live events: tailed in (tx, seq) order below the oldest running transaction, so that a row committed late is never lost
create table outbox (
  seq bigint generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  meeting_id uuid,
  topic text not null,
  payload jsonb,
  at timestamptz not null default now(),
  primary key (tx, seq)
);
create index outbox_at on outbox (at);

create table audit_entry (
  id uuid primary key,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  operation text not null,
  meeting_id uuid,
  object_id text,
  input jsonb,
  result text not null
);
create index audit_entry_meeting on audit_entry (meeting_id, id);

create table audit_change (
  entry_id uuid not null,
  table_name text not null,
  before jsonb,
  after jsonb
);
create index audit_change_entry on audit_change (entry_id);

-- inserts and deletes are recorded a statement at a time (a roster is one statement of thousands of rows), updates a row at a time
create function audit_inserted() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('huixu.entry', true), '') = '' then return null; end if;
  insert into audit_change (entry_id, table_name, after)
    select current_setting('huixu.entry')::uuid, tg_table_name, to_jsonb(r) - tg_argv[0]::text[] from fresh r;
  return null;
end $$;

create function audit_deleted() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('huixu.entry', true), '') = '' then return null; end if;
  insert into audit_change (entry_id, table_name, before)
    select current_setting('huixu.entry')::uuid, tg_table_name, to_jsonb(r) - tg_argv[0]::text[] from gone r;
  return null;
end $$;

create function audit_updated() returns trigger language plpgsql as $$
declare
  was jsonb := to_jsonb(old) - tg_argv[0]::text[];
  became jsonb := to_jsonb(new) - tg_argv[0]::text[];
begin
  if coalesce(current_setting('huixu.entry', true), '') = '' or was = became then return null; end if;
  insert into audit_change (entry_id, table_name, before, after)
    values (current_setting('huixu.entry')::uuid, tg_table_name, was,
      (select jsonb_object_agg(key, value) from jsonb_each(became) where was -> key is distinct from value or key in ('id', 'meeting_id')));
  return null;
end $$;

-- audit_table('paper_copy', '{id_number}'): every change of the table leaves a row, without the secret columns
create function audit_table(name text, secret text) returns void language plpgsql as $$
begin
  execute format('create trigger audit_inserted after insert on %I referencing new table as fresh for each statement execute function audit_inserted(%L)', name, secret);
  execute format('create trigger audit_deleted after delete on %I referencing old table as gone for each statement execute function audit_deleted(%L)', name, secret);
  execute format('create trigger audit_updated after update on %I for each row execute function audit_updated(%L)', name, secret);
end $$;

create table idempotency (
  actor text not null,
  key text not null,
  operation text not null,
  input_hash text not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_at on idempotency (at);

create table job_run (
  id uuid primary key,
  name text not null,
  title jsonb not null,
  meeting_id uuid,
  data jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done int not null default 0,
  total int not null default 0,
  sentence text,
  file_id uuid,
  result jsonb,
  cancel boolean not null default false,
  locale text not null,
  actor jsonb not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index job_run_actor on job_run ((actor ->> 'id'), created_at desc);

create table stored_file (
  id uuid primary key,
  sha256 text not null,
  name text not null,
  type text not null,
  size bigint not null,
  meeting_id uuid,
  created_at timestamptz not null default now(),
  attached_at timestamptz
);
create index stored_file_meeting on stored_file (meeting_id, id);

create table number_counter (
  body text not null,
  kind text not null,
  year int not null,
  last int not null,
  primary key (body, kind, year)
);

create table house_setting (
  name text primary key,
  value jsonb not null
);

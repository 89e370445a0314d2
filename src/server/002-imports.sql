-- which header stood for which field the last time a file with these headers came
create table import_mapping (
  kind text not null,
  signature text not null,
  mapping jsonb not null,
  by_name text not null,
  at timestamptz not null default now(),
  primary key (kind, signature)
);

-- one import is one job: its id is the job's, so that a job that runs twice finds what it staged
create table import_batch (
  id uuid primary key,
  kind text not null,
  meeting_id uuid not null,
  file_name text not null,
  state text not null check (state in ('staged', 'applied', 'undone')),
  added int not null default 0,
  updated int not null default 0,
  about jsonb not null default '{}',
  by_name text not null,
  at timestamptz not null default now()
);
create index import_batch_meeting on import_batch (meeting_id, kind, at desc);

create table import_row (
  batch_id uuid not null references import_batch on delete cascade,
  row int not null,
  subject_id uuid not null,
  data jsonb not null,
  before jsonb,
  done boolean not null default false,
  primary key (batch_id, row)
);
create index import_row_pending on import_row (batch_id, row) where not done;

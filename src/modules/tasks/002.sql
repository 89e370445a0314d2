-- a task of a template is known by its key in the meeting; what it is counted from may be another task: 'task:ID'
alter table task
  add column key text,
  add column unit text not null default 'day' check (unit in ('day', 'workday', 'minute')),
  add column clock text check (clock ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add column role text not null default '',
  add column owner_account uuid,
  add column standard text not null default '',
  add column certainty text check (certainty in ('settled', 'foreseeable', 'unclear')),
  add column contingency text not null default '',
  add column document text,
  add column notes text not null default '',
  add column needs_proofs boolean not null default false,
  add column done_regardless text,
  add constraint task_key_once unique (meeting_id, key),
  add constraint task_minute_has_clock check (unit <> 'minute' or clock is not null);
create index task_owner on task (owner_account, due_on) where done_at is null;

create table task_wait (
  meeting_id uuid not null,
  task_id uuid not null,
  waits_for uuid not null,
  primary key (meeting_id, task_id, waits_for),
  foreign key (meeting_id, task_id) references task on delete cascade,
  foreign key (meeting_id, waits_for) references task on delete cascade,
  check (task_id <> waits_for)
);
create index task_wait_for on task_wait (meeting_id, waits_for);
select audit_table('task_wait', '{}');

create table task_file (
  meeting_id uuid not null,
  task_id uuid not null,
  file_id uuid not null,
  added_by text not null,
  added_at timestamptz not null,
  primary key (meeting_id, task_id, file_id),
  foreign key (meeting_id, task_id) references task on delete cascade
);
select audit_table('task_file', '{}');

-- 现场看过、亲自试过、反复核过: who and when, each once
create table task_proof (
  meeting_id uuid not null,
  task_id uuid not null,
  kind text not null check (kind in ('site', 'self', 'again')),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  note text not null,
  primary key (meeting_id, task_id, kind),
  foreign key (meeting_id, task_id) references task on delete cascade
);
select audit_table('task_proof', '{}');

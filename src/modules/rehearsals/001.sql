-- 彩排脚本: one for a session, or free with a day of its own at its distance from the opening
create table rehearsal_script (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  session_id uuid,
  title text not null,
  offset_days int,
  starts text check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  constraint rehearsal_script_session unique (meeting_id, session_id),
  foreign key (meeting_id, session_id) references agenda_session on delete restrict,
  check ((session_id is null) = (offset_days is not null)),
  check ((offset_days is null) = (starts is null))
);
select audit_table('rehearsal_script', '{}');

create table rehearsal_line (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  script_id uuid not null,
  position int not null,
  minutes int not null,
  cue text not null,
  what text not null,
  person text not null,
  account_id uuid,
  place text not null,
  seconds int check (seconds > 0),
  primary key (meeting_id, id),
  foreign key (meeting_id, script_id) references rehearsal_script on delete cascade
);
create index rehearsal_line_script on rehearsal_line (meeting_id, script_id, minutes, position);
select audit_table('rehearsal_line', '{}');

-- 走场: a script once walked stays
create table rehearsal_run (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  script_id uuid not null,
  number int not null check (number > 0),
  day date not null,
  ended_at timestamptz,
  ended_by text,
  added_by text not null,
  added_at timestamptz not null,
  primary key (meeting_id, id),
  unique (meeting_id, script_id, number),
  foreign key (meeting_id, script_id) references rehearsal_script on delete restrict,
  check ((ended_at is null) = (ended_by is null))
);
select audit_table('rehearsal_run', '{}');

create table rehearsal_tick (
  meeting_id uuid not null references meeting on delete restrict,
  run_id uuid not null,
  role text not null check (role in ('delegate', 'hall', 'news')),
  line_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, run_id, role, line_id),
  foreign key (meeting_id, run_id) references rehearsal_run on delete cascade,
  foreign key (meeting_id, line_id) references rehearsal_line on delete cascade
);
create index rehearsal_tick_line on rehearsal_tick (meeting_id, line_id);
select audit_table('rehearsal_tick', '{}');

-- task_id without a foreign key: a task that is struck off leaves the finding open, one that is put back is its task again
create table rehearsal_finding (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  run_id uuid not null,
  role text not null check (role in ('delegate', 'hall', 'news')),
  line_id uuid,
  about text not null,
  text text not null,
  severity text not null check (severity in ('must', 'should', 'may')),
  file_id uuid references stored_file on delete restrict,
  task_id uuid,
  outcome text,
  settled_at timestamptz,
  settled_by text,
  found_by text not null,
  found_at timestamptz not null,
  version int not null default 1,
  primary key (meeting_id, id),
  foreign key (meeting_id, run_id) references rehearsal_run on delete restrict,
  foreign key (meeting_id, line_id) references rehearsal_line on delete set null (line_id),
  check ((settled_at is null) = (outcome is null)),
  check ((settled_at is null) = (settled_by is null))
);
create index rehearsal_finding_run on rehearsal_finding (meeting_id, run_id, found_at, id);
create index rehearsal_finding_line on rehearsal_finding (meeting_id, line_id);
select audit_table('rehearsal_finding', '{}');

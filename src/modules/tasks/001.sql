-- stages and teams keep the order of the template
create table task_list (
  meeting_id uuid primary key references meeting on delete restrict,
  stages text[] not null,
  teams text[] not null
);
select audit_table('task_list', '{}');

create table task (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  stage text not null,
  title text not null,
  team text not null,
  owner text not null default '',
  anchor text,
  offset_days int not null,
  starts_on date not null,
  due_on date not null check (due_on >= starts_on),
  legal boolean not null,
  basis text,
  done_at timestamptz,
  done_by text,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  check ((done_at is null) = (done_by is null))
);
create index task_due on task (meeting_id, due_on, id);
select audit_table('task', '{}');

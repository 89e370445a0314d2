-- 困难问题台账, 风险点清单: each line has an owner, a measure and a day; it is closed with what came of it
create table task_matter (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  kind text not null check (kind in ('trouble', 'risk')),
  title text not null,
  owner text not null,
  measure text not null,
  due_on date not null,
  outcome text,
  closed_at timestamptz,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  check ((closed_at is null) = (outcome is null))
);
create index task_matter_due on task_matter (meeting_id, kind, due_on, id);
select audit_table('task_matter', '{}');

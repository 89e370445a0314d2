-- 碰头会: what was said of a day, as it was said; kept again the same evening, it is the later one that counts (the audit has both)
create table task_standup (
  meeting_id uuid not null references meeting on delete restrict,
  day date not null,
  attended text not null,
  note text not null,
  lines jsonb not null,
  kept_by text not null,
  kept_at timestamptz not null,
  primary key (meeting_id, day)
);
select audit_table('task_standup', '{}');

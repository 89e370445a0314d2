-- 提醒: what a person is told until it is no longer so, or until he has read it; one of a key and person, renewed and never heaped up
create table reminder (
  id uuid primary key,
  account_id uuid not null references auth_user on delete cascade,
  key text not null,
  topic text not null,
  level text not null check (level in ('alarm', 'late', 'due', 'info')),
  meeting_id uuid,
  path text not null,
  title text not null,
  sentence jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  constraint reminder_once unique (account_id, key)
);
create index reminder_key on reminder (key);
create index reminder_topic on reminder (topic, meeting_id);
select audit_table('reminder', '{}');

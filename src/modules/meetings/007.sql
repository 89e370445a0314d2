-- what the next meeting of a series takes from it: usual day and place, body, topic rules, names and numbers; and who sits in it for good
create table series_plan (
  series_id uuid primary key references meeting_series on delete restrict,
  body jsonb not null,
  members jsonb not null,
  version int not null,
  updated_by text not null,
  updated_at timestamptz not null
);
select audit_table('series_plan', '{}');

-- 届、次: the number a meeting of a series got when it was made; within a term or a year (`period`) each once
create table series_sitting (
  meeting_id uuid primary key references meeting on delete restrict,
  series_id uuid not null references meeting_series on delete restrict,
  period text not null,
  number int not null check (number > 0),
  constraint series_sitting_once unique (series_id, period, number)
);
select audit_table('series_sitting', '{}');

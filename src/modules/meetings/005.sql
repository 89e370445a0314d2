-- what a meeting is beyond its name and dates: why, how large, of which class, prepared by whom; and which variables of its template nobody has confirmed yet
create table meeting_profile (
  meeting_id uuid primary key references meeting on delete restrict,
  body jsonb not null,
  unconfirmed text[] not null,
  version int not null,
  updated_by text not null,
  updated_at timestamptz not null
);
select audit_table('meeting_profile', '{}');

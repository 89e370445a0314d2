create table notice (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  title text not null,
  body text not null,
  published_at timestamptz,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (meeting_id, id)
);
select audit_table('notice', '{}');

-- where leaders must approve the scheme before anything goes out, sending and printing wait for them
alter table meeting add column scheme_required boolean not null default false;

create table meeting_scheme (
  meeting_id uuid primary key references meeting on delete restrict,
  id uuid not null,
  body jsonb not null,
  files jsonb not null,
  version int not null,
  updated_by text not null,
  updated_at timestamptz not null,
  constraint meeting_scheme_id_once unique (id)
);
select audit_table('meeting_scheme', '{}');

create table minutes (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  session_id uuid not null,
  state text not null default 'draft' check (state in ('draft', 'final')),
  series text not null,
  document_number text,
  body jsonb not null,
  version int not null default 1,
  pdf_file_id uuid,
  docx_file_id uuid,
  printed_version int,
  pages int,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict,
  constraint minutes_one_a_session unique (meeting_id, session_id),
  check ((state = 'final') = (document_number is not null))
);
select audit_table('minutes', '{}');

create view minutes_v as
select meeting_id, id, session_id, state, body ->> 'title' as title, document_number, updated_at from minutes;

-- 撤销: what was taken back in the recent doings, each once
create table meeting_undo (
  meeting_id uuid not null references meeting on delete restrict,
  entry_id uuid not null,
  undone_by text not null,
  undone_at timestamptz not null,
  primary key (meeting_id, entry_id)
);
select audit_table('meeting_undo', '{}');

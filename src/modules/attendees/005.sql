-- Personal data: why each field is held, on what basis, and for how many days after the meeting. A field without a row follows the usual rule.
create table attendee_privacy (
  meeting_id uuid not null references meeting on delete restrict,
  -- one of the house's, or the id of a field of the meeting's own
  field text not null,
  purpose text not null,
  basis text not null check (basis in ('consent', 'duty', 'need')),
  keep_days int not null check (keep_days between 0 and 365),
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, field)
);

-- who agreed to what, and took it back: the last row counts
create table attendee_consent (
  meeting_id uuid not null,
  id uuid not null,
  attendee_id uuid not null,
  field text not null,
  given boolean not null,
  how text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, attendee_id) references attendee on delete cascade
);
create index attendee_consent_person on attendee_consent (meeting_id, attendee_id, field, at desc);

-- who saw whose number, when and what for; the name stays when the person is gone from the list
create table attendee_seen (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  attendee_id uuid not null,
  name text not null,
  delegation_id uuid,
  field text not null,
  purpose text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, id)
);
create index attendee_seen_person on attendee_seen (meeting_id, attendee_id, at desc);

-- what was deleted: how many values of which field, never the values
create table attendee_gone (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  field text not null,
  count int not null,
  why text not null check (why in ('date', 'withdrawn')),
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, id)
);

create function attendee_record_stays() returns trigger language plpgsql as $$
begin
  raise exception 'this record is only added to: % of % refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger attendee_seen_stays before update or delete on attendee_seen for each row execute function attendee_record_stays();
create trigger attendee_gone_stays before update or delete on attendee_gone for each row execute function attendee_record_stays();

select audit_table('attendee_privacy', '{}');
select audit_table('attendee_consent', '{}');

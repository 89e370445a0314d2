-- What the gates saw: appended, never changed; presence follows from it.
-- No foreign keys to meeting, session or device: each would lock that one row for every scan of the hall, and a scan of a session
-- or device that is gone by the time it arrives must still be kept.
create table scan (
  meeting_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  device_id uuid,
  gate_name text not null,
  attendee_id uuid,
  -- as read, only where it is nobody's: a usable code never rests here
  code text,
  kind text not null check (kind in ('entry', 'manual', 'undo')),
  verdict text not null check (verdict in ('admitted', 'already', 'notOnList', 'wrongSession', 'excused', 'revokedCard')),
  -- what was answered about an earlier entry, so that a retry is answered the same
  first_at timestamptz,
  first_gate text,
  scanned_at timestamptz not null,
  clock_ahead_ms bigint not null default 0,
  received_at timestamptz not null default clock_timestamp(),
  operator text not null default '',
  reason text not null default '',
  primary key (meeting_id, id),
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
-- Partial by conditions that always hold where they are wanted: a plan made and kept while the tables were empty could otherwise
-- look a scan up by these instead of by its key, and read all scans of the meeting for each one that comes in.
create index scan_session on scan (meeting_id, session_id, received_at) where received_at > '2000-01-01Z';
create index scan_attendee on scan (meeting_id, attendee_id) where attendee_id is not null;

create function scan_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a scan is never changed';
end $$;
create trigger scan_stays before update on scan for each row execute function scan_stays();

-- one entry per person and session: the key has the last word; the earliest time wins, whichever gate was heard first
create table presence (
  meeting_id uuid not null,
  session_id uuid not null,
  attendee_id uuid not null,
  first_at timestamptz not null,
  gate_name text not null,
  device_id uuid,
  -- the scan that was answered "admitted"
  scan_id uuid not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (meeting_id, session_id, attendee_id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict,
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
create index presence_changed on presence (meeting_id, session_id, changed_at) where changed_at > '2000-01-01Z';

-- when a gate was last heard, and what it still holds
create table gate_state (
  meeting_id uuid not null,
  device_id uuid not null,
  seen_at timestamptz not null,
  queued int not null,
  clock_ahead_ms bigint not null,
  primary key (meeting_id, device_id)
);

-- the attendance lists that were made, for the archive: the last one of each session
create table attendance_sheet (
  meeting_id uuid not null,
  session_id uuid not null,
  file_id uuid not null,
  title text not null,
  made_by text not null,
  made_on date not null,
  primary key (meeting_id, session_id)
);
select audit_table('attendance_sheet', '{}');

create view presence_v as select meeting_id, session_id, attendee_id, first_at, gate_name from presence;

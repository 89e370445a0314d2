-- A session as it is held: opened with a quorum, followed item by item, closed.
create table sitting (
  meeting_id uuid not null,
  session_id uuid not null,
  state text not null check (state in ('open', 'closed')),
  -- as counted when it was opened: a denominator is a snapshot
  members int not null,
  present int not null,
  quorum int not null,
  opened_at timestamptz not null,
  opened_by text not null,
  closed_at timestamptz,
  closed_by text,
  primary key (meeting_id, session_id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict,
  check ((state = 'closed') = (closed_at is not null))
);
select audit_table('sitting', '{}');

create table sitting_item (
  meeting_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  position int not null,
  title text not null,
  -- a poll of this sitting, where the item is a vote: known by the module below only
  poll_id uuid,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (meeting_id, id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict,
  check (ended_at is null or started_at is not null)
);
create index sitting_item_order on sitting_item (meeting_id, session_id, position, id);
select audit_table('sitting_item', '{}');

-- What happened, in the order it happened: the minutes are written from it, so it is appended and never changed.
create table sitting_event (
  meeting_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('opened', 'itemStarted', 'note', 'pollOpened', 'handCount', 'pollClosed', 'pollAbandoned', 'resultReleased', 'closed')),
  sentence text not null,
  data jsonb not null,
  by text not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict
);
create index sitting_event_time on sitting_event (meeting_id, session_id, at, id);
create function sitting_event_stays() returns trigger language plpgsql as $$
begin
  raise exception 'an event of a sitting is never changed';
end $$;
create trigger sitting_event_stays before update on sitting_event for each row execute function sitting_event_stays();

-- What the hall sees: one released state a meeting, the same on every screen, kept over restarts.
create table hall_screen (
  meeting_id uuid not null references meeting on delete restrict,
  what text not null check (what in ('title', 'attendance', 'item', 'vote', 'result', 'board')),
  session_id uuid,
  item_id uuid,
  poll_id uuid,
  shown_at timestamptz not null,
  shown_by text not null,
  primary key (meeting_id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict
);
select audit_table('hall_screen', '{}');

create view sitting_v as select meeting_id, session_id, state, members, present, quorum, opened_at, closed_at from sitting;
create view sitting_event_v as select meeting_id, session_id, id, at, kind, sentence, data from sitting_event;

create table poll (
  meeting_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  -- the template's name for it; null: made by hand
  key text,
  title text not null,
  -- choices, base, threshold, quorum, press: what the engine is given; frozen with the roll by rule_hash when the poll opens
  rules jsonb not null,
  state text not null check (state in ('draft', 'open', 'closed', 'abandoned')),
  opened_at timestamptz,
  opened_by text,
  rule_hash text,
  members int,
  present_at_opening int,
  closed_at timestamptz,
  closed_by text,
  -- counted at the closing: those there at the opening and those who came in while it was open
  present int,
  result jsonb,
  released_at timestamptz,
  report_file_id uuid,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, session_id) references agenda_session (meeting_id, id) on delete restrict,
  constraint poll_key_once unique (meeting_id, key),
  check ((state = 'draft') = (opened_at is null)),
  check ((state = 'closed') = (result is not null))
);
-- one vote at a time in a session: two at once would ask a hall two questions
create unique index poll_one_open on poll (meeting_id, session_id) where state = 'open';
create index poll_session on poll (meeting_id, session_id, id);
select audit_table('poll', '{}');

-- the roll of an open poll: who may vote, and who of them was there when it opened
create table poll_voter (
  meeting_id uuid not null,
  poll_id uuid not null,
  attendee_id uuid not null,
  present boolean not null,
  primary key (meeting_id, poll_id, attendee_id),
  foreign key (meeting_id, poll_id) references poll (meeting_id, id) on delete restrict,
  -- whoever stood on a roll stays on the roster
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);

-- named ballots: one a voter by the key, whatever is sent how often
create table ballot (
  meeting_id uuid not null,
  poll_id uuid not null,
  voter_id uuid not null,
  choice text not null,
  -- counts the voter's own presses: a late retry of an earlier one never overwrites a later one
  press int not null,
  cast_at timestamptz not null,
  primary key (meeting_id, poll_id, voter_id)
);

-- heaps counted by hand (表决器故障改举手), beside the ballots of the same poll
create table hand_count (
  meeting_id uuid not null,
  id uuid not null,
  poll_id uuid not null,
  counts jsonb not null,
  reason text not null,
  at timestamptz not null,
  by text not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, poll_id) references poll (meeting_id, id) on delete restrict
);
create index hand_count_poll on hand_count (meeting_id, poll_id, id);
select audit_table('hand_count', '{}');

-- a poll that was broken off has no result and counts as never closed
create view poll_v as
select meeting_id, id, session_id, title, state, result, case when state = 'closed' then closed_at end as closed_at, released_at, report_file_id from poll;

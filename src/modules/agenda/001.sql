create table agenda_session (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  key text,
  kind text not null check (kind in ('registration', 'preparatory', 'plenary', 'presidium', 'group', 'work', 'other')),
  title text not null,
  anchor text check (anchor in ('arrival', 'opening', 'closing', 'departure')),
  offset_days int not null,
  day date not null,
  starts text not null check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends text not null check (ends ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  at_opening boolean not null,
  place text not null,
  chair text not null,
  body_id uuid,
  sign_in boolean not null,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, body_id) references body on delete restrict,
  unique (meeting_id, key),
  check (ends > starts),
  check (not sign_in or body_id is not null)
);
create index agenda_session_day on agenda_session (meeting_id, day, starts, id);
select audit_table('agenda_session', '{}');

-- the programme as last printed: what the archive is offered
create table agenda_paper (
  meeting_id uuid primary key references meeting on delete restrict,
  file_id uuid not null,
  pages int not null,
  made_by text not null,
  made_on date not null
);
select audit_table('agenda_paper', '{}');

create view agenda_session_v as
select s.meeting_id, s.id, s.key, s.kind, s.title, s.day, s.starts, s.ends, s.place, s.chair, s.body_id, s.sign_in,
  row_number() over (partition by s.meeting_id order by s.day, s.starts, s.id)::int as position,
  (s.day + s.starts::time) at time zone m.zone as starts_at,
  (s.day + s.ends::time) at time zone m.zone as ends_at
from agenda_session s join meeting m on m.id = s.meeting_id;

create table meeting (
  id uuid primary key,
  name text not null,
  theme text not null,
  host text not null,
  arrives_on date not null,
  starts_on date not null,
  ends_on date not null,
  departs_on date not null,
  opens_at text not null check (opens_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  place text not null,
  hall text not null,
  zone text not null,
  secrecy text not null check (secrecy in ('open', 'internal', 'workSecret')),
  template text not null,
  phase_set text check (phase_set in ('prepare', 'arrive', 'hold', 'after')),
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  created_at timestamptz not null default now(),
  check (arrives_on <= starts_on and starts_on <= ends_on and ends_on <= departs_on)
);
create index meeting_order on meeting (starts_on desc, id);
select audit_table('meeting', '{}');

-- the phase follows the dates in the meeting's own zone, unless a person set it
create view meeting_v as
select id, name, theme, host, arrives_on, starts_on, ends_on, departs_on, opens_at, place, hall, zone, template, secrecy, version,
  phase_set is not null as phase_by_hand,
  coalesce(phase_set, case
    when today < least(arrives_on, starts_on) then 'prepare'
    when today < starts_on then 'arrive'
    when today <= ends_on then 'hold'
    else 'after' end) as phase
from (select m.*, (now() at time zone m.zone)::date as today from meeting m) m;

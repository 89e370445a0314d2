-- what a meeting belongs to: the unit that holds it and the series it is one of; grants of a unit or a series reach it through these
create table meeting_series (
  id uuid primary key,
  unit_id uuid references unit on delete restrict,
  name text not null,
  constraint meeting_series_name_once unique nulls not distinct (unit_id, name)
);
select audit_table('meeting_series', '{}');

alter table meeting
  add column unit_id uuid references unit on delete restrict,
  add column series_id uuid references meeting_series on delete restrict;
create index meeting_unit on meeting (unit_id);
create index meeting_of_series on meeting (series_id);

create or replace view meeting_v as
select id, name, theme, host, arrives_on, starts_on, ends_on, departs_on, opens_at, place, hall, zone, template, secrecy, version,
  phase_set is not null as phase_by_hand,
  coalesce(phase_set, case
    when today < least(arrives_on, starts_on) then 'prepare'
    when today < starts_on then 'arrive'
    when today <= ends_on then 'hold'
    else 'after' end) as phase, unit_id, series_id
from (select m.*, (now() at time zone m.zone)::date as today from meeting m) m;

-- where a meeting, a series or a unit stands: its own unit and all above it. A meeting without a unit of its own stands where its series does.
create view place_v as
select p.kind, p.id, p.meeting_id, p.series_id,
  array(
    with recursive up as (
      select u.id, u.parent_id from unit u where u.id = p.unit_id
      union
      select u.id, u.parent_id from unit u join up on u.id = up.parent_id)
    select id from up) as units
from (
  select 'meeting' as kind, m.id, m.id as meeting_id, m.series_id, coalesce(m.unit_id, s.unit_id) as unit_id
  from meeting m left join meeting_series s on s.id = m.series_id
  union all
  select 'series', s.id, null, s.id, s.unit_id from meeting_series s
  union all
  select 'unit', u.id, null, null, u.id from unit u) p;

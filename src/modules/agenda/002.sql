-- a committee's own plenum and an activity are kinds of their own; what the law requires stays on the programme; who is due besides the body
alter table agenda_session drop constraint agenda_session_kind_check;
alter table agenda_session
  add constraint agenda_session_kind_check
    check (kind in ('registration', 'preparatory', 'plenary', 'presidium', 'group', 'committee', 'activity', 'work', 'other')),
  add column legal boolean not null default false,
  add column basis text,
  add column categories text[] not null default '{}',
  add column remark text not null default '';

create or replace view agenda_session_v as
select s.meeting_id, s.id, s.key, s.kind, s.title, s.day, s.starts, s.ends, s.place, s.chair, s.body_id, s.sign_in,
  row_number() over (partition by s.meeting_id order by s.day, s.starts, s.id)::int as position,
  (s.day + s.starts::time) at time zone m.zone as starts_at,
  (s.day + s.ends::time) at time zone m.zone as ends_at,
  s.legal, s.categories
from agenda_session s join meeting m on m.id = s.meeting_id;

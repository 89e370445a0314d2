-- Who has leave for which session, where the leave is not for the whole meeting: it begins and ends with sessions, and moves with them.
create view session_leave_v as
select l.meeting_id, s.id as session_id, l.attendee_id
from attendee_leave_v l
join agenda_session_v s on s.meeting_id = l.meeting_id
left join agenda_session_v f on f.meeting_id = l.meeting_id and f.id = l.from_session
left join agenda_session_v u on u.meeting_id = l.meeting_id and u.id = l.until_session
where s.starts_at >= coalesce(f.starts_at, l.from_at, '-infinity') and s.starts_at <= coalesce(u.starts_at, l.until_at, 'infinity');

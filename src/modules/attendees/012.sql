-- Whose credentials have ended neither counts nor votes in any body, whether or not it asks for valid ones; who only waits does where it does not ask.
create or replace view body_member_v as
select m.meeting_id, m.body_id, m.attendee_id, m.may_vote, m.may_elect, m.role,
  m.may_vote or not exists (select 1 from body_member o where o.meeting_id = m.meeting_id and o.body_id = m.body_id and o.may_vote) as counts
from body_member m
join body b on b.meeting_id = m.meeting_id and b.id = m.body_id
left join qualification q on q.meeting_id = m.meeting_id and q.attendee_id = m.attendee_id
where not m.may_vote or q.status in ('valid', 'byElection') or (not b.qualified and q.status is distinct from 'ended');

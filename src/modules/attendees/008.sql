-- Who has just been added belongs to no body yet: he only joins. Nobody leaves one, and nobody's vote is reckoned anew.
create function join_bodies(meeting uuid, people uuid[]) returns void language plpgsql as $$
begin
  insert into body_member (meeting_id, body_id, attendee_id, may_vote, may_elect)
  select meeting_id, body_id, attendee_id, votes, votes from body_belonging
  where meeting_id = meeting and (people is null or attendee_id = any(people))
  on conflict (meeting_id, body_id, attendee_id) do nothing;
end $$;

-- the people stand in each condition: a planner that knows nothing yet of a table just filled would else walk through all of it for each of them
create or replace function follow_bodies(meeting uuid, people uuid[]) returns void language plpgsql as $$
begin
  delete from body_member m using body b
  where m.meeting_id = meeting and (people is null or m.attendee_id = any(people)) and b.meeting_id = m.meeting_id and b.id = m.body_id and not b.by_hand
    and not exists (select 1 from body_belonging o where o.meeting_id = m.meeting_id and o.body_id = m.body_id and o.attendee_id = m.attendee_id);
  perform join_bodies(meeting, people);
  update body_member m set may_vote = votes_by_rule(b.kind, b.by_hand, m.role, coalesce(c.may_vote, false)),
    may_elect = votes_by_rule(b.kind, b.by_hand, m.role, coalesce(c.may_vote, false))
  from body b join attendee a on a.meeting_id = b.meeting_id and (people is null or a.id = any(people))
  left join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category
  where m.meeting_id = meeting and b.meeting_id = meeting and b.id = m.body_id and a.id = m.attendee_id and m.reason is null and (people is null or m.attendee_id = any(people))
    and (m.may_vote, m.may_elect) is distinct from (votes_by_rule(b.kind, b.by_hand, m.role, coalesce(c.may_vote, false)),
      votes_by_rule(b.kind, b.by_hand, m.role, coalesce(c.may_vote, false)));
end $$;

create or replace function people_added() returns trigger language plpgsql as $$
declare meeting record;
begin
  for meeting in select meeting_id as id, array_agg(n.id) as people from fresh n group by meeting_id loop
    perform join_bodies(meeting.id, meeting.people);
  end loop;
  return null;
end $$;

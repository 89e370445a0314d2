-- Thousands are divided into groups at once: bodies are looked at only where one is made of the group somebody leaves or joins.
create or replace function people_changed() returns trigger language plpgsql as $$
declare meeting record;
begin
  for meeting in
    select n.meeting_id as id, array_agg(n.id) as people from fresh n join gone o on o.meeting_id = n.meeting_id and o.id = n.id
    where (n.category, n.delegation_id) is distinct from (o.category, o.delegation_id)
      or (n.group_id is distinct from o.group_id and exists (select 1 from body b where b.meeting_id = n.meeting_id and b.group_id in (n.group_id, o.group_id)))
    group by n.meeting_id
  loop
    perform follow_bodies(meeting.id, meeting.people);
  end loop;
  return null;
end $$;

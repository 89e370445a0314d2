-- Bodies in full: what kind they are, who belongs (by category, delegation, group or by hand), who votes and elects there.
alter table body
  add column kind text not null default 'assembly'
    check (kind in ('assembly', 'presidium', 'credentials', 'delegation', 'group', 'committee', 'standing', 'executive')),
  add column by_hand boolean not null default false,
  add column delegation_id uuid,
  add column group_id uuid,
  add column qualified boolean not null default false,
  add column basis text,
  add column source text not null default '';
update body set kind = case
  when key = 'presidium' then 'presidium' when key in ('committee', 'discipline') then 'committee' when key = 'members' then 'executive' else 'assembly' end;
update body set by_hand = true where categories = '{}';
alter table body
  add constraint body_name_once unique (meeting_id, name),
  add constraint body_delegation foreign key (meeting_id, delegation_id) references delegation on delete cascade,
  add constraint body_group foreign key (meeting_id, group_id) references attendee_group on delete cascade,
  add constraint body_delegation_once unique (meeting_id, delegation_id),
  add constraint body_group_once unique (meeting_id, group_id);

-- `reason`: the rights were changed by hand, and why; without it they follow the rule
alter table body_member
  add column may_elect boolean not null default false,
  add column role text not null default 'member' check (role in ('chair', 'deputy', 'secretary', 'member', 'alternate')),
  add column reason text,
  add column votes int check (votes >= 0),
  add column place int;
update body_member set may_elect = may_vote;
create index body_member_voters on body_member (meeting_id, body_id) where may_vote;

alter table attendee_category add constraint attendee_category_seat_has_no_vote check (not (may_vote and unit_seat));

-- Leave has one life: asked, granted or refused, ended. Without `from` and `until` it is for the whole meeting.
-- Sessions belong to a later module: their times are kept too, for the day when one of them is gone.
create table attendee_leave (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  attendee_id uuid not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'ended')),
  reason text not null,
  from_session uuid,
  from_title text,
  from_at timestamptz,
  until_session uuid,
  until_title text,
  until_at timestamptz,
  asked_for text not null check (asked_for in ('unit', 'liaison', 'office')),
  asked_by text not null,
  asked_at timestamptz not null,
  note text not null default '',
  decided_by text,
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  -- who sits in the unit's place: a person of his own
  substitute_id uuid,
  primary key (meeting_id, id),
  foreign key (meeting_id, attendee_id) references attendee on delete cascade,
  constraint attendee_leave_substitute foreign key (meeting_id, substitute_id) references attendee on delete set null (substitute_id),
  check ((state in ('asked')) = (decided_at is null)),
  check ((state = 'ended') = (ended_at is not null))
);
create index attendee_leave_person on attendee_leave (meeting_id, attendee_id);
create index attendee_leave_substitute on attendee_leave (meeting_id, substitute_id);
create unique index attendee_leave_whole_once on attendee_leave (meeting_id, attendee_id) where state in ('asked', 'granted') and from_at is null and until_at is null;
insert into attendee_leave (meeting_id, id, attendee_id, state, reason, asked_for, asked_by, asked_at, decided_by, decided_at)
select meeting_id, gen_random_uuid(), id, 'granted', coalesce(excused_reason, ''), 'office', updated_by, excused_at, updated_by, excused_at from attendee where excused_at is not null;
create view attendee_leave_v as select meeting_id, id, attendee_id, from_session, from_at, until_session, until_at from attendee_leave where state = 'granted';

-- 代表资格: who has no row waits for the review
create table qualification (
  meeting_id uuid not null,
  attendee_id uuid not null,
  status text not null check (status in ('valid', 'pending', 'ended', 'byElection')),
  ground text not null,
  by text not null,
  at timestamptz not null,
  primary key (meeting_id, attendee_id),
  foreign key (meeting_id, attendee_id) references attendee on delete cascade
);
create table qualification_report (
  meeting_id uuid not null references meeting on delete restrict,
  title text not null,
  body text not null,
  issuer text not null,
  day date,
  -- as counted when it was adopted
  figures jsonb,
  adopted_by uuid,
  adopted_by_name text,
  adopted_on date,
  adopted_at text,
  file_id uuid,
  pages int,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id),
  constraint qualification_report_body foreign key (meeting_id, adopted_by) references body on delete restrict,
  check ((adopted_on is null) = (adopted_by_name is null))
);
create view qualification_v as select meeting_id, attendee_id, status from qualification;

select audit_table('attendee_leave', '{}');
select audit_table('qualification', '{}');
select audit_table('qualification_report', '{}');

-- 候补委员 never vote; who was chosen into a committee votes there by being chosen, everybody else by his category.
create function votes_by_rule(kind text, by_hand boolean, role text, category_votes boolean) returns boolean language sql immutable as $$
  select role <> 'alternate' and (category_votes or (by_hand and kind in ('committee', 'standing', 'executive') and role <> 'secretary'))
$$;

-- Who belongs to a body that follows the roster, for these people or (null) for all. A substitute belongs to none: he inherits no place and no vote.
create view body_belonging as
select a.meeting_id, b.id as body_id, a.id as attendee_id, votes_by_rule(b.kind, b.by_hand, 'member', c.may_vote) as votes
from attendee a
join body b on b.meeting_id = a.meeting_id and not b.by_hand and a.category = any(b.categories)
  and (b.delegation_id is null or b.delegation_id = a.delegation_id) and (b.group_id is null or b.group_id = a.group_id)
join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category
where not exists (select 1 from attendee_leave l where l.meeting_id = a.meeting_id and l.substitute_id = a.id);

create function follow_bodies(meeting uuid, people uuid[]) returns void language plpgsql as $$
begin
  delete from body_member m using body b
  where m.meeting_id = meeting and (people is null or m.attendee_id = any(people)) and b.meeting_id = m.meeting_id and b.id = m.body_id and not b.by_hand
    and not exists (select 1 from body_belonging o where o.meeting_id = m.meeting_id and o.body_id = m.body_id and o.attendee_id = m.attendee_id);
  insert into body_member (meeting_id, body_id, attendee_id, may_vote, may_elect)
  select meeting_id, body_id, attendee_id, votes, votes from body_belonging
  where meeting_id = meeting and (people is null or attendee_id = any(people))
  on conflict (meeting_id, body_id, attendee_id) do nothing;
  update body_member m set may_vote = r.votes, may_elect = r.votes
  from (select o.meeting_id, o.body_id, o.attendee_id, votes_by_rule(b.kind, b.by_hand, o.role, coalesce(c.may_vote, false)) as votes
    from body_member o join body b on b.meeting_id = o.meeting_id and b.id = o.body_id
    join attendee a on a.meeting_id = o.meeting_id and a.id = o.attendee_id
    left join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category
    where o.meeting_id = meeting and o.reason is null and (people is null or o.attendee_id = any(people))) r
  where m.meeting_id = r.meeting_id and m.body_id = r.body_id and m.attendee_id = r.attendee_id and (m.may_vote <> r.votes or m.may_elect <> r.votes);
end $$;

-- whoever writes people, the bodies follow
create function people_added() returns trigger language plpgsql as $$
declare meeting record;
begin
  for meeting in select meeting_id as id, array_agg(n.id) as people from fresh n group by meeting_id loop
    perform follow_bodies(meeting.id, meeting.people);
  end loop;
  return null;
end $$;
create function people_changed() returns trigger language plpgsql as $$
declare meeting record;
begin
  for meeting in
    select n.meeting_id as id, array_agg(n.id) as people from fresh n join gone o on o.meeting_id = n.meeting_id and o.id = n.id
    where (n.category, n.delegation_id, n.group_id) is distinct from (o.category, o.delegation_id, o.group_id) group by n.meeting_id
  loop
    perform follow_bodies(meeting.id, meeting.people);
  end loop;
  return null;
end $$;
create trigger people_added after insert on attendee referencing new table as fresh for each statement execute function people_added();
create trigger people_changed after update on attendee referencing old table as gone new table as fresh for each statement execute function people_changed();

create function category_rights_changed() returns trigger language plpgsql as $$
begin
  perform follow_bodies(new.meeting_id, null);
  return null;
end $$;
create trigger category_rights_changed after update on attendee_category for each row when (new.may_vote <> old.may_vote)
  execute function category_rights_changed();

create or replace view body_v as
select meeting_id, id, key, name, quorum_num, quorum_den, quorum_strict, kind, qualified, by_hand, delegation_id, group_id from body;

-- Everybody who counts, in one place: where the body asks for it only delegates whose credentials are valid. `counts`: makes up 应到 and quorum —
-- those with a vote; in a body where nobody votes, all.
create or replace view body_member_v as
select m.meeting_id, m.body_id, m.attendee_id, m.may_vote, m.may_elect, m.role,
  m.may_vote or not exists (select 1 from body_member o where o.meeting_id = m.meeting_id and o.body_id = m.body_id and o.may_vote) as counts
from body_member m
join body b on b.meeting_id = m.meeting_id and b.id = m.body_id
left join qualification q on q.meeting_id = m.meeting_id and q.attendee_id = m.attendee_id
where not b.qualified or not m.may_vote or q.status in ('valid', 'byElection');

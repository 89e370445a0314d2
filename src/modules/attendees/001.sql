create table delegation (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  name text not null,
  place int not null,
  primary key (meeting_id, id),
  constraint delegation_name_once unique (meeting_id, name)
);

-- names are ordered by keys computed in the kernel: SQL never orders Chinese by collation
create table attendee (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  name text not null,
  sort_full text collate "C" not null,
  sort_surname text collate "C" not null,
  pinyin text collate "C" not null,
  initials text collate "C" not null,
  sex text check (sex in ('male', 'female')),
  ethnicity text,
  category text not null,
  delegation_id uuid,
  unit text not null default '',
  post text not null default '',
  phone text,
  rank int,
  role text check (role in ('leader', 'deputy')),
  position int not null default 0,
  excused_reason text,
  excused_at timestamptz,
  same_name_mark text not null default '',
  version int not null default 1,
  updated_by text not null default '',
  updated_at timestamptz not null default now(),
  primary key (meeting_id, id),
  foreign key (meeting_id, delegation_id) references delegation on delete restrict
);
create index attendee_full on attendee (meeting_id, sort_full, id);
create index attendee_surname on attendee (meeting_id, sort_surname, id);
create index attendee_pinyin on attendee (meeting_id, pinyin, id);
create index attendee_delegation on attendee (meeting_id, delegation_id);
create index attendee_name on attendee (meeting_id, name);

create table body (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  key text not null,
  name text not null,
  quorum_num int not null check (quorum_num > 0),
  quorum_den int not null check (quorum_den >= quorum_num),
  quorum_strict boolean not null,
  categories text[] not null default '{}',
  primary key (meeting_id, id),
  constraint body_key_once unique (meeting_id, key)
);
create table body_member (
  meeting_id uuid not null,
  body_id uuid not null,
  attendee_id uuid not null,
  may_vote boolean not null,
  primary key (meeting_id, body_id, attendee_id),
  foreign key (meeting_id, body_id) references body on delete restrict,
  foreign key (meeting_id, attendee_id) references attendee on delete cascade
);
create index body_member_attendee on body_member (meeting_id, attendee_id);

create view attendee_v as
select a.meeting_id, a.id, a.name, a.sort_full, a.sort_surname, a.pinyin, a.initials, a.sex, a.ethnicity, a.category, a.delegation_id,
  d.name as delegation_name, d.place as delegation_place, a.unit, a.post, a.rank, a.role, a.excused_at is not null as excused, a.same_name_mark
from attendee a left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id;

create view delegation_v as
select d.meeting_id, d.id, d.name, d.place, (select count(*) from attendee a where a.meeting_id = d.meeting_id and a.delegation_id = d.id)::int as count
from delegation d;

create view body_v as select meeting_id, id, key, name, quorum_num, quorum_den, quorum_strict from body;
create view body_member_v as select meeting_id, body_id, attendee_id, may_vote from body_member;

select audit_table('delegation', '{}');
select audit_table('attendee', '{phone}');
select audit_table('body', '{}');
select audit_table('body_member', '{}');

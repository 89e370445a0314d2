-- numbers are sealed with the keys of the house and found by what only it can compute of them; `phone` holds what earlier versions wrote until the house has sealed it
alter table attendee
  add column phone_sealed text,
  add column phone_hash text,
  add column phone_tail text,
  add column id_sealed text,
  add column id_hash text,
  add column id_tail text,
  add column birth text check (birth ~ '^\d{4}-\d{2}(-\d{2})?$'),
  add column education text,
  add column politics text,
  add column diet text,
  add column photo_file_id uuid,
  add column hotel text,
  add column room text,
  add column table_no text,
  add column car_no text,
  add column custom jsonb not null default '{}',
  add column custom_sealed jsonb not null default '{}',
  add column group_id uuid;

alter table attendee drop constraint attendee_role_check;
alter table attendee add constraint attendee_role_check check (role in ('leader', 'deputy', 'secretary', 'liaison'));

alter table delegation add column hotel text not null default '';
alter table attendee_category add column unit_seat boolean not null default false;

-- 小组: inside a delegation, or across them
create table attendee_group (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  delegation_id uuid,
  name text not null,
  place int not null,
  primary key (meeting_id, id),
  constraint attendee_group_name_once unique nulls not distinct (meeting_id, delegation_id, name),
  foreign key (meeting_id, delegation_id) references delegation on delete restrict
);
alter table attendee add constraint attendee_group_fkey foreign key (meeting_id, group_id) references attendee_group on delete restrict;

-- 召集人 and recorders; a recorder may be of the staff and no member
create table attendee_group_office (
  meeting_id uuid not null,
  group_id uuid not null,
  attendee_id uuid not null,
  office text not null check (office in ('convenor', 'recorder')),
  primary key (meeting_id, group_id, attendee_id, office),
  foreign key (meeting_id, group_id) references attendee_group on delete cascade,
  foreign key (meeting_id, attendee_id) references attendee on delete cascade
);
create index attendee_group_office_attendee on attendee_group_office (meeting_id, attendee_id);

-- what this meeting asks of its people besides
create table attendee_field (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('text', 'number', 'date', 'choice')),
  choices text[] not null default '{}',
  sensitive boolean not null,
  place int not null,
  primary key (meeting_id, id),
  constraint attendee_field_name_once unique (meeting_id, name)
);

select audit_table('attendee_group', '{}');
select audit_table('attendee_group_office', '{}');
select audit_table('attendee_field', '{}');

-- what may have to go some day stands in no history
drop trigger audit_inserted on attendee;
drop trigger audit_updated on attendee;
drop trigger audit_deleted on attendee;
select audit_table('attendee', '{phone,phone_sealed,phone_hash,phone_tail,id_sealed,id_hash,id_tail,birth,ethnicity,politics,diet,custom_sealed}');

create index attendee_unsealed on attendee (meeting_id, id) where phone is not null;
create index attendee_phone on attendee (meeting_id, phone_hash);
create index attendee_phone_tail on attendee (meeting_id, phone_tail);
create index attendee_id_number on attendee (meeting_id, id_hash);
create index attendee_in_group on attendee (meeting_id, group_id);

create or replace view attendee_v as
select a.meeting_id, a.id, a.name, a.sort_full, a.sort_surname, a.pinyin, a.initials, a.sex, a.ethnicity, a.category, a.delegation_id,
  d.name as delegation_name, d.place as delegation_place, a.unit, a.post, a.rank, a.role, a.excused_at is not null as excused, a.same_name_mark,
  a.birth, a.education, a.politics, a.diet, a.photo_file_id, coalesce(a.hotel, nullif(d.hotel, '')) as hotel, a.room, a.table_no, a.car_no,
  a.group_id, g.name as group_name, g.place as group_place
from attendee a
left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
left join attendee_group g on g.meeting_id = a.meeting_id and g.id = a.group_id;

create view attendee_group_v as select meeting_id, id, delegation_id, name, place from attendee_group;

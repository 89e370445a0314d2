-- 办公室 stands below many units: a name is taken among its neighbours only
alter table unit
  drop constraint unit_name_once,
  add column short_name text not null default '',
  add column kind text not null default '',
  add column place int not null default 0,
  add column phone text not null default '',
  add column address text not null default '',
  add column pinyin text collate "C" not null default '',
  add column initials text collate "C" not null default '',
  add column closed_at timestamptz,
  add column version int not null default 1,
  add column updated_by text not null default '',
  add column updated_at timestamptz not null default now(),
  add constraint unit_name_once unique nulls not distinct (parent_id, name),
  add constraint unit_not_below_itself check (parent_id <> id);
create index unit_parent on unit (parent_id, place, id);
create index unit_pinyin on unit (pinyin);
create index unit_initials on unit (initials);
-- a search for characters in the middle of a name reads an index too: every character is an entry
create index unit_characters on unit using gin (string_to_array(name, null));

-- the number itself is sealed with the house's key; it is found by keyed hashes of the whole and of its last four digits
create table person (
  id uuid primary key,
  name text not null,
  sort_key text collate "C" not null,
  pinyin text collate "C" not null,
  initials text collate "C" not null,
  phone_sealed text,
  phone_hash text,
  phone_tail text,
  office_phone text not null default '',
  email text not null default '',
  note text not null default '',
  same_name_mark text not null default '',
  version int not null default 1,
  updated_by text not null default '',
  updated_at timestamptz not null default now(),
  constraint person_phone_whole check ((phone_sealed is null) = (phone_hash is null) and (phone_sealed is null) = (phone_tail is null))
);
create index person_name on person (name);
create index person_sort on person (sort_key, id);
create index person_pinyin on person (pinyin);
create index person_initials on person (initials);
create index person_phone on person (phone_hash);
create index person_tail on person (phone_tail);
create index person_characters on person using gin (string_to_array(name, null));

-- place: the official order within the unit, which nobody can compute
create table person_post (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  unit_id uuid not null references unit on delete restrict,
  title text not null default '',
  place int not null default 0,
  is_main boolean not null default false,
  from_day date,
  until_day date,
  constraint person_post_days check (until_day >= from_day)
);
create index person_post_unit on person_post (unit_id, place, id);
create index person_post_person on person_post (person_id);
create unique index person_post_main on person_post (person_id) where is_main;
create index person_post_characters on person_post using gin (string_to_array(title, null));

create view unit_v as select id, parent_id, name, short_name, kind, place, closed_at is not null as closed from unit;
create view person_v as
select p.id, p.name, p.sort_key, p.pinyin, p.initials, p.same_name_mark, m.unit_id, u.name as unit_name, m.title
from person p left join person_post m on m.person_id = p.id and m.is_main left join unit u on u.id = m.unit_id;
create view person_post_v as select id, person_id, unit_id, title, place, is_main, from_day, until_day from person_post;

select audit_table('person', '{phone_sealed,phone_hash,phone_tail,email,note}');
select audit_table('person_post', '{}');

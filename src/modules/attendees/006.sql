-- In which order a list is read. A list is the roster (the meeting's own id), a delegation or a body; without a row of its own it is read as the roster is, and the roster by 姓名笔画.
create table attendee_order (
  meeting_id uuid not null references meeting on delete restrict,
  list_id uuid not null,
  mode text not null check (mode in ('full', 'surname', 'pinyin', 'rank', 'given')),
  primary key (meeting_id, list_id)
);
-- Who stands where the office wants him, whatever the order: at the top, or right before or behind another.
create table attendee_pin (
  meeting_id uuid not null,
  list_id uuid not null,
  attendee_id uuid not null,
  how text not null check (how in ('top', 'before', 'after')),
  anchor_id uuid,
  place int not null check (place between 1 and 9999),
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, list_id, attendee_id),
  foreign key (meeting_id, attendee_id) references attendee on delete cascade,
  constraint attendee_pin_anchor foreign key (meeting_id, anchor_id) references attendee on delete cascade,
  check ((how = 'top') = (anchor_id is null)),
  check (anchor_id <> attendee_id)
);
create index attendee_pin_anchor_of on attendee_pin (meeting_id, anchor_id);
create index attendee_pin_person on attendee_pin (meeting_id, attendee_id);

-- Keys that put a list in its order under collate "C". Only lists with an order or pins of their own have rows: all others are read by what stands in attendee.
create table attendee_listed (
  meeting_id uuid not null,
  list_id uuid not null,
  attendee_id uuid not null,
  key text collate "C" not null,
  primary key (meeting_id, list_id, attendee_id),
  foreign key (meeting_id, attendee_id) references attendee on delete cascade
);
create index attendee_listed_key on attendee_listed (meeting_id, list_id, key);
create index attendee_listed_person on attendee_listed (meeting_id, attendee_id);

select audit_table('attendee_order', '{}');
select audit_table('attendee_pin', '{}');

-- A key ends in the person's id, so that no two are the same, and in ' 5'; who is pinned to him has his key with ' 4' or ' 6' and his own id in its place, who stands at
-- the top begins with '!'. Blanks sort below everything a key is made of: one who is pinned to another stays right beside him whoever comes or goes.
create function arrange_list(meeting uuid, list uuid, people uuid[]) returns void language plpgsql as $$
declare wanted text;
begin
  if not exists (select 1 from attendee_order where meeting_id = meeting and list_id = list)
    and not exists (select 1 from attendee_pin where meeting_id = meeting and list_id = list) then
    delete from attendee_listed where meeting_id = meeting and list_id = list;
    return;
  end if;
  select coalesce((select mode from attendee_order where meeting_id = meeting and list_id = list),
    (select mode from attendee_order where meeting_id = meeting and list_id = meeting), 'full') into wanted;
  with belonging as (
    select a.* from attendee a where a.meeting_id = meeting and (people is null or a.id = any(people))
      and (list = meeting or a.delegation_id = list or exists (select 1 from body_member m where m.meeting_id = meeting and m.body_id = list and m.attendee_id = a.id))),
  gone as (
    delete from attendee_listed l where l.meeting_id = meeting and l.list_id = list and (people is null or l.attendee_id = any(people))
      and not exists (select 1 from belonging b where b.id = l.attendee_id))
  insert into attendee_listed as l (meeting_id, list_id, attendee_id, key)
  select meeting, list, id, case wanted
      when 'surname' then sort_surname
      when 'pinyin' then pinyin || ' ' || sort_full
      when 'rank' then coalesce(lpad(rank::text, 6, '0'), '~') || ' ' || sort_full
      when 'given' then lpad(position::text, 9, '0')
      else sort_full end || ' ' || id || ' 5'
  from belonging
  on conflict (meeting_id, list_id, attendee_id) do update set key = excluded.key where l.key <> excluded.key;
  with recursive placed (attendee_id, base) as (
    select p.attendee_id, case p.how when 'top' then '!' || lpad(p.place::text, 4, '0')
        else left(l.key, -2) || case p.how when 'before' then ' 4' else ' 6' end || lpad(p.place::text, 4, '0') end || ' ' || p.attendee_id
    from attendee_pin p left join attendee_listed l on l.meeting_id = meeting and l.list_id = list and l.attendee_id = p.anchor_id
    where p.meeting_id = meeting and p.list_id = list and (p.how = 'top' or l.key is not null)
      and not exists (select 1 from attendee_pin o where o.meeting_id = meeting and o.list_id = list and o.attendee_id = p.anchor_id)
    union all
    select p.attendee_id, x.base || case p.how when 'before' then ' 4' else ' 6' end || lpad(p.place::text, 4, '0') || ' ' || p.attendee_id
    from placed x join attendee_pin p on p.meeting_id = meeting and p.list_id = list and p.anchor_id = x.attendee_id)
  update attendee_listed l set key = x.base || ' 5' from placed x
  where l.meeting_id = meeting and l.list_id = list and l.attendee_id = x.attendee_id and l.key <> x.base || ' 5';
end $$;

-- lists with an order or pins of their own, or that had them a moment ago
create view attendee_list as
select meeting_id, list_id from attendee_order union select meeting_id, list_id from attendee_pin union select distinct meeting_id, list_id from attendee_listed;

create function arrange_lists(meeting uuid, people uuid[]) returns void language plpgsql as $$
declare one record;
begin
  for one in select list_id from attendee_list where meeting_id = meeting loop
    perform arrange_list(meeting, one.list_id, people);
  end loop;
end $$;

create function listed_people_added() returns trigger language plpgsql as $$
declare one record;
begin
  for one in select meeting_id as id, array_agg(n.id) as people from fresh n group by meeting_id loop
    perform arrange_lists(one.id, one.people);
  end loop;
  return null;
end $$;
create function listed_people_changed() returns trigger language plpgsql as $$
declare one record;
begin
  for one in
    select n.meeting_id as id, array_agg(n.id) as people from fresh n join gone o on o.meeting_id = n.meeting_id and o.id = n.id
    where (n.sort_full, n.sort_surname, n.pinyin, n.rank, n.position, n.delegation_id) is distinct from (o.sort_full, o.sort_surname, o.pinyin, o.rank, o.position, o.delegation_id)
    group by n.meeting_id
  loop
    perform arrange_lists(one.id, one.people);
  end loop;
  return null;
end $$;
create trigger listed_people_added after insert on attendee referencing new table as fresh for each statement execute function listed_people_added();
create trigger listed_people_changed after update on attendee referencing old table as gone new table as fresh for each statement execute function listed_people_changed();

create function listed_members_changed() returns trigger language plpgsql as $$
declare one record;
begin
  for one in select c.meeting_id as id, c.body_id, array_agg(c.attendee_id) as people from changed c
    where exists (select 1 from attendee_list l where l.meeting_id = c.meeting_id and l.list_id = c.body_id) group by c.meeting_id, c.body_id
  loop
    perform arrange_list(one.id, one.body_id, one.people);
  end loop;
  return null;
end $$;
create trigger listed_members_added after insert on body_member referencing new table as changed for each statement execute function listed_members_changed();
create trigger listed_members_gone after delete on body_member referencing old table as changed for each statement execute function listed_members_changed();

create function listed_order_changed() returns trigger language plpgsql as $$
declare one record;
begin
  if tg_op = 'DELETE' then one := old; else one := new; end if;
  -- a list without an order of its own follows the roster's
  if one.list_id = one.meeting_id then perform arrange_lists(one.meeting_id, null); else perform arrange_list(one.meeting_id, one.list_id, null); end if;
  return null;
end $$;
create trigger listed_order_changed after insert or update or delete on attendee_order for each row execute function listed_order_changed();

create function listed_pins_changed() returns trigger language plpgsql as $$
declare one record;
begin
  for one in select distinct meeting_id, list_id from changed loop
    perform arrange_list(one.meeting_id, one.list_id, null);
  end loop;
  return null;
end $$;
create trigger listed_pins_added after insert on attendee_pin referencing new table as changed for each statement execute function listed_pins_changed();
create trigger listed_pins_moved after update on attendee_pin referencing new table as changed for each statement execute function listed_pins_changed();
create trigger listed_pins_gone after delete on attendee_pin referencing old table as changed for each statement execute function listed_pins_changed();

-- list_key: in the order of the person's delegation, where it has one of its own, else of the roster; roster_key: of the roster
create or replace view attendee_v as
select a.meeting_id, a.id, a.name, a.sort_full, a.sort_surname, a.pinyin, a.initials, a.sex, a.ethnicity, a.category, a.delegation_id,
  d.name as delegation_name, d.place as delegation_place, a.unit, a.post, a.rank, a.role, a.excused_at is not null as excused, a.same_name_mark,
  a.birth, a.education, a.politics, a.diet, a.photo_file_id, coalesce(a.hotel, nullif(d.hotel, '')) as hotel, a.room, a.table_no, a.car_no,
  a.group_id, g.name as group_name, g.place as group_place,
  coalesce(own.key, listed.key, a.sort_full) as list_key, coalesce(listed.key, a.sort_full) as roster_key
from attendee a
left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
left join attendee_group g on g.meeting_id = a.meeting_id and g.id = a.group_id
left join attendee_listed listed on listed.meeting_id = a.meeting_id and listed.list_id = a.meeting_id and listed.attendee_id = a.id
left join attendee_listed own on own.meeting_id = a.meeting_id and own.list_id = a.delegation_id and own.attendee_id = a.id;

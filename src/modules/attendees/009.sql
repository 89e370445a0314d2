-- Names by pinyin stand syllable by syllable, as a dictionary has them: letters joined into one word would put 陈广浩 behind 程刚. SQL cannot read names: who is on a list
-- already keeps the old order until he is read anew, a minute after the start. His letters begin with no digit: `~` marks those.
alter table attendee add column sort_pinyin text collate "C";
update attendee set sort_pinyin = '~' || pinyin || ' ' || sort_full;
alter table attendee alter column sort_pinyin set not null;
create index attendee_unread on attendee (meeting_id, id) where sort_pinyin like '~%';
create index attendee_by_pinyin on attendee (meeting_id, sort_pinyin, id);

create or replace function arrange_list(meeting uuid, list uuid, people uuid[]) returns void language plpgsql as $$
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
      when 'pinyin' then sort_pinyin
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

create or replace function listed_people_changed() returns trigger language plpgsql as $$
declare one record;
begin
  for one in
    select n.meeting_id as id, array_agg(n.id) as people from fresh n join gone o on o.meeting_id = n.meeting_id and o.id = n.id
    where (n.sort_full, n.sort_surname, n.sort_pinyin, n.rank, n.position, n.delegation_id) is distinct from (o.sort_full, o.sort_surname, o.sort_pinyin, o.rank, o.position, o.delegation_id)
    group by n.meeting_id
  loop
    perform arrange_lists(one.id, one.people);
  end loop;
  return null;
end $$;

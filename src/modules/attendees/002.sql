-- the kinds of people a meeting has; attendee.category holds the name, as the office writes it
create table attendee_category (
  meeting_id uuid not null references meeting on delete restrict,
  key text not null,
  name text not null,
  place int not null,
  may_vote boolean not null,
  primary key (meeting_id, key),
  constraint attendee_category_name_once unique (meeting_id, name)
);
select audit_table('attendee_category', '{}');

alter table attendee
  add column remark text not null default '',
  add column mark_by_hand boolean not null default false;
alter table body add column version int not null default 1;

create index attendee_initials on attendee (meeting_id, initials, id);
create index attendee_position on attendee (meeting_id, position, id);

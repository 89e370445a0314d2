create table card (
  meeting_id uuid not null,
  attendee_id uuid not null,
  number int not null check (number > 0),
  code text not null,
  issue int not null default 1 check (issue > 0),
  issued_at timestamptz not null,
  primary key (meeting_id, attendee_id),
  constraint card_number unique (meeting_id, number),
  constraint card_code unique (meeting_id, code),
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
select audit_table('card', '{code}');

-- a lost card stays known, so that the gate can say 已挂失 instead of 不认识
create table card_revoked (
  meeting_id uuid not null,
  code text not null,
  attendee_id uuid not null,
  number int not null,
  issue int not null,
  reason text not null check (reason in ('lost', 'damaged', 'leaked')),
  revoked_at timestamptz not null,
  revoked_by text not null,
  primary key (meeting_id, code),
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
create index card_revoked_attendee on card_revoked (meeting_id, attendee_id);
select audit_table('card_revoked', '{code}');

-- what was last printed of each kind, for the archive
create table card_print (
  meeting_id uuid not null references meeting on delete restrict,
  kind text not null check (kind in ('badges', 'tents')),
  file_id uuid not null,
  pages int not null,
  count int not null,
  printed_by text not null,
  printed_on date not null,
  primary key (meeting_id, kind)
);
select audit_table('card_print', '{}');

create view card_v as select meeting_id, attendee_id, number, code from card;
-- every code ever given out; the gate stops the revoked ones by name
create view card_code_v as
select meeting_id, attendee_id, number, code, false as revoked from card
union all select meeting_id, attendee_id, number, code, true from card_revoked;

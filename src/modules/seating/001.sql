create table seating_plan (
  meeting_id uuid primary key references meeting on delete restrict,
  hall jsonb not null,
  rostrum jsonb not null,
  seat_order jsonb not null,
  edition int not null default 0 check (edition >= 0),
  published_at timestamptz,
  published_by text,
  map_file_id uuid,
  map_pages int,
  map_edition int,
  map_by text,
  map_on date,
  changed_at timestamptz not null
);
select audit_table('seating_plan', '{}');

-- the draft
create table seating_seat (
  meeting_id uuid not null,
  attendee_id uuid not null,
  area text not null check (area in ('rostrum', 'hall')),
  seat_row int not null check (seat_row > 0),
  seat_number int not null check (seat_number > 0),
  primary key (meeting_id, attendee_id),
  constraint seating_seat_taken unique (meeting_id, area, seat_row, seat_number),
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
select audit_table('seating_seat', '{}');

-- a locked place keeps whoever sits there when the hall is arranged anew; empty, it stays empty
create table seating_lock (
  meeting_id uuid not null references meeting on delete restrict,
  area text not null check (area = 'hall'),
  seat_row int not null,
  seat_number int not null,
  primary key (meeting_id, area, seat_row, seat_number)
);
select audit_table('seating_lock', '{}');

-- the list of the rostrum where the office wrote its own; without one the ranks of the roster count
create table seating_rostrum (
  meeting_id uuid not null,
  attendee_id uuid not null,
  rank int not null check (rank > 0),
  primary key (meeting_id, attendee_id),
  unique (meeting_id, rank),
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
select audit_table('seating_rostrum', '{}');

-- what can be undone: each step with the places before and after
create table seating_step (
  meeting_id uuid not null references meeting on delete restrict,
  position int not null,
  kind text not null check (kind in ('arrange', 'swap', 'move', 'unseat', 'clear', 'hall')),
  changes jsonb not null,
  undone boolean not null default false,
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, position)
);
select audit_table('seating_step', '{changes}');

-- the edition that phones, cards and gates see
create table seating_published (
  meeting_id uuid not null,
  attendee_id uuid not null,
  area text not null,
  seat_row int not null,
  seat_number int not null,
  label text not null,
  entrance text,
  primary key (meeting_id, attendee_id),
  foreign key (meeting_id, attendee_id) references attendee (meeting_id, id) on delete restrict
);
select audit_table('seating_published', '{}');

create view seat_v as
select meeting_id, attendee_id, area, seat_row as row, seat_number as number, label, entrance from seating_published;

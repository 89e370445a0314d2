create table decision (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  number int not null check (number > 0),
  text text not null,
  unit_id uuid not null references unit on delete restrict,
  deadline date not null,
  poll_id uuid,
  state text not null default 'open' check (state in ('open', 'answered', 'accepted', 'returned')),
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  constraint decision_number_once unique (meeting_id, number),
  constraint decision_one_a_poll unique (meeting_id, poll_id)
);
create index decision_deadline on decision (meeting_id, state, deadline);
create index decision_unit on decision (meeting_id, unit_id);
select audit_table('decision', '{}');

-- what was said about it, in the order it was said: only ever added to
create table decision_step (
  meeting_id uuid not null,
  id uuid not null,
  decision_id uuid not null,
  kind text not null check (kind in ('progress', 'done', 'accepted', 'returned')),
  text text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (meeting_id, id),
  foreign key (meeting_id, decision_id) references decision on delete restrict
);
create index decision_step_decision on decision_step (meeting_id, decision_id, at);

create view decision_v as
select meeting_id, id, number, text, unit_id, deadline, poll_id, state from decision;

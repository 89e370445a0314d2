-- the row is what the flow is called and whether it is in use; what it says stands in its versions
create table approval_flow (
  id uuid primary key,
  kind text not null check (kind in ('request', 'scheme', 'budget', 'paper', 'minutes')),
  name text not null,
  is_required boolean not null,
  is_closed boolean not null default false,
  version int not null,
  updated_by text not null,
  updated_at timestamptz not null,
  constraint approval_flow_name_once unique (name)
);
create table approval_flow_version (
  flow_id uuid not null references approval_flow on delete restrict,
  version int not null,
  text jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (flow_id, version)
);
select audit_table('approval_flow', '{}');

create table approval (
  id uuid primary key,
  meeting_id uuid,
  unit_id uuid,
  kind text not null check (kind in ('request', 'scheme', 'budget', 'paper', 'minutes')),
  subject_id uuid not null,
  title text not null,
  path text not null,
  flow jsonb not null,
  state text not null check (state in ('running', 'returned', 'approved', 'withdrawn')),
  round int not null,
  step int not null,
  -- counts the steps entered: who decides says which one he saw, so that nobody decides what has moved on
  version int not null,
  due_at timestamptz,
  submitted_id uuid not null,
  submitted_name text not null,
  submitted_at timestamptz not null,
  updated_at timestamptz not null
);
-- one at a time: two who submit at once do not make two ways to one outcome
create unique index approval_one_under_way on approval (kind, subject_id) where state in ('running', 'returned');
create index approval_meeting on approval (meeting_id, submitted_at desc, id);
create index approval_order on approval (submitted_at desc, id);
create index approval_subject on approval (kind, subject_id, id);
select audit_table('approval', '{}');

-- what was laid before the deciders in each round
create table approval_round (
  approval_id uuid not null references approval on delete restrict,
  round int not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  note text not null,
  body text not null,
  files jsonb not null,
  sha256 text not null,
  primary key (approval_id, round)
);

-- who is asked at which step of which round; is_off: decided another step, or submitted it
create table approval_seat (
  approval_id uuid not null,
  round int not null,
  step int not null,
  account_id uuid not null,
  name text not null,
  is_must boolean not null default false,
  is_off boolean not null default false,
  added_by text,
  primary key (approval_id, round, step, account_id),
  foreign key (approval_id, round) references approval_round on delete restrict
);
create index approval_seat_account on approval_seat (account_id, approval_id);
select audit_table('approval_seat', '{}');

-- the way: everything anybody did, in order
create table approval_act (
  id uuid primary key,
  approval_id uuid not null,
  round int not null,
  visit int not null,
  step int not null,
  step_name text not null,
  kind text not null check (kind in ('submitted', 'agreed', 'returned', 'sentBack', 'withdrawn', 'asked', 'handed', 'urged')),
  by_id uuid not null,
  by_name text not null,
  for_id uuid,
  for_name text,
  to_name text,
  opinion text not null,
  outcome text check (outcome in ('approved', 'returned', 'withdrawn')),
  at timestamptz not null,
  foreign key (approval_id, round) references approval_round on delete restrict
);
create index approval_act_order on approval_act (approval_id, id);
create index approval_act_by on approval_act (by_id, approval_id);
-- the database has the last word: a person counts once, a place counts once, a round ends once
create unique index approval_act_person_once on approval_act (approval_id, visit, by_id) where kind in ('agreed', 'returned', 'sentBack');
create unique index approval_act_seat_once on approval_act (approval_id, visit, coalesce(for_id, by_id)) where kind in ('agreed', 'returned', 'sentBack');
create unique index approval_act_one_outcome on approval_act (approval_id, round) where outcome is not null;

create function approval_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was laid down in an approval is never changed';
end $$;
create trigger approval_act_stays before update or delete on approval_act for each row execute function approval_stays();
create trigger approval_round_stays before update or delete on approval_round for each row execute function approval_stays();
create trigger approval_flow_version_stays before update or delete on approval_flow_version for each row execute function approval_stays();

create table approval_delegation (
  id uuid primary key,
  from_id uuid not null,
  from_name text not null,
  to_id uuid not null,
  to_name text not null,
  kinds text[] not null,
  starts_on date not null,
  ends_on date not null,
  ended_on date,
  created_at timestamptz not null,
  check (starts_on <= ends_on and from_id <> to_id)
);
create index approval_delegation_to on approval_delegation (to_id, ends_on);
create index approval_delegation_from on approval_delegation (from_id, ends_on);
select audit_table('approval_delegation', '{}');

create view approval_v as
select a.id, a.meeting_id, a.kind, a.subject_id, a.title, a.state, a.round, a.step, a.due_at, a.flow ->> 'name' as flow_name,
  a.flow -> 'steps' -> a.step ->> 'name' as step_name, r.sha256
from approval a join approval_round r on r.approval_id = a.id and r.round = a.round;

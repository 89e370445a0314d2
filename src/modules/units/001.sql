create table unit (
  id uuid primary key,
  parent_id uuid references unit on delete restrict,
  name text not null,
  constraint unit_name_once unique (name)
);
select audit_table('unit', '{}');

-- 会议分类标准 of the organisation: beside the national one, in force on certain days
create table class_rules (
  id uuid primary key,
  source text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  limits jsonb not null,
  clauses jsonb not null,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  -- two of them in force on one day would tell two limits
  constraint class_rules_one_a_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
select audit_table('class_rules', '{}');

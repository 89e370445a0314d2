create table archive_setting (
  meeting_id uuid primary key references meeting on delete restrict,
  fonds text not null check (fonds ~ '^[A-Z0-9]{4}$'),
  section text check (section ~ '^[A-Z0-9]{3}$'),
  year int not null
);
select audit_table('archive_setting', '{}');

create table archive_item (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  code text,
  kind text not null,
  title text not null,
  number text,
  author text not null,
  made_on date not null,
  pages int,
  retention text not null check (retention in ('Y', 'D30', 'D10')),
  basis text not null,
  file_id uuid not null,
  file_name text not null,
  version int not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (meeting_id, id),
  constraint archive_item_file_once unique (meeting_id, file_id),
  constraint archive_item_code_once unique (code)
);
create index archive_item_code on archive_item (meeting_id, code);
select audit_table('archive_item', '{}');

create table archive_package (
  meeting_id uuid not null references meeting on delete restrict,
  id uuid not null,
  file_id uuid not null,
  items int not null,
  size bigint not null,
  sha256 text not null,
  sealed_by text not null,
  sealed_at timestamptz not null,
  primary key (meeting_id, id)
);
select audit_table('archive_package', '{}');

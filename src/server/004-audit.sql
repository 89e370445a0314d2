-- mac: made by the server with a key outside the database, so that an entry written past it is known; entries of before have none
-- address: of accounts, keys and devices, not of a delegate's own phone
alter table audit_entry add column address text, add column mac text;

-- a fixed order within one entry: its changes are hashed in it
alter table audit_change add column seq bigint generated always as identity;
drop index audit_change_entry;
create unique index audit_change_once on audit_change (entry_id, seq);

-- what is not yet sealed: written with the entry, taken by the sealer. A queue and not a cursor, since a row committed late or restored from another server has an old tx
create table audit_pending (
  entry_id uuid not null,
  tx xid8 not null default pg_current_xact_id()
);
insert into audit_pending (entry_id, tx) select id, tx from audit_entry;
-- another server numbers its transactions anew: only the queue's order is of use
alter table audit_entry drop column tx;

-- each entry's place, and the hash over it, its changes and the hash before it
create table audit_chain (
  position bigint primary key,
  entry_id uuid not null unique,
  hash bytea not null
);

-- signed: the chain from "first" to "last" ends with "hash"
create table audit_seal (
  number bigint primary key,
  first bigint not null,
  last bigint not null,
  hash bytea not null,
  algorithm text not null,
  at timestamptz not null,
  signature bytea not null
);

-- signed: what stood up to here was kept for its time and is gone; the chain begins behind it
create table audit_checkpoint (
  seal bigint primary key,
  position bigint not null,
  hash bytea not null,
  algorithm text not null,
  at timestamptz not null,
  signature bytea not null
);

-- the law asks for six months: nothing younger goes, whoever asks
create function audit_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and coalesce(current_setting('huixu.audit_cut', true), '') = 'on' then
    if tg_table_name in ('audit_chain', 'audit_change') then
      if not exists (select from audit_entry where id = (to_jsonb(old) ->> 'entry_id')::uuid and at >= now() - interval '183 days') then return old; end if;
    elsif (to_jsonb(old) ->> 'at')::timestamptz < now() - interval '183 days' then return old;
    end if;
  end if;
  raise exception 'the audit is only added to: % of % refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create function audit_keeps_all() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is only added to: % of % refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger audit_keeps before update or delete on audit_entry for each row execute function audit_keeps();
create trigger audit_keeps before update or delete on audit_change for each row execute function audit_keeps();
create trigger audit_keeps before update or delete on audit_chain for each row execute function audit_keeps();
create trigger audit_keeps before update or delete on audit_seal for each row execute function audit_keeps();
create trigger audit_keeps_all before truncate on audit_entry for each statement execute function audit_keeps_all();
create trigger audit_keeps_all before truncate on audit_change for each statement execute function audit_keeps_all();
create trigger audit_keeps_all before truncate on audit_chain for each statement execute function audit_keeps_all();
create trigger audit_keeps_all before truncate on audit_seal for each statement execute function audit_keeps_all();

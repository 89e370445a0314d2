-- Which of the values that stay out of the record were changed, by name only: else a person's history could not say who wrote his number, and when.
-- The version goes with it, so that the same field changed twice is told twice.
alter table attendee add column covered text;
create function attendee_covered() returns trigger language plpgsql as $$
declare names text := concat_ws(',',
  -- a number of an earlier version that the house seals is no new one
  case when new.phone_hash is distinct from old.phone_hash and old.phone is null then 'phone' end,
  case when new.id_hash is distinct from old.id_hash then 'idNumber' end,
  case when new.birth is distinct from old.birth then 'birth' end,
  case when new.ethnicity is distinct from old.ethnicity then 'ethnicity' end,
  case when new.politics is distinct from old.politics then 'politics' end,
  case when new.diet is distinct from old.diet then 'diet' end,
  case when new.custom_sealed is distinct from old.custom_sealed then 'custom' end);
begin
  if names <> '' then new.covered := new.version || ' ' || names; end if;
  return new;
end $$;
create trigger attendee_covered before update on attendee for each row
  when ((old.phone_hash, old.id_hash, old.birth, old.ethnicity, old.politics, old.diet, old.custom_sealed)
    is distinct from (new.phone_hash, new.id_hash, new.birth, new.ethnicity, new.politics, new.diet, new.custom_sealed))
  execute function attendee_covered();

-- where the three offices are separated, who makes a key does not let it in: he has seen it, and it opens meetings. Keys from before stay in use
alter table access_api_key add column released_at timestamptz, add column released_by text;
update access_api_key set released_at = made_at, released_by = made_by;

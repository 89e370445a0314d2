-- which wording of the report was printed: the archive takes the paper of what was adopted, not of an earlier draft
alter table qualification_report add column printed_version int;

-- who is told by name to whoever would write over him
alter table body add column updated_by text, add column updated_at timestamptz;

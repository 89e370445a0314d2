-- what was stored before files could pass belongs to something: it stays
update stored_file set attached_at = created_at where attached_at is null;
create index stored_file_content on stored_file (sha256);
create index stored_file_passing on stored_file (created_at) where attached_at is null;

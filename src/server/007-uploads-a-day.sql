create index stored_file_uploaded on stored_file (uploaded_by, created_at) where uploaded_by is not null;

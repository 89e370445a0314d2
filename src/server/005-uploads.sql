-- who brought it: a sheet of people's numbers is read by its id only for him
alter table stored_file add column uploaded_by uuid;

-- what later modules show of a task that was made for them
create view task_v as select meeting_id, id, title, owner, due_on, done_at from task;

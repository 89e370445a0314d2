-- 到点前 N 分钟未确认就报警
alter table task add column alarm_minutes int check (alarm_minutes between 1 and 1440);
create index task_alarm on task (due_on) where alarm_minutes is not null and done_at is null;

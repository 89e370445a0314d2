-- computed anew by every tick and withdrawn with what it is about: an undoing must not put back what was once told
drop trigger audit_inserted on reminder;
drop trigger audit_deleted on reminder;
drop trigger audit_updated on reminder;

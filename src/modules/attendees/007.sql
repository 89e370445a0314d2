-- why somebody stays away may be his health: the record of who did what does without it
drop trigger audit_inserted on attendee_leave;
drop trigger audit_updated on attendee_leave;
drop trigger audit_deleted on attendee_leave;
select audit_table('attendee_leave', '{reason,note}');
drop trigger audit_inserted on attendee;
drop trigger audit_updated on attendee;
drop trigger audit_deleted on attendee;
select audit_table('attendee', '{phone,phone_sealed,phone_hash,phone_tail,id_sealed,id_hash,id_tail,birth,ethnicity,politics,diet,custom_sealed,excused_reason}');

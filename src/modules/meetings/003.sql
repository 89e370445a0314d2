-- links and devices handed out before they had an end get the one their meeting gives them
update access_key k set ends_at = (m.departs_on + 31)::timestamp at time zone m.zone from meeting m where m.id = k.meeting_id and k.ends_at is null;
update access_key set ends_at = now() + interval '30 days' where ends_at is null;

-- entries that wait in a list of their own make every search after an import read that list, and the planner prefers the whole table
alter index unit_characters set (fastupdate = off);
alter index person_characters set (fastupdate = off);
alter index person_post_characters set (fastupdate = off);

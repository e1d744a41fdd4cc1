DROP TRIGGER applications_end_as_told ON applications;
DROP FUNCTION end_as_told();
DROP TABLE work_ends;

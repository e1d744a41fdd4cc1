DROP TABLE employment_entries;
DROP FUNCTION be_said_by_the_worker();

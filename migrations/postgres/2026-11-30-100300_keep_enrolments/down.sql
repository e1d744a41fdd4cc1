DROP TABLE enrolments;
DROP FUNCTION have_a_seat();

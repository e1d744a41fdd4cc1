DROP TRIGGER vacancies_reserve_what_is_held ON vacancies;
DROP TABLE applications;
DROP FUNCTION reserve_what_is_held();
DROP FUNCTION find_an_open_seat();

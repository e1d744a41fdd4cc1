DROP TRIGGER vacancies_reserve_what_is_held;
DROP TABLE applications;

DROP TRIGGER contracts_are_confirmed_by_the_worker;
ALTER TABLE contracts DROP COLUMN arrival;

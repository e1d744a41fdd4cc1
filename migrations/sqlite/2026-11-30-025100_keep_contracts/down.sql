DROP TRIGGER applications_are_under_a_contract;
DROP TABLE contracts;

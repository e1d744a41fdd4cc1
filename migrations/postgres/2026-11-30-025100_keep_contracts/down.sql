DROP TRIGGER applications_are_under_a_contract ON applications;
DROP FUNCTION be_under_a_contract();
DROP TABLE contracts;
DROP FUNCTION follow_an_acceptance();

DROP TRIGGER applications_reopen_by_an_appeal ON applications;
DROP FUNCTION reopen_by_an_appeal();
DROP TABLE appeals;
DROP FUNCTION be_appealed_by_the_worker();
DROP FUNCTION be_about_a_closing();

DROP TRIGGER applications_reopen_by_an_appeal;
DROP TABLE appeals;

DROP INDEX compliance_checks_about_id_idx;
ALTER TABLE compliance_checks DROP COLUMN about;
ALTER TABLE compliance_checks DROP COLUMN subject;

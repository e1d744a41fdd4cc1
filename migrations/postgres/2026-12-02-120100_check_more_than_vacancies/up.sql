-- Checks of job orders, of offers and of boardings stand beside those of vacancies. What was written before is of vacancies.
ALTER TABLE compliance_checks ADD COLUMN subject text NOT NULL DEFAULT 'vacancy'
    CONSTRAINT compliance_checks_known_subject CHECK (subject IN ('vacancy', 'job_order', 'offer', 'trip'));
ALTER TABLE compliance_checks ADD COLUMN about uuid;
CREATE INDEX compliance_checks_about_id_idx ON compliance_checks (about, id);

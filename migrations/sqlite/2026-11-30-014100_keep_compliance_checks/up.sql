-- What the rules of a day say to an offer of work, as it was found and never changed: a later check stands beside it and
-- names the one that it replaces. It outlives a vacancy that is deleted as a draft.
CREATE TABLE compliance_checks (
    id BLOB PRIMARY KEY NOT NULL,
    employer BLOB NOT NULL REFERENCES employers (id),
    vacancy BLOB NOT NULL,
    at TEXT NOT NULL,
    cause TEXT NOT NULL,
    result TEXT NOT NULL,
    rule_set BLOB REFERENCES rule_sets (id),
    rule_set_name TEXT,
    checked_at INTEGER NOT NULL,
    replaces BLOB,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT compliance_checks_known_cause CHECK (cause IN ('asked', 'publish', 'rule_set')),
    CONSTRAINT compliance_checks_known_result CHECK (result IN ('pass', 'fail', 'unknown'))
) STRICT;
CREATE INDEX compliance_checks_employer_id_idx ON compliance_checks (employer, id);
CREATE INDEX compliance_checks_vacancy_id_idx ON compliance_checks (vacancy, id);

CREATE TRIGGER compliance_checks_stay_as_they_are BEFORE UPDATE ON compliance_checks BEGIN
    SELECT RAISE(ABORT, 'entries of compliance_checks are neither changed nor deleted');
END;
CREATE TRIGGER compliance_checks_stay BEFORE DELETE ON compliance_checks BEGIN
    SELECT RAISE(ABORT, 'entries of compliance_checks are neither changed nor deleted');
END;

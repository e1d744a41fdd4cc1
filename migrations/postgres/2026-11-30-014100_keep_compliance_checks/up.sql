-- What the rules of a day say to an offer of work, as it was found and never changed: a later check stands beside it and
-- names the one that it replaces. It outlives a vacancy that is deleted as a draft.
CREATE TABLE compliance_checks (
    id uuid PRIMARY KEY NOT NULL,
    employer uuid NOT NULL REFERENCES employers (id),
    vacancy uuid NOT NULL,
    at text NOT NULL,
    cause text NOT NULL,
    result text NOT NULL,
    rule_set uuid REFERENCES rule_sets (id),
    rule_set_name text,
    checked_at timestamptz NOT NULL,
    replaces uuid,
    body jsonb NOT NULL,
    CONSTRAINT compliance_checks_known_cause CHECK (cause IN ('asked', 'publish', 'rule_set')),
    CONSTRAINT compliance_checks_known_result CHECK (result IN ('pass', 'fail', 'unknown'))
);
CREATE INDEX compliance_checks_employer_id_idx ON compliance_checks (employer, id);
CREATE INDEX compliance_checks_vacancy_id_idx ON compliance_checks (vacancy, id);

CREATE TRIGGER compliance_checks_stay_as_they_are BEFORE UPDATE OR DELETE ON compliance_checks FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();

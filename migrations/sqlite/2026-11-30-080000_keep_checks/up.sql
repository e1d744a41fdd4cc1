-- What was told of the checks of somebody who is to come. What is told later stands; nothing is changed.
CREATE TABLE application_checks (
    n INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application BLOB NOT NULL,
    kind TEXT NOT NULL,
    result TEXT NOT NULL,
    result_on TEXT,
    valid_until TEXT,
    authority TEXT,
    evidence TEXT,
    rule TEXT,
    side TEXT,
    organisation BLOB,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT application_checks_known_result CHECK (result IN ('requested', 'passed', 'failed', 'waived')),
    CONSTRAINT application_checks_result_has_a_day CHECK ((result_on IS NOT NULL) = (result IN ('passed', 'failed'))),
    CONSTRAINT application_checks_hold_if_passed CHECK (valid_until IS NULL OR (result = 'passed' AND result_on <= valid_until)),
    CONSTRAINT application_checks_waived_by_a_side CHECK (CASE WHEN result = 'waived'
        THEN rule IS NOT NULL AND organisation IS NOT NULL AND side IS NOT NULL AND side IN ('tt', 'uz')
        ELSE rule IS NULL AND organisation IS NULL AND side IS NULL END),
    -- No diagnosis, and no reason of a ban.
    CONSTRAINT application_checks_bare CHECK (evidence IS NULL OR kind NOT IN ('medical_home', 'medical_ru', 'entry_ban'))
) STRICT;
CREATE INDEX application_checks_candidate_n_idx ON application_checks (candidate, n);
CREATE INDEX application_checks_application_idx ON application_checks (application, n);
CREATE INDEX application_checks_valid_until_idx ON application_checks (valid_until) WHERE valid_until IS NOT NULL;
CREATE TRIGGER application_checks_belong_to_an_application BEFORE INSERT ON application_checks
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate)
BEGIN
    SELECT RAISE(ABORT, 'application_checks_belong_to_an_application');
END;
CREATE TRIGGER application_checks_stay_as_they_are BEFORE UPDATE ON application_checks BEGIN
    SELECT RAISE(ABORT, 'entries of application_checks are neither changed nor deleted');
END;
CREATE TRIGGER application_checks_stay BEFORE DELETE ON application_checks
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of application_checks are neither changed nor deleted');
END;

-- How a gate stood when an application went past it, at that version of the application.
CREATE TABLE gate_snapshots (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application BLOB NOT NULL,
    application_version INTEGER NOT NULL,
    gate TEXT NOT NULL,
    route TEXT,
    rule_set BLOB REFERENCES rule_sets (id),
    rule_set_name TEXT,
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot)),
    taken_at INTEGER NOT NULL,
    CONSTRAINT gate_snapshots_version_key UNIQUE (application, application_version),
    CONSTRAINT gate_snapshots_known_gate CHECK (gate IN ('for_contract', 'for_departure', 'for_work'))
) STRICT;
CREATE INDEX gate_snapshots_candidate_n_idx ON gate_snapshots (candidate, n);
CREATE INDEX gate_snapshots_rule_set_idx ON gate_snapshots (rule_set);
CREATE TRIGGER gate_snapshots_belong_to_an_application BEFORE INSERT ON gate_snapshots
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate)
BEGIN
    SELECT RAISE(ABORT, 'gate_snapshots_belong_to_an_application');
END;
CREATE TRIGGER gate_snapshots_stay_as_they_are BEFORE UPDATE ON gate_snapshots BEGIN
    SELECT RAISE(ABORT, 'entries of gate_snapshots are neither changed nor deleted');
END;
CREATE TRIGGER gate_snapshots_stay BEFORE DELETE ON gate_snapshots
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of gate_snapshots are neither changed nor deleted');
END;
-- Nobody goes past a gate of which nothing is kept.
CREATE TRIGGER applications_go_past_a_gate AFTER UPDATE OF status ON applications
    WHEN NEW.status <> OLD.status AND NEW.status IN ('contract_offered', 'departed', 'working')
        AND NOT EXISTS (SELECT 1 FROM gate_snapshots
            WHERE application = NEW.id AND application_version = NEW.version
                AND gate = CASE NEW.status WHEN 'contract_offered' THEN 'for_contract' WHEN 'departed' THEN 'for_departure' ELSE 'for_work' END)
BEGIN
    SELECT RAISE(ABORT, 'applications_go_past_a_gate');
END;

-- That a check ends soon, or has ended, is told once: so many days before.
CREATE TABLE check_warnings (
    entry INTEGER NOT NULL REFERENCES application_checks (n) ON DELETE CASCADE,
    days INTEGER NOT NULL,
    PRIMARY KEY (entry, days)
) STRICT, WITHOUT ROWID;

-- Law as dated data: sets of rules as they were recorded, and who has approved them. Neither is changed or deleted.
CREATE TABLE rule_sets (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

-- A set is active from the moment when a second side has approved it; one organisation speaks for one side.
CREATE TABLE rule_set_approvals (
    rule_set BLOB NOT NULL REFERENCES rule_sets (id),
    side TEXT NOT NULL CONSTRAINT rule_set_approvals_known_side CHECK (side IN ('tt', 'uz')),
    organisation BLOB NOT NULL,
    approved_at INTEGER NOT NULL,
    PRIMARY KEY (rule_set, side),
    UNIQUE (rule_set, organisation)
) STRICT;

CREATE TRIGGER rule_sets_stay_as_they_are BEFORE UPDATE ON rule_sets BEGIN
    SELECT RAISE(ABORT, 'entries of rule_sets are neither changed nor deleted');
END;
CREATE TRIGGER rule_sets_stay BEFORE DELETE ON rule_sets BEGIN
    SELECT RAISE(ABORT, 'entries of rule_sets are neither changed nor deleted');
END;
CREATE TRIGGER rule_set_approvals_stay_as_they_are BEFORE UPDATE ON rule_set_approvals BEGIN
    SELECT RAISE(ABORT, 'entries of rule_set_approvals are neither changed nor deleted');
END;
CREATE TRIGGER rule_set_approvals_stay BEFORE DELETE ON rule_set_approvals BEGIN
    SELECT RAISE(ABORT, 'entries of rule_set_approvals are neither changed nor deleted');
END;

-- Law as dated data: sets of rules as they were recorded, and who has approved them. Neither is changed or deleted.
CREATE TABLE rule_sets (
    id uuid PRIMARY KEY NOT NULL,
    name text NOT NULL UNIQUE,
    text text NOT NULL,
    recorded_at timestamptz NOT NULL
);

-- A set is active from the moment when a second side has approved it; one organisation speaks for one side.
CREATE TABLE rule_set_approvals (
    rule_set uuid NOT NULL REFERENCES rule_sets (id),
    side text NOT NULL CONSTRAINT rule_set_approvals_known_side CHECK (side IN ('tt', 'uz')),
    organisation uuid NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (rule_set, side),
    UNIQUE (rule_set, organisation)
);

CREATE TRIGGER rule_sets_stay_as_they_are BEFORE UPDATE OR DELETE ON rule_sets FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER rule_set_approvals_stay_as_they_are BEFORE UPDATE OR DELETE ON rule_set_approvals FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();

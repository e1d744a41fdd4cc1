-- What workers ask of the state back, item by item, and what became of it, in hundredths of a currency.
CREATE TABLE benefit_claims (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES agencies (id),
    candidate BLOB NOT NULL REFERENCES candidates (id),
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    application BLOB NOT NULL REFERENCES applications (id),
    item TEXT NOT NULL,
    asked INTEGER NOT NULL,
    most INTEGER NOT NULL,
    currency TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_set BLOB,
    rule_set_name TEXT NOT NULL,
    pay_value INTEGER NOT NULL,
    pay_unit TEXT NOT NULL,
    employed_on TEXT,
    told_by TEXT NOT NULL,
    session BLOB,
    granted INTEGER,
    reason TEXT,
    decided_by BLOB,
    decided_at INTEGER,
    paid_on TEXT,
    evidence TEXT,
    CONSTRAINT benefit_claims_known_status CHECK (status IN ('filed', 'approved', 'refused', 'paid')),
    CONSTRAINT benefit_claims_within_the_rule CHECK (asked > 0 AND asked <= most),
    CONSTRAINT benefit_claims_granted_as_asked CHECK ((granted IS NOT NULL) = (status IN ('approved', 'paid'))
        AND (granted IS NULL OR (granted > 0 AND granted <= asked))),
    CONSTRAINT benefit_claims_decided_by_somebody CHECK ((decided_at IS NOT NULL) = (status <> 'filed')
        AND (decided_by IS NOT NULL) = (status <> 'filed')),
    CONSTRAINT benefit_claims_refused_for_a_reason CHECK (status <> 'refused' OR reason IS NOT NULL),
    CONSTRAINT benefit_claims_paid_on_a_day CHECK ((paid_on IS NOT NULL) = (status = 'paid')
        AND (evidence IS NOT NULL) = (status = 'paid')),
    CONSTRAINT benefit_claims_known_teller CHECK (told_by IN ('agency', 'worker')),
    CONSTRAINT benefit_claims_workers_word_has_a_session CHECK ((session IS NOT NULL) = (told_by = 'worker'))
) STRICT;
CREATE INDEX benefit_claims_owner_id_idx ON benefit_claims (owner, id);
CREATE INDEX benefit_claims_candidate_idx ON benefit_claims (candidate);
CREATE INDEX benefit_claims_application_idx ON benefit_claims (application);
-- An item is asked for once, unless it was refused.
CREATE UNIQUE INDEX benefit_claims_live_idx ON benefit_claims (application, item) WHERE status <> 'refused';

CREATE TRIGGER benefit_claims_belong_to_an_application BEFORE INSERT ON benefit_claims
    WHEN EXISTS (SELECT 1 FROM applications WHERE id = NEW.application) AND EXISTS (SELECT 1 FROM agencies WHERE id = NEW.owner)
        AND EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate AND agency = NEW.owner)
BEGIN
    SELECT RAISE(ABORT, 'benefit_claims_belong_to_an_application');
END;
CREATE TRIGGER benefit_claims_stay_as_they_were_decided BEFORE UPDATE ON benefit_claims
    WHEN (NEW.id, NEW.owner, NEW.candidate, NEW.created_at, NEW.application, NEW.item, NEW.asked, NEW.most, NEW.currency, NEW.rule,
            NEW.rule_set, NEW.rule_set_name, NEW.pay_value, NEW.pay_unit, NEW.told_by, NEW.session)
            IS NOT (OLD.id, OLD.owner, OLD.candidate, OLD.created_at, OLD.application, OLD.item, OLD.asked, OLD.most, OLD.currency, OLD.rule,
            OLD.rule_set, OLD.rule_set_name, OLD.pay_value, OLD.pay_unit, OLD.told_by, OLD.session)
        OR (OLD.status <> 'filed' AND (NEW.granted, NEW.reason, NEW.decided_by, NEW.decided_at)
            IS NOT (OLD.granted, OLD.reason, OLD.decided_by, OLD.decided_at))
        OR (OLD.status IN ('refused', 'paid') AND (NEW.status, NEW.paid_on, NEW.evidence) IS NOT (OLD.status, OLD.paid_on, OLD.evidence))
        OR (OLD.status = 'approved' AND NEW.status NOT IN ('approved', 'paid'))
        OR (OLD.status = 'filed' AND NEW.status = 'paid')
BEGIN
    SELECT RAISE(ABORT, 'benefit_claims_stay_as_they_were_decided');
END;

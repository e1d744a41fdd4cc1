-- What workers ask of the state back, item by item, and what became of it, in hundredths of a currency.
CREATE TABLE benefit_claims (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES agencies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    application uuid NOT NULL REFERENCES applications (id),
    item text NOT NULL,
    asked bigint NOT NULL,
    most bigint NOT NULL,
    currency text NOT NULL,
    rule text NOT NULL,
    rule_set uuid,
    rule_set_name text NOT NULL,
    pay_value bigint NOT NULL,
    pay_unit text NOT NULL,
    employed_on text,
    told_by text NOT NULL,
    session uuid,
    granted bigint,
    reason text,
    decided_by uuid,
    decided_at timestamptz,
    paid_on text,
    evidence text,
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
);
CREATE INDEX benefit_claims_owner_id_idx ON benefit_claims (owner, id);
CREATE INDEX benefit_claims_candidate_idx ON benefit_claims (candidate);
CREATE INDEX benefit_claims_application_idx ON benefit_claims (application);
-- An item is asked for once, unless it was refused.
CREATE UNIQUE INDEX benefit_claims_live_idx ON benefit_claims (application, item) WHERE status <> 'refused';

CREATE FUNCTION claim_under_an_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM applications WHERE id = NEW.application) AND EXISTS (SELECT 1 FROM agencies WHERE id = NEW.owner)
        AND EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate) AND NOT EXISTS (SELECT 1 FROM applications
        WHERE id = NEW.application AND candidate = NEW.candidate AND agency = NEW.owner) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER benefit_claims_belong_to_an_application BEFORE INSERT ON benefit_claims FOR EACH ROW
    EXECUTE FUNCTION claim_under_an_application();
CREATE TRIGGER benefit_claims_stay_as_they_were_decided BEFORE UPDATE ON benefit_claims FOR EACH ROW WHEN (
        (NEW.id, NEW.owner, NEW.candidate, NEW.created_at, NEW.application, NEW.item, NEW.asked, NEW.most, NEW.currency, NEW.rule,
            NEW.rule_set, NEW.rule_set_name, NEW.pay_value, NEW.pay_unit, NEW.told_by, NEW.session)
            IS DISTINCT FROM (OLD.id, OLD.owner, OLD.candidate, OLD.created_at, OLD.application, OLD.item, OLD.asked, OLD.most, OLD.currency,
            OLD.rule, OLD.rule_set, OLD.rule_set_name, OLD.pay_value, OLD.pay_unit, OLD.told_by, OLD.session)
        OR (OLD.status <> 'filed' AND (NEW.granted, NEW.reason, NEW.decided_by, NEW.decided_at)
            IS DISTINCT FROM (OLD.granted, OLD.reason, OLD.decided_by, OLD.decided_at))
        OR (OLD.status IN ('refused', 'paid')
            AND (NEW.status, NEW.paid_on, NEW.evidence) IS DISTINCT FROM (OLD.status, OLD.paid_on, OLD.evidence))
        OR (OLD.status = 'approved' AND NEW.status NOT IN ('approved', 'paid'))
        OR (OLD.status = 'filed' AND NEW.status = 'paid'))
    EXECUTE FUNCTION stay_as_it_was_made();

-- Who paid what for a recruitment, in hundredths of a currency. What is wrong is reversed, once.
CREATE TABLE fees (
    id uuid PRIMARY KEY NOT NULL,
    application uuid NOT NULL,
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    employer uuid NOT NULL,
    agency uuid NOT NULL,
    refunds uuid REFERENCES fees (id) ON DELETE CASCADE,
    reverses uuid UNIQUE REFERENCES fees (id) ON DELETE CASCADE,
    kind text NOT NULL,
    payer text NOT NULL,
    payee text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    paid_on text NOT NULL,
    reported_by text NOT NULL,
    evidence text,
    verdict text,
    rule text,
    rule_set uuid,
    rule_set_name text,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    CONSTRAINT fees_known_kind CHECK (kind IN ('recruitment_service', 'medical', 'insurance', 'skill_test', 'training', 'equipment', 'travel', 'lodging', 'administrative', 'advice', 'work_document', 'tax')),
    CONSTRAINT fees_known_payer CHECK (payer IN ('employer', 'agency', 'state_uz', 'state_ru', 'worker', 'unknown')),
    CONSTRAINT fees_known_reporter CHECK (reported_by IN ('employer', 'agency', 'operator', 'worker')),
    CONSTRAINT fees_known_verdict CHECK (verdict IN ('ok', 'violation', 'reimbursable', 'unknown')),
    CONSTRAINT fees_positive CHECK (amount > 0),
    CONSTRAINT fees_refund_or_reverse CHECK (refunds IS NULL OR reverses IS NULL),
    -- The rules speak to payments, not to what undoes them.
    CONSTRAINT fees_ruled CHECK ((verdict IS NULL) = (refunds IS NOT NULL OR reverses IS NOT NULL))
);
CREATE INDEX fees_candidate_idx ON fees (candidate, id);
CREATE INDEX fees_application_idx ON fees (application, id);
CREATE INDEX fees_employer_idx ON fees (employer, id);
CREATE INDEX fees_agency_idx ON fees (agency, id);
CREATE INDEX fees_refunds_idx ON fees (refunds) WHERE refunds IS NOT NULL;
CREATE INDEX fees_violation_idx ON fees (id) WHERE verdict = 'violation';

-- That a case is over although not everything came back: each side decides once, by its own operator.
CREATE TABLE fee_decisions (
    fee uuid NOT NULL REFERENCES fees (id) ON DELETE CASCADE,
    side text NOT NULL,
    organisation uuid NOT NULL,
    reason text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (fee, side),
    CONSTRAINT fee_decisions_fee_organisation_key UNIQUE (fee, organisation),
    CONSTRAINT fee_decisions_known_side CHECK (side IN ('tt', 'uz'))
);

-- A violation is a case: at once, and one.
CREATE VIEW fee_cases AS
SELECT f.id AS fee, f.amount AS amount,
    (SELECT count(*) FROM fees r WHERE r.reverses = f.id) AS reversed,
    (SELECT CAST(coalesce(sum(r.amount), 0) AS bigint) FROM fees r
        WHERE r.refunds = f.id AND NOT EXISTS (SELECT 1 FROM fees back WHERE back.reverses = r.id)) AS refunded,
    (SELECT count(*) FROM fee_decisions d WHERE d.fee = f.id) AS sides
FROM fees f WHERE f.verdict = 'violation';

CREATE FUNCTION is_a_fee(id uuid) RETURNS boolean LANGUAGE sql AS 'SELECT EXISTS (SELECT 1 FROM fees WHERE fees.id = $1)';
CREATE FUNCTION check_fee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_a_candidate(NEW.candidate) AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate
        AND owner = NEW.employer AND agency = NEW.agency) THEN
        RAISE EXCEPTION 'fees_belong_to_an_application';
    END IF;
    -- What is refunded is a payment, in the same currency; what is reversed is no reversal, and all of it.
    IF (is_a_fee(NEW.refunds) AND NOT EXISTS (SELECT 1 FROM fees f WHERE f.id = NEW.refunds
            AND f.application = NEW.application AND f.currency = NEW.currency AND f.verdict IS NOT NULL))
        OR (is_a_fee(NEW.reverses) AND NOT EXISTS (SELECT 1 FROM fees f WHERE f.id = NEW.reverses
            AND f.application = NEW.application AND f.currency = NEW.currency AND f.amount = NEW.amount
            AND f.reverses IS NULL)) THEN
        RAISE EXCEPTION 'fees_undo_what_is_there';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER fees_are_checked BEFORE INSERT ON fees FOR EACH ROW EXECUTE FUNCTION check_fee();
-- A ledger is only ever added to. Its entries go with the candidate who is erased.
CREATE TRIGGER fees_stay_as_they_are BEFORE UPDATE ON fees FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER fees_stay BEFORE DELETE ON fees FOR EACH ROW
    WHEN (is_a_candidate(OLD.candidate)) EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER fee_decisions_stay_as_they_are BEFORE UPDATE ON fee_decisions FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER fee_decisions_stay BEFORE DELETE ON fee_decisions FOR EACH ROW
    WHEN (is_a_fee(OLD.fee)) EXECUTE FUNCTION refuse_to_change_a_ledger();

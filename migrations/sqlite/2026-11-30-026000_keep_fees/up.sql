-- Who paid what for a recruitment, in hundredths of a currency. What is wrong is reversed, once.
CREATE TABLE fees (
    id BLOB PRIMARY KEY NOT NULL,
    application BLOB NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    employer BLOB NOT NULL,
    agency BLOB NOT NULL,
    refunds BLOB REFERENCES fees (id) ON DELETE CASCADE,
    reverses BLOB UNIQUE REFERENCES fees (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    payer TEXT NOT NULL,
    payee TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    paid_on TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    evidence TEXT,
    verdict TEXT,
    rule TEXT,
    rule_set BLOB,
    rule_set_name TEXT,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT fees_known_kind CHECK (kind IN ('recruitment_service', 'medical', 'insurance', 'skill_test', 'training', 'equipment', 'travel', 'lodging', 'administrative', 'advice', 'work_document', 'tax')),
    CONSTRAINT fees_known_payer CHECK (payer IN ('employer', 'agency', 'state_uz', 'state_ru', 'worker', 'unknown')),
    CONSTRAINT fees_known_reporter CHECK (reported_by IN ('employer', 'agency', 'operator', 'worker')),
    CONSTRAINT fees_known_verdict CHECK (verdict IN ('ok', 'violation', 'reimbursable', 'unknown')),
    CONSTRAINT fees_positive CHECK (amount > 0),
    CONSTRAINT fees_refund_or_reverse CHECK (refunds IS NULL OR reverses IS NULL),
    -- The rules speak to payments, not to what undoes them.
    CONSTRAINT fees_ruled CHECK ((verdict IS NULL) = (refunds IS NOT NULL OR reverses IS NOT NULL))
) STRICT;
CREATE INDEX fees_candidate_idx ON fees (candidate, id);
CREATE INDEX fees_application_idx ON fees (application, id);
CREATE INDEX fees_employer_idx ON fees (employer, id);
CREATE INDEX fees_agency_idx ON fees (agency, id);
CREATE INDEX fees_refunds_idx ON fees (refunds) WHERE refunds IS NOT NULL;
CREATE INDEX fees_violation_idx ON fees (id) WHERE verdict = 'violation';

-- That a case is over although not everything came back: each side decides once, by its own operator.
CREATE TABLE fee_decisions (
    fee BLOB NOT NULL REFERENCES fees (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    organisation BLOB NOT NULL,
    reason TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (fee, side),
    CONSTRAINT fee_decisions_fee_organisation_key UNIQUE (fee, organisation),
    CONSTRAINT fee_decisions_known_side CHECK (side IN ('tt', 'uz'))
) STRICT;

-- A violation is a case: at once, and one.
CREATE VIEW fee_cases AS
SELECT f.id AS fee, f.amount AS amount,
    (SELECT count(*) FROM fees r WHERE r.reverses = f.id) AS reversed,
    (SELECT coalesce(sum(r.amount), 0) FROM fees r
        WHERE r.refunds = f.id AND NOT EXISTS (SELECT 1 FROM fees back WHERE back.reverses = r.id)) AS refunded,
    (SELECT count(*) FROM fee_decisions d WHERE d.fee = f.id) AS sides
FROM fees f WHERE f.verdict = 'violation';

CREATE TRIGGER fees_belong_to_an_application BEFORE INSERT ON fees
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate
        AND owner = NEW.employer AND agency = NEW.agency)
BEGIN
    SELECT RAISE(ABORT, 'fees_belong_to_an_application');
END;
-- What is refunded is a payment, in the same currency; what is reversed is no reversal, and all of it.
CREATE TRIGGER fees_undo_what_is_there BEFORE INSERT ON fees
    WHEN (EXISTS (SELECT 1 FROM fees WHERE id = NEW.refunds) AND NOT EXISTS (SELECT 1 FROM fees f WHERE f.id = NEW.refunds
            AND f.application = NEW.application AND f.currency = NEW.currency AND f.verdict IS NOT NULL))
        OR (EXISTS (SELECT 1 FROM fees WHERE id = NEW.reverses) AND NOT EXISTS (SELECT 1 FROM fees f WHERE f.id = NEW.reverses
            AND f.application = NEW.application AND f.currency = NEW.currency AND f.amount = NEW.amount
            AND f.reverses IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'fees_undo_what_is_there');
END;
-- A ledger is only ever added to. Its entries go with the candidate who is erased.
CREATE TRIGGER fees_stay_as_they_are BEFORE UPDATE ON fees BEGIN
    SELECT RAISE(ABORT, 'entries of fees are neither changed nor deleted');
END;
CREATE TRIGGER fees_stay BEFORE DELETE ON fees WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of fees are neither changed nor deleted');
END;
CREATE TRIGGER fee_decisions_stay_as_they_are BEFORE UPDATE ON fee_decisions BEGIN
    SELECT RAISE(ABORT, 'entries of fee_decisions are neither changed nor deleted');
END;
CREATE TRIGGER fee_decisions_stay BEFORE DELETE ON fee_decisions WHEN EXISTS (SELECT 1 FROM fees WHERE id = OLD.fee) BEGIN
    SELECT RAISE(ABORT, 'entries of fee_decisions are neither changed nor deleted');
END;

-- That a complaint was sent to an authority. It names the worker with consent, or for danger to life if two people say so.
CREATE TABLE complaint_referrals (
    id uuid PRIMARY KEY NOT NULL,
    complaint uuid NOT NULL REFERENCES complaints (id),
    authority text NOT NULL,
    state text NOT NULL,
    basis text,
    evidence text,
    made_by uuid NOT NULL,
    approved_by uuid,
    made_at timestamptz NOT NULL,
    CONSTRAINT complaint_referrals_known_state CHECK (state IN ('in_progress', 'accepted', 'rejected', 'done', 'revoked')),
    CONSTRAINT complaint_referrals_known_basis CHECK (basis IN ('consent', 'danger_to_life')),
    CONSTRAINT complaint_referrals_consent_is_shown CHECK ((basis IS NOT NULL AND basis = 'consent') = (evidence IS NOT NULL)),
    CONSTRAINT complaint_referrals_by_two CHECK (approved_by IS NULL OR (basis = 'danger_to_life' AND approved_by <> made_by))
);
CREATE INDEX complaint_referrals_complaint_idx ON complaint_referrals (complaint, id);

-- What befell a complainant in the time in which that may be retaliation.
CREATE TABLE complaint_signals (
    complaint uuid NOT NULL REFERENCES complaints (id),
    kind text NOT NULL,
    record uuid NOT NULL,
    state text NOT NULL,
    noticed_at timestamptz NOT NULL,
    PRIMARY KEY (complaint, record, state)
);

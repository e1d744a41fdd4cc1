-- That a complaint was sent to an authority. It names the worker with consent, or for danger to life if two people say so.
CREATE TABLE complaint_referrals (
    id BLOB PRIMARY KEY NOT NULL,
    complaint BLOB NOT NULL REFERENCES complaints (id),
    authority TEXT NOT NULL,
    state TEXT NOT NULL,
    basis TEXT,
    evidence TEXT,
    made_by BLOB NOT NULL,
    approved_by BLOB,
    made_at INTEGER NOT NULL,
    CONSTRAINT complaint_referrals_known_state CHECK (state IN ('in_progress', 'accepted', 'rejected', 'done', 'revoked')),
    CONSTRAINT complaint_referrals_known_basis CHECK (basis IN ('consent', 'danger_to_life')),
    CONSTRAINT complaint_referrals_consent_is_shown CHECK ((basis IS NOT NULL AND basis = 'consent') = (evidence IS NOT NULL)),
    CONSTRAINT complaint_referrals_by_two CHECK (approved_by IS NULL OR (basis = 'danger_to_life' AND approved_by <> made_by))
) STRICT;
CREATE INDEX complaint_referrals_complaint_idx ON complaint_referrals (complaint, id);

-- What befell a complainant in the time in which that may be retaliation.
CREATE TABLE complaint_signals (
    complaint BLOB NOT NULL REFERENCES complaints (id),
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    state TEXT NOT NULL,
    noticed_at INTEGER NOT NULL,
    PRIMARY KEY (complaint, record, state)
) STRICT;

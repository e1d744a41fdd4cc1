-- What candidates have consented to, as it stood each time somebody recorded it. The newest entry of a purpose counts.
CREATE TABLE consents (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    text_version TEXT NOT NULL,
    language TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    covers TEXT NOT NULL,
    evidence TEXT,
    evidence_ref TEXT,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT consents_known_purpose CHECK (purpose IN ('matching', 'disclosure_to_employer', 'cross_border_transfer')),
    CONSTRAINT consents_of_the_past CHECK (given_at <= recorded_at AND withdrawn_at <= recorded_at),
    CONSTRAINT consents_given_before_withdrawn CHECK (given_at <= withdrawn_at),
    CONSTRAINT consents_cover_what_is_disclosed CHECK ((covers <> '') = (purpose = 'disclosure_to_employer'))
) STRICT;
CREATE INDEX consents_candidate_n_idx ON consents (candidate, n);

-- A ledger is only ever added to. Its entries go with the candidate who is erased.
CREATE TRIGGER consents_stay_as_they_are BEFORE UPDATE ON consents BEGIN
    SELECT RAISE(ABORT, 'entries of consents are neither changed nor deleted');
END;
CREATE TRIGGER consents_stay BEFORE DELETE ON consents WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of consents are neither changed nor deleted');
END;

INSERT INTO consents (candidate, purpose, text_version, language, given_at, withdrawn_at, covers, recorded_at)
SELECT id, 'matching', version, language, given, withdrawn, '', max(updated_at, given, coalesce(withdrawn, given))
FROM (
    SELECT id, updated_at,
        body ->> '$.matching_consent.text_version' AS version,
        body ->> '$.matching_consent.language' AS language,
        CAST(round(unixepoch(body ->> '$.matching_consent.given_at', 'subsec') * 1000000) AS INTEGER) AS given,
        CAST(round(unixepoch(body ->> '$.matching_consent.withdrawn_at', 'subsec') * 1000000) AS INTEGER) AS withdrawn
    FROM candidates
)
WHERE version IS NOT NULL;

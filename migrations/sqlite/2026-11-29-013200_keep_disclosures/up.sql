-- Who has read who a candidate is, when, and which parts.
CREATE TABLE disclosures (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    request BLOB NOT NULL,
    employer BLOB NOT NULL REFERENCES employers (id),
    client BLOB,
    at INTEGER NOT NULL,
    parts TEXT NOT NULL,
    CONSTRAINT disclosures_of_something CHECK (parts <> '')
) STRICT;
CREATE INDEX disclosures_candidate_n_idx ON disclosures (candidate, n);
CREATE INDEX disclosures_employer_at_idx ON disclosures (employer, at);

-- A ledger is only ever added to. Its entries go with the candidate who is erased.
CREATE TRIGGER disclosures_stay_as_they_are BEFORE UPDATE ON disclosures BEGIN
    SELECT RAISE(ABORT, 'entries of disclosures are neither changed nor deleted');
END;
CREATE TRIGGER disclosures_stay BEFORE DELETE ON disclosures WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of disclosures are neither changed nor deleted');
END;

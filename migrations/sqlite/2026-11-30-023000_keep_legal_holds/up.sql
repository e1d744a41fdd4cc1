-- Legal holds: while one is open, nobody erases the candidate. The newest entry of a matter counts.
CREATE TABLE legal_holds (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    matter TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT legal_holds_known_state CHECK (state IN ('set', 'lifted'))
) STRICT;
CREATE INDEX legal_holds_candidate_n_idx ON legal_holds (candidate, n);

-- A ledger is only ever added to. Its entries go with the candidate who is erased.
CREATE TRIGGER legal_holds_stay_as_they_are BEFORE UPDATE ON legal_holds BEGIN
    SELECT RAISE(ABORT, 'entries of legal_holds are neither changed nor deleted');
END;
CREATE TRIGGER legal_holds_stay BEFORE DELETE ON legal_holds WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of legal_holds are neither changed nor deleted');
END;

CREATE VIEW held_candidates AS
SELECT DISTINCT candidate FROM legal_holds h WHERE state = 'set' AND NOT EXISTS
    (SELECT 1 FROM legal_holds later WHERE later.candidate = h.candidate AND later.matter = h.matter AND later.n > h.n);
CREATE TRIGGER candidates_under_a_hold_stay BEFORE DELETE ON candidates
    WHEN EXISTS (SELECT 1 FROM held_candidates WHERE candidate = OLD.id) BEGIN
    SELECT RAISE(ABORT, 'a legal hold is open');
END;
CREATE TRIGGER identities_under_a_hold_stay BEFORE DELETE ON identities
    WHEN EXISTS (SELECT 1 FROM held_candidates WHERE candidate = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'a legal hold is open');
END;

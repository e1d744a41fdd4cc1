-- Merges: an operator finds that two candidates are one person. The newest entry about a candidate counts. The candidate that
-- stands for both is no foreign key: when it is erased, its id is nobody's any more, and the merge can still be undone.
CREATE TABLE candidate_merges (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    survivor BLOB NOT NULL,
    state TEXT NOT NULL,
    status_before TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT candidate_merges_known_state CHECK (state IN ('merged', 'undone')),
    CONSTRAINT candidate_merges_of_two CHECK (candidate <> survivor)
) STRICT;
CREATE INDEX candidate_merges_candidate_n_idx ON candidate_merges (candidate, n);
CREATE INDEX candidate_merges_survivor_idx ON candidate_merges (survivor);

-- A ledger is only ever added to. Its entries go with the candidate who is erased.
CREATE TRIGGER candidate_merges_stay_as_they_are BEFORE UPDATE ON candidate_merges BEGIN
    SELECT RAISE(ABORT, 'entries of candidate_merges are neither changed nor deleted');
END;
CREATE TRIGGER candidate_merges_stay BEFORE DELETE ON candidate_merges
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of candidate_merges are neither changed nor deleted');
END;

CREATE VIEW merged_candidates AS
SELECT candidate, survivor FROM candidate_merges m WHERE state = 'merged' AND NOT EXISTS
    (SELECT 1 FROM candidate_merges later WHERE later.candidate = m.candidate AND later.n > m.n);
CREATE TRIGGER candidate_merges_in_turn BEFORE INSERT ON candidate_merges
    WHEN (NEW.state = 'merged') = EXISTS (SELECT 1 FROM merged_candidates WHERE candidate = NEW.candidate) BEGIN
    SELECT RAISE(ABORT, 'a candidate is merged and taken apart in turn');
END;
CREATE TRIGGER candidate_merges_make_no_chain BEFORE INSERT ON candidate_merges
    WHEN NEW.state = 'merged' AND EXISTS
        (SELECT 1 FROM merged_candidates WHERE candidate = NEW.survivor OR survivor = NEW.candidate) BEGIN
    SELECT RAISE(ABORT, 'merges make no chain');
END;
CREATE TRIGGER merged_candidates_do_not_look_for_work BEFORE UPDATE OF status ON candidates
    WHEN NEW.status = 'available' AND EXISTS (SELECT 1 FROM merged_candidates WHERE candidate = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'another candidate stands for this person');
END;

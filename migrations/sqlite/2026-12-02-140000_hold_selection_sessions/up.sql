-- Meetings where people are tested for real openings.
CREATE TABLE selection_sessions (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES employers (id),
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT selection_sessions_known_status CHECK (status IN ('draft', 'announced', 'running', 'closed', 'published', 'cancelled')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX selection_sessions_owner_id_idx ON selection_sessions (owner, id);
CREATE INDEX selection_sessions_status_id_idx ON selection_sessions (status, id);
CREATE INDEX selection_sessions_updated_at_idx ON selection_sessions (updated_at);

CREATE TABLE selection_session_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- Who is invited, and who came.
CREATE TABLE selection_slots (
    session BLOB NOT NULL REFERENCES selection_sessions (id),
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    agency BLOB NOT NULL REFERENCES agencies (id),
    at INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (session, candidate),
    CONSTRAINT selection_slots_known_state CHECK (state IN ('invited', 'confirmed', 'attended', 'no_show', 'excused')),
    CONSTRAINT selection_slots_within_the_session CHECK (starts_at <= at AND at < ends_at)
) STRICT;
CREATE INDEX selection_slots_candidate_idx ON selection_slots (candidate);
CREATE INDEX selection_slots_agency_idx ON selection_slots (agency);
-- No more slots are given than a session has, and only of one that is announced.
CREATE TRIGGER selection_slots_fit_the_session BEFORE INSERT ON selection_slots
    WHEN EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND (status <> 'announced'
        OR body ->> '$.capacity' <= (SELECT count(*) FROM selection_slots WHERE session = NEW.session AND state <> 'excused')))
BEGIN
    SELECT RAISE(ABORT, 'selection_slots_fit_the_session');
END;
CREATE TRIGGER selection_sessions_seat_those_who_have_a_slot BEFORE UPDATE OF body ON selection_sessions
    WHEN NEW.body ->> '$.capacity' < (SELECT count(*) FROM selection_slots WHERE session = NEW.id AND state <> 'excused')
BEGIN
    SELECT RAISE(ABORT, 'selection_sessions_seat_those_who_have_a_slot');
END;
-- Nobody is in two sessions at a time.
CREATE TRIGGER selection_slots_stay_apart BEFORE INSERT ON selection_slots
    WHEN NEW.state <> 'excused' AND EXISTS (SELECT 1 FROM selection_slots WHERE candidate = NEW.candidate AND session <> NEW.session
        AND state IN ('invited', 'confirmed', 'attended') AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at)
BEGIN
    SELECT RAISE(ABORT, 'selection_slots_stay_apart');
END;
-- Whoever is excused has given the slot back, and what is said of the day stays.
CREATE TRIGGER selection_slots_are_seen_to_once BEFORE UPDATE ON selection_slots
    WHEN OLD.state NOT IN ('invited', 'confirmed') AND NEW.state <> OLD.state
        AND NOT EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND status = 'cancelled' AND NEW.state = 'excused')
BEGIN
    SELECT RAISE(ABORT, 'selection_slots_are_seen_to_once');
END;
-- A session is closed once it is said of everybody whether they came, and those who came know what came of it.
CREATE TRIGGER selection_sessions_close_with_results BEFORE UPDATE OF status ON selection_sessions
    WHEN NEW.status = 'closed' AND EXISTS (SELECT 1 FROM selection_slots s WHERE s.session = NEW.id
        AND (s.state IN ('invited', 'confirmed') OR (s.state = 'attended'
            AND NOT EXISTS (SELECT 1 FROM selection_results r WHERE r.session = s.session AND r.candidate = s.candidate))))
BEGIN
    SELECT RAISE(ABORT, 'selection_sessions_close_with_results');
END;

-- What came of it, for each vacancy.
CREATE TABLE selection_results (
    session BLOB NOT NULL,
    candidate BLOB NOT NULL,
    vacancy BLOB NOT NULL REFERENCES vacancies (id),
    outcome TEXT NOT NULL,
    reason TEXT,
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (session, candidate, vacancy),
    CONSTRAINT selection_results_of_a_slot FOREIGN KEY (session, candidate) REFERENCES selection_slots (session, candidate) ON DELETE CASCADE,
    CONSTRAINT selection_results_known_outcome CHECK (outcome IN ('pass', 'reserve', 'fail')),
    CONSTRAINT selection_results_fail_for_a_reason CHECK ((outcome = 'fail') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX selection_results_candidate_idx ON selection_results (candidate);
CREATE INDEX selection_results_vacancy_idx ON selection_results (vacancy);
-- Only who came has a result, and once the session is closed it stays.
CREATE TRIGGER selection_results_are_of_those_who_came BEFORE INSERT ON selection_results
    WHEN EXISTS (SELECT 1 FROM selection_slots WHERE session = NEW.session AND candidate = NEW.candidate AND state <> 'attended')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_of_those_who_came');
END;
CREATE TRIGGER selection_results_are_entered_on_the_day BEFORE INSERT ON selection_results
    WHEN EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND status <> 'running')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_frozen');
END;
CREATE TRIGGER selection_results_stay_as_they_are BEFORE UPDATE ON selection_results
    WHEN EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND status <> 'running')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_frozen');
END;
CREATE TRIGGER selection_results_stay BEFORE DELETE ON selection_results
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate)
        AND EXISTS (SELECT 1 FROM selection_sessions WHERE id = OLD.session AND status <> 'running')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_frozen');
END;

-- The tests behind a result.
CREATE TABLE selection_tests (
    session BLOB NOT NULL,
    candidate BLOB NOT NULL,
    vacancy BLOB NOT NULL,
    skill TEXT NOT NULL,
    level INTEGER NOT NULL,
    assessor BLOB NOT NULL,
    PRIMARY KEY (session, candidate, vacancy, skill),
    CONSTRAINT selection_tests_of_a_result FOREIGN KEY (session, candidate, vacancy)
        REFERENCES selection_results (session, candidate, vacancy) ON DELETE CASCADE,
    CONSTRAINT selection_tests_level CHECK (level BETWEEN 1 AND 5)
) STRICT;
CREATE INDEX selection_tests_candidate_idx ON selection_tests (candidate);
-- Nobody tests whom they propose.
CREATE TRIGGER selection_tests_are_taken_by_others BEFORE INSERT ON selection_tests
    WHEN EXISTS (SELECT 1 FROM selection_slots WHERE session = NEW.session AND candidate = NEW.candidate AND agency = NEW.assessor)
BEGIN
    SELECT RAISE(ABORT, 'selection_tests_are_taken_by_others');
END;
CREATE TRIGGER selection_tests_are_entered_on_the_day BEFORE INSERT ON selection_tests
    WHEN EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND status <> 'running')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_frozen');
END;
CREATE TRIGGER selection_tests_stay_as_they_are BEFORE UPDATE ON selection_tests
    WHEN EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND status <> 'running')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_frozen');
END;
CREATE TRIGGER selection_tests_stay BEFORE DELETE ON selection_tests
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate)
        AND EXISTS (SELECT 1 FROM selection_sessions WHERE id = OLD.session AND status <> 'running')
BEGIN
    SELECT RAISE(ABORT, 'selection_results_are_frozen');
END;

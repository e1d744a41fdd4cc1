-- Who sits in a course, and who waits for a seat.
CREATE TABLE enrolments (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES agencies (id),
    candidate BLOB NOT NULL REFERENCES candidates (id),
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    course BLOB NOT NULL REFERENCES courses (id),
    provider BLOB NOT NULL,
    word TEXT NOT NULL CHECK (json_valid(word)),
    result TEXT CHECK (json_valid(result)),
    CONSTRAINT enrolments_known_status CHECK (status IN ('applied', 'enrolled', 'attending', 'completed', 'failed', 'withdrawn')),
    CONSTRAINT enrolments_end_with_a_result CHECK ((result IS NOT NULL) = (status IN ('completed', 'failed'))
        AND (result IS NULL OR json_extract(result, '$.outcome') = status))
) STRICT;
CREATE INDEX enrolments_owner_id_idx ON enrolments (owner, id);
CREATE INDEX enrolments_provider_id_idx ON enrolments (provider, id);
CREATE INDEX enrolments_candidate_idx ON enrolments (candidate);
CREATE INDEX enrolments_course_status_idx ON enrolments (course, status, created_at);
CREATE INDEX enrolments_waiting_idx ON enrolments (course) WHERE status = 'applied';
-- Nobody sits or waits in a course twice.
CREATE UNIQUE INDEX enrolments_live_idx ON enrolments (course, candidate) WHERE status IN ('applied', 'enrolled', 'attending', 'completed');

CREATE TRIGGER enrolments_begin_with_a_seat BEFORE INSERT ON enrolments
    WHEN NEW.status NOT IN ('applied', 'withdrawn')
        AND (SELECT count(*) FROM enrolments WHERE course = NEW.course AND status NOT IN ('applied', 'withdrawn'))
            >= (SELECT json_extract(body, '$.seats.total') FROM courses WHERE id = NEW.course)
BEGIN
    SELECT RAISE(ABORT, 'enrolments_begin_with_a_seat');
END;
CREATE TRIGGER enrolments_have_a_seat BEFORE UPDATE ON enrolments
    WHEN NEW.status NOT IN ('applied', 'withdrawn') AND OLD.status IN ('applied', 'withdrawn')
        AND (SELECT count(*) FROM enrolments WHERE course = NEW.course AND status NOT IN ('applied', 'withdrawn'))
            >= (SELECT json_extract(body, '$.seats.total') FROM courses WHERE id = NEW.course)
BEGIN
    SELECT RAISE(ABORT, 'enrolments_have_a_seat');
END;
CREATE TRIGGER enrolments_stay_as_they_ended BEFORE UPDATE ON enrolments
    WHEN (NEW.id, NEW.owner, NEW.candidate, NEW.created_at, NEW.course, NEW.provider, NEW.word)
            IS NOT (OLD.id, OLD.owner, OLD.candidate, OLD.created_at, OLD.course, OLD.provider, OLD.word)
        OR (OLD.status IN ('completed', 'failed', 'withdrawn') AND (NEW.status, NEW.result) IS NOT (OLD.status, OLD.result))
BEGIN
    SELECT RAISE(ABORT, 'enrolments_stay_as_they_ended');
END;

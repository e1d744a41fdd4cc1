-- Who sits in a course, and who waits for a seat.
CREATE TABLE enrolments (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES agencies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    course uuid NOT NULL REFERENCES courses (id),
    provider uuid NOT NULL,
    word jsonb NOT NULL,
    result jsonb,
    CONSTRAINT enrolments_known_status CHECK (status IN ('applied', 'enrolled', 'attending', 'completed', 'failed', 'withdrawn')),
    CONSTRAINT enrolments_end_with_a_result CHECK ((result IS NOT NULL) = (status IN ('completed', 'failed'))
        AND (result IS NULL OR result ->> 'outcome' = status))
);
CREATE INDEX enrolments_owner_id_idx ON enrolments (owner, id);
CREATE INDEX enrolments_provider_id_idx ON enrolments (provider, id);
CREATE INDEX enrolments_candidate_idx ON enrolments (candidate);
CREATE INDEX enrolments_course_status_idx ON enrolments (course, status, created_at);
CREATE INDEX enrolments_waiting_idx ON enrolments (course) WHERE status = 'applied';
-- Nobody sits or waits in a course twice.
CREATE UNIQUE INDEX enrolments_live_idx ON enrolments (course, candidate) WHERE status IN ('applied', 'enrolled', 'attending', 'completed');

CREATE FUNCTION have_a_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM enrolments WHERE course = NEW.course AND status NOT IN ('applied', 'withdrawn'))
        >= (SELECT (body -> 'seats' ->> 'total')::bigint FROM courses WHERE id = NEW.course) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER enrolments_begin_with_a_seat BEFORE INSERT ON enrolments FOR EACH ROW
    WHEN (NEW.status NOT IN ('applied', 'withdrawn')) EXECUTE FUNCTION have_a_seat();
CREATE TRIGGER enrolments_have_a_seat BEFORE UPDATE ON enrolments FOR EACH ROW
    WHEN (NEW.status NOT IN ('applied', 'withdrawn') AND OLD.status IN ('applied', 'withdrawn'))
    EXECUTE FUNCTION have_a_seat();
CREATE TRIGGER enrolments_stay_as_they_ended BEFORE UPDATE ON enrolments FOR EACH ROW WHEN (
        (NEW.id, NEW.owner, NEW.candidate, NEW.created_at, NEW.course, NEW.provider, NEW.word)
            IS DISTINCT FROM (OLD.id, OLD.owner, OLD.candidate, OLD.created_at, OLD.course, OLD.provider, OLD.word)
        OR (OLD.status IN ('completed', 'failed', 'withdrawn') AND (NEW.status, NEW.result) IS DISTINCT FROM (OLD.status, OLD.result)))
    EXECUTE FUNCTION stay_as_it_was_made();

-- Meetings where people are tested for real openings.
CREATE TABLE selection_sessions (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT selection_sessions_known_status CHECK (status IN ('draft', 'announced', 'running', 'closed', 'published', 'cancelled')),
    UNIQUE (owner, external_ref)
);
CREATE INDEX selection_sessions_owner_id_idx ON selection_sessions (owner, id);
CREATE INDEX selection_sessions_status_id_idx ON selection_sessions (status, id);
CREATE INDEX selection_sessions_updated_at_idx ON selection_sessions (updated_at);

CREATE TABLE selection_session_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- Who is invited, and who came.
CREATE TABLE selection_slots (
    session uuid NOT NULL REFERENCES selection_sessions (id),
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    agency uuid NOT NULL REFERENCES agencies (id),
    at timestamptz NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    state text NOT NULL,
    given_at timestamptz NOT NULL,
    PRIMARY KEY (session, candidate),
    CONSTRAINT selection_slots_known_state CHECK (state IN ('invited', 'confirmed', 'attended', 'no_show', 'excused')),
    CONSTRAINT selection_slots_within_the_session CHECK (starts_at <= at AND at < ends_at)
);
CREATE INDEX selection_slots_candidate_idx ON selection_slots (candidate);
CREATE INDEX selection_slots_agency_idx ON selection_slots (agency);
-- No more slots are given than a session has, and only of one that is announced.
CREATE FUNCTION fit_the_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND (status <> 'announced'
        OR (body->>'capacity')::bigint <= (SELECT count(*) FROM selection_slots WHERE session = NEW.session AND state <> 'excused'))) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_slots_fit_the_session BEFORE INSERT ON selection_slots FOR EACH ROW EXECUTE FUNCTION fit_the_session();
CREATE FUNCTION seat_those_who_have_a_slot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.body->>'capacity')::bigint < (SELECT count(*) FROM selection_slots WHERE session = NEW.id AND state <> 'excused') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_sessions_seat_those_who_have_a_slot BEFORE UPDATE OF body ON selection_sessions FOR EACH ROW
    EXECUTE FUNCTION seat_those_who_have_a_slot();
-- Nobody is in two sessions at a time.
CREATE FUNCTION stay_apart_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM selection_slots WHERE candidate = NEW.candidate AND session <> NEW.session
        AND state IN ('invited', 'confirmed', 'attended') AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_slots_stay_apart BEFORE INSERT ON selection_slots FOR EACH ROW
    WHEN (NEW.state <> 'excused') EXECUTE FUNCTION stay_apart_in_time();
-- Whoever is excused has given the slot back, and what is said of the day stays.
CREATE FUNCTION see_to_a_slot_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM selection_sessions WHERE id = NEW.session AND status = 'cancelled' AND NEW.state = 'excused') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_slots_are_seen_to_once BEFORE UPDATE ON selection_slots FOR EACH ROW
    WHEN (OLD.state NOT IN ('invited', 'confirmed') AND NEW.state <> OLD.state) EXECUTE FUNCTION see_to_a_slot_once();

-- What came of it, for each vacancy.
CREATE TABLE selection_results (
    session uuid NOT NULL,
    candidate uuid NOT NULL,
    vacancy uuid NOT NULL REFERENCES vacancies (id),
    outcome text NOT NULL,
    reason text,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (session, candidate, vacancy),
    CONSTRAINT selection_results_of_a_slot FOREIGN KEY (session, candidate) REFERENCES selection_slots (session, candidate) ON DELETE CASCADE,
    CONSTRAINT selection_results_known_outcome CHECK (outcome IN ('pass', 'reserve', 'fail')),
    CONSTRAINT selection_results_fail_for_a_reason CHECK ((outcome = 'fail') = (reason IS NOT NULL))
);
CREATE INDEX selection_results_candidate_idx ON selection_results (candidate);
CREATE INDEX selection_results_vacancy_idx ON selection_results (vacancy);
-- A session is closed once it is said of everybody whether they came, and those who came know what came of it.
CREATE FUNCTION close_with_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM selection_slots s WHERE s.session = NEW.id
        AND (s.state IN ('invited', 'confirmed') OR (s.state = 'attended'
            AND NOT EXISTS (SELECT 1 FROM selection_results r WHERE r.session = s.session AND r.candidate = s.candidate)))) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_sessions_close_with_results BEFORE UPDATE OF status ON selection_sessions FOR EACH ROW
    WHEN (NEW.status = 'closed') EXECUTE FUNCTION close_with_results();
-- Only who came has a result, and once the session is closed it stays.
CREATE FUNCTION are_of_those_who_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM selection_slots WHERE session = NEW.session AND candidate = NEW.candidate AND state <> 'attended') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_results_are_of_those_who_came BEFORE INSERT ON selection_results FOR EACH ROW
    EXECUTE FUNCTION are_of_those_who_came();
CREATE FUNCTION freeze_selection_results() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry record := coalesce(NEW, OLD);
BEGIN
    IF EXISTS (SELECT 1 FROM selection_sessions WHERE id = entry.session AND status <> 'running') THEN
        RAISE EXCEPTION 'selection_results_are_frozen';
    END IF;
    RETURN entry;
END
$$;
CREATE TRIGGER selection_results_stay_as_they_are BEFORE INSERT OR UPDATE ON selection_results FOR EACH ROW
    EXECUTE FUNCTION freeze_selection_results();
CREATE TRIGGER selection_results_stay BEFORE DELETE ON selection_results FOR EACH ROW
    WHEN (is_a_candidate(OLD.candidate)) EXECUTE FUNCTION freeze_selection_results();

-- The tests behind a result.
CREATE TABLE selection_tests (
    session uuid NOT NULL,
    candidate uuid NOT NULL,
    vacancy uuid NOT NULL,
    skill text NOT NULL,
    level bigint NOT NULL,
    assessor uuid NOT NULL,
    PRIMARY KEY (session, candidate, vacancy, skill),
    CONSTRAINT selection_tests_of_a_result FOREIGN KEY (session, candidate, vacancy)
        REFERENCES selection_results (session, candidate, vacancy) ON DELETE CASCADE,
    CONSTRAINT selection_tests_level CHECK (level BETWEEN 1 AND 5)
);
CREATE INDEX selection_tests_candidate_idx ON selection_tests (candidate);
-- Nobody tests whom they propose.
CREATE FUNCTION are_taken_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM selection_slots WHERE session = NEW.session AND candidate = NEW.candidate AND agency = NEW.assessor) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER selection_tests_are_taken_by_others BEFORE INSERT ON selection_tests FOR EACH ROW
    EXECUTE FUNCTION are_taken_by_others();
CREATE TRIGGER selection_tests_stay_as_they_are BEFORE INSERT OR UPDATE ON selection_tests FOR EACH ROW
    EXECUTE FUNCTION freeze_selection_results();
CREATE TRIGGER selection_tests_stay BEFORE DELETE ON selection_tests FOR EACH ROW
    WHEN (is_a_candidate(OLD.candidate)) EXECUTE FUNCTION freeze_selection_results();

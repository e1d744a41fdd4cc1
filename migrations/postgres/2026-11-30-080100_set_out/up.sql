-- Applications go on after the signature.
ALTER TABLE applications DROP CONSTRAINT applications_known_status;
ALTER TABLE applications ADD CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working', 'contract_ended', 'returned', 'renewed', 'transferred', 'closed'));
-- One candidate is put forward for a vacancy once at a time.
DROP INDEX applications_live_idx;
CREATE UNIQUE INDEX applications_live_idx ON applications (vacancy, candidate) WHERE status NOT IN ('contract_ended', 'returned', 'renewed', 'transferred', 'closed');
-- Those that hold a seat.
DROP INDEX applications_seat_idx;
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working');
-- Terms are offered to one candidate by one application at a time.
DROP INDEX applications_offered_idx;
CREATE UNIQUE INDEX applications_offered_idx ON applications (candidate) WHERE status IN ('contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working');
CREATE OR REPLACE FUNCTION holds_seat(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working')
$$;
CREATE OR REPLACE FUNCTION find_an_open_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working'))
        >= (SELECT (body->'openings'->>'total')::bigint - (body->'openings'->>'filled')::bigint
                - (body->'openings'->>'cancelled')::bigint
            FROM vacancies WHERE id = NEW.vacancy) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION reserve_what_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reserved bigint := coalesce((NEW.body->'openings'->>'reserved')::bigint, 0);
BEGIN
    IF reserved <> (SELECT count(*) FROM applications WHERE vacancy = NEW.id AND status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working'))
        OR (NEW.body->'openings'->>'filled')::bigint + (NEW.body->'openings'->>'cancelled')::bigint + reserved
            > (NEW.body->'openings'->>'total')::bigint THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

-- From where to where an agency takes those who may set out.
CREATE TABLE trips (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES agencies (id),
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT trips_known_status CHECK (status IN ('planned', 'boarded', 'arrived', 'closed')),
    UNIQUE (owner, external_ref)
);
CREATE INDEX trips_owner_id_idx ON trips (owner, id);
CREATE INDEX trips_status_id_idx ON trips (status, id);
CREATE INDEX trips_updated_at_idx ON trips (updated_at);

CREATE TABLE trip_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

CREATE TABLE trip_seats (
    trip uuid NOT NULL REFERENCES trips (id),
    application uuid NOT NULL,
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    state text NOT NULL,
    seated_at timestamptz NOT NULL,
    PRIMARY KEY (trip, application),
    CONSTRAINT trip_seats_known_state CHECK (state IN ('seated', 'boarded', 'missed'))
);
CREATE INDEX trip_seats_candidate_idx ON trip_seats (candidate);
-- Nobody has two seats.
CREATE UNIQUE INDEX trip_seats_live_idx ON trip_seats (application) WHERE state <> 'missed';
CREATE TRIGGER trip_seats_belong_to_an_application BEFORE INSERT ON trip_seats FOR EACH ROW
    EXECUTE FUNCTION belong_to_an_application();
-- No more seats are given than there are, and only of a trip that lies ahead.
CREATE FUNCTION fit_the_trip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM trips WHERE id = NEW.trip AND (status <> 'planned'
        OR (body->>'seats')::bigint <= (SELECT count(*) FROM trip_seats WHERE trip = NEW.trip AND state <> 'missed'))) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER trip_seats_fit_the_trip BEFORE INSERT ON trip_seats FOR EACH ROW EXECUTE FUNCTION fit_the_trip();
CREATE FUNCTION seat_those_who_have_a_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.body->>'seats')::bigint < (SELECT count(*) FROM trip_seats WHERE trip = NEW.id AND state <> 'missed') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER trips_seat_those_who_have_a_seat BEFORE UPDATE OF body ON trips FOR EACH ROW
    EXECUTE FUNCTION seat_those_who_have_a_seat();
-- Of everybody who has a seat it is said whether they set out.
CREATE FUNCTION board_or_miss() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM trip_seats WHERE trip = NEW.id AND state = 'seated') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER trips_board_or_miss BEFORE UPDATE OF status ON trips FOR EACH ROW
    WHEN (NEW.status <> 'planned') EXECUTE FUNCTION board_or_miss();
-- Nobody sets out without a seat, and nobody is said to have set out who has not.
CREATE FUNCTION depart_on_a_trip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM trip_seats WHERE application = NEW.id AND state = 'boarded') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_depart_on_a_trip BEFORE UPDATE OF status ON applications FOR EACH ROW
    WHEN (NEW.status = 'departed' AND OLD.status <> 'departed') EXECUTE FUNCTION depart_on_a_trip();

-- What was told of arrivals. What was told wrongly is corrected once, by another entry.
CREATE TABLE arrivals (
    n bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY NOT NULL,
    id uuid NOT NULL UNIQUE,
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application uuid NOT NULL,
    entered_on text NOT NULL,
    border_point text NOT NULL,
    place_of_stay text NOT NULL,
    told_by text NOT NULL,
    evidence text,
    corrects uuid UNIQUE REFERENCES arrivals (id) ON DELETE CASCADE,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    CONSTRAINT arrivals_known_teller CHECK (told_by IN ('employer', 'worker')),
    CONSTRAINT arrivals_workers_word_is_shown CHECK (told_by <> 'worker' OR evidence IS NOT NULL),
    CONSTRAINT arrivals_not_in_the_future CHECK (entered_on <= to_char(recorded_at AT TIME ZONE 'UTC' + interval '3 hours', 'YYYY-MM-DD'))
);
CREATE INDEX arrivals_candidate_n_idx ON arrivals (candidate, n);
CREATE INDEX arrivals_application_idx ON arrivals (application, n);
CREATE TRIGGER arrivals_belong_to_an_application BEFORE INSERT ON arrivals FOR EACH ROW
    EXECUTE FUNCTION belong_to_an_application();
CREATE TRIGGER arrivals_stay_as_they_are BEFORE UPDATE ON arrivals FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER arrivals_stay BEFORE DELETE ON arrivals FOR EACH ROW
    WHEN (is_a_candidate(OLD.candidate)) EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE FUNCTION arrive_as_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM arrivals WHERE application = NEW.id) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_arrive_as_told BEFORE UPDATE OF status ON applications FOR EACH ROW
    WHEN (NEW.status = 'arrived' AND OLD.status <> 'arrived') EXECUTE FUNCTION arrive_as_told();

-- The work and the employer that a document holds for, if it names one.
ALTER TABLE worker_documents ADD COLUMN isco08 text;
ALTER TABLE worker_documents ADD COLUMN employer uuid;

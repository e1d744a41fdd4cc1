-- Applications go on after the signature.
-- SQLite changes no check of a table, so the table is made anew. What points to it waits until its rows are back.
PRAGMA defer_foreign_keys = ON;
DROP TRIGGER vacancies_reserve_what_is_held;
CREATE TABLE applications_before AS SELECT * FROM applications;
DROP TABLE applications;
CREATE TABLE applications (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES employers (id),
    agency BLOB NOT NULL REFERENCES agencies (id),
    vacancy BLOB NOT NULL REFERENCES vacancies (id),
    candidate BLOB NOT NULL REFERENCES candidates (id),
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    origin TEXT NOT NULL,
    closing TEXT,
    job_order BLOB REFERENCES job_orders (id),
    CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working', 'contract_ended', 'returned', 'renewed', 'transferred', 'closed')),
    CONSTRAINT applications_known_origin CHECK (origin IN ('invitation', 'agency')),
    CONSTRAINT applications_closed_for_a_reason CHECK ((closing IS NOT NULL) = (status = 'closed'))
) STRICT;
INSERT INTO applications
    SELECT id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, origin, closing, job_order
    FROM applications_before;
DROP TABLE applications_before;
CREATE INDEX applications_owner_id_idx ON applications (owner, id);
CREATE INDEX applications_agency_id_idx ON applications (agency, id);
CREATE INDEX applications_candidate_idx ON applications (candidate);
CREATE INDEX applications_vacancy_idx ON applications (vacancy);
-- One candidate is put forward for a vacancy once at a time.
CREATE UNIQUE INDEX applications_live_idx ON applications (vacancy, candidate) WHERE status NOT IN ('contract_ended', 'returned', 'renewed', 'transferred', 'closed');
-- Those that hold a seat.
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working');
-- Terms are offered to one candidate by one application at a time.
CREATE UNIQUE INDEX applications_offered_idx ON applications (candidate) WHERE status IN ('contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working');

CREATE TRIGGER applications_find_an_open_seat BEFORE UPDATE OF status ON applications
    WHEN NEW.status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working') AND NOT OLD.status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working')
        AND (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working'))
            >= (SELECT body ->> '$.openings.total' - body ->> '$.openings.filled' - body ->> '$.openings.cancelled'
                FROM vacancies WHERE id = NEW.vacancy)
BEGIN
    SELECT RAISE(ABORT, 'applications_find_an_open_seat');
END;
CREATE TRIGGER vacancies_reserve_what_is_held BEFORE UPDATE ON vacancies
    WHEN coalesce(NEW.body ->> '$.openings.reserved', 0)
            <> (SELECT count(*) FROM applications WHERE vacancy = NEW.id AND status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working'))
        OR NEW.body ->> '$.openings.filled' + NEW.body ->> '$.openings.cancelled' + coalesce(NEW.body ->> '$.openings.reserved', 0)
            > NEW.body ->> '$.openings.total'
BEGIN
    SELECT RAISE(ABORT, 'vacancies_reserve_what_is_held');
END;
CREATE TRIGGER applications_follow_the_allotment BEFORE INSERT ON applications
    WHEN NEW.job_order IS NOT (SELECT job_order FROM allotments WHERE vacancy = NEW.vacancy)
BEGIN
    SELECT RAISE(ABORT, 'applications_follow_the_allotment');
END;
CREATE TRIGGER applications_are_offered_something BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'contract_offered'
        AND NOT EXISTS (SELECT 1 FROM offers WHERE application = NEW.id AND status IN ('sent', 'accepted'))
BEGIN
    SELECT RAISE(ABORT, 'applications_are_offered_something');
END;
CREATE TRIGGER applications_are_under_a_contract BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'contract_signed'
        AND NOT EXISTS (SELECT 1 FROM contracts WHERE application = NEW.id AND status = 'signed')
BEGIN
    SELECT RAISE(ABORT, 'applications_are_under_a_contract');
END;
CREATE TRIGGER applications_go_past_a_gate AFTER UPDATE OF status ON applications
    WHEN NEW.status <> OLD.status AND NEW.status IN ('contract_offered', 'departed', 'working')
        AND NOT EXISTS (SELECT 1 FROM gate_snapshots
            WHERE application = NEW.id AND application_version = NEW.version
                AND gate = CASE NEW.status WHEN 'contract_offered' THEN 'for_contract' WHEN 'departed' THEN 'for_departure' ELSE 'for_work' END)
BEGIN
    SELECT RAISE(ABORT, 'applications_go_past_a_gate');
END;

-- From where to where an agency takes those who may set out.
CREATE TABLE trips (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES agencies (id),
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT trips_known_status CHECK (status IN ('planned', 'boarded', 'arrived', 'closed')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX trips_owner_id_idx ON trips (owner, id);
CREATE INDEX trips_status_id_idx ON trips (status, id);
CREATE INDEX trips_updated_at_idx ON trips (updated_at);

CREATE TABLE trip_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE trip_seats (
    trip BLOB NOT NULL REFERENCES trips (id),
    application BLOB NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    seated_at INTEGER NOT NULL,
    PRIMARY KEY (trip, application),
    CONSTRAINT trip_seats_known_state CHECK (state IN ('seated', 'boarded', 'missed'))
) STRICT;
CREATE INDEX trip_seats_candidate_idx ON trip_seats (candidate);
-- Nobody has two seats.
CREATE UNIQUE INDEX trip_seats_live_idx ON trip_seats (application) WHERE state <> 'missed';
CREATE TRIGGER trip_seats_belong_to_an_application BEFORE INSERT ON trip_seats
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate)
BEGIN
    SELECT RAISE(ABORT, 'trip_seats_belong_to_an_application');
END;
-- No more seats are given than there are, and only of a trip that lies ahead.
CREATE TRIGGER trip_seats_fit_the_trip BEFORE INSERT ON trip_seats
    WHEN EXISTS (SELECT 1 FROM trips WHERE id = NEW.trip AND (status <> 'planned'
        OR body ->> '$.seats' <= (SELECT count(*) FROM trip_seats WHERE trip = NEW.trip AND state <> 'missed')))
BEGIN
    SELECT RAISE(ABORT, 'trip_seats_fit_the_trip');
END;
CREATE TRIGGER trips_seat_those_who_have_a_seat BEFORE UPDATE OF body ON trips
    WHEN NEW.body ->> '$.seats' < (SELECT count(*) FROM trip_seats WHERE trip = NEW.id AND state <> 'missed')
BEGIN
    SELECT RAISE(ABORT, 'trips_seat_those_who_have_a_seat');
END;
-- Of everybody who has a seat it is said whether they set out.
CREATE TRIGGER trips_board_or_miss BEFORE UPDATE OF status ON trips
    WHEN NEW.status <> 'planned' AND EXISTS (SELECT 1 FROM trip_seats WHERE trip = NEW.id AND state = 'seated')
BEGIN
    SELECT RAISE(ABORT, 'trips_board_or_miss');
END;
-- Nobody sets out without a seat, and nobody is said to have set out who has not.
CREATE TRIGGER applications_depart_on_a_trip BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'departed' AND OLD.status <> 'departed'
        AND NOT EXISTS (SELECT 1 FROM trip_seats WHERE application = NEW.id AND state = 'boarded')
BEGIN
    SELECT RAISE(ABORT, 'applications_depart_on_a_trip');
END;

-- What was told of arrivals. What was told wrongly is corrected once, by another entry.
CREATE TABLE arrivals (
    n INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application BLOB NOT NULL,
    entered_on TEXT NOT NULL,
    border_point TEXT NOT NULL,
    place_of_stay TEXT NOT NULL,
    told_by TEXT NOT NULL,
    evidence TEXT,
    corrects BLOB UNIQUE REFERENCES arrivals (id) ON DELETE CASCADE,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT arrivals_known_teller CHECK (told_by IN ('employer', 'worker')),
    CONSTRAINT arrivals_workers_word_is_shown CHECK (told_by <> 'worker' OR evidence IS NOT NULL),
    CONSTRAINT arrivals_not_in_the_future CHECK (entered_on <= strftime('%Y-%m-%d', recorded_at / 1000000 + 10800, 'unixepoch'))
) STRICT;
CREATE INDEX arrivals_candidate_n_idx ON arrivals (candidate, n);
CREATE INDEX arrivals_application_idx ON arrivals (application, n);
CREATE TRIGGER arrivals_belong_to_an_application BEFORE INSERT ON arrivals
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate)
BEGIN
    SELECT RAISE(ABORT, 'arrivals_belong_to_an_application');
END;
CREATE TRIGGER arrivals_stay_as_they_are BEFORE UPDATE ON arrivals BEGIN
    SELECT RAISE(ABORT, 'entries of arrivals are neither changed nor deleted');
END;
CREATE TRIGGER arrivals_stay BEFORE DELETE ON arrivals
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of arrivals are neither changed nor deleted');
END;
CREATE TRIGGER applications_arrive_as_told BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'arrived' AND OLD.status <> 'arrived' AND NOT EXISTS (SELECT 1 FROM arrivals WHERE application = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'applications_arrive_as_told');
END;

-- The work and the employer that a document holds for, if it names one.
ALTER TABLE worker_documents ADD COLUMN isco08 TEXT;
ALTER TABLE worker_documents ADD COLUMN employer BLOB;

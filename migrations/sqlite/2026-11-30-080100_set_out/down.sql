ALTER TABLE worker_documents DROP COLUMN employer;
ALTER TABLE worker_documents DROP COLUMN isco08;
DROP TRIGGER applications_arrive_as_told;
DROP TRIGGER applications_depart_on_a_trip;
DROP TABLE arrivals;
DROP TABLE trip_seats;
DROP TABLE trip_facets;
DROP TABLE trips;
-- SQLite changes no check of a table, so the table is made anew. What points to it waits until its rows are back.
PRAGMA defer_foreign_keys = ON;
DROP TRIGGER vacancies_reserve_what_is_held;
CREATE TABLE applications_before AS SELECT * FROM applications;
DROP TABLE applications;
CREATE TABLE "applications" (
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
    CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'contract_offered', 'contract_signed', 'closed')),
    CONSTRAINT applications_known_origin CHECK (origin IN ('invitation', 'agency')),
    CONSTRAINT applications_closed_for_a_reason CHECK ((closing IS NOT NULL) = (status = 'closed'))
) STRICT;
INSERT INTO applications
    SELECT id, owner, agency, vacancy, candidate,
        CASE WHEN status IN ('contract_ended', 'returned', 'renewed', 'transferred') THEN 'closed'
            WHEN status IN ('predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working')
                THEN 'contract_signed' ELSE status END,
        version, created_at, updated_at, origin,
        CASE WHEN status IN ('contract_ended', 'returned', 'renewed', 'transferred') THEN 'withdrawn_by_worker' ELSE closing END, job_order
    FROM applications_before;
DROP TABLE applications_before;
CREATE INDEX applications_owner_id_idx ON applications (owner, id);
CREATE INDEX applications_agency_id_idx ON applications (agency, id);
CREATE INDEX applications_candidate_idx ON applications (candidate);
CREATE INDEX applications_vacancy_idx ON applications (vacancy);
-- One candidate is put forward for a vacancy once at a time.
CREATE UNIQUE INDEX applications_live_idx ON applications (vacancy, candidate) WHERE status <> 'closed';
-- Those that hold a seat.
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status IN ('selected', 'contract_offered', 'contract_signed');
-- Terms are offered to one candidate by one application at a time.
CREATE UNIQUE INDEX applications_offered_idx ON applications (candidate) WHERE status IN ('contract_offered', 'contract_signed');

CREATE TRIGGER applications_find_an_open_seat BEFORE UPDATE OF status ON applications
    WHEN NEW.status IN ('selected', 'contract_offered', 'contract_signed') AND NOT OLD.status IN ('selected', 'contract_offered', 'contract_signed')
        AND (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status IN ('selected', 'contract_offered', 'contract_signed'))
            >= (SELECT body ->> '$.openings.total' - body ->> '$.openings.filled' - body ->> '$.openings.cancelled'
                FROM vacancies WHERE id = NEW.vacancy)
BEGIN
    SELECT RAISE(ABORT, 'applications_find_an_open_seat');
END;
CREATE TRIGGER vacancies_reserve_what_is_held BEFORE UPDATE ON vacancies
    WHEN coalesce(NEW.body ->> '$.openings.reserved', 0)
            <> (SELECT count(*) FROM applications WHERE vacancy = NEW.id AND status IN ('selected', 'contract_offered', 'contract_signed'))
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

DROP TRIGGER applications_are_offered_something;
DROP TABLE offers;
DROP TRIGGER vacancies_reserve_what_is_held;
CREATE TABLE applications_anew (
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
    CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'closed')),
    CONSTRAINT applications_known_origin CHECK (origin IN ('invitation', 'agency')),
    CONSTRAINT applications_closed_for_a_reason CHECK ((closing IS NOT NULL) = (status = 'closed'))
) STRICT;
INSERT INTO applications_anew
    SELECT id, owner, agency, vacancy, candidate, CASE WHEN status LIKE 'contract%' THEN 'selected' ELSE status END,
        version, created_at, updated_at, origin, closing, job_order
    FROM applications;
DROP TABLE applications;
ALTER TABLE applications_anew RENAME TO applications;
CREATE INDEX applications_owner_id_idx ON applications (owner, id);
CREATE INDEX applications_agency_id_idx ON applications (agency, id);
CREATE INDEX applications_candidate_idx ON applications (candidate);
CREATE INDEX applications_vacancy_idx ON applications (vacancy);
-- One candidate is put forward for a vacancy once at a time.
CREATE UNIQUE INDEX applications_live_idx ON applications (vacancy, candidate) WHERE status <> 'closed';
-- Those that hold a seat.
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status = 'selected';

CREATE TRIGGER applications_find_an_open_seat BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'selected' AND NOT OLD.status = 'selected'
        AND (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status = 'selected')
            >= (SELECT body ->> '$.openings.total' - body ->> '$.openings.filled' - body ->> '$.openings.cancelled'
                FROM vacancies WHERE id = NEW.vacancy)
BEGIN
    SELECT RAISE(ABORT, 'applications_find_an_open_seat');
END;
CREATE TRIGGER vacancies_reserve_what_is_held BEFORE UPDATE ON vacancies
    WHEN coalesce(NEW.body ->> '$.openings.reserved', 0)
            <> (SELECT count(*) FROM applications WHERE vacancy = NEW.id AND status = 'selected')
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

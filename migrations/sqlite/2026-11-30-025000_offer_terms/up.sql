-- Applications go on after a choice: SQLite changes no check of a table, so the table is made anew. Nothing points to it yet.
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
    CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'contract_offered', 'contract_signed', 'closed')),
    CONSTRAINT applications_known_origin CHECK (origin IN ('invitation', 'agency')),
    CONSTRAINT applications_closed_for_a_reason CHECK ((closing IS NOT NULL) = (status = 'closed'))
) STRICT;
INSERT INTO applications_anew
    SELECT id, owner, agency, vacancy, candidate, status,
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
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status IN ('selected', 'contract_offered', 'contract_signed');

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
-- Terms are offered to one candidate by one application at a time.
CREATE UNIQUE INDEX applications_offered_idx ON applications (candidate) WHERE status IN ('contract_offered', 'contract_signed');

-- Terms that an employer offers to whom it has chosen, and what the worker answered.
CREATE TABLE offers (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES employers (id),
    agency BLOB NOT NULL REFERENCES agencies (id),
    vacancy BLOB NOT NULL REFERENCES vacancies (id),
    candidate BLOB NOT NULL REFERENCES candidates (id),
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    application BLOB NOT NULL REFERENCES applications (id),
    expires_at INTEGER NOT NULL,
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    told_by TEXT NOT NULL,
    terms_hash TEXT NOT NULL,
    texts TEXT NOT NULL CHECK (json_valid(texts)),
    word TEXT CHECK (json_valid(word)),
    accepted_hash TEXT,
    CONSTRAINT offers_known_status CHECK (status IN ('sent', 'accepted', 'declined', 'expired', 'retracted')),
    CONSTRAINT offers_stand_for_a_time CHECK (expires_at > created_at),
    CONSTRAINT offers_answered_with_a_word CHECK (word IS NOT NULL OR status NOT IN ('accepted', 'declined')),
    CONSTRAINT offers_accepted_as_they_are CHECK (CASE status
        WHEN 'accepted' THEN accepted_hash IS NOT NULL AND accepted_hash = terms_hash
        WHEN 'retracted' THEN accepted_hash IS NULL OR accepted_hash = terms_hash
        ELSE accepted_hash IS NULL END)
) STRICT;
CREATE INDEX offers_owner_id_idx ON offers (owner, id);
CREATE INDEX offers_agency_id_idx ON offers (agency, id);
CREATE INDEX offers_candidate_idx ON offers (candidate);
CREATE INDEX offers_vacancy_idx ON offers (vacancy);
CREATE INDEX offers_application_idx ON offers (application);
CREATE INDEX offers_expires_at_idx ON offers (expires_at) WHERE status = 'sent';
-- One offer of an application stands at a time.
CREATE UNIQUE INDEX offers_live_idx ON offers (application) WHERE status IN ('sent', 'accepted');

CREATE TRIGGER offers_are_made_to_the_chosen BEFORE INSERT ON offers
    WHEN (SELECT status FROM applications WHERE id = NEW.application) <> 'selected'
BEGIN
    SELECT RAISE(ABORT, 'offers_are_made_to_the_chosen');
END;
CREATE TRIGGER offers_stay_as_they_were_made BEFORE UPDATE ON offers
    WHEN (NEW.id, NEW.application, NEW.created_at, NEW.expires_at, NEW.terms, NEW.told_by, NEW.terms_hash, NEW.texts)
            IS NOT (OLD.id, OLD.application, OLD.created_at, OLD.expires_at, OLD.terms, OLD.told_by, OLD.terms_hash, OLD.texts)
        OR (OLD.word IS NOT NULL AND NEW.word IS NOT OLD.word)
        OR (OLD.accepted_hash IS NOT NULL AND NEW.accepted_hash IS NOT OLD.accepted_hash)
        OR (OLD.status IN ('declined', 'expired', 'retracted') AND NEW.status <> OLD.status)
BEGIN
    SELECT RAISE(ABORT, 'offers_stay_as_they_were_made');
END;
CREATE TRIGGER applications_are_offered_something BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'contract_offered'
        AND NOT EXISTS (SELECT 1 FROM offers WHERE application = NEW.id AND status IN ('sent', 'accepted'))
BEGIN
    SELECT RAISE(ABORT, 'applications_are_offered_something');
END;

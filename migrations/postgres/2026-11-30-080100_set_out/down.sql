ALTER TABLE worker_documents DROP COLUMN employer;
ALTER TABLE worker_documents DROP COLUMN isco08;
DROP TRIGGER applications_arrive_as_told ON applications;
DROP FUNCTION arrive_as_told();
DROP TRIGGER applications_depart_on_a_trip ON applications;
DROP FUNCTION depart_on_a_trip();
DROP TABLE arrivals;
DROP TABLE trip_seats;
DROP FUNCTION fit_the_trip();
DROP TABLE trip_facets;
DROP TABLE trips;
DROP FUNCTION board_or_miss();
DROP FUNCTION seat_those_who_have_a_seat();
UPDATE applications SET status = 'closed', closing = 'withdrawn_by_worker'
    WHERE status IN ('contract_ended', 'returned', 'renewed', 'transferred');
UPDATE applications SET status = 'contract_signed'
    WHERE status IN ('predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working');
ALTER TABLE applications DROP CONSTRAINT applications_known_status;
ALTER TABLE applications ADD CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'contract_offered', 'contract_signed', 'closed'));
-- One candidate is put forward for a vacancy once at a time.
DROP INDEX applications_live_idx;
CREATE UNIQUE INDEX applications_live_idx ON applications (vacancy, candidate) WHERE status <> 'closed';
-- Those that hold a seat.
DROP INDEX applications_seat_idx;
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status IN ('selected', 'contract_offered', 'contract_signed');
-- Terms are offered to one candidate by one application at a time.
DROP INDEX applications_offered_idx;
CREATE UNIQUE INDEX applications_offered_idx ON applications (candidate) WHERE status IN ('contract_offered', 'contract_signed');
CREATE OR REPLACE FUNCTION holds_seat(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT status IN ('selected', 'contract_offered', 'contract_signed')
$$;
CREATE OR REPLACE FUNCTION find_an_open_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status IN ('selected', 'contract_offered', 'contract_signed'))
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
    IF reserved <> (SELECT count(*) FROM applications WHERE vacancy = NEW.id AND status IN ('selected', 'contract_offered', 'contract_signed'))
        OR (NEW.body->'openings'->>'filled')::bigint + (NEW.body->'openings'->>'cancelled')::bigint + reserved
            > (NEW.body->'openings'->>'total')::bigint THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

-- Somebody put forward for a vacancy, and whether the employer chooses them.
CREATE TABLE applications (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    agency uuid NOT NULL REFERENCES agencies (id),
    vacancy uuid NOT NULL REFERENCES vacancies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    origin text NOT NULL,
    closing text,
    CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'closed')),
    CONSTRAINT applications_known_origin CHECK (origin IN ('invitation', 'agency')),
    CONSTRAINT applications_closed_for_a_reason CHECK ((closing IS NOT NULL) = (status = 'closed'))
);
CREATE INDEX applications_owner_id_idx ON applications (owner, id);
CREATE INDEX applications_agency_id_idx ON applications (agency, id);
CREATE INDEX applications_candidate_idx ON applications (candidate);
CREATE INDEX applications_vacancy_idx ON applications (vacancy);
-- One candidate is put forward for a vacancy once at a time.
CREATE UNIQUE INDEX applications_live_idx ON applications (vacancy, candidate) WHERE status <> 'closed';
-- Those that hold a seat.
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status = 'selected';

CREATE FUNCTION find_an_open_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status = 'selected')
        >= (SELECT (body->'openings'->>'total')::bigint - (body->'openings'->>'filled')::bigint
                - (body->'openings'->>'cancelled')::bigint
            FROM vacancies WHERE id = NEW.vacancy) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_find_an_open_seat BEFORE UPDATE OF status ON applications FOR EACH ROW
    WHEN (NEW.status = 'selected' AND OLD.status <> 'selected') EXECUTE FUNCTION find_an_open_seat();

CREATE FUNCTION reserve_what_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reserved bigint := coalesce((NEW.body->'openings'->>'reserved')::bigint, 0);
BEGIN
    IF reserved <> (SELECT count(*) FROM applications WHERE vacancy = NEW.id AND status = 'selected')
        OR (NEW.body->'openings'->>'filled')::bigint + (NEW.body->'openings'->>'cancelled')::bigint + reserved
            > (NEW.body->'openings'->>'total')::bigint THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER vacancies_reserve_what_is_held BEFORE UPDATE ON vacancies FOR EACH ROW EXECUTE FUNCTION reserve_what_is_held();

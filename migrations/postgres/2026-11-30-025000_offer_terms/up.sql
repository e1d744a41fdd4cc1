-- Applications go on after a choice.
ALTER TABLE applications DROP CONSTRAINT applications_known_status;
ALTER TABLE applications ADD CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'contract_offered', 'contract_signed', 'closed'));
-- Those that hold a seat.
DROP INDEX applications_seat_idx;
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status IN ('selected', 'contract_offered', 'contract_signed');
-- Terms are offered to one candidate by one application at a time.
CREATE UNIQUE INDEX applications_offered_idx ON applications (candidate) WHERE status IN ('contract_offered', 'contract_signed');

CREATE FUNCTION holds_seat(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
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
DROP TRIGGER applications_find_an_open_seat ON applications;
CREATE TRIGGER applications_find_an_open_seat BEFORE UPDATE OF status ON applications FOR EACH ROW
    WHEN (holds_seat(NEW.status) AND NOT holds_seat(OLD.status)) EXECUTE FUNCTION find_an_open_seat();
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

-- Terms that an employer offers to whom it has chosen, and what the worker answered.
CREATE TABLE offers (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    agency uuid NOT NULL REFERENCES agencies (id),
    vacancy uuid NOT NULL REFERENCES vacancies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    application uuid NOT NULL REFERENCES applications (id),
    expires_at timestamptz NOT NULL,
    terms jsonb NOT NULL,
    told_by text NOT NULL,
    terms_hash text NOT NULL,
    texts jsonb NOT NULL,
    word jsonb,
    accepted_hash text,
    CONSTRAINT offers_known_status CHECK (status IN ('sent', 'accepted', 'declined', 'expired', 'retracted')),
    CONSTRAINT offers_stand_for_a_time CHECK (expires_at > created_at),
    CONSTRAINT offers_answered_with_a_word CHECK (word IS NOT NULL OR status NOT IN ('accepted', 'declined')),
    CONSTRAINT offers_accepted_as_they_are CHECK (CASE status
        WHEN 'accepted' THEN accepted_hash IS NOT NULL AND accepted_hash = terms_hash
        WHEN 'retracted' THEN accepted_hash IS NULL OR accepted_hash = terms_hash
        ELSE accepted_hash IS NULL END)
);
CREATE INDEX offers_owner_id_idx ON offers (owner, id);
CREATE INDEX offers_agency_id_idx ON offers (agency, id);
CREATE INDEX offers_candidate_idx ON offers (candidate);
CREATE INDEX offers_vacancy_idx ON offers (vacancy);
CREATE INDEX offers_application_idx ON offers (application);
CREATE INDEX offers_expires_at_idx ON offers (expires_at) WHERE status = 'sent';
-- One offer of an application stands at a time.
CREATE UNIQUE INDEX offers_live_idx ON offers (application) WHERE status IN ('sent', 'accepted');

CREATE FUNCTION offer_to_the_chosen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT status FROM applications WHERE id = NEW.application) <> 'selected' THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER offers_are_made_to_the_chosen BEFORE INSERT ON offers FOR EACH ROW
    EXECUTE FUNCTION offer_to_the_chosen();

CREATE FUNCTION stay_as_it_was_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_NAME;
END
$$;
CREATE TRIGGER offers_stay_as_they_were_made BEFORE UPDATE ON offers FOR EACH ROW WHEN (
        (NEW.id, NEW.application, NEW.created_at, NEW.expires_at, NEW.terms, NEW.told_by, NEW.terms_hash, NEW.texts)
            IS DISTINCT FROM (OLD.id, OLD.application, OLD.created_at, OLD.expires_at, OLD.terms, OLD.told_by, OLD.terms_hash, OLD.texts)
        OR (OLD.word IS NOT NULL AND NEW.word IS DISTINCT FROM OLD.word)
        OR (OLD.accepted_hash IS NOT NULL AND NEW.accepted_hash IS DISTINCT FROM OLD.accepted_hash)
        OR (OLD.status IN ('declined', 'expired', 'retracted') AND NEW.status <> OLD.status))
    EXECUTE FUNCTION stay_as_it_was_made();

CREATE FUNCTION be_offered_something() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM offers WHERE application = NEW.id AND status IN ('sent', 'accepted')) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_are_offered_something BEFORE UPDATE OF status ON applications FOR EACH ROW
    WHEN (NEW.status = 'contract_offered') EXECUTE FUNCTION be_offered_something();

DROP TRIGGER applications_are_offered_something ON applications;
DROP FUNCTION be_offered_something();
DROP TABLE offers;
DROP FUNCTION offer_to_the_chosen();
DROP FUNCTION stay_as_it_was_made();
UPDATE applications SET status = 'selected' WHERE status LIKE 'contract%';
ALTER TABLE applications DROP CONSTRAINT applications_known_status;
ALTER TABLE applications ADD CONSTRAINT applications_known_status CHECK (status IN ('draft', 'submitted', 'shortlisted', 'interview', 'selected', 'closed'));
DROP INDEX applications_offered_idx;
DROP INDEX applications_seat_idx;
CREATE INDEX applications_seat_idx ON applications (vacancy) WHERE status = 'selected';
DROP TRIGGER applications_find_an_open_seat ON applications;
CREATE OR REPLACE FUNCTION find_an_open_seat() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION holds_seat(text);
CREATE OR REPLACE FUNCTION reserve_what_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
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

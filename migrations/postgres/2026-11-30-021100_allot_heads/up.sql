-- How many of the heads of a job order are recruited through a vacancy.
CREATE TABLE allotments (
    vacancy uuid PRIMARY KEY NOT NULL REFERENCES vacancies (id),
    job_order uuid NOT NULL REFERENCES job_orders (id),
    heads bigint NOT NULL,
    CONSTRAINT allotments_heads CHECK (heads BETWEEN 0 AND 10000)
);
CREATE INDEX allotments_job_order_idx ON allotments (job_order, vacancy);

CREATE FUNCTION count_what_is_allotted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allotted bigint := coalesce((NEW.body->>'allotted')::bigint, 0);
BEGIN
    IF allotted <> (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.id)
        OR allotted > (NEW.body->>'heads')::bigint THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER job_orders_count_what_is_allotted BEFORE UPDATE OF body ON job_orders FOR EACH ROW
    EXECUTE FUNCTION count_what_is_allotted();

CREATE FUNCTION allot_within_the_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.heads + (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.job_order)
        > (SELECT (body->>'heads')::bigint FROM job_orders WHERE id = NEW.job_order) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER allotments_stay_within_the_order BEFORE INSERT ON allotments FOR EACH ROW
    EXECUTE FUNCTION allot_within_the_order();

CREATE FUNCTION publish_within_the_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM allotments
        WHERE vacancy = NEW.id AND heads < coalesce((NEW.body->'openings'->>'total')::bigint, 10001)) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER vacancies_stay_within_the_order BEFORE UPDATE ON vacancies FOR EACH ROW
    WHEN (NEW.status = 'published') EXECUTE FUNCTION publish_within_the_order();

-- Under which job order somebody is put forward: the one that the vacancy has heads of.
ALTER TABLE applications ADD COLUMN job_order uuid REFERENCES job_orders (id);
CREATE FUNCTION follow_the_allotment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.job_order IS DISTINCT FROM (SELECT job_order FROM allotments WHERE vacancy = NEW.vacancy) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_follow_the_allotment BEFORE INSERT ON applications FOR EACH ROW
    EXECUTE FUNCTION follow_the_allotment();

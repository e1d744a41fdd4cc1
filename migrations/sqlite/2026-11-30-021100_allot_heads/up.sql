-- How many of the heads of a job order are recruited through a vacancy.
CREATE TABLE allotments (
    vacancy BLOB PRIMARY KEY NOT NULL REFERENCES vacancies (id),
    job_order BLOB NOT NULL REFERENCES job_orders (id),
    heads INTEGER NOT NULL,
    CONSTRAINT allotments_heads CHECK (heads BETWEEN 0 AND 10000)
) STRICT;
CREATE INDEX allotments_job_order_idx ON allotments (job_order, vacancy);

CREATE TRIGGER job_orders_count_what_is_allotted BEFORE UPDATE OF body ON job_orders
    WHEN coalesce(NEW.body ->> '$.allotted', 0)
            <> (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.id)
        OR coalesce(NEW.body ->> '$.allotted', 0) > NEW.body ->> '$.heads'
BEGIN
    SELECT RAISE(ABORT, 'job_orders_count_what_is_allotted');
END;
CREATE TRIGGER allotments_stay_within_the_order BEFORE INSERT ON allotments
    WHEN NEW.heads + (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.job_order)
        > (SELECT body ->> '$.heads' FROM job_orders WHERE id = NEW.job_order)
BEGIN
    SELECT RAISE(ABORT, 'allotments_stay_within_the_order');
END;
CREATE TRIGGER vacancies_stay_within_the_order BEFORE UPDATE ON vacancies
    WHEN NEW.status = 'published' AND EXISTS (
        SELECT 1 FROM allotments
        WHERE vacancy = NEW.id AND heads < coalesce(NEW.body ->> '$.openings.total', 10001))
BEGIN
    SELECT RAISE(ABORT, 'vacancies_stay_within_the_order');
END;

-- Under which job order somebody is put forward: the one that the vacancy has heads of.
ALTER TABLE applications ADD COLUMN job_order BLOB REFERENCES job_orders (id);
CREATE TRIGGER applications_follow_the_allotment BEFORE INSERT ON applications
    WHEN NEW.job_order IS NOT (SELECT job_order FROM allotments WHERE vacancy = NEW.vacancy)
BEGIN
    SELECT RAISE(ABORT, 'applications_follow_the_allotment');
END;

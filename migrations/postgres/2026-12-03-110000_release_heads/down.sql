DROP TRIGGER job_orders_exhausted_by_those_who_set_out ON job_orders;
DROP FUNCTION exhausted_by_those_who_set_out();
DROP TRIGGER job_orders_name_no_more_than_heads ON job_orders;
DROP FUNCTION name_no_more_than_heads();
UPDATE job_orders SET status = 'expired' WHERE status = 'exhausted';
CREATE OR REPLACE FUNCTION allot_within_the_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.heads + (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.job_order)
        > (SELECT (body->>'heads')::bigint FROM job_orders WHERE id = NEW.job_order) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION count_what_is_allotted() RETURNS trigger LANGUAGE plpgsql AS $$
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

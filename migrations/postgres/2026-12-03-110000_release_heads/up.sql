-- What is allotted, free and cancelled of an order are its heads: nothing is allotted that was cancelled.
CREATE OR REPLACE FUNCTION count_what_is_allotted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allotted bigint := coalesce((NEW.body->>'allotted')::bigint, 0);
    cancelled bigint := coalesce((NEW.body->>'cancelled')::bigint, 0);
BEGIN
    IF allotted <> (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.id)
        OR cancelled < 0 OR allotted + cancelled > (NEW.body->>'heads')::bigint THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION allot_within_the_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.heads + (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.job_order)
        > (SELECT (body->>'heads')::bigint - coalesce((body->>'cancelled')::bigint, 0) FROM job_orders WHERE id = NEW.job_order) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
-- Nobody is asked for by name for whom there is no head.
CREATE FUNCTION name_no_more_than_heads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(jsonb_array_length(NEW.body->'named'), 0) > (NEW.body->>'heads')::bigint THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER job_orders_name_no_more_than_heads BEFORE INSERT OR UPDATE OF body ON job_orders FOR EACH ROW
    EXECUTE FUNCTION name_no_more_than_heads();
-- An order is exhausted when everybody whom it is for has set out.
CREATE FUNCTION exhausted_by_those_who_set_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.body->>'heads')::bigint - coalesce((NEW.body->>'cancelled')::bigint, 0) > (
        SELECT count(*) FROM applications WHERE job_order = NEW.id AND status IN ('departed', 'arrived', 'migration_registered',
            'work_document_issued', 'working', 'contract_ended', 'returned', 'renewed', 'transferred')) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER job_orders_exhausted_by_those_who_set_out BEFORE UPDATE ON job_orders FOR EACH ROW
    WHEN (NEW.status = 'exhausted' AND OLD.status <> 'exhausted') EXECUTE FUNCTION exhausted_by_those_who_set_out();

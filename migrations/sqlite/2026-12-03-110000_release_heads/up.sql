-- What is allotted, free and cancelled of an order are its heads: nothing is allotted that was cancelled.
DROP TRIGGER job_orders_count_what_is_allotted;
CREATE TRIGGER job_orders_count_what_is_allotted BEFORE UPDATE OF body ON job_orders
    WHEN coalesce(NEW.body ->> '$.allotted', 0)
            <> (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.id)
        OR coalesce(NEW.body ->> '$.allotted', 0) + coalesce(NEW.body ->> '$.cancelled', 0) > NEW.body ->> '$.heads'
        OR coalesce(NEW.body ->> '$.cancelled', 0) < 0
BEGIN
    SELECT RAISE(ABORT, 'job_orders_count_what_is_allotted');
END;
DROP TRIGGER allotments_stay_within_the_order;
CREATE TRIGGER allotments_stay_within_the_order BEFORE INSERT ON allotments
    WHEN NEW.heads + (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.job_order)
        > (SELECT body ->> '$.heads' - coalesce(body ->> '$.cancelled', 0) FROM job_orders WHERE id = NEW.job_order)
BEGIN
    SELECT RAISE(ABORT, 'allotments_stay_within_the_order');
END;
-- Nobody is asked for by name for whom there is no head.
CREATE TRIGGER job_orders_name_no_more_than_heads BEFORE INSERT ON job_orders
    WHEN CASE WHEN json_valid(NEW.body)
        THEN coalesce(json_array_length(NEW.body, '$.named'), 0) > NEW.body ->> '$.heads' END
BEGIN
    SELECT RAISE(ABORT, 'job_orders_name_no_more_than_heads');
END;
CREATE TRIGGER job_orders_go_on_naming_no_more_than_heads BEFORE UPDATE OF body ON job_orders
    WHEN coalesce(json_array_length(NEW.body, '$.named'), 0) > NEW.body ->> '$.heads'
BEGIN
    SELECT RAISE(ABORT, 'job_orders_name_no_more_than_heads');
END;
-- An order is exhausted when everybody whom it is for has set out.
CREATE TRIGGER job_orders_exhausted_by_those_who_set_out BEFORE UPDATE ON job_orders
    WHEN NEW.status = 'exhausted' AND OLD.status <> 'exhausted'
        AND NEW.body ->> '$.heads' - coalesce(NEW.body ->> '$.cancelled', 0) > (
            SELECT count(*) FROM applications WHERE job_order = NEW.id AND status IN ('departed', 'arrived', 'migration_registered',
                'work_document_issued', 'working', 'contract_ended', 'returned', 'renewed', 'transferred'))
BEGIN
    SELECT RAISE(ABORT, 'job_orders_exhausted_by_those_who_set_out');
END;

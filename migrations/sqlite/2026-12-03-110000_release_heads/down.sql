DROP TRIGGER job_orders_exhausted_by_those_who_set_out;
DROP TRIGGER job_orders_go_on_naming_no_more_than_heads;
DROP TRIGGER job_orders_name_no_more_than_heads;
UPDATE job_orders SET status = 'expired' WHERE status = 'exhausted';
DROP TRIGGER allotments_stay_within_the_order;
CREATE TRIGGER allotments_stay_within_the_order BEFORE INSERT ON allotments
    WHEN NEW.heads + (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.job_order)
        > (SELECT body ->> '$.heads' FROM job_orders WHERE id = NEW.job_order)
BEGIN
    SELECT RAISE(ABORT, 'allotments_stay_within_the_order');
END;
DROP TRIGGER job_orders_count_what_is_allotted;
CREATE TRIGGER job_orders_count_what_is_allotted BEFORE UPDATE OF body ON job_orders
    WHEN coalesce(NEW.body ->> '$.allotted', 0)
            <> (SELECT coalesce(sum(heads), 0) FROM allotments WHERE job_order = NEW.id)
        OR coalesce(NEW.body ->> '$.allotted', 0) > NEW.body ->> '$.heads'
BEGIN
    SELECT RAISE(ABORT, 'job_orders_count_what_is_allotted');
END;

-- The shares of employers who have an order together are its heads, and none of them allots more than its own.
CREATE TRIGGER job_orders_pool_adds_up BEFORE INSERT ON job_orders
    WHEN CASE WHEN json_valid(NEW.body) THEN coalesce(json_array_length(NEW.body, '$.pool'), 0) > 0
        AND (SELECT sum(value ->> '$.heads') FROM json_each(NEW.body, '$.pool')) IS NOT NEW.body ->> '$.heads' END
BEGIN
    SELECT RAISE(ABORT, 'job_orders_pool_adds_up');
END;
CREATE TRIGGER job_orders_pool_goes_on_adding_up BEFORE UPDATE OF body ON job_orders
    WHEN coalesce(json_array_length(NEW.body, '$.pool'), 0) > 0
        AND ((SELECT sum(value ->> '$.heads') FROM json_each(NEW.body, '$.pool')) IS NOT NEW.body ->> '$.heads'
            OR EXISTS (SELECT 1 FROM allotments JOIN vacancies ON vacancies.id = allotments.vacancy
                WHERE allotments.job_order = NEW.id GROUP BY vacancies.owner
                HAVING sum(allotments.heads) > coalesce((SELECT value ->> '$.heads' FROM json_each(NEW.body, '$.pool')
                    WHERE replace(value ->> '$.employer', '-', '') = lower(hex(vacancies.owner))), 0)))
BEGIN
    SELECT RAISE(ABORT, 'job_orders_pool_adds_up');
END;
CREATE TRIGGER allotments_stay_within_the_share BEFORE INSERT ON allotments
    WHEN EXISTS (SELECT 1 FROM job_orders AS pooled JOIN vacancies AS own ON own.id = NEW.vacancy
        WHERE pooled.id = NEW.job_order AND coalesce(json_array_length(pooled.body, '$.pool'), 0) > 0
            AND NEW.heads + (SELECT coalesce(sum(other.heads), 0) FROM allotments AS other
                    JOIN vacancies ON vacancies.id = other.vacancy
                    WHERE other.job_order = NEW.job_order AND vacancies.owner = own.owner)
                > coalesce((SELECT value ->> '$.heads' FROM json_each(pooled.body, '$.pool')
                    WHERE replace(value ->> '$.employer', '-', '') = lower(hex(own.owner))), 0))
BEGIN
    SELECT RAISE(ABORT, 'allotments_stay_within_the_share');
END;

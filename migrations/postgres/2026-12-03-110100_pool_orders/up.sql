-- The shares of employers who have an order together are its heads, and none of them allots more than its own.
CREATE FUNCTION share_of(pool jsonb, employer uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((SELECT (share->>'heads')::bigint FROM jsonb_array_elements(pool) AS share
        WHERE (share->>'employer')::uuid = employer), 0)
$$;
CREATE FUNCTION add_the_pool_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pool jsonb := coalesce(NEW.body->'pool', '[]');
BEGIN
    IF jsonb_array_length(pool) > 0 AND (
        (SELECT sum((share->>'heads')::bigint) FROM jsonb_array_elements(pool) AS share)
            IS DISTINCT FROM (NEW.body->>'heads')::bigint
        OR EXISTS (SELECT 1 FROM allotments JOIN vacancies ON vacancies.id = allotments.vacancy
            WHERE allotments.job_order = NEW.id GROUP BY vacancies.owner
            HAVING sum(allotments.heads) > share_of(pool, vacancies.owner))) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER job_orders_pool_adds_up BEFORE INSERT OR UPDATE OF body ON job_orders FOR EACH ROW
    EXECUTE FUNCTION add_the_pool_up();
CREATE FUNCTION allot_within_the_share() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pool jsonb := (SELECT coalesce(body->'pool', '[]') FROM job_orders WHERE id = NEW.job_order);
    employer uuid := (SELECT owner FROM vacancies WHERE id = NEW.vacancy);
BEGIN
    IF jsonb_array_length(pool) > 0 AND NEW.heads + (
        SELECT coalesce(sum(other.heads), 0) FROM allotments AS other JOIN vacancies ON vacancies.id = other.vacancy
        WHERE other.job_order = NEW.job_order AND vacancies.owner = employer) > share_of(pool, employer) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER allotments_stay_within_the_share BEFORE INSERT ON allotments FOR EACH ROW
    EXECUTE FUNCTION allot_within_the_share();

-- Who has a part in an order reads it.
SELECT wall('job_orders', 'owner = {organisation}
    OR body -> ''agencies'' @> jsonb_build_array(jsonb_build_object(''agency'', {organisation}::text))
    OR body -> ''pool'' @> jsonb_build_array(jsonb_build_object(''employer'', {organisation}::text))
    OR (SELECT true FROM applications AS one WHERE one.job_order = job_orders.id LIMIT 1)');

-- What the worker says on arrival: whether each term is as it was signed.
ALTER TABLE contracts ADD COLUMN arrival jsonb;
-- It is said once, of a contract in force, and by the worker alone.
CREATE FUNCTION be_confirmed_by_the_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.arrival IS NOT NULL OR NEW.status <> 'signed'
        OR NOT has_spoken('confirm_contract', NEW.id, NEW.candidate, NEW.arrival->'word'->>'session') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER contracts_are_confirmed_by_the_worker BEFORE UPDATE ON contracts FOR EACH ROW
    WHEN (NEW.arrival IS DISTINCT FROM OLD.arrival) EXECUTE FUNCTION be_confirmed_by_the_worker();

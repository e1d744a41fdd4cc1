-- What the worker says on arrival: whether each term is as it was signed.
ALTER TABLE contracts ADD COLUMN arrival TEXT CHECK (json_valid(arrival));
-- It is said once, of a contract in force, and by the worker alone.
CREATE TRIGGER contracts_are_confirmed_by_the_worker BEFORE UPDATE ON contracts
    WHEN NEW.arrival IS NOT OLD.arrival
        AND (OLD.arrival IS NOT NULL OR NEW.status <> 'signed' OR NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE lower(hex(id)) = replace(NEW.arrival -> '$.word' ->> '$.session', '-', '')
                AND candidate = NEW.candidate AND act = 'confirm_contract' AND record = NEW.id AND used_at IS NOT NULL))
BEGIN
    SELECT RAISE(ABORT, 'contracts_are_confirmed_by_the_worker');
END;

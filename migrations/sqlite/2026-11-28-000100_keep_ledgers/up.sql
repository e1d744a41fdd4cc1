-- A ledger is only ever added to. Erasure alone may take out what a change says of a person: its reason.
CREATE TRIGGER changes_stay_as_they_are BEFORE UPDATE ON changes
    WHEN NEW.reason IS NOT NULL
        OR (NEW.n, NEW.kind, NEW.record, NEW.version, NEW.action, NEW.actor, NEW.at, NEW.from_state, NEW.to_state)
            IS NOT
            (OLD.n, OLD.kind, OLD.record, OLD.version, OLD.action, OLD.actor, OLD.at, OLD.from_state, OLD.to_state)
BEGIN
    SELECT RAISE(ABORT, 'entries of changes are neither changed nor deleted');
END;
CREATE TRIGGER changes_stay BEFORE DELETE ON changes BEGIN
    SELECT RAISE(ABORT, 'entries of changes are neither changed nor deleted');
END;

CREATE TRIGGER amendments_stay_as_they_are BEFORE UPDATE ON amendments BEGIN
    SELECT RAISE(ABORT, 'entries of amendments are neither changed nor deleted');
END;
CREATE TRIGGER amendments_stay BEFORE DELETE ON amendments BEGIN
    SELECT RAISE(ABORT, 'entries of amendments are neither changed nor deleted');
END;

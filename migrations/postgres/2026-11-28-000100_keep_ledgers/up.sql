-- A ledger is only ever added to. Erasure alone may take out what a change says of a person: its reason.
CREATE FUNCTION refuse_to_change_a_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries of % are neither changed nor deleted', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER changes_stay_as_they_are BEFORE UPDATE ON changes FOR EACH ROW
    WHEN (
        NEW.reason IS NOT NULL
        OR (NEW.n, NEW.kind, NEW.record, NEW.version, NEW.action, NEW.actor, NEW.at, NEW.from_state, NEW.to_state)
            IS DISTINCT FROM
            (OLD.n, OLD.kind, OLD.record, OLD.version, OLD.action, OLD.actor, OLD.at, OLD.from_state, OLD.to_state)
    )
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER changes_stay BEFORE DELETE ON changes FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_ledger();

CREATE TRIGGER amendments_stay_as_they_are BEFORE UPDATE OR DELETE ON amendments FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();

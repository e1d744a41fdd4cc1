-- Who did what, also who read: a chain in which each entry is sealed, with a key that is not here, over the one before.
ALTER TABLE head ADD COLUMN entry bigint NOT NULL DEFAULT 0;
ALTER TABLE head ADD COLUMN seal text NOT NULL DEFAULT '';

CREATE TABLE audit_entries (
    n bigint PRIMARY KEY NOT NULL,
    at timestamptz NOT NULL,
    client uuid,
    action text NOT NULL,
    kind text NOT NULL,
    record uuid NOT NULL,
    change bigint,
    reason text,
    seal text NOT NULL
);
CREATE INDEX audit_entries_record_n_idx ON audit_entries (record, n);
CREATE INDEX audit_entries_client_n_idx ON audit_entries (client, n);

-- A ledger is only ever added to.
CREATE TRIGGER audit_entries_stay_as_they_are BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();

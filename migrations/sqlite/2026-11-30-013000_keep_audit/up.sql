-- Who did what, also who read: a chain in which each entry is sealed, with a key that is not here, over the one before.
ALTER TABLE head ADD COLUMN entry INTEGER NOT NULL DEFAULT 0;
ALTER TABLE head ADD COLUMN seal TEXT NOT NULL DEFAULT '';

CREATE TABLE audit_entries (
    n INTEGER PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    client BLOB,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    change INTEGER,
    reason TEXT,
    seal TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entries_record_n_idx ON audit_entries (record, n);
CREATE INDEX audit_entries_client_n_idx ON audit_entries (client, n);

-- A ledger is only ever added to.
CREATE TRIGGER audit_entries_stay_as_they_are BEFORE UPDATE ON audit_entries BEGIN
    SELECT RAISE(ABORT, 'entries of audit_entries are neither changed nor deleted');
END;
CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries BEGIN
    SELECT RAISE(ABORT, 'entries of audit_entries are neither changed nor deleted');
END;

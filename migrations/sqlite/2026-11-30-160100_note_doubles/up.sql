-- Doubles: an identity was refused because the person is registered under another candidate. Operators read it, and merge.
CREATE TABLE identity_doubles (
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    registered BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    found_at INTEGER NOT NULL,
    PRIMARY KEY (candidate, registered)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_doubles_registered_idx ON identity_doubles (registered);

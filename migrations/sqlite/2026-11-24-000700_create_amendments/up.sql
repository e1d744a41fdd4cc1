-- What this installation changed of the built-in taxonomy, in order: the same on every server.
CREATE TABLE amendments (
    n INTEGER PRIMARY KEY NOT NULL CHECK (n >= 1),
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    version TEXT NOT NULL,
    actor BLOB,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX amendments_kind_n_idx ON amendments (kind, n);

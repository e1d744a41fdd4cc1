-- The servers that live now, and the ids of the signing keys that each publishes, with spaces between.
CREATE TABLE servers (
    id BLOB PRIMARY KEY NOT NULL,
    seen_at INTEGER NOT NULL,
    keys TEXT NOT NULL
) STRICT;
-- When a signing key was first published by any server.
CREATE TABLE signing_keys (
    id TEXT PRIMARY KEY NOT NULL,
    first_seen_at INTEGER NOT NULL
) STRICT;

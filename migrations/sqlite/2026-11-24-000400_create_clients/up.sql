CREATE TABLE clients (
    id BLOB PRIMARY KEY NOT NULL,
    organisation BLOB NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    label TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- Tokens that were revoked before they ran out.
CREATE TABLE revoked_tokens (
    id BLOB PRIMARY KEY NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX revoked_tokens_expires_at_idx ON revoked_tokens (expires_at);

-- The servers that live now, and the ids of the signing keys that each publishes, with spaces between.
CREATE TABLE servers (
    id uuid PRIMARY KEY NOT NULL,
    seen_at timestamptz NOT NULL,
    keys text NOT NULL
);
-- When a signing key was first published by any server.
CREATE TABLE signing_keys (
    id text PRIMARY KEY NOT NULL,
    first_seen_at timestamptz NOT NULL
);

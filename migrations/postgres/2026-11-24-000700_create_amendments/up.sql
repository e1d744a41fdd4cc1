-- What this installation changed of the built-in taxonomy, in order: the same on every server.
CREATE TABLE amendments (
    n bigint PRIMARY KEY NOT NULL CHECK (n >= 1),
    id uuid NOT NULL UNIQUE,
    kind text NOT NULL,
    payload text NOT NULL,
    version text NOT NULL,
    actor uuid,
    at timestamptz NOT NULL
);
CREATE INDEX amendments_kind_n_idx ON amendments (kind, n);

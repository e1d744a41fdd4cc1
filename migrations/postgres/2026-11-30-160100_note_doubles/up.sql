-- Doubles: an identity was refused because the person is registered under another candidate. Operators read it, and merge.
CREATE TABLE identity_doubles (
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    registered uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    found_at timestamptz NOT NULL,
    PRIMARY KEY (candidate, registered)
);
CREATE INDEX identity_doubles_registered_idx ON identity_doubles (registered);

CREATE TABLE candidates (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES agencies (id),
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    UNIQUE (owner, external_ref)
);
CREATE INDEX candidates_owner_id_idx ON candidates (owner, id);
CREATE INDEX candidates_status_id_idx ON candidates (status, id);
CREATE INDEX candidates_updated_at_idx ON candidates (updated_at);

CREATE TABLE candidate_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- What a qualification of one country counts as in the other.
CREATE TABLE equivalences (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    UNIQUE (owner, external_ref)
);
CREATE INDEX equivalences_owner_id_idx ON equivalences (owner, id);
CREATE INDEX equivalences_status_id_idx ON equivalences (status, id);
CREATE INDEX equivalences_updated_at_idx ON equivalences (updated_at);

CREATE TABLE equivalence_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

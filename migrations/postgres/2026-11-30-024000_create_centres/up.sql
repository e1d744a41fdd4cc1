-- Where a migrant worker is received and advised.
CREATE TABLE centres (
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
CREATE INDEX centres_owner_id_idx ON centres (owner, id);
CREATE INDEX centres_status_id_idx ON centres (status, id);
CREATE INDEX centres_updated_at_idx ON centres (updated_at);

CREATE TABLE centre_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

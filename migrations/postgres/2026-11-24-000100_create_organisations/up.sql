CREATE TABLE employers (
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
CREATE INDEX employers_owner_id_idx ON employers (owner, id);
CREATE INDEX employers_status_id_idx ON employers (status, id);
CREATE INDEX employers_updated_at_idx ON employers (updated_at);

CREATE TABLE employer_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

CREATE TABLE agencies (
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
CREATE INDEX agencies_owner_id_idx ON agencies (owner, id);
CREATE INDEX agencies_status_id_idx ON agencies (status, id);
CREATE INDEX agencies_updated_at_idx ON agencies (updated_at);

CREATE TABLE agency_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- An organisation is registered once.
CREATE UNIQUE INDEX employers_inn_idx ON employers (((body->>'inn')));
CREATE UNIQUE INDEX agencies_stir_idx ON agencies (((body->>'stir')));

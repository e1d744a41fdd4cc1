CREATE TABLE employers (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX employers_owner_id_idx ON employers (owner, id);
CREATE INDEX employers_status_id_idx ON employers (status, id);
CREATE INDEX employers_updated_at_idx ON employers (updated_at);

CREATE TABLE employer_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE agencies (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX agencies_owner_id_idx ON agencies (owner, id);
CREATE INDEX agencies_status_id_idx ON agencies (status, id);
CREATE INDEX agencies_updated_at_idx ON agencies (updated_at);

CREATE TABLE agency_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- An organisation is registered once.
CREATE UNIQUE INDEX employers_inn_idx ON employers (json_extract(body, '$.inn'));
CREATE UNIQUE INDEX agencies_stir_idx ON agencies (json_extract(body, '$.stir'));

CREATE TABLE employers (
    id TEXT PRIMARY KEY NOT NULL,
    owner TEXT NOT NULL,
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
    record TEXT NOT NULL REFERENCES employers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX employer_facets_kind_value_idx ON employer_facets (kind, value, record);

CREATE TABLE agencies (
    id TEXT PRIMARY KEY NOT NULL,
    owner TEXT NOT NULL,
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
    record TEXT NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_facets_kind_value_idx ON agency_facets (kind, value, record);

-- An organisation is registered once.
CREATE UNIQUE INDEX employers_inn_idx ON employers (json_extract(body, '$.inn'));
CREATE UNIQUE INDEX agencies_stir_idx ON agencies (json_extract(body, '$.stir'));

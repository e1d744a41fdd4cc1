CREATE TABLE candidates (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES agencies (id),
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX candidates_owner_id_idx ON candidates (owner, id);
CREATE INDEX candidates_status_id_idx ON candidates (status, id);
CREATE INDEX candidates_updated_at_idx ON candidates (updated_at);

CREATE TABLE candidate_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

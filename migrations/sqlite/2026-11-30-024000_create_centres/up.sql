-- Where a migrant worker is received and advised.
CREATE TABLE centres (
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
CREATE INDEX centres_owner_id_idx ON centres (owner, id);
CREATE INDEX centres_status_id_idx ON centres (status, id);
CREATE INDEX centres_updated_at_idx ON centres (updated_at);

CREATE TABLE centre_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

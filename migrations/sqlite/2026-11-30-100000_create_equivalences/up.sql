-- What a qualification of one country counts as in the other.
CREATE TABLE equivalences (
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
CREATE INDEX equivalences_owner_id_idx ON equivalences (owner, id);
CREATE INDEX equivalences_status_id_idx ON equivalences (status, id);
CREATE INDEX equivalences_updated_at_idx ON equivalences (updated_at);

CREATE TABLE equivalence_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

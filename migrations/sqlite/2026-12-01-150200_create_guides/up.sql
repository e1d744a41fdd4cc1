-- What workers should know, by topic and language. What rules say in one is what they said when it was last written.
CREATE TABLE guides (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT guides_known_status CHECK (status IN ('draft', 'published', 'outdated', 'withdrawn')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX guides_owner_id_idx ON guides (owner, id);
CREATE INDEX guides_status_id_idx ON guides (status, id);
CREATE INDEX guides_updated_at_idx ON guides (updated_at);

CREATE TABLE guide_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

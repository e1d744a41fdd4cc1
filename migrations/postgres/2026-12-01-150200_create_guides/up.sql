-- What workers should know, by topic and language. What rules say in one is what they said when it was last written.
CREATE TABLE guides (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT guides_known_status CHECK (status IN ('draft', 'published', 'outdated', 'withdrawn')),
    UNIQUE (owner, external_ref)
);
CREATE INDEX guides_owner_id_idx ON guides (owner, id);
CREATE INDEX guides_status_id_idx ON guides (status, id);
CREATE INDEX guides_updated_at_idx ON guides (updated_at);

CREATE TABLE guide_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- What centres were asked, and what came of it. Nobody is named.
CREATE TABLE advisory_cases (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT advisory_cases_known_status CHECK (status IN ('open', 'answered', 'referred', 'closed')),
    CONSTRAINT advisory_cases_answered_with_an_outcome CHECK (status NOT IN ('answered', 'closed')
        OR body ->> '$.outcome' IS NOT NULL AND body ->> '$.minutes' IS NOT NULL),
    CONSTRAINT advisory_cases_referred_to_a_centre CHECK (status <> 'referred' OR body ->> '$.referred_to' IS NOT NULL),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX advisory_cases_owner_id_idx ON advisory_cases (owner, id);
CREATE INDEX advisory_cases_status_id_idx ON advisory_cases (status, id);
CREATE INDEX advisory_cases_updated_at_idx ON advisory_cases (updated_at);

CREATE TABLE advisory_case_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

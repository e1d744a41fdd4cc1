CREATE TABLE vacancies (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES employers (id),
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT openings_add_up CHECK (json_extract(body, '$.openings.filled') + json_extract(body, '$.openings.cancelled') <= json_extract(body, '$.openings.total')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX vacancies_owner_id_idx ON vacancies (owner, id);
CREATE INDEX vacancies_status_id_idx ON vacancies (status, id);
CREATE INDEX vacancies_updated_at_idx ON vacancies (updated_at);

CREATE TABLE vacancy_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;
